"""``conditions()``: every kind of node, and nothing that a rule file could not say."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given

import yaml
from liushou import load_rules
from liushou.profile import BY_NAME
from liushou.rules import (
    AllOf,
    AnyOf,
    Between,
    Compare,
    Concept,
    Condition,
    Elapsed,
    IsTrue,
    Not,
    OneOf,
    Parameter,
    Parser,
    Situation,
    Vocabulary,
    evaluate,
    to_data,
)
from liushou.rules.condition import facts, operands, walk
from liushou.testing import conditions
from liushou.yaml.tree import compose

from ..rules.situations import situations
from .occurring import occurs

VOCABULARY = load_rules().vocabulary


@given(conditions())
def test_what_is_drawn_can_be_written_into_a_rule_file(condition: Condition) -> None:
    tree, problems = compose(yaml.safe_dump(to_data(condition), allow_unicode=True))
    parser = Parser(VOCABULARY)
    back = parser.condition(tree)
    assert not problems
    assert not parser.problems
    assert back == (condition if isinstance(condition, AllOf) else AllOf((condition,)))


@pytest.mark.parametrize("kind", [AllOf, AnyOf, Not, Concept, IsTrue, OneOf, Compare, Between, Elapsed])
def test_every_kind_of_node_occurs(kind: type) -> None:
    assert occurs(conditions(), lambda condition: any(isinstance(node, kind) for node in walk(condition)))


def test_parameters_dates_and_ages_are_compared_with() -> None:
    def compared(tree: Condition, kind: type) -> bool:
        compares = [node for node in walk(tree) if isinstance(node, Compare)]
        return any(isinstance(operand, kind) for node in compares for operand in operands(node))

    assert occurs(conditions(), lambda tree: compared(tree, Parameter))
    assert occurs(conditions(), lambda tree: compared(tree, date))
    assert occurs(conditions(), lambda tree: "age" in facts(tree))


@given(conditions())
def test_needs_never_decide(condition: Condition) -> None:
    assert not any(name in BY_NAME and BY_NAME[name].need for name in facts(condition))


@given(conditions(max_leaves=1))
def test_one_leaf_is_one_phrase(condition: Condition) -> None:
    # Groups may wrap it; there is never a second phrase beside it.
    node = condition
    while isinstance(node, (AllOf, AnyOf, Not)):
        inner = node.children if not isinstance(node, Not) else (node.child,)
        assert len(inner) == 1
        node = inner[0]


@given(conditions(vocabulary=Vocabulary(facts={"disabled": BY_NAME["disabled"]})))
def test_only_the_vocabulary_handed_in_is_used(condition: Condition) -> None:
    assert set(facts(condition)) <= {"disabled"}


@given(conditions(), situations(on=date(2025, 6, 30)))
def test_each_can_be_evaluated_in_any_situation(condition: Condition, situation: Situation) -> None:
    assert evaluate(condition, situation) in (True, False, None)
