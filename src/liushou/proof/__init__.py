"""What can be said about the rules themselves: lint and laws."""
