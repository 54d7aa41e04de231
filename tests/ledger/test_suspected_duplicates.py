"""Rows that may be one woman's, although they cannot be merged, are named in the notes."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from .sheets import id_number, ledger_of, write_sheet

HEADER = ["姓名", "身份证号", "出生日期", "村", "是否低保"]
SOUND, OTHER = id_number("19750308"), id_number("19750308", 4)
WRONG = SOUND[:15] + str((int(SOUND[15]) + 1) % 10) + SOUND[16:]
BORN = "1975-03-08"


def suspected(tmp_path: Path, *rows: list[Any]) -> dict[int, str]:
    ledger = ledger_of(write_sheet(tmp_path / "a.xlsx", [HEADER, *rows]))
    assert len(ledger.kept) == len(rows)
    notes = {ledger.numbers[position]: "；".join(texts) for position, texts in ledger.notes.items()}
    return {number: note for number, note in notes.items() if "疑似" in note}


@pytest.mark.parametrize(
    ("first", "second"),
    [
        pytest.param(["甲", SOUND, BORN, "大田村"], ["甲", None, BORN, "大田村"], id="one number missing"),
        pytest.param(
            ["甲", SOUND, None, "大田村"], ["甲", None, "1975年3月8日", " 大田村"], id="the birth date from the number"
        ),
        pytest.param(["甲", SOUND, BORN, "大田村"], ["甲", SOUND[:17], BORN, "大田村"], id="one number cut short"),
        pytest.param(
            ["甲", SOUND, None, "大田村"], ["甲", WRONG, None, "大田村"], id="numbers that differ in one digit"
        ),
        pytest.param(["甲", WRONG, None, "大田村"], ["甲", SOUND, BORN, "大田村"], id="the damaged one first"),
        pytest.param(["甲", None, BORN, "大田村"], ["甲", None, BORN, "大田村"], id="no number at all"),
        pytest.param(
            ["甲", SOUND[:15] + "000", None, "大田村"], ["甲", SOUND[:15] + "000", None, "大田村"], id="damaged alike"
        ),
    ],
)
def test_may_be_one_woman(tmp_path: Path, first: list[Any], second: list[Any]) -> None:
    notes = suspected(tmp_path, first, second)
    assert "疑似与第3行是同一人" in notes[2]
    assert "疑似与第2行是同一人" in notes[3]
    assert SOUND not in str(notes)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        pytest.param(["甲", SOUND, BORN, "大田村"], ["甲", OTHER, BORN, "大田村"], id="two sound numbers"),
        pytest.param(["甲", SOUND, BORN, "大田村"], ["甲", None, BORN, "桥头村"], id="another village"),
        pytest.param(["甲", SOUND, BORN, "大田村"], ["乙", None, BORN, "大田村"], id="another name"),
        pytest.param(["甲", SOUND, BORN, "大田村"], ["甲", None, "1975-03-09", "大田村"], id="another birth date"),
        pytest.param(["甲", SOUND, BORN, "大田村"], ["甲", None, "1975-03", "大田村"], id="a month of birth"),
        pytest.param(["/", SOUND, BORN, "大田村"], ["/", None, BORN, "大田村"], id="no name"),
    ],
)
def test_are_two_women(tmp_path: Path, first: list[Any], second: list[Any]) -> None:
    assert suspected(tmp_path, first, second) == {}


def test_many_women_of_one_name_take_linear_time(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text(
        "姓名,身份证号,村\n" + "".join(f"甲,5002991975{number:08d},大田村\n" for number in range(20_000)), "utf-8"
    )
    assert len(ledger_of(path).kept) > 10_000
