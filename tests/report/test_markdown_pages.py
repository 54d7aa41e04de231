"""The Markdown pages hold the same text and the same rules, in tables that are whole."""

from __future__ import annotations

import re

import pytest
from markdown_it import MarkdownIt

from liushou import Rules
from liushou.texts.source import Source

from .pageparts import Node, tree

DOCUMENTS = ("chongqing", "fengdu", "jilin", "yunnan", "national_2025")
MARKS = re.compile(r"[①-⑳]|\(\d+\)$")


def rendered(markdown: str) -> Node:
    html = MarkdownIt("commonmark", {"html": True}).enable("table").render(markdown)
    return tree(html)


def words(text: str) -> str:
    return re.sub(r"\s+", "", MARKS.sub("", text))


@pytest.mark.parametrize("name", DOCUMENTS)
def test_the_text_is_whole_and_in_order(pages: dict[str, str], texts: dict[str, Source], name: str) -> None:
    page = rendered(pages[f"{name}.md"])
    body = page.walk()
    left = [words(row.tags("td")[0].text()) for row in page.tags("tr") if row.tags("td")]
    headings = [words(node.text()) for node in body if node.tag in ("h2", "h3")]
    whole = words(texts[name].text)
    at, lost = 0, []
    for cell in left:
        start = whole.find(cell, at)
        lost += [cell] if start < 0 else []
        at = at if start < 0 else start + len(cell)
    assert lost == []
    assert [heading for heading in headings if heading not in whole and heading not in ("前言", "结尾")] == []
    closings = [words(clause.closing) for clause in texts[name].clauses if clause.closing is not None]
    assert [closing for closing in closings if closing not in words(page.text())] == []


@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_quote_stands_beside_its_rule(rules: Rules, pages: dict[str, str], name: str) -> None:
    rows = [
        (words(row.tags("td")[0].text()), row.tags("td")[1].text())
        for row in rendered(pages[f"{name}.md"]).tags("tr")
        if row.tags("td")
    ]
    assert [
        measure.quote
        for _, measure in rules.policies[name].measures()
        if not any(
            words(measure.quote) in left
            and f"「{measure.quote}」" in right
            and (rules.services if measure.individual else rules.topics)[measure.name].title in right
            for left, right in rows
        )
    ] == []


def test_every_row_has_the_cells_of_its_head(pages: dict[str, str]) -> None:
    tables = [
        (name, table) for name, text in pages.items() if name.endswith(".md") for table in rendered(text).tags("table")
    ]
    assert tables
    assert [
        name
        for name, table in tables
        if len({len([node for node in row.children if isinstance(node, Node)]) for row in table.tags("tr")}) != 1
    ] == []


def test_no_line_of_a_table_was_torn(pages: dict[str, str]) -> None:
    """A line that begins a cell is inside a table when it is read as Markdown."""
    markdown = {name: text for name, text in pages.items() if name.endswith(".md")}
    lines = {name: sum(line.startswith("| ") for line in text.splitlines()) for name, text in markdown.items()}
    assert {name: len(rendered(text).tags("tr")) for name, text in markdown.items()} == lines
