"""What the cells of each column say, row by row, before columns are put together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ...places import Place
from ...profile import Fact
from ..cells.idnumber import mask, mask_id_numbers
from ..cells.readers import HIDDEN, reader_of
from ..cells.reading import NOTHING, Reader, Reading, UnreadableError, unread
from ..cells.text import cell_text, is_blank
from ..columns.header import ColumnPlan
from ..columns.names import ColumnUse, split_side
from ..files.grid import Grid
from .ledger import Unread
from .non_person_rows import find_non_person_rows

#: A cell's text in the list of what could not be read is cut here.
_LENGTH = 40

#: A column, and its value in every row.
Source = tuple[ColumnUse, Sequence[Any]]


@dataclass(frozen=True, slots=True, kw_only=True)
class RawRows:
    """The cells under the header, read.

    ``sources``: for every fact or item (with ``__min`` or ``__max`` where a column gives one
    bound) the columns that speak of it. ``set_aside``: the rows that are no person's; nothing
    is noted of them.
    """

    plan: ColumnPlan
    numbers: Sequence[int]
    set_aside: Mapping[int, str]
    sources: Mapping[str, Sequence[Source]]
    unsure: Mapping[int, frozenset[str]]
    unread: Sequence[Unread]
    unread_facts: Mapping[int, frozenset[str]]
    notes: Mapping[int, tuple[str, ...]]


def read_rows(grid: Grid, plan: ColumnPlan, facts: Mapping[str, Fact], place: Place | None) -> RawRows:
    """Every column read by its reader."""
    numbers, rows = grid.numbers[plan.first :], grid.rows[plan.first :]
    set_aside = find_non_person_rows(grid, plan)
    sources: dict[str, list[Source]] = defaultdict(list)
    unsure: dict[int, set[str]] = defaultdict(set)
    unread_cells: list[Unread] = []
    unread_facts: dict[int, set[str]] = defaultdict(set)
    notes: dict[int, dict[str, None]] = defaultdict(dict)
    for use in plan.columns:
        if use.target is None:
            continue
        target, side = split_side(use.target)
        raw = grid.columns[use.index] if grid.typed else _column(rows, use.index)
        readings, keys = _readings(reader_of(target, facts, place, use.hints), raw)
        for key in keys:
            sources[key + side].append((use, [reading.values.get(key) for reading in readings]))
        for position, reading in _remarkable(readings, set_aside):
            if reading.problem is not None:
                unread_facts[position].add(use.target)
                text = "（号码不列出）" if use.target in HIDDEN else shorten(cell_text(raw[position]))
                reason = mask_id_numbers(reading.problem)
                unread_cells.append(
                    Unread(row=numbers[position], column=use.letter, label=use.label, text=text, reason=reason)
                )
            if reading.unsure:
                unsure[position].update(reading.unsure)
            if reading.note is not None:
                notes[position][f"{use.label}：{mask_id_numbers(reading.note)}"] = None
    unread_cells += _extra_cells(rows, numbers, len(plan.columns))
    return RawRows(
        plan=plan,
        numbers=numbers,
        set_aside=set_aside,
        sources=sources,
        unsure={position: frozenset(names) for position, names in unsure.items()},
        unread=tuple(unread_cells),
        unread_facts={position: frozenset(names) for position, names in unread_facts.items()},
        notes={position: tuple(texts) for position, texts in notes.items()},
    )


def _column(rows: Sequence[Sequence[Any]], index: int) -> list[Any]:
    return [row[index] if index < len(row) else None for row in rows]


def _readings(read: Reader, raw: Iterable[Any]) -> tuple[list[Reading], list[str]]:
    """The reading of every cell, each distinct content read once; and the keys that occur."""
    memo: dict[Any, Reading] = {None: NOTHING, "": NOTHING}
    result: list[Reading] = []
    keys: dict[str, None] = {}
    for value in raw:
        # True, 1 and 1.0 are one key to a dict, and three contents to a reader.
        key = value if value is None or value.__class__ is str else (value.__class__, value)
        reading = memo.get(key)
        if reading is None:
            reading = memo[key] = NOTHING if is_blank(value) else _safely(read, value)
            keys.update(dict.fromkeys(reading.values))
        result.append(reading)
    return result, list(keys)


def _safely(read: Reader, value: Any) -> Reading:
    try:
        return read(value)
    except UnreadableError as error:
        return unread(str(error))
    except (ValueError, OverflowError):
        return unread("读不懂")


def _remarkable(readings: Sequence[Reading], skip: Collection[int]) -> Iterable[tuple[int, Reading]]:
    """(position, reading) of the cells of which there is more to say than their values."""
    distinct = {id(reading): reading for reading in readings}
    marked = {key for key, reading in distinct.items() if reading.problem or reading.unsure or reading.note}
    if not marked:
        return ()
    return [(place, reading) for place, reading in enumerate(readings) if id(reading) in marked and place not in skip]


def _extra_cells(rows: Sequence[Sequence[Any]], numbers: Sequence[int], width: int) -> Iterable[Unread]:
    """Cells to the right of the last column: a row that is longer than the header."""
    for row, number in zip(rows, numbers, strict=False):
        extra = [shorten(cell_text(cell)) for cell in row[width:] if not is_blank(cell)]
        if extra:
            text = shorten("、".join(extra))
            yield Unread(row=number, column="", label="（表头以外）", text=text, reason="这一行的格数多于表头")


def shorten(text: str) -> str:
    """A cell's text as it is listed: long ones cut, numbers like ID numbers masked."""
    if sum(character.isdigit() for character in text) >= 15:
        return mask("".join(text.split()))
    return text if len(text) <= _LENGTH else text[: _LENGTH - 1] + "…"
