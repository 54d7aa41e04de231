"""What the cells of each column say, row by row, before columns are put together; and the rows of no person."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ...places import Place
from ...profile import Fact
from ..cells.idnumber import mask, mask_id_numbers
from ..cells.readers import HIDDEN, reader_of
from ..cells.reading import NOTHING, Reader, Reading, UnreadableError, cell_text, is_blank, known_words, squeeze
from ..columns.header import ColumnPlan
from ..columns.names import ColumnUse, header_text, split_side
from ..files.open import Grid
from .ledger import Ledger, Unread

#: A cell's text in the list of what could not be read is cut here.
_LENGTH = 40

_COUNT = re.compile(r"[\d.,]+[人名户个]?")
TOTAL, REPEATED, NUMBERING = "合计行", "重复的表头", "栏次行"

#: A column, and its value in every row.
Source = tuple[ColumnUse, Sequence[Any]]


def read_rows(
    grid: Grid, plan: ColumnPlan, facts: Mapping[str, Fact], place: Place | None
) -> tuple[Ledger, dict[str, list[Source]]]:
    """Every column read by its reader: (a ledger without values, what the columns say).

    The second has for every fact or item (with ``__min`` or ``__max`` where a column gives one
    bound) the columns that speak of it. Rows that are no person's are set aside, and nothing
    is noted of them.
    """
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
    ledger = Ledger(
        file=grid.file,
        columns=plan.columns,
        facts=facts,
        numbers=numbers,
        values={},
        set_aside=set_aside,
        unsure={position: frozenset(names) for position, names in unsure.items()},
        unread=tuple(unread_cells),
        unread_facts={position: frozenset(names) for position, names in unread_facts.items()},
        notes={position: tuple(texts) for position, texts in notes.items()},
        remarks=grid.notes,
        empty_rows=grid.empty,
        filled_on=plan.filled_on,
    )
    return ledger, sources


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
        return Reading(problem=str(error))
    except (ValueError, OverflowError):
        return Reading(problem="读不懂")


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


def find_non_person_rows(grid: Grid, plan: ColumnPlan) -> dict[int, str]:
    """Position → reason, for the rows that say nothing of one person."""
    labels = [[header_text(cell) for cell in grid.rows[line]] for line in plan.lines]
    columns = {use.target: use.index for use in plan.columns}
    finder = _Finder(labels, columns.get("name"), columns.get("id_number"), known_words().not_a_person)
    reasons = {position: finder.reason(row, position) for position, row in enumerate(grid.rows[plan.first :])}
    return {position: reason for position, reason in reasons.items() if reason is not None}


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
