"""Multiples of parameters, and laws that come into force on a day, before the solver."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from liushou.rules import AllOf, Compare, Concept, IsTrue, Not, Parameter, ParameterType, Vocabulary
from liushou.values import Bounds, exactly

pytest.importorskip("z3")
from liushou.rules.solver import Prover

ON = date(2025, 6, 30)
IN_FORCE = "marginal__in_force"
VOCABULARY = Vocabulary(
    parameters={"line": ParameterType("line", "线", "元/月"), IN_FORCE: ParameterType(IN_FORCE, "办法", "施行")}
)
MARGINAL = Concept("marginal", "边缘", IsTrue("is_dibao_marginal"), in_force=IN_FORCE)


def below(factor: float) -> Compare:
    return Compare("income_per_capita_month", "<", Parameter("line", factor))


def prover(**parameters: Bounds[Any]) -> Prover:
    return Prover(vocabulary=VOCABULARY, on=ON, parameters=parameters)


@pytest.mark.parametrize("line", [None, exactly(610.0), Bounds(581.0, 600.0), Bounds(415.0, None)])
def test_who_is_under_the_line_is_under_its_multiple(line: Bounds[float] | None) -> None:
    z3 = prover(**({} if line is None else {"line": line}))
    assert z3.implies(below(1.0), below(1.5))
    assert not z3.implies(below(1.5), below(1.0))
    witness = z3.witness(below(1.5), fails=below(1.1))
    assert witness is not None


def test_a_known_line_gives_an_exact_edge() -> None:
    z3 = prover(line=exactly(610.0))
    assert z3.equivalent(below(1.5), Compare("income_per_capita_month", "<", 915.0))
    assert z3.equivalent(below(1.1), Compare("income_per_capita_month", "<", 671.0))
    assert z3.witness(AllOf((below(1.1), Compare("income_per_capita_month", ">=", 671.0)))) is None


def test_bounds_report_what_evaluation_reports() -> None:
    z3 = prover(line=Bounds(581.0, 600.0))
    under, over = (Compare("income_per_capita_month", sign, edge) for sign, edge in (("<", 871.5), (">=", 900.0)))
    assert z3.reports(AllOf((Compare("income_per_capita_month", ">=", 871.5), below(1.5))), True) is None
    assert z3.reports(AllOf((under, Not(below(1.5)))), True) is None
    assert z3.reports(AllOf((over, Not(below(1.5)))), True) is not None
    assert z3.reports(below(1.5), None) is not None


def test_a_concept_is_undecided_before_its_law_is_in_force() -> None:
    z3 = prover()
    assert z3.reports(MARGINAL, True) is None
    assert z3.reports(MARGINAL, False) is None
    assert z3.reports(MARGINAL, None) is not None
    assert z3.equivalent(MARGINAL, MARGINAL)
    # Over complete persons it is one unknown constant, and a witness says how it was taken.
    witness = z3.witness(MARGINAL)
    assert witness is not None
    assert dict(witness.assumed) == {IN_FORCE: 1.0}


def test_once_it_is_in_force_it_is_its_condition() -> None:
    z3 = prover(**{IN_FORCE: exactly(1.0)})
    assert z3.equivalent(MARGINAL, IsTrue("is_dibao_marginal"))
    assert z3.differs(MARGINAL, IsTrue("is_dibao_marginal")) is None
