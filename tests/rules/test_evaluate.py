"""The reference reading, leaf by leaf, and its trace."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given

from liushou.rules import (
    ALWAYS,
    AllOf,
    AnyOf,
    Between,
    Compare,
    Condition,
    Elapsed,
    IsTrue,
    KnownFacts,
    Not,
    OneOf,
    Parameter,
    Situation,
    evaluate,
)
from liushou.values import Bounds

from .strategies import conditions, growing_knowledge
from .tracing import trace

ON = date(2025, 6, 30)
LINE = Parameter("rural_dibao_line")


def exactly(value: Any) -> Bounds[Any]:
    return Bounds(value, value)


def said(leaf: Condition, value: Any = None, *, line: Bounds[float] | None = None) -> bool | None:
    fact = "birth_date" if leaf.fact == "age" else leaf.fact  # type: ignore[union-attr]
    values = {} if value is None else {fact: value}
    return evaluate(
        leaf, Situation(KnownFacts(on=ON, values=values), {} if line is None else {"rural_dibao_line": line})
    )


@pytest.mark.parametrize(
    "leaf",
    [IsTrue("disabled"), OneOf("sex", ("female",)), Compare("age", ">=", 1.0), Between("age", 1.0, 2.0),
     Elapsed("husband_away_since", 6, "months"), Compare("income_per_capita_month", "<", LINE)],
)  # fmt: skip
def test_not_asked_is_unknown_and_not_applicable_is_no(leaf: Any) -> None:
    """DESIGN §2: an unknown input is never a no; a leaf on what is not applicable is no."""
    assert said(leaf) is None
    assert evaluate(leaf, Situation(KnownFacts(on=ON, values={}, not_applicable=frozenset([leaf.fact])), {})) is False


def test_yes_no_and_choices() -> None:
    assert said(IsTrue("disabled"), True) is True
    assert said(IsTrue("disabled"), False) is False
    assert said(OneOf("sex", ("female",)), "female") is True
    assert said(OneOf("sex", ("female",)), "male") is False
    assert said(OneOf("sex", ("female", "male")), "male") is True


@pytest.mark.parametrize(
    ("bounds", "value"),
    [
        (exactly(1.0), True), (exactly(3.0), False), (Bounds(1.0, 2.0), True), (Bounds(1.0, 3.0), None),
        (Bounds(3.0, 4.0), False), (Bounds(2.0, None), None), (Bounds(None, 1.0), None), (Bounds(3.0, None), False),
    ],
)  # fmt: skip
def test_one_of_whole_numbers_within_bounds(bounds: Bounds[float], value: bool | None) -> None:
    assert said(OneOf("disability_grade", (1.0, 2.0)), bounds) is value


@pytest.mark.parametrize(
    ("income", "line", "value"),
    [
        (exactly(400.0), exactly(500.0), True),
        (exactly(500.0), exactly(500.0), False),
        (exactly(499.0), Bounds(500.0, None), True),  # under a floor is under the line
        (exactly(500.0), Bounds(500.0, None), None),  # the county's line may be higher
        (exactly(9999.0), Bounds(500.0, None), None),  # above a floor is unknown, not no
        (exactly(580.0), Bounds(581.0, 600.0), True),
        (exactly(581.0), Bounds(581.0, 600.0), None),
        (exactly(599.0), Bounds(581.0, 600.0), None),
        (exactly(600.0), Bounds(581.0, 600.0), False),
        (Bounds(None, 400.0), exactly(500.0), True),
        (Bounds(None, 500.0), exactly(500.0), None),
        (Bounds(500.0, None), exactly(500.0), False),
        (exactly(0.0), None, None),  # no line known at all
    ],
)
def test_incomes_against_lines(income: Any, line: Any, value: bool | None) -> None:
    assert said(Compare("income_per_capita_month", "<", LINE), income, line=line) is value


@pytest.mark.parametrize(
    ("born", "value"),
    [
        (exactly(date(1990, 6, 30)), True),
        (exactly(date(1990, 7, 1)), False),
        (exactly(date(1960, 7, 1)), True),  # 64, the last day before her 65th birthday
        (exactly(date(1960, 6, 30)), False),  # 65
        (Bounds(date(1990, 1, 1), date(1990, 12, 31)), None),
        (Bounds(date(1990, 1, 1), date(1990, 6, 30)), True),
        (Bounds(date(1960, 1, 1), date(1960, 12, 31)), None),
        (Bounds(None, date(1990, 6, 30)), None),
        (Bounds(None, date(1960, 6, 30)), False),
    ],
)
def test_ages_between(born: Any, value: bool | None) -> None:
    assert said(Between("age", 35.0, 64.0), born) is value


def test_between_with_one_side_unknown() -> None:
    leaf = Between("age", Parameter("rural_dibao_line"), 64.0)
    assert said(leaf, exactly(date(1950, 1, 1))) is False
    assert said(leaf, exactly(date(1990, 1, 1))) is None


def test_nothing_and_everything() -> None:
    nobody = Situation(KnownFacts(on=ON, values={}))
    assert evaluate(ALWAYS, nobody) is True
    assert evaluate(AnyOf(()), nobody) is False
    assert evaluate(Not(ALWAYS), nobody) is False
    assert evaluate(AllOf((ALWAYS, IsTrue("disabled"))), nobody) is None


@given(conditions(), growing_knowledge())
def test_the_trace_says_what_the_evaluation_says(condition: Condition, known: tuple[Situation, Situation]) -> None:
    for situation in known:
        traced = trace(condition, situation)
        assert traced.value is evaluate(condition, situation)
        pending = [traced]
        while pending:
            one = pending.pop()
            assert one.value is evaluate(one.node, situation)
            pending += one.children
