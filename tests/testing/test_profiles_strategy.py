"""``profiles()``: never a contradiction, never a day after ``on``, every state of knowledge."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from hypothesis import find, given, settings
from hypothesis import strategies as st

from liushou import Profile, match
from liushou.documents import values_at
from liushou.match import Matcher
from liushou.profile import BY_NAME, parse_yaml
from liushou.proof import one_line
from liushou.rules import resolve
from liushou.testing import left_behind, profiles
from liushou.values import Bounds

from .occurring import occurs

ON = date(2025, 6, 30)
MONTH_END = date(2024, 12, 31)
QUICK = settings(max_examples=500, database=None)


@given(data=st.data(), on=st.dates(date(1990, 1, 1), date(2040, 12, 31)))
def test_no_profile_contradicts_itself_on_any_day(data: st.DataObject, on: date) -> None:
    resolve(data.draw(profiles(on=on)), on)


@given(profiles(on=ON, place="500230"))
def test_match_never_refuses_one(profile: Profile) -> None:
    match(profile, place="500230", on=ON)


@given(profiles(on=ON))
def test_no_day_lies_after_on(profile: Profile) -> None:
    for _, value in profile.known():
        for side in (value.low, value.high) if isinstance(value, Bounds) else ():
            assert not isinstance(side, date) or side <= ON


@given(profiles(on=ON))
def test_a_profile_can_be_written_and_read(profile: Profile) -> None:
    assert Profile.from_mapping(profile.to_mapping()) == profile
    assert parse_yaml(one_line(profile.to_mapping()) if profile.to_mapping() else "") == profile


@pytest.mark.parametrize(
    "wanted",
    [
        pytest.param(lambda one: not list(one.known()) and not one.unsure, id="nothing known"),
        pytest.param(lambda one: any(getattr(value, "exact", None) is False for _, value in one.known()), id="bounds"),
        pytest.param(lambda one: bool(one.unsure), id="unsure"),
        pytest.param(lambda one: resolve(one, ON).not_applicable, id="not applicable"),
        pytest.param(lambda one: one.husband_away_since and one.husband_away_years, id="both facts of his absence"),
        pytest.param(lambda one: one.domestic_violence is True and one.rights_infringed is not None, id="implied"),
        pytest.param(lambda one: one.disability_grade is not None and one.disabled is None, id="grade alone"),
        pytest.param(lambda one: one.husband_away_since == Bounds(MONTH_END, MONTH_END), id="month end"),
    ],
)
def test_every_state_occurs(wanted: Callable[[Profile], Any]) -> None:
    # Some occur once in a hundred women: 500 can miss them.
    assert occurs(profiles(on=ON), wanted, most=2_000)


def test_it_shrinks_to_what_matters() -> None:
    found = find(profiles(on=ON), lambda one: one.disabled is True, settings=QUICK)
    assert found == Profile(disabled=True)


@given(profiles(on=ON, known={"disabled": False, "rights_infringed": False, "husband_away_years": 3}))
def test_known_facts_are_stated_and_kept(profile: Profile) -> None:
    assert profile.disabled is False
    assert profile.rights_infringed is False
    assert profile.husband_away_years == Bounds(3.0, 3.0)
    resolve(profile, ON)


@given(profiles(on=ON, known={"husband_away_since": "2020-05", "disability_grade": 2, "is_monitored": False}))
def test_known_facts_rule_out_what_contradicts_them(profile: Profile) -> None:
    assert profile.disabled is not False
    assert profile.at_risk_of_poverty is not True
    resolve(profile, ON)


@given(profiles(on=ON, known={"husband_away_years": {"at_most": 0.4}}))
def test_a_known_absence_under_half_a_year_stays_one(profile: Profile) -> None:
    assert resolve(profile, ON).values["husband_away_years"] == Bounds(None, 0.4)


@given(profiles(on=ON, facts=["sex", "disabled"]))
def test_only_the_facts_asked_for_are_stated(profile: Profile) -> None:
    assert {name for name, _ in profile.known()} | profile.unsure <= {"sex", "disabled"}


@given(profiles(on=ON, bounded=False, unsure=False))
def test_bounds_and_doubts_can_be_left_out(profile: Profile) -> None:
    assert not profile.unsure
    assert all(getattr(value, "exact", True) for _, value in profile.known())


def test_the_lines_of_a_place_are_tried() -> None:
    line = values_at(Matcher(place="500230", on=ON).rules, "500230", ON).parameters["rural_dibao_line"].low
    strategy = profiles(on=ON, place="500230", facts=["income_per_capita_month"])
    assert occurs(strategy, lambda one: one.income_per_capita_month == Bounds(line, line))


@given(profiles(on=ON, place="220182"))
def test_what_the_registers_know_of_a_place_is_left_to_them(profile: Profile) -> None:
    assert profile.tekun_excluded_from_disability_allowances is None


@given(profiles(on=ON, known=left_behind(ON)))
def test_left_behind_is_left_behind_everywhere(profile: Profile) -> None:
    for place in ("500230", "220182", "530000"):
        answer = match(profile, place=place, on=ON)
        assert {one.left_behind for one in answer.policies} == {"yes"}


def test_facts_of_ones_own(own: Any) -> None:
    from liushou import load_rules

    rules = load_rules(own / "policies")
    assert "water_is_far" not in BY_NAME
    assert occurs(profiles(on=ON, rules=rules), lambda one: one.extra.get("water_is_far") is True)


def test_what_it_is_made_of_is_not_printed() -> None:
    assert repr(profiles(on=ON, place="500230")).count("Fact(") == 0
