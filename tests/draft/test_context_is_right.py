"""Context that a draft is sure of is of the kind that a person wrote, and hides no measure."""

from __future__ import annotations

from pathlib import Path

import pytest
from benchmarks.draft import COPIES, drafted, texts

from liushou import Rules


@pytest.mark.parametrize("name", ["chongqing", "fengdu", "jilin", "yunnan", "national_2025"])
def test_sure_context_of_each_document_without_itself(name: str, rules: Rules, sources: Path) -> None:
    dropped = COPIES if name in COPIES else frozenset({name})
    score = drafted(rules.policies[name], texts(rules, sources)[name], rules, dropped)
    assert score.context["sure"] >= 15
    assert score.wrong_context == []
    assert score.hidden_by_context == []
