"""The sheet to hand over: the page's and Python's say the same; first what she shall have; nothing is silently left out."""

from __future__ import annotations

import json
import re
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any

import pytest

import liushou.web
from liushou import Profile, load_rules, match, read_profile
from liushou.matcher import cached_matcher
from liushou.testing import left_behind
from liushou.web import render_notice
from liushou.web.notice import Block, Notices, notice_data, words

from .test_answers_agree import HEATING, PLACES, WOMEN, drawn
from .v8 import Asked, Module

ON = date(2025, 6, 30)
SHEET = """
function sheets(asked) {
  return asked.map(([profile, place, on]) => {
    const { answer, groups } = cardsOf(profile, matcherOf({ place, on }));
    return noticeOf(answer, groups);
  });
}
"""


@pytest.fixture(scope="module")
def module() -> Module:
    own, folder = Module(load_rules()), Path(liushou.web.__file__).parent
    scripts = [(folder / name).read_text(encoding="utf-8") for name in ("sheet.js", "notice.js")]
    own.context.eval("\n".join([f"var NOTICE = {json.dumps(dict(notice_data()))};", *scripts, SHEET]))
    return own


def differing(module: Module, women: list[Asked]) -> list[Any]:
    plain = [[woman.to_mapping(), place, on.isoformat()] for woman, place, on in women if isinstance(woman, Profile)]
    sheets = module.call("sheets", plain)
    return [
        (each, sheet, expected)
        for each, sheet in zip(women, sheets, strict=True)
        if sheet != (expected := list(map(asdict, blocks(*each))))
    ]


def blocks(woman: Any, place: str = "500230", on: date = ON, **who: Any) -> list[Block]:
    return Notices(cached_matcher(place=place, on=on)).blocks(woman, **who)


EXAMPLES = [read_profile(file) for file in sorted(set(WOMEN.glob("*.yaml")) - {HEATING})]


def test_the_example_women_at_many_places(module: Module) -> None:
    assert differing(module, [(woman, place, ON) for woman in EXAMPLES for place in PLACES[:8]]) == []


def test_random_women(module: Module) -> None:
    assert differing(module, drawn(20)) == []


@pytest.mark.nightly
def test_many_random_women(module: Module) -> None:
    assert differing(module, drawn(500)) == []


def texts(sheet: list[Block]) -> str:
    return "\n".join(f"{block.bold}　{block.text}" for block in sheet)


@pytest.mark.parametrize("place", PLACES)
def test_every_service_is_named_or_counted(place: str) -> None:
    for woman in [*EXAMPLES, Profile()]:
        answer, sheet = match(woman, place=place, on=ON), blocks(woman, place)
        text, counts = texts(sheet), {"eligible": 0, "undetermined": 0, "ineligible": 0}
        for service in answer.services:
            counts[service.status] += 1
        assert words("end", disclaimer=answer.disclaimer, sources="") in text
        for part, status in (("eligible", "eligible"), ("open", "undetermined")):
            if counts[status]:
                assert words(part, count=counts[status]) in text
        named = [service for service in answer.services if service.title in text]
        left_out = sum(map(int, re.findall(words("more", count=r"(\d+)"), text)))
        assert len([service for service in named if service.status != "ineligible"]) + left_out >= sum(
            (counts["eligible"], counts["undetermined"])
        )


def test_what_she_shall_have_comes_first_with_where_and_why() -> None:
    woman = read_profile(WOMEN / "fengdu.yaml")
    answer = match(woman, place="500230", on=ON)
    first, *_ = eligible = [service for service in answer.services if service.status == "eligible"]
    items = [block for block in blocks(woman) if block.bold]
    assert [block.bold for block in items] == [service.title for service in eligible[: len(items)]]
    assert first.where is not None
    about = load_rules().services[first.id].about
    for text in (about, first.where.office, *first.deciding[0].residual, first.deciding[0].citation.clause):
        assert text in items[0].text


def test_what_is_not_hers_to_change_is_not_said() -> None:
    """A man is told only what is open to everyone: a wrong no is worse than a question."""
    answer, sheet = match({"sex": "male"}, place="500230", on=ON), texts(blocks(Profile(sex="male")))
    assert words("none") in sheet
    beyond = {service.title for service in answer.services if service.beyond_document}
    assert beyond
    lines = {title for line in sheet.splitlines() for title in line.strip().split("、")}
    assert lines & {service.title for service in answer.services} == beyond


def test_nothing_of_a_file_is_read_as_html() -> None:
    hostile = "<script>alert(1)</script>"
    sheet = texts(blocks(Profile(), name=hostile))
    assert hostile in sheet
    from liushou.web.sheets import _html

    html = "\n".join(_html(blocks(Profile(), name=hostile, number="&\x07")))
    assert "<script" not in html
    assert "&lt;script&gt;" in html
    assert "\x07" not in html


def test_the_file_needs_no_network_and_no_script() -> None:
    html = render_notice(Profile(), place="500230", on=ON)
    assert re.findall(r"https?:|<script|<link|url\(|src=|@import", html) == []
    assert html.count("<article") == 1


def test_type_is_large_enough_to_read() -> None:
    style = Path(liushou.web.__file__).with_name("notice.css").read_text(encoding="utf-8")
    assert "font-size: 14pt" in style
    assert all(float(size) >= 1 for size in re.findall(r"font-size: ([\d.]+)em", style))


def test_what_time_alone_opens_says_from_which_day() -> None:
    woman = Profile(**{**left_behind(ON), "husband_away_since": date(2025, 3, 31)})
    sheet = texts(blocks(woman))
    assert f"{words('since', day='2025年9月30日')}：" in sheet
    assert words("none") in sheet


def test_time_is_told_also_where_more_is_not_known_yet() -> None:
    """Where half a year is not over nothing else is asked; she is told when to come again."""
    woman = Profile(sex="female", lives_in_village=True, husband_away_since=date(2025, 3, 31))
    sheet = texts(blocks(woman))
    assert f"{words('since', day='2025年9月30日')}：" in sheet


@pytest.mark.parametrize("on", [ON, date(2015, 1, 1)])
def test_nobody_may_have_anything(on: date) -> None:
    """A man, and a day before all documents: a sheet all the same."""
    assert words("none") in texts(blocks(Profile(sex="male"), on=on))
