"""What every kind of ledger is read into: its rows, or its columns where they have types of their own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ...problems import Code, Foreign, InputError, Phrase, Problem
from .bounds import MAX_COLUMNS, MAX_ROWS

__all__ = ["MAX_COLUMNS", "MAX_ROWS", "Grid", "Merged", "unreadable"]

#: A merged range: first row, first column, last row, last column; from 0.
Merged = tuple[int, int, int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """The rows that hold anything, each with its number in the file (from 1).

    ``empty`` counts the rows without anything between the first and the last that is
    kept. ``typed``: the columns have names and types of their own (Parquet), ``rows``
    is then empty and ``columns`` holds the values. ``counted`` is how many rows hold anything by a count of its
    own, which knows nothing of headers; None where nobody counted. ``date1904``: serial day numbers count from 1904.
    """

    file: str
    rows: Sequence[Sequence[Any]] = field(default=(), repr=False)
    numbers: Sequence[int] = ()
    empty: int = 0
    counted: int | None = None
    date1904: bool = False
    merged: tuple[Merged, ...] = ()
    notes: tuple[str, ...] = ()
    typed: bool = False
    names: tuple[str, ...] = ()
    columns: Sequence[Sequence[Any]] = field(default=(), repr=False)


def unreadable(path: Path, reason: str | Phrase, expected: str | None = None) -> InputError:
    """The error of a file that cannot be read."""
    why = Foreign(reason) if isinstance(reason, str) else reason
    return InputError(Problem(Code.UNREADABLE, file=path, reason=why, expected=expected and Foreign(expected)))
