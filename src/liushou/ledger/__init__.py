"""The spreadsheet on the desk: what can be read from it, and answers for every row."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..on_demand import on_demand

# Loaded on first use: frames need narwhals, and spreadsheets alone do not.
if TYPE_CHECKING:
    from ..frames import LikelyMisspelling, evaluate, offered
    from .cells.targets import column_targets
    from .output.roll_up import Group, roll_up_groups
    from .output.workbook import write_changes, write_due
    from .results.changes import changes_data, changes_page, compare_ledgers
    from .results.due import due_data, due_list, due_page, parse_within
    from .results.statuses import summary, summary_page
    from .rows.display import display_who
    from .rows.look import look_at, look_page
    from .rows.read import Options, read_ledger
    from .run import Progress, run_ledger
    from .sample import make_sample, write_sample
else:
    __getattr__ = on_demand(
        __name__,
        {
            ".frames": "LikelyMisspelling evaluate offered",
            "cells.targets": "column_targets",
            "output.workbook": "write_changes write_due",
            "output.roll_up": "Group roll_up_groups",
            "results.changes": "changes_data changes_page compare_ledgers",
            "results.due": "due_data due_list due_page parse_within",
            "results.statuses": "summary summary_page",
            "rows.look": "look_at look_page",
            "rows.read": "Options read_ledger",
            "rows.display": "display_who",
            "run": "Progress run_ledger",
            "sample": "make_sample write_sample",
        },
    )

__all__ = ["Group", "LikelyMisspelling", "Options", "Progress", "changes_data", "changes_page", "column_targets"]
__all__ += ["compare_ledgers", "display_who", "due_data", "due_list", "due_page", "evaluate", "look_at", "look_page"]
__all__ += ["make_sample", "offered", "parse_within", "read_ledger", "roll_up_groups"]
__all__ += ["run_ledger", "summary", "summary_page", "write_changes", "write_due", "write_sample"]
