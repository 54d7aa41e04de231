"""A sound ID number gives birth date and sex; a damaged one is recognised and never used."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liushou.ledger.cells.figures import read_id
from liushou.ledger.cells.reading import UnreadableError, squeeze

from .sheets import id_number, ledger_of, write_sheet

SOUND = id_number("19750308", 46)


def test_a_sound_number() -> None:
    read = read_id(SOUND)
    assert (read.number, read.birth_date, read.sex) == (SOUND, date(1975, 3, 8), "female")
    assert read_id(id_number("19750308", 47)).sex == "male"


@pytest.mark.parametrize(
    "way",
    [
        lambda n: " ".join((n[:6], n[6:14], n[14:])),
        lambda n: "'" + n,
        lambda n: "".join(chr(ord(c) + 0xFEE0) for c in n),
    ],
)
def test_blanks_apostrophes_and_full_width_do_no_harm(way: object) -> None:
    assert callable(way)
    assert read_id(way(SOUND)).number == SOUND


def test_a_lower_case_x_is_the_check_digit() -> None:
    number = next(number for order in range(2, 200) if (number := id_number("19750308", order)).endswith("X"))
    assert read_id(number.lower()).number == number


@pytest.mark.parametrize(
    ("cell", "reason"),
    [(SOUND[:15] + "000", "末三位是000"), (float(SOUND[:15] + "000"), "当作数字"), (int(SOUND[:15] + "000"), "当作数字"),
     ("500299750308046", "15位"), ("5.00299E+17", "科学计数法"), (SOUND[:17], "17位"), (SOUND[:6] + "********" + SOUND[14:], "脱敏"),
     (SOUND[:17] + ("0" if SOUND[17] != "0" else "1"), "校验位不符"), ("张三", "不是18位"), ("50029919750308046A", "不该有的字符"), (True, "不是身份证号")],
)  # fmt: skip
def test_a_damaged_number_says_what_is_wrong_and_is_not_quoted(cell: object, reason: str) -> None:
    with pytest.raises(UnreadableError, match=reason) as caught:
        read_id(cell)
    assert "1975" not in str(caught.value)


def test_a_birth_date_that_does_not_exist() -> None:
    with pytest.raises(UnreadableError, match="出生日期不存在"):
        read_id(id_number("19750231"))


@given(st.integers(0, 17), st.integers(1, 9))
def test_one_wrong_digit_is_always_noticed(at: int, more: int) -> None:
    digits = "0123456789"
    if SOUND[at] not in digits:
        return
    wrong = SOUND[:at] + digits[(int(SOUND[at]) + more) % 10] + SOUND[at + 1 :]
    with pytest.raises(UnreadableError):
        read_id(wrong)


def test_in_a_ledger_only_the_sound_one_says_anything(tmp_path: Path) -> None:
    path = write_sheet(
        tmp_path / "a.xlsx",
        [["姓名", "身份证号"], ["甲", SOUND], ["乙", SOUND[:15] + "000"], ["丙", float(SOUND[:15] + "000")]],
    )
    ledger = ledger_of(path)
    assert [sorted(ledger.mapping(position)) for position in ledger.kept] == [["birth_date", "sex"], [], []]
    assert [cell.row for cell in ledger.unread] == [3, 4]
    assert all(SOUND[6:14] not in cell.text + cell.reason for cell in ledger.unread)


def test_a_number_in_the_wrong_column_is_not_quoted_in_full(tmp_path: Path) -> None:
    spaced = f"{SOUND[:6]} {SOUND[6:14]}-{SOUND[14:]}"
    wide = "".join(chr(ord(digit) + 0xFEE0) for digit in SOUND)
    rows: list[list[str | None]] = [["姓名", "是否低保"], ["甲", SOUND], ["乙", spaced], ["丙", wide]]
    ledger = ledger_of(write_sheet(tmp_path / "a.xlsx", rows))
    texts = [f"{cell.text}{cell.reason}" for cell in ledger.unread]
    assert len(texts) == 3
    assert all("********" in text and SOUND not in squeeze(text).replace("-", "") for text in texts)
