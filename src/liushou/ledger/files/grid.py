"""A sheet as it is in the file, before anything is interpreted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ...problems import Code, Foreign, InputError, Phrase, Problem

#: A merged range: first row, first column, last row, last column; from 0.
Merged = tuple[int, int, int, int]

MAX_ROWS = 5_000_000
MAX_CELLS = 100_000_000
MAX_COLUMNS = 1_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """The rows that hold anything, each with its number in the file (from 1).

    ``empty`` counts the rows without anything between the first and the last that is
    kept. ``typed``: the columns have names and types of their own (Parquet), ``rows``
    is then empty and ``columns`` holds the values.
    """

    file: str
    sheet: str = ""
    rows: Sequence[Sequence[Any]] = ()
    numbers: Sequence[int] = ()
    empty: int = 0
    merged: tuple[Merged, ...] = ()
    notes: tuple[str, ...] = ()
    typed: bool = False
    names: tuple[str, ...] = ()
    columns: Sequence[Sequence[Any]] = field(default=(), repr=False)


def unreadable(path: Path, reason: str | Phrase, expected: str | Phrase | None = None) -> InputError:
    """The error of a file that cannot be read."""
    return InputError(Problem(Code.UNREADABLE, file=path, reason=_foreign(reason), expected=_foreign(expected)))


def _foreign(text: str | Phrase | None) -> Foreign | Phrase | None:
    return Foreign(text) if isinstance(text, str) else text
