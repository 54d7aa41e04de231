"""Of real texts, too, every character is on the page, whatever is proposed, and every link leads somewhere."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liushou import Rules
from liushou.draft import PrintedText, Proposals, draft
from liushou.draft.document import assemble
from liushou.draft.frame import frame_of
from liushou.draft.page import render_page
from liushou.draft.write import document_text
from liushou.texts import parse_source

from ..report.pageparts import Node, tree
from .invented import notice
from .making import taken_apart
from .test_page import by_id, printed, words


@pytest.mark.parametrize("name", ["fengdu", "yunnan", "others/left_behind_children_2016", "laws/legal_aid_law"])
def test_a_real_text_is_whole(rules: Rules, sources: Path, name: str) -> None:
    text = (sources / f"{name}.txt").read_text("utf-8")
    frame = frame_of(text, name, rules, today=date(2026, 1, 1))
    assert_whole(tree(render_page(frame, Proposals(measures=(), context=()), {}, rules=rules)), text)


def assert_whole(page: Node, text: str) -> None:
    assert re.sub(r"\s", "", printed(by_id(page, "text"))) == re.sub(r"\s", "", text)
    ids = [node.attributes["id"] for node in page.walk() if "id" in node.attributes]
    assert len(ids) == len(set(ids))
    assert {link.attributes["href"][1:] for link in page.tags("a")} <= set(ids)


@pytest.mark.parametrize("name", ["chongqing", "yunnan"])
def test_a_document_as_it_was_written_has_each_of_its_comments_once(rules: Rules, sources: Path, name: str) -> None:
    policy, text = rules.policies[name], (sources / f"{name}.txt").read_text("utf-8")
    frame, proposals = taken_apart(policy, parse_source(text))
    assembled = assemble(frame, proposals)
    file = document_text(assembled.policy, assembled.judgements)
    document = {"policy": assembled.policy, "judgements": assembled.judgements}
    page = tree(render_page(frame, proposals, file.lines, rules=rules, **document))
    assert_whole(page, text)
    measures = [measure for _, measure in assembled.policy.measures()]
    assert len(page.all("card")) == len(measures)
    quoted = {re.sub(r"\s", "", words(quote))[1:-1] for quote in page.all("quote")}
    assert quoted == {re.sub(r"\s", "", measure.quote) for measure in measures}
    cards = [re.search(r"YAML 第 (\d+) 行", words(card)) for card in page.all("card")]
    lines = [file.text.split("\n")[int(line[1]) - 1] for line in cards if line]
    assert len(lines) == len(measures)
    assert {line.strip().partition(":")[0] for line in lines} == {"- service", "- topic"}
    counts = [sum(int(words(cell)) for cell in row.tags("td")) for row in page.tags("tbody")[0].tags("tr")]
    assert counts[:2] == [sum(kind in path for path in assembled.judgements) for kind in ("measures", "context")]


BREAKS = [
    "“",
    "（",
    "<b>",
    "</p>",
    "&lt;",
    '"',
    "'",
    "\n",
    "\u2028",
    "《",
    "，",
    "。",
    "（市财政局负责）",
    "（一）",
    "<script>",
    "附件\n",
]


@given(st.integers(0, 500), st.lists(st.tuples(st.integers(0, 2000), st.sampled_from(BREAKS)), max_size=12))
def test_the_page_of_any_text_is_whole_and_says_what_the_file_says(
    rules: Rules, seed: int, breaks: list[tuple[int, str]]
) -> None:
    text = notice(seed).text
    for place, words_in_between in breaks:
        text = text[:place] + words_in_between + text[place:]
    made = draft(PrintedText(file="own.txt", text=text), rules, today=date(2026, 1, 1))
    page = tree(made.page)
    assert_whole(page, text)
    assert len(page.all("card")) == len(list(made.policy.measures()))
    listed = by_id(page, "todo").tags("ol")
    assert len(listed[0].tags("a") if listed else []) == made.counts["check"] + made.counts["open"]
