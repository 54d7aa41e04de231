"""Blind spots: decided for every completion, yet reported as unknown."""

from __future__ import annotations

from datetime import date

import pytest

from liushou.rules import AllOf, AnyOf, Compare, Condition, IsTrue, Not, OneOf, Parameter
from liushou.rules.solver import Prover

from .small import PARAMETERS, VOCABULARY

pytest.importorskip("z3")
ILL, DISABLED = IsTrue("seriously_ill"), IsTrue("disabled")
LINE = Parameter("free")


@pytest.fixture
def prover() -> Prover:
    return Prover(vocabulary=VOCABULARY, on=date(2025, 6, 30), parameters=PARAMETERS)


@pytest.mark.parametrize(
    "condition",
    [
        AnyOf((ILL, Not(ILL))),
        AllOf((ILL, Not(ILL))),
        AnyOf((Compare("age", "<", 60.0), Compare("age", ">=", 60.0))),
        AnyOf((AllOf((ILL, DISABLED)), AllOf((Not(ILL), DISABLED)))),
        AnyOf((Compare("income_per_capita_month", "<", LINE), Compare("income_per_capita_month", ">=", LINE))),
        AnyOf((Compare("income_per_capita_month", "<", 500.0), Compare("income_per_capita_month", ">=", 400.0))),
        OneOf("sex", ("female", "male")),
        AnyOf((OneOf("sex", ("female",)), OneOf("sex", ("male",)))),
    ],
)
def test_found(condition: Condition, prover: Prover) -> None:
    assert prover.blind_spot(condition) is not None


@pytest.mark.parametrize(
    "condition",
    [
        ILL,
        AnyOf((ILL, DISABLED)),
        AllOf((ILL, Not(DISABLED))),
        AnyOf((Compare("age", "<", 60.0), Compare("age", ">=", 61.0))),
        Compare("income_per_capita_month", "<", LINE),
        AllOf((DISABLED, OneOf("disability_grade", (1.0, 2.0)))),
        # A need for care that is stated does not say that she is disabled.
        AnyOf((AllOf((IsTrue("needs_long_term_care"), ILL)), AllOf((Not(DISABLED), IsTrue("receives_dibao"))))),
    ],
)
def test_none_where_every_unknown_can_go_both_ways(condition: Condition, prover: Prover) -> None:
    assert prover.blind_spot(condition) is None


def test_bounds_are_looked_at_on_request(prover: Prover) -> None:
    """Within 400 and 600 nobody is at 500 or under 500 or over it … taken leaf by leaf."""
    condition = AnyOf((Compare("income_per_capita_month", "<", 500.0), Compare("income_per_capita_month", ">", 450.0)))
    assert prover.blind_spot(condition) is not None
    assert prover.blind_spot(OneOf("disability_grade", (1.0, 2.0)), bounded=True) is None


def test_it_is_not_decided_by_the_evaluator(prover: Prover) -> None:
    condition = AnyOf((AllOf((ILL, DISABLED)), AllOf((Not(ILL), DISABLED))))
    found = prover.blind_spot(condition)
    assert found is not None
    told = found.profile.to_mapping()
    assert told == {"disabled": True}
