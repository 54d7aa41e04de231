"""The sheets of the results workbook, one a module."""
