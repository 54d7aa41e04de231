"""``policies()``: whole documents that load beside the shipped registers."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
import yaml
from hypothesis import find, given, settings

from liushou import load_rules
from liushou.documents.model import FORCES
from liushou.testing import policies, policy_mappings

QUICK = settings(max_examples=1000, database=None)


@given(policies())
@settings(max_examples=15)
def test_load_rules_takes_each(text: str) -> None:
    with TemporaryDirectory() as folder:
        Path(folder, "own.yaml").write_text(text, encoding="utf-8")
        rules = load_rules(folder)
    (name,) = set(rules.policies) - set(load_rules().policies)
    assert name == yaml.safe_load(text)["policy"]


@pytest.mark.parametrize("role", ["lead", "support", "joint", "sole"])
def test_every_role_occurs(role: str) -> None:
    find(policy_mappings(), lambda made: any(role in clause.get("agencies", ()) for clause in made["clauses"]), settings=QUICK)


@pytest.mark.parametrize("force", FORCES)
def test_every_force_occurs(force: str) -> None:
    find(policy_mappings(), lambda made: any(one["force"] == force for one in _measures(made)), settings=QUICK)


def test_annexes_needs_and_collective_measures_occur() -> None:
    find(policy_mappings(), lambda made: "annex" in made, settings=QUICK)
    find(policy_mappings(), lambda made: any("need" in one for one in _measures(made)), settings=QUICK)
    find(policy_mappings(), lambda made: any("topic" in one for one in _measures(made)), settings=QUICK)


def _measures(made: dict[str, Any]) -> list[dict[str, Any]]:
    return [measure for clause in made["clauses"] for measure in clause["measures"]]
