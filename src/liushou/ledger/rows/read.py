"""From a file to a ledger: every column read by its reader, every row accounted for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from ...documents import PlacesFile, Rules, load_rules
from ...places import Place, find_place
from ...problems import Code, InputError, Problem
from ...values import Bounds, Date, age, check_day, cutoff
from ..cells.reading import cell_text, is_blank, known_words
from ..columns.header import plan_columns
from ..columns.names import ColumnNames, read_mapping, split_side
from ..files.open import read_grid
from .consistency import agreed, assume, find_contradictions, parse_assumptions
from .decisions import with_decisions
from .ledger import Ledger, birth_fact
from .raw import Source, read_rows, shorten
from .women import merge_duplicates


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """How a ledger is to be read: what the command line says of it.

    ``on`` is the day of assessment; ``place`` the place of rows that name none; ``assume`` holds
    ``fact=value`` texts for facts that are left out. ``filled_on`` is the day on which the ledger
    was filled in (ages count from it): unless given, the row's own 填报日期, the one above the
    header, or ``on``.
    """

    on: date
    place: str | None = None
    mapping: Path | str | None = None
    assume: tuple[str, ...] = ()
    rules: Rules | None = None
    places: PlacesFile | None = None
    sheet: str | None = None
    filled_on: date | None = None

    def __post_init__(self) -> None:
        object.__setattr__(self, "on", check_day(self.on))


def read_ledger(path: Path | str, options: Options) -> Ledger:
    """The ledger in a file. Raises :class:`~liushou.InputError` where it cannot be read."""
    rules = options.rules or load_rules()
    place = None if options.place is None else find_place(options.place, options.on)
    mapping = None if options.mapping is None else read_mapping(options.mapping, rules.facts)
    assumptions = parse_assumptions(options.assume, rules.facts)
    grid = read_grid(path, sheet=options.sheet)
    plan = plan_columns(grid, ColumnNames(rules.facts, mapping))
    if place is None and "place" not in {use.target for use in plan.columns}:
        raise InputError(Problem(Code.NO_PLACE_COLUMN, file=path))
    ledger = _combine(*read_rows(grid, plan, rules.facts, place))
    ledger = replace(ledger, filled_on=options.filled_on or plan.filled_on)
    if not grid.typed:
        ledger = ledger.without(_without_content(ledger))
    ledger = _births_from_ages(ledger, options.on)
    ledger = ledger.without(_other_kinds(ledger))
    ledger = _with_places(ledger, place)
    ledger = ledger.without(find_contradictions(ledger, options.on))
    ledger = merge_duplicates(ledger, options.on)
    for name, value in assumptions.items():
        ledger = assume(ledger, name, value, options.on)
    ledger = with_decisions(ledger, rules, options.on)
    if grid.typed:
        return ledger
    rows = grid.rows[plan.first :]
    return replace(ledger, briefs={place: _brief(rows[place]) for place in (*ledger.set_aside, *ledger.duplicates)})


def _brief(row: Sequence[Any]) -> str:
    return "　".join(shorten(cell_text(cell)) for cell in row if not is_blank(cell))[:200]


def _combine(ledger: Ledger, sources_by_side: Mapping[str, Sequence[Source]]) -> Ledger:
    """One column for each fact; rows in which two columns of one fact contradict each other are set aside."""
    sources: dict[str, list[Source]] = {}
    for key, columns in sources_by_side.items():
        name, side = split_side(key)
        sources.setdefault(name, []).extend((use, _one_side(values, side)) for use, values in columns)
    first_counts = {*known_words().texts, "kind", "place"}
    combined: dict[str, list[Any]] = {}
    set_aside = dict(ledger.set_aside)
    for name, columns in sources.items():
        (first, given), *others = sorted(columns, key=lambda source: not any(word in source[0].label for word in _HERE))
        column = combined[name] = list(given)
        for use, further in others:
            for position, value in enumerate(further):
                if value is None or position in set_aside:
                    continue
                if column[position] is None:
                    column[position] = value
                elif name not in first_counts:
                    together = agreed(column[position], value)
                    if together is None:
                        title = ledger.facts[name].title if name in ledger.facts else use.title
                        set_aside[position] = f"“{first.label}”与“{use.label}”两栏所说的{title}不一致"
                    else:
                        column[position] = together
    return replace(ledger, values=combined, set_aside=set_aside)


#: Of two columns of one thing, such as addresses, the one that says where she lives now goes first.
_HERE = ("现", "居住")


def _one_side(values: Sequence[Any], side: str) -> Sequence[Any]:
    """The values of a column that gives one bound only."""
    if not side:
        return values
    low = side == "__min"
    bounds = (None if value is None else (value.low if low else value.high) for value in values)
    return [None if bound is None else Bounds(bound, None) if low else Bounds(None, bound) for bound in bounds]


def _without_content(ledger: Ledger) -> dict[int, str]:
    """The rows in which there is nothing but a number or a kind of person."""
    columns = [column for name, column in ledger.values.items() if name not in ("serial", "kind", "id_type")]
    troubled = {cell.row for cell in ledger.unread}
    reasons = {True: "没有可用的内容（只有序号或不认得的列）", False: "只写了身份类别"}
    return {
        position: reasons[ledger.item("kind", position) is None]
        for position in ledger.kept
        if ledger.numbers[position] not in troubled and all(column[position] is None for column in columns)
    }


def _births_from_ages(ledger: Ledger, on: date) -> Ledger:
    """Birth dates within bounds from the age alone, as of the day the row was filled in."""
    born = ledger.column(birth_fact())
    whole = ledger.filled_on or on

    @cache
    def born_within(years: Bounds[float], first: date, last: date) -> Date:
        low = None if years.high is None else cutoff(first, int(years.high) + 1, "years") + timedelta(days=1)
        return Bounds(low, cutoff(last, int(years.low or 0), "years"))

    notes: dict[int, str] = {}
    for position, years in enumerate(ledger.values.get("age", ())):
        if years is None:
            continue
        filled = ledger.item("filled_on", position) or Bounds(whole, whole)
        first, last = min(filled.low or on, on), min(filled.high or on, on)
        if born[position] is None:
            born[position] = born_within(years, first, last)
        elif not _near(born[position], years, last):
            notes[position] = "年龄与出生日期不符，以出生日期为准"
    return ledger.with_column(birth_fact(), born).with_notes(notes) if "age" in ledger.values else ledger


def _near(born: Date, years: Bounds[float], day: date) -> bool:
    """Whether a stated age fits a birth date, give or take a year (虚岁, an old entry)."""
    if born.low is None or born.high is None or years.low is None:
        return True
    return age(born.high, day) - 1 <= (years.high or years.low) and years.low <= age(born.low, day) + 2


def _other_kinds(ledger: Ledger) -> dict[int, str]:
    """The rows of a mixed ledger that are of other people."""
    kinds = ((position, ledger.item("kind", position)) for position in ledger.kept)
    return {
        position: f"身份类别为“{kind}”，不是妇女" for position, kind in kinds if kind is not None and kind != "women"
    }


def _with_places(ledger: Ledger, place: Place | None) -> Ledger:
    """The row's own code wins over the ledger's; a row without either cannot be evaluated."""
    codes = [place.code if code is None and place is not None else code for code in ledger.column("place")]
    lost = (position for position in ledger.kept if codes[position] is None)
    reasons = dict.fromkeys(lost, "没有有效的区划代码，也没有用 --place 给出")
    return ledger.with_column("place", codes).without(reasons)
