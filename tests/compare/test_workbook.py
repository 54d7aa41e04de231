"""The matrix as a workbook: everything in it, as text, and ready for A4."""

from __future__ import annotations

import io
import shutil
import subprocess
from math import ceil
from pathlib import Path
from typing import Any

import pytest

from liushou import Rules, load_rules
from liushou.chinese import label_words
from liushou.compare import matrix, workbook
from liushou.documents.rules import shipped_directory

from ..conftest import ON

SHEETS = ("服务", "不到人的措施", "明细", "文件")
openpyxl = pytest.importorskip("openpyxl")
pytest.importorskip("xlsxwriter")


@pytest.fixture(scope="module")
def content(rules: Rules) -> bytes:
    return workbook(matrix(rules, ON))


@pytest.fixture(scope="module")
def book(content: bytes) -> Any:
    return openpyxl.load_workbook(io.BytesIO(content))


def with_copies(folder: Path, copies: int) -> Rules:
    """The shipped documents, and Chongqing's under so many other ids and numbers."""
    shipped = (shipped_directory() / "chongqing.yaml").read_text("utf-8")
    for number in range(copies):
        text = shipped.replace("policy: chongqing", f"policy: copy_{number}", 1).replace("38号", f"{900 + number}号", 1)
        (folder / f"copy_{number}.yaml").write_text(text, "utf-8")
    return load_rules(folder)


def test_a_row_for_each_service_and_a_column_for_each_document(rules: Rules, book: Any) -> None:
    table = matrix(rules, ON)
    assert book.sheetnames == list(SHEETS)
    sheet = book["服务"]
    assert [cell.value for cell in sheet["A"][2:]] == [row.title for row in table.services]
    heads = [str(cell.value).splitlines() for cell in sheet[2][1:]]
    assert heads == [[column.name, column.policy.number] for column in table.columns]
    lacking = [row.title for row in table.services if None in row.cells]
    assert [row[0].value for row in sheet.iter_rows(min_row=3) if any(c.value == "没有这一项" for c in row)] == lacking


def test_every_measure_has_a_row_of_its_own(rules: Rules, book: Any) -> None:
    table = matrix(rules, ON)
    rows = [tuple(cell.value for cell in row) for row in book["明细"].iter_rows(min_row=3)]
    assert sorted((row[1], row[6], row[7]) for row in rows) == sorted(
        (row.title, label_words(measure.citation.clause), measure.citation.quote)
        for row in table.rows
        for cell in row.cells
        if cell is not None
        for measure in cell.measures
    )
    assert "县司法局牵头" in {row[4] for row in rows}


def test_everything_is_text(book: Any) -> None:
    kinds = {cell.data_type for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None}
    assert kinds == {"s"}


@pytest.mark.parametrize("name", SHEETS)
def test_a_sheet_prints_on_a4_across_with_its_header_on_every_page(book: Any, name: str) -> None:
    sheet = book[name]
    assert (sheet.page_setup.orientation, str(sheet.page_setup.paperSize)) == ("landscape", "9")
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert (int(sheet.page_setup.fitToWidth or 1), int(sheet.page_setup.fitToHeight)) == (1, 0)
    assert sheet.print_title_rows == "$2:$2"
    assert "&P" in sheet.oddFooter.center.text


def widths(sheet: Any) -> list[float]:
    return [
        column.width for _, column in sorted(sheet.column_dimensions.items()) for _ in range(column.min, column.max + 1)
    ]


def test_no_text_is_higher_than_its_row(book: Any) -> None:
    """Programs that take the heights as they are written cut nothing off."""
    low = []
    for sheet in book:
        for row in sheet.iter_rows(min_row=2):
            height = sheet.row_dimensions[row[0].row].height
            for cell, width in zip(row, widths(sheet), strict=True):
                lines = sum(max(1, ceil(2 * len(line) / width)) for line in str(cell.value or "").splitlines())
                low += [cell.coordinate] if lines * 13 > height else []
    assert low == []


def test_more_than_ten_documents_come_on_sheets_side_by_side(tmp_path: Path) -> None:
    table = matrix(with_copies(tmp_path, 7), ON)
    assert len(table.columns) == 12
    sheet = openpyxl.load_workbook(io.BytesIO(workbook(table)))["服务"]
    assert (int(sheet.page_setup.fitToWidth), sheet.print_title_cols) == (2, "$A:$A")


@pytest.mark.nightly
def test_office_prints_the_header_on_every_page(content: bytes, tmp_path: Path) -> None:
    office, pdf = shutil.which("soffice"), pytest.importorskip("pypdf")
    if office is None:
        pytest.skip("no LibreOffice to print with")
    (tmp_path / "matrix.xlsx").write_bytes(content)
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    command = [
        office,
        profile,
        "--headless",
        "--convert-to",
        "pdf",
        "--outdir",
        str(tmp_path),
        tmp_path / "matrix.xlsx",
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=240)
    pages = pdf.PdfReader(tmp_path / "matrix.pdf").pages
    assert [round(float(page.mediabox.width)) for page in pages] == [842] * len(pages)
    heads = ("服务", "事项", "类别", "文件")
    texts = [page.extract_text() for page in pages]
    assert [text[:40] for text in texts if not any(head in text[:120] for head in heads) or "共" not in text] == []
