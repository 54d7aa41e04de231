"""An encoded quote reworded so that it says something else is never sure to say what it said."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from benchmarks.draft_scores import DECIDING, values

from liushou.documents import Agencies, Measure

from ..rewordings import reworded
from .drafts import RULES, notice


def said(measure: Measure) -> tuple[str, ...]:
    own = values(None, measure, Agencies())
    return tuple(str(own[key]) for key in DECIDING)


def rewordings(every: int) -> Iterator[tuple[str, frozenset[tuple[str, ...]]]]:
    """One of so many reworded quotes, with all that the quote itself is encoded as."""
    encoded: dict[str, set[tuple[str, ...]]] = {}
    for policy in RULES.policies.values():
        for _, measure in policy.measures():
            encoded.setdefault(measure.quote, set()).add(said(measure))
    number = 0
    for quote, own in encoded.items():
        for _, text in reworded(quote):
            number += 1
            if number % every == 0:
                yield text, frozenset(own)


def silently_wrong(every: int) -> list[str]:
    return [
        f"{proposal.measure.name}: {text}"
        for text, own in rewordings(every)
        for proposal in notice(text).measures
        if proposal.judgement.certainty == "sure" and said(proposal.measure) in own
    ]


def test_none_is_sure_with_the_old_values() -> None:
    assert silently_wrong(211) == []


@pytest.mark.nightly
def test_hardly_any_of_all_is_sure_with_the_old_values() -> None:
    # What is left of a sentence may still promise what it promised: 培养…能工巧匠 behind another training.
    assert len(silently_wrong(7)) <= 6
