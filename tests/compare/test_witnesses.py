"""Every witness is a person on whom the two documents differ, by the reference answer."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

import pytest

from liushou import Rules, load_rules
from liushou.compare import Diff
from liushou.documents import Policy
from liushou.profile import Profile
from liushou.rules import Situation, evaluate, resolve
from liushou.rules.evaluate import any_of, word
from liushou.values import Bounds, exactly

from ..conftest import ON
from .test_pairs import PAIRS

Compared = Callable[[str, str], Diff]
LINES = {"two_cancer_screening_age_min": Bounds(35.0, 35.0), "two_cancer_screening_age_max": Bounds(64.0, 64.0)}


def _situation(profile: Mapping[str, Any], assumed: Mapping[str, Any] = MappingProxyType({})) -> Situation:
    pinned = {name: Bounds(value, value) for name, value in assumed.items()}
    in_force = dict.fromkeys(load_rules().laws(), exactly(1.0))
    return Situation(resolve(Profile.from_mapping(profile), ON), {**LINES, **in_force, **pinned})


def _both(policy: Policy, service: str, situation: Situation) -> tuple[bool | None, bool | None]:
    """Whether she is under the definition, and whether a measure of the service is met."""
    measures = [measure for _, measure in policy.measures() if measure.name == service and measure.individual]
    met = any_of(evaluate(measure.condition, situation) for measure in measures)
    return evaluate(policy.definition.condition, situation), met


@pytest.mark.parametrize(("a", "b"), PAIRS)
def test_every_witness_replays(a: str, b: str, compared: Compared, rules: Rules) -> None:
    comparison = compared(a, b)
    documents = (rules.policies[a], rules.policies[b])
    assert [
        (witness.sentence, policy.id)
        for witness in comparison.definition.witnesses
        for policy, says in zip(documents, (witness.a, witness.b), strict=True)
        if word(evaluate(policy.definition.condition, _situation(witness.profile))) != says
    ] == []
    wider = {"a_wider": 1, "b_wider": 1, "incomparable": 2}
    counts = {row.id: len(row.witnesses) for row in comparison.services}
    assert counts == {row.id: wider.get(row.verdict, 0) for row in comparison.services}
    assert [
        (witness.sentence, policy.id)
        for row in comparison.services
        for witness in row.witnesses
        for policy, says in zip(documents, (witness.a, witness.b), strict=True)
        if _both(policy, row.id, _situation(witness.profile, witness.assumed)) != (True, says == "eligible")
    ] == []


@pytest.mark.parametrize(("a", "b"), [("chongqing", "jilin"), ("chongqing", "fengdu")])
def test_no_fact_of_a_witness_can_be_left_out(a: str, b: str, compared: Compared, rules: Rules) -> None:
    needless = []
    for row in compared(a, b).services:
        for witness in row.witnesses:
            for left_out in witness.profile:
                situation = _situation({name: value for name, value in witness.profile.items() if name != left_out})
                values = (*_both(rules.policies[a], row.id, situation), *_both(rules.policies[b], row.id, situation))
                needless += [] if None in values else [(row.id, left_out)]
    assert needless == []


def test_nine_denied_facts_are_told_in_one_word(compared: Compared) -> None:
    row = compared("yunnan", "national_2025").service("ledger_registration")
    assert row.witnesses[0].sentence == "不属于“困难群体”：云南算，全国不算"
