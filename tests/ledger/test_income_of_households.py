"""Income per head from the income of a household and the number of its members, where a mapping file says so.

低保审核确认办法 counts a spouse among the members always: whether a column 家庭人口 counts a husband who is away is for
the analyst to say, so no column is taken for it by its name.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from liushou.values import Bounds

from .sheets import ledger_of, write_sheet

FACT = "income_per_capita_month"
MAPPING = "columns: {家庭年收入（万元）: {fact: household_income, unit: 万元, per: year}, 家庭人口: household_members}"


def ledger(
    tmp_path: Path,
    rows: list[list[Any]],
    text: str = MAPPING,
    header: tuple[str, ...] = ("家庭年收入（万元）", "家庭人口"),
) -> Any:
    mapping = tmp_path / "map.yaml"
    mapping.write_text(text, "utf-8")
    path = write_sheet(tmp_path / "a.xlsx", [["姓名", "乡镇", *header], *(["王", "某镇", *row] for row in rows)])
    return ledger_of(path, mapping=mapping)


@pytest.mark.parametrize(
    ("income", "members", "per_head"),
    [
        (3.6, 3, Bounds(1000.0, 1000.0)),
        ("3.6万元", "3人", Bounds(1000.0, 1000.0)),
        ("36000元", 4, Bounds(750.0, 750.0)),
        ("3-6万元", 5, Bounds(500.0, 1000.0)),
        (2.4, "4-5", Bounds(400.0, 500.0)),
        ("2.4-4.8", "两三人", Bounds(2.4 * 10000 / 12 / 3, 4.8 * 10000 / 12 / 2)),
        (0, 3, Bounds(0.0, 0.0)),
        ("3.6万元以上", 3, Bounds(1000.0, None)),
        ("3.6万元以下", 3, Bounds(0.0, 1000.0)),
        (3.6, "3人以上", Bounds(0.0, 1000.0)),
    ],
)
def test_bounds_are_divided_by_the_bounds_of_the_members(
    tmp_path: Path, income: Any, members: Any, per_head: Bounds[float]
) -> None:
    read = ledger(tmp_path, [[income, members]])
    known = read.mapping(0)[FACT]
    assert (known.low, known.high) == (
        pytest.approx(per_head.low),
        per_head.high if per_head.high is None else pytest.approx(per_head.high),
    )
    assert any("除以家庭人口" in note for note in read.notes[0])


@pytest.mark.parametrize("members", [0, "0人", 2.5, "-3", "好几口", "三口半", "不详", None])
def test_members_that_are_no_whole_number_leave_it_unknown(tmp_path: Path, members: Any) -> None:
    read = ledger(tmp_path, [[3.6, members]])
    assert FACT not in read.mapping(0)
    assert len(read.unread) == (members not in (None, "不详"))


@pytest.mark.parametrize("income", [-1, "很少", "约3万", None, "#N/A", "1.2.3"])
def test_an_income_that_is_not_read_leaves_it_unknown(tmp_path: Path, income: Any) -> None:
    read = ledger(tmp_path, [[income, 3]])
    assert FACT not in read.mapping(0)


def test_what_is_given_per_head_wins_and_what_is_not_read_there_is_not_replaced(tmp_path: Path) -> None:
    header = ("家庭年收入（万元）", "家庭人口", "家庭人均月收入")
    rows = [[3.6, 3, 900], [3.6, 3, "约900"], [3.6, 3, "不清楚"], [3.6, 3, None]]
    path = ledger(tmp_path, [[*row] for row in rows], header=header)
    values = [path.mapping(position).get(FACT) for position in path.kept]
    assert [value and value.low for value in values] == [900.0, None, None, 1000.0]


def test_no_column_is_taken_for_it_by_its_name(tmp_path: Path) -> None:
    header = ("家庭年收入（万元）", "家庭人口", "家庭总收入（元/年）", "household_income", "household_members")
    read = ledger(tmp_path, [[3.6, 3, 36000, 36000, 3]], "columns: {}", header)
    assert not {use.target for use in read.columns} & {"household_income", "household_members"}
    assert FACT not in read.mapping(0)


@pytest.mark.parametrize(
    ("label", "text", "per_head"),
    [
        ("家庭年收入", "columns: {家庭年收入: household_income, 人口: household_members}", 1000.0),
        ("家庭月收入", "columns: {家庭月收入: household_income, 人口: household_members}", 12000.0),
        ("家庭收入（元/年）", "columns: {家庭收入: household_income, 人口: 家庭成员数}", 1000.0),
        ("家庭收入", "columns: {家庭收入: {fact: 家庭总收入, per: month}, 人口: household_members}", 12000.0),
        ("家庭收入", "columns: {家庭收入: household_income, 人口: household_members}", None),
        (
            "家庭收入（千元）",
            "columns: {家庭收入: {fact: household_income, per: year}, 人口: household_members}",
            1_000_000.0,
        ),
    ],
)
def test_whether_a_year_or_a_month_is_said_by_the_mapping_or_the_name(
    tmp_path: Path, label: str, text: str, per_head: float | None
) -> None:
    read = ledger(tmp_path, [[36000, 3]], text, (label, "人口"))
    value = read.mapping(0).get(FACT)
    assert (value and value.low) == per_head


def test_rows_of_one_woman_that_say_different_incomes_are_set_aside(tmp_path: Path) -> None:
    mapping = tmp_path / "map.yaml"
    mapping.write_text(MAPPING, "utf-8")
    header = ["姓名", "出生日期", "现住址", "家庭年收入（万元）", "家庭人口"]
    women = [["王", "1975-03-08", "一村", 3.6, 3], ["王", "1975-03-08", "一村", 9.9, 3]]
    more = [["李", "1975-03-08", "一村", 3.6, None], ["李", "1975-03-08", "一村", None, 3]]
    read = ledger_of(write_sheet(tmp_path / "a.xlsx", [header, *women, *more]), mapping=mapping)
    assert [*read.set_aside] == [0, 1]
    assert read.mapping(2)[FACT] == Bounds(1000.0, 1000.0)
