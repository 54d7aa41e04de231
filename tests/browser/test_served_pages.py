"""What `liushou serve` gives in a real browser: from the first question to the sheet, and through the documents."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest

from liushou import load_rules, match, read_profile

from ..web.service.running import Server, serving
from .opening import DESK, PHONE, Opener
from .test_offline_page import ON, WOMEN, begin, stated, through


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with serving(tmp_path_factory.mktemp("served")) as running:
        yield running


def test_from_the_first_question_to_the_sheet_without_another_request(open_page: Opener, server: Server) -> None:
    opened = open_page.visit(f"{server.url}/?place=500230", PHONE)
    page = begin(opened)
    through(page, stated(read_profile(WOMEN / "fengdu.yaml")))
    assert (opened.requests, opened.errors, opened.sideways()) == ([], [], [])
    assert len(re.findall(rb"/Type\s*/Page[^s]", page.pdf(format="A4", prefer_css_page_size=True))) == 1
    profile = page.evaluate("document.getElementById('profile').value")
    filled = server.folder / "filled.yaml"
    filled.write_text(profile, encoding="utf-8")
    expected = match(read_profile(filled), place="500230", on=ON)
    titles = page.locator(".eligible .card h3").evaluate_all("nodes => nodes.map(node => node.firstChild.data)")
    assert titles == [service.title for service in expected.services if service.status == "eligible"]


def test_its_script_runs_and_no_other(open_page: Opener, server: Server) -> None:
    opened = open_page.visit(f"{server.url}/", PHONE)
    page = opened.page
    assert page.get_by_role("button", name="开始").count() == 1
    page.evaluate("""() => {
      const script = document.createElement('script')
      script.textContent = 'window.strange = true'
      document.body.append(script)
    }""")
    assert page.evaluate("window.strange") is None
    assert any("Content Security Policy" in error for error in opened.errors)


@pytest.mark.parametrize("size", [PHONE, DESK])
def test_through_the_documents(open_page: Opener, server: Server, size: tuple[int, int]) -> None:
    opened = open_page.visit(f"{server.url}/documents", size)
    page, policies = opened.page, load_rules().policies
    for policy in policies.values():
        page.get_by_text("换页").click()
        page.locator("nav li a", has_text=policy.number).click()
        assert page.get_by_role("heading", level=1).inner_text() == policy.title
        assert page.locator("[aria-current=page]").inner_text() == policy.number
    page.locator(".card h4 a").first.click()
    assert urlsplit(page.url).path == "/documents/services"
    assert page.locator(":target").is_visible()
    page.get_by_text("总目").click()
    assert urlsplit(page.url).path == "/documents"
    assert page.locator("tbody tr").count() == len(policies)
    # Every request was one of a page that was gone to; that of the first one is not counted.
    asked = [urlsplit(address) for address in opened.requests]
    assert {address.netloc for address in asked} == {urlsplit(server.url).netloc}
    assert len(asked) == len(policies) + 1
    assert (opened.errors, opened.sideways()) == ([], [])


def test_it_begins_in_a_place_that_is_named(open_page: Opener, server: Server) -> None:
    page = open_page.visit(f"{server.url}/?place=丰都县", PHONE).page
    assert "丰都县" in page.locator("body").inner_text()
