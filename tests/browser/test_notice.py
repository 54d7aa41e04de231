"""`liushou notice`: one A4 sheet, the same as the page prints."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from liushou import Matcher, Profile, load_rules, read_profile
from liushou.testing import left_behind
from liushou.web import cards_of, render_notice, render_page
from liushou.web.notice import notice_lines

from ..cli.running import invoke
from .opening import DESK, PHONE, Opener
from .test_offline_page import ON, WOMEN, begin, stated, through


def pages(opened: object) -> int:
    sheet = opened.page.pdf(format="A4", prefer_css_page_size=True)  # type: ignore[attr-defined]
    return len(re.findall(rb"/Type\s*/Page[^s]", sheet))


@pytest.mark.parametrize("size", [PHONE, DESK])
def test_the_sheet_of_a_profile(open_page: Opener, tmp_path: Path, size: tuple[int, int]) -> None:
    out = tmp_path / "notice.html"
    done = invoke("notice", WOMEN / "fengdu.yaml", "--place", "500230", "--on", ON, "--out", out)
    assert done.exit_code == 0
    opened = open_page(out, size)
    assert (opened.sideways(), opened.barriers(), opened.requests, opened.errors) == ([], [], [], [])
    assert pages(opened) == 1
    assert "<script" not in out.read_text(encoding="utf-8")


def test_the_page_prints_the_same(open_page: Opener) -> None:
    page = begin(open_page(render_page(load_rules(), place="500230"), PHONE))
    through(page, stated(read_profile(WOMEN / "fengdu.yaml")))
    text = page.evaluate("document.getElementById('profile').value")
    filled = Path(page.url.removeprefix("file://")).with_suffix(".yaml")
    filled.write_text(text, encoding="utf-8")
    lines = notice_lines(*cards_of(read_profile(filled), Matcher(place="500230", on=ON)))
    nodes = "#sheet h1, #sheet h2, #sheet h3, #sheet li, #sheet p"
    assert page.locator(nodes).evaluate_all("nodes => nodes.map(node => node.textContent)") == [
        "".join(line[1:]) for line in lines
    ]


@pytest.mark.parametrize(
    "value", [True, pytest.param(False, marks=pytest.mark.nightly), pytest.param(None, marks=pytest.mark.nightly)]
)
def test_it_is_one_page_whatever_is_known(open_page: Opener, value: bool | None) -> None:
    known = {name: value for name, fact in load_rules().facts.items() if fact.kind == "yes_no"}
    woman = Profile(**{**known, **left_behind(ON), "birth_date": date(1985, 5, 1)})
    for place in ("500230", "220182", "530102", "nation"):
        assert pages(open_page(render_notice(woman, Matcher(place=place, on=ON)), DESK)) == 1


def test_what_is_written_in_documents_is_no_markup() -> None:
    from dataclasses import replace

    rules = load_rules()
    services = {name: replace(service, about="<b>&</b>") for name, service in rules.services.items()}
    text = render_notice(
        Profile(**left_behind(ON)), Matcher(place="500230", on=ON, rules=replace(rules, services=services))
    )
    assert "&lt;b&gt;&amp;&lt;/b&gt;" in text
    assert "<b>&</b>" not in text
