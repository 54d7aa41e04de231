"""What an office has decided of a residual condition: reported as settled or refused, never a change of status."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liushou import Decision, InputError, Match, Profile, Settled, load_rules, match
from liushou.match import Matcher
from liushou.report import page

from .persons import FENGDU, LEFT_BEHIND, ON, WANZHOU, YUSHU

RULES = load_rules()
#: Every residual of a measure for one woman: (document, clause, service, text).
RESIDUALS = [
    (policy.id, clause.at, measure.name, text)
    for policy in RULES.policies.values()
    for clause, measure in policy.measures()
    if measure.individual
    for text in measure.residual
]


def fengdu_dibao(**changed: Any) -> dict[str, Any]:
    (clause, text), *_ = [(at, text) for policy, at, name, text in RESIDUALS if (policy, name) == ("fengdu", "dibao")]
    decision = {"policy": "fengdu", "clause": clause, "service": "dibao", "residual": text, "outcome": "granted"}
    return {**decision, "by": "丰都县民政局", "on": "2025-06-01", **changed}


def answer_of(*decisions: dict[str, Any], place: str = FENGDU, on: date = ON) -> Match:
    return match({**LEFT_BEHIND, "decisions": list(decisions)}, place=place, on=on)


def test_a_granted_residual_moves_to_settled() -> None:
    before, after = answer_of(), answer_of(fengdu_dibao())
    text = fengdu_dibao()["residual"]
    own = [ground for ground in after.service("dibao").grounds if ground.policy == "fengdu"]
    assert [(ground.residual, ground.refused) for ground in own] == [((), ())] * len(own)
    assert [ground.settled for ground in own] == [
        (Settled(residual=text, by="丰都县民政局", on=date(2025, 6, 1)),) for _ in own
    ]
    others = [ground for ground in after.service("dibao").grounds if ground.policy != "fengdu"]
    assert others == [ground for ground in before.service("dibao").grounds if ground.policy != "fengdu"]
    assert "已认定：符合条件" in page(after, RULES)
    assert Match.from_dict(after.to_dict()) == after


def test_a_refused_one_stays_marked_with_office_and_day() -> None:
    answer = answer_of(fengdu_dibao(outcome="refused"))
    (ground,) = [ground for ground in answer.service("dibao").grounds if ground.policy == "fengdu"]
    assert ground.settled == ()
    assert [(refused.by, refused.on) for refused in ground.refused] == [("丰都县民政局", date(2025, 6, 1))]
    (text,) = ground.residual
    assert text.startswith("符合条件")
    assert text.endswith("2025年6月1日丰都县民政局认定不符合）")
    assert text in page(answer, RULES)


def test_the_last_decision_counts_in_whatever_order_they_are_given() -> None:
    decisions = [fengdu_dibao(outcome="refused", on="2024-01-01"), fengdu_dibao(on="2025-01-01")]
    for given_in in (decisions, decisions[::-1]):
        (ground,) = [ground for ground in answer_of(*given_in).service("dibao").grounds if ground.policy == "fengdu"]
        assert (ground.residual, [settled.on for settled in ground.settled]) == ((), [date(2025, 1, 1)])


def test_without_what_stands_in_brackets() -> None:
    """The document prints 符合条件; that 民政部门 decides is said in brackets."""
    short = fengdu_dibao(residual="符合条件")
    (ground,) = [ground for ground in answer_of(short).service("dibao").grounds if ground.policy == "fengdu"]
    assert [settled.residual for settled in ground.settled] == [fengdu_dibao()["residual"]]


@pytest.mark.parametrize(
    ("changed", "code", "near"),
    [
        ({"policy": "fengdv"}, "unknown-name", "fengdu"),
        ({"clause": "二(一)"}, "unknown-name", "二（一）"),
        ({"service": "diabo"}, "unknown-name", "dibao"),
        ({"residual": "符合条见"}, "unknown-name", None),
        ({"residual": "人品好"}, "unknown-name", None),
        ({"on": "2025-07-01"}, "decision-after-on", None),
    ],
)
def test_refused(changed: dict[str, Any], code: str, near: str | None) -> None:
    profile = Profile(**LEFT_BEHIND, decisions=[fengdu_dibao(**changed)])
    matcher = Matcher(place=FENGDU, on=ON)
    for ask in (matcher.match, matcher.statuses, matcher.truths, matcher.outcomes, matcher.situation):
        with pytest.raises(InputError) as caught:
            ask(profile)
        (problem,) = caught.value.problems
        assert problem.code == code
        assert near is None or problem.did_you_mean == near
        assert problem.format("zh") != problem.format("en")


def test_granted_and_refused_on_one_day_is_an_error() -> None:
    with pytest.raises(InputError, match="both granted and refused"):
        answer_of(fengdu_dibao(), fengdu_dibao(outcome="refused"))


def test_all_mistakes_at_once_each_at_its_place() -> None:
    from liushou.profile import parse_yaml

    lines = ["decisions:"]
    for changed in ({"policy": "x"}, {}, {"on": "2025-12-31"}):
        lines.append(f"  - {str(fengdu_dibao(**changed)).replace(chr(39), '')}")
    with pytest.raises(InputError) as caught:
        match(parse_yaml("\n".join(lines), "f"), place=FENGDU, on=ON)
    assert [str(problem.location) for problem in caught.value.problems] == ["f:2:5", "f:4:5"]


def test_a_document_that_does_not_apply_here_is_noted() -> None:
    answer = answer_of(fengdu_dibao(), place=WANZHOU)
    assert any("丰都民政发〔2021〕76号" in note and "未计入" in note for note in answer.notes)
    assert answer.services == answer_of(place=WANZHOU).services


OUTCOMES = st.fixed_dictionaries(
    {
        "about": st.sampled_from(RESIDUALS),
        "outcome": st.sampled_from(["granted", "refused"]),
        "on": st.integers(1, 28).map(lambda day: date(2025, 5, day)),
    }
)
FACTS = st.fixed_dictionaries(
    {}, optional=dict.fromkeys(("disabled", "seriously_ill", "receives_dibao", "lives_in_village"), st.booleans())
)


@given(
    st.lists(OUTCOMES, max_size=6, unique_by=lambda decision: (decision["about"], decision["on"])),
    FACTS,
    st.sampled_from([FENGDU, WANZHOU, YUSHU, "530102", "430000"]),
)
def test_no_decision_changes_a_status(decisions: list[dict[str, Any]], facts: dict[str, bool], place: str) -> None:
    names = ("policy", "clause", "service", "residual")
    stated = [
        Decision(
            **dict(zip(names, decision["about"], strict=True)),
            outcome=decision["outcome"],
            by="某局",
            on=decision["on"],
        )
        for decision in decisions
    ]
    without = Profile(**{**LEFT_BEHIND, **facts})
    profile = Profile(**{**LEFT_BEHIND, **facts}, decisions=stated)
    matcher = Matcher(place=place, on=ON)
    before, after = matcher.match(without), matcher.match(profile)
    assert (after.statuses(), after.questions, after.policies) == (before.statuses(), before.questions, before.policies)
    assert matcher.statuses(profile) == matcher.statuses(without)
    lost = []
    for one, other in zip(before.services, after.services, strict=True):
        for ground, decided in zip(one.grounds, other.grounds, strict=True):
            left = len(decided.residual) + len(decided.settled)
            same = (ground.status, ground.met, ground.blocked_by) == (decided.status, decided.met, decided.blocked_by)
            if left != len(ground.residual) or not same:
                lost.append((one.id, ground.citation.clause))
    assert lost == []
