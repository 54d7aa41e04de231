"""The spreadsheet on the desk: what can be read from it, and answers for every row."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..on_demand import on_demand

# Loaded on first use: frames need narwhals, and spreadsheets alone do not.
if TYPE_CHECKING:
    from ..frames import LikelyMisspelling, evaluate, offered
    from .results.statuses import summary
    from .rows.read import Options
    from .run import Progress, run_ledger
    from .sample import make_sample, write_sample
else:
    __getattr__ = on_demand(
        __name__,
        {
            ".frames": "LikelyMisspelling evaluate offered",
            "results.statuses": "summary",
            "rows.read": "Options",
            "run": "Progress run_ledger",
            "sample": "make_sample write_sample",
        },
    )

__all__ = ["LikelyMisspelling", "Options", "Progress", "evaluate", "make_sample", "offered"]
__all__ += ["run_ledger", "summary", "write_sample"]
