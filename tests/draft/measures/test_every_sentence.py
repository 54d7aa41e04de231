"""Measures and context together touch every sentence, and quotes are as printed."""

from __future__ import annotations

from pathlib import Path

import pytest

from liushou.documents import MAX_QUOTE

from .drafts import DOCUMENTS, drafted


@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_sentence_is_touched(sources: Path, name: str) -> None:
    frame, proposals = drafted(sources, name)
    spans = [(each.start, each.end) for each in (*proposals.measures, *proposals.context)]
    bare = [
        sentence.text
        for clause in frame.source.clauses
        for sentence in clause.sentences
        if clause.kind != "annex" and frame.definition.quote not in sentence.text
        if not any(start < sentence.end and sentence.start < end for start, end in spans)
    ]
    assert bare == []


@pytest.mark.parametrize("name", DOCUMENTS)
def test_quotes_are_as_printed_and_at_most_80_characters(sources: Path, name: str) -> None:
    frame, proposals = drafted(sources, name)
    wrong = [
        each.measure.quote
        for each in proposals.measures
        if frame.source.text[each.start : each.end] != each.measure.quote or not 0 < each.end - each.start <= MAX_QUOTE
    ]
    assert wrong == []
