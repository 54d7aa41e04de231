"""The results as workbooks and flat files."""
