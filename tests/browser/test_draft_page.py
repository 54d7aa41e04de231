"""The page of a draft in a real browser: on a phone and a desk, in the dark, without scripts, on paper."""

from __future__ import annotations

import pytest

from liushou import Rules
from liushou.draft.page import render_page

from ..draft.pages import LINES, draft, edition
from .opening import DESK, ENLARGED, PHONE, Opener

LONG = "https://example.invalid/" + "long" * 120


@pytest.fixture(scope="module")
def html(rules: Rules) -> str:
    frame, proposals = draft(rules)
    return render_page(frame, proposals, LINES, rules=rules, edition=edition())


@pytest.fixture(scope="module")
def spoilt(rules: Rules) -> str:
    frame, proposals = draft(rules, spoil=LONG)
    return render_page(frame, proposals, LINES, rules=rules, edition=edition(spoil=LONG))


@pytest.mark.parametrize("size", [PHONE, DESK])
def test_it_fits_asks_for_nothing_and_shuts_nobody_out(open_page: Opener, html: str, size: tuple[int, int]) -> None:
    opened = open_page(html, size)
    assert (opened.sideways(), opened.requests, opened.errors, opened.barriers()) == ([], [], [], [])


def test_its_colours_can_be_read_in_the_dark(open_page: Opener, html: str) -> None:
    assert open_page(html, PHONE, color_scheme="dark").barriers() == []


def test_words_without_end_are_broken(open_page: Opener, spoilt: str) -> None:
    for size in (ENLARGED, DESK):
        assert open_page(spoilt, size).sideways() == []


@pytest.mark.parametrize("scripts", [True, False])
def test_proposals_are_chosen_by_certainty_with_the_keyboard(open_page: Opener, html: str, scripts: bool) -> None:
    page = open_page(html, scripts=scripts).page
    shown = page.locator(".parts .proposal:visible")
    before = shown.count()
    page.locator("#show-sure").focus()
    page.keyboard.press("Space")
    assert page.locator(".parts .proposal.sure:visible").count() == 0
    assert 0 < shown.count() < before
    assert page.locator(".parts .sentence:visible").count() == page.locator(".parts .sentence").count()


def test_the_keyboard_leads_to_the_text_and_on_to_each_thing_to_decide(open_page: Opener, html: str) -> None:
    page = open_page(html, PHONE).page
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "跳到逐句核对"
    page.locator("#todo a.next").first.press("Enter")
    way = []
    while (here := page.evaluate("location.hash")) != "#todo":
        assert page.locator(here).is_visible()
        way.append(here)
        page.locator(f"{here} a.next").press("Enter")
    assert len(way) == 6


def test_it_prints_whole_on_a4(open_page: Opener, html: str) -> None:
    opened = open_page(html)
    printed = opened.page.pdf(prefer_css_page_size=True)
    assert printed.startswith(b"%PDF")
    opened.page.emulate_media(media="print")
    assert opened.page.locator(".card.open .reasons").is_visible()
    assert not opened.page.locator("nav").is_visible()
