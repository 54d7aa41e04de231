"""A ledger that has been read: every row accounted for, every fact a column."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from ...profile import BY_NAME, Fact, Profile
from ..columns.header import Header
from ..columns.names import ColumnUse


@dataclass(frozen=True, slots=True)
class Unread:
    """A cell of a known column that could not be read; its fact stays unknown."""

    row: int
    column: str
    label: str
    text: str
    reason: str


@dataclass(slots=True)
class Ledger:
    """The rows under the header, column by column.

    Positions run over all rows that hold anything. ``values`` maps a fact or a ledger
    item (``name``, ``id_number``, ``place`` …) to its value in every position, None
    where it is not known. Each position is in exactly one of ``kept`` (to be
    evaluated), ``set_aside`` (position → reason) and ``duplicates`` (position → the
    position it was merged into).
    """

    file: str
    sheet: str
    header: Header
    numbers: Sequence[int]
    values: dict[str, list[Any]]
    facts: Mapping[str, Fact] = field(default_factory=lambda: BY_NAME)
    unsure: dict[int, set[str]] = field(default_factory=dict)
    unread: list[Unread] = field(default_factory=list)
    #: Facts whose cell said something that could not be read, by position.
    unread_facts: dict[int, set[str]] = field(default_factory=dict)
    notes: dict[int, list[str]] = field(default_factory=dict)
    remarks: list[str] = field(default_factory=list)
    set_aside: dict[int, str] = field(default_factory=dict)
    duplicates: dict[int, int] = field(default_factory=dict)
    assumed: dict[str, int] = field(default_factory=dict)
    kept: list[int] = field(default_factory=list)
    empty_rows: int = 0
    #: What stands in a row that was set aside, for people to find it again.
    briefs: dict[int, str] = field(default_factory=dict)
    day: date | None = None

    @property
    def columns(self) -> tuple[ColumnUse, ...]:
        """What each column was taken for."""
        return self.header.columns

    @property
    def rows(self) -> int:
        """How many rows hold anything: evaluated + set aside + duplicates."""
        return len(self.numbers)

    def item(self, name: str, position: int) -> Any:
        """The value of a fact or item in a position, or None."""
        column = self.values.get(name)
        return None if column is None else column[position]

    def column(self, name: str) -> list[Any]:
        """A column, made of unknowns where there is none yet."""
        return self.values.setdefault(name, [None] * len(self.numbers))

    def fact_names(self) -> tuple[str, ...]:
        """The facts that any row may have, in the catalogue's order."""
        return tuple(name for name in self.facts if name in self.values)

    def mapping(self, position: int) -> dict[str, Any]:
        """What is known of one row, as a profile mapping."""
        known = {name: self.values[name][position] for name in self.fact_names()}
        result = {name: value for name, value in known.items() if value is not None}
        if position in self.unsure:
            result["unsure"] = sorted(self.unsure[position])
        return result

    def profile(self, position: int) -> Profile:
        """The row as a profile, as ``liushou match`` would be given it."""
        return Profile.from_mapping(self.mapping(position), facts=self.facts)

    def note(self, position: int, text: str) -> None:
        """Add a remark to a row, once."""
        notes = self.notes.setdefault(position, [])
        if text not in notes:
            notes.append(text)

    def settle_kept(self) -> None:
        """Fill ``kept`` with the positions that are neither set aside nor duplicates."""
        self.kept = [
            position
            for position in range(len(self.numbers))
            if position not in self.set_aside and position not in self.duplicates
        ]
