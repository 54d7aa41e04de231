"""Hypothesis on the shipped documents: more knowledge never takes an answer back, and matching is deterministic."""

from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from liushou import ContradictionError, Match, Matcher, Profile
from liushou.profile import FACTS

from ..profile.strategies import values
from .persons import FENGDU, HUNAN, KUNMING, LEFT_BEHIND, ON, WANZHOU, YUSHU

AGAIN = {place: Matcher(place=place, on=ON) for place in (FENGDU, WANZHOU, YUSHU, KUNMING, HUNAN)}
MATCHERS = {place: Matcher(place=place, on=ON) for place in (FENGDU, WANZHOU, YUSHU, KUNMING, HUNAN)}
BY_NAME = {fact.name: fact for fact in FACTS}
#: Facts that imply another one, or rule it out.
SAY_MORE = {name for fact in FACTS if fact.implies or fact.needs for name in (fact.name, *fact.needs)}
VALUES = {fact.name: values(fact) for fact in FACTS}


@st.composite
def women(draw: st.DrawFn) -> dict[str, Any]:
    """Mostly 留守妇女, else the definition decides everything."""
    base = {name: value for name, value in LEFT_BEHIND.items() if draw(st.integers(0, 9)) < 8}
    names = draw(st.lists(st.sampled_from(list(BY_NAME)), max_size=12, unique=True))
    return {**base, **{name: draw(VALUES[name]) for name in names}}


def answered(matcher: Matcher, stated: dict[str, Any]) -> Match:
    try:
        return matcher.match(Profile.from_mapping(stated))
    except ContradictionError:
        assume(False)
        raise


@st.composite
def learning(draw: st.DrawFn) -> tuple[dict[str, Any], dict[str, Any]]:
    """What is known of a woman, and the same with more: facts added, bounds narrowed."""
    after = draw(women())
    before = dict(after)
    for name in list(after):
        change = draw(st.sampled_from(["keep", "keep", "not asked", "vague"]))
        if change == "not asked":
            del before[name]
        elif change == "vague" and BY_NAME[name].kind in ("date", "number", "integer"):
            before[name] = _vaguer(draw, name, after[name])
    return before, after


def _vaguer(draw: st.DrawFn, name: str, raw: Any) -> Any:
    known = BY_NAME[name].read(raw)
    low, high = getattr(known, "low", None), getattr(known, "high", None)
    side = draw(st.sampled_from(["low", "high"]))
    if side == "low" and low is not None:
        return {"at_least": low}
    if side == "high" and high is not None:
        return {"at_most": high}
    return raw


@pytest.mark.parametrize("place", list(MATCHERS))
@given(learning())
def test_a_definite_status_stays(place: str, known: tuple[dict[str, Any], dict[str, Any]]) -> None:
    before, after = (answered(MATCHERS[place], stated) for stated in known)
    for policy, later in zip(before.policies, after.policies, strict=True):
        assert policy.left_behind in ("unknown", later.left_behind)
    for service in before.services:
        changed = after.service(service.id)
        assert service.status in ("undetermined", changed.status), service.id
        for ground, other in zip(service.grounds, changed.grounds, strict=True):
            assert ground.status in ("undetermined", other.status), (service.id, ground.citation)


@pytest.mark.parametrize("place", list(MATCHERS))
@given(women())
def test_the_same_question_has_the_same_answer(place: str, stated: dict[str, Any]) -> None:
    first = answered(MATCHERS[place], stated)
    backwards = dict(reversed(stated.items()))
    assert answered(MATCHERS[place], backwards) == first
    assert answered(AGAIN[place], stated).to_dict() == first.to_dict()
    assert MATCHERS[place].statuses(Profile.from_mapping(stated)) == first.statuses()


@pytest.mark.parametrize("place", [FENGDU, KUNMING])
@given(women(), st.data())
def test_what_is_not_asked_for_does_not_change_a_status(
    place: str, stated: dict[str, Any], data: st.DataObject
) -> None:
    """DESIGN §5: questions hold every fact that can still change a status."""
    answer = answered(MATCHERS[place], stated)
    missing = {name for service in answer.services for name in service.missing}
    # What the place knows is no open question, and what says something of another fact is knowledge of that one.
    settled = {*stated, *MATCHERS[place].place_values.facts, *SAY_MORE}
    others = [name for name in BY_NAME if name not in missing | settled]
    assume(others)
    name = data.draw(st.sampled_from(others))
    changed = answered(MATCHERS[place], {**stated, name: data.draw(VALUES[name])})
    assert changed.statuses() == answer.statuses()
