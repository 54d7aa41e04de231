"""The sheets to hand over in a real browser: one page of A4 a woman, readable type, the same words as the page's sheet."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from liushou import Profile, load_rules, read_profile
from liushou.matcher import cached_matcher
from liushou.web import render_notice, render_page
from liushou.web.notice import Notices
from liushou.web.sheets import _frame, _sheet

from ..web.test_answers_agree import PLACES, drawn
from .opening import PHONE, Opener
from .test_offline_page import LIVING, ON, WOMEN, begin, stated, through

#: A4 without its margins, in CSS pixels.
WIDTH, HEIGHT = round(186 / 25.4 * 96), 277 / 25.4 * 96
#: A4 in points.
BOX = (595, 842)
WHO = {"name": "欧阳某某", "number": "5002************62", "row": 12345}
Woman = tuple[Any, str, date]


def many(women: Iterable[Woman]) -> str:
    head, tail = _frame()
    return (
        head + "".join(_sheet(Notices(cached_matcher(place=at, on=on)), each, **WHO) for each, at, on in women) + tail
    )


def everything(value: bool) -> dict[str, Any]:
    """A woman of whom everything is so, or nothing."""
    facts = {name: value for name, fact in load_rules().facts.items() if fact.kind == "yes_no"}
    usual = {"lives_in_village": True, "husband_away_for_work": True, "husband_outside_county": True}
    return {**facts, **usual, "sex": "female", "birth_date": date(1980, 5, 1), "husband_away_since": date(2020, 1, 1)}


def pages(pdf: bytes) -> int:
    return len(re.findall(rb"/Type\s*/Page[^s]", pdf))


def examples() -> list[Woman]:
    return [(read_profile(WOMEN / f"{name}.yaml"), place, ON) for name, place in LIVING.items()]


def test_three_women_are_three_pages_of_a4(open_page: Opener) -> None:
    opened = open_page(many(examples()[:3]), PHONE)
    assert (opened.barriers(), opened.sideways(), opened.requests, opened.errors) == ([], [], [], [])
    pdf = opened.page.pdf(prefer_css_page_size=True)
    assert pages(pdf) == 3
    boxes = re.findall(rb"/MediaBox\s*\[\s*0 0 ([\d.]+) ([\d.]+)", pdf)
    assert {(round(float(wide)), round(float(high))) for wide, high in boxes} == {BOX}
    size = opened.page.locator(".sheet *").evaluate_all("nodes => nodes.map(node => getComputedStyle(node).fontSize)")
    assert min(float(text.removesuffix("px")) for text in size) >= 14 * 96 / 72 - 0.01


def check_heights(open_page: Opener, women: list[Woman]) -> None:
    page = open_page(many(women), (WIDTH, 900)).page
    page.emulate_media(media="print")
    heights = page.locator(".sheet").evaluate_all("nodes => nodes.map(node => node.offsetHeight)")
    assert len(heights) == len(women)
    assert max(heights) <= HEIGHT
    assert pages(page.pdf(prefer_css_page_size=True)) == len(women)


def test_every_sheet_fits_on_its_page(open_page: Opener) -> None:
    living = [(each, place, ON) for each in (everything(True), everything(False), Profile()) for place in PLACES[:5]]
    check_heights(open_page, [*living, *examples(), *drawn(20)])


@pytest.mark.nightly
def test_many_sheets_fit_on_their_pages(open_page: Opener) -> None:
    living = [(each, place, ON) for each in (everything(True), everything(False), Profile()) for place in PLACES]
    check_heights(open_page, [*living, *drawn(600)])


@pytest.mark.parametrize("name", ["fengdu", pytest.param("jilin", marks=pytest.mark.nightly)])
def test_the_page_prints_the_same(open_page: Opener, name: str) -> None:
    opened = open_page(render_page(load_rules(), place="500230"), PHONE)
    page = begin(opened, LIVING[name])
    through(page, stated(read_profile(WOMEN / f"{name}.yaml")))
    filled = Path(opened.page.url.removeprefix("file://")).with_suffix(".yaml")
    filled.write_text(page.evaluate("document.getElementById('profile').value"), encoding="utf-8")
    lines = "nodes => nodes.map(node => node.tagName + node.textContent)"
    printed = page.locator("#sheet :is(h1, h2, p, li)").evaluate_all(lines)
    other = open_page(render_notice(read_profile(filled), place=LIVING[name], on=ON)).page
    assert printed == other.locator(".sheet :is(h1, h2, p, li)").evaluate_all(lines)
    page.emulate_media(media="print")
    assert page.locator("#sheet").evaluate("node => getComputedStyle(node).fontSize") == f"{14 * 96 / 72:.4f}px"
