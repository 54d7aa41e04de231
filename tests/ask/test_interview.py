"""The interview on the shipped documents: nothing irrelevant is asked, and where it stops nothing can change."""

from __future__ import annotations

import json
from datetime import date
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liushou import Matcher, Profile
from liushou.ask import Interview, next_question
from liushou.problems import ContradictionError
from liushou.profile import plain
from liushou.testing import complete_profiles, profiles

ON = date(2025, 6, 30)
PLACES = ("500230", "500101", "220182", "530102", "430000")
DAYS = (ON, date(2021, 6, 1))
MATCHERS = {(place, on): Matcher(place=place, on=on) for place in PLACES for on in DAYS}
LEFT_BEHIND = {
    "sex": "female",
    "lives_in_village": True,
    "husband_away_for_work": True,
    "husband_outside_county": True,
    "husband_away_since": "2023-02",
}


def at(place: str = "500230", on: date = ON, **known: Any) -> Interview:
    return Interview(place=place, on=on, profile=known)


def answers(interview: Interview, woman: Profile) -> Interview:
    """The interview with her to its end: what she cannot say, she does not know."""
    while interview.question is not None:
        interview.answer(interview.question.fact, plain(woman.get(interview.question.fact)))
        assert not interview.problems
    return interview


@given(st.data(), st.sampled_from(PLACES), st.sampled_from(DAYS), st.randoms(use_true_random=False))
def test_where_it_stops_no_completion_changes_a_status(data: st.DataObject, place: str, on: date, dice: Random) -> None:
    woman = data.draw(complete_profiles(on=on, place=place))
    end = answers(at(place, on), woman).profile
    matcher = MATCHERS[place, on]
    statuses = matcher.statuses(end)
    others = [data.draw(complete_profiles(on=on, place=place)) for _ in range(2)]
    stated = dict(end.known())
    for other in (woman, *others):
        more = {name: value for name, value in other.known() if name not in end.unsure and dice.random() < 0.9}
        try:
            assert matcher.statuses({**more, **stated, "unsure": sorted(end.unsure)}) == statuses
        except ContradictionError:
            continue
    assert not matcher.match(end).questions or set(end.unsure)


@given(st.data(), st.sampled_from(PLACES), st.sampled_from(DAYS))
def test_every_question_could_change_a_status(data: st.DataObject, place: str, on: date) -> None:
    """For some answer or other, with the rest known or not, a status comes out differently."""
    known = data.draw(profiles(on=on, place=place))
    interview = Interview(place=place, on=on, profile=known)
    if interview.question is None:
        return
    asked = {question.fact for question in MATCHERS[place, on].match(known).questions}
    assert interview.screen is not None
    assert set(interview.screen.facts) <= asked
    assert not known.unsure & set(interview.screen.facts)


@pytest.mark.parametrize("place", PLACES)
def test_it_is_a_function_of_what_is_known(place: str) -> None:
    one, other = {"sex": "female", "receives_dibao": False}, {"receives_dibao": "否", "sex": "女"}
    screen = next_question(one, place=place, on=ON)
    assert screen is not None
    assert screen == next_question(other, place=place, on=ON) == at(place, **one).screen
    assert json.loads(json.dumps(screen.to_dict(), ensure_ascii=False))["rows"][0]["fact"] == screen.rows[0].fact


def test_a_question_says_which_clauses_hang_on_it() -> None:
    screen = at(**LEFT_BEHIND).screen
    assert screen is not None
    row = screen.row("disabled")
    assert row is not None
    assert {why.service for why in row.why} >= {"rehabilitation", "assistive_devices"}
    assert row.settles == len({why.service for why in row.why})
    for why in row.why:
        measures = [measure for _, measure in MATCHERS["500230", ON].measures(why.service)]
        assert why.quote in {measure.quote for measure in measures}


# -- groups --------------------------------------------------------------------------------


def assistance() -> Interview:
    known: dict[str, Any] = {**LEFT_BEHIND, "disabled": False, "is_monitored": False}
    screen = next_question(known, place="500230", on=ON, group="assistance")
    assert screen is not None
    assert screen.group == "assistance"
    interview = at(**known)
    interview.answer("receives_dibao", False)
    return interview


def test_facts_of_one_group_are_one_screen() -> None:
    screen = assistance().screen
    assert screen is not None
    assert screen.title == "低保、特困、低保边缘等"
    assert screen.several
    assert {"is_tekun", "is_dibao_marginal", "is_rigid_expenditure_hardship"} <= set(screen.facts)


def test_none_of_these_answers_all_on_the_screen() -> None:
    interview = assistance()
    assert interview.screen is not None
    facts = interview.screen.facts
    interview.tick()
    assert all(interview.profile.get(fact) is False for fact in facts)


def test_ticked_is_yes_and_the_others_are_no_where_something_hangs_on_them() -> None:
    interview = at(**LEFT_BEHIND, disabled=False)
    while interview.screen is not None and interview.screen.group != "rights":
        interview.answer({row.fact: _no(row.kind) for row in interview.screen.rows})
    if interview.screen is not None:
        interview.tick("domestic_violence")
        # 遭受家庭暴力即权益受侵害: no contradiction is made of what was not ticked.
        assert not interview.problems
        assert interview.profile.get("domestic_violence") is True


