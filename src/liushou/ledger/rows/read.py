"""From a file to a ledger: every column read by its reader, every row accounted for."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from ...documents import PlacesFile, Rules, load_rules
from ...places import Place, find_place
from ...problems import Code, InputError, Problem, mask
from ...profile import Fact
from ...values import Bounds, Date, age, check_day, cutoff
from ..cells.readers import HIDDEN, reader_of
from ..cells.reading import (
    NOTHING,
    Reader,
    Reading,
    UnreadableError,
    cell_text,
    is_blank,
    known_words,
    shorten,
    squeeze,
)
from ..columns.names import ColumnNames, ColumnPlan, ColumnUse, header_text, plan_columns, read_mapping, split_side
from ..files.grid import Grid
from ..files.open import read_grid
from .decisions import with_decisions
from .ledger import Ledger, Unread, birth_fact
from .women import agreed, assume, find_contradictions, merge_duplicates, parse_assumptions


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
    # The rows of a mixed ledger that are of other people.
    kinds = ((position, ledger.item("kind", position)) for position in ledger.kept)
    others = ((position, kind) for position, kind in kinds if kind not in (None, "women"))
    ledger = ledger.without({position: f"身份类别为“{kind}”，不是妇女" for position, kind in others})
    ledger = _with_places(ledger, place)
    ledger = ledger.without(find_contradictions(ledger, options.on))
    ledger = merge_duplicates(ledger, options.on)
    for name, value in assumptions.items():
        ledger = assume(ledger, name, value, options.on)
    ledger = with_decisions(ledger, rules, options.on)
    if grid.typed:
        return ledger
    rows = grid.rows[plan.first :]
    numbers = [use.index for use in plan.columns if use.target in ("id_number", "disability_card")]
    briefs = {place: _brief(rows[place], numbers) for place in (*ledger.set_aside, *ledger.duplicates)}
    return replace(ledger, briefs=briefs)


def _brief(row: Sequence[Any], numbers: Sequence[int]) -> str:
    """The cells of a row for people to find it again, without what would complete a masked number."""
    near = [squeeze(cell_text(_cell(row, index))).upper() for index in numbers]
    cells = [shorten(mask(cell_text(cell)[:1000], near=near)) for cell in row if not is_blank(cell)]
    return mask("　".join(cells))[:200]


def _combine(ledger: Ledger, sources: Mapping[str, Sequence[Source]]) -> Ledger:
    """One column for each fact; rows in which two columns of one fact contradict each other are set aside."""
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


def _with_places(ledger: Ledger, place: Place | None) -> Ledger:
    """The row's own code wins over the ledger's; a row without either cannot be evaluated."""
    codes = [place.code if code is None and place is not None else code for code in ledger.column("place")]
    lost = (position for position in ledger.kept if codes[position] is None)
    reasons = dict.fromkeys(lost, "没有有效的区划代码，也没有用 --place 给出")
    return ledger.with_column("place", codes).without(reasons)


_COUNT = re.compile(r"[\d.,]+[人名户个]?")
TOTAL, REPEATED, NUMBERING = "合计行", "重复的表头", "栏次行"

#: A column, and its value in every row.
Source = tuple[ColumnUse, Sequence[Any]]


def read_rows(
    grid: Grid, plan: ColumnPlan, facts: Mapping[str, Fact], place: Place | None
) -> tuple[Ledger, dict[str, list[Source]]]:
    """Every column read by its reader: (a ledger without values, what the columns say).

    The second has for every fact or item the columns that speak of it. Rows that are no
    person's are set aside, and nothing is noted of them.
    """
    numbers, rows = grid.numbers[plan.first :], grid.rows[plan.first :]
    labels = [[header_text(cell) for cell in grid.rows[line]] for line in plan.lines]
    columns = {use.target: use.index for use in plan.columns}
    finder = _Finder(labels, columns.get("name"), columns.get("id_number"), known_words().not_a_person)
    reasons = {position: finder.reason(row, position) for position, row in enumerate(rows)}
    set_aside = {position: reason for position, reason in reasons.items() if reason is not None}
    sources: dict[str, list[Source]] = defaultdict(list)
    unsure: dict[int, set[str]] = defaultdict(set)
    unread_cells: list[Unread] = []
    unread_facts: dict[int, set[str]] = defaultdict(set)
    notes: dict[int, dict[str, None]] = defaultdict(dict)
    for use in plan.columns:
        if use.target is None:
            continue
        target, side = split_side(use.target)
        raw = (
            grid.columns[use.index]
            if grid.typed
            else [row[use.index] if use.index < len(row) else None for row in rows]
        )
        readings, keys = _readings(reader_of(target, facts, place, use.hints), raw)
        for key in keys:
            sources[key].append((use, _one_side([reading.values.get(key) for reading in readings], side)))
        for position, reading in enumerate(readings):
            if reading is NOTHING or position in set_aside:
                continue
            if reading.problem is not None:
                unread_facts[position].add(use.target)
                text = "（号码不列出）" if use.target in HIDDEN else cell_text(raw[position])
                cell: dict[str, Any] = {"row": numbers[position], "column": use.letter, "label": use.label}
                unread_cells.append(Unread(**cell, text=text, reason=reading.problem))
            if reading.unsure:
                unsure[position].update(reading.unsure)
            if reading.note is not None:
                notes[position][f"{use.label}：{mask(reading.note)}"] = None
    unread_cells += _extra_cells(rows, numbers, len(plan.columns))
    ledger = Ledger(
        file=mask(grid.file),
        columns=plan.columns,
        facts=facts,
        numbers=numbers,
        values={},
        set_aside=set_aside,
        unsure={position: frozenset(names) for position, names in unsure.items()},
        unread=tuple(unread_cells),
        unread_facts={position: frozenset(names) for position, names in unread_facts.items()},
        notes={position: tuple(texts) for position, texts in notes.items()},
        remarks=tuple(map(mask, grid.notes)),
        empty_rows=grid.empty,
        filled_on=plan.filled_on,
    )
    return ledger, sources


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
            try:
                reading = NOTHING if is_blank(value) else read(value)
            except UnreadableError as error:
                reading = Reading(problem=str(error))
            except (ValueError, OverflowError):
                reading = Reading(problem="读不懂")
            memo[key] = reading
            keys.update(dict.fromkeys(reading.values))
        result.append(reading)
    return result, list(keys)


def _extra_cells(rows: Sequence[Sequence[Any]], numbers: Sequence[int], width: int) -> Iterable[Unread]:
    """Cells to the right of the last column: a row that is longer than the header."""
    for row, number in zip(rows, numbers, strict=False):
        extra = [shorten(cell_text(cell)) for cell in row[width:] if not is_blank(cell)]
        if extra:
            yield Unread(
                row=number, column="", label="（表头以外）", text="、".join(extra), reason="这一行的格数多于表头"
            )


@dataclass(frozen=True, slots=True)
class _Finder:
    """The labels of the header lines, the columns of name and ID number, the words that begin other rows."""

    labels: Sequence[Sequence[str]]
    name: int | None
    number: int | None
    starts: Mapping[str, Sequence[str]]

    def reason(self, row: Sequence[Any], position: int) -> str | None:
        """Why a row is no person's; None where it may be one's."""
        index, first = next((pair for pair in enumerate(row) if not is_blank(pair[1])), (0, None))
        if isinstance(first, str):
            reason = self._by_first_cell(row, index, squeeze(first)) or self._by_name(row)
            if reason or self._repeats_header(row):
                return reason or REPEATED
        return NUMBERING if position == 0 and _numbering(row) else None

    def _by_first_cell(self, row: Sequence[Any], index: int, text: str) -> str | None:
        """By the word that the row begins with, unless a woman is named beside it."""
        reason = self._start(text)
        if reason is None or len(squeeze(cell_text(_cell(row, self.number)))) >= 15:
            return None
        named = self.name != index and self._a_name(_cell(row, self.name))
        signed = any(self._start(squeeze(cell)) for cell in row[index + 1 :] if isinstance(cell, str))
        return reason if signed or not named else None

    def _by_name(self, row: Sequence[Any]) -> str | None:
        """By what is written where the name should be: a total, or a label of this or another table."""
        cell = _cell(row, self.name)
        if self.name is None or not isinstance(cell, str):
            return None
        text = squeeze(cell)
        if text in self.starts[TOTAL]:
            return TOTAL
        above = (squeeze(line[self.name]) for line in self.labels if self.name < len(line))
        return REPEATED if text in above else None

    def _a_name(self, cell: Any) -> bool:
        """Whether a woman may be called so: not a count (16人), nor another signature (审核人：李)."""
        text = squeeze(cell) if isinstance(cell, str) else ""
        return text != "" and not _COUNT.fullmatch(text) and self._start(text) is None

    def _start(self, text: str) -> str | None:
        return next((reason for reason, words in self.starts.items() if text.startswith(tuple(words))), None)

    def _repeats_header(self, row: Sequence[Any]) -> bool:
        """Whether every text repeats a label above it; a header of two lines may come back as one."""
        cells = [(index, header_text(cell)) for index, cell in enumerate(row) if isinstance(cell, str) and cell]
        return len(cells) > 1 and all(
            any(index < len(line) and line[index] == text for line in self.labels) for index, text in cells
        )


def _cell(row: Sequence[Any], index: int | None) -> Any:
    return None if index is None or index >= len(row) else row[index]


def _numbering(row: Sequence[Any]) -> bool:
    """The line 1 2 3 4 … under some headers."""
    cells = [squeeze(cell_text(cell)).strip("()（）") for cell in row if not is_blank(cell)]
    if cells[:2] == ["甲", "乙"] or (cells[:1] == ["甲"] and cells[1:2] == ["1"]):
        return True
    return len(cells) >= 4 and cells == [str(number) for number in range(1, len(cells) + 1)]
