"""A date cell of which a month or a year is shown is that month or year (issue: ledgers as people write them, A5)."""

from __future__ import annotations

import struct
from datetime import date
from pathlib import Path

import pytest
import xlsxwriter

from liushou.ledger.files.open import read_grid
from liushou.ledger.files.sheet_xml import pattern_of

from .raw_files import label, number, ods, ods_row, xls


@pytest.mark.parametrize(
    ("code", "pattern"),
    [
        ('yyyy"年"m"月"', "%Y-%m"), ("yyyy-mm", "%Y-%m"), ("[$-804]yyyy\\年m\\月;@", "%Y-%m"), ("mmm-yy", "%Y-%m"), ("yyyy年m月", "%Y-%m"),
        ("[DBNum1][$-804]yyyy年m月", "%Y-%m"), ("YYYY", "%Y"), ('yyyy"年"', "%Y"), ("e年m月", "%Y-%m"), ("yyyy/mm;@", "%Y-%m"),
        ("yyyy-mm-dd", None), ("m/d/yy", None), ("General", None), ("0.00E+00", None), ("h:mm", None), ("@", None), ('0"年"', None),
        ("yyyy-mm hh:mm", None), ('"y"0', None), ("", None), ("[" * 300, None),
    ],
)  # fmt: skip
def test_what_a_format_shows(code: str, pattern: str | None) -> None:
    assert pattern_of(code) == pattern


@pytest.mark.parametrize("options", [{}, {"date_1904": True}], ids=["1900", "1904"])
def test_in_a_workbook(options: dict[str, bool], tmp_path: Path) -> None:
    book = xlsxwriter.Workbook(str(tmp_path / "a.xlsx"), options)
    sheet = book.add_worksheet()
    sheet.write_string(0, 0, "外出时间")
    codes = ['yyyy"年"m"月"', "yyyy", "yyyy-mm-dd", 17, 57]
    for row, code in enumerate(codes, 1):
        sheet.write_datetime(row, 0, date(2024, 3, 15), book.add_format({"num_format": code}))
    sheet.write_number(6, 0, 2024, book.add_format({"num_format": "yyyy"}))
    book.close()
    grid = read_grid(tmp_path / "a.xlsx")
    assert [row[0] for row in grid.rows[1:]] == ["2024-03", "2024", date(2024, 3, 15), "2024-03", "2024-03", "2024"]
    assert grid.date1904 is bool(options)


def test_in_an_old_workbook(tmp_path: Path) -> None:
    own = (0x041E, struct.pack("<HHB", 164, 4, 0) + b"yyyy")
    styles = [own, *((0x00E0, struct.pack("<HH", 0, code) + bytes(16)) for code in (0, 17, 164, 14))]
    packed = struct.pack("<HHHiHiH", 4, 0, 1, 45366 << 2 | 2, 3, 45366 << 2 | 2, 1)
    records = [label(0, 0, "外出时间"), *(number(row, 0, 45366, row) for row in (1, 2, 3)), (0x00BD, packed)]
    grid = read_grid(xls(tmp_path / "a.xls", records, styles))
    assert grid.rows == [["外出时间"], ["2024-03"], ["2024"], [date(2024, 3, 15)], ["2024-03", date(2024, 3, 15)]]


def test_in_an_opendocument_workbook(tmp_path: Path) -> None:
    def day(shown: str) -> str:
        cell = f'<table:table-cell office:value-type="date" office:date-value="2024-03-15"><text:p>{shown}</text:p></table:table-cell>'
        return f"<table:table-row>{cell}</table:table-row>"

    grid = read_grid(ods(tmp_path / "a.ods", ods_row("外出时间") + day("2024年3月") + day("2024") + day("2024-03-15")))
    assert [row[0] for row in grid.rows[1:]] == ["2024年3月", "2024", date(2024, 3, 15)]
