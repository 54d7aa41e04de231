"""Matcher.statuses, .truths and .match say the same, and what the reference says."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liushou import Matcher, Profile, match
from liushou.answer import status_of
from liushou.testing import left_behind, profiles

from ..rules.readings.plain import of_today, plain_match, plain_statuses

ON = date(2025, 6, 30)
MATCHERS = {
    place: Matcher(place=place, on=on)
    for place, on in (
        ("500230", ON), ("500101", ON), ("220182", ON), ("530102", ON), ("nation", ON), ("430000", ON),
        ("220000", ON),
    )
}  # fmt: skip


@st.composite
def women(draw: st.DrawFn) -> tuple[Matcher, Profile]:
    """A place, and a woman who lives there."""
    matcher = MATCHERS[draw(st.sampled_from(sorted(MATCHERS)))]
    known = draw(st.sampled_from(({}, left_behind(ON))))
    return matcher, draw(profiles(on=ON, known=known, place=matcher.place.code))


@given(women())
def test_statuses_are_those_of_the_reference(case: tuple[Matcher, Profile]) -> None:
    matcher, profile = case
    assert matcher.statuses(profile) == plain_statuses(matcher, profile)


@given(women())
def test_truths_are_the_statuses_in_the_order_of_services(case: tuple[Matcher, Profile]) -> None:
    matcher, profile = case
    statuses = [status_of(value) for value in matcher.truths(profile)]
    assert dict(zip(matcher.services, statuses, strict=True)) == matcher.statuses(profile)


@given(women())
def test_the_whole_answer_is_that_of_the_reference(case: tuple[Matcher, Profile]) -> None:
    matcher, profile = case
    answer = of_today(matcher.match(profile))
    plain = plain_match(matcher, profile)
    assert answer.to_dict() == plain.to_dict()
    assert answer == plain
    assert answer.statuses() == matcher.statuses(profile)


def test_the_answers_dict_is_a_new_one_each_time() -> None:
    matcher = MATCHERS["500230"]
    for profile in (Profile(), Profile(sex="male"), Profile(**left_behind(ON))):
        first = matcher.statuses(profile)
        first["dibao"] = "spoilt"  # type: ignore[assignment]
        assert matcher.statuses(profile)["dibao"] != "spoilt"


def test_a_mapping_is_read_as_a_profile() -> None:
    matcher = MATCHERS["500230"]
    mapping = {"sex": "女", "birth_date": "1975-03-08", "lives_in_village": "是"}
    assert matcher.statuses(mapping) == matcher.statuses(Profile(**mapping))
    assert matcher.truths(mapping) == matcher.truths(Profile(**mapping))


def test_a_day_before_every_document_has_no_services() -> None:
    matcher = Matcher(place="500230", on=date(2015, 1, 1))
    assert matcher.statuses(Profile()) == {}
    assert matcher.truths(Profile(sex="female")) == ()
    assert match(Profile(), place="500230", on=date(2015, 1, 1)).services == ()


@pytest.mark.parametrize("place", sorted(MATCHERS))
def test_nothing_known_leaves_every_service_open(place: str) -> None:
    assert set(MATCHERS[place].statuses(Profile()).values()) == {"undetermined"}
