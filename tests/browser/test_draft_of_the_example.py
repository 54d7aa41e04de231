"""The example of docs/draft.md from its text to its page; with LIUSHOU_SCREENSHOTS=1 the pictures there are made anew."""

from __future__ import annotations

from datetime import date

import pytest

from liushou import Rules, load_rules
from liushou.compare import read_side
from liushou.draft import draft
from liushou.texts import find_texts

from ..conftest import ROOT
from .opening import DESK, PHONE, Opener

TODAY = date(2026, 1, 1)
EXAMPLE = ROOT / "examples" / "draft"
#: A picture of one screen, less high than a window of a desk.
SCREEN = (1100, 760)


@pytest.fixture(scope="module")
def html(rules: Rules) -> str:
    return draft(EXAMPLE / "notice.txt", rules, today=TODAY).page


def test_a_person_is_led_from_the_counts_to_a_neighbour_with_marked_characters(open_page: Opener, html: str) -> None:
    opened = open_page(html, SCREEN)
    opened.picture("draft/summary.png")
    opened.page.get_by_role("link", name="从第一处开始").click()
    beside = opened.page.locator(".card.check").filter(has=opened.page.locator(".neighbour ins")).first
    beside.locator("xpath=../..").evaluate("row => row.scrollIntoView()")
    assert beside.locator(".compared").is_visible()
    opened.picture("draft/proposal.png")
    assert (opened.requests, opened.errors, opened.sideways()) == ([], [], [])


def test_on_a_phone_the_proposal_stands_below_its_sentence(open_page: Opener, html: str) -> None:
    opened = open_page(html, PHONE)
    card = opened.page.locator(".card.check").first
    row = card.locator("xpath=../..")
    text, below = row.locator(".text").bounding_box(), card.bounding_box()
    assert text is not None
    assert below is not None
    assert below["y"] >= text["y"] + text["height"]
    row.evaluate("row => row.scrollIntoView()")
    opened.picture("draft/phone.png")
    assert (opened.requests, opened.sideways(), opened.barriers()) == ([], [], [])


@pytest.mark.nightly
def test_a_new_edition_shows_what_changed(open_page: Opener) -> None:
    folder = EXAMPLE / "decided"
    side = read_side(str(folder / "notice.yaml"), on=TODAY, policies=[folder])
    old = find_texts(EXAMPLE, [side.policy])[side.policy.id].source
    page = draft(EXAMPLE / "notice_2026.txt", load_rules(folder), today=TODAY, old=side, old_source=old).page
    opened = open_page(page, SCREEN)
    section = opened.page.locator("#edition")
    assert section.locator("del").filter(has_text="支持家庭农场、合作社优先吸纳农村留守妇女就业").is_visible()
    section.evaluate("section => section.scrollIntoView()")
    opened.picture("draft/edition.png")
    assert (opened.requests, opened.sideways(), opened.barriers()) == ([], [], [])


def test_side_by_side_on_a_desk(open_page: Opener, html: str) -> None:
    page = open_page(html, DESK).page
    row = page.locator(".card").first.locator("xpath=../..")
    text, card = row.locator(".text").bounding_box(), row.locator(".card").first.bounding_box()
    assert text is not None
    assert card is not None
    assert card["x"] >= text["x"] + text["width"]
