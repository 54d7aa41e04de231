"""排查汇总表: the national roll-up in its own bands."""

from __future__ import annotations

from collections.abc import Sequence

from ..results.roll_up import NOTES, Group, roll_up
from .book import print_on
from .context import Context

#: Rows of the sheet: the first of the three header lines, the first line of data.
_HEADER, _DATA = 2, 5
#: (top, left, bottom, right, text) of a range of header cells.
Merge = tuple[int, int, int, int, str]


def write_roll_up(context: Context) -> None:
    """Write the sheet: three header lines, all women first, then area by area."""
    groups, lines = roll_up(context.results)
    formats = context.book.formats
    sheet = context.book.book.add_worksheet("排查汇总表")
    width = 3 + sum(len(group.bands) for group in groups)
    for first, last, size in ((0, 0, 26), (1, 2, 10), (3, width - 1, 8)):
        sheet.set_column(first, last, size)
    sheet.set_row(0, 30)
    sheet.merge_range(0, 0, 0, 20, f"{context.place_name}农村留守妇女基本情况排查汇总表", formats["title"])
    sheet.set_row(1, 20)
    sheet.write_string(1, 0, context.under(), formats["under"])
    merges = _merges(groups)
    texts = {(top, left): text for top, left, _, _, text in merges}
    bands = ["", "", "", *(band for group in groups for band in group.bands)]
    for row in range(_HEADER, _DATA):
        sheet.set_row(row, 44 if row == _DATA - 1 else 22)
        for column in range(width):
            text = bands[column] if row == _DATA - 1 else texts.get((row, column), "")
            sheet.write(row, column, text or None, formats["header"])
    for row, line in enumerate(lines, _DATA):
        sheet.write_string(row, 0, line.area, formats["bold" if line.area == "合计" else "text"])
        sheet.write_number(row, 1, line.count, formats["number"])
        sheet.write_number(row, 2, round(line.share, 2), formats["percent"])
        for column, count in enumerate(line.counts, 3):
            sheet.write_number(row, column, count, formats["number"])
    for row, note in enumerate(NOTES, _DATA + len(lines)):
        sheet.write_string(row, 0, note, formats["under"])
    # In constant memory xlsxwriter refuses ranges over rows already written, though it only has to note them.
    sheet.constant_memory = False
    for *area, text in merges:
        sheet.merge_range(*area, text, formats["header"])
    sheet.constant_memory = True
    sheet.freeze_panes(_DATA, 1)
    sheet.fit_to_pages(2, 0)
    sheet.repeat_columns(0)
    print_on(sheet, 8, _HEADER, _DATA - 1)


def _merges(groups: Sequence[Group]) -> list[Merge]:
    """The merged ranges of the header: groups under one heading or two, over the bands in the third line."""
    titles = ("区域", "数量", "占总统计量\n情况（%）")
    merges: list[Merge] = [(_HEADER, column, _DATA - 1, column, text) for column, text in enumerate(titles)]
    tops: dict[str, tuple[int, int]] = {}
    column = len(titles)
    for group in groups:
        last = column + len(group.bands) - 1
        top, *below = group.heading
        if below:
            merges.append((_HEADER + 1, column, _HEADER + 1, last, below[0]))
            tops[top] = (tops.get(top, (column, last))[0], last)
        else:
            merges.append((_HEADER, column, _HEADER + 1, last, top))
        column = last + 1
    return [*merges, *((_HEADER, first, _HEADER, last, top) for top, (first, last) in tops.items())]
