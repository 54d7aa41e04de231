"""What every kind of ledger is read into: its rows, or its columns where they have types of their own."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import zip_longest
from typing import Any

#: A merged range: first row, first column, last row, last column; from 0.
Merged = tuple[int, int, int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """The rows that hold anything, each with its number in the file (from 1).

    ``empty`` counts the rows without anything between the first and the last that is
    kept. ``typed``: the columns have names and types of their own (Parquet), ``rows``
    is then empty and ``columns`` holds the values; of those that are ``foreign`` only where they hold
    anything. ``counted`` is how many rows hold anything by a count of its
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
    foreign: frozenset[str] = frozenset()
    columns: Sequence[Sequence[Any]] = field(default=(), repr=False)

    def row(self, position: int) -> list[Any]:
        """The cells of a row, by its position among those that hold anything."""
        return [column[position] for column in self.columns]

    def position(self, line: int) -> int | None:
        """The position of the row on a line of the sheet (from 0); None where it holds nothing."""
        position = bisect_left(self.numbers, line + 1)
        return position if self.numbers[position : position + 1] == [line + 1] else None

    def merged_across(self, position: int, column: int) -> bool:
        """Whether a cell is part of a range that is merged over several columns."""
        line = self.numbers[position] - 1
        return any(
            top <= line <= bottom and left <= column <= right and left < right
            for top, left, bottom, right in self.merged
        )

    def by_columns(self) -> Grid:
        """The same cells, column by column."""
        columns = self.columns or [list(cells) for cells in zip_longest(*self.rows)]
        return replace(self, rows=(), columns=columns)
