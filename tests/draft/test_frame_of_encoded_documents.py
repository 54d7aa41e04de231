"""The frame that is read from a document's text alone is the one that was written by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from liushou import Rules
from liushou.draft import Frame
from liushou.draft.frame import frame_of
from liushou.texts.findings import YamlPlaces
from liushou.texts.spans import annex_differences

from ..texts.helpers import DOCUMENTS

HEADER = ("title", "number", "issued", "place", "implements", "issuers", "definition")
TODAY = date(2026, 11, 26)


def drafted(rules: Rules, sources: Path, name: str) -> Frame:
    """The frame of a document that the rules do not know."""
    others = replace(rules, policies={key: policy for key, policy in rules.policies.items() if key != name})
    return frame_of((sources / f"{name}.txt").read_text(encoding="utf-8"), f"{name}.txt", others, today=TODAY)


@pytest.mark.parametrize("name", DOCUMENTS)
def test_the_header_is_the_encoded_one_and_sure(rules: Rules, sources: Path, name: str) -> None:
    frame, policy = drafted(rules, sources, name), rules.policies[name]
    assert {key: getattr(frame, key) for key in HEADER} == {key: getattr(policy, key) for key in HEADER}
    assert {frame.judgements[(key,)].certainty for key in HEADER} == {"sure"}
    assert frame.not_printed == ()
    assert frame.id == name


@pytest.mark.parametrize("name", DOCUMENTS)
def test_clauses_with_headings_laws_and_offices_are_the_encoded_ones(rules: Rules, sources: Path, name: str) -> None:
    frame, policy = drafted(rules, sources, name), rules.policies[name]
    own = [(clause.at, clause.heading, clause.references, clause.agencies) for clause in frame.clauses]
    assert own == [(clause.at, clause.heading, clause.references, clause.agencies) for clause in policy.clauses]
    assert (frame.agencies, frame.references, frame.fields, frame.facts) == ({}, {}, {}, {})


@pytest.mark.parametrize("name", DOCUMENTS)
def test_annex_items_are_linked_to_the_clauses_they_repeat(rules: Rules, sources: Path, name: str) -> None:
    frame, policy = drafted(rules, sources, name), rules.policies[name]
    assert [(item.at, item.of, item.agencies) for item in frame.annex] == [
        (item.at, item.of, item.agencies) for item in policy.annex
    ]
    own = replace(policy, annex=frame.annex)
    assert [difference.problem.message for difference in annex_differences(own, frame.source, YamlPlaces(""))] == []
