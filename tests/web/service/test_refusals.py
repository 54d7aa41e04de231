"""Whatever is sent that cannot be answered is refused as problem+json: never a 5xx, never what was sent."""

from __future__ import annotations

import json
import logging
from typing import Any

import pytest
from starlette.testclient import TestClient

from .asking import HER, HERE, IN_CHINESE, NUMBER, ask, codes, refused, send

DEEP = 100_000
BROKEN: dict[str, tuple[bytes, int, str]] = {
    "nothing": (b"", 400, "empty-body"),
    "white space": (b" \r\n\t", 400, "empty-body"),
    "no JSON": (b"place=500230", 400, "json-syntax"),
    "cut off": (b'{"place": "5002', 400, "json-syntax"),
    "a comma too much": (b'{"place": "500230",}', 400, "json-syntax"),
    "two objects": (b"{} {}", 400, "json-syntax"),
    "YAML": (b"place: 500230", 400, "json-syntax"),
    "a line break in a text": (b'{"place": "500\n230"}', 400, "json-syntax"),
    "NUL": (b'{"place": "\x00"}', 400, "json-syntax"),
    "NaN": (b'{"on": NaN}', 400, "no-number"),
    "infinity": (b'{"on": -Infinity}', 400, "no-number"),
    "a number of many digits": (b'{"on": ' + b"9" * 10_000 + b"}", 400, "no-number"),
    "a key that stands twice": (b'{"on": 1, "on": 2}', 400, "duplicate-key"),
    "half a character": (b'{"place": "\\ud800"}', 400, "half-a-character"),
    "half a character in a key": (b'{"\\udfff": 1}', 400, "half-a-character"),
    "GB 18030": ('{"place": "丰都县"}'.encode("gb18030"), 400, "not-utf8"),
    "UTF-16": ('{"place": "丰都县"}'.encode("utf-16"), 400, "not-utf8"),
    "half a character in UTF-8": (b'{"place": "\xed\xa0\x80"}', 400, "not-utf8"),
    "deep lists": (b"[" * DEEP + b"]" * DEEP, 400, "too-deep"),
    "deep objects": (b'{"a":' * DEEP + b"1" + b"}" * DEEP, 400, "too-deep"),
    "a list": (b"[]", 422, "type"),
    "a text": (b'"500230"', 422, "type"),
    "null": (b"null", 422, "type"),
    "true": (b"true", 422, "type"),
    "a number": (b"1e400", 422, "type"),
}


@pytest.mark.parametrize("path", ["match", "statuses", "next-question", "notice"])
@pytest.mark.parametrize("name", BROKEN)
def test_what_is_no_request(client: TestClient, name: str, path: str) -> None:
    body, status, code = BROKEN[name]
    assert [problem["code"] for problem in refused(send(client, body, path), status)] == [code]


def test_the_place_of_a_mistake_in_json(client: TestClient) -> None:
    problem = refused(send(client, b'{\n  "place": "500230",\n  "on": ?\n}'), 400)[0]
    assert (problem["line"], problem["column"]) == (3, 9)


def test_keys_that_stand_twice_are_named_at_their_places(client: TestClient) -> None:
    body = b'{"profile": {"sex": 1, "sex": 2}, "women": [{"a": {"b": 1, "b": 1}}]}'
    assert set(codes(refused(send(client, body), 400))) == {"/profile/sex", "/women/0/a/b"}


def test_a_byte_order_mark_is_no_mistake(client: TestClient) -> None:
    body = b"\xef\xbb\xbf" + json.dumps(HERE | {"profile": HER}).encode()
    assert send(client, body).status_code == 200


def test_whole_characters_may_be_written_in_halves(client: TestClient) -> None:
    body = json.dumps(HERE | {"profile": HER | {"sex": "𠮷"}}).encode()
    assert b"\\ud842" in body
    assert codes(refused(send(client, body), 422)) == {"/profile/sex": "not-a-choice"}


@pytest.mark.parametrize(
    "kind", ["text/plain", "application/x-www-form-urlencoded", "application/json; charset=gbk", ""]
)
def test_another_type(client: TestClient, kind: str) -> None:
    assert codes(refused(send(client, b"{}", kind=kind), 415)) == {"": "content-type"}


@pytest.mark.parametrize("kind", ["application/json; charset=utf-8", 'Application/JSON;charset="UTF-8"'])
def test_json_by_its_other_names(client: TestClient, kind: str) -> None:
    assert send(client, json.dumps(HERE | {"profile": HER}).encode(), kind=kind).status_code == 200


def test_a_packed_request(client: TestClient) -> None:
    assert codes(refused(ask(client, "match", {}, Content_Encoding="gzip"), 415)) == {"": "content-encoding"}


def test_paths_and_methods_that_there_are_not(client: TestClient) -> None:
    assert codes(refused(client.get("/v1/matches"), 404)) == {"": "no-such-path"}
    answer = client.get("/v1/match")
    assert codes(refused(answer, 405)) == {"": "method"}
    assert answer.headers["allow"] == "POST"
    assert codes(refused(client.delete("/v1/health"), 405)) == {"": "method"}


