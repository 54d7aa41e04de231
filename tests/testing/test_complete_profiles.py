"""``complete_profiles()``: everything is known exactly, or not applicable."""

from __future__ import annotations

from datetime import date

from hypothesis import given

from liushou import Profile, load_rules, match
from liushou.documents import values_at
from liushou.profile import FACTS
from liushou.rules import Situation, evaluate, resolve
from liushou.testing import complete_profiles, conditions

ON = date(2025, 6, 30)


@given(complete_profiles(on=ON))
def test_every_fact_is_known_or_not_applicable(profile: Profile) -> None:
    known = resolve(profile, ON)
    for fact in FACTS:
        assert (fact.name in known.values) is not (fact.name in known.not_applicable)
    assert all(getattr(value, "exact", True) for value in known.values.values())
    assert not known.unsure


@given(complete_profiles(on=ON), conditions())
def test_only_a_parameter_can_leave_a_condition_open(profile: Profile, condition: object) -> None:
    lines = values_at(load_rules(), "500101", ON).parameters
    assert evaluate(condition, Situation(resolve(profile, ON), lines)) is not None  # type: ignore[arg-type]


@given(complete_profiles(on=ON, place="500101"))
def test_a_place_with_its_lines_leaves_no_question(profile: Profile) -> None:
    answer = match(profile, place="500101", on=ON)
    assert answer.questions == ()
    assert all(service.status != "undetermined" for service in answer.services)
