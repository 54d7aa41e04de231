"""A header's bracket decides what its cells mean: it is applied, or the column is not used and the page says so."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from liushou.values import Bounds, exactly

from .sheets import ledger_of, one_row, results_of, sheet_rows, write_sheet

OPEN = None
LEGENDS = [
    ("是否低保（1否2是）", {"1": False, 2: True, "是": True, "3": OPEN}),
    ("是否低保（0是1否）", {0: True, "1": False, "0": True}),
    ("是否残疾(1：有；2：无)", {1: True, 2.0: False, "无": False}),
    ("是否残疾【是-1，否-0】", {1: True, 0: False}),
    ("患重病（A是B否）", {"A": True, "b": False, "C": OPEN}),
    ("是否脱贫户（√是×否）", {"√": True, "×": False}),
    ("是否残疾（是打×）", {"×": True, "": OPEN, "√": OPEN}),
    ("是否残疾（残疾的打√）", {"√": True, "": OPEN}),
    ("是否重病（没有的打√）", {"√": False}),
    ("是否低保（1为是，0为否）", {"1": True, "0": False}),
]
FACTS = {"低保": "receives_dibao", "残疾": "disabled", "重病": "seriously_ill", "脱贫": "is_lifted_from_poverty"}


@pytest.mark.parametrize(
    ("header", "cell", "value"), [(header, cell, value) for header, cells in LEGENDS for cell, value in cells.items()]
)
def test_a_legend_says_what_codes_mean(tmp_path: Path, header: str, cell: Any, value: bool | None) -> None:
    fact = next(fact for word, fact in FACTS.items() if word in header)
    assert one_row(tmp_path, ["姓名", header], ["王秀英", cell]).get(fact) is value


@pytest.mark.parametrize(
    ("header", "cell", "known"),
    [
        ("性别（0男1女）", "1", {"sex": "female"}),
        ("性别（0男1女）", 0, {"sex": "male"}),
        ("性别(女1男2)", 2, {"sex": "male"}),
        ("性别（1-男，2-女）", 1, {"sex": "male"}),
        ("健康状况（1健康2大病3残疾）", "2,3", {"seriously_ill": True, "disabled": True}),
        ("健康状况（1健康2大病3残疾）", 1, {"seriously_ill": False}),
        ("残疾等级（填1-4）", 2, {"disability_grade": exactly(2.0)}),
        ("家庭人均年收入（万元）", "1.2", {"income_per_capita_month": exactly(1000.0)}),
        ("人均月收入（千元）", 1.5, {"income_per_capita_month": exactly(1500.0)}),
        ("家庭人均收入（元/年）", 12000, {"income_per_capita_month": exactly(1000.0)}),
        ("家庭人均收入(单位：百元/人·月)", 6, {"income_per_capita_month": exactly(600.0)}),
        ("丈夫外出时长（月）", 9, {"husband_away_years": exactly(0.75)}),
        ("丈夫外出时间（月）", "9", {"husband_away_years": exactly(0.75)}),
        ("丈夫外出时间（周）", 30, {"husband_away_years": Bounds(210 / 368, 210 / 362)}),
        ("丈夫外出时间（天）", 100, {"husband_away_years": Bounds(100 / 368, 100 / 362)}),
        ("年龄（虚岁）", 36, {"birth_date": Bounds(date(1989, 7, 1), date(1991, 6, 30))}),
        ("年龄（截止2020年12月31日）", 34, {"birth_date": Bounds(date(1986, 1, 1), date(1986, 12, 31))}),
        ("年龄（周岁）", 36, {"birth_date": Bounds(date(1988, 7, 1), date(1989, 6, 30))}),
        ("丈夫外出日期（年/月/日）", "2024/3/1", {"husband_away_since": exactly(date(2024, 3, 1))}),
        ("是否低保（必填）", "是", {"receives_dibao": True}),
        ("是否低保（填“是”或“否”）", "否", {"receives_dibao": False}),
        ("是否残疾（是/否）", "是", {"disabled": True}),
        ("丈夫务工地点（省市县）", "广东省东莞市", {"husband_away_for_work": True, "husband_outside_county": True}),
    ],
)
def test_what_is_understood_is_applied(tmp_path: Path, header: str, cell: Any, known: dict[str, Any]) -> None:
    given = {"filled_on": date(2025, 6, 30)} if "年龄" in header else {}
    assert one_row(tmp_path, ["姓名", header], ["王秀英", cell], **given) == known


NOT_USED = [
    ("是否低保（2020年）", "是"),
    ("是否低保（曾享受）", "是"),
    ("是否低保（户主）", "是"),
    ("家庭人均年收入（不含务工收入）", 9000),
    ("家庭人均年收入（公斤）", 800),
    ("是否残疾（月）", 1),
    ("健康状况（丈夫）", "重病"),
    ("是否重病（除慢性病外）", "否"),
    ("丈夫外出时间（截至2023年底，月）", 8),
    ("丈夫是否外出务工（本人）", "是"),
    ("出生日期（农历）", "1980-05-03"),
]


@pytest.mark.parametrize(("header", "cell"), NOT_USED)
def test_what_is_not_understood_is_not_used_and_the_page_says_so(tmp_path: Path, header: str, cell: Any) -> None:
    path = write_sheet(tmp_path / "a.xlsx", [["姓名", "性别", header], ["王秀英", "女", cell]])
    (use,) = (use for use in ledger_of(path).columns if use.label == header)
    if header == "家庭人均年收入（公斤）":
        assert use.hints is not None
    else:
        assert use.target is None
        assert use.title.startswith("未使用（")
    results = results_of(path, tmp_path / "b.xlsx")
    if use.target is None:
        assert results.ledger.known(0) == {"sex": "female"}
        cells = [str(cell) for row in sheet_rows(tmp_path / "b.xlsx", "说明") for cell in row]
        assert any(use.title in text for text in cells)
