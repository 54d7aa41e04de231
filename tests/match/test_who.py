"""A man, an empty profile, what she is unsure of, and what contradicts itself."""

from typing import Any

import pytest

from liushou import ContradictionError, Profile, match
from liushou.profile import FACTS

from .persons import FENGDU, HUNAN, KUNMING, ON, WANZHOU, YUSHU, ask, left_behind

OF_THE_COUNTY = {words for fact in FACTS if fact.place for words in (fact.yes, fact.no)}
PLACES = [FENGDU, WANZHOU, YUSHU, KUNMING, HUNAN]


@pytest.mark.parametrize("place", PLACES)
def test_a_man_is_answered_no(place: str) -> None:
    """DESIGN §2: a man with a husband's facts is no contradiction; he is answered no."""
    for answer in (ask(place, sex="male"), ask(place, base={"sex": "male"}, receives_dibao=True, birth_date=1980)):
        assert set(left_behind(answer).values()) == {"no"}
        assert set(answer.statuses().values()) == {"ineligible"}
        assert answer.questions == ()
        for service in answer.services:
            for ground in service.grounds:
                assert [blocker.fact for blocker in ground.blocked_by if blocker.fact == "sex"] == ["sex"]
                assert ground.missing == ()


@pytest.mark.parametrize("place", PLACES)
def test_of_nobody_nothing_is_said(place: str) -> None:
    """DESIGN §2: an unknown input is never a no – and never a yes."""
    for profile in ({}, Profile(), {"sex": None}):
        answer = match(profile, place=place, on=ON)
        assert set(left_behind(answer).values()) == {"unknown"}
        assert set(answer.statuses().values()) == {"undetermined"}
        for service in answer.services:
            for ground in service.grounds:
                # What holds of her county may be met; nothing of herself is.
                assert set(ground.met) <= OF_THE_COUNTY
                assert ground.blocked_by == ()
                assert "sex" in ground.missing


@pytest.mark.parametrize("place", PLACES)
def test_who_is_left_behind_has_what_asks_for_nothing_else(place: str) -> None:
    answer = ask(place)
    for service in answer.services:
        for ground in service.grounds:
            assert ground.status != "ineligible", (service.id, ground.blocked_by)


def test_unsure_is_unknown_and_stays_missing() -> None:
    """DESIGN §2: unsure: unknown, and not asked again unless an authority settles it."""
    plain, unsure = ask(FENGDU), ask(FENGDU, unsure=["birth_date", "sudden_hardship", "receives_dibao", "disabled"])
    assert unsure.statuses() == plain.statuses()
    assert [service.missing for service in unsure.services] == [service.missing for service in plain.services]
    before = {question.fact: question for question in plain.questions}
    after = {question.fact: question for question in unsure.questions}
    assert before.keys() - after.keys() == {"birth_date", "sudden_hardship", "disabled"}
    # 低保 is settled by 民政: worth asking there.
    assert after["receives_dibao"] == before["receives_dibao"]
    assert after["receives_dibao"].settled_by == "authority"


def test_unsure_of_her_birth_month() -> None:
    answer = ask(WANZHOU, birth_date=1990, unsure=["birth_date"])
    assert answer.service("two_cancer_screening").status == "undetermined"
    assert answer.service("two_cancer_screening").missing == ("birth_date",)
    assert "birth_date" not in {question.fact for question in answer.questions}


@pytest.mark.parametrize(
    ("stated", "fields"),
    [
        ({"disabled": False, "disability_grade": 1}, {"disabled", "disability_grade"}),
        ({"birth_date": "2025-07-01"}, {"birth_date", "on"}),
        ({"husband_away_since": "2026"}, {"husband_away_since", "on"}),
        ({"husband_away_since": "2025-06-01", "husband_away_years": 2}, {"husband_away_since", "husband_away_years"}),
    ],
)
def test_contradictions_name_both_fields(stated: dict[str, Any], fields: set[str]) -> None:
    with pytest.raises(ContradictionError) as caught:
        ask(FENGDU, **stated)
    assert set(caught.value.fields) == fields
    assert all(name in str(caught.value) for name in fields)


def test_implied_facts_count() -> None:
    assert ask(HUNAN, disability_grade=3).service("rehabilitation").status == "eligible"
    assert ask(HUNAN, domestic_violence=True).service("ledger_registration").status == "eligible"
    assert ask(HUNAN, at_risk_of_poverty=True).service("low_income_monitoring").status == "eligible"
    assert ask(HUNAN, disabled=False).service("disability_allowances").status == "ineligible"
    answer = ask(HUNAN, disabled=False)
    assert not {"disability_grade", "needs_long_term_care"} & {question.fact for question in answer.questions}


@pytest.mark.parametrize(
    ("stated", "value"),
    [
        ({"disabled": True, "receives_dibao": True}, "eligible"),
        ({"disability_grade": 2, "needs_long_term_care": True}, "eligible"),
        ({"disability_grade": 2, "needs_long_term_care": False, "receives_dibao": False, "assets_within_limit": False}, "ineligible"),
        ({"disability_grade": 3, "receives_dibao": False, "assets_within_limit": False}, "ineligible"),
        ({"disability_grade": 3}, "undetermined"),
        ({"disability_grade": {"at_most": 2}, "needs_long_term_care": True}, "eligible"),
        ({"disability_grade": {"at_least": 2}, "needs_long_term_care": True}, "undetermined"),
        # 特困 is no obstacle unless a place's source says so.
        ({"disabled": True, "receives_dibao": True, "is_tekun": True}, "eligible"),
    ],
)  # fmt: skip
def test_disability_allowances(stated: dict[str, Any], value: str) -> None:
    """DESIGN §4: disabled in a dibao household; or grade 1–2 needing long-term care."""
    assert ask(HUNAN, **stated).service("disability_allowances").status == value


def test_jilin_excludes_tekun() -> None:
    stated = {"disabled": True, "receives_dibao": True}
    assert ask(YUSHU, **stated, is_tekun=True).service("disability_allowances").status == "ineligible"
    assert ask(YUSHU, **stated, is_tekun=False).service("disability_allowances").status == "eligible"
    assert ask(YUSHU, **stated).service("disability_allowances").status == "undetermined"


def test_her_own_word_on_a_place_fact_wins() -> None:
    stated = {"disabled": True, "receives_dibao": True, "is_tekun": True}
    answer = ask(YUSHU, **stated, tekun_excluded_from_disability_allowances=False)
    assert answer.service("disability_allowances").status == "eligible"
