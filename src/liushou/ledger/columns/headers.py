"""Where the headers of a sheet are, in up to four lines each: the first, and every further one, under which its own
rows are read.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby
from pathlib import Path
from typing import Any

from ...apart import unreadable
from ...problems import Code, InputError, Phrase, Problem, mask
from ..cells.figures import filled_day
from ..cells.reading import cell_text, is_blank, known_words, squeeze
from ..files.grid import Grid, Merged
from .names import ColumnNames, ColumnUse

LOOK_AT = 40
#: A header has at most so many lines.
LINES = 4
#: Of the headers of a sheet so many are known again.
_REMEMBERED = 100
_DATA = re.compile(r"[\d.,:/xX\-]+|[√×✓✗]|是|否|有|无|男|女")
_GROUPS = ("情况", "信息", "状况", "资料")


@dataclass(frozen=True, slots=True)
class Header:
    """What the columns are, the rows of the header, and its texts; rows are counted from 0 over those of the grid."""

    columns: tuple[ColumnUse, ...]
    lines: range
    texts: Sequence[Sequence[str]] = ()

    def repeated_by(self, row: Sequence[Any]) -> bool:
        """Whether every text repeats a label above it; a header of two lines may come back as one."""
        cells = [(index, text) for index, cell in enumerate(row) if (text := header_text(cell))]
        return len(cells) > 1 and all(
            any(index < len(line) and line[index] == text for line in self.texts) for index, text in cells
        )


@dataclass(frozen=True, slots=True)
class Section:
    """The rows from ``first`` to before ``end``, which are read under a header; a further header is among them."""

    header: Header
    first: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnPlan:
    """The sections of a sheet, in their order, and what every column was taken for.

    ``headless`` are rows of data above the first header, ``notable`` rows that may be no person's;
    ``filled_on`` is the day that a row above the header gives (填报日期：…).
    """

    sections: tuple[Section, ...]
    columns: tuple[ColumnUse, ...]
    headless: tuple[int, ...] = ()
    notable: Sequence[int] = ()
    filled_on: date | None = None


def header_text(value: Any) -> str:
    """The text of a header cell."""
    return " ".join(cell_text(value).split())


def plan_columns(grid: Grid, names: ColumnNames) -> ColumnPlan:
    """The headers of the grid, and the columns under each.

    Raises :class:`~liushou.InputError` where no row names two known columns (one, in a
    sheet of one or two columns), or where the same columns come twice side by side.
    """
    height = len(grid.numbers)
    if grid.typed:
        columns = tuple(names.use(index, [name]) for index, name in enumerate(grid.names))
        unread = "未使用（读不了这种类型）"
        columns = tuple(
            replace(use, target=None, about=use.target, title=unread, how="bracket") if name in grid.foreign else use
            for name, use in zip(grid.names, columns, strict=True)
        )
        if not any(column.target for column in columns):
            raise _no_header(grid, [list(grid.names)])
        return ColumnPlan(sections=(Section(Header(columns, range(0)), 0, height),), columns=columns)
    header = _with_lines(grid, names, _first_header(grid, names), 0)
    notable = _notable_rows(grid, names)
    sections = [Section(header, header.lines.stop, height)]
    columns, known = header.columns, [header]
    for row in notable:
        last = sections[-1]
        if row < last.header.lines.stop or not _is_header(names, cells := grid.row(row), last.header):
            continue
        repeated = [header for header in known[-_REMEMBERED:] if header.repeated_by(cells)]
        if not repeated:
            header = _with_lines(grid, names, row, last.header.lines.stop)
            known.append(header)
            note = f"（第{grid.numbers[row]}行表头以下）"
            columns += tuple(replace(use, title=use.title + note) for use in header.columns if use.label)
        else:
            header, start = repeated[-1], row
            while start > last.header.lines.stop and header.repeated_by(grid.row(start - 1)):
                start -= 1
            header = replace(header, lines=range(start, row + 1))
        sections[-1] = replace(last, end=header.lines.start)
        sections.append(Section(header, header.lines.start, height))
    above = range(sections[0].header.lines.start)
    filled = [[cell_text(cell) for cell in grid.row(row) if not is_blank(cell)] for row in above]
    usual = sum(bool(use.label) for use in sections[0].header.columns) / 2
    headless = (
        row
        for row in above
        if len(filled[row]) > max(2, usual) and not re.search(known_words().signed, "".join(filled[row]))
    )
    return ColumnPlan(
        sections=tuple(sections),
        columns=columns,
        headless=tuple(headless),
        notable=notable,
        filled_on=next((day for row in filled for text in row if (day := filled_day(text))), None),
    )


def _notable_rows(grid: Grid, names: ColumnNames) -> list[int]:
    """The rows in which there is a column's name, a word of totals or signatures, an error, or a merged line."""
    words = known_words()
    ends = {word[-1] for word in words.sums.split("|")}
    begins = {word[0] for word in words.signed.split("|")} | {*"#*＊ 　"} | names.initials
    rows: set[int] = set()

    def notable(text: str) -> bool:
        if text[:1] not in begins and ends.isdisjoint(text):
            return False
        text = "".join(text[:80].split()).replace("：", ":").lstrip("*＊")
        if text[:1] == "#" or re.search(words.sums, text):
            return True
        return text[:1] in names.initials and names.is_label(text)

    def signed(text: str) -> bool:
        return text[:1] in begins and re.match(words.signed, text.replace("：", ":")) is not None

    for index, column in enumerate(grid.columns):
        texts = {text for text in set(column) if text.__class__ is str}
        for test, first in ((notable, False), (signed, True)):
            if hits := set(filter(test, texts)):
                wanted = (row for row, cell in enumerate(column) if cell.__class__ is str and cell in hits)
                before = grid.columns[:index] if first else ()
                rows.update(row for row in wanted if all(is_blank(other[row]) for other in before))
    for top, left, _, right in grid.merged:
        if right - left > 1 and (row := grid.position(top)) is not None:
            rows.add(row)
    return sorted(rows)


