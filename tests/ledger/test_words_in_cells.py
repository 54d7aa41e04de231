"""Yes, no, blank and not-known cells; disability grades in words."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from liushou.ledger.cells.readers import read_choice, read_yes_no
from liushou.ledger.cells.reading import UnreadableError
from liushou.ledger.cells.tags import read_grade
from liushou.profile import BY_NAME
from liushou.values import Bounds

from .cells import read
from .sheets import ledger_of, one_row, write_sheet

DIBAO, SEX = BY_NAME["receives_dibao"], BY_NAME["sex"]


@pytest.mark.parametrize(
    "cell",
    [
        "是",
        "有",
        "√",
        "✓",
        "Y",
        "yes",
        "TRUE",
        True,
        1,
        1.0,
        "1",
        " 是 ",
        "是（2023年起）",
        "低保户",
        "享受",
        "☑是 □否",
        "是√ 否□",
    ],
)
def test_yes(cell: Any) -> None:
    assert read_yes_no(DIBAO, cell).values == {"receives_dibao": True}


@pytest.mark.parametrize(
    "cell", ["否", "无", "×", "X", "x", "没有", "N", "FALSE", False, 0, 0.0, "0", "非低保", "未享受", "□是 ☑否"]
)
def test_no(cell: Any) -> None:
    assert read_yes_no(DIBAO, cell).values == {"receives_dibao": False}


@pytest.mark.parametrize("cell", ["", "  ", "/", "—", "-", "未填", "未采集", "N/A", "□是 □否"])
def test_blank_is_not_asked_and_never_a_no(cell: str) -> None:
    reading = read("receives_dibao", cell)
    assert (reading.values, reading.unsure, reading.problem) == ({}, (), None)


@pytest.mark.parametrize("cell", ["不清楚", "不详", "不知道"])
def test_not_known_to_her_is_unsure(cell: str) -> None:
    assert read("receives_dibao", cell).unsure == ("receives_dibao",)


def test_anything_else_is_not_read_and_says_so() -> None:
    with pytest.raises(UnreadableError, match="正在申请"):
        read_yes_no(DIBAO, "正在申请")


@pytest.mark.parametrize(
    ("cell", "value"), [("女", "female"), ("男性", "male"), ("female", "female"), ("2", "female"), (1, "male")]
)
def test_sex(cell: Any, value: str) -> None:
    assert read_choice(SEX, cell).values == {"sex": value}


@pytest.mark.parametrize(
    ("cell", "low", "high"),
    [("一级", 1, 1), ("壹级", 1, 1), ("1级", 1, 1), (1, 1, 1), (2.0, 2, 2), ("Ⅱ级", 2, 2), ("叁级", 3, 3), ("四级", 4, 4), ("肢体二级", 2, 2),
     ("听力残疾（3级）", 3, 3), ("重度", 1, 2), ("重度残疾", 1, 2), ("肢体重度", 1, 2)],
)  # fmt: skip
def test_grades(cell: Any, low: int, high: int) -> None:
    assert read_grade(cell).values == {"disability_grade": Bounds(low, high)}


@pytest.mark.parametrize("cell", ["肢体二级、听力三级", "五级"])
def test_two_grades_or_one_that_does_not_exist_say_nothing(cell: str) -> None:
    with pytest.raises(UnreadableError):
        read_grade(cell)


def test_no_grade_says_not_disabled() -> None:
    assert read_grade("无").values == {"disabled": False}
    assert read("disability_grade", "").values == {}


def test_an_unreadable_cell_leaves_the_fact_open_and_is_listed(tmp_path: Path) -> None:
    path = write_sheet(
        tmp_path / "a.xlsx", [["姓名", "是否低保", "残疾等级"], ["甲", "在办", "二级"], ["乙", "是", "看不清"]]
    )
    ledger = ledger_of(path)
    assert ledger.mapping(0) == {"disability_grade": Bounds(2, 2)}
    assert ledger.mapping(1) == {"receives_dibao": True}
    assert [(cell.row, cell.column, cell.label, cell.text) for cell in ledger.unread] == [
        (2, "B", "是否低保", "在办"),
        (3, "C", "残疾等级", "看不清"),
    ]


@pytest.mark.parametrize(
    ("header", "cell", "known"),
    [
        ("残疾证", "无", {"disability_certificate": False}),
        ("残疾证", "有", {"disability_certificate": True}),
        ("残疾人证", "持证", {"disability_certificate": True}),
        ("残疾人", "否", {"disabled": False}),
    ],
)
def test_no_certificate_is_not_no_disability(tmp_path: Path, header: str, cell: str, known: dict[str, bool]) -> None:
    """残疾人保障法 第二条: a disability is one with or without a certificate."""
    assert one_row(tmp_path, ["姓名", header], ["甲", cell]) == known


def test_a_printed_form_that_nobody_ticked_is_not_asked_and_its_row_is_no_header(tmp_path: Path) -> None:
    rows = [["姓名", "是否低保", "是否残疾"], ["甲", "是 否", "是 否"], ["乙", "是 否", "有 无"], ["丙", "是", "否"]]
    ledger = ledger_of(write_sheet(tmp_path / "a.xlsx", rows))
    assert [ledger.mapping(position) for position in ledger.kept] == [
        {},
        {},
        {"receives_dibao": True, "disabled": False},
    ]
    assert not ledger.unread


@pytest.mark.parametrize(
    ("target", "cell", "answer"),
    [("in_treatment", "未治疗", False), ("receives_dibao", "未纳入", False), ("two_cancer_diagnosed", "宫颈癌", True), ("is_monitored", "非监测户", False),
     ("lives_in_village", "不在村", False), ("lives_in_village", "否（住县城）", False), ("is_tekun", "分散供养", True), ("registered_poor", "一般农户", False)],
)  # fmt: skip
def test_words_of_single_facts(target: str, cell: str, answer: bool) -> None:
    assert read(target, cell).values == {target: answer}
