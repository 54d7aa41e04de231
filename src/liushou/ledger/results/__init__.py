"""What the rows of a ledger come to: statuses, reasons, where she goes, changes, what falls due."""
