"""POST /v1/statuses: one woman or many, and a mistake in one loses none of the others."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from starlette.testclient import TestClient

from liushou import Matcher, Profile
from liushou.testing import profiles
from liushou.web import create_app

from .asking import HER, HERE, NUMBER, ON, PLACE, ask, codes, refused

OPEN = TestClient(create_app())


@given(profiles(on=ON))
def test_one_woman_has_the_statuses_of_python(profile: Profile) -> None:
    answer = ask(OPEN, "statuses", HERE | {"profile": profile.to_mapping()})
    try:
        expected = Matcher(place=PLACE, on=ON).statuses(profile)
    except ValueError:
        refused(answer, 422)
    else:
        assert answer.json()["statuses"] == expected


def test_many_women_each_with_her_number(client: TestClient) -> None:
    answer = ask(client, "statuses", HERE | {"women": [{"profile": HER}, {"profile": {}}]}).json()
    matcher = Matcher(place=PLACE, on=ON)
    assert answer["rules"] == {"version": matcher.rules.version, "sha256": matcher.rules.sha256}
    assert [(her["index"], her["statuses"]) for her in answer["results"]] == [
        (0, matcher.statuses(HER)),
        (1, matcher.statuses({})),
    ]


def test_a_woman_may_have_a_place_and_a_day_of_her_own(client: TestClient) -> None:
    women = [{"profile": HER, "place": "榆树市"}, {"profile": HER, "on": "2024-12-31"}, {"profile": HER}]
    results = ask(client, "statuses", HERE | {"women": women}).json()["results"]
    asked = [("220182", "2025-06-30"), (PLACE, "2024-12-31"), (PLACE, "2025-06-30")]
    assert [(her["place"]["code"], her["on"]) for her in results] == asked
    assert [her["statuses"] for her in results] == [
        Matcher(place=place, on=date.fromisoformat(on)).statuses(HER) for place, on in asked
    ]


WRONG: list[tuple[Any, dict[str, str]]] = [
    (3, {"/women/1": "type"}),
    ({}, {"/women/1/profile": "missing-key"}),
    ({"profile": [HER]}, {"/women/1/profile": "type"}),
    ({"profile": {"sex": "x"}}, {"/women/1/profile/sex": "not-a-choice"}),
    ({"profile": {"sexx": "女"}}, {"/women/1/profile/sexx": "unknown-name"}),
    ({"profile": HER, "place": "没有这个县"}, {"/women/1/place": "unknown-place-name"}),
    ({"profile": HER, "place": ["500230"]}, {"/women/1/place": "not-a-place-code"}),
    ({"profile": HER, "on": "2025-02-30"}, {"/women/1/on": "on-not-a-day"}),
    ({"profile": HER, "name": NUMBER}, {"/women/1/name": "unknown-key"}),
    ({"profile": {"unsure": ["x"]}, "on": 3}, {"/women/1/on": "on-type", "/women/1/profile/unsure/0": "unknown-name"}),
]


@pytest.mark.parametrize(("her", "expected"), WRONG)
def test_a_mistake_in_one_does_not_lose_the_others(client: TestClient, her: Any, expected: dict[str, str]) -> None:
    results = ask(client, "statuses", HERE | {"women": [{"profile": HER}, her, {"profile": HER}]}).json()["results"]
    assert [her["index"] for her in results] == [0, 1, 2]
    assert codes(results[1]["problems"]) == expected
    assert "statuses" in results[0]
    assert results[0]["statuses"] == results[2]["statuses"]
    assert NUMBER not in str(results)


def test_a_contradiction_is_named_at_both_facts(client: TestClient) -> None:
    her = {"profile": {"disabled": False, "disability_grade": 2}}
    problems = ask(client, "statuses", HERE | {"women": [her]}).json()["results"][0]["problems"]
    assert codes(problems) == dict.fromkeys(
        ("/women/0/profile/disabled", "/women/0/profile/disability_grade"), "contradiction"
    )


REFUSED: list[tuple[dict[str, Any], dict[str, str]]] = [
    (HERE, {"/profile": "missing-key"}),
    ({"women": [{"profile": HER, "place": PLACE}]}, {"/on": "missing-key"}),
    (HERE | {"women": {}}, {"/women": "type"}),
    (HERE | {"women": None}, {"/women": "missing-key"}),
    (HERE | {"women": [], "profile": HER}, {"/profile": "not-together"}),
    (HERE | {"women": [{}] * 1001}, {"/women": "count"}),
]


@pytest.mark.parametrize(("data", "expected"), REFUSED)
def test_what_is_wrong_with_the_request_as_a_whole(client: TestClient, data: Any, expected: dict[str, str]) -> None:
    assert codes(refused(ask(client, "statuses", data), 422)) == expected


def test_no_woman_is_no_mistake(client: TestClient) -> None:
    assert ask(client, "statuses", HERE | {"women": []}).json()["results"] == []


def test_more_than_a_few_are_answered_alike(client: TestClient) -> None:
    women = [{"profile": HER | {"birth_date": f"{year}-01"}} for year in range(1948, 2008)] * 3
    many = ask(client, "statuses", HERE | {"women": women}).json()["results"]
    few = ask(client, "statuses", HERE | {"women": women[:60]}).json()["results"]
    assert [her["statuses"] for her in many] == [her["statuses"] for her in few] * 3
