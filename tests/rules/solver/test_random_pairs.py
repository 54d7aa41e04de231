"""The solver's verdict on random pairs of conditions is that of exhaustive evaluation."""

from __future__ import annotations

import os
from collections import Counter

import pytest

from liushou.rules import evaluate
from liushou.rules.solver import Prover

from .small import DAYS, PARAMETERS, VOCABULARY, pair, relation, situation

THOROUGH = os.environ.get("HYPOTHESIS_PROFILE") == "thorough"
PAIRS = 10_000 if THOROUGH else 100
BLOCK = 100


@pytest.fixture(scope="module")
def provers() -> dict[object, Prover]:
    pytest.importorskip("z3")
    return {on: Prover(vocabulary=VOCABULARY, on=on, parameters=PARAMETERS) for on in DAYS}


@pytest.mark.parametrize("block", range(PAIRS // BLOCK))
def test_verdict_equals_exhaustive_evaluation(block: int, provers: dict[object, Prover]) -> None:
    seen: Counter[str] = Counter()
    for seed in range(block * BLOCK, (block + 1) * BLOCK):
        a, b, on = pair(seed)
        verdict = provers[on].compare(a, b, witnesses=seed % 5 == 0)
        assert verdict.relation == relation(a, b, on), (seed, a, b, on)
        seen[verdict.relation] += 1
        for found, yes, no in ((verdict.only_a, a, b), (verdict.only_b, b, a)):
            if found is not None:
                told = situation(found.profile.to_mapping(), dict(found.assumed), on)
                assert evaluate(yes, told) is True
                assert evaluate(no, told) is False
    # Every kind of verdict must occur, or the pairs would test little.
    assert set(seen) == {"equivalent", "a_wider", "b_wider", "incomparable"}
