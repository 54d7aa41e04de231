"""L010: what the solver gave up on is said, and the rest is still checked."""

from __future__ import annotations

from pathlib import Path

import pytest

from liushou.rules import Condition
from liushou.rules.condition import facts
from liushou.rules.solver import Prover, UndecidedError

from .rulefiles import document, folder, found, measure

pytest.importorskip("z3")


def test_it_is_said_and_the_rest_goes_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = Prover.satisfiable

    def gives_up(self: Prover, condition: Condition) -> bool:
        if "seriously_ill" in facts(condition):
            raise UndecidedError("timeout (after at most 5 s)")
        return whole(self, condition)

    monkeypatch.setattr(Prover, "satisfiable", gives_up)
    where = folder(tmp_path, document(measure(when="[seriously_ill]"), measure(when="[sex is male]", quote="二")))
    assert found(where) == [("L010", "county measures"), ("L010", "county 一 meals"), ("L001", "county 一 meals 2")]
