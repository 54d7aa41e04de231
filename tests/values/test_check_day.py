"""The day of assessment is always handed in, and must be a day that can be reckoned with."""

from datetime import date, datetime

import pytest

from liushou import InputError
from liushou.values import check_day


def test_a_day_and_its_text() -> None:
    assert check_day(date(2025, 6, 30)) == check_day("2025-06-30") == date(2025, 6, 30)


@pytest.mark.parametrize("edge", ["1900-01-01", "2199-12-31"])
def test_the_first_and_the_last_day(edge: str) -> None:
    assert check_day(edge).isoformat() == edge


@pytest.mark.parametrize(
    "wrong",
    [None, "", "2025", "2025-06", "2025-6-30", "2025-02-29", "today", 20250630, datetime(2025, 6, 30), "1899-12-31",
     "2200-01-01", date(1899, 12, 31), date(9999, 12, 31), True, object()],
)  # fmt: skip
def test_anything_else_is_an_input_error_that_names_the_argument(wrong: object) -> None:
    with pytest.raises(InputError, match="--on"):
        check_day(wrong, "--on")
