"""The header is found under titles and unit rows, in one line or in several."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from liushou import InputError

from .sheets import ledger_of, write_sheet

ROW = ["甲", "1975-03-08", "是"]


def targets(path: Path) -> list[str | None]:
    return [use.target for use in ledger_of(path).columns]


def test_in_the_first_row(tmp_path: Path) -> None:
    assert targets(write_sheet(tmp_path / "a.xlsx", [["姓名", "出生日期", "是否低保"], ROW])) == [
        "name",
        "birth_date",
        "receives_dibao",
    ]


def test_under_a_title_a_unit_row_and_an_empty_row(tmp_path: Path) -> None:
    rows = [
        ["某镇农村留守妇女花名册"],
        ["填报单位：某镇", None, "填报日期：2025年3月1日"],
        [],
        ["姓名", "出生日期", "是否低保"],
        ROW,
    ]
    ledger = ledger_of(write_sheet(tmp_path / "a.xlsx", rows))
    assert [use.target for use in ledger.columns] == ["name", "birth_date", "receives_dibao"]
    assert ledger.numbers == [5]
    assert ledger.filled_on == date(2025, 3, 1)


def test_two_lines_with_merged_groups(tmp_path: Path) -> None:
    rows = [
        ["序号", "基本情况", None, "丈夫情况", None, "是否低保"],
        [None, "姓名", "出生日期", "姓名", "外出时间", None],
        [1, "甲", "1975-03-08", "乙", "2023.3", "是"],
    ]
    merged = [(0, 0, 1, 0), (0, 1, 0, 2), (0, 3, 0, 4), (0, 5, 1, 5)]
    path = write_sheet(tmp_path / "a.xlsx", rows, merged)
    assert targets(path) == ["serial", "name", "birth_date", None, "away", "receives_dibao"]
    assert ledger_of(path).numbers == [3]


def test_two_lines_in_text_without_merged_ranges(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text(
        "台账,,,,,\n序号,基本情况,,丈夫情况,,是否低保\n,姓名,出生日期,姓名,外出时间,\n1,甲,1975-03-08,乙,2023.3,是\n",
        "utf-8",
    )
    assert targets(path) == ["serial", "name", "birth_date", None, "away", "receives_dibao"]
    assert ledger_of(path).numbers == [4]


def test_the_national_form_with_addresses_in_levels(tmp_path: Path) -> None:
    rows = [
        ["姓名", "证件号码", "现住址", None, None, "丈夫外出年限（年）"],
        [None, None, "乡", "村", "详细地址", None],
        ["甲", "", "一乡", "二村", "三号", 0.5],
    ]
    path = write_sheet(tmp_path / "a.xlsx", rows, [(0, 0, 1, 0), (0, 1, 1, 1), (0, 2, 0, 4), (0, 5, 1, 5)])
    assert targets(path) == ["name", "id_number", "township", "village", "address", "husband_away_years"]


def test_line_breaks_stars_and_units_in_a_column_name(tmp_path: Path) -> None:
    path = write_sheet(tmp_path / "a.xlsx", [["*姓 名", "出生\n日期", "丈夫外出\n年限（年）"], ["甲", "1975", 3]])
    assert targets(path) == ["name", "birth_date", "husband_away_years"]


def test_a_row_of_column_numbers_is_no_person(tmp_path: Path) -> None:
    rows = [["序号", "姓名", "出生日期", "是否低保"], [1, 2, 3, 4], [1, "甲", "1975", "是"]]
    ledger = ledger_of(write_sheet(tmp_path / "a.xlsx", rows))
    assert ledger.set_aside == {0: "栏次行"}
    assert list(ledger.kept) == [1]


def test_no_header_says_what_it_saw_without_long_numbers(tmp_path: Path) -> None:
    path = write_sheet(tmp_path / "a.xlsx", [["甲", "500299197503080466", "x"], ["乙", "y", "z"]])
    with pytest.raises(InputError, match="found no header row") as caught:
        ledger_of(path)
    assert "19750308" not in str(caught.value)
    assert "--mapping" in str(caught.value)


def test_rows_above_a_second_header_are_not_lost(tmp_path: Path) -> None:
    rows = [
        ["姓名", "是否低保", "备注"],
        ["甲", "是", None],
        ["另表"],
        ["姓名", "是否低保", "出生日期", "是否残疾"],
        ["乙", "否", "1975-03-08", "是"],
    ]
    ledger = ledger_of(write_sheet(tmp_path / "a.xlsx", rows))
    assert ledger.numbers == [2, 3, 4, 5]
    assert ledger.set_aside[2] == "重复的表头"
    assert {0, 3} <= set(ledger.kept)
