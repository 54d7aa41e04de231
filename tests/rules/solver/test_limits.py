"""What the solver does not know, cannot decide or does not have, it says."""

from __future__ import annotations

import sys
from datetime import date
from typing import Any

import pytest

from liushou import MissingExtraError
from liushou.rules import AllOf, Between, Compare, IsTrue, OneOf, UnsupportedNodeError, Vocabulary
from liushou.rules.solver import Prover, UndecidedError

pytest.importorskip("z3")
ON = date(2025, 6, 30)


class _Strange:
    fact = "sex"


@pytest.mark.parametrize(
    "condition",
    [
        _Strange(),
        AllOf((_Strange(),)),  # type: ignore[arg-type]
        IsTrue("no_such_fact"),
        Compare("sex", "<", 1.0),
        Compare("birth_date", "<", 1.0),
        Compare("income_per_capita_month", "<", date(2020, 1, 1)),
        Between("disabled", 1.0, 2.0),
        OneOf("birth_date", ("a",)),
    ],
)
def test_an_unknown_node_is_an_error_in_both_encodings(condition: Any) -> None:
    prover = Prover(vocabulary=Vocabulary(), on=ON)
    with pytest.raises(UnsupportedNodeError):
        prover.satisfiable(condition)
    with pytest.raises(UnsupportedNodeError):
        prover.reports(condition, True)


def _giving_up(monkeypatch: pytest.MonkeyPatch, allowed: int) -> Prover:
    """A prover whose z3 gives up after so many questions."""
    prover = Prover(vocabulary=Vocabulary(), on=ON)
    ask, asked = prover._check, [0]

    def limited(*arguments: Any) -> Any:
        asked[0] += 1
        if asked[0] > allowed:
            raise UndecidedError("timeout (after at most 5 s)")
        return ask(*arguments)

    monkeypatch.setattr(prover, "_check", limited)
    return prover


def test_a_timeout_is_undecided_with_its_reason(monkeypatch: pytest.MonkeyPatch) -> None:
    prover = _giving_up(monkeypatch, 0)
    with pytest.raises(UndecidedError, match="timeout"):
        prover.satisfiable(IsTrue("disabled"))
    verdict = prover.compare(IsTrue("disabled"), IsTrue("seriously_ill"))
    assert verdict.relation == "undecided"
    assert verdict.reason is not None
    assert "timeout" in verdict.reason


def test_what_was_found_before_giving_up_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    prover = _giving_up(monkeypatch, 3)
    verdict = prover.compare(IsTrue("disabled"), IsTrue("seriously_ill"))
    assert verdict.relation == "undecided"
    assert verdict.only_a is not None
    assert verdict.only_b is None


def test_a_diff_says_what_it_gave_up(monkeypatch: pytest.MonkeyPatch) -> None:
    from liushou.compare import diff, read_side

    def never(*_: Any) -> Any:
        raise UndecidedError("timeout")

    monkeypatch.setattr(Prover, "_check", never)
    found = diff(read_side("jilin", on=ON), read_side("yunnan", on=ON), on=ON)
    assert found.definition.verdict == "undecided"
    assert found.service("dibao").verdict == "undecided"
    assert any("定义" in text and "timeout" in text for text in found.undecided)
    assert found.service("crime_protection").verdict == "only_b"


def test_without_z3_the_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "z3", None)
    with pytest.raises(MissingExtraError, match=r"liushou\[prove\]"):
        Prover(vocabulary=Vocabulary(), on=ON)


def test_importing_the_solver_does_not_need_z3() -> None:
    import subprocess

    code = "import sys; sys.modules['z3'] = None; import liushou.rules.solver, liushou.compare, liushou.cli.diff"
    subprocess.run([sys.executable, "-c", code], check=True)


def test_each_question_on_its_own() -> None:
    a, b = IsTrue("domestic_violence"), IsTrue("rights_infringed")
    prover = Prover(vocabulary=Vocabulary(), on=ON)
    assert prover.satisfiable(a)
    assert prover.implies(a, b)
    assert not prover.equivalent(a, b)
    assert prover.always(AllOf(()))
    assert prover.compare(a, b).relation == "b_wider"
