"""What cannot be true together is refused, with both fields named."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liushou import ContradictionError, Profile
from liushou.rules import resolve
from liushou.values import Bounds, add, compare, elapsed

ON = date(2025, 6, 30)


def conflict(**stated: Any) -> set[str]:
    with pytest.raises(ContradictionError) as caught:
        resolve(Profile(**stated), ON)
    fields = caught.value.fields
    assert all(name in str(caught.value) for name in fields)
    return set(fields)


def test_not_disabled_with_a_grade() -> None:
    assert conflict(disabled=False, disability_grade=2) == {"disabled", "disability_grade"}
    assert conflict(disabled=False, disability_grade={"at_least": 2}) == {"disabled", "disability_grade"}


@pytest.mark.parametrize("name", ["birth_date", "husband_away_since"])
def test_after_the_day_of_assessment(name: str) -> None:
    for late in ("2025-07-01", "2025-07", 2026, {"at_least": "2025-07-01"}):
        assert conflict(**{name: late}) == {name, "on"}


@pytest.mark.parametrize("name", ["birth_date", "husband_away_since"])
def test_a_bounded_date_that_reaches_past_the_day_is_cut_there(name: str) -> None:
    """DESIGN §2: a bounded date that reaches past ``on`` is cut at ``on``."""
    known = resolve(Profile(**{name: 2025}), ON)
    assert known.values[name] == Bounds(date(2025, 1, 1), ON)
    assert resolve(Profile(**{name: {"at_least": 2024}}), ON).values[name] == Bounds(date(2024, 1, 1), ON)
    assert resolve(Profile(**{name: ON}), ON).values[name] == Bounds(ON, ON)


@pytest.mark.parametrize(
    ("since", "years"),
    [("2025-05-01", 0.5), ("2025-05-01", 3), ("2024-12-31", 0), ("2023-01-01", 0), ({"at_least": "2025-01-01"}, 1)],
)
def test_two_answers_about_the_half_year(since: Any, years: Any) -> None:
    assert conflict(husband_away_since=since, husband_away_years=years) == {"husband_away_since", "husband_away_years"}


@pytest.mark.parametrize(
    ("since", "years", "refused"),
    [
        ("2023-06-30", 3, False),  # 2 years against 3: a year apart, not more
        ("2023-06-30", 3.5, True),
        ("2023-06-30", 1, False),
        ("2023-06-30", 0.5, True),
        ("2023-06-29", 3, False),
        ("2023-07-01", 3, True),  # 2 years less a day against 3
        ("2022-06-29", 2, True),  # 3 years and a day against 2
        ("2022-06-30", 2, False),
        ("2023", 4, True),
        ("2023", 3, False),
        ("2023", {"at_least": 3, "at_most": 9}, False),
        ("2020-01", {"at_most": 4}, True),
        ("2020-01", {"at_most": 4.5}, False),
    ],
)
def test_more_than_a_year_apart(since: Any, years: Any, refused: bool) -> None:
    """DESIGN §2: given both, they conflict if they … differ by more than a year."""
    if refused:
        assert conflict(husband_away_since=since, husband_away_years=years)
    else:
        resolve(Profile(husband_away_since=since, husband_away_years=years), ON)


DAYS = st.dates(date(2015, 1, 1), ON)


@given(DAYS, DAYS, st.integers(0, 20), st.integers(0, 20))
def test_given_both_what_one_decides_the_other_decides(a: date, b: date, m: int, n: int) -> None:
    since = {"at_least": min(a, b), "at_most": max(a, b)}
    years = {"at_least": min(m, n) / 2, "at_most": max(m, n) / 2}
    try:
        known = resolve(Profile(husband_away_since=since, husband_away_years=years), ON).values
    except ContradictionError:
        return
    narrowed_since: Any = known["husband_away_since"]
    narrowed_years: Any = known["husband_away_years"]
    half = elapsed(narrowed_since, 6, "months", ON)
    assert half is compare(narrowed_years, ">=", Bounds(0.5, 0.5))
    # Narrowed, never widened, and never to nothing.
    assert min(a, b) <= narrowed_since.low <= narrowed_since.high <= max(a, b)
    assert min(m, n) / 2 <= narrowed_years.low <= narrowed_years.high <= max(m, n) / 2


@given(DAYS, st.integers(0, 24))
def test_exact_answers_conflict_exactly_where_the_contract_says(since: date, steps: int) -> None:
    years = steps / 2
    differ = (add(since, 6, "months") <= ON) is not (years >= 0.5)
    # Away for less than years - 1, or for more than years + 1.
    too_few = years > 1 and add(since, round(12 * (years - 1)), "months") > ON
    too_many = add(since, round(12 * (years + 1)), "months") < ON
    try:
        resolve(Profile(husband_away_since=since, husband_away_years=years), ON)
        refused = False
    except ContradictionError:
        refused = True
    assert refused is (differ or too_few or too_many)


def test_a_man_with_a_husband_is_no_contradiction() -> None:
    """DESIGN §2: a man with a husband's facts is no contradiction; he is answered no."""
    known = resolve(Profile(sex="male", husband_away_since="2020-01-01", husband_outside_county=True), ON)
    assert known.values["sex"] == "male"
