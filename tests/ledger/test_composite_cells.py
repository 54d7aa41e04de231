"""Cells that say several things at once."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from liushou.values import Bounds

from .sheets import id_number, ledger_of, one_row, write_sheet


@pytest.mark.parametrize(
    ("cell", "facts"),
    [("残疾", {"disabled": True}), ("重病", {"seriously_ill": True}), ("残疾、重病", {"disabled": True, "seriously_ill": True}),
     ("慢性病", {}), ("一般或较弱", {}), ("健康", {"seriously_ill": False})],
)  # fmt: skip
def test_health(tmp_path: Path, cell: str, facts: dict[str, Any]) -> None:
    """健康 denies a serious illness; whether she holds a 残疾人证 it does not say."""
    assert one_row(tmp_path, ["姓名", "健康状况"], ["甲", cell]) == facts


@pytest.mark.parametrize(
    ("cell", "facts"),
    [("低保户", {"receives_dibao": True}), ("五保户", {"is_tekun": True}), ("脱贫户、监测户", {"is_lifted_from_poverty": True, "is_monitored": True}),
     ("边缘易致贫户", {"at_risk_of_poverty": True}), ("一般户", {}), ("无", {})],
)  # fmt: skip
def test_hardship_takes_what_is_named_and_denies_nothing(tmp_path: Path, cell: str, facts: dict[str, Any]) -> None:
    assert one_row(tmp_path, ["姓名", "困难类别"], ["甲", cell]) == facts


def test_time_away_is_a_day_or_a_span(tmp_path: Path) -> None:
    header = ["姓名", "丈夫外出时间"]
    assert one_row(tmp_path, header, ["甲", "2023.3"]) == {
        "husband_away_since": Bounds(date(2023, 3, 1), date(2023, 3, 31))
    }
    assert one_row(tmp_path, header, ["甲", date(2023, 3, 8)]) == {
        "husband_away_since": Bounds(date(2023, 3, 8), date(2023, 3, 8))
    }
    assert one_row(tmp_path, header, ["甲", "一年半"]) == {"husband_away_years": Bounds(1.5, 1.5)}
    assert one_row(tmp_path, header, ["甲", 3]) == {"husband_away_years": Bounds(3, 3)}
    assert one_row(tmp_path, header, ["甲", "多年"]) == {}


@pytest.mark.parametrize(
    ("cell", "outside"),
    [("广东省东莞市", True), ("浙江杭州", True), ("县外", True), ("日本", True), ("本县", False), ("丰都县城", False), ("重庆丰都", False),
     ("重庆市渝北区", True), ("重庆市区", None), ("工地", None)],
)  # fmt: skip
def test_where_he_works(tmp_path: Path, cell: str, outside: bool | None) -> None:
    """Another county is outside; a place in the same province whose county is not said may be either."""
    known = one_row(tmp_path, ["姓名", "丈夫务工地点"], ["甲", cell])
    assert known.get("husband_outside_county") is outside
    assert known.get("husband_away_for_work", True) is True


def test_at_home_he_is_not_away_for_work(tmp_path: Path) -> None:
    assert one_row(tmp_path, ["姓名", "丈夫务工地点"], ["甲", "在家"]) == {"husband_away_for_work": False}


def test_a_disability_card_gives_the_grade(tmp_path: Path) -> None:
    card = id_number("19750308") + "42"
    assert one_row(tmp_path, ["姓名", "残疾证号"], ["甲", card]) == {"disabled": True, "disability_grade": Bounds(2, 2)}
    assert one_row(tmp_path, ["姓名", "残疾证号"], ["甲", card[:17] + "?" + card[18:]]) == {}


def test_a_mixed_ledger_evaluates_the_women(tmp_path: Path) -> None:
    rows = [
        ["身份类别", "姓名", "年龄"],
        ["留守妇女", "甲", 40],
        ["留守儿童", "乙", 8],
        ["独居老人", "丙", 70],
        ["", "丁", 50],
    ]
    ledger = ledger_of(write_sheet(tmp_path / "a.xlsx", rows))
    assert [ledger.numbers[position] for position in ledger.kept] == [2, 5]
    assert ledger.mapping(0)["sex"] == "female"
    assert "sex" not in ledger.mapping(3)
    assert [ledger.set_aside[position] for position in (1, 2)] == [
        "身份类别为“留守儿童”，不是妇女",
        "身份类别为“独居老人”，不是妇女",
    ]


def test_an_age_alone_is_a_birth_date_within_a_year(tmp_path: Path) -> None:
    known = one_row(tmp_path, ["姓名", "年龄", "填报日期"], ["甲", 40, "2025-03-01"])
    assert known == {"birth_date": Bounds(date(1984, 3, 2), date(1985, 3, 1))}
    # Where no day is known on which it was filled in, it may have been up to a year ago.
    ledger = ledger_of(write_sheet(tmp_path / "age.xlsx", [["姓名", "年龄"], ["甲", 40]]))
    assert ledger.mapping(0) == {"birth_date": Bounds(date(1983, 7, 1), date(1985, 6, 30))}
    assert any("没有写明填报日期" in remark for remark in ledger.remarks)
    known = one_row(tmp_path, ["姓名", "年龄"], ["甲", "40岁"], filled_on=date(2024, 12, 31))
    assert known == {"birth_date": Bounds(date(1984, 1, 1), date(1984, 12, 31))}


def test_income_by_year_in_ten_thousands(tmp_path: Path) -> None:
    assert one_row(tmp_path, ["姓名", "家庭人均年收入（万元）"], ["甲", 1.2]) == {
        "income_per_capita_month": Bounds(1000, 1000)
    }
    assert one_row(tmp_path, ["姓名", "家庭人均月收入（元）"], ["甲", "800元"]) == {
        "income_per_capita_month": Bounds(800, 800)
    }
