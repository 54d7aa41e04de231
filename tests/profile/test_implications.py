"""The closed table of DESIGN §2, applied once before every reading."""

from datetime import date

import pytest
from hypothesis import assume, given

from liushou import ContradictionError, Profile
from liushou.profile import settle

from .strategies import ON, mappings


def test_a_grade_means_disabled() -> None:
    for grade in (1, {"at_least": 2}, {"at_least": 1, "at_most": 4}):
        assert settle(Profile(disability_grade=grade), ON).values["disabled"] is True


def test_violence_at_home_infringes_her_rights() -> None:
    assert settle(Profile(domestic_violence=True), ON).values["rights_infringed"] is True
    assert "rights_infringed" not in settle(Profile(domestic_violence=False), ON).values


def test_at_risk_of_poverty_is_monitored() -> None:
    assert settle(Profile(at_risk_of_poverty=True), ON).values["is_monitored"] is True
    assert "is_monitored" not in settle(Profile(at_risk_of_poverty=False), ON).values


def test_nothing_is_implied_backwards() -> None:
    assert settle(Profile(rights_infringed=True, is_monitored=True, disabled=True), ON).values.keys() == {
        "rights_infringed", "is_monitored", "disabled",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("given_fact", "other"),
    [("husband_away_since", "husband_away_years"), ("husband_away_years", "husband_away_since")],
)
def test_of_the_two_ways_to_say_how_long_one_suffices(given_fact: str, other: str) -> None:
    value = {"husband_away_since": "2024-01-01", "husband_away_years": 1.5}[given_fact]
    known = settle(Profile.from_mapping({given_fact: value}), ON)
    assert known.not_applicable == {other}


def test_neither_of_the_two_is_simply_not_asked() -> None:
    assert settle(Profile(sex="female"), ON).not_applicable == frozenset()


@given(mappings())
def test_applied_twice_is_applied_once(stated: dict[str, object]) -> None:
    try:
        once = settle(Profile.from_mapping(stated), ON)
        again = Profile.from_mapping(dict(once.values))
        twice = settle(again, ON)
    except ContradictionError:
        assume(False)
    assert twice.values == once.values
    assert twice.not_applicable == once.not_applicable


@given(mappings())
def test_a_value_is_never_also_not_applicable(stated: dict[str, object]) -> None:
    try:
        known = settle(Profile.from_mapping(stated), ON)
    except ContradictionError:
        assume(False)
    assert not known.not_applicable & known.values.keys()
    assert not known.not_applicable & known.unsure


def test_settling_needs_a_day() -> None:
    assert settle(Profile(), date(2020, 1, 1)).on == date(2020, 1, 1)
