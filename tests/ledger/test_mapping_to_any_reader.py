"""A mapping file can send a column to every reader, and give words of their own to columns that are recognised."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from liushou import InputError
from liushou.ledger.columns.names import parse_mapping
from liushou.profile import BY_NAME
from liushou.values import Bounds

from .sheets import id_number, ledger_of, one_row, write_sheet

CARD = id_number("19750308") + "42"


def mapped(tmp_path: Path, text: str, header: list[str], row: list[Any]) -> dict[str, Any]:
    mapping = tmp_path / "map.yaml"
    mapping.write_text(text, "utf-8")
    return one_row(tmp_path, header, row, mapping=mapping)


@pytest.mark.parametrize(
    ("target", "cell", "facts"),
    [
        ("残疾等级", "二级", {"disability_grade": Bounds(2.0, 2.0)}),
        ("disability_grade", "重度", {"disability_grade": Bounds(1.0, 2.0)}),
        ("health", "重病", {"seriously_ill": True}),
        ("健康状况", "残疾", {"disabled": True}),
        ("困难类别", "低保户、非特困户", {"receives_dibao": True, "is_tekun": False}),
        ("hardship", "监测户", {"is_monitored": True}),
        ("身份类别", "留守妇女", {"sex": "female"}),
        ("away_place", "广东东莞", {"husband_away_for_work": True, "husband_outside_county": True}),
        ("丈夫务工地点", "本县", {"husband_away_for_work": True, "husband_outside_county": False}),
        ("away_reason", "务工", {"husband_away_for_work": True}),
        ("外出时间", "3年", {"husband_away_years": Bounds(3.0, 3.0)}),
        ("disability_card", CARD, {"disabled": True, "disability_grade": Bounds(2.0, 2.0)}),
        ("残疾人证号", CARD, {"disabled": True, "disability_grade": Bounds(2.0, 2.0)}),
        ("income_per_capita_year", 12000, {"income_per_capita_month": Bounds(1000.0, 1000.0)}),
        ("人均纯收入", 6000, {"income_per_capita_month": Bounds(500.0, 500.0)}),
        ("享受低保", "是", {"receives_dibao": True}),
        ("是否低保", "否", {"receives_dibao": False}),
        ("在农村居住生活", "是", {"lives_in_village": True}),
        ("生日", "1975-03", None),
        ("年龄", 50, None),
    ],
)
def test_a_target_is_an_id_a_title_or_a_known_name(
    tmp_path: Path, target: str, cell: Any, facts: dict[str, Any] | None
) -> None:
    known = mapped(tmp_path, f"columns: {{甲乙丙: {target}}}", ["姓名", "甲乙丙", "乡镇"], ["王", cell, "某镇"])
    if facts is None:
        assert known["birth_date"].low.year in (1973, 1974, 1975)
    else:
        assert known == facts


@pytest.mark.parametrize(
    ("written", "meant"),
    [("disabilty_card", "disability_card"), ("heath", "health"), ("残疾人证", None), ("享受低宝", "享受低保"),
     ("丈夫务工地址点", "丈夫务工地"), ("income_per_capita_yaer", "income_per_capita_year"), ("receive_dibao", "receives_dibao")],
)  # fmt: skip
def test_what_is_no_target_is_answered_with_the_nearest(written: str, meant: str | None) -> None:
    if meant is None:
        assert parse_mapping(f"columns: {{甲: {written}}}", BY_NAME).columns["甲"].fact
        return
    with pytest.raises(InputError, match=meant) as caught:
        parse_mapping(f"columns:\n  甲: {written}\n", BY_NAME, "map.yaml")
    assert "map.yaml:2" in str(caught.value)


@pytest.mark.parametrize(
    "key", ["残疾情况/证号等级", "残疾情况证号等级", "证号等级", "残疾情况/证号等级（级）", "证号等级（级）"]
)
def test_a_key_is_the_whole_path_or_the_last_line_with_or_without_the_bracket(tmp_path: Path, key: str) -> None:
    path = write_sheet(
        tmp_path / "a.xlsx",
        [
            ["姓名", "联系电话", "残疾情况", None],
            [None, None, "证号等级（级）", "残疾类型"],
            ["王", "12345", "三级", "肢体"],
        ],
        merged=[(0, 2, 0, 3), (0, 0, 1, 0), (0, 1, 1, 1)],
    )
    mapping = tmp_path / "map.yaml"
    mapping.write_text(f"{key}: 残疾等级\n", "utf-8")
    ledger = ledger_of(path, mapping=mapping)
    assert ledger.mapping(0) == {"disability_grade": Bounds(3.0, 3.0)}


def test_a_slash_in_one_line_is_part_of_its_name(tmp_path: Path) -> None:
    known = mapped(tmp_path, "残疾证号/等级: 残疾等级", ["姓名", "残疾证号/等级"], ["王", "一级"])
    assert known == {"disability_grade": Bounds(1.0, 1.0)}


def test_the_bracket_of_a_key_tells_two_columns_apart(tmp_path: Path) -> None:
    text = "columns: {甲栏（一）: receives_dibao, 甲栏（二）: is_tekun}"
    known = mapped(tmp_path, text, ["姓名", "甲栏（一）", "甲栏（二）"], ["王", "是", "否"])
    assert known == {"receives_dibao": True, "is_tekun": False}


@pytest.mark.parametrize(
    ("header", "values", "cell", "facts"),
    [
        ("是否低保", "{甲档: true, 丁档: false}", "甲档", {"receives_dibao": True}),
        ("是否低保", "{甲档: true, 丁档: false}", "丁档", {"receives_dibao": False}),
        ("是否低保", "{甲档: true, 丁档: false}", "是", {"receives_dibao": True}),
        ("是否低保", "{在查: null}", "在查", {}),
        ("健康状况", "{甲: 重病, 乙: 健康}", "甲", {"seriously_ill": True}),
        ("健康状况", "{甲: 重病, 乙: 健康}", "乙", {"seriously_ill": False}),
        ("困难类别", "{D1: 低保户, D2: 特困人员}", "d2", {"is_tekun": True}),
        ("困难类别", "{1: 低保户、残疾人}", 1, {"receives_dibao": True, "disabled": True}),
        ("残疾等级", "{甲级: 一级}", "甲级", {"disability_grade": Bounds(1.0, 1.0)}),
        ("残疾等级", "{甲级: 1}", "甲级", {"disability_grade": Bounds(1.0, 1.0)}),
        ("丈夫务工地点", "{厂里: 广东省}", "厂里", {"husband_away_for_work": True, "husband_outside_county": True}),
        ("丈夫外出原因", "{甲: 务工}", "甲", {"husband_away_for_work": True}),
        ("丈夫外出时间", "{老早: 十年以上}", "老早", {"husband_away_years": Bounds(10.0, None)}),
        ("人均年收入", "{低档: 6000}", "低档", {"income_per_capita_month": Bounds(500.0, 500.0)}),
        ("性别", "{母: 女}", "母", {"sex": "female"}),
        ("性别", "{母: female}", "母", {"sex": "female"}),
        ("是否低保（A在保B停保）", "{A: true, B: false}", "B", {"receives_dibao": False}),
    ],
)
def test_words_for_columns_that_are_recognised(
    tmp_path: Path, header: str, values: str, cell: Any, facts: dict[str, Any]
) -> None:
    text = f"columns: {{}}\nvalues: {{{header}: {values}}}"
    assert mapped(tmp_path, text, ["姓名", header, "乡镇"], ["王", cell, "某镇"]) == facts


@pytest.mark.parametrize(
    ("values", "message"),
    [("{健康状况: {甲: 重并}}", "重并"), ("{健康状况: {甲: true}}", "健康状况"), ("{丈夫务工地点: {甲: 很远}}", "很远"), ("{年龄: {老: 很老}}", "很老"),
     ("{残疾等级: {甲: 九级}}", "disability_grade|残疾等级"), ("{备注: {甲: 是}}", "nothing says what"), ("{不知何列: {甲: 是}}", "nothing says what"),
     ("{是否低保: {甲: 也许}}", "neither yes nor no")],
)  # fmt: skip
def test_words_that_a_column_cannot_hold_are_errors_with_their_place(values: str, message: str) -> None:
    with pytest.raises(InputError, match=message) as caught:
        parse_mapping(f"columns: {{}}\nvalues: {values}", BY_NAME, "map.yaml")
    assert "map.yaml:2" in str(caught.value)


def test_a_column_of_income_that_says_neither_year_nor_month_is_used_once_the_mapping_does(tmp_path: Path) -> None:
    header, row = ["姓名", "甲栏"], ["王", 6000]
    assert mapped(tmp_path, "甲栏: 家庭人均收入", header, row) == {}
    year = mapped(tmp_path, "甲栏: {fact: 家庭人均收入, per: year}", header, row)
    month = mapped(tmp_path, "甲栏: {fact: 家庭人均收入, per: month}", header, row)
    assert (year["income_per_capita_month"].low, month["income_per_capita_month"].low) == (500.0, 6000.0)


@pytest.mark.parametrize(
    ("text", "missing"),
    [
        ("columns: {甲栏: receives_dibao}", ""),
        ("columns: {甲拦: receives_dibao}", "甲拦"),
        ("columns: {乙栏: null, 甲栏: receives_dibao}", "乙栏"),
        ("columns: {}\nvalues: {健康状况: {甲: 重病}}", "健康状况"),
        ("columns: {情况/甲栏: receives_dibao}", "情况/甲栏"),
        ("columns: {甲栏（元）: receives_dibao}", "甲栏（元）"),
    ],
)
def test_names_that_no_column_has_are_noted(tmp_path: Path, text: str, missing: str) -> None:
    mapping = tmp_path / "map.yaml"
    mapping.write_text(text, "utf-8")
    ledger = ledger_of(
        write_sheet(tmp_path / "a.xlsx", [["姓名", "甲栏", "乡镇"], ["王", "是", "镇"]]), mapping=mapping
    )
    notes = [note for note in ledger.remarks if "对照文件" in note]
    assert [f"“{missing}”" in note for note in notes] == [True] * bool(missing)
