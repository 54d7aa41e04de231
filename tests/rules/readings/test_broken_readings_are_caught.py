"""A reading that is broken in one place is caught by the law, within its usual examples."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import pytest

from liushou import Matcher, Profile
from liushou.profile import relations
from liushou.rules import Explanation, Lowering, Possibly
from liushou.rules.columns import Formulas
from liushou.rules.compile import leaves as leafcode
from liushou.rules.compile.program import build
from liushou.rules.durable import rulesets as durable_module
from liushou.rules.javascript import interpreter
from liushou.rules.solver import knowledge as solver_knowledge
from liushou.rules.solver.knowledge import Knowledge
from liushou.rules.solver.terms import Bits, Numerals
from liushou.testing import left_behind

from ...frames.conditions import evaluate_conditions
from . import table
from .plain import of_today, plain_match
from .table import compiled, disagrees, durable, javascript, solver
from .worlds import document_trials, trials

Broken = tuple[str, str]
IN_SOURCE: dict[str, Broken] = {
    "at least becomes more than": (r">= (c\d+)", r"> \1"),
    "at most becomes less than": (r"<= (c\d+)", r"< \1"),
    "after becomes on or after": (r"l > (c\d+) else", r"l >= \1 else"),
    "under becomes at most": (r"h < (c\d+) else", r"h <= \1 else"),
    "all becomes any": (r" & ", " | "),
    "any becomes all": (r" \| ", " & "),
    "unknown becomes no": (r"else 1 if (f\d+) is None else 0", r"else 0"),
    "not applicable is forgotten": (r"0 if f\d+ is False else ", ""),
    "possibly becomes surely": (r"= 3 if (v\d+) else 0", r"= \1"),
    "possibly is always so": (r"= 3 if v\d+ else 0", r"= 3"),
}


@pytest.mark.parametrize("how", IN_SOURCE)
def test_in_the_compiled_source(how: str) -> None:
    pattern, instead = IN_SOURCE[how]
    changed: list[int] = []

    def broken(source: str) -> Any:
        text, count = re.subn(pattern, instead, source)
        changed.append(count)
        return build(text)

    def reading(*trial: Any) -> Any:
        return compiled(*trial, build=broken)

    assert disagrees("compiled", trials(), reading)
    assert sum(changed) > 0


@pytest.mark.parametrize("how", ["at least becomes more than", "all becomes any", "not applicable is forgotten"])
def test_on_the_documents_alone(how: str) -> None:
    pattern, instead = IN_SOURCE[how]
    assert disagrees(
        "compiled",
        document_trials(),
        lambda *trial: compiled(*trial, build=lambda source: build(re.sub(pattern, instead, source))),
    )


@pytest.fixture
def off_by_a_day(monkeypatch: pytest.MonkeyPatch) -> None:
    """A cut-off day reckoned as on less six months, which is wrong at month ends."""
    from liushou.values import add

    monkeypatch.setattr(leafcode, "cutoff", lambda on, amount, unit: add(on, -amount, unit))


@pytest.mark.usefixtures("off_by_a_day")
def test_a_cut_off_that_is_wrong_at_month_ends() -> None:
    assert disagrees("compiled", document_trials())


FLIPPED = {"$gte": "$gt", "$lte": "$lt", "$lt": "$lte", "$gt": "$gte"}


@pytest.mark.parametrize("sign", FLIPPED)
def test_a_comparison_in_a_ruleset(sign: str, monkeypatch: pytest.MonkeyPatch) -> None:
    right = durable_module.sided

    def wrong(fact: str, *sides: Any) -> dict[str, Any]:
        return right(fact, *((side, FLIPPED[one] if one == sign else one, mark) for side, one, mark in sides))

    monkeypatch.setattr(durable_module, "sided", wrong)
    assert disagrees("durable", trials(), durable)


OTHER_SIGN = {">=": ">", "<=": "<", "<": "<=", ">": ">="}


@pytest.mark.parametrize("sign", OTHER_SIGN)
def test_a_comparison_in_the_solver(sign: str, monkeypatch: pytest.MonkeyPatch) -> None:
    right = Numerals.related

    def wrong(terms: Numerals, left: Any, operator: str, operand: Any) -> Bits:
        return right(terms, left, OTHER_SIGN[sign] if operator == sign else operator, operand)

    monkeypatch.setattr(Numerals, "related", wrong)
    assert disagrees("solver", trials(), solver)


@pytest.mark.parametrize("sign", ["<=", ">"])
def test_a_sign_in_the_terms_of_the_solver(sign: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Deeper down, and in one of the two bits only."""
    right = Numerals.relate

    def wrong(terms: Numerals, left: Any, operator: str, operand: Any) -> Any:
        return right(terms, left, OTHER_SIGN[sign] if operator == sign else operator, operand)

    monkeypatch.setattr(Numerals, "relate", wrong)
    assert disagrees("solver", trials(), solver)


