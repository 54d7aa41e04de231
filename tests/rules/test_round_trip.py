"""What is written down reads back as the same tree."""

from typing import Any

from hypothesis import given

import yaml
from liushou.rules import AllOf, Compare, Condition, Parser, phrase, to_data
from liushou.rules.condition import LEAVES, walk
from liushou.yaml.tree import compose

from .strategies import conditions, leaves, vocabulary


def read(data: Any) -> Condition:
    tree, wrong = compose(yaml.safe_dump(data, allow_unicode=True, width=10_000))
    assert wrong == ()
    parser = Parser(vocabulary())
    condition = parser.condition(tree)
    assert parser.problems == []
    return condition


@given(leaves())
def test_a_leaf_s_phrase(leaf: Any) -> None:
    assert read(phrase(leaf)) == leaf


@given(conditions())
def test_a_tree(condition: Condition) -> None:
    expected = condition if isinstance(condition, AllOf) else AllOf((condition,))
    assert read(to_data(condition)) == expected


def test_small_numbers_have_no_exponent() -> None:
    leaf = Compare("income_per_capita_month", "<", 0.00001)
    assert phrase(leaf) == "income_per_capita_month < 0.00001"
    assert read(phrase(leaf)) == leaf


def test_the_shipped_conditions(rules: Any) -> None:
    for policy in rules.policies.values():
        trees = [policy.definition.condition, *(measure.condition for _, measure in policy.measures())]
        for tree in trees:
            assert read(to_data(tree)) == (tree if isinstance(tree, AllOf) else AllOf((tree,)))


@given(conditions())
def test_positions_do_not_make_trees_differ(condition: Condition) -> None:
    again = read(to_data(condition))
    assert any(isinstance(node, LEAVES) and node.location is not None for node in walk(again))
    assert hash(again) == hash(read(to_data(again)))
