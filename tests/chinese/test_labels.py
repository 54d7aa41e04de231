"""A clause's label is shown so that nobody takes its 一 for a dash."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liushou import Rules
from liushou.chinese import label_words


@pytest.mark.parametrize(
    ("label", "words"),
    [
        ("一", "第一部分"),
        ("二", "第二部分"),
        ("十一", "第十一部分"),
        ("一（八）", "第一部分（八）"),
        ("附件 一", "附件 第一项"),
        ("附件2 一（三）", "附件2 第一项（三）"),
        ("一〔2〕", "第一部分〔2〕"),
    ],
)
def test_a_numeral_by_itself_is_named(label: str, words: str) -> None:
    assert label_words(label) == words


@pytest.mark.parametrize(
    "label", ["二（一）", "十一（一）", "前言", "结尾", "第八条（一）", "第一章", "（一）", "1", "附件 1", ""]
)
def test_every_other_label_is_shown_as_it_is(label: str) -> None:
    assert label_words(label) == label


@given(
    st.sampled_from(("", "附件 ", "附件2 ")),
    st.sampled_from("一二十"),
    st.sampled_from(("", "（一）", "（十二）", "〔2〕")),
)
def test_none_begins_with_a_numeral_that_could_be_a_dash(above: str, numeral: str, below: str) -> None:
    shown = label_words(above + numeral + below).removeprefix(above)
    assert not re.match(r"一(?:$|[（〔])", shown)


def test_no_two_clauses_of_a_document_are_shown_alike(rules: Rules) -> None:
    for policy in rules.policies.values():
        labels = [part.at for part in (*policy.clauses, *policy.annex)]
        assert len({label_words(label) for label in labels}) == len(labels)
