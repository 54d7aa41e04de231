"""Chinese numerals, both ways."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liushou.chinese import counted, number_of, numeral, numeral_bounds, to_arabic


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
        ("十十", "十十"),
        ("二十十", "二十十"),
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


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [("一万二", 12_000, 12_000), ("三百五", 350, 350), ("一百零五", 105, 105), ("两三千", 2000, 3000), ("十五六", 15, 16), ("十几", 11, 19),
     ("两千三四", 2300, 2400), ("一万五六", 15_000, 16_000), ("八百五六", 850, 860), ("一千零三四", 1003, 1004), ("二十三四", 23, 24),
     ("二〇二四", 2024, 2024), ("1.5万", 15_000, 15_000), ("一千零五十", 1050, 1050), ("半", 0.5, 0.5)],
)  # fmt: skip
def test_numerals_within_bounds(text: str, low: float, high: float) -> None:
    bounds = numeral_bounds(text)
    assert bounds is not None
    assert (bounds.low, bounds.high) == (low, high)
    assert number_of(text) == (low if low == high else None)


@pytest.mark.parametrize(
    "text", ["", "万", "百", "几十", "二五", "五三千", "12百", "十十", "一二三", "万" * 50, "没有"]
)
def test_what_is_no_certain_numeral(text: str) -> None:
    assert numeral_bounds(text) is None


@given(st.text("零〇一二两三十百千万亿半几1.", max_size=12))
def test_any_numeral_is_read_or_not(text: str) -> None:
    to_arabic(text)
    bounds = numeral_bounds(text)
    assert bounds is None or 0 <= (bounds.low or 0) <= (bounds.high or 0)
