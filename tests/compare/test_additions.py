"""What a sentence calls one document's addition is nothing that the other requires, too."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liushou import Rules
from liushou.compare.sentences import additions
from liushou.documents import Policy
from liushou.rules import ALWAYS, AllOf, AnyOf, Concept, Condition, IsTrue, Not, say
from liushou.rules.solver import Prover
from liushou.testing import conditions

from ..conftest import ON

pytest.importorskip("z3")
IDS = ("chongqing", "fengdu", "jilin", "yunnan", "national_2025")


@pytest.fixture(scope="module")
def prover(rules: Rules) -> Prover:
    return Prover(vocabulary=rules.vocabulary, on=ON)


def asked_for(condition: Condition, *, denied: bool = False) -> Iterator[Condition]:
    """Every leaf with its sign, concepts opened."""
    if isinstance(condition, (AllOf, AnyOf)):
        for child in condition.children:
            yield from asked_for(child, denied=denied)
    elif isinstance(condition, Concept):
        yield from asked_for(condition.condition, denied=denied)
    elif isinstance(condition, Not):
        yield from asked_for(condition.child, denied=not denied)
    else:
        yield Not(condition) if denied else condition


def wrong(condition: Condition, other: Condition, prover: Prover) -> list[object]:
    """What is wrong with the additions: something implied is named, or something is lost."""
    extra = additions(condition, other, prover)
    if extra is None:
        return [] if prover.implies(other, condition) else ["lost"]
    named = [leaf for leaf in asked_for(extra) if prover.implies(other, leaf)]
    same = prover.equivalent(AllOf((other, condition)), AllOf((other, extra)))
    return [*named, *([] if same else ["lost"])]


def any_of(policy: Policy, name: str) -> Condition:
    """The condition that any measure of this service or topic is met."""
    return AnyOf(tuple(dict.fromkeys(m.condition for _, m in policy.measures() if m.name == name)))


def test_nothing_that_both_documents_require_is_called_an_addition(rules: Rules, prover: Prover) -> None:
    pairs = {}
    for a, b in permutations((rules.policies[name] for name in IDS), 2):
        pairs[a.definition.condition, b.definition.condition] = (a.id, b.id, "definition")
        for name in {m.name for _, m in a.measures()} & {m.name for _, m in b.measures()}:
            pairs.setdefault((any_of(a, name), any_of(b, name)), (a.id, b.id, name))
    results = {where: wrong(a, b, prover) for (a, b), where in pairs.items()}
    assert {where: what for where, what in results.items() if what} == {}


@given(data=st.data())
def test_nor_any_generated_one(data: st.DataObject, rules: Rules, prover: Prover) -> None:
    trees = conditions(vocabulary=rules.vocabulary, max_leaves=4)
    shared, own, other = data.draw(trees), data.draw(trees), data.draw(trees)
    assert wrong(AllOf((shared, own)), AllOf((other, shared)), prover) == []
    assert wrong(own, other, prover) == []


def test_an_age_that_both_ask_for_is_left_out(rules: Rules, prover: Prover) -> None:
    """吉林：项目县的适龄妇女；云南：贫困地区的适龄妇女。"""
    jilin, yunnan = (
        next(m.condition for _, m in rules.policies[name].measures() if m.name == "two_cancer_screening")
        for name in ("jilin", "yunnan")
    )
    extra = additions(jilin, yunnan, prover)
    assert extra is not None
    assert "适龄" not in say(extra, rules.vocabulary)
    assert "项目县" in say(extra, rules.vocabulary)


def test_also_within_a_choice_and_within_a_concept(prover: Prover, rules: Rules) -> None:
    disabled, ill, elsewhere = IsTrue("disabled"), IsTrue("seriously_ill"), IsTrue("is_tekun")
    choice = AnyOf((AllOf((disabled, ill)), elsewhere))
    assert additions(choice, disabled, prover) == AnyOf((ill, elsewhere))
    named = Concept("both", "两者", AllOf((disabled, ill)))
    assert additions(named, disabled, prover) == ill
    assert additions(named, elsewhere, prover) is named
    assert additions(named, AllOf((disabled, ill)), prover) is None


def test_what_is_denied_is_no_addition_where_the_other_denies_it(prover: Prover) -> None:
    disabled, ill = IsTrue("disabled"), IsTrue("seriously_ill")
    assert additions(Not(AnyOf((disabled, ill))), Not(disabled), prover) == Not(ill)
    assert additions(Not(disabled), ALWAYS, prover) == Not(disabled)
