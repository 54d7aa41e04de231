"""The closed table of DESIGN §2, applied once before every reading."""

from datetime import date
from typing import Any

import pytest
from hypothesis import assume, given

from liushou import ContradictionError, Profile
from liushou.rules import IsTrue, Situation, evaluate, resolve
from liushou.values import Truth

from ..profile.strategies import ON, mappings


def holds(fact: str, **stated: Any) -> Truth:
    return evaluate(IsTrue(fact), Situation(resolve(Profile(**stated), ON)))


@pytest.mark.parametrize("grade", [1, {"at_least": 2}, {"at_most": 3}, {"at_least": 1, "at_most": 4}])
def test_a_grade_means_disabled(grade: Any) -> None:
    assert holds("disabled", disability_grade=grade) is True


def test_violence_at_home_infringes_her_rights() -> None:
    assert holds("rights_infringed", domestic_violence=True) is True
    assert holds("rights_infringed", domestic_violence=False) is None
    assert holds("rights_infringed", domestic_violence=False, rights_infringed=False) is False


def test_at_risk_of_poverty_is_monitored() -> None:
    assert holds("is_monitored", at_risk_of_poverty=True) is True
    assert holds("is_monitored", at_risk_of_poverty=False) is None


def test_care_needs_a_disability() -> None:
    assert holds("needs_long_term_care", needs_long_term_care=True) is True
    assert holds("needs_long_term_care", needs_long_term_care=True, disabled=False) is False
    assert holds("needs_long_term_care", disabled=False) is False


def test_nothing_is_implied_backwards() -> None:
    assert resolve(Profile(rights_infringed=True, is_monitored=True, disabled=True), ON).values.keys() == {
        "rights_infringed", "is_monitored", "disabled",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("given_fact", "other"),
    [("husband_away_since", "husband_away_years"), ("husband_away_years", "husband_away_since")],
)
def test_of_the_two_ways_to_say_how_long_one_suffices(given_fact: str, other: str) -> None:
    value = {"husband_away_since": "2024-01-01", "husband_away_years": 1.5}[given_fact]
    known = resolve(Profile.from_mapping({given_fact: value}), ON)
    assert known.not_applicable == {other}


def test_neither_of_the_two_is_simply_not_asked() -> None:
    assert resolve(Profile(sex="female"), ON).not_applicable == frozenset()


@given(mappings())
def test_applied_twice_is_applied_once(stated: dict[str, object]) -> None:
    try:
        once = resolve(Profile.from_mapping(stated), ON)
        again = Profile.from_mapping(dict(once.values))
        twice = resolve(again, ON)
    except ContradictionError:
        assume(False)
    assert twice.values == once.values
    assert twice.not_applicable == once.not_applicable


@given(mappings())
def test_a_value_is_never_also_not_applicable(stated: dict[str, object]) -> None:
    try:
        known = resolve(Profile.from_mapping(stated), ON)
    except ContradictionError:
        assume(False)
    assert not known.not_applicable & known.values.keys()
    assert not known.not_applicable & known.unsure


def test_settling_needs_a_day() -> None:
    assert resolve(Profile(), date(2020, 1, 1)).on == date(2020, 1, 1)
