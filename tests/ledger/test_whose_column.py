"""A column about work is the husband's only where its group or its own words say so; else it is not used, and said.

A rural residents' register has 是否外出务工 and 务工地点 of herself beside 与户主关系.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from .sheets import ledger_of, write_sheet

HIS = {"husband_away_for_work", "husband_outside_county", "husband_away_since", "husband_away_years"}


@pytest.mark.parametrize(
    ("header", "cell"),
    [
        ("是否外出务工", "是"),
        ("务工地点", "广东省东莞市"),
        ("外出时间", "2024-03-01"),
        ("外出务工年限", "3年"),
        ("是否县外务工", "是"),
        ("外出原因", "务工"),
        ("本人是否外出务工", "是"),
        ("本人情况/务工地点", "浙江"),
    ],
)
def test_what_does_not_say_whose_it_is_says_nothing_of_him(tmp_path: Path, header: str, cell: str) -> None:
    group, _, label = header.rpartition("/")
    rows = [["姓名", "与户主关系", "性别", label], ["王秀英", "配偶", "女", cell]]
    if group:
        rows = [["基本情况", None, None, group], *rows]
    ledger = ledger_of(write_sheet(tmp_path / "a.xlsx", rows))
    assert not HIS & ledger.known(0).keys()
    use = ledger.columns[3]
    assert use.target is None
    assert use.title.startswith("未使用（")


@pytest.mark.parametrize(
    ("group", "label", "cell", "fact"),
    [
        ("丈夫情况", "是否外出务工", "是", "husband_away_for_work"),
        ("丈夫情况", "务工地点", "广东省东莞市", "husband_outside_county"),
        ("配偶信息", "外出时间", "2024-03-01", "husband_away_since"),
        ("", "丈夫外出务工年限", "3年", "husband_away_years"),
        ("", "配偶是否外出务工", "是", "husband_away_for_work"),
        ("", "是否外出务工（丈夫）", "是", "husband_away_for_work"),
        ("", "husband_outside_county", "是", "husband_outside_county"),
    ],
)
def test_a_group_or_its_own_words_make_it_his(tmp_path: Path, group: str, label: str, cell: str, fact: str) -> None:
    rows = [["姓名", "性别", label], ["王秀英", "女", cell]]
    rows = [["基本情况", None, group], *rows] if group else rows
    assert fact in ledger_of(write_sheet(tmp_path / "a.xlsx", rows)).known(0)


def test_what_stands_under_another_person_is_not_hers(tmp_path: Path) -> None:
    rows = [["姓名", "配偶信息", "", ""], ["", "姓名", "是否残疾", "健康状况"], ["王秀英", "李四", "是", "重病"]]
    ledger = ledger_of(write_sheet(tmp_path / "a.xlsx", rows))
    assert ledger.item("name", 0) == "王秀英"
    assert ledger.known(0) == {}


@pytest.mark.parametrize("cell", ["服刑", "在家", "离婚", "已去世", "坐牢", "羁押", "失踪", "住院", "瘫痪在家", "务农"])
@pytest.mark.parametrize("header", ["丈夫去向", "丈夫外出原因", "丈夫是否外出务工", "丈夫务工地点"])
def test_a_cell_about_him_may_be_no_work(tmp_path: Path, header: str, cell: str) -> None:
    path = write_sheet(tmp_path / "a.xlsx", [["姓名", "性别", header], ["王秀英", "女", cell]])
    known = ledger_of(path).known(0)
    assert known.get("husband_away_for_work") is not True
    assert known.get("husband_outside_county") is None
