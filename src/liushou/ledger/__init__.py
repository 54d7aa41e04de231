"""The spreadsheet on the desk: what can be read from it, and answers for every row."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ..frames import LikelyMisspelling, evaluate, evaluate_conditions, offered
    from .results import summary
    from .rows.read import Options
    from .run import Progress, run_ledger
    from .sample import make_sample, write_sample

# Loaded on first use: frames need narwhals, and spreadsheets alone do not.
_WHERE = {
    **dict.fromkeys(("LikelyMisspelling", "evaluate", "evaluate_conditions", "offered"), "..frames"),
    **dict.fromkeys(("Progress", "run_ledger"), ".run"),
    **dict.fromkeys(("make_sample", "write_sample"), ".sample"),
    "Options": ".rows.read",
    "summary": ".results",
}

__all__ = [
    "LikelyMisspelling",
    "Options",
    "Progress",
    "evaluate",
    "evaluate_conditions",
    "make_sample",
    "offered",
    "run_ledger",
    "summary",
    "write_sample",
]


def __getattr__(name: str) -> Any:
    if name not in _WHERE:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    import importlib

    value = getattr(importlib.import_module(_WHERE[name], __name__), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted(__all__)
