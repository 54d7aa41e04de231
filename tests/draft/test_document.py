"""What a frame and proposals make: a document that is proved by its text, whatever was proposed."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liushou import Rules, load_rules
from liushou.documents import Policy
from liushou.draft import PrintedText, draft
from liushou.draft.document import assemble
from liushou.problems import InputError
from liushou.texts import find_texts

from ..texts.helpers import DOCUMENTS
from .making import TODAY, frame_and_proposals, proved, taken_apart

#: What a text is made of: words that begin alike, are printed twice, hold dots, are in brackets or quotation marks.
WORDS = [
    "加强领导",
    "加强领导小组建设",
    "……等",
    "甲……乙",
    "为困难家庭",
    "发放补助",
    "：",
    "（省民政厅负责）",
    "“好媳妇”",
    "#注",
]
MARKS = ["，", "。", "；", "\n", "\n（一）", "\n二、", "\n（二）", "\n第一条 ", " "]
TEXTS = st.lists(st.sampled_from(WORDS) | st.sampled_from(MARKS), min_size=3, max_size=40).map("".join)


@pytest.mark.parametrize("name", DOCUMENTS)
def test_a_document_taken_apart_is_put_together_again(rules: Rules, sources: Path, name: str) -> None:
    policy = rules.policies[name]
    source = find_texts(sources, [policy])[name].source
    assert source is not None
    assembled = assemble(*taken_apart(policy, source))
    findings, coverage = proved(assembled, source)
    assert (findings, coverage.untouched, coverage.sentences["nobody"]) == ([], (), 0)
    assert _without_context(assembled.policy) == _without_context(policy)
    assert {judgement.certainty for judgement in assembled.judgements.values()} == {"sure"}


def _without_context(policy: Policy) -> Policy:
    """The document without what may be written in another way: context, and where a contact stands."""
    clauses = (replace(clause, context=(), contact=None) for clause in policy.clauses)
    return replace(policy, clauses=tuple(clauses), annex=tuple(replace(item, context=()) for item in policy.annex))


@given(st.data(), TEXTS)
def test_whatever_is_proposed_for_whatever_text_is_proved_and_accounts_for_all(data: st.DataObject, text: str) -> None:
    text = f"关于关爱的意见\n丈夫外出务工、本人留在农村居住生活的妇女。\n一、{text}\n附件\n一、另行通知，{text[-9:]}\n"
    try:
        frame, proposals = frame_and_proposals(text, load_rules(), lambda most: data.draw(st.integers(0, most - 1)))
    except InputError:
        return
    assembled = assemble(frame, proposals)
    findings, coverage = proved(assembled, frame.source)
    assert [finding.format() for finding in findings] == []
    assert (coverage.untouched, coverage.sentences["nobody"]) == ((), 0)


def test_words_that_are_not_printed_and_strange_offices_are_left_out_and_said(rules: Rules) -> None:
    text = (
        "关于关爱的意见\n丈夫外出务工、本人留在农村居住生活的妇女。\n一、总则\n（一）为她们发放补助。（省民政厅负责）\n"
    )
    frame, proposals = frame_and_proposals(text, rules, lambda most: most - 1)
    assembled = assemble(frame, proposals)
    (measure,) = assembled.policy.clauses[-1].measures
    judgement = assembled.judgements["clauses", len(assembled.policy.clauses) - 1, "measures", 0]
    assert (measure.contact, measure.carried_out_by, judgement.certainty) == ("省民政厅", (), "check")
    assert "本条没有印“没有这个单位”" in judgement.speaks_against


def test_what_the_head_does_not_print_is_said_in_the_document(rules: Rules) -> None:
    frame, proposals = frame_and_proposals("第一条 为了关爱她们。\n第二条 发放补助。\n", rules, lambda _: 0)
    policy = assemble(frame, proposals).policy
    assert policy.not_printed == ("title", "number", "issued", "issuers")
    assert proved(assemble(frame, proposals), frame.source)[0] == []
    printed = replace(policy, not_printed=())
    assert {
        finding.code for finding in proved(replace(assemble(frame, proposals), policy=printed), frame.source)[0]
    } == {"number", "title", "issued"}


def test_a_promise_in_the_sentence_that_names_the_women_first_is_a_measure(rules: Rules) -> None:
    """Where no sentence says who they are, the first that names them is no definition of anything."""
    text = "关于关爱的通知\n一、主要措施\n（一）加强救助。将符合条件的农村留守妇女家庭纳入最低生活保障。\n"
    policy = draft(PrintedText(file="own.txt", text=text), rules, today=TODAY).policy
    assert [measure.name for _, measure in policy.measures()] == ["dibao"]
