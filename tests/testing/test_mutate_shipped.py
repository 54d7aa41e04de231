"""The cases in tests/cases/ test the shipped rules: at least 95 % of the mutants die, the rest is explained."""

from __future__ import annotations

from pathlib import Path

import pytest

from liushou.proof.mutate.run import mutate

pytest.importorskip("z3")

CASES = Path(__file__).resolve().parent.parent / "cases"


@pytest.mark.parametrize("document", ["chongqing", "fengdu", "jilin", "national_2025", "yunnan"])
def test_the_cases_kill_the_mutants(document: str) -> None:
    report = mutate(document, CASES)
    assert not report.failing
    assert len(report.outcomes) > 150
    assert report.rate >= 0.95
    assert [outcome.mutant.name for outcome in report.unexplained] == []
    assert report.stale == ()
