"""The rows that are no person's: sums, signatures, headers that are repeated, titles, rows of errors."""

import re
from collections.abc import Sequence
from typing import Any

from ..cells.reading import cell_text, is_blank, known_words, squeeze
from ..columns.headers import ColumnPlan, Header
from ..files.bounds import NO_RESULT
from ..files.grid import Grid

_REPEATED, _TITLE = "重复的表头", "标题行"
_COUNT = re.compile(r"[\d.,]+[人名户个]?")
_PLACE = re.compile(r".{2,}(?:村|社区|组|乡|镇|街道|屯|队)")
_ERROR = re.compile(r"#[\w/]+[!?]?")


def no_persons(grid: Grid, plan: ColumnPlan) -> dict[int, str]:
    """Row of the grid → why it is no person's, of those under the first header and of data above it."""
    if grid.typed:
        return {}
    reasons = dict.fromkeys(plan.headless, "在表头以上，不知道各格是什么")
    notable = {*plan.notable, *(section.header.lines.stop for section in plan.sections)}
    sections = iter(plan.sections)
    section = next(sections)
    for row in sorted(notable):
        while row >= section.end and (following := next(sections, None)) is not None:
            section = following
        if section.first <= row < section.end and (reason := _reason(grid, section.header, row)) is not None:
            reasons[row] = reason
    for section in plan.sections[1:]:
        lines = section.header.lines
        reasons |= dict.fromkeys(lines, _REPEATED)
        above = lines.start - 1
        while above not in reasons and above >= plan.sections[0].first and _filled(grid.row(above)) == 1:
            reasons[above] = _TITLE
            above -= 1
    return reasons


def _filled(row: Sequence[Any]) -> int:
    return sum(not is_blank(cell) for cell in row)


def _reason(grid: Grid, header: Header, row: int) -> str | None:
    """Why a row is no person's; None where it may be one's."""
    cells, words = grid.row(row), known_words()
    filled = {index: squeeze(cell_text(cell)) for index, cell in enumerate(cells) if not is_blank(cell)}
    targets = {use.target: use.index for use in reversed(header.columns)}
    used = {use.index for use in header.columns if use.target is not None}
    name = filled.get(targets.get("name", -1), "")
    named = bool(name) and not re.match(words.signed, name)
    named = named and not any(re.fullmatch(kind, name) for kind in (_COUNT, _PLACE, words.sum_cell))
    if filled and all(map(_ERROR.fullmatch, filled.values())):
        uncalculated = set(filled.values()) == {NO_RESULT}
        return "公式没有存下计算结果" if uncalculated else "只有错误值，没有可用的内容"
    if len(filled.get(targets.get("id_number", -1), "")) < 15:
        sums = [index for index, text in filled.items() if re.fullmatch(words.sum_cell, text)]
        if any(index in used or not named for index in sums):
            return "合计行"
        first = next(iter(filled))
        signed = [index for index, text in filled.items() if re.match(words.signed, text)]
        if first in signed and (not named or first == targets.get("name") or len(signed) > 1):
            return "签章说明行"
    labels = {squeeze(line[targets["name"]]) for line in header.texts if name and targets["name"] < len(line)}
    if header.repeated_by(cells) or (name and name in labels):
        return _REPEATED
    if len(filled) == 1 and len(cells) > 2 and grid.merged_across(row, next(iter(filled))):
        return _TITLE
    return "栏次行" if row == header.lines.stop and _numbering([*filled.values()]) else None


def _numbering(cells: Sequence[str]) -> bool:
    """The line 1 2 3 4 … under some headers."""
    cells = [cell.strip("()") for cell in cells]
    if "".join(cells[:3]) in ("甲乙", "甲乙丙", "甲乙1", "甲12"):
        return True
    return len(cells) >= 4 and cells == [str(number) for number in range(1, len(cells) + 1)]


def fill_down(grid: Grid, plan: ColumnPlan) -> None:
    """Write the text of a cell that is merged down over several women into the rows of each (in place)."""
    headers = {row for section in plan.sections for row in section.header.lines}
    ends: dict[int, int] = {}
    for top, left, bottom, right in sorted(grid.merged):
        first = grid.position(top) if left == right < len(grid.columns) else None
        if first is None or first in headers or first < plan.sections[0].first:
            continue
        column: Any = grid.columns[left]
        row = max(first, ends.get(left, 0)) + 1
        while row < len(grid.numbers) and grid.numbers[row] <= bottom + 1:
            if is_blank(column[row]):
                column[row] = column[first]
            ends[left] = row
            row += 1
