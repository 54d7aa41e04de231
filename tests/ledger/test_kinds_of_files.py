"""Workbooks, CSV in the encodings offices use, and Parquet say the same."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import polars as pl
import pytest

from liushou import InputError
from liushou.values import Bounds

from .sheets import ledger_of, write_sheet

HEADER, ROWS = ["姓名", "出生日期", "是否低保"], [["王小红", "1975-03-08", "是"], ["李玉", "1980.5", "否"]]
FACTS = [
    {"birth_date": Bounds(date(1975, 3, 8), date(1975, 3, 8)), "receives_dibao": True},
    {"birth_date": Bounds(date(1980, 5, 1), date(1980, 5, 31)), "receives_dibao": False},
]


def facts(path: Path) -> list[dict[str, object]]:
    ledger = ledger_of(path)
    assert [ledger.item("name", position) for position in ledger.kept] == ["王小红", "李玉"]
    return [ledger.mapping(position) for position in ledger.kept]


def test_xlsx(tmp_path: Path) -> None:
    assert facts(write_sheet(tmp_path / "a.xlsx", [HEADER, *ROWS])) == FACTS


def test_xls(tmp_path: Path) -> None:
    xlwt = pytest.importorskip("xlwt", reason="no writer of .xls files is installed")
    book = xlwt.Workbook()
    sheet = book.add_sheet("台账")
    for number, row in enumerate([HEADER, *ROWS]):
        for column, value in enumerate(row):
            sheet.write(number, column, value)
    book.save(str(tmp_path / "a.xls"))
    assert facts(tmp_path / "a.xls") == FACTS


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", "\t", ";"])
def test_csv(tmp_path: Path, encoding: str, delimiter: str) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes("\r\n".join(delimiter.join(row) for row in [HEADER, *ROWS]).encode(encoding))
    assert facts(path) == FACTS


def test_parquet_with_the_forms_names(tmp_path: Path) -> None:
    pl.DataFrame([dict(zip(HEADER, row, strict=True)) for row in ROWS]).write_parquet(tmp_path / "a.parquet")
    assert facts(tmp_path / "a.parquet") == FACTS


def test_parquet_with_facts_typed_and_bounded(tmp_path: Path) -> None:
    frame = pl.DataFrame(
        {
            "姓名": ["王小红", "李玉"], "receives_dibao": [True, False],
            "birth_date__min": [date(1975, 3, 8), date(1980, 5, 1)], "birth_date__max": [date(1975, 3, 8), date(1980, 5, 31)],
        }
    )  # fmt: skip
    frame.write_parquet(tmp_path / "a.parquet")
    assert facts(tmp_path / "a.parquet") == FACTS


def test_the_content_counts_not_the_name(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    path.write_text("\n".join(",".join(row) for row in [HEADER, *ROWS]), "utf-8")
    assert facts(path) == FACTS
    assert "内容却是csv" in ledger_of(path).remarks[0]


def test_ragged_rows_and_nul_characters(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes("姓名,年龄,是否低保\n甲\0,40\n乙,41,否,多出来\n\n,,\n丙,42,是\n".encode())
    ledger = ledger_of(path)
    assert ledger.numbers == [2, 3, 6]
    assert len(ledger.kept) == 3
    assert ledger.empty_rows == 2
    assert [(cell.row, cell.text) for cell in ledger.unread] == [(3, "多出来")]
    assert any("NUL" in remark for remark in ledger.remarks)


def test_a_field_over_several_lines_keeps_the_row_numbers(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text('姓名,住址\n甲,"一村\n二组"\n乙,三村\n', "utf-8")
    assert ledger_of(path).numbers == [2, 4]


def test_sheets_that_are_hidden_or_not_read_are_named(tmp_path: Path) -> None:
    import xlsxwriter

    book = xlsxwriter.Workbook(str(tmp_path / "a.xlsx"))
    for name, rows in (
        ("旧表", [HEADER, ["赵六", "1970", "是"]]),
        ("台账", [HEADER, *ROWS]),
        ("另一张", [["说明"], ["x"]]),
    ):
        sheet = book.add_worksheet(name)
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)
        if name == "旧表":
            sheet.hide()
        if name == "台账":
            sheet.activate()
            sheet.set_first_sheet()
    book.close()
    assert facts(tmp_path / "a.xlsx") == FACTS
    remarks = "".join(ledger_of(tmp_path / "a.xlsx").remarks)
    assert "“旧表”是隐藏的" in remarks
    assert "“另一张”未读取" in remarks
    assert len(ledger_of(tmp_path / "a.xlsx", sheet="旧表").kept) == 1
    with pytest.raises(InputError, match="has no sheet"):
        ledger_of(tmp_path / "a.xlsx", sheet="没有")


def test_formulas_count_by_their_kept_values(tmp_path: Path) -> None:
    import xlsxwriter

    book = xlsxwriter.Workbook(str(tmp_path / "a.xlsx"))
    sheet = book.add_worksheet()
    sheet.write_row(0, 0, ["姓名", "是否低保"])
    sheet.write_formula(1, 0, '="王"&"小红"', None, "王小红")
    sheet.write_string(1, 1, "是")
    sheet.write_string(2, 0, "李玉")
    sheet.write_formula(2, 1, "=B2", None, "")
    book.close()
    ledger = ledger_of(tmp_path / "a.xlsx")
    assert ledger.item("name", 0) == "王小红"
    assert ledger.mapping(1) == {}
    assert "1个公式没有存下计算结果" in ledger.remarks[0]
