"""Words and pages made of answers and documents."""
