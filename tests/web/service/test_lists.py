"""GET: documents, services, facts, places and comparisons; all of them, or those of a place on a day."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from starlette.testclient import TestClient

from liushou import Matcher, Rules, load_rules
from liushou.compare import diff, read_side

from .asking import IN_CHINESE, NUMBER, ON, PLACE, codes, refused

HERE = {"place": PLACE, "on": ON.isoformat()}


def get(client: TestClient, path: str, **query: str) -> Any:
    answer = client.get(f"/v1/{path}", params=query)
    assert answer.status_code == 200, answer.text
    return answer.json()


def test_all_there_is(client: TestClient, rules: Rules) -> None:
    assert {row["id"] for row in get(client, "policies")["policies"]} == set(rules.policies)
    assert {row["id"] for row in get(client, "services")["services"]} == set(rules.services)
    facts = {row["fact"]: row for row in get(client, "facts")["facts"]}
    assert set(facts) == set(rules.facts)
    assert [(facts[name]["title"], facts[name]["ask"], facts[name]["type"]) for name in facts] == [
        (fact.title, fact.ask, fact.kind) for fact in map(rules.facts.__getitem__, facts)
    ]
    assert facts["sex"]["choices"] == dict(rules.facts["sex"].choices)


def test_what_there_is_in_a_place_on_a_day(client: TestClient) -> None:
    matcher = Matcher(place=PLACE, on=ON)
    assert {row["id"] for row in get(client, "policies", **HERE)["policies"]} == {own.id for own in matcher.policies}
    assert [row["id"] for row in get(client, "services", **HERE)["services"]] == list(matcher.services)
    facts = {row["fact"] for row in get(client, "facts", **HERE)["facts"]}
    assert facts == set().union(*matcher.relevant({}).values())


def test_the_documents_of_a_day(client: TestClient, rules: Rules) -> None:
    expected = {policy.id for policy in rules.policies.values() if policy.issued <= date(2021, 1, 1)}
    assert {row["id"] for row in get(client, "policies", on="2021-01-01")["policies"]} == expected != set()


def test_a_document_tells_nothing_of_the_machine(client: TestClient) -> None:
    assert "file" not in get(client, "policies")["policies"][0]


@pytest.mark.parametrize(
    ("path", "query", "expected"),
    [
        ("policies", {"place": PLACE}, {"/place": "only-with"}),
        ("services", {"place": PLACE}, {"/place": "only-with"}),
        ("facts", {"on": "2025-06-30"}, {"/on": "only-with"}),
        ("facts", {"place": "没有这个县", "on": "2025-06-31"}, {"/place": "unknown-place-name", "/on": "on-not-a-day"}),
        ("services", {"plase": NUMBER}, {"/plase": "unknown-key"}),
        ("places", {}, {"/name": "missing-key"}),
        ("places", {"name": " "}, {"/name": "empty-value"}),
        ("places", {"name": "县" * 201}, {"/name": "too-long"}),
        ("diff", {"a": "fengdu", "b": "/etc/passwd"}, {"/on": "missing-key"}),
        ("diff", {"a": "fengdu", "b": "/etc/passwd", "on": "2025-06-30"}, {"/b": "unknown-name"}),
        (
            "diff",
            {"a": "fengdu@2020-01-01", "b": "x@y", "on": "2025-06-30"},
            {"/a": "not-issued", "/b": "unknown-name"},
        ),
        ("health", {"x": "1"}, {"/x": "unknown-key"}),
    ],
)
def test_what_is_wrong_with_a_query(client: TestClient, path: str, query: Any, expected: dict[str, str]) -> None:
    answer = client.get(f"/v1/{path}", params=query)
    assert codes(refused(answer, 422)) == expected
    assert NUMBER not in answer.text


def test_a_parameter_that_is_given_twice(client: TestClient) -> None:
    assert codes(refused(client.get("/v1/places?name=丰都县&name=榆树市"), 422)) == {"/name": "duplicate-key"}


# -- places ------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["丰都县", "重庆市丰都县", "500230", " 500230 "])
def test_a_place_that_is_one(client: TestClient, name: str) -> None:
    data = get(client, "places", name=name)
    assert data["resolved"]["code"] == PLACE
    assert data["candidates"] == [data["resolved"]]
    assert data["resolved"]["within"] == ["500230", "500200", "500000", "nation"]
    assert data["problems"] == []


def test_a_name_of_several_places(client: TestClient) -> None:
    data = get(client, "places", name="南山区")
    assert data["resolved"] is None
    assert [place["code"] for place in data["candidates"]] == ["230404", "440305"]
    assert codes(data["problems"]) == {"/name": "ambiguous-place"}


def test_a_name_that_is_misspelt(client: TestClient) -> None:
    data = get(client, "places", name="凤都县", on="2025-06-30")
    assert (data["resolved"], [place["code"] for place in data["candidates"]]) == (None, [PLACE])


def test_what_is_wrong_with_a_name_is_said_in_either_language(client: TestClient) -> None:
    english, chinese = (client.get("/v1/places?name=无此县", headers=lang) for lang in ({}, IN_CHINESE))
    assert "no place is called" in english.text
    assert "没有" in chinese.json()["problems"][0]["message"]
    assert english.headers["etag"] != chinese.headers["etag"]


def test_a_number_of_a_person_is_no_name_of_a_place(client: TestClient) -> None:
    assert NUMBER not in client.get("/v1/places", params={"name": NUMBER}).text


# -- comparison, and marks ---------------------------------------------------------------------


def test_the_comparison_is_that_of_the_command_line(client: TestClient) -> None:
    sides = [read_side(name, on=ON) for name in ("fengdu", "chongqing")]
    answer = client.get("/v1/diff?a=fengdu&b=chongqing&on=2025-06-30")
    assert answer.json() == diff(*sides, on=ON).to_dict()


MARKED = ("v1/policies", "v1/services?place=500230&on=2025-06-30", "v1/places?name=丰都县", "v1/health", "openapi.json")


@pytest.mark.parametrize("path", MARKED)
def test_what_is_known_already_is_not_sent_again(client: TestClient, path: str) -> None:
    first = client.get(f"/{path}")
    mark = first.headers["etag"]
    assert mark.startswith('"')
    assert first.headers["cache-control"] == "no-cache"
    for known in (mark, f"W/{mark}", f'"other", {mark}', "*"):
        again = client.get(f"/{path}", headers={"If-None-Match": known})
        assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", mark)
        assert again.headers["liushou-rules"] == load_rules().sha256
    assert client.get(f"/{path}", headers={"If-None-Match": '"other"'}).content == first.content


def test_every_question_has_a_mark_of_its_own(client: TestClient) -> None:
    paths = ["policies", "policies?on=2025-06-30", "policies?on=2025-06-29", "services", "facts", "health"]
    marks = [client.get(f"/v1/{path}").headers["etag"] for path in paths]
    assert len(set(marks)) == len(paths)
