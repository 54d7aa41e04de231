"""排查汇总表: the national roll-up in its own bands."""

from __future__ import annotations

from ...results.roll_up import NOTES, Group, roll_up
from ..book import Book
from .context import Context

NAME = "排查汇总表"


def write(context: Context) -> None:
    """Write the sheet: three header lines, all women first, then area by area."""
    groups, lines = roll_up(context.results)
    book: Book = context.book
    formats = book.formats
    sheet = book.book.add_worksheet(NAME)
    width = 3 + sum(len(group.bands) for group in groups)
    sheet.set_column(0, 0, 26)
    sheet.set_column(1, 2, 10)
    sheet.set_column(3, width - 1, 8)
    sheet.set_row(0, 30)
    title = f"{context.place_name}农村留守妇女基本情况排查汇总表"
    sheet.merge_range(0, 0, 0, 20, title, formats["title"])
    sheet.set_row(1, 20)
    sheet.write_string(1, 0, context.under(), formats["under"])
    merges = _headers(sheet, groups, formats, width)
    row = 5
    for line in lines:
        look = formats["bold"] if line.area == "合计" else formats["text"]
        sheet.write_string(row, 0, line.area, look)
        sheet.write_number(row, 1, line.count, formats["number"])
        sheet.write_number(row, 2, round(line.share, 2), formats["percent"])
        for column, count in enumerate(line.counts, 3):
            sheet.write_number(row, column, count, formats["number"])
        row += 1
        context.tick(0)
    for number, note in enumerate(NOTES):
        sheet.write_string(row + number, 0, note, formats["under"])
    book.merge(sheet, merges, formats["header"])
    sheet.freeze_panes(5, 1)
    sheet.set_landscape()
    sheet.set_paper(8)
    sheet.fit_to_pages(2, 0)
    sheet.repeat_rows(2, 4)
    sheet.repeat_columns(0)
    sheet.set_footer("&C第 &P 页，共 &N 页&R以主管部门核定为准")


Merge = tuple[int, int, int, int, str]


def _headers(sheet: object, groups: tuple[Group, ...], formats: dict[str, object], width: int) -> list[Merge]:
    texts = [[""] * width for _ in range(3)]
    merges: list[Merge] = []
    for column, text in enumerate(("区域", "数量", "占总统计量\n情况（%）")):
        texts[0][column] = text
        merges.append((2, column, 4, column, text))
    column = 3
    tops: dict[str, tuple[int, int]] = {}
    for group in groups:
        last = column + len(group.bands) - 1
        top = group.heading[0]
        if len(group.heading) == 1:
            texts[0][column] = top
            merges.append((2, column, 3, last, top))
        else:
            texts[1][column] = group.heading[1]
            merges.append((3, column, 3, last, group.heading[1]))
            first, _ = tops.get(top, (column, last))
            tops[top] = (first, last)
            texts[0][first] = top
        for offset, band in enumerate(group.bands):
            texts[2][column + offset] = band
        column = last + 1
    merges.extend((2, first, 2, last, top) for top, (first, last) in tops.items())
    for number, line in enumerate(texts):
        sheet.set_row(2 + number, 44 if number == 2 else 22)  # type: ignore[attr-defined]
        for at, text in enumerate(line):
            if text:
                sheet.write_string(2 + number, at, text, formats["header"])  # type: ignore[attr-defined]
            else:
                sheet.write_blank(2 + number, at, None, formats["header"])  # type: ignore[attr-defined]
    return merges
