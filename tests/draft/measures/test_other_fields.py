"""A document about others is drafted as well, and nothing of it is sure to be for women."""

from __future__ import annotations

from pathlib import Path

import pytest

from liushou.draft import Frame, Proposals
from liushou.draft.frame import frame_of
from liushou.draft.measures import propose

from .drafts import RULES, TODAY


@pytest.fixture(scope="module")
def children(sources: Path) -> tuple[Frame, Proposals]:
    text = (sources / "others" / "left_behind_children_2016.txt").read_text(encoding="utf-8")
    frame = frame_of(text, "children.txt", RULES, today=TODAY)
    return frame, propose(frame, RULES)


def test_nothing_is_sure(children: tuple[Frame, Proposals]) -> None:
    assert [each.measure.quote for each in children[1].measures if each.judgement.certainty == "sure"] == []


def test_guardians_and_schools_are_no_service_for_women(children: tuple[Frame, Proposals]) -> None:
    known = [each for each in children[1].measures if each.measure.name in {**RULES.services, **RULES.topics}]
    assert [
        each.measure.quote for each in known if "监护职责" in each.measure.quote or "入学" in each.measure.quote
    ] == []


def test_every_sentence_is_touched(children: tuple[Frame, Proposals]) -> None:
    frame, proposals = children
    spans = [(each.start, each.end) for each in (*proposals.measures, *proposals.context)]
    bare = [
        sentence.text
        for clause in frame.source.clauses
        for sentence in clause.sentences
        if frame.definition.quote not in sentence.text
        if not any(start < sentence.end and sentence.start < end for start, end in spans)
    ]
    assert bare == []
