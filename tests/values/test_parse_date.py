"""A date is a day, a whole month or a whole year; anything else is refused."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liushou.values import FIRST_DAY, LAST_DAY, Bounds, parse_date

DAYS = st.dates(FIRST_DAY, LAST_DAY)


@given(DAYS)
def test_a_day_is_exact_as_text_and_as_date(day: date) -> None:
    assert parse_date(day) == parse_date(day.isoformat()) == Bounds(day, day)


@given(DAYS)
def test_a_month_is_every_day_of_it_and_no_other(day: date) -> None:
    found = parse_date(day.strftime("%Y-%m"))
    assert found.low == day.replace(day=1)
    assert found.high is not None
    assert found.high.month == day.month
    assert found.high == LAST_DAY or (found.high + timedelta(days=1)).day == 1


@given(st.integers(FIRST_DAY.year, LAST_DAY.year))
def test_a_year_is_the_same_as_number_and_as_text(year: int) -> None:
    assert parse_date(year) == parse_date(str(year)) == Bounds(date(year, 1, 1), date(year, 12, 31))


@pytest.mark.parametrize(
    "raw",
    [
        "", "2024-3", "2024-3-1", "24-03-01", "2024/03/01", "2024-02-30", "2023-02-29", "2024-13", "2024-00", "0000",
        "1899", "1899-12-31", "2200", "2200-01-01", "2024-03-01T00:00:00", " 2024", "2024 ", "二〇二四", "yesterday",
        1899, 2200, -2024, 20240301, 2024.0, True, False, None, [], {}, datetime(2024, 3, 1), b"2024",
    ],
)  # fmt: skip
def test_anything_else_is_refused(raw: object) -> None:
    with pytest.raises(ValueError):
        parse_date(raw)


def test_the_message_of_a_huge_value_is_short() -> None:
    with pytest.raises(ValueError) as caught:
        parse_date("9" * 5000)
    assert len(str(caught.value)) < 100
