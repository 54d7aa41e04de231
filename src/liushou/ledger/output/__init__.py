"""The results as workbooks and flat files."""

from .lists import write_changes, write_due

__all__ = ["write_changes", "write_due"]