def test_everything_that_is_wrong_is_named_at_once(client: TestClient) -> None:
    data = {"plase": "丰都", "on": "2025-06-31", "profile": {"sexx": 1, "birth_date": "x"}, "lean": "yes"}
    problems = refused(ask(client, "match", data), 422)
    assert codes(problems) == {
        "/plase": "unknown-key",
        "/lean": "type",
        "/on": "on-not-a-day",
        "/place": "missing-key",
        "/profile/sexx": "unknown-name",
        "/profile/birth_date": "not-a-date",
    }
    near = {problem["field"]: problem.get("did_you_mean") for problem in problems}
    assert (near["/plase"], near["/profile/sexx"]) == ("place", "sex")


@pytest.mark.parametrize(
    ("accept", "language"),
    [
        ("", "en"),
        ("zh", "zh"),
        ("zh-Hans-CN", "zh"),
        ("zh-CN,zh;q=0.9,en;q=0.8", "zh"),
        ("en,zh;q=0.9", "en"),
        ("en;q=0.5, zh;q=0.7", "zh"),
        ("fr, zh;q=0.1", "zh"),
        ("zh;q=0, en", "en"),
        ("zh;q=x", "en"),
        ("*", "en"),
        (",;,", "en"),
    ],
)
def test_the_language_is_the_one_that_is_preferred(client: TestClient, accept: str, language: str) -> None:
    answer = client.post("/v1/match", json={}, headers={"Accept-Language": accept})
    assert answer.headers["content-language"] == language
    assert answer.headers["vary"] == "Accept-Language"
    assert ("缺少键" in answer.text) == (language == "zh")


HIDING_PLACES: list[Any] = [
    {NUMBER: 1},
    HERE | {"profile": {NUMBER: 1}},
    HERE | {"profile": {"sex": NUMBER}},
    HERE | {"profile": {"sex": int(NUMBER)}},
    HERE | {"profile": {"birth_date": {"at_least": NUMBER, NUMBER: 1}}},
    HERE | {"profile": {"unsure": [NUMBER]}},
    HERE | {"profile": {"decisions": [{"policy": NUMBER, "by": NUMBER}]}},
    HERE | {"profile": {"household_size": f"{NUMBER[:6]} {NUMBER[6:14]} {NUMBER[14:]}"}},
    HERE | {"profile": NUMBER},
    {"place": NUMBER, "on": NUMBER, "profile": {}},
    {"place": f"{NUMBER}的家", "on": int(NUMBER), "profile": {}},
    {"place": {NUMBER: NUMBER}, "on": [NUMBER], "profile": {}},
    HERE | {"profile": {}, "service": NUMBER, "lean": NUMBER},
    HERE | {"skipped": [NUMBER], "group": NUMBER},
    HERE | {"women": [{NUMBER: 1, "profile": {NUMBER: 1}}, NUMBER]},
]


@pytest.mark.parametrize("language", [{}, IN_CHINESE])
@pytest.mark.parametrize("path", ["match", "statuses", "next-question", "notice"])
@pytest.mark.parametrize("data", HIDING_PLACES)
def test_a_number_of_a_person_comes_back_masked_and_is_not_logged(
    client: TestClient, caplog: pytest.LogCaptureFixture, data: Any, path: str, language: dict[str, str]
) -> None:
    with caplog.at_level(logging.DEBUG):
        answer = client.post(f"/v1/{path}", json=data, headers=language)
    assert answer.status_code in (200, 422)
    for text in (answer.text, str(answer.headers), caplog.text):
        assert NUMBER[6:14] not in text
        assert NUMBER[-4:] not in text.replace(answer.headers["liushou-rules"], "")


def test_a_fault_is_said_without_what_was_asked(
    client: TestClient, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_: object) -> None:
        raise KeyError(NUMBER)

    monkeypatch.setattr("liushou.web.service.answers._lean", fails)
    answer = ask(client, "match", HERE | {"profile": HER, "lean": True})
    assert codes(refused(answer, 500)) == {"": "fault"}
    assert NUMBER not in answer.text
    assert [record.getMessage().partition(":")[0] for record in caplog.records if record.name == "liushou.web"] == [
        "KeyError in test_refusals.py"
    ]
    assert NUMBER not in caplog.text


MANY = {f"plase{number}": 1 for number in range(20_000)}
TOO_MANY: dict[str, Any] = {
    "keys": MANY,
    "facts": HERE | {"profile": dict(list(MANY.items())[:999])},
    "names that she is unsure of": HERE | {"profile": {"unsure": list(MANY)[:999]}},
    "skipped": HERE | {"skipped": list(MANY)[:999]},
    "skipped without end": HERE | {"skipped": list(MANY)},
    "skipped that are no texts": HERE | {"skipped": [1] * 900},
}


@pytest.mark.parametrize("name", TOO_MANY)
def test_many_mistakes_are_not_all_listed(client: TestClient, name: str) -> None:
    problems = refused(ask(client, "next-question", TOO_MANY[name]), 422)
    assert len(problems) < 110
    assert {"more-problems", "count"} & {problem["code"] for problem in problems}


def test_a_path_with_a_slash_is_another_one(client: TestClient) -> None:
    answer = client.post("/v1/match/", json={}, follow_redirects=False)
    assert codes(refused(answer, 404)) == {"": "no-such-path"}


def test_an_entry_that_is_no_object_has_its_own_pointer(client: TestClient) -> None:
    profile = {"decisions": [None, {"policy": "fengdu"}, "x"]}
    fields = {problem["field"] for problem in refused(ask(client, "match", HERE | {"profile": profile}), 422)}
    assert {"/profile/decisions/0", "/profile/decisions/2", "/profile/decisions/1/clause"} <= fields
    assert not [field for field in fields if field.endswith("/")]
