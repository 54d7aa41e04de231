"""A cell that is merged down over several women holds for each of them; 同上 says what the cell above says."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from .sheets import ledger_of, write_sheet

HEADER = ["村", "姓名", "现住址", "丈夫外出时间", "是否低保", "出生日期"]
ROWS: list[list[Any]] = [
    ["大田村", "甲", "一组3号", "2023-03-01", "是", "1975-03-08"],
    [None, "乙", None, None, None, "1980-01-01"],
    [None, "丙", None, None, None, "1981-01-01"],
    ["桥头村", "丁", None, None, None, "1982-01-01"],
]


@pytest.mark.parametrize(("column", "item"), [(0, "village"), (2, "address")])
def test_a_text_holds_for_each(tmp_path: Path, column: int, item: str) -> None:
    ledger = ledger_of(write_sheet(tmp_path / "a.xlsx", [HEADER, *ROWS], [(1, column, 3, column)]))
    assert [ledger.item(item, position) for position in range(3)] == [ROWS[0][column]] * 3
    assert ledger.item(item, 3) == ROWS[3][column]


@pytest.mark.parametrize(("column", "fact"), [(3, "husband_away_since"), (4, "receives_dibao")])
def test_a_fact_holds_for_each(tmp_path: Path, column: int, fact: str) -> None:
    ledger = ledger_of(write_sheet(tmp_path / "a.xlsx", [HEADER, *ROWS], [(1, column, 2, column)]))
    assert ledger.mapping(1)[fact] == ledger.mapping(0)[fact]
    assert [fact in ledger.mapping(position) for position in range(4)] == [True, True, False, False]


def test_several_columns_and_blank_rows_within(tmp_path: Path) -> None:
    rows = [HEADER, ROWS[0], [], ROWS[1], [], ROWS[3]]
    merged = [(1, 0, 4, 0), (1, 2, 3, 2), (1, 4, 3, 4)]
    ledger = ledger_of(write_sheet(tmp_path / "a.xlsx", rows, merged))
    assert ledger.numbers == [2, 4, 6]
    assert [ledger.item("village", position) for position in range(3)] == ["大田村", "大田村", "桥头村"]
    assert ledger.mapping(1)["receives_dibao"] is True


def test_without_a_merged_range_a_blank_is_not_known(tmp_path: Path) -> None:
    ledger = ledger_of(write_sheet(tmp_path / "a.xlsx", [HEADER, *ROWS]))
    assert ledger.item("village", 1) is None
    assert "receives_dibao" not in ledger.mapping(1)


def test_a_header_cell_that_reaches_into_the_data_is_no_value(tmp_path: Path) -> None:
    ledger = ledger_of(write_sheet(tmp_path / "a.xlsx", [HEADER, [None, *ROWS[0][1:]]], [(0, 0, 1, 0)]))
    assert ledger.item("village", 0) is None
    assert ledger.item("name", 0) == "甲"


@pytest.mark.parametrize("word", ["同上", "〃", "同 上", "同前"])
def test_as_above(tmp_path: Path, word: str) -> None:
    rows = [HEADER, ROWS[0], [word, "乙", word, word, word, word], [word, "丙", None, None, None, None]]
    ledger = ledger_of(write_sheet(tmp_path / "a.xlsx", rows))
    assert [ledger.item("village", position) for position in range(3)] == ["大田村"] * 3
    assert ledger.mapping(1) == ledger.mapping(0)


def test_as_above_where_there_is_nothing_above_is_unread(tmp_path: Path) -> None:
    rows = [
        HEADER,
        ["同上", "甲", None, None, "同上", None],
        ["小计", 1],
        ["同上", "同上", None, None, None, "1980-01-01"],
    ]
    ledger = ledger_of(write_sheet(tmp_path / "a.xlsx", rows))
    assert [(cell.row, cell.label) for cell in ledger.unread] == [(2, "村"), (4, "村"), (4, "姓名"), (2, "是否低保")]
    assert ledger.item("name", 2) is None
    assert ledger.item("village", 0) is None