def _first_header(grid: Grid, names: ColumnNames) -> int:
    """The row of the first header: the best of the first rows, or the one that the mapping file gives."""
    given = names.mapping.header_row
    if given is not None:
        if given not in grid.numbers:
            raise InputError(Problem(Code.EMPTY_HEADER_ROW, file=grid.file, row=given))
        return list(grid.numbers).index(given)
    rows = [grid.row(index) for index in range(min(LOOK_AT, len(grid.numbers)))]
    best, score, named = -1, 0.0, False
    for index, row in enumerate(rows):
        texts = [header_text(cell) for cell in row]
        score_here = _score(names, [[text] for text in texts])
        if score_here <= score or not _headerlike(row, strict=False):
            continue
        named_here = any(names.use(0, [text]).target == "name" for text in texts)
        if best >= 0:
            between = [line for line in rows[best + 1 : index] if not _headerlike(line, strict=True)]
            data = any(sum(not is_blank(cell) for cell in line) > 1 for line in between)
            filled = sum(not is_blank(cell) for cell in rows[best])
            if data and score >= 2 and score > filled / 2 and _headerlike(rows[best], strict=True):
                break  # a header repeated, or a second table: the rows above it are read under the first
            if named > named_here or not any(map(names.is_label, texts)):
                continue  # a row of data, all of whose cells are words
        best, score, named = index, score_here, named_here
    if best < 0 or (score < 2 and not (score >= 1 and sum(not is_blank(cell) for cell in rows[best]) <= 2)):
        raise _no_header(grid, rows[:3])
    return best


def _is_header(names: ColumnNames, row: Sequence[Any], above: Header) -> bool:
    """Whether a row under a header is another one: it names columns, 姓名 or else most of its cells, and is no data.

    Where something else comes in the column of names, it is a woman's row: her needs may be called like columns.
    """
    cells = [cell for cell in row if not is_blank(cell)]
    if len(cells) < 2 or not all(isinstance(cell, str) for cell in cells):
        return False
    labels = [cell for cell in cells if names.is_label(cell)]
    targets = {names.use(0, [label]).target for label in labels}
    data = sum(_DATA.fullmatch(squeeze(cell)) is not None for cell in cells)
    if "name" in targets and data == 0:
        return True
    if len(targets) < 2 or data > len(cells) // 4 or len(labels) <= len(cells) / 2:
        return False
    who = next((row[use.index] for use in above.columns if use.target == "name"), None)
    return (is_blank(who) or who in labels) and not re.match(known_words().signed, squeeze(cells[0]))


def _with_lines(grid: Grid, names: ColumnNames, row: int, lowest: int) -> Header:
    """The header with the group rows above it, down from ``lowest``, and its further lines below it."""
    lines = range(row, row + 1)
    score = _score(names, _labels(grid, lines))
    while lines.start > lowest and len(lines) < LINES and _group_row(grid, names, lines.start - 1, sure=lowest == 0):
        tried = range(lines.start - 1, lines.stop)
        people = any(header_text(cell).startswith(known_words().other_people) for cell in grid.row(tried.start))
        if (tried_score := _score(names, _labels(grid, tried))) < score and not people:
            break
        lines, score = tried, tried_score
    for stop in range(min(lines.start + LINES, len(grid.numbers)), lines.stop, -1):
        tried = range(lines.start, stop)
        if _belong(grid, names, tried, lines.stop):
            lines = tried
            break
    columns = tuple(names.use(index, parts) for index, parts in enumerate(_labels(grid, lines)))
    columns = columns[: max(use.index for use in columns if use.label) + 1]
    columns = _of_one_woman(grid, columns)
    texts = [[header_text(cell) for cell in grid.row(line)] for line in lines]
    return Header(columns, lines, texts)


