"""The laws hold for every shipped document, and name what the texts themselves except."""

from __future__ import annotations

from datetime import date
from itertools import product

import pytest

from liushou import Matcher, Rules
from liushou.places import lies_in
from liushou.proof.laws import COUNTY_IN_PROVINCE, MORE_HARDSHIP, REACHABLE, Ruling, laws

pytest.importorskip("z3")
ON = date(2025, 6, 30)


@pytest.fixture(scope="module")
def rulings(rules: Rules) -> tuple[Ruling, ...]:
    return tuple(laws(rules, ON))


def test_every_law_holds(rulings: tuple[Ruling, ...]) -> None:
    assert [ruling for ruling in rulings if not ruling.holds] == []


def test_every_service_of_every_document_has_a_ruling(rules: Rules, rulings: tuple[Ruling, ...]) -> None:
    ruled = {(one.policy, one.subject) for one in rulings if one.law is MORE_HARDSHIP}
    offered = {
        (policy.id, measure.name)
        for policy in rules.policies.values()
        for _, measure in policy.measures()
        if measure.individual and (measure.until is None or measure.until >= ON)
    }
    assert ruled == offered


def test_the_one_exception_is_named_with_its_source(rulings: tuple[Ruling, ...]) -> None:
    [ruling] = [one for one in rulings if one.outcome == "proved_except"]
    assert (ruling.policy, ruling.subject) == ("national_2025", "disability_allowances")
    [ruled] = ruling.exceptions
    assert ruled.facts == ("is_tekun",)
    assert ruled.place_fact == "tekun_excluded_from_disability_allowances"
    [place] = ruled.places
    assert place["code"] == "220000"
    assert "吉林省残疾人两项补贴方案" in place["source"]


def test_the_exception_replays_in_jilin_and_nowhere_else(rulings: tuple[Ruling, ...]) -> None:
    [ruled] = [exception for one in rulings for exception in one.exceptions]
    less, more = ({k: v for k, v in one.items() if k != ruled.place_fact} for one in (ruled.witness, ruled.harder))
    assert less.get("is_tekun") is not True
    assert more["is_tekun"] is True
    for place, expected in (("220182", ["eligible", "ineligible"]), ("530000", ["eligible", "eligible"])):
        matcher = Matcher(place=place, on=ON)
        assert [matcher.statuses(one)["disability_allowances"] for one in (less, more)] == expected


def test_pairs_of_places_are_exactly_those_that_lie_in_each_other(rules: Rules, rulings: tuple[Ruling, ...]) -> None:
    pairs = {(one.policy, one.subject) for one in rulings if one.law is COUNTY_IN_PROVINCE}
    places = {policy.id: policy.place for policy in rules.policies.values()}
    assert pairs == {
        (a, b) for a, b in product(places, places) if places[a] != places[b] and lies_in(places[a], places[b])
    }
    assert ("fengdu", "chongqing") in pairs


def test_what_is_owed_is_reached_by_the_woman_shown(rules: Rules, rulings: tuple[Ruling, ...]) -> None:
    owed = [one for one in rulings if one.law is REACHABLE]
    assert {("jilin", "two_cancer_screening"), ("yunnan", "crime_protection")} <= {(o.policy, o.subject) for o in owed}
    for ruling in owed:
        assert ruling.witness is not None
        answer = Matcher(place=rules.policies[ruling.policy].place, on=ON, rules=rules).match(ruling.witness)
        grounds = answer.service(ruling.subject).grounds
        assert any(
            ground.policy == ruling.policy and ground.force == "shall" and ground.status == "eligible"
            for ground in grounds
        )


def test_documents_of_later_days_are_left_out(rules: Rules) -> None:
    policies = {ruling.policy for ruling in laws(rules, date(2020, 10, 1))}
    assert policies == {"jilin", "yunnan"}


def test_a_dated_goal_that_is_past_is_no_service(rules: Rules) -> None:
    before = {one.subject for one in laws(rules, date(2020, 12, 1), documents=["jilin"])}
    after = {one.subject for one in laws(rules, ON, documents=["jilin"])}
    assert before - after == {"poverty_registration"}
