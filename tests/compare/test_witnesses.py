"""Every witness is a person on whom the two documents differ, by the reference answer."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from liushou import Rules
from liushou.compare import Diff
from liushou.profile import Profile, settle
from liushou.rules import Situation, evaluate
from liushou.rules.truth import any_of, word
from liushou.values import Bounds

from ..conftest import ON
from .test_pairs import PAIRS

Compared = Callable[[str, str], Diff]
LINES = {"two_cancer_screening_age_min": Bounds(35.0, 35.0), "two_cancer_screening_age_max": Bounds(64.0, 64.0)}


@pytest.mark.parametrize(("a", "b"), PAIRS)
def test_every_witness_replays(a: str, b: str, compared: Compared, rules: Rules) -> None:
    found = compared(a, b)
    policies = {"a": rules.policies[a], "b": rules.policies[b]}
    for witness in found.definition.witnesses:
        told = Situation(settle(Profile.from_mapping(witness.profile), ON), LINES)
        for key, says in (("a", witness.a), ("b", witness.b)):
            assert word(evaluate(policies[key].definition.condition, told)) == says
    for row in found.services:
        wider = {"a_wider": ["a"], "b_wider": ["b"], "incomparable": ["a", "b"]}.get(row.verdict, [])
        assert len(row.witnesses) == len(wider), row.id
        for witness in row.witnesses:
            pinned = {name: Bounds(value, value) for name, value in witness.assumed.items()}
            told = Situation(settle(Profile.from_mapping(witness.profile), ON), {**LINES, **pinned})
            for key, says in (("a", witness.a), ("b", witness.b)):
                policy = policies[key]
                measures = [
                    measure for _, measure in policy.measures() if measure.name == row.id and measure.individual
                ]
                assert evaluate(policy.definition.condition, told) is True
                met = any_of(evaluate(measure.condition, told) for measure in measures)
                assert met is (says == "eligible")


@pytest.mark.parametrize(("a", "b"), [("chongqing", "jilin"), ("chongqing", "fengdu")])
def test_no_fact_of_a_witness_can_be_left_out(a: str, b: str, compared: Compared, rules: Rules) -> None:
    for row in compared(a, b).services:
        for witness in row.witnesses:
            for left_out in witness.profile:
                profile = {name: value for name, value in witness.profile.items() if name != left_out}
                told = Situation(settle(Profile.from_mapping(profile), ON), LINES)
                values = []
                for key in (a, b):
                    policy = rules.policies[key]
                    values.append(evaluate(policy.definition.condition, told))
                    values.append(any_of(evaluate(measure.condition, told) for _, measure in policy.measures()
                                         if measure.name == row.id and measure.individual))  # fmt: skip
                assert None in values, (row.id, left_out)


def test_nine_denied_facts_are_told_in_one_word(compared: Compared) -> None:
    row = compared("yunnan", "national_2025").service("ledger_registration")
    assert row.witnesses[0].sentence == "不属于“困难群体”：云南算，全国不算"