def test_what_does_not_apply_in_the_solver(monkeypatch: pytest.MonkeyPatch) -> None:
    """Not applicable taken for unknown."""
    right = Knowledge._leaf

    def wrong(knowledge: Knowledge, leaf: Any) -> Bits:
        away = knowledge.away.pop(leaf.fact, None)
        bits = right(knowledge, leaf)
        if away is not None:
            knowledge.away[leaf.fact] = away
        return bits

    monkeypatch.setattr(Knowledge, "_leaf", wrong)
    assert disagrees("solver", trials(), solver)


def test_a_cut_off_in_the_solver(monkeypatch: pytest.MonkeyPatch) -> None:
    """On less six months, which is wrong at month ends."""
    from liushou.values import add

    monkeypatch.setattr(solver_knowledge, "cutoff", lambda on, amount, unit: add(on, -amount, unit))
    assert disagrees("solver", document_trials(), solver)


def test_a_column_that_is_read_for_another(monkeypatch: pytest.MonkeyPatch) -> None:
    """The lower sides taken for the upper ones, in the frame."""

    def swapped(frame: Any, *args: Any, **kwargs: Any) -> Any:
        low, high = "birth_date__min", "birth_date__max"
        return evaluate_conditions(frame.rename({low: high, high: low}), *args, **kwargs)

    monkeypatch.setattr(table, "evaluate_conditions", swapped)
    assert disagrees("polars", trials())


def test_a_comparison_in_the_columns(monkeypatch: pytest.MonkeyPatch) -> None:
    from liushou.rules.columns import expressions as columns

    right = columns.cutoff
    monkeypatch.setattr(columns, "cutoff", lambda on, amount, unit: right(on, amount + 1, unit))
    assert disagrees("polars", trials())


def test_possibly_in_a_ruleset(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is not asked taken for unknown, not for possible."""
    monkeypatch.setattr(durable_module._Writer, "_possibly", lambda writer, leaf: writer.node(leaf))
    assert disagrees("durable", trials(), durable)


def test_possibly_in_the_solver(monkeypatch: pytest.MonkeyPatch) -> None:
    right = Knowledge._bits

    def wrong(knowledge: Knowledge, condition: Any) -> Bits:
        return right(knowledge, condition.child if isinstance(condition, Possibly) else condition)

    monkeypatch.setattr(Knowledge, "_bits", wrong)
    assert disagrees("solver", trials(), solver)


def test_possibly_in_the_columns(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Formulas, "possibly", lambda formulas, part: part)
    assert disagrees("polars", trials())


def test_what_facts_say_of_each_other_is_not_forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    """A reading that reads the tree as it is written."""
    from liushou.rules.compile import program

    class Unlowered(Lowering):
        def leaf(self, leaf: Any) -> Any:
            return leaf

    monkeypatch.setattr(program, "lowering", lambda facts: Unlowered((), relations({})))
    assert disagrees("compiled", trials(), compiled)


IN_JAVASCRIPT: dict[str, Broken] = {
    "at most becomes less than": ("!strict && less.high === more.low", "false"),
    "all becomes any": ('kind === "all") return allOf', 'kind === "all") return anyOf'),
    "not applicable is forgotten": ("this.known.away.has(leaf.fact)", "false"),
    "possibly becomes surely": ("return value !== false", "return value"),
    "a month has no last day": ("Math.min(date, lastOfMonth(toYear, toMonth))", "date"),
    "a law is always in force": ("law === undefined || this.inForce(law) === true ?", "true ?"),
}


@pytest.mark.parametrize("how", IN_JAVASCRIPT)
def test_in_the_interpreter(how: str) -> None:
    right, wrong = IN_JAVASCRIPT[how]
    assert right in interpreter()
    source = interpreter().replace(right, wrong)
    assert disagrees("javascript", trials(), lambda *trial: javascript(*trial, source=source))


def test_possibly_in_the_explanation(monkeypatch: pytest.MonkeyPatch) -> None:
    right = Explanation._value

    def wrong(explanation: Explanation, node: Any, values: Any) -> Any:
        return values[node.children[0]] if node.kind == "possibly" else right(explanation, node, values)

    matcher = Matcher(place="500230", on=date(2025, 6, 30))
    woman = Profile(**left_behind(date(2025, 6, 30)), disability_grade=1)
    assert of_today(matcher.match(woman)) == plain_match(matcher, woman)
    monkeypatch.setattr(Explanation, "_value", wrong)
    assert of_today(matcher.match(woman)) != plain_match(matcher, woman)
