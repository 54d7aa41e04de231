"""Where the header of a sheet is: under title and unit rows, in one line or several."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

from ...problems import Code, InputError, Problem
from ..cells.dates import read_date
from ..cells.reading import UnreadableError, cell_text, is_blank, known_words, squeeze
from ..files.open import Grid, Merged
from .names import ColumnNames, ColumnUse, header_text

LOOK_AT = 40
_PAIR = re.compile(r"(填报|填表|制表|采集|登记|更新|统计|截止|截至)?(?:日期|时间)[:：]?(.+)")
_DATA = re.compile(r"[\d.,:/xX\-]+|[√×✓✗]|是|否|有|无|男|女")


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnPlan:
    """What the columns are, the index of the first row of data, and what is written above.

    ``filled_on`` is the day that a row above the header gives (填报日期：…).
    """

    columns: tuple[ColumnUse, ...]
    first: int
    lines: tuple[int, ...] = ()
    filled_on: date | None = None


def plan_columns(grid: Grid, names: ColumnNames) -> ColumnPlan:
    """The header of the grid.

    Raises :class:`~liushou.InputError` where no row names two known columns (one, in a
    sheet of one or two columns).
    """
    if grid.typed:
        columns = tuple(names.use(index, [name]) for index, name in enumerate(grid.names))
        if not any(column.target for column in columns):
            raise _no_header(grid, [list(grid.names)])
        return ColumnPlan(columns=columns, first=0)
    rows = grid.rows[:LOOK_AT]
    if names.mapping.header_row is not None:
        if names.mapping.header_row not in grid.numbers:
            raise InputError(Problem(Code.EMPTY_HEADER_ROW, file=grid.file, row=names.mapping.header_row))
        return _with_lines(grid, names, list(grid.numbers).index(names.mapping.header_row), 0.0)
    best, score = -1, 0.0
    for index, row in enumerate(rows):
        score_here = _score(names, [[cell] for cell in map(header_text, row)])
        if score_here > score and _headerlike(row, strict=False):
            if best >= 0 and _certain(rows[best], score) and any(map(_people, rows[best + 1 : index])):
                break  # a header repeated, or a second table: the rows above it must not be lost
            best, score = index, score_here
    if best < 0 or (score < 2 and not (score >= 1 and sum(not is_blank(cell) for cell in rows[best]) <= 2)):
        raise _no_header(grid, [list(row) for row in rows[:3]])
    return _with_lines(grid, names, best, score)


def _with_lines(grid: Grid, names: ColumnNames, best: int, score: float) -> ColumnPlan:
    """The header with the group row above it and the second line below it, where there are."""
    lines = [best]
    while lines[0] > 0 and len(lines) < 3 and _group_row(grid.rows[lines[0] - 1]):
        tried = [lines[0] - 1, *lines]
        if (tried_score := _score(names, _labels(grid, tried))) < score:
            break
        lines, score = tried, tried_score
    below = lines[-1] + 1
    if below < len(grid.rows) and _headerlike(grid.rows[below], strict=True):
        tried = [*lines, below]
        if _score(names, _labels(grid, tried)) > score or _merged_into(grid, lines[-1], below):
            lines = tried
    columns = tuple(names.use(index, parts) for index, parts in enumerate(_labels(grid, lines)))
    above = [[cell_text(cell) for cell in row if not is_blank(cell)] for row in grid.rows[: lines[0]]]
    return ColumnPlan(columns=columns, first=lines[-1] + 1, lines=tuple(lines), filled_on=_filled_on(above))


def _filled_on(above: Sequence[Sequence[str]]) -> date | None:
    for row in above:
        for index, text in enumerate(row):
            for part in re.split(r"\s{2,}|[；;　]", text):
                found = _PAIR.search(part.strip())
                if found is None:
                    continue
                try:
                    return read_date(found[2].strip() or (row[index + 1] if index + 1 < len(row) else "")).high
                except UnreadableError:
                    continue
    return None


def _labels(grid: Grid, lines: Sequence[int]) -> list[list[str]]:
    """For every column the header texts from top to bottom, groups spread over their columns."""
    width = max(len(grid.rows[line]) for line in lines)
    texts = [[header_text(cell) for cell in grid.rows[line]] for line in lines]
    for row in texts:
        row.extend([""] * (width - len(row)))
    for level in range(len(texts) - 1):
        _spread(texts[level], texts[level + 1], grid.merged, grid.numbers[lines[level]] - 1)
    # A text that repeats the one above it is the same cell.
    return [[text for text, _ in groupby(filter(None, column))] for column in zip(*texts, strict=True)]


def _spread(row: list[str], below: Sequence[str], merged: tuple[Merged, ...], number: int) -> None:
    """Carry a group's name to the columns under it: by the merged ranges, else to the right."""
    ranges = [area for area in merged if area[0] <= number <= area[2]]
    for top, left, _, right in ranges:
        for column in range(left + 1, min(right + 1, len(row))) if top == number else ():
            row[column] = row[column] or row[left]
    if ranges:
        return
    current = ""
    for column, text in enumerate(row):
        current = text or current
        if not text and below[column]:
            row[column] = current


def _merged_into(grid: Grid, line: int, below: int) -> bool:
    """Whether a merged range reaches from one header line down into the next row."""
    top, bottom = grid.numbers[line] - 1, grid.numbers[below] - 1
    return any(first <= top and last >= bottom for first, _, last, _ in grid.merged)


def _score(names: ColumnNames, labels: Sequence[Sequence[str]]) -> float:
    """How many different things the labels name; what is known but unused counts half."""
    uses = [names.use(index, parts) for index, parts in enumerate(labels)]
    half = sum(use.target is None and use.how in ("unused", "mapping") for use in uses)
    return len({use.target for use in uses} - {None}) + 0.5 * half


def _headerlike(row: Sequence[Any], *, strict: bool) -> bool:
    cells = [cell for cell in row if not is_blank(cell)]
    if not cells or not all(isinstance(cell, str) for cell in cells):
        return False
    data = sum(_DATA.fullmatch(squeeze(cell)) is not None for cell in cells)
    return data <= (0 if strict else len(cells) // 4)


def _certain(row: Sequence[Any], score: float) -> bool:
    """Whether most of a row's cells are known labels."""
    filled = sum(not is_blank(cell) for cell in row)
    return score >= 2 and score > filled / 2 and _headerlike(row, strict=True)


def _people(row: Sequence[Any]) -> bool:
    """Whether a row holds data, not labels."""
    return sum(not is_blank(cell) for cell in row) > 1 and not _headerlike(row, strict=True)


def _group_row(row: Sequence[Any]) -> bool:
    """Whether a row above the header names groups of columns, and is no title or unit row."""
    cells = [squeeze(cell) for cell in row if not is_blank(cell) and isinstance(cell, str)]
    if len(cells) < 2 or not _headerlike(row, strict=True):
        return False
    words = tuple(word for names in known_words().not_a_person.values() for word in names if len(word) > 2)
    return ":" not in cells[0] and not cells[0].startswith(words)


def _no_header(grid: Grid, rows: Sequence[Sequence[Any]]) -> InputError:
    seen = " | ".join(" ".join(header_text(cell) for cell in row if not is_blank(cell))[:60] for row in rows)
    begins = re.sub(r"\d{6,}", "…", seen)[:160]
    return InputError(Problem(Code.NO_HEADER, file=grid.file, value=begins))
