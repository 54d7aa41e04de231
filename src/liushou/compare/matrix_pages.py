"""The matrix as a terminal table, a self-contained HTML page and a workbook."""

from __future__ import annotations

import importlib
import io
from typing import Any

from ..answer import DISCLAIMER
from ..problems import MissingExtraError
from .layout import render
from .matrix import Cell, Matrix

FORCE_STYLES = {"shall": "bold red", "priority": "yellow", "provide": "green", "encourage": "blue"}
_FILLS = {"shall": "#FDEEEE", "priority": "#FFF4DD", "provide": "#E9F6EF", "encourage": "#ECF2FC"}
_HEADS = ("力度", "牵头", "条件", "条款", "原文", "全部单位")


def terminal_table(matrix: Matrix) -> Any:
    """The matrix as a rich table: force and clause, lead, condition in each cell."""
    from rich.table import Table
    from rich.text import Text

    table = Table(title=f"服务对照（{matrix.on}）", show_lines=True, pad_edge=False)
    table.add_column("服务", style="bold", ratio=2, overflow="fold")
    for column in matrix.columns:
        table.add_column(Text(f"{column.name}\n{column.number}"), ratio=3, overflow="fold")
    for row in matrix.rows:
        title = row.title if row.kind == "service" else f"{row.title}（不到人）"
        table.add_row(Text(title), *(_terminal_cell(cell) for cell in row.cells))
    return table


def _terminal_cell(cell: Cell | None) -> Any:
    from rich.text import Text

    if cell is None:
        return Text("—", style="dim")
    more = f" 等{cell.measures}处" if cell.measures > 1 else ""
    return Text.assemble(
        (cell.force_word, FORCE_STYLES[cell.force]),
        f" {cell.clause}{more}\n",
        (f"{cell.lead}\n", "dim"),
        cell.condition,
    )


def matrix_html_page(matrix: Matrix) -> str:
    """The matrix as one HTML page: a table at desk width, cards on a phone."""
    return render("matrix.html.j2", matrix=matrix, disclaimer=DISCLAIMER)


def workbook(matrix: Matrix) -> bytes:
    """The matrix as an .xlsx file: one sheet of services, one of topics, one of documents.

    Raises :class:`~liushou.MissingExtraError` without xlsxwriter (extra ``ledger``).
    """
    try:
        xlsxwriter: Any = importlib.import_module("xlsxwriter")
    except ImportError:
        raise MissingExtraError("ledger", "xlsxwriter") from None
    out = io.BytesIO()
    # Text goes in as text: a quote that starts with "=" must not become a formula.
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    book = xlsxwriter.Workbook(out, options)
    styles = {
        force: book.add_format({"text_wrap": True, "valign": "top", "bg_color": fill}) for force, fill in _FILLS.items()
    }
    plain = book.add_format({"text_wrap": True, "valign": "top"})
    head = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bg_color": "#F4F7F8", "bottom": 1})
    for name, rows in (("服务", matrix.services), ("不到人的措施", matrix.topics)):
        sheet = book.add_worksheet(name)
        sheet.freeze_panes(2, 1)
        sheet.write_string(0, 0, f"按差别大小排列（{matrix.on}）", head)
        sheet.write_string(1, 0, "服务" if name == "服务" else "事项", head)
        sheet.set_column(0, 0, 22)
        for index, column in enumerate(matrix.columns):
            first = 1 + index * len(_HEADS)
            sheet.merge_range(0, first, 0, first + len(_HEADS) - 1, f"{column.name} {column.number}", head)
            for offset, title in enumerate(_HEADS):
                sheet.write_string(1, first + offset, title, head)
            for offset, width in enumerate((9, 20, 26, 12, 40, 40)):
                sheet.set_column(first + offset, first + offset, width)
        for number, row in enumerate(rows, start=2):
            sheet.write_string(number, 0, row.title, plain)
            for index, cell in enumerate(row.cells):
                first = 1 + index * len(_HEADS)
                if cell is None:
                    sheet.write_string(number, first, "—", plain)
                    continue
                sheet.write_string(number, first, cell.force_word, styles[cell.force])
                values = (cell.lead, cell.condition, cell.clause, cell.quote, cell.offices)
                for offset, value in enumerate(values, start=1):
                    sheet.write_string(number, first + offset, value, plain)
        sheet.autofilter(1, 0, 1 + len(rows), len(matrix.columns) * len(_HEADS))
    _documents(book, matrix, head, plain)
    book.close()
    return out.getvalue()


def _documents(book: Any, matrix: Matrix, head: Any, plain: Any) -> None:
    sheet = book.add_worksheet("文件")
    for offset, (title, width) in enumerate(
        (("文件", 12), ("文号", 24), ("标题", 48), ("地方", 16), ("印发", 12), ("留守妇女定义", 60))
    ):
        sheet.write_string(0, offset, title, head)
        sheet.set_column(offset, offset, width)
    for number, one in enumerate(matrix.columns, start=1):
        values = (one.name, one.number, one.title, one.place, one.issued.isoformat(), one.definition)
        for offset, value in enumerate(values):
            sheet.write_string(number, offset, value, plain)
    sheet.write_string(len(matrix.columns) + 2, 0, DISCLAIMER, plain)
