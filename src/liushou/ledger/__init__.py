"""Ledgers: frames and spreadsheets in, answers for every row out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .entry import LikelyMisspelling
    from .evaluation import evaluate, evaluate_conditions, offered

# Found on first use: frames need narwhals, and spreadsheets alone do not.
_WHERE = {
    "LikelyMisspelling": "entry",
    "evaluate": "evaluation",
    "evaluate_conditions": "evaluation",
    "offered": "evaluation",
}

__all__ = ["LikelyMisspelling", "evaluate", "evaluate_conditions", "offered"]


def __getattr__(name: str) -> Any:
    if name not in _WHERE:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    import importlib

    value = getattr(importlib.import_module(f".{_WHERE[name]}", __name__), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted(__all__)
