"""Spans of time: over on the day ``since + N``; the cut-off turns the rule round."""

from datetime import date, timedelta

import pytest
from dateutil.relativedelta import relativedelta
from hypothesis import given
from hypothesis import strategies as st

from liushou.values import Bounds, Unit, add, cutoff, elapsed

DAYS = st.dates(date(1901, 1, 1), date(2198, 12, 31))
UNITS = st.sampled_from(["days", "months", "years"])


@pytest.mark.parametrize(
    ("since", "first_day"),
    [
        ("2024-08-31", "2025-02-28"),
        ("2024-08-30", "2025-02-28"),
        ("2024-08-29", "2025-02-28"),
        ("2024-08-28", "2025-02-28"),
        ("2023-08-31", "2024-02-29"),
        ("2023-08-30", "2024-02-29"),
        ("2023-08-29", "2024-02-29"),
        ("2023-08-28", "2024-02-28"),
        ("2024-12-30", "2025-06-30"),
        ("2024-12-31", "2025-06-30"),
        ("2025-01-01", "2025-07-01"),
        ("2025-03-31", "2025-09-30"),
        ("2024-02-29", "2024-08-29"),
    ],
)
def test_half_a_year_at_month_ends(since: str, first_day: str) -> None:
    """DESIGN §2: ``since + relativedelta(months=6) <= on``."""
    start, first = date.fromisoformat(since), date.fromisoformat(first_day)
    known = Bounds(start, start)
    assert elapsed(known, 6, "months", first) is True
    assert elapsed(known, 6, "months", first - timedelta(days=1)) is False


@pytest.mark.parametrize(
    ("on", "latest"),
    [
        ("2025-06-30", "2024-12-31"),  # not 2024-12-30, which is `on` less six months
        ("2025-02-28", "2024-08-31"),
        ("2024-02-29", "2023-08-31"),
        ("2024-02-28", "2023-08-28"),
        ("2025-08-31", "2025-02-28"),
        ("2025-08-29", "2025-02-28"),
        ("2025-08-28", "2025-02-28"),
        ("2025-08-27", "2025-02-27"),
        ("2025-09-30", "2025-03-31"),
    ],
)
def test_the_cutoff_is_the_latest_day_whose_half_year_is_over(on: str, latest: str) -> None:
    assert cutoff(date.fromisoformat(on), 6, "months") == date.fromisoformat(latest)


@given(DAYS, st.integers(1, 60), UNITS)
def test_cutoff_says_the_same_as_adding(on: date, amount: int, unit: Unit) -> None:
    last = cutoff(on, amount, unit)
    assert add(last, amount, unit) <= on
    assert add(last + timedelta(days=1), amount, unit) > on


@given(DAYS, DAYS, st.integers(1, 60), UNITS)
def test_a_day_up_to_the_cutoff_and_no_later_one_is_over(since: date, on: date, amount: int, unit: Unit) -> None:
    assert (since <= cutoff(on, amount, unit)) is (since + relativedelta(**{unit: amount}) <= on)


@given(DAYS, st.integers(0, 800), DAYS, st.integers(1, 30), UNITS)
def test_bounded_starts_are_decided_only_where_every_day_agrees(
    low: date, more: int, on: date, amount: int, unit: Unit
) -> None:
    since = Bounds(low, low + timedelta(days=more))
    said = {add(low + timedelta(days=step), amount, unit) <= on for step in range(more + 1)}
    assert elapsed(since, amount, unit, on) is (said.pop() if len(said) == 1 else None)


def test_open_sides() -> None:
    on = date(2025, 6, 30)
    assert elapsed(Bounds(None, date(2024, 12, 31)), 6, "months", on) is True
    assert elapsed(Bounds(None, date(2025, 1, 1)), 6, "months", on) is None
    assert elapsed(Bounds(date(2025, 1, 1), None), 6, "months", on) is False
    assert elapsed(Bounds(date(2024, 12, 31), None), 6, "months", on) is None
    assert elapsed(Bounds(None, None), 6, "months", on) is None


def test_past_the_end_of_the_calendar() -> None:
    assert add(date.max, 1, "days") == date.max
    assert add(date.min, -1, "years") == date.min
    assert elapsed(Bounds(date(2199, 1, 1), None), 1200, "years", date(2199, 12, 31)) is False
