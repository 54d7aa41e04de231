"""``policies()``: whole documents that load beside the shipped registers."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hypothesis import given, settings

import yaml
from liushou import load_rules
from liushou.documents.model import FORCES, ROLES
from liushou.testing import policies

from ..examples import examples
from .occurring import occurs


@given(policies())
@settings(max_examples=examples(0.1))
def test_load_rules_takes_each(text: str) -> None:
    with TemporaryDirectory() as folder:
        Path(folder, "own.yaml").write_text(text, encoding="utf-8")
        rules = load_rules(folder)
    (name,) = set(rules.policies) - set(load_rules().policies)
    assert name == yaml.safe_load(text)["policy"]


def test_every_role_force_reach_and_annex_occurs() -> None:
    seen: set[str] = set()

    def look(made: dict[str, Any]) -> bool:
        seen.update(role for clause in made["clauses"] for role in clause.get("agencies", ()))
        for measure in _measures(made):
            seen.update((measure["force"], *measure))
        seen.update(made)
        return wanted <= seen

    wanted = {*ROLES, *FORCES, "annex", "need", "topic", "service", "when", "contact", "until", "residual"}
    assert occurs(policies().map(yaml.safe_load), look), wanted - seen


def _measures(made: dict[str, Any]) -> list[dict[str, Any]]:
    return [measure for clause in made["clauses"] for measure in clause["measures"]]
