"""What a card says of a service: when it opens, what to bring, what would change it, and never what is not hers."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

import liushou.web
from liushou import Matcher, load_rules, match
from liushou.chinese import format_day
from liushou.testing import left_behind

from .test_answers_agree import drawn
from .v8 import Module

ON = date(2025, 6, 30)
ASKED = """
function cards(profile, place, on) {
  return cardsOf(profile, matcherOf({ place, on })).groups;
}
"""


@pytest.fixture(scope="module")
def module(shipped: Module) -> Module:
    shipped.context.eval(Path(liushou.web.__file__).with_name("sheet.js").read_text(encoding="utf-8") + ASKED)
    return shipped


WOMEN: list[dict[str, Any]] = [
    # The interview ends here: whether he works, and whether in another county, is not known.
    {"sex": "female", "lives_in_village": True, "husband_away_since": "2025-03"},
    {**left_behind(ON), "husband_away_since": "2025-03-31", "birth_date": "1995-02-28"},
    {**left_behind(ON), "husband_away_since": "2025-01", "birth_date": "1991"},
    {**left_behind(ON), "birth_date": "1990-07-01"},
    {"sex": "male", "husband_away_since": "2025-03-31"},
]


@pytest.mark.parametrize("woman", WOMEN, ids=range(len(WOMEN)))
@pytest.mark.parametrize("place", ["500230", "220182"])
def test_a_card_says_when_a_service_opens(module: Module, woman: dict[str, Any], place: str) -> None:
    given = {name: value.isoformat() if isinstance(value, date) else value for name, value in woman.items()}
    groups = module.call("cards", given, place, ON.isoformat())
    days = {card["id"]: card["opens"] for _, cards in groups for card in cards if card["opens"]}
    matcher = Matcher(place=place, on=ON)
    again = matcher.ask_again(woman)
    services = matcher.match(woman).services
    expected = {each.id: each.opens or again.get(each.id) for each in services if each.status == "ineligible"}
    expected |= {each.id: each.opens for each in services if each.opens}
    assert days == {name: format_day(day) for name, day in expected.items() if day}
    assert bool(days) == (woman["sex"] == "female")


def test_only_offices_and_time_change_a_no(module: Module) -> None:
    facts = load_rules().facts
    settled = {fact.title for fact in facts.values() if fact.settled_by == "authority"}
    for woman, place, on in drawn(12):
        answer = match(woman, place=place, on=on)
        groups = module.call("cards", woman.to_mapping(), place, on.isoformat())  # type: ignore[union-attr]
        cards = [card for _, of_group in groups for card in of_group]
        assert sorted(card["id"] for card in cards) == sorted(service.id for service in answer.services)
        for card in cards:
            titles = {title for text in card["decide"] for title in text.partition("：")[2].split("、")}
            assert titles <= settled
            assert card["status"] == answer.service(card["id"]).status
            assert card["about"] == load_rules().services[card["id"]].about
            grounds = answer.service(card["id"]).deciding
            assert card["why"] == list(dict.fromkeys(each.text for ground in grounds for each in ground.blocked_by))


def test_certificates_are_brought_and_offices_check(module: Module) -> None:
    woman = {**left_behind(ON), "birth_date": "1980-05-01", "receives_dibao": True, "disabled": True}
    given = {name: value.isoformat() if isinstance(value, date) else value for name, value in woman.items()}
    cards = {card["id"]: card for _, group in module.call("cards", given, "500230", ON.isoformat()) for card in group}
    assert "身份证" in cards["two_cancer_screening"]["bring"]
    assert any("低保" in text for text in cards["dibao"]["confirm"])
    assert cards["dibao"]["go"] == "户籍所在地乡镇人民政府（街道办事处）"
