"""From a grid to a ledger: every column read by its reader, every row accounted for."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from ...places import Place
from ...profile import Fact, Value
from ...values import Bounds, Date, age, cutoff, intersect
from ..cells.known_words import known_words
from ..cells.text import cell_text, is_blank
from ..columns.header import plan_columns
from ..columns.names import ColumnMapping, ColumnNames, split_side
from ..files.grid import Grid
from .assumptions import assumed_rows
from .contradictions import find_contradictions
from .duplicates import merge_duplicates
from .ledger import Assumption, Ledger, birth_fact
from .non_person_rows import find_non_person_rows
from .raw import RawRows, Source, add_note, read_rows, shorten

#: The columns of a ledger by fact or item, each with its value in every row.
Values = dict[str, list[Any]]


def build_ledger(
    grid: Grid,
    *,
    facts: Mapping[str, Fact],
    on: date,
    place: Place | None = None,
    mapping: ColumnMapping | None = None,
    assume: Mapping[str, Value] | None = None,
    filled_on: date | None = None,
) -> Ledger:
    """The ledger that a grid holds.

    ``on`` is the day of assessment; ``place`` the place of rows that name none;
    ``assume`` fills facts that are unknown. ``filled_on`` is the day on which the ledger
    was filled in (ages count from it): unless given, the row's own 填报日期, the one above
    the header, or ``on``. Raises :class:`~liushou.InputError` where there is no header.
    """
    plan = plan_columns(grid, ColumnNames(facts, mapping))
    numbers, rows = list(grid.numbers[plan.first :]), grid.rows[plan.first :]
    filled = filled_on or plan.filled_on
    aside = find_non_person_rows(grid, plan)
    raw = read_rows(grid, plan, facts=facts, place=place, skip=aside)
    values, conflicts = _combine(raw, facts, aside)
    aside |= conflicts
    if not grid.typed:
        aside |= _without_content(values, numbers, raw, aside)
    notes = {position: list(texts) for position, texts in raw.notes.items()}
    for position in _births_from_ages(values, len(numbers), filled or on, on):
        add_note(notes.setdefault(position, []), "年龄与出生日期不符，以出生日期为准")
    aside |= _other_kinds(values, aside)
    aside |= _places(values, len(numbers), place, aside)
    aside |= find_contradictions(values, facts, on, aside)
    merged = merge_duplicates(values, numbers, raw.unsure, facts=facts, on=on, skip=aside)
    for name, changed in merged.values.items():
        for position, value in changed.items():
            values[name][position] = value
    for position, text in merged.notes.items():
        add_note(notes.setdefault(position, []), text)
    aside |= merged.set_aside
    unsure = {position: frozenset(names) for position, names in {**raw.unsure, **merged.unsure}.items() if names}
    gone = {*aside, *merged.duplicates}
    kept = [position for position in range(len(numbers)) if position not in gone]
    asked = {
        place: {*raw.unread_facts.get(place, ()), *unsure.get(place, ())} for place in {*raw.unread_facts, *unsure}
    }
    assumed: dict[str, Assumption] = {}
    for name, value in (assume or {}).items():
        taken = assumed_rows(name, value, values, facts=facts, on=on, rows=kept, asked=asked)
        column = values.setdefault(name, [None] * len(numbers))
        for position in taken:
            column[position] = value
        assumed[name] = Assumption(value, len(taken))
    return Ledger(
        file=grid.file,
        sheet=grid.sheet,
        plan=plan,
        facts=facts,
        numbers=numbers,
        values=values,
        set_aside=aside,
        duplicates=merged.duplicates,
        unsure=unsure,
        unread=tuple(raw.unread),
        notes=notes,
        remarks=grid.notes,
        assumed=assumed,
        empty_rows=grid.empty,
        briefs={} if grid.typed else {position: _brief(rows[position]) for position in gone},
        filled_on=filled,
    )


def _brief(row: Sequence[Any]) -> str:
    return "　".join(shorten(cell_text(cell)) for cell in row if not is_blank(cell))[:200]


def _combine(raw: RawRows, facts: Mapping[str, Fact], skip: Collection[int]) -> tuple[Values, dict[int, str]]:
    """(one column for each fact, the rows in which two columns of one fact contradict each other)."""
    sources: dict[str, list[Source]] = {}
    for key, columns in raw.sources.items():
        name, side = split_side(key)
        sources.setdefault(name, []).extend((use, _one_side(values, side)) for use, values in columns)
    uncombined = {*known_words().texts, "kind", "place"}
    combined: Values = {}
    conflicts: dict[int, str] = {}
    for name, columns in sources.items():
        (first, given), *others = sorted(columns, key=lambda source: not any(word in source[0].label for word in _HERE))
        column = combined[name] = list(given)
        for use, further in others:
            for position, value in enumerate(further):
                if value is None or position in skip or position in conflicts:
                    continue
                if column[position] is None:
                    column[position] = value
                elif name not in uncombined:
                    together = _agreed(column[position], value)
                    if together is None:
                        title = facts[name].title if name in facts else use.title
                        conflicts[position] = f"“{first.label}”与“{use.label}”两栏所说的{title}不一致"
                    else:
                        column[position] = together
    return combined, conflicts


#: Of two columns of one thing, such as addresses, the one that says where she lives now goes first.
_HERE = ("现", "居住")


def _one_side(values: Sequence[Any], side: str) -> Sequence[Any]:
    """The values of a column that gives one bound only."""
    if not side:
        return values
    low = side == "__min"
    bounds = (None if value is None else (value.low if low else value.high) for value in values)
    return [None if bound is None else Bounds(bound, None) if low else Bounds(None, bound) for bound in bounds]


def _agreed(first: Any, second: Any) -> Any:
    """What two columns say together; None where they cannot both be true."""
    if isinstance(first, Bounds) and isinstance(second, Bounds):
        return intersect(first, second)
    return first if first == second else None


def _without_content(values: Values, numbers: Sequence[int], raw: RawRows, skip: Collection[int]) -> dict[int, str]:
    """The rows in which there is nothing but a number or a kind of person."""
    columns = [column for name, column in values.items() if name not in ("serial", "kind", "id_type")]
    troubled, kinds = {cell.row for cell in raw.unread}, values.get("kind")
    return {
        position: "没有可用的内容（只有序号或不认得的列）" if not kinds or kinds[position] is None else "只写了身份类别"
        for position, number in enumerate(numbers)
        if position not in skip and number not in troubled and all(column[position] is None for column in columns)
    }


def _births_from_ages(values: Values, rows: int, filled_on: date, on: date) -> list[int]:
    """Birth dates within bounds from the age alone, as of the day the row was filled in; who is another age."""
    ages = values.pop("age", None)
    if ages is None:
        return []
    born = values.setdefault(birth_fact(), [None] * rows)
    days = values.get("filled_on") or [None] * rows
    memo: dict[Any, Date] = {}
    differ: list[int] = []
    for position, (years, day) in enumerate(zip(ages, days, strict=True)):
        if years is None:
            continue
        filled = day or Bounds(filled_on, filled_on)
        first, last = min(filled.low or on, on), min(filled.high or on, on)
        if born[position] is not None:
            if not _near(born[position], years, last):
                differ.append(position)
            continue
        key = (years, first, last)
        if key not in memo:
            low = None if years.high is None else cutoff(first, int(years.high) + 1, "years") + timedelta(days=1)
            memo[key] = Bounds(low, cutoff(last, int(years.low), "years"))
        born[position] = memo[key]
    return differ


def _near(born: Date, years: Bounds[float], day: date) -> bool:
    """Whether a stated age fits a birth date, give or take a year (虚岁, an old entry)."""
    if born.low is None or born.high is None or years.low is None:
        return True
    return age(born.high, day) - 1 <= (years.high or years.low) and years.low <= age(born.low, day) + 2


def _other_kinds(values: Values, skip: Collection[int]) -> dict[int, str]:
    """The rows of a mixed ledger that are of other people."""
    return {
        position: f"身份类别为“{kind}”，不是妇女"
        for position, kind in enumerate(values.pop("kind", ()))
        if kind is not None and kind != "women" and position not in skip
    }


def _places(values: Values, rows: int, place: Place | None, skip: Collection[int]) -> dict[int, str]:
    """The row's own code wins over the ledger's; a row without either cannot be evaluated."""
    codes = values.setdefault("place", [None] * rows)
    if place is not None:
        codes[:] = [place.code if code is None else code for code in codes]
    lost = (position for position, code in enumerate(codes) if code is None and position not in skip)
    return dict.fromkeys(lost, "没有有效的区划代码，也没有用 --place 给出")
