"""A row that says two things that cannot both be true is set aside, with both named."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from .sheets import id_number, ledger_of, write_sheet

BORN = id_number("19750308")


@pytest.mark.parametrize(
    ("header", "row", "reason"),
    [
        (["是否残疾", "残疾等级"], ["否", "二级"], "残疾（否）与残疾等级（2）互相矛盾"),
        (["身份证号", "出生日期"], [BORN, "1976-01-01"], "“身份证号”与“出生日期”两栏所说的出生日期不一致"),
        (["身份证号", "性别"], [BORN, "男"], "“身份证号”与“性别”两栏所说的性别不一致"),
        (["丈夫外出日期"], ["2030-01-01"], "丈夫连续外出起始日（2030-01-01）晚于评估日（2025-06-30）"),
        (["丈夫外出日期", "丈夫外出年限"], ["2025-05-01", 3], "互相矛盾"),
        (["遭受家暴", "权益受侵害"], ["是", "否"], "遭受家庭暴力（是）与合法权益遭受侵害（否）互相矛盾"),
        (["边缘易致贫户", "防返贫监测对象"], ["是", "否"], "互相矛盾"),
        (["是否低保", "困难类别"], ["否", "低保户"], "“是否低保”与“困难类别”两栏所说的享受低保不一致"),
    ],
)
def test_set_aside_with_its_reason(tmp_path: Path, header: list[str], row: list[Any], reason: str) -> None:
    ledger = ledger_of(write_sheet(tmp_path / "a.xlsx", [["姓名", *header], ["甲", *row], ["乙", *[None] * len(row)]]))
    assert list(ledger.set_aside) == [0]
    assert reason in ledger.set_aside[0]
    assert list(ledger.kept) == [1]


def test_a_month_and_a_day_in_it_agree(tmp_path: Path) -> None:
    ledger = ledger_of(write_sheet(tmp_path / "a.xlsx", [["姓名", "身份证号", "出生日期"], ["甲", BORN, "1975.3"]]))
    assert list(ledger.kept) == [0]
    assert str(ledger.mapping(0)["birth_date"]) == "1975-03-08"


def test_an_old_age_is_a_note_and_the_birth_date_counts(tmp_path: Path) -> None:
    ledger = ledger_of(
        write_sheet(
            tmp_path / "a.xlsx",
            [
                ["姓名", "身份证号", "年龄"],
                ["甲", BORN, 51],
                ["乙", BORN[:6] + "x", 40],
                ["丙", id_number("19750308", 4), 70],
            ],
        )
    )
    assert list(ledger.kept) == [0, 1, 2]
    assert 0 not in ledger.notes
    assert ledger.notes[2] == ("年龄与出生日期不符，以出生日期为准",)


def test_care_without_a_certificate_is_no_contradiction(tmp_path: Path) -> None:
    """失能 women without a 残疾人证 need care, too: the fact is not applicable, the row is kept."""
    path = write_sheet(tmp_path / "a.xlsx", [["姓名", "残疾", "需要长期照护"], ["甲", "否", "是"]])
    ledger = ledger_of(path)
    assert not ledger.set_aside
    assert list(ledger.kept) == [0]
