"""Numbers of people are masked however they are written, nothing else is, and in linear time."""

from __future__ import annotations

import re
import time
import unicodedata

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from liushou.messages import mask

from .numbers_of_people import damaged_numbers, divided_numbers, harmless, phones, sound_numbers

_words = st.sampled_from(["", "甲", "一组", "身份证号：", "备注 ", "x=", "（", "电话", "No."])


def digits_of(text: str) -> str:
    """The digits of a text, of any script."""
    numbers = (unicodedata.numeric(character, -1) for character in text)
    return "".join(str(int(number)) for number in numbers if number in range(10))


@given(divided_numbers() | damaged_numbers(), _words, st.sampled_from(["", "乙", "，女", "）", " y"]))
def test_of_an_id_number_at_most_the_first_four_characters_stay(number: str, before: str, after: str) -> None:
    masked = mask(before + number + after)
    assert masked.startswith(before)
    assert masked.endswith(after)
    seen = masked[len(before) : len(masked) - len(after)].removesuffix("E+17")
    assert len(masked) == len(before + number + after)
    assert len(digits_of(seen)) <= 4, masked
    assert mask(masked) == masked


@given(sound_numbers(), sound_numbers(), st.sampled_from([" ", "-", "."]), st.booleans(), st.booleans())
def test_numbers_without_a_gap_between_them_are_masked_though_they_are_in_groups(
    first: str, second: str, divider: str, last: bool, sound: bool
) -> None:
    assume(first.isdigit())
    groups = divider.join((first[:6], first[6:14], first[14:]))
    text = groups + second if last else second[:17] + groups
    text = text if sound else text.replace(groups, groups[:-1] + str((int(first[-1]) + 1) % 10))
    masked = mask(text)
    assert len(digits_of(masked)) <= 4, masked
    assert mask(masked) == masked


@given(phones(), _words)
def test_of_a_telephone_the_first_three_and_last_two_digits_stay(phone: str, before: str) -> None:
    masked = mask(f"{before}{phone}，李")
    assert masked.endswith("，李")
    assert len(digits_of(masked.removeprefix(before).removeprefix("+86 "))) == 5, masked
    assert mask(phone, phones=False) == phone


@given(st.lists(harmless, min_size=1, max_size=3), st.sampled_from(["，", "；", "\n", "　", "（"]))
def test_nothing_else_is_masked(texts: list[str], between: str) -> None:
    text = between.join(texts)
    assert mask(text) == text


def test_the_documents_are_not_masked(rules: object) -> None:
    for policy in rules.policies.values():  # type: ignore[attr-defined]
        texts = [policy.title, policy.number, *(measure.quote for _, measure in policy.measures())]
        assert list(map(mask, texts)) == texts


@given(sound_numbers())
def test_what_repeats_the_end_of_a_number_beside_it_is_hidden(number: str) -> None:
    assume(number[6:10] not in number[10:])
    text = f"尾号{number[14:]}，户号FD-{number[12:]}，{number[6:10]}年生，低保320元"
    assert mask(text, near=[number]) == f"尾号****，户号FD-******，{number[6:10]}年生，低保320元"


UNITS = [
    "5",
    "5 ",
    "1 ",
    "1.",
    "500230",
    "\0",
    "5\u200b",
    "*",
    "12-",
    "a1",
    "五",
    "2024-01-01 ",
    "13812345678 ",
    "5.0",
    "1X",
]


@pytest.mark.parametrize("unit", UNITS)
def test_four_times_the_text_takes_at_most_eight_times_as_long(unit: str) -> None:
    def seconds(length: int) -> float:
        text, best = unit * (length // len(unit)), 9e9
        for _ in range(3):
            start = time.process_time()
            mask(text)
            best = min(best, time.process_time() - start)
        return best

    assert seconds(40_000) <= 8 * seconds(10_000) + 0.05


def test_an_empty_or_short_text_is_itself() -> None:
    assert [mask(text) for text in ("", "甲", "2024-03")] == ["", "甲", "2024-03"]
    assert re.fullmatch(r"\*+", mask("0022", near=["500230197503080022"]))


def test_digits_alone_are_no_digest() -> None:
    number = "500230198001011234" * 2 + "5002"
    assert "50023" not in mask(f"{number}９a")
