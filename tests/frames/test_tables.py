"""What engines should not reckon: codes of places, days written as text."""

from __future__ import annotations

import re
from datetime import date

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from liushou.frames.fact_columns import days_of_text
from liushou.frames.prepare import _pattern
from liushou.places import NATION, codes, place_of_code
from liushou.problems import InputError
from liushou.values import parse_date

DAYS = st.dates(date(1990, 1, 1), date(2100, 12, 31)) | st.sampled_from(
    [date(2024, 2, 29), date(2023, 2, 28), date(2024, 2, 28), date(2025, 8, 31), date(2025, 9, 30), date(2025, 3, 30)]
)


def test_every_code_names_a_place() -> None:
    assert len(codes()) > 3000
    for code in codes()[::37]:
        assert place_of_code(code).code == code


@given(st.integers(110000, 829999).map(str))
def test_a_code_that_is_not_listed_names_none(code: str) -> None:
    if code in set(codes()):
        assert place_of_code(code).code == code
    else:
        with pytest.raises(InputError):
            place_of_code(code)


def test_the_pattern_is_exactly_its_codes() -> None:
    within = [code for number, code in enumerate(codes()) if number % 3 == 0]
    pattern = re.compile(_pattern(within))
    assert [code for code in codes() if pattern.search(code)] == within
    assert pattern.search(NATION)
    assert not pattern.search(f"x{within[1]}")
    assert not pattern.search(f"{within[1]}0")


TEXTS = (
    st.dates(date(1890, 1, 1), date(2210, 12, 31)).map(str)
    | st.from_regex(r"(1[89]|2[0-2])[0-9]{2}(-[01][0-9](-[0-3][0-9])?)?", fullmatch=True)
    | st.text(max_size=11)
)


@given(st.lists(TEXTS, min_size=1, max_size=30))
def test_text_is_read_as_a_profile_reads_it(texts: list[str]) -> None:
    first, last, readable = days_of_text(pl, pl.col("text"))
    made = pl.DataFrame({"text": texts}).select(first.alias("first"), last.alias("last"), readable.alias("readable"))
    for text, (low, high, can) in zip(texts, made.rows(), strict=True):
        try:
            wanted = parse_date(text)
        except ValueError:
            assert (low, high, can) == (None, None, False), text
        else:
            assert (low, high, can) == (wanted.low, wanted.high, True), text
