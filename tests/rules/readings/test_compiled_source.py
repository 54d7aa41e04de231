"""The generated source holds a closed vocabulary; nothing of a rule file becomes code."""

from __future__ import annotations

import ast
from collections.abc import Callable
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liushou import InputError, Matcher, Profile
from liushou.profile import BY_NAME, Fact
from liushou.rules import ALWAYS, AllOf, AnyOf, Compare, Condition, IsTrue, Not, OneOf, UnsupportedNodeError
from liushou.rules.compile.leaves import refuser
from liushou.rules.compile.program import compile_rules
from liushou.values import Truth

from .worlds import trials

ON = date(2025, 6, 30)
OWN_ATTRIBUTES = {"low", "high", "extra", "get", "copy", *BY_NAME}
NAMES = ("p", "t", "on", "truths", "table", "states")
STATEMENTS = (ast.Module, ast.FunctionDef, ast.Return, ast.Assign, ast.If, ast.Expr)


def closed(source: str) -> None:
    """Assert that the source is made of numbered names, known attributes, and small numbers."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.stmt):
            assert isinstance(node, STATEMENTS), ast.dump(node)
        elif isinstance(node, ast.Name):
            assert node.id in NAMES or node.id[0] in "cdfvw", node.id
            assert node.id in NAMES or node.id[1:].rstrip("lh").isdigit(), node.id
        elif isinstance(node, ast.Attribute):
            assert node.attr in OWN_ATTRIBUTES, node.attr
        elif isinstance(node, ast.Constant):
            assert node.value in (None, True, False, 0, 1, 3), node.value


@pytest.mark.parametrize("place", ["500230", "220182", "530102", "nation"])
def test_of_the_documents(place: str) -> None:
    closed(Matcher(place=place, on=ON).compiled.source)


@given(trials())
def test_of_generated_conditions(trial) -> None:
    conditions, _, world = trial
    outputs = {str(number): [(AllOf(()), one)] for number, one in enumerate(conditions)}
    closed(compile_rules(outputs, (0, 1, 2), on=world.on, parameters=world.parameters).source)


def compile_condition(condition: Condition) -> Callable[[Profile], Truth]:
    truths = compile_rules({"it": [(ALWAYS, condition)]}, (False, None, True), on=ON).truths
    return lambda profile: truths(profile)[0]


EVIL = "x\n    import os; os.abort() #"


@given(st.text(min_size=1) | st.sampled_from((EVIL, "__import__('os')", '"; raise SystemExit; "')))
def test_of_names_and_values_that_are_code(text: str) -> None:
    """Names of one's own facts, of services, and values are handed over as values."""
    facts = {
        **BY_NAME,
        text: Fact(name=text, title="自", kind="yes_no", ask="？"),
        "own": Fact(name="own", title="自", kind="choice", ask="？", choices={text: "一"}),
    }
    condition = AnyOf((IsTrue(text), OneOf("own", (text,))))
    outputs = {text: [(AllOf(()), condition)]}
    made = compile_rules(outputs, (text + "0", text + "1", text + "2"), on=ON, facts=facts)
    closed(made.source)
    assert made.table(Profile()) == {text: text + "1"}
    assert made.table(Profile(extra={text: False, "own": text})) == {text: text + "2"}


def test_a_condition_on_a_fact_that_does_not_exist_is_an_error() -> None:
    with pytest.raises(InputError, match="unknown fact"):
        compile_condition(IsTrue("no_such_fact"))


def test_a_comparison_that_does_not_fit_the_fact_is_an_error() -> None:
    with pytest.raises(UnsupportedNodeError, match="compiled reading does not support Compare"):
        compile_condition(Not(Compare("disabled", ">=", 1.0)))


def test_refusing_what_the_reference_accepts_is_loud() -> None:
    with pytest.raises(AssertionError, match="resolve"):
        refuser({}, BY_NAME, ON)(Profile(sex="female"))


def test_a_deep_tree_and_a_wide_one_compile() -> None:
    deep = IsTrue("disabled")
    for _ in range(150):
        deep = Not(AllOf((deep, IsTrue("is_tekun"))))
    wide = AnyOf(tuple(AllOf((IsTrue("disabled"), Compare("children_count", ">", float(n)))) for n in range(300)))
    function = compile_condition(AllOf((deep, wide)))
    assert function(Profile(disabled=True, is_tekun=True, children_count=3)) is True
    assert function(Profile(disabled=True, is_tekun=True, children_count=0)) is False
    assert function(Profile(disabled=True, is_tekun=True)) is None
