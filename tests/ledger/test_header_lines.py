"""A header has up to four lines; a first row of data is never one of them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from liushou import InputError

from .sheets import ledger_of, write_sheet

Rows = list[list[Any]]
GROUPED: Rows = [
    ["序号", "姓名", "丈夫情况", None, None, "是否低保"],
    [None, None, "姓名", "外出务工", None, None],
    [None, None, None, "时间", "地点", None],
]
TARGETS = ["serial", "name", None, "away", "away_place", "receives_dibao"]


def as_csv(path: Path, rows: Rows) -> Path:
    lines = (",".join("" if cell is None else str(cell) for cell in row) for row in rows)
    path.write_text("\n".join(lines), "utf-8")
    return path


@pytest.mark.parametrize(
    "merged", [[], [(0, 2, 0, 4), (1, 3, 1, 4), (0, 0, 2, 0), (0, 1, 2, 1), (0, 5, 2, 5), (1, 2, 2, 2)]]
)
def test_three_lines_say_together_what_a_column_is(tmp_path: Path, merged: Any) -> None:
    rows = [*GROUPED, [1, "甲", "乙", "2023-03-01", "广东省", "是"]]
    ledgers = [ledger_of(write_sheet(tmp_path / "a.xlsx", rows, merged)), ledger_of(as_csv(tmp_path / "a.csv", rows))]
    for ledger in ledgers:
        assert [use.target for use in ledger.columns] == TARGETS
        assert ledger.columns[3].label == "丈夫情况/外出务工/时间"
        assert ledger.outside == (0, 3)
        assert str(ledger.mapping(0)["husband_away_since"]) == "2023-03-01"


def test_four_lines(tmp_path: Path) -> None:
    rows: Rows = [
        ["基本情况", None, "家庭情况", None, None],
        ["姓名", "残疾等级", "丈夫", None, "子女"],
        [None, None, "外出务工", None, "数量"],
        [None, None, "时间", "地点", None],
        ["甲", "二级", "2023-03-01", "县外", 2],
    ]
    merged = [(0, 0, 0, 1), (0, 2, 0, 4), (1, 2, 1, 3), (2, 2, 2, 3), (1, 0, 3, 0), (1, 1, 3, 1), (2, 4, 3, 4)]
    ledger = ledger_of(write_sheet(tmp_path / "a.xlsx", rows, merged))
    assert [use.target for use in ledger.columns] == [
        "name",
        "disability_grade",
        "away",
        "away_place",
        "children_count",
    ]
    assert ledger.numbers == [5]


@pytest.mark.parametrize(
    ("group", "names", "targets"),
    [
        ("配偶信息", ["姓名", "外出时间"], [None, "away"]),
        ("子女情况", ["姓名", "数量"], [None, "children_count"]),
        ("公婆", ["姓名", "年龄"], [None, None]),
        ("现住址", ["乡镇", "村"], ["township", "village"]),
        ("困难类别", ["低保", "特困"], ["receives_dibao", "is_tekun"]),
        ("户主信息", ["姓名", "身份证号"], [None, None]),
    ],
)
def test_whose_a_column_is_comes_from_its_group(
    tmp_path: Path, group: str, names: list[str], targets: list[str | None]
) -> None:
    rows: Rows = [["姓名", group, None, "是否失能"], [None, *names, None], ["甲", "x", "y", "是"]]
    ledger = ledger_of(write_sheet(tmp_path / "a.xlsx", rows, [(0, 1, 0, 2), (0, 0, 1, 0), (0, 3, 1, 3)]))
    assert [use.target for use in ledger.columns] == ["name", *targets, "incapacitated"]


@pytest.mark.parametrize(
    ("header", "row", "merged"),
    [
        pytest.param(["姓名", "健康状况", "困难类别"], ["王芳", "残疾", "低保户"], [], id="words that are names elsewhere"),
        pytest.param(["姓名", "村", "民族", "文化程度"], ["王芳", "大田村", "汉族", "小学"], [], id="words"),
        pytest.param(["序号", "姓名", "健康状况"], [None, "王芳", "残疾"], [(0, 0, 1, 0)], id="a header cell merged one row down"),
        pytest.param(["姓名", "家庭住址", None, "健康状况", "困难类别"], ["王芳", "青石镇", "大田村", "残疾", "特困"], [(0, 1, 0, 2)], id="under a merged header"),
        pytest.param(["姓名", "身份类别", "丈夫外出原因"], ["王芳", "留守妇女", "务工"], [], id="what she is called"),
        pytest.param(["姓名", "丈夫外出情况", "低保"], ["王芳", "务工", "低保"], [], id="under a column of him"),
        pytest.param(["序号", "姓名", "是否低保", "备注"], [None, "王芳", "低保", "低保户"], [(0, 0, 1, 0), (0, 3, 1, 3)], id="two cells merged down"),
    ],
)  # fmt: skip
def test_a_first_woman_whose_cells_are_words_is_a_woman(
    tmp_path: Path, header: list[Any], row: list[Any], merged: Any
) -> None:
    ledger = ledger_of(write_sheet(tmp_path / "a.xlsx", [header, row, [*row[:-1], "一般户"]], merged))
    assert ledger.numbers == [2, 3]
    assert 0 in ledger.kept
    assert ledger.item("name", 0) == "王芳"
    assert ledger.outside == (0, 1)


@pytest.mark.parametrize(
    "header",
    [
        ["姓名", "村", "是否低保", "姓名", "村", "是否低保"],
        ["序号", "姓名", "身份证号", "序号", "姓名", "身份证号"],
        ["姓名", "身份证号", None, "姓名", "身份证号"],
        ["序号", "姓名", "村", "序号", "姓名", "村", "备注"],
        ["姓名", "村", "姓名", "村", "姓名", "村"],
        ["编号", "妇女姓名", "低保", "编号", "妇女姓名", "低保"],
    ],
)
def test_two_women_on_one_line_are_refused_with_what_to_do(tmp_path: Path, header: list[Any]) -> None:
    half = len(header) // 2
    groups = ["左", *[None] * (half - 1), "右", *[None] * (len(header) - half - 1)]
    for lines in ([header], [groups, header]):
        path = write_sheet(tmp_path / "a.xlsx", [*lines, ["x"] * len(header)])
        with pytest.raises(InputError, match="one woman in a row"):
            ledger_of(path)


@pytest.mark.parametrize(
    "header",
    [
        ["姓名", "村", "民族", "是否低保", "姓名", "残疾等级"],
        ["妇女姓名", "村", "民族", "是否低保", "妇女姓名", "年龄"],
        ["姓名", "村", "民族", "是否低保", "姓名", "是否特困"],
    ],
)
def test_what_follows_a_second_name_is_not_used(tmp_path: Path, header: list[str]) -> None:
    ledger = ledger_of(write_sheet(tmp_path / "a.xlsx", [header, ["甲", "大田村", "汉族", "是", "乙", 1]]))
    assert ledger.item("name", 0) == "甲"
    assert ledger.mapping(0) == {"receives_dibao": True}
    assert "不知道说的是谁" in ledger.columns[5].title
