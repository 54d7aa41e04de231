"""The shipped documents say what their texts say."""

from __future__ import annotations

from pathlib import Path

import pytest

from liushou import Rules
from liushou.texts.hashes import lock_of
from liushou.texts.source import digest
from liushou.texts.verify import verify

from .helpers import DOCUMENTS, text_of


def test_verify_is_clean(rules: Rules, sources: Path) -> None:
    checked = verify(rules, sources)
    laws = [reference.id for reference in rules.references.values() if reference.text]
    assert [text.policy for text in checked] == [*rules.policies, *laws]
    assert [finding.format() for text in checked for finding in text.findings] == []


@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_part_is_hashed(rules: Rules, sources: Path, name: str) -> None:
    policy = rules.policies[name]
    assert lock_of(policy.file, policy.id).of(name) == {
        clause.at: digest(clause.text) for clause in text_of(rules, sources, name).clauses
    }


@pytest.mark.parametrize("name", DOCUMENTS)
def test_offices_are_those_of_the_closing(rules: Rules, sources: Path, name: str) -> None:
    policy = rules.policies[name]
    named = 0
    for clause in text_of(rules, sources, name).clauses:
        own = policy.clause(clause.at) or policy.annex_item(clause.at)
        assert own is not None
        assert own.agencies == clause.agencies
        named += bool(clause.closing)
    assert named == {"chongqing": 12, "fengdu": 12, "jilin": 23, "yunnan": 22, "national_2025": 6}[name]
