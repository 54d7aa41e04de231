"""The solver and the evaluator agree on every day, at month ends and leap days too."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from liushou.profile import Profile
from liushou.rules import AllOf, Compare, Condition, Elapsed, Not, Situation, Vocabulary, evaluate, resolve
from liushou.rules.solver import Prover
from liushou.values import Unit, age, cutoff

from ...examples import examples

pytest.importorskip("z3")
HARD = [
    date(2024, 2, 29),
    date(2025, 2, 28),
    date(2025, 8, 31),
    date(2025, 3, 31),
    date(2000, 2, 29),
    date(2100, 2, 28),
]
DAYS = st.one_of(st.sampled_from(HARD), st.dates(date(1990, 1, 1), date(2100, 12, 31)))
UNITS = st.sampled_from(("days", "months", "years"))


def _is(day: date, fact: str) -> Condition:
    return Compare(fact, "=", day)


def _evaluated(condition: Condition, fact: str, day: date, on: date) -> bool | None:
    return evaluate(condition, Situation(resolve(Profile.from_mapping({fact: day.isoformat()}), on)))


@settings(max_examples=examples(0.2))
@given(DAYS, st.integers(1, 40), UNITS, st.integers(-3, 3))
@example(date(2025, 8, 31), 6, "months", 0)
@example(date(2025, 2, 28), 6, "months", 0)
@example(date(2025, 2, 28), 12, "months", 1)
@example(date(2024, 2, 29), 1, "years", 0)
def test_elapsed_around_the_cutoff(on: date, amount: int, unit: Unit, shift: int) -> None:
    prover = Prover(vocabulary=Vocabulary(), on=on)
    condition = Elapsed("husband_away_since", amount, unit)
    day = min(on, cutoff(on, amount, unit) + timedelta(days=shift))
    proved = prover.satisfiable(AllOf((_is(day, "husband_away_since"), condition)))
    assert proved is _evaluated(condition, "husband_away_since", day, on)


@settings(max_examples=examples(0.2))
@given(DAYS, st.integers(0, 90), st.integers(-3, 3), st.sampled_from(("<", "<=", ">", ">=", "=")))
@example(date(2025, 2, 28), 35, 1, ">=")
@example(date(2025, 3, 1), 25, 0, ">=")
@example(date(2024, 2, 29), 60, 0, "=")
def test_age_around_the_birthday(on: date, years: int, shift: int, sign: str) -> None:
    born = min(on, cutoff(on, years, "years") + timedelta(days=shift))
    condition = Compare("age", sign, float(years))  # type: ignore[arg-type]
    prover = Prover(vocabulary=Vocabulary(), on=on)
    proved = prover.satisfiable(AllOf((_is(born, "birth_date"), condition)))
    assert proved is _evaluated(condition, "birth_date", born, on)
    assert prover.satisfiable(AllOf((_is(born, "birth_date"), Compare("age", "=", float(age(born, on))))))


@settings(max_examples=examples(0.2))
@given(DAYS)
def test_six_months_are_not_half_of_365_days_at_month_ends(on: date) -> None:
    """Exactly one day is the last on which half a year is over, and it is the cut-off."""
    prover = Prover(vocabulary=Vocabulary(), on=on)
    last = cutoff(on, 6, "months")
    over = Elapsed("husband_away_since", 6, "months")
    assert prover.equivalent(over, AllOf((over, Compare("husband_away_since", "<=", last))))
    witness = prover.witness(AllOf((over, Compare("husband_away_since", ">=", last))))
    assert witness is not None
    assert witness.profile.husband_away_since.low == last


def test_nobody_is_born_or_left_after_the_day() -> None:
    prover = Prover(vocabulary=Vocabulary(), on=date(2025, 6, 30))
    for fact in ("birth_date", "husband_away_since"):
        assert not prover.satisfiable(Compare(fact, ">", date(2025, 6, 30)))
        assert prover.satisfiable(Compare(fact, "=", date(2025, 6, 30)))


def test_age_and_birth_are_one() -> None:
    prover = Prover(vocabulary=Vocabulary(), on=date(2025, 6, 30))
    assert prover.equivalent(Compare("age", ">=", 60.0), Compare("birth_date", "<=", date(1965, 6, 30)))
    assert not prover.equivalent(Compare("age", ">=", 60.0), Compare("birth_date", "<=", date(1965, 6, 29)))


def test_a_date_and_years_away_hang_together_within_a_year() -> None:
    """Both stated, they differ by a year at most; else only one is stated."""
    prover = Prover(vocabulary=Vocabulary(), on=date(2025, 6, 30))
    left = Compare("husband_away_since", ">=", date(2024, 6, 30))
    assert prover.satisfiable(AllOf((left, Compare("husband_away_years", ">=", 2.0))))
    assert not prover.satisfiable(AllOf((left, Compare("husband_away_years", ">=", 2.1))))
    assert prover.satisfiable(AllOf((left, Not(Compare("husband_away_years", ">=", 2.1)))))
    long_ago = Compare("husband_away_since", "<=", date(2020, 6, 30))
    assert prover.satisfiable(
        AllOf((long_ago, Compare("husband_away_years", "<=", 4.0), Compare("husband_away_years", ">=", 4.0)))
    )
    near = AllOf((Compare("husband_away_since", ">=", date(2020, 6, 1)), long_ago))
    assert not prover.satisfiable(
        AllOf((near, Compare("husband_away_years", ">", 0.0), Compare("husband_away_years", "<", 3.9)))
    )
