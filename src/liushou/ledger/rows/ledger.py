"""A ledger that has been read: every row accounted for, every fact a column."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from ...problems import mask
from ...profile import DERIVED, Fact, Profile, Value
from ...values import Date
from ..cells.reading import shorten
from ..columns.names import ColumnUse


@dataclass(frozen=True, slots=True, kw_only=True)
class Unread:
    """A cell of a known column that could not be read, as it is listed; its fact stays unknown."""

    row: int
    column: str
    label: str
    text: str
    reason: str

    def __post_init__(self) -> None:
        object.__setattr__(self, "text", shorten(self.text))
        object.__setattr__(self, "reason", mask(self.reason))

    def beside(self, near: Collection[str]) -> Unread:
        """The cell in a row that has these ID numbers, without what repeats the end of one."""
        return replace(self, text=mask(self.text, near=near), reason=mask(self.reason, near=near))


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Ledger:
    """The rows under the header, column by column.

    Positions run over all rows that hold anything; ``numbers`` are their numbers in the
    file. ``values`` maps a fact or a ledger item (``name``, ``id_number``, ``place`` …) to
    its value in every position, None where it is not known. Each position is in exactly
    one of ``kept`` (to be evaluated), ``set_aside`` (position → reason) and ``duplicates``
    (position → the position it was merged into).
    """

    file: str
    #: What each column was taken for.
    columns: tuple[ColumnUse, ...]
    facts: Mapping[str, Fact]
    numbers: Sequence[int]
    #: How many rows lie above the header, and how many are its lines.
    outside: tuple[int, int] = (0, 0)
    values: Mapping[str, Sequence[Any]]
    set_aside: Mapping[int, str]
    duplicates: Mapping[int, int] = field(default_factory=dict)
    kept: tuple[int, ...] = field(init=False)
    unsure: Mapping[int, frozenset[str]]
    unread: Sequence[Unread]
    #: Facts whose cell said something that could not be read, by position.
    unread_facts: Mapping[int, frozenset[str]]
    #: ID numbers that could not be used, as they are written.
    damaged: Mapping[int, str] = field(default_factory=dict, repr=False)
    notes: Mapping[int, tuple[str, ...]]
    remarks: tuple[str, ...]
    #: The value assumed for a fact, and how many rows took it.
    assumed: Mapping[str, tuple[Value, int]] = field(default_factory=dict)
    empty_rows: int
    #: The cells of a row that was set aside, for people to find it again.
    briefs: Mapping[int, str] = field(default_factory=dict)
    filled_on: date | None

    def __post_init__(self) -> None:
        gone = {*self.set_aside, *self.duplicates}
        object.__setattr__(self, "kept", tuple(place for place in range(len(self.numbers)) if place not in gone))

    def __repr__(self) -> str:
        """Of the people in it only how many there are."""
        return f"Ledger({self.file!r}, {self.row_counts()})"

    @property
    def rows(self) -> int:
        """How many rows hold anything: evaluated + set aside + duplicates."""
        return len(self.numbers)

    def row_counts(self) -> dict[str, int]:
        """rows = evaluated + set_aside + duplicates."""
        gone = {"set_aside": len(self.set_aside), "duplicates": len(self.duplicates)}
        return {"rows": self.rows, "evaluated": len(self.kept), **gone}

    def without(self, reasons: Mapping[int, str]) -> Ledger:
        """The ledger with more rows set aside."""
        masked = {position: mask(reason) for position, reason in reasons.items()}
        return replace(self, set_aside={**self.set_aside, **masked}) if reasons else self

    def with_notes(self, more: Mapping[int, str]) -> Ledger:
        """The ledger with a remark to some rows, once."""
        notes = {place: tuple(dict.fromkeys((*self.notes.get(place, ()), text))) for place, text in more.items()}
        return replace(self, notes={**self.notes, **notes})

    def with_column(self, name: str, column: Sequence[Any]) -> Ledger:
        """The ledger with another column of a fact or item."""
        return replace(self, values={**self.values, name: column})

    def column(self, name: str) -> list[Any]:
        """A copy of a column, made of unknowns where there is none."""
        return list(self.values.get(name) or [None] * self.rows)

    def item(self, name: str, position: int) -> Any:
        """The value of a fact or item in a position, or None."""
        column = self.values.get(name)
        return None if column is None else column[position]

    def id_numbers(self, position: int) -> tuple[str, ...]:
        """Her ID number, also one that could not be used, as it is written."""
        written = (self.item("id_number", position), self.damaged.get(position))
        return tuple(number.upper() for number in written if number)

    def birth(self, position: int) -> Date | None:
        """The day of birth, as far as it is known."""
        born: Date | None = self.item(birth_fact(), position)
        return born

    def fact_names(self) -> tuple[str, ...]:
        """The facts that any row may have, in the catalogue's order."""
        return tuple(name for name in self.facts if name in self.values)

    def mapping(self, position: int) -> dict[str, Any]:
        """What is known of one row, as a profile mapping."""
        result = self.known(position)
        if decisions := self.item("decisions", position):
            result["decisions"] = decisions
        # What one column does not know and another says is known.
        doubted = [
            name for name in self.unsure.get(position, ()) if not getattr(result.get(name), "exact", name in result)
        ]
        if doubted:
            result["unsure"] = sorted(doubted)
        return result

    def known(self, position: int) -> dict[str, Any]:
        """The facts that are known of one row."""
        known = {name: self.values[name][position] for name in self.fact_names()}
        return {name: value for name, value in known.items() if value is not None}

    def profile(self, position: int) -> Profile:
        """The row as a profile, as ``liushou match`` would be given it."""
        return Profile.from_mapping(self.mapping(position), facts=self.facts)


def birth_fact() -> str:
    """The fact that ages count from."""
    return DERIVED["age"][1]
