"""The matrix as a workbook: to read side by side on A4, and every cell of it as a row to filter."""

import io
from collections.abc import Iterable, Sequence
from itertools import starmap
from math import ceil
from typing import Any

from ..answer import DISCLAIMER
from ..chinese import label_words
from ..on_demand import library
from ..report import MeasureGroup
from .matrix import NOBODY, NOT_THERE, Matrix, MatrixRow, lead

_FILLS = {"shall": "#FDEEEE", "priority": "#FFF4DD", "provide": "#E9F6EF", "encourage": "#ECF2FC"}
_LIST = (
    ("类别", 9),
    ("名称", 18),
    ("文件", 13),
    ("力度", 9),
    ("牵头", 17),
    ("条件", 26),
    ("条款", 11),
    ("原文", 34),
    ("全部单位", 30),
)
_DOCUMENTS = (("文件", 12), ("文号", 24), ("标题", 38), ("地方", 14), ("印发", 12), ("留守妇女定义", 48))
#: So many documents are side by side on a sheet of paper; the others come on the sheets beside it.
ABREAST = 10
_TITLE_WIDTH = 18
_LINE = 15.5
Row = tuple[tuple[str, str], ...]


def workbook(matrix: Matrix) -> bytes:
    """The matrix as an .xlsx file that prints on A4: services, topics, every measure in a row, and the documents.

    Raises :class:`~liushou.MissingExtraError` without xlsxwriter (extra ``ledger``).
    """
    out = io.BytesIO()
    book = _Book(out)
    count = len(matrix.columns)
    widths = [_TITLE_WIDTH, *[30 if count <= 5 else 24 if count <= 7 else 20] * count]
    numbers = ("" if column.policy.number in column.name else f"\n{column.policy.number}" for column in matrix.columns)
    names = [column.name + number for column, number in zip(matrix.columns, numbers, strict=True)]
    about = f"差别大的排在前面（{matrix.on}）。每格依次为：力度和条款、牵头单位、在留守妇女定义之外的条件"
    for name, title, rows in (("服务", "服务", matrix.services), ("不到人的措施", "事项", matrix.topics)):
        heads = list(zip((title, *names), widths, strict=True))
        book.sheet(name, about, heads, map(_side_by_side, rows), pages=ceil(count / ABREAST))
    book.sheet("明细", f"每份文件的每一项一行（{matrix.on}）", _LIST, _listed(matrix), filtered=True)
    book.sheet("文件", "各份文件和各自的留守妇女定义", _DOCUMENTS, starmap(_plain, _documents(matrix)))
    book.close()
    return out.getvalue()


def _side_by_side(row: MatrixRow) -> Row:
    return ("head", row.title), *map(_cell, row.cells)


def _cell(cell: MeasureGroup | None) -> tuple[str, str]:
    if cell is None:
        return "none", NOT_THERE
    measure = cell.strongest
    more = f"，共{len(cell.measures)}处" if len(cell.measures) > 1 else ""
    head = f"{measure.force_word} {label_words(measure.citation.clause)}{more}"
    return measure.force, f"{head}\n{lead(measure)}\n{cell.condition}"


def _listed(matrix: Matrix) -> Iterable[Row]:
    for row in matrix.rows:
        for column, cell in zip(matrix.columns, row.cells, strict=True):
            for measure in cell.measures if cell else ():
                kind = "服务" if row.kind == "service" else "事项"
                clause, force = label_words(measure.citation.clause), (measure.force, measure.force_word)
                texts = (lead(measure), measure.condition, clause, measure.citation.quote, measure.offices or NOBODY)
                yield *_plain(kind, row.title, column.name), force, *_plain(*texts)


def _documents(matrix: Matrix) -> Iterable[tuple[str, ...]]:
    for column in matrix.columns:
        policy = column.policy
        day = policy.issued.isoformat()
        yield column.name, policy.number, policy.title, column.place_name, day, column.definition


def _plain(*texts: str) -> Row:
    return tuple(("plain", text) for text in texts)


class _Book:
    """xlsxwriter's workbook and its formats."""

    def __init__(self, out: io.BytesIO) -> None:
        # Text goes in as text: a quote that starts with "=" must not become a formula.
        as_text = dict.fromkeys(("strings_to_formulas", "strings_to_urls", "strings_to_numbers"), False)
        self.book = library("xlsxwriter", "ledger").Workbook(out, {"in_memory": True, **as_text})
        self.close = self.book.close
        cell = {"text_wrap": True, "valign": "top", "border": 1, "border_color": "#C9D3D8"}
        looks: dict[str, dict[str, Any]] = {force: {"bg_color": fill} for force, fill in _FILLS.items()}
        looks |= {"plain": {}, "none": {"font_color": "#56646C"}, "head": {"bold": True}}
        looks["top"] = {"bold": True, "bg_color": "#F4F7F8"}
        self.formats = {name: self.book.add_format(cell | look) for name, look in looks.items()}

    def sheet(
        self,
        name: str,
        about: str,
        heads: Sequence[tuple[str, int]],
        rows: Iterable[Row],
        *,
        pages: int = 1,
        filtered: bool = False,
    ) -> None:
        """A sheet whose rows are (look, text) under their heads; on paper ``pages`` sheets abreast."""
        sheet = self.book.add_worksheet(name)
        widths = [width for _, width in heads]
        for column, width in enumerate(widths):
            sheet.set_column(column, column, width)
        sheet.write_string(0, 0, about)
        last = 1
        for last, row in enumerate(([("top", title) for title, _ in heads], *rows), 1):
            sheet.set_row(
                last, 4 + _LINE * max(_lines(text, width) for (_, text), width in zip(row, widths, strict=True))
            )
            for column, (look, text) in enumerate(row):
                sheet.write_string(last, column, text, self.formats[look])
        sheet.freeze_panes(2, 1)
        if filtered:
            sheet.autofilter(1, 0, last, len(heads) - 1)
        sheet.set_landscape()
        sheet.set_paper(9)  # A4
        sheet.fit_to_pages(pages, 0)
        sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
        sheet.repeat_rows(1)
        if pages > 1:
            sheet.repeat_columns(0)
        sheet.set_footer(f"&L&A&C第 &P 页，共 &N 页&R{DISCLAIMER}")


def _lines(text: str, width: int) -> int:
    """So many lines a text takes in a column of so many characters, of which a Chinese one is two."""
    room = width - 2
    return sum(
        max(1, ceil(sum(2 if ord(letter) > 0x1FFF else 1.1 for letter in line) / room)) for line in text.split("\n")
    )
