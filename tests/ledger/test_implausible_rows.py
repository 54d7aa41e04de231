"""What cannot be is unread and listed, and the row is kept: a birth to come, an age over 110, an absence since childhood."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from liushou.values import Bounds

from .sheets import ledger_of, write_sheet


@pytest.mark.parametrize(
    ("header", "row", "unread", "known"),
    [
        (["出生日期"], ["2030-01-01"], "出生日期晚于评估日", set()),
        (["出生日期"], ["2026年"], "出生日期晚于评估日", set()),
        (["出生日期"], ["1910-01-01"], "年龄超过110周岁", set()),
        (["出生日期", "年龄"], ["2030-01-01", 40], "出生日期晚于评估日", {"birth_date"}),
        (["出生日期", "丈夫外出时间"], ["1990-03-08", "30年以上"], "不满18周岁", {"birth_date"}),
        (["出生日期", "丈夫外出时间"], ["1990-03-08", "1999年"], "不满18周岁", {"birth_date"}),
        (["年龄", "丈夫外出年限"], [35, 25], "不满18周岁", {"birth_date"}),
        (["年龄"], [120], "不像年龄", set()),
    ],
)
def test_unread_with_its_reason(
    tmp_path: Path, header: list[str], row: list[Any], unread: str, known: set[str]
) -> None:
    ledger = ledger_of(write_sheet(tmp_path / "a.xlsx", [["姓名", *header], ["甲", *row]]), filled_on=date(2025, 6, 1))
    assert ledger.kept == (0,)
    assert set(ledger.mapping(0)) == known
    assert [cell.row for cell in ledger.unread if unread in cell.reason] == [2]


@pytest.mark.parametrize(
    ("header", "row"),
    [
        (["出生日期", "丈夫外出时间"], ["1980-03-08", "25年以上"]),
        (["出生日期", "丈夫外出时间"], ["1980-03-08", "1998年"]),
        (["年龄", "丈夫外出年限"], [45, 26]),
        (["出生日期"], ["1916-01-01"]),
    ],
)
def test_what_can_be_is_kept(tmp_path: Path, header: list[str], row: list[Any]) -> None:
    ledger = ledger_of(write_sheet(tmp_path / "a.xlsx", [["姓名", *header], ["甲", *row]]), filled_on=date(2025, 6, 1))
    assert not ledger.unread
    assert len(ledger.mapping(0)) == len(header)


def test_it_is_not_assumed_over(tmp_path: Path) -> None:
    rows = [["姓名", "出生日期"], ["甲", "2030-01-01"], ["乙", None]]
    ledger = ledger_of(write_sheet(tmp_path / "a.xlsx", rows), assume=("birth_date=1980-01-01",))
    assert ledger.mapping(0) == {}
    assert ledger.mapping(1) == {"birth_date": Bounds(date(1980, 1, 1), date(1980, 1, 1))}


def test_serial_numbers_of_a_workbook_that_counts_from_1904(tmp_path: Path) -> None:
    import xlsxwriter

    path = tmp_path / "mac.xlsx"
    book = xlsxwriter.Workbook(str(path), {"date_1904": True})
    sheet = book.add_worksheet()
    sheet.write_row(0, 0, ["姓名", "出生日期", "丈夫外出日期"])
    sheet.write_row(
        1, 0, ["甲", (date(1980, 3, 8) - date(1904, 1, 1)).days, (date(2023, 5, 1) - date(1904, 1, 1)).days]
    )
    book.close()
    known = ledger_of(path).mapping(0)
    assert (str(known["birth_date"]), str(known["husband_away_since"])) == ("1980-03-08", "2023-05-01")
