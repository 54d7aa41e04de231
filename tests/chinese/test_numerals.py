"""Chinese numerals, both ways."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liushou.chinese import counted, numeral, to_arabic


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("三", "3"),
        ("十", "10"),
        ("十二", "12"),
        ("二十", "20"),
        ("九十九", "99"),
        ("拾伍", "15"),
        ("两年", "2年"),
        ("二〇二四年三月", "2024年3月"),
        ("二○二四", "2024"),
        ("一二十", "一二十"),
        ("一百", "1百"),
        ("", ""),
        ("没有", "没有"),
    ],
)
def test_numerals_in_a_text_become_arabic(text: str, expected: str) -> None:
    assert to_arabic(text) == expected


@given(st.integers(0, 99))
def test_up_to_99_there_and_back(number: int) -> None:
    assert to_arabic(numeral(number)) == str(number)
    assert to_arabic(counted(number)) == str(number)


@pytest.mark.parametrize("number", [-1, 100, 2024])
def test_other_numbers_keep_their_digits(number: int) -> None:
    assert numeral(number) == str(number)


def test_two_before_a_measure_word() -> None:
    assert (counted(2), counted(12), numeral(2)) == ("两", "十二", "二")
