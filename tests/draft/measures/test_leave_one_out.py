"""Each document drafted without itself: what is sure is right, and most of the rest, too."""

from __future__ import annotations

from pathlib import Path

import pytest
from benchmarks.draft_scores import Score, encoded_measures, score_measures

from .drafts import RULES, drafted

#: Shares that each document reaches, a little below what was measured.
FLOORS = {
    "chongqing": {"service": 0.98, "force": 0.98, "four": 0.98},
    "fengdu": {"service": 0.98, "force": 0.98, "four": 0.98},
    "jilin": {"service": 0.94, "force": 0.94, "four": 0.94},
    "yunnan": {"service": 0.93, "force": 0.93, "four": 0.91},
    "national_2025": {"service": 0.87, "force": 0.85, "four": 0.83},
}
COPIES = ("chongqing", "fengdu")


def score(sources: Path, name: str, *absent: str) -> Score:
    frame, proposals = drafted(sources, name, absent)
    result = Score(target=name, without=(name, *absent))
    score_measures(result, encoded_measures(RULES.policies[name], frame.source), proposals, frame)
    return result


@pytest.mark.parametrize("name", FLOORS)
def test_what_is_sure_is_what_was_encoded(sources: Path, name: str) -> None:
    assert score(sources, name).wrong == []


@pytest.mark.parametrize("name", COPIES)
def test_what_is_sure_is_right_without_a_near_copy(sources: Path, name: str) -> None:
    without_copy = score(sources, name, *COPIES)
    assert without_copy.wrong == []
    assert without_copy.share("four") >= 0.95
    assert without_copy.sure >= 0.4


@pytest.mark.parametrize("name", FLOORS)
def test_measures_are_found_with_what_they_say(sources: Path, name: str) -> None:
    own = score(sources, name)
    low = {key: own.share(key) for key, floor in FLOORS[name].items() if own.share(key) < floor}
    assert (low, own.recall >= 0.95, own.precision >= 0.95, own.hidden_by_context) == ({}, True, True, [])


def test_at_least_half_of_all_proposals_are_sure(sources: Path) -> None:
    scores = [score(sources, name) for name in FLOORS]
    assert sum(each.certainty["sure"] for each in scores) * 2 >= sum(each.proposed for each in scores)
