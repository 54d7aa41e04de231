"""Rows under a further header are read under it: longer, shorter, with other columns, in another order."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from liushou.ledger.rows.ledger import Ledger

from .sheets import ledger_of, results_of, sheet_rows, write_sheet

FIRST = ["姓名", "是否低保", "残疾等级"]
ROWS = [["甲", "是", "二级"], ["乙", "否", None]]


def known(ledger: Ledger) -> dict[int, dict[str, Any]]:
    """Number of the row → what is known, of the rows that are evaluated."""
    facts = {ledger.numbers[position]: ledger.mapping(position) for position in ledger.kept}
    return {number: {name: str(value) for name, value in row.items()} for number, row in facts.items()}


@pytest.mark.parametrize(
    ("header", "row", "facts"),
    [
        pytest.param(["姓名", "残疾等级", "是否低保"], ["丙", "一级", "否"], {"disability_grade": "1", "receives_dibao": "False"}, id="in another order"),
        pytest.param(["姓名", "是否低保"], ["丙", "是", "是"], {"receives_dibao": "True"}, id="shorter"),
        pytest.param(["姓名", "村", "是否特困", "是否低保", "残疾等级", "丈夫外出年限"], ["丙", "大田村", "否", "是", "三级", 2], {"is_tekun": "False", "receives_dibao": "True", "disability_grade": "3", "husband_away_years": "2"}, id="longer"),
        pytest.param(["序号", "姓名", "出生日期", "是否失能"], [1, "丙", "1975-03-08", "是"], {"birth_date": "1975-03-08", "incapacitated": "True"}, id="with other columns"),
        pytest.param([None, None, None, "姓名", "是否低保"], [None, None, None, "丙", "否"], {"receives_dibao": "False"}, id="further to the right"),
        pytest.param(["姓名", "低保", "残疾", "特困"], ["丙", "是", "否", "否"], {"receives_dibao": "True", "disabled": "False", "is_tekun": "False"}, id="of words that cells hold too"),
        pytest.param(["姓名", "鞋码", "爱好", "是否低保"], ["丙", "38", "唱歌", "是"], {"receives_dibao": "True"}, id="mostly unknown"),
    ],
)  # fmt: skip
def test_each_row_is_read_under_its_own_header(
    tmp_path: Path, header: list[Any], row: list[Any], facts: dict[str, str]
) -> None:
    rows = [FIRST, *ROWS, header, row, [*FIRST], ["丁", "否", "四级"]]
    ledger = ledger_of(write_sheet(tmp_path / "a.xlsx", rows))
    assert {ledger.numbers[position]: reason for position, reason in ledger.set_aside.items()} == {
        4: "重复的表头", 6: "重复的表头",
    }  # fmt: skip
    assert known(ledger) == {
        2: {"receives_dibao": "True", "disability_grade": "2"},
        3: {"receives_dibao": "False"},
        5: facts,
        7: {"receives_dibao": "False", "disability_grade": "4"},
    }


def test_a_further_header_in_two_lines_under_a_title(tmp_path: Path) -> None:
    rows = [
        FIRST,
        *ROWS,
        ["桥头村留守妇女花名册"],
        ["姓名", "丈夫情况", None, "是否低保"],
        [None, "姓名", "外出时间", None],
        ["丙", "丁", "2023-03-01", "是"],
    ]
    ledger = ledger_of(write_sheet(tmp_path / "a.xlsx", rows, [(3, 0, 3, 3), (4, 1, 4, 2)]))
    assert known(ledger)[7] == {"husband_away_since": "2023-03-01", "receives_dibao": "True"}
    assert ledger.item("name", 5) == "丙"
    assert [ledger.numbers[position] for position in ledger.set_aside] == [4, 5, 6]
    assert ledger.rows + sum(ledger.outside) == len(rows)


def test_one_line_of_a_header_of_two_comes_back(tmp_path: Path) -> None:
    rows = [
        ["姓名", "丈夫情况", None],
        [None, "姓名", "外出时间"],
        ["甲", "乙", "2023-03-01"],
        [None, "姓名", "外出时间"],
        ["丙", "丁", "2022-03-01"],
    ]
    ledger = ledger_of(write_sheet(tmp_path / "a.xlsx", rows, [(0, 1, 0, 2), (0, 0, 1, 0)]))
    assert known(ledger) == {3: {"husband_away_since": "2023-03-01"}, 5: {"husband_away_since": "2022-03-01"}}
    assert ledger.item("name", 2) == "丙"


@pytest.mark.parametrize(
    "row",
    [
        ["丙", "心理辅导", "创业"],
        ["丙", "培训意愿", "就业需求"],
        ["王芳", "法律援助需求", "家庭暴力"],
        ["丙", "备注", "说明"],
        ["安", "子女情况", "两癌筛查"],
        ["文", "残疾", "低保"],
        ["丙", "留守妇女（低保户）", "残疾（二级）"],
    ],
)
def test_a_woman_whose_needs_are_called_like_columns_is_a_woman(tmp_path: Path, row: list[str]) -> None:
    path = tmp_path / "a.csv"
    lines = [
        ["姓名", "民族", "需求一", "需求二"],
        ["甲", "汉族", "无", "无"],
        [row[0], "汉族", *row[1:]],
        ["丁", "", "无", "无"],
    ]
    path.write_text("\n".join(",".join(line) for line in lines), "utf-8")
    ledger = ledger_of(path)
    assert len(ledger.columns) == 4
    assert list(ledger.kept) == [0, 1, 2]
    path.write_text("\n".join(",".join(line) for line in [lines[0], lines[2], lines[1]]), "utf-8")
    assert list(ledger_of(path).kept) == [0, 1]


def test_a_header_on_every_page_is_one_header(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    page = "姓名,是否低保\n" + "".join(f"甲{number},是\n" for number in range(20))
    path.write_text(page * 30, "utf-8")
    ledger = ledger_of(path)
    assert len(ledger.columns) == 2
    assert len(ledger.kept) == 600
    assert len(ledger.set_aside) == 29
    assert ledger.outside == (0, 1)


def test_data_above_the_first_header_is_set_aside_and_named(tmp_path: Path) -> None:
    rows = [
        ["甲", "是", "二级", "x"],
        ["某镇花名册"],
        ["填报单位：某镇", None, "填报日期：2025-03-01"],
        [*FIRST, "备注"],
        ["乙", "否", None],
    ]
    ledger = ledger_of(write_sheet(tmp_path / "a.xlsx", rows))
    assert {ledger.numbers[position]: reason for position, reason in ledger.set_aside.items()} == {
        1: "在表头以上，不知道各格是什么"
    }
    assert ledger.outside == (2, 1)


def test_the_page_of_explanations_shows_the_sum_and_the_columns_of_each_header(tmp_path: Path) -> None:
    rows = [["花名册"], FIRST, *ROWS, ["姓名", "是否特困"], ["丙", "是"]]
    results_of(write_sheet(tmp_path / "a.xlsx", rows), tmp_path / "out.xlsx")
    about = sheet_rows(tmp_path / "out.xlsx", "说明")
    assert ["文件里的行", "6", "有内容的行；等于表头以上1行、表头1行、台账4行之和"] in [row[:3] for row in about]
    assert any(row[0] == "B　是否特困" and "第5行表头以下" in row[1] for row in about)
