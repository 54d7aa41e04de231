"""Which row is the header, and what each column is."""