def _belong(grid: Grid, names: ColumnNames, lines: range, below: int) -> bool:
    """Whether the lines from ``below`` on are the header's: more of their cells are names of columns than are not.

    A cell under a column's own name may be a word that is a name elsewhere (残疾 under 健康状况): it is data.
    """
    rows = [grid.row(line) for line in range(below, lines.stop)]
    if not all(_headerlike(row, strict=True) for row in rows):
        return False
    own = [header_text(cell) for cell in grid.row(below - 1)] + [""]
    balance = 0
    for index, parts in enumerate(_labels(grid, lines)):
        if not {header_text(row[index]) for row in rows} - {"", own[index]}:
            continue
        grouped = grid.merged_across(below - 1, index)
        beside = index + 1 < len(rows[0]) and any(header_text(row[index + 1]) for row in rows)
        spread = grouped or not own[index] or (not own[index + 1] and beside)
        word = squeeze(parts[-1]) in known_words().cell_words
        named = names.use(index, parts[-1:]).target is not None
        under_group = any(part.endswith(_GROUPS) for part in parts[:-1]) and not word
        if grouped or ((spread or under_group) and named) or (not word and names.said(parts) is not None):
            balance += 1
        elif not spread:
            balance -= 1
    return balance > 0


def _of_one_woman(grid: Grid, columns: Sequence[ColumnUse]) -> tuple[ColumnUse, ...]:
    """The columns, those from a second 姓名 on not used: whose they are is not said.

    Refuses a sheet in which the same columns come again to the right: two women on one printed line.
    """
    labelled = [use for use in columns if use.label]
    labels = [squeeze(use.label).rpartition("/")[2] for use in labelled]
    people = [index for index, use in enumerate(labelled) if use.target == "name"]
    people = [index for index in people if labels[index] == labels[people[0]]]
    if len(people) < 2:
        return tuple(columns)
    first, second = (labelled[index].letter for index in people[:2])
    block = labels[people[0] : people[1]]
    alike = [label == again for label, again in zip(block, labels[people[1] :], strict=False)]
    # A number in order between the two may be missing at the end.
    enough = max(2, len(block) - 1)
    if len(alike) >= enough <= len(block) and all(alike[:enough]):
        raise unreadable(Path(grid.file), Phrase("two-women", first=first, second=second), Phrase("one-woman"))
    title = f"未使用（从{second}列起是又一列“{labels[people[0]]}”，不知道说的是谁）"
    known = labelled[people[1]].index
    return tuple(use if use.index < known else replace(use, target=None, title=title, how="unknown") for use in columns)


def _labels(grid: Grid, lines: range) -> list[list[str]]:
    """For every column the header texts from top to bottom, groups spread over their columns."""
    texts = [[header_text(cell) for cell in grid.row(line)] for line in lines]
    for level in reversed(range(len(texts) - 1)):
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


def _score(names: ColumnNames, labels: Sequence[Sequence[str]]) -> float:
    """How many different things the labels name; what is known but unused counts half."""
    uses = [names.use(index, parts) for index, parts in enumerate(labels)]
    half = sum(use.target is None and use.how in ("unused", "mapping", "whose", "bracket") for use in uses)
    return len({use.target for use in uses} - {None}) + 0.5 * half


def _headerlike(row: Sequence[Any], *, strict: bool) -> bool:
    cells = [cell for cell in row if not is_blank(cell)]
    if not cells or not all(isinstance(cell, str) for cell in cells):
        return False
    data = sum(_DATA.fullmatch(squeeze(cell)) is not None for cell in cells)
    return data <= (0 if strict else len(cells) // 4)


def _group_row(grid: Grid, names: ColumnNames, index: int, *, sure: bool) -> bool:
    """Whether a row above a header names groups of columns, and is no title or unit row.

    Among data, where that is not ``sure``, most of its cells must be groups or labels.
    """
    row = grid.row(index)
    cells = [squeeze(cell) for cell in row if not is_blank(cell) and isinstance(cell, str)]
    groups = [cell for cell in cells if cell.endswith(_GROUPS) or cell.startswith(known_words().other_people)]
    if len(cells) < (1 if groups and is_blank(row[0]) else 2) or not _headerlike(row, strict=True):
        return False
    named = len(groups) + sum(names.is_label(cell) for cell in cells if cell not in groups)
    return ":" not in cells[0] and not re.match(known_words().signed, cells[0]) and (sure or named > len(cells) / 2)


def _no_header(grid: Grid, rows: Sequence[Sequence[Any]]) -> InputError:
    seen = " | ".join(mask(" ".join(header_text(cell) for cell in row if not is_blank(cell)))[:60] for row in rows)
    begins = re.sub(r"\d{6,}", "…", seen)[:160]
    return InputError(Problem(Code.NO_HEADER, file=grid.file, value=begins))
