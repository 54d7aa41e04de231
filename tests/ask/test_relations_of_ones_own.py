"""Relations between one's own facts that no shipped fact has: what decides is asked, wherever questions are made."""

from __future__ import annotations

import json
import shutil
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from liushou import Matcher, load_rules
from liushou.ask import next_question
from liushou.testing import left_behind

from ..conftest import ROOT

ON, PLACE, SERVICE = date(2025, 6, 30), "510000", "winter_heating"
AREA = "minimum: 0, maximum: 1000"


def folder(to: Path, *, area: str, when: str, more: str = "") -> Path:
    """The sixth document, with other relations of its facts, and facts and a rule of the test's."""
    shutil.copytree(ROOT / "examples" / "sixth", to)
    registers, heating = to / "registers.yaml", to / "heating.yaml"
    text = registers.read_text(encoding="utf-8")
    assert AREA in text
    facts = f"facts:\n  has_rooms: {{title: 有房间, type: yes_no, ask: 有房间吗？, yes: 有房间, no: 没有房间}}\n{more}"
    registers.write_text(text.replace(AREA, AREA + area).replace("facts:\n", facts), encoding="utf-8")
    rule = heating.read_text(encoding="utf-8")
    assert "when: [has_coal_stove, small_home]" in rule
    rule = rule.replace("when: [has_coal_stove, small_home]", f"when: {when}")
    heating.write_text(rule, encoding="utf-8")
    return to


def questions(matcher: Matcher, woman: dict[str, Any]) -> dict[str, set[str]]:
    """What is asked of her, by whom."""
    screens, skipped = set[str](), list[str]()
    while screen := next_question(woman, place=PLACE, on=ON, rules=matcher.rules, skipped=skipped):
        names = [row.fact for row in screen.rows]
        screens |= set(names)
        skipped += names * 2
    return {
        "match": {question.fact for question in matcher.match(woman).questions},
        "lean": {question["fact"] for question in json.loads(matcher.lean(woman))["questions"]},
        "relevant": set(matcher.relevant(woman).get(SERVICE, ())),
        "interview": screens,
    }


def test_a_number_that_is_not_applicable_does_not_keep_another_question_away(tmp_path: Path) -> None:
    """Stated it would say that there is a stove; but without rooms there is none to state."""
    rules = load_rules(
        folder(
            tmp_path / "own", area=", implies: [has_coal_stove], needs: [has_rooms]", when="[has_coal_stove, disabled]"
        )
    )
    matcher = Matcher(place=PLACE, on=ON, rules=rules)
    woman = {**left_behind(ON), "has_rooms": False, "disabled": True}
    outcomes = {value: matcher.statuses({**woman, "has_coal_stove": value})[SERVICE] for value in (True, False)}
    assert (matcher.statuses(woman)[SERVICE], outcomes) == ("undetermined", {True: "eligible", False: "ineligible"})
    asked = questions(matcher, woman)
    assert {who for who, names in asked.items() if "has_coal_stove" not in names} == set()
    assert {who for who, names in asked.items() if "heated_area" in names} == set()


def test_a_day_that_stands_aside_does_not_either(tmp_path: Path) -> None:
    """Months are stated instead of a day that would say something; that day stands in a rule, the months in none."""
    day = "  stove_since: {title: 炉子的日期, type: date, ask: 哪天起有炉子？, past: true, implies: [has_rooms]}\n"
    months = (
        "  stove_months: {title: 炉子的月数, type: number, unit: 月, ask: 炉子有几个月？, minimum: 0, maximum: 600, "
        "instead_of: {fact: stove_since, unit_months: 1, decides_months: 3, apart_months: 2}}\n"
    )
    when = '[{any: ["heated_area <= 90", "stove_since at least 1 years ago"]}]'
    rules = load_rules(folder(tmp_path / "own", area="", when=when, more=day + months))
    matcher = Matcher(place=PLACE, on=ON, rules=rules)
    woman = {**left_behind(ON), "stove_months": 400, "has_rooms": True}
    asked = questions(matcher, woman)
    assert {who for who, names in asked.items() if "heated_area" not in names} == set()
    assert {who for who, names in asked.items() if "stove_since" in names} == set()


def test_a_yes_that_can_be_taken_back_is_not_read_from_the_states(tmp_path: Path) -> None:
    """An area says that there is a stove, which needs rooms, of which the area says nothing."""
    own = folder(tmp_path / "own", area=", implies: [has_coal_stove]", when="[has_coal_stove, disabled]")
    registers = own / "registers.yaml"
    text = registers.read_text(encoding="utf-8")
    start = text.index("{", text.index("has_coal_stove:"))
    registers.write_text(f"{text[: start + 1]}needs: [has_rooms], {text[start + 1 :]}", encoding="utf-8")
    matcher = Matcher(place=PLACE, on=ON, rules=load_rules(own))
    for woman in ({"heated_area": 20}, {"heated_area": 20, "disabled": True}, {"disabled": True}):
        asked = questions(matcher, {**left_behind(ON), **woman})
        assert asked["match"] == asked["lean"] <= asked["interview"]


@pytest.mark.parametrize("span", ["at least 6 months ago", "at least 1 years ago"])
def test_a_day_that_says_nothing_of_other_facts(tmp_path: Path, span: str) -> None:
    day = "  stove_since: {title: 炉子的日期, type: date, ask: 哪天起有炉子？}\n"
    matcher = Matcher(
        place=PLACE,
        on=ON,
        rules=load_rules(folder(tmp_path / "own", area="", when=f'["stove_since {span}"]', more=day)),
    )
    woman = {**left_behind(ON), "stove_since": "2025-03-31"}
    assert matcher.openings.quick(matcher.profile(woman)) == matcher.openings.plain(matcher.profile(woman))
    assert len(matcher.openings.quick(matcher.profile(woman))) >= 1
    assert matcher.lean(woman) == json.dumps(matcher.match(woman).to_dict(lean=True)).encode()
