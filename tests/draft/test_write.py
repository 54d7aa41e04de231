"""A document as a rule file: it loads as the document it was, and says line by line what is sure and what is not."""

from __future__ import annotations

import tempfile
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liushou import Rules, load_rules
from liushou.documents import Policy, read_rules
from liushou.draft import Judgement, Neighbour
from liushou.draft.write import comment, counted, document_text, marks_of
from liushou.testing import policies

from ..texts.helpers import DOCUMENTS
from .making import CHECK, SURE

#: What YAML reads as something else, or ends a text at.
STRANGE = [
    "no",
    "12",
    "2020-01-01",
    "〔2020〕",
    "a: b",
    "a #b",
    "- a",
    "“好媳妇”",
    "'",
    '"',
    "\\",
    "{",
    "[",
    "]",
    ",",
    "#",
]
STRANGE += [
    "？",
    "：",
    "010",
    "!",
    "&a",
    "*a",
    "%",
    "@",
    "`",
    "|",
    ">",
    "~",
    "null",
    "\u2028",
    "\t",
    "\n",
    " ",
    "…",
    "\ufeff",
]
TEXTS = st.lists(st.sampled_from(STRANGE), min_size=1, max_size=5).map("".join).filter(str.strip)


def loaded(text: str) -> Policy:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "own.yaml"
        path.write_text(text, encoding="utf-8", newline="")
        rules, problems = read_rules([], [str(path)])
    assert rules is not None, [problem.format() for problem in problems]
    return next(policy for policy in rules.policies.values() if Path(policy.file) == path)


@pytest.mark.parametrize("name", DOCUMENTS)
def test_the_shipped_documents_load_as_they_were(rules: Rules, name: str) -> None:
    policy = rules.policies[name]
    text = document_text(policy, {}).text
    in_order = replace(policy, clauses=tuple(replace(clause, context=clause.context) for clause in policy.clauses))
    assert loaded(text) == in_order
    assert max(map(len, text.splitlines())) < 150


@given(policies())
def test_any_document_loads_as_it_was(text: str) -> None:
    policy = loaded(text)
    assert loaded(document_text(policy, {}).text) == policy


@given(TEXTS, TEXTS)
def test_any_text_is_read_back_as_it_is(text: str, other: str) -> None:
    policy = load_rules().policies["national_2025"]
    clause = policy.clauses[3]
    measure = replace(clause.measures[0], quote=text, residual=(text, other), carried_out_by=(other,), reading=text)
    measures = (measure, *clause.measures[1:])
    clauses = (*policy.clauses[:3], replace(clause, heading=other, measures=measures), *policy.clauses[4:])
    changed = replace(policy, title=text, issuers=(text, other), implements=(other,), clauses=clauses)
    assert loaded(document_text(changed, {}).text) == changed


PATHS = [
    ("title",),
    ("issuers",),
    ("definition",),
    ("clauses", 0),
    ("clauses", 0, "context", "organisation", 1),
    ("clauses", 3, "agencies"),
    ("clauses", 3, "contact"),
    ("clauses", 3, "measures", 0),
    ("clauses", 3, "measures", 1, "when"),
    ("clauses", 1, "context"),
    ("clauses", 1, "agencies"),
]


def test_each_judgement_is_a_comment_above_what_it_is_about(rules: Rules) -> None:
    policy = rules.policies["national_2025"]
    written = document_text(policy, dict.fromkeys(PATHS, CHECK))
    lines = written.text.splitlines()
    assert [(mark.path, mark.about) for mark in written.marks] == [
        (("title",), f"title: {policy.title}"),
        (("issuers",), next(line for line in lines if line.startswith("issuers"))),
        (("definition",), "definition:"),
        (("clauses", 0), "- at: 前言"),
        (("clauses", 0, "context", "organisation", 1), "- 现将…请认真贯彻执行"),
        # It has no office: what is said of them stands above the clause.
        (("clauses", 1), "- at: 一"),
        (("clauses", 1, "context"), "context: goal"),
        (("clauses", 3, "agencies"), next(line.strip() for line in lines if "agencies:" in line)),
        (("clauses", 3, "contact"), "contact: 民政部"),
        (("clauses", 3, "measures", 0), "- service: survey"),
        (("clauses", 3, "measures", 1, "when"), "when: [hardship_group]"),
    ]
    assert {mark.words for mark in written.marks} == {"词语一致 | 反对：没有相近的条文"}
    assert [lines[mark.line - 1].strip() for mark in written.marks] == [f"# {comment(CHECK)}"] * len(PATHS)
    assert all(lines[written.lines[mark.path] - 1].lstrip(" -") == mark.about.lstrip("- ") for mark in written.marks)
    assert loaded(written.text) == policy


def test_context_that_is_sure_for_one_reason_has_one_comment(rules: Rules) -> None:
    policy = rules.policies["national_2025"]
    paths = [("clauses", 0, "context", "organisation", number) for number in range(14)]
    one = document_text(policy, dict.fromkeys(paths, SURE))
    assert [mark.path for mark in one.marks] == [("clauses", 0, "context", "organisation")]
    each = document_text(policy, {**dict.fromkeys(paths, SURE), paths[3]: CHECK})
    assert len(each.marks) == len(paths)


def test_the_words_of_a_comment() -> None:
    near = Neighbour(policy="a", number="渝民发〔2020〕38号", clause="二（一）", quote="甲", likeness=0.934)
    judged = Judgement(certainty="check", speaks_for=("甲", "乙\n丙"), speaks_against=("丁", "戊"), neighbour=near)
    assert comment(judged) == "check: 甲；乙 丙；近似渝民发〔2020〕38号 二（一） 93% | 反对：丁；戊"
    assert comment(Judgement(certainty="open", speaks_against=("丁",))) == "open: 反对：丁"
    assert comment(Judgement(certainty="sure")) == "sure: 无疑义"


def test_only_whole_comments_are_marks() -> None:
    text = "# sure: 甲\r\n  # check: 乙\n\n# 丙\n  - a # open: 丁\n# open: 戊\n# checked: 己\n"
    marks = list(marks_of(text))
    assert [(mark.line, mark.column, mark.certainty, mark.words, mark.about) for mark in marks] == [
        (1, 1, "sure", "甲", "- a # open: 丁"),
        (2, 3, "check", "乙", "- a # open: 丁"),
        (6, 1, "open", "戊", ""),
    ]
    assert counted(marks) == {"sure": 1, "check": 1, "open": 1}
