"""From a grid to a ledger: every column read by its reader, every row accounted for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from ...places import Place
from ...profile import Fact
from ...values import Bounds, Date, age, cutoff
from ..cells.idnumber import mask, numbers_hidden
from ..cells.readers import TEXTS, reader_of
from ..cells.reading import NOTHING, Reader, Reading, unread
from ..cells.text import is_blank, shown
from ..columns.header import find_header
from ..columns.names import ColumnMapping, ColumnUse, Names
from ..files.grid import Grid
from .agree import both
from .assumptions import fill
from .contradictions import contradicting
from .duplicates import merge_duplicates
from .ledger import Ledger, Unread
from .non_person_rows import not_people

#: A cell's text in the list of what could not be read is cut here.
_SHOWN = 40
_HIDDEN = frozenset({"id_number", "disability_card", "phone"})


def build_ledger(
    grid: Grid,
    *,
    facts: Mapping[str, Fact],
    on: date,
    place: Place | None = None,
    mapping: ColumnMapping | None = None,
    assume: Mapping[str, Any] | None = None,
    day: date | None = None,
) -> Ledger:
    """The ledger that a grid holds.

    ``on`` is the day of assessment; ``place`` the place of rows that name none;
    ``assume`` fills facts that are unknown. ``day`` is the day on which the ledger was
    filled in (ages count from it): unless given, the row's own 填报日期, the one above
    the header, or ``on``. Raises :class:`~liushou.InputError` where there is no header.
    """
    names = Names(facts, mapping)
    header = find_header(grid, names)
    numbers = list(grid.numbers[header.first :])
    ledger = Ledger(grid.file, grid.sheet, header, numbers, {}, facts, empty_rows=grid.empty)
    ledger.remarks.extend(grid.notes)
    ledger.day = day or header.filled_on
    rows = grid.rows[header.first :]
    if not grid.typed:
        ledger.set_aside.update(not_people(rows, grid, header))
    sources = _read_columns(ledger, grid, rows, place)
    _combine(ledger, sources)
    if not grid.typed:
        _without_content(ledger, rows)
    _ages(ledger, on)
    _kinds(ledger)
    _places(ledger, place)
    contradicting(ledger, on)
    merge_duplicates(ledger, on)
    ledger.settle_kept()
    if assume:
        fill(ledger, assume, on)
    for position in (*ledger.set_aside, *ledger.duplicates):
        if not grid.typed:
            ledger.briefs[position] = "　".join(_cut(shown(cell)) for cell in rows[position] if not is_blank(cell))[
                :200
            ]
    return ledger


Source = tuple[ColumnUse, list[Any]]


def _read_columns(
    ledger: Ledger, grid: Grid, rows: Sequence[Sequence[Any]], place: Place | None
) -> dict[str, list[Source]]:
    """For every fact and item the columns that speak of it, each with its values."""
    sources: dict[str, list[Source]] = {}
    for use in ledger.columns:
        if use.target is None:
            continue
        target, side = use.target, ""
        for mark in ("__min", "__max"):
            if target.endswith(mark):
                target, side = target.removesuffix(mark), mark
        read = reader_of(target, ledger.facts, place, use.hints)
        raw: Iterable[Any]
        if grid.typed:
            raw = grid.columns[use.index]
        else:
            index = use.index
            raw = [row[index] if index < len(row) else None for row in rows]
        readings, keys = _readings(read, raw)
        _collect(ledger, use, raw, readings)
        for key in keys:
            values = [reading.values.get(key) for reading in readings]
            sources.setdefault(key + side, []).append((use, values))
    _extra_cells(ledger, rows)
    return sources


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
            reading = NOTHING if is_blank(value) else _safely(read, value)
            memo[key] = reading
            keys.update(dict.fromkeys(reading.values))
        result.append(reading)
    return result, list(keys)


def _safely(read: Reader, value: Any) -> Reading:
    try:
        return read(value)
    except (ValueError, OverflowError):
        return unread("读不懂")


def _collect(ledger: Ledger, use: ColumnUse, raw: Iterable[Any], readings: Sequence[Reading]) -> None:
    """Note what could not be read and what she does not know."""
    kinds = {id(one): one for one in readings}.values()
    if not any(one.problem or one.unsure or one.note for one in kinds):
        return
    for position, (value, reading) in enumerate(zip(raw, readings, strict=True)):
        if reading is NOTHING or position in ledger.set_aside:
            continue
        if reading.problem is not None:
            text = "（号码不列出）" if use.target in _HIDDEN else _cut(shown(value))
            problem = numbers_hidden(reading.problem)
            ledger.unread_facts.setdefault(position, set()).add(use.target or "")
            ledger.unread.append(Unread(ledger.numbers[position], use.letter, use.label, text, problem))
        if reading.unsure:
            ledger.unsure.setdefault(position, set()).update(reading.unsure)
        if reading.note is not None:
            ledger.note(position, f"{use.label}：{numbers_hidden(reading.note)}")


def _cut(text: str) -> str:
    if sum(character.isdigit() for character in text) >= 15:
        return mask("".join(text.split()))
    return text if len(text) <= _SHOWN else text[: _SHOWN - 1] + "…"


def _extra_cells(ledger: Ledger, rows: Sequence[Sequence[Any]]) -> None:
    """Cells to the right of the last column: a ragged row says something nobody asked for."""
    width = len(ledger.columns)
    for position, row in enumerate(rows):
        if len(row) > width and any(not is_blank(cell) for cell in row[width:]):
            extra = "、".join(_cut(shown(cell)) for cell in row[width:] if not is_blank(cell))
            ledger.unread.append(
                Unread(ledger.numbers[position], "", "（表头以外）", _cut(extra), "这一行的格数多于表头")
            )


def _combine(ledger: Ledger, sources: Mapping[str, list[Source]]) -> None:
    """One column a fact: agreeing sources together, contradicting ones set the row aside."""
    bounded: dict[str, list[Source]] = {}
    for key, found in sources.items():
        base = key.removesuffix("__min").removesuffix("__max")
        if base == key:
            bounded.setdefault(base, []).extend(found)
        else:
            low = key.endswith("__min")
            for use, values in found:
                bounded.setdefault(base, []).append((use, [_side(value, low) for value in values]))
    for key, found in bounded.items():
        ordered = sorted(found, key=lambda one: not any(word in one[0].label for word in ("现", "居住")))
        text = key in TEXTS or key in ("id_type", "kind", "id_number", "place")
        values = list(ordered[0][1])
        for use, others in ordered[1:]:
            for position, other in enumerate(others):
                if other is None or position in ledger.set_aside:
                    continue
                mine = values[position]
                if mine is None:
                    values[position] = other
                elif not text or key == "id_number":
                    joined = both(mine, other)
                    if joined is None:
                        first = ordered[0][0].label
                        title = ledger.facts[key].title if key in ledger.facts else use.title
                        ledger.set_aside[position] = f"“{first}”与“{use.label}”两栏所说的{title}不一致"
                    else:
                        values[position] = joined
        ledger.values[key] = values


def _side(value: Any, low: bool) -> Any:
    if value is None:
        return None
    return Bounds(value.low, None) if low else Bounds(None, value.high)


def _without_content(ledger: Ledger, rows: Sequence[Sequence[Any]]) -> None:
    columns = [values for key, values in ledger.values.items() if key not in ("serial", "kind", "id_type")]
    troubled = {one.row for one in ledger.unread}
    for position in range(len(rows)):
        if position in ledger.set_aside or ledger.numbers[position] in troubled:
            continue
        if all(values[position] is None for values in columns):
            kind = ledger.item("kind", position)
            ledger.set_aside[position] = "没有可用的内容（只有序号或不认得的列）" if kind is None else "只写了身份类别"


def _ages(ledger: Ledger, on: date) -> None:
    """A birth date within bounds from the age alone, as of the day the row was filled in."""
    years = ledger.values.pop("age", None)
    if years is None:
        return
    born = ledger.column("birth_date")
    memo: dict[Any, Date] = {}
    for position, said in enumerate(years):
        if said is None:
            continue
        filled = ledger.item("filled_on", position) or Bounds(ledger.day or on, ledger.day or on)
        first, last = min(filled.low or on, on), min(filled.high or on, on)
        if born[position] is not None:
            if not _near(born[position], said, last):
                ledger.note(position, "年龄与出生日期不符，以出生日期为准")
            continue
        key = (said, first, last)
        if key not in memo:
            low = None if said.high is None else cutoff(first, int(said.high) + 1, "years") + timedelta(days=1)
            memo[key] = Bounds(low, cutoff(last, int(said.low), "years"))
        born[position] = memo[key]


def _near(born: Date, said: Bounds[float], day: date) -> bool:
    """Whether a stated age fits a birth date, give or take a year (虚岁, an old entry)."""
    if born.low is None or born.high is None or said.low is None:
        return True
    return age(born.high, day) - 1 <= (said.high or said.low) and said.low <= age(born.low, day) + 2


def _kinds(ledger: Ledger) -> None:
    for position, kind in enumerate(ledger.values.pop("kind", ())):
        if kind is not None and kind != "women" and position not in ledger.set_aside:
            ledger.set_aside[position] = f"身份类别为“{kind}”，不是妇女"


def _places(ledger: Ledger, place: Place | None) -> None:
    """The row's own code wins over the ledger's; a row without either cannot be evaluated."""
    codes = ledger.column("place")
    for position, code in enumerate(codes):
        if code is not None:
            continue
        if place is not None:
            codes[position] = place.code
        elif position not in ledger.set_aside:
            ledger.set_aside[position] = "没有有效的区划代码，也没有用 --place 给出"
