"""Reading single cells: words, dates, numbers, ID numbers."""
