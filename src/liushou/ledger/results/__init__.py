"""What the rows of a ledger come to: statuses, reasons, where she goes, changes, what falls due."""

from .changes import changes_data, changes_page, compare_ledgers
from .due import due_data, due_list, due_page, parse_within
from .statuses import summary, summary_page

__all__ = ["changes_data", "changes_page", "compare_ledgers", "due_data", "due_list", "due_page", "parse_within"]
__all__ += ["summary", "summary_page"]
