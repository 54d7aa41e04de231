"""Needs are reported and never decide (DESIGN §2)."""

import pytest

from liushou import Rules
from liushou.profile import FACTS

from .persons import FENGDU, HUNAN, KUNMING, WANZHOU, YUSHU, ask, status

NEEDS = [fact.name for fact in FACTS if fact.need]


@pytest.mark.parametrize("place", [FENGDU, YUSHU, KUNMING, HUNAN])
@pytest.mark.parametrize("disabled", [True, False, None])
def test_no_need_changes_a_status(place: str, disabled: bool | None) -> None:
    plain = ask(place, disabled=disabled)
    for value in (True, False):
        needy = ask(place, disabled=disabled, **dict.fromkeys(NEEDS, value))
        assert needy.statuses() == plain.statuses()
        assert needy.questions == plain.questions


def test_the_need_of_a_service() -> None:
    """云 二（八）: one ground without a need and one 为有需求的; `need` is any over those that have one."""
    for value, word in ((True, "yes"), (False, "no"), (None, "unknown")):
        rehabilitation = ask(KUNMING, disabled=True, needs_rehabilitation=value).service("rehabilitation")
        assert rehabilitation.need == word
        assert rehabilitation.status == "eligible"
        assert {ground.need for ground in rehabilitation.grounds} == {None, word}


def test_no_need_anywhere_is_null() -> None:
    assert ask(WANZHOU).service("dibao").need is None
    assert ask(WANZHOU).service("two_cancer_screening").need is None


def test_any_of_several_needs() -> None:
    answer = ask(WANZHOU, needs_counselling=False)
    assert answer.service("counselling").need == "no"
    assert status("counselling", WANZHOU, needs_counselling=False) == "eligible"


def test_needs_are_not_questions() -> None:
    for place in (FENGDU, YUSHU, KUNMING, HUNAN):
        asked = {question.fact for question in ask(place, base={}).questions}
        assert not asked & set(NEEDS)


def test_family_education_asks_for_no_child(rules: Rules) -> None:
    """DESIGN §2: 家庭教育 asks for no child, 丈夫 for no certificate."""
    assert status("family_education", WANZHOU, children_count=0) == "eligible"
    assert "children_count" not in {question.fact for question in ask(WANZHOU, base={}).questions}


def test_words_of_need_in_the_quotes_carry_a_need(rules: Rules) -> None:
    """有需求的, 有需要的: every individual measure that quotes them reports a need."""
    for policy in rules.policies.values():
        for clause, measure in policy.measures():
            if measure.individual and any(words in measure.quote for words in ("有需求的", "有需要的")):
                assert measure.need is not None, (policy.id, clause.at, measure.quote)
                assert rules.facts[measure.need].need
