"""What kind of file a ledger is, whether it is safe to read, and its rows."""
