"""Adding spans of time is what dateutil's relativedelta does."""

from datetime import date

import pytest
from dateutil.relativedelta import relativedelta
from hypothesis import given
from hypothesis import strategies as st

from liushou.values import Unit, add

units = st.sampled_from(("days", "months", "years"))


@given(st.dates(date(1900, 1, 1), date(2199, 12, 31)), st.integers(-1500, 1500), units)
def test_as_relativedelta(day: date, amount: int, unit: Unit) -> None:
    try:
        expected = day + relativedelta(**{unit: amount})  # type: ignore[arg-type]
    except (OverflowError, ValueError):
        expected = date.max if amount > 0 else date.min
    assert add(day, amount, unit) == expected


@pytest.mark.parametrize("unit", ["days", "months", "years"])
@pytest.mark.parametrize(("amount", "expected"), [(10**9, date.max), (-(10**9), date.min)])
def test_past_the_end_of_the_calendar(unit: Unit, amount: int, expected: date) -> None:
    assert add(date(2025, 6, 30), amount, unit) == expected


def test_every_month_end_of_a_leap_year_and_a_common_one() -> None:
    wrong = [
        (day, months)
        for year in (1900, 2000, 2023, 2024)
        for month in range(1, 13)
        for day in [date(year, month, 1) - relativedelta(days=1)]
        for months in range(-25, 26)
        if add(day, months, "months") != day + relativedelta(months=months)
    ]
    assert wrong == []
