"""The half year in the definition, to the day and at month ends."""

from typing import Any

import pytest

from liushou import ContradictionError

from .persons import HUNAN, ask


def definition(on: str, **stated: Any) -> str:
    (policy,) = ask(HUNAN, on, **{"husband_away_since": None, **stated}).policies
    return policy.left_behind


@pytest.mark.parametrize(
    ("since", "on", "value"),
    [
        ("2024-12-30", "2025-06-29", "no"),
        ("2024-12-30", "2025-06-30", "yes"),
        ("2024-12-31", "2025-06-29", "no"),
        ("2024-12-31", "2025-06-30", "yes"),  # 31 December + 6 months is 30 June
        ("2025-01-01", "2025-06-30", "no"),
        ("2025-01-01", "2025-07-01", "yes"),
        ("2025-08-31", "2026-02-27", "no"),
        ("2025-08-31", "2026-02-28", "yes"),
        ("2025-08-29", "2026-02-28", "yes"),
        ("2027-08-31", "2028-02-28", "no"),
        ("2027-08-31", "2028-02-29", "yes"),
        ("2027-08-29", "2028-02-28", "no"),
    ],
)
def test_exact_days(since: str, on: str, value: str) -> None:
    assert definition(on, husband_away_since=since) == value


@pytest.mark.parametrize(
    ("since", "on", "value"),
    [
        ("2024-12", "2025-05-31", "no"),
        ("2024-12", "2025-06-01", "unknown"),
        ("2024-12", "2025-06-29", "unknown"),
        ("2024-12", "2025-06-30", "yes"),
        ("2024", "2025-06-29", "unknown"),
        ("2024", "2025-06-30", "yes"),
        (2025, "2025-06-30", "no"),
        (2025, "2025-07-01", "unknown"),
        # Bounds: cut at the day of assessment, and open below.
        ({"at_most": "2024-12-31"}, "2025-06-30", "yes"),
        ({"at_most": "2025-01-01"}, "2025-06-30", "unknown"),
        ({"at_least": "2025-01-01"}, "2025-06-30", "no"),
        ({"at_least": "2024-12-31"}, "2025-06-30", "unknown"),
    ],
)
def test_known_to_the_month_the_year_or_within_bounds(since: Any, on: str, value: str) -> None:
    assert definition(on, husband_away_since=since) == value
    missing = ask(HUNAN, on, husband_away_since=since).service("self_governance").missing
    assert missing == (("husband_away_since",) if value == "unknown" else ())


@pytest.mark.parametrize(
    ("years", "value"),
    [(0, "no"), (0.49, "no"), (0.5, "yes"), (1, "yes"), ({"at_most": 0.4}, "no"), ({"at_most": 0.5}, "unknown"),
     ({"at_least": 0.5}, "yes"), ({"at_least": 0, "at_most": 3}, "unknown")],
)  # fmt: skip
def test_by_years_alone(years: Any, value: str) -> None:
    assert definition("2025-06-30", husband_away_years=years) == value


def test_neither_is_asked_for_by_either_way() -> None:
    answer = ask(HUNAN, husband_away_since=None)
    assert answer.service("self_governance").missing == ("husband_away_since", "husband_away_years")
    # One given, the other is not applicable and not asked for.
    answer = ask(HUNAN, husband_away_since=None, husband_away_years={"at_least": 0})
    assert answer.service("self_governance").missing == ("husband_away_years",)


def test_both_given_and_one_of_them_vague() -> None:
    """A second, vaguer statement never takes an answer back."""
    assert definition("2025-06-15", husband_away_years=0) == "no"
    assert definition("2025-06-15", husband_away_years=0, husband_away_since="2024-12") == "no"
    assert definition("2025-06-15", husband_away_years=0.5, husband_away_since="2024-12") == "yes"
    assert definition("2025-06-15", husband_away_since="2025-05-01", husband_away_years={"at_most": 1}) == "no"
    with pytest.raises(ContradictionError):
        definition("2025-06-15", husband_away_since="2025-05-01", husband_away_years=0.5)


def test_unsure_of_the_day_but_not_of_the_years() -> None:
    assert definition("2025-06-30", unsure=["husband_away_since"], husband_away_years=1) == "yes"
