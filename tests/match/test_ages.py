"""Ages at both edges: 适龄 is 35 to 64, 老年 60 and over."""

from typing import Any

import pytest

from .persons import WANZHOU, status

ON = "2025-06-30"


@pytest.mark.parametrize(
    ("born", "value"),
    [
        ("1990-07-01", "ineligible"),  # 35 tomorrow
        ("1990-06-30", "eligible"),  # 35 today
        ("1960-07-01", "eligible"),  # 64, 65 tomorrow
        ("1960-06-30", "ineligible"),  # 65 today
        ("1990-06", "eligible"),  # every day of it is 35 years ago by now
        ("1990-07", "ineligible"),
        ("1960-06", "ineligible"),
        ("1960-07", "eligible"),
        (1990, "undetermined"),
        (1989, "eligible"),
        (1960, "undetermined"),
        (1959, "ineligible"),
        ({"at_least": 1961, "at_most": 1989}, "eligible"),
        ({"at_least": 1961}, "undetermined"),
        (None, "undetermined"),
    ],
)
def test_screening(born: Any, value: str) -> None:
    assert status("two_cancer_screening", WANZHOU, ON, birth_date=born) == value


@pytest.mark.parametrize(
    ("born", "value"),
    [("1965-06-30", "eligible"), ("1965-07-01", "ineligible"), (1965, "undetermined"), (1964, "eligible"),
     ("1930-01-01", "eligible"), (1966, "ineligible")],
)  # fmt: skip
def test_old_age(born: Any, value: str) -> None:
    assert status("elderly_care_priority", WANZHOU, ON, birth_date=born, incapacitated=True) == value


def test_a_leap_day_birthday() -> None:
    assert status("two_cancer_screening", WANZHOU, "2023-02-27", birth_date="1988-02-29") == "ineligible"
    assert status("two_cancer_screening", WANZHOU, "2023-02-28", birth_date="1988-02-29") == "eligible"
