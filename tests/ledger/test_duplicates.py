"""The same woman twice is merged where the rows agree, and set aside where they do not."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from liushou.ledger.rows.ledger import Ledger

from .sheets import id_number, ledger_of, write_sheet

HEADER = ["姓名", "身份证号", "出生日期", "现住址", "联系电话", "是否低保", "残疾等级"]
ONE, TWO = id_number("19750308"), id_number("19750308", 4)


def ledger(tmp_path: Path, *rows: list[Any]) -> Ledger:
    return ledger_of(write_sheet(tmp_path / "a.xlsx", [HEADER, *rows]))


def test_agreeing_rows_are_one_and_fill_each_other(tmp_path: Path) -> None:
    merged = ledger(
        tmp_path, ["甲", ONE, None, None, None, "是", None], ["乙", TWO], ["甲", ONE, None, "一村", None, None, "二级"]
    )
    assert merged.duplicates == {2: 0}
    assert list(merged.kept) == [0, 1]
    assert not merged.set_aside
    known = merged.mapping(0)
    assert known["receives_dibao"] is True
    assert "disability_grade" in known
    assert merged.item("address", 0) == "一村"
    assert merged.notes[0] == ("已并入第4行",)


def test_contradicting_rows_are_all_set_aside_with_both_named(tmp_path: Path) -> None:
    merged = ledger(tmp_path, ["甲", ONE, None, None, None, "是", None], ["甲", ONE, None, None, None, "否", None])
    assert not merged.kept
    assert not merged.duplicates
    assert set(merged.set_aside.values()) == {"同一人的第2行、第3行所说的享受低保不一致"}


def test_one_number_with_two_names_is_not_merged(tmp_path: Path) -> None:
    merged = ledger(tmp_path, ["甲", ONE], ["乙", ONE])
    assert set(merged.set_aside.values()) == {"同一人的第2行、第3行所说的姓名不一致"}


def test_without_a_number_name_birth_date_and_address_identify_her(tmp_path: Path) -> None:
    merged = ledger(
        tmp_path,
        ["甲", None, "1975-03-08", "一村"],
        ["甲 ", None, "1975年3月8日", "一 村"],
        ["甲", None, "1975-03-08", "二村"],
        ["甲", None, "1975-03", "一村"],
    )
    assert merged.duplicates == {1: 0}
    assert list(merged.kept) == [0, 2, 3]


def test_damaged_numbers_that_look_alike_are_not_the_same_woman(tmp_path: Path) -> None:
    merged = ledger(tmp_path, ["甲", ONE[:15] + "000"], ["乙", TWO[:15] + "000"])
    assert list(merged.kept) == [0, 1]
    assert not merged.duplicates


def test_three_rows_of_one_woman_merge_into_the_first(tmp_path: Path) -> None:
    merged = ledger(tmp_path, ["甲", ONE], ["甲", ONE], ["甲", ONE])
    assert merged.duplicates == {1: 0, 2: 0}
    assert list(merged.kept) == [0]