def _no(kind: str) -> Any:
    return {"yes_no": False, "date": "1960-01-01", "choice": "female"}.get(kind, 5000)


# -- laws ----------------------------------------------------------------------------------


def test_back_takes_back_one_screen() -> None:
    interview = at(sex="female")
    before, profile = interview.screen, interview.profile
    interview.answer("lives_in_village", True)
    assert interview.screen != before
    interview.back()
    assert interview.screen == before
    assert interview.profile == profile
    assert interview.back().screen == before


def test_back_after_a_tick_takes_back_all_of_it() -> None:
    interview = assistance()
    before = interview.screen
    assert interview.tick("is_tekun").back().screen == before


def test_what_is_skipped_comes_last_and_skipped_again_no_more() -> None:
    interview = at(**LEFT_BEHIND)
    assert interview.question is not None
    skipped = interview.question.fact
    interview.skip()
    asked = []
    while interview.question is not None and interview.question.fact != skipped:
        asked.append(interview.question.fact)
        interview.unsure()
    assert asked
    assert skipped not in asked
    assert interview.question is not None
    interview.skip()
    assert interview.done
    assert interview.profile.get(skipped) is None
    assert skipped not in interview.profile.unsure


def test_what_she_does_not_know_is_never_asked_again() -> None:
    interview = at(**LEFT_BEHIND)
    seen: list[str] = []
    while interview.question is not None:
        assert interview.question.fact not in seen
        seen.append(interview.question.fact)
        interview.unsure()
    assert set(seen) == interview.profile.unsure


@pytest.mark.parametrize("said", [None, "不清楚", "unsure"])
def test_not_knowing_is_an_answer(said: str | None) -> None:
    interview = at(sex="female").answer("lives_in_village", said)
    assert not interview.problems
    assert interview.profile.unsure == {"lives_in_village"}
    assert "lives_in_village" not in _facts_of(interview)


def test_the_number_of_years_is_asked_where_the_day_is_not_known() -> None:
    asked = _facts_of(at(sex="female", lives_in_village=True, husband_away_for_work=True))
    assert "husband_away_since" in asked
    assert "husband_away_years" not in asked
    unsure = {"sex": "female", "lives_in_village": True, "unsure": ["husband_away_since"]}
    assert "husband_away_years" in _facts_of(at(**unsure))


def test_what_needs_another_fact_waits_for_it() -> None:
    asked = _facts_of(at(**LEFT_BEHIND, receives_dibao=False, is_dibao_marginal=True))
    assert "disability_grade" not in asked


def _facts_of(interview: Interview) -> set[str]:
    return {fact for screen in [interview.screen] if screen is not None for fact in screen.facts}


def test_a_month_is_an_answer_and_is_asked_for_more_exactly_where_that_matters() -> None:
    interview = at(on=date(2025, 6, 15), **{**LEFT_BEHIND, "husband_away_since": None})
    interview.answer("husband_away_since", "2024-12")
    assert interview.question is not None
    while interview.question.fact != "husband_away_since":
        interview.unsure()
    assert interview.question.known == {"at_least": "2024-12-01", "at_most": "2024-12-31"}
    interview.answer("husband_away_since", "2024-12")
    # She knows no better: it is not asked a third time.
    assert interview.profile.unsure >= {"husband_away_since"}
    assert interview.question is None or interview.question.fact != "husband_away_since"
    assert interview.profile.get("husband_away_since") is not None


def test_a_month_that_decides_is_enough() -> None:
    interview = at(**{**LEFT_BEHIND, "husband_away_since": "2024-03"})
    assert "husband_away_since" not in _facts_of(interview)


@pytest.mark.parametrize(
    ("fact", "value"),
    [("birth_date", "1980年"), ("birth_date", "2031-01-01"), ("lives_in_village", "也许"), ("nothing", True)],
)
def test_an_answer_that_cannot_be_is_data_and_the_question_comes_again(fact: str, value: Any) -> None:
    interview = at(sex="female")
    screen, profile = interview.screen, interview.profile
    interview.answer(fact, value)
    assert interview.problems
    assert interview.screen == screen
    assert interview.profile == profile
    assert not interview.answer("lives_in_village", True).problems


def test_a_contradiction_is_data_and_names_both_facts() -> None:
    interview = at(sex="female", disabled=False)
    interview.answer("disability_grade", 2)
    assert [problem.code.value for problem in interview.problems] == ["contradiction"]
    assert interview.profile.get("disability_grade") is None


def test_a_profile_that_contradicts_itself_is_refused_at_once() -> None:
    with pytest.raises(ContradictionError):
        at(disabled=False, disability_grade=2)


def test_the_answer_is_that_of_match() -> None:
    interview = at(sex="male")
    assert interview.done
    assert interview.match == MATCHERS["500230", ON].match({"sex": "male"})
