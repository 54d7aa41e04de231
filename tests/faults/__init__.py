"""What is promised where things go wrong: a full disk, a kill, a hostile file (docs/security.md)."""
