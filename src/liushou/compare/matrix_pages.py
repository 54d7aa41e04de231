"""The matrix as a terminal table, a self-contained HTML page and a workbook."""

from __future__ import annotations

import importlib
import io
from typing import Any

from ..answer import DISCLAIMER
from ..problems import MissingExtraError
from ..report import MeasureGroup, templates
from .matrix import NOBODY, Matrix, MatrixRow, lead

FORCE_STYLES = {"shall": "bold red", "priority": "yellow", "provide": "green", "encourage": "blue"}
_FILLS = {"shall": "#FDEEEE", "priority": "#FFF4DD", "provide": "#E9F6EF", "encourage": "#ECF2FC"}
_HEADS = (("力度", 9), ("牵头", 20), ("条件", 26), ("条款", 12), ("原文", 40), ("全部单位", 40))

Styles = dict[str, Any]
Heads = tuple[tuple[str, int], ...]


def terminal_table(matrix: Matrix) -> Any:
    """The matrix as a rich table: force and clause, lead, condition in each cell."""
    from rich.table import Table
    from rich.text import Text

    table = Table(title=f"服务对照（{matrix.on}）", show_lines=True, pad_edge=False)
    table.add_column("服务", style="bold", ratio=2, overflow="fold")
    for column in matrix.columns:
        table.add_column(Text(f"{column.name}\n{column.policy.number}"), ratio=3, overflow="fold")
    for row in matrix.rows:
        title = row.title if row.kind == "service" else f"{row.title}（不到人）"
        table.add_row(Text(title), *(_terminal_cell(cell) for cell in row.cells))
    return table


def _terminal_cell(cell: MeasureGroup | None) -> Any:
    from rich.text import Text

    if cell is None:
        return Text("—", style="dim")
    measure = cell.strongest
    more = f" 等{len(cell.measures)}处" if len(cell.measures) > 1 else ""
    return Text.assemble(
        (measure.force_word, FORCE_STYLES[measure.force]),
        f" {measure.citation.clause}{more}\n",
        (f"{lead(measure)}\n", "dim"),
        cell.condition,
    )


def matrix_html_page(matrix: Matrix) -> str:
    """The matrix as one HTML page: a table at desk width, cards on a phone."""
    template = templates("liushou.compare", html=True).get_template("matrix.html.j2")
    return template.render(matrix=matrix, lead=lead, nobody=NOBODY, disclaimer=DISCLAIMER)


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
    top = {"text_wrap": True, "valign": "top"}
    styles = {force: book.add_format(top | {"bg_color": fill}) for force, fill in _FILLS.items()}
    styles["plain"] = book.add_format(top)
    styles["head"] = book.add_format(top | {"bold": True, "bg_color": "#F4F7F8", "bottom": 1})
    _sheet(book, ("服务", "服务"), matrix, matrix.services, styles)
    _sheet(book, ("不到人的措施", "事项"), matrix, matrix.topics, styles)
    _documents(book, matrix, styles)
    book.close()
    return out.getvalue()


def _sheet(book: Any, names: tuple[str, str], matrix: Matrix, rows: tuple[MatrixRow, ...], styles: Styles) -> None:
    """One row per service (or topic), one group of columns per document."""
    head, plain = styles["head"], styles["plain"]
    sheet = book.add_worksheet(names[0])
    sheet.freeze_panes(2, 1)
    sheet.write_string(0, 0, f"按差别大小排列（{matrix.on}）", head)
    _write_heads(sheet, 1, 0, ((names[1], 22), *_HEADS * len(matrix.columns)), head)
    width = len(_HEADS)
    for first, column in zip(range(1, 1 + width * len(matrix.columns), width), matrix.columns, strict=True):
        sheet.merge_range(0, first, 0, first + width - 1, f"{column.name} {column.policy.number}", head)
    for number, row in enumerate(rows, start=2):
        sheet.write_string(number, 0, row.title, plain)
        for first, cell in zip(range(1, 1 + width * len(row.cells), width), row.cells, strict=True):
            if cell is None:
                sheet.write_string(number, first, "—", plain)
                continue
            measure = cell.strongest
            sheet.write_string(number, first, measure.force_word, styles[measure.force])
            values = (lead(measure), cell.condition, measure.citation.clause, measure.citation.quote)
            sheet.write_row(number, first + 1, (*values, measure.offices or NOBODY), plain)
    sheet.autofilter(1, 0, 1 + len(rows), len(matrix.columns) * width)


def _write_heads(sheet: Any, row: int, first: int, heads: Heads, style: Any) -> None:
    for column, (title, width) in enumerate(heads, start=first):
        sheet.write_string(row, column, title, style)
        sheet.set_column(column, column, width)


def _documents(book: Any, matrix: Matrix, styles: Styles) -> None:
    sheet = book.add_worksheet("文件")
    heads = (("文件", 12), ("文号", 24), ("标题", 48), ("地方", 16), ("印发", 12), ("留守妇女定义", 60))
    _write_heads(sheet, 0, 0, heads, styles["head"])
    for number, column in enumerate(matrix.columns, start=1):
        policy = column.policy
        values = (column.name, policy.number, policy.title, column.place_name, policy.issued.isoformat())
        sheet.write_row(number, 0, (*values, column.definition), styles["plain"])
    sheet.write_string(len(matrix.columns) + 2, 0, DISCLAIMER, styles["plain"])
