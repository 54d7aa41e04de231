"""The comparison as text, Markdown, HTML and JSON: everything is said in each."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from html.parser import HTMLParser

import pytest

from liushou.compare import Diff
from liushou.compare.pages import html_page, markdown_page, text_page

Compared = Callable[[str, str], Diff]
KEYS = {"id", "verdict", "force", "agencies", "citations", "witnesses", "verdict_with_definition", "more"}


class _Checker(HTMLParser):
    VOID = frozenset({"meta", "br", "link", "img", "hr"})

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.ids: list[str] = []
        self.outside: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in self.VOID:
            self.open.append(tag)
        for name, value in attrs:
            if name == "id":
                self.ids.append(value or "")
            if name in ("src", "href") and value and not value.startswith("#"):
                self.outside.append(value)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


@pytest.fixture(scope="module")
def comparison(request: pytest.FixtureRequest) -> Diff:
    compared: Compared = request.getfixturevalue("compared")
    return compared("chongqing", "national_2025")


@pytest.mark.parametrize("page", [text_page, markdown_page, html_page])
def test_every_service_citation_witness_and_residual_is_there(page: Callable[[Diff], str], comparison: Diff) -> None:
    plain = re.sub(r"\\(.)", r"\1", re.sub(r"<[^>]+>", "", page(comparison)))
    rows = (*comparison.services, *comparison.topics)
    groups = [group for row in rows for group in (row.a, row.b) if group is not None]
    texts = [
        "以主管部门核定为准",
        "只有重庆看的事实",
        *(row.title for row in rows),
        *(group.strongest.citation.quote for group in groups),
        *(witness.sentence for row in rows for witness in row.witnesses),
        *(part.text for part in comparison.not_analysed),
    ]
    assert [text for text in texts if text not in plain] == []


def test_html_is_one_file_with_nothing_from_outside(comparison: Diff) -> None:
    page = html_page(comparison)
    checker = _Checker()
    checker.feed(page)
    assert checker.open == []
    assert checker.outside == []
    assert "http-equiv" not in page
    assert "@import" not in page
    assert "url(" not in page
    assert len(checker.ids) == len(set(checker.ids))
    assert '<meta name="viewport"' in page
    assert 'lang="zh-CN"' in page


def test_text_of_a_document_is_escaped(comparison: Diff) -> None:
    from dataclasses import replace

    nasty = replace(comparison, notes=("<script>alert(1)</script>|*x*",))
    assert "<script>" not in html_page(nasty)
    markdown = markdown_page(nasty)
    assert "<script" not in markdown
    assert "&lt;script&gt;alert(1)&lt;/script&gt;\\|\\*x\\*" in markdown


def test_json_has_the_fixed_keys(comparison: Diff) -> None:
    data = json.loads(json.dumps(comparison.to_dict(), ensure_ascii=False))
    assert set(data["definition"]) >= {"verdict", "witnesses"}
    rows = data["services"]
    assert [row["id"] for row in rows if not set(row) >= KEYS] == []
    sides = {(row["id"], key, *row[key]) for row in rows for key in ("force", "agencies", "citations")}
    assert [side for side in sides if side[2:] != ("a", "b")] == []
    lacking = {(row["id"], side) for row in rows for side in "ab" if row["citations"][side] is None}
    only = {"only_b": "a", "only_a": "b"}
    assert lacking == {(row["id"], only[row["verdict"]]) for row in rows if row["verdict"] in only}
    witnesses = [witness for row in rows for witness in row["witnesses"]]
    assert [witness for witness in witnesses if not set(witness) >= {"profile", "a", "b"}] == []
    assert {frozenset((witness["a"], witness["b"])) for witness in witnesses} == {frozenset(("eligible", "ineligible"))}
    verdicts = {row["verdict"] for row in data["services"]}
    assert verdicts <= {"equivalent", "a_wider", "b_wider", "incomparable", "only_a", "only_b"}


@pytest.mark.parametrize("page", [text_page, markdown_page, html_page])
def test_what_was_given_up_is_said(page: Callable[[Diff], str], comparison: Diff) -> None:
    from dataclasses import replace

    row = replace(comparison.services[0], verdict="undecided", reason="未判定（timeout）")
    given_up = replace(comparison, services=(row, *comparison.services[1:]))
    assert "未判定（timeout）" in page(given_up)
    assert given_up.to_dict()["undecided"]
