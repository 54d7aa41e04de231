"""The documents' first line names policy.schema.json: it lies beside them and is up to date."""

from __future__ import annotations

import json

from liushou import Rules
from liushou.documents.json_schema import schema
from liushou.documents.rules import shipped_directory


def test_the_schema_that_editors_find_is_the_one_that_is_made(rules: Rules) -> None:
    """Make it anew with: liushou schema policy > policies/policy.schema.json"""
    beside = shipped_directory() / "policy.schema.json"
    assert json.loads(beside.read_text(encoding="utf-8")) == schema("policy", rules)
