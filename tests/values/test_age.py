"""Full years (周岁), exact and within bounds."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liushou.values import Bounds, add, age, ages, parse_date

DAYS = st.dates(date(1901, 1, 1), date(2198, 12, 31))


@pytest.mark.parametrize(
    ("birth", "on", "years"),
    [
        ("1990-06-30", "2025-06-30", 35),
        ("1990-07-01", "2025-06-30", 34),
        ("1960-06-30", "2025-06-30", 65),
        ("1960-07-01", "2025-06-30", 64),
        ("1988-02-29", "2023-02-28", 35),
        ("1988-02-29", "2023-02-27", 34),
        ("1988-02-29", "2024-02-28", 35),
        ("1988-02-29", "2024-02-29", 36),
        ("2025-06-30", "2025-06-30", 0),
    ],
)
def test_birthdays(birth: str, on: str, years: int) -> None:
    assert age(date.fromisoformat(birth), date.fromisoformat(on)) == years


@given(DAYS, st.integers(0, 40_000))
def test_age_is_the_largest_number_of_years_that_are_over(birth: date, more: int) -> None:
    on = min(birth + timedelta(days=more), date(2199, 12, 31))
    years = age(birth, on)
    assert add(birth, years, "years") <= on < add(birth, years + 1, "years")


@given(st.integers(1930, 2020), st.integers(1, 12), DAYS)
def test_a_birth_month_gives_the_ages_of_its_days(year: int, month: int, on: date) -> None:
    born = parse_date(f"{year}-{month:02}")
    assert born.low is not None
    assert born.high is not None
    every = {age(born.low + timedelta(days=step), on) for step in range((born.high - born.low).days + 1)}
    found = ages(born, on)
    assert (found.low, found.high) == (min(every), max(every))


def test_a_birth_year_leaves_one_year_open() -> None:
    assert ages(parse_date(1990), date(2025, 6, 30)) == Bounds(34.0, 35.0)
    assert ages(parse_date(1990), date(2025, 12, 31)) == Bounds(35.0, 35.0)


def test_open_sides_stay_open() -> None:
    on = date(2025, 6, 30)
    assert ages(Bounds(None, date(1990, 1, 1)), on) == Bounds(35.0, None)
    assert ages(Bounds(date(1990, 1, 1), None), on) == Bounds(None, 35.0)
