"""What is promised of drafts: the shares of benchmarks/draft.py, and nothing sure that is wrong."""

from __future__ import annotations

from pathlib import Path

import pytest
from benchmarks.draft import Score, listed, measured, missed_targets, total

from liushou import Rules


@pytest.fixture(scope="module")
def scores(rules: Rules, sources: Path) -> list[Score]:
    assert sources.is_dir()
    return measured(rules=rules)


def test_nothing_sure_is_wrong_with_and_without_near_copies(scores: list[Score]) -> None:
    assert len(scores) == 7
    assert not [score.target for score in scores if score.wrong or score.hidden_by_context], listed(scores)


def test_every_target_is_met(scores: list[Score]) -> None:
    missed = {(score.target, score.without): missed_targets(score) for score in [*scores, total(scores)]}
    assert not {key: names for key, names in missed.items() if names}
