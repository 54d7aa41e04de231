"""What every answer says beside what was asked: its rules, its mark, and what a browser may do with it."""

from __future__ import annotations

from typing import Any

import pytest
from starlette.testclient import TestClient

from liushou import InputError, load_rules
from liushou.web import create_app

from .asking import HER, HERE, ask


def answers(client: TestClient) -> dict[str, Any]:
    return {
        "match": ask(client, "match", HERE | {"profile": HER}),
        "notice": ask(client, "notice", HERE | {"profile": HER}),
        "health": client.get("/v1/health"),
        "refusal": ask(client, "match", {}),
        "no path": client.get("/nowhere"),
    }


def test_every_answer_names_its_rules_and_is_safe_in_a_browser(client: TestClient) -> None:
    for name, answer in answers(client).items():
        headers = answer.headers
        assert headers["liushou-rules"] == load_rules().sha256, name
        assert headers["x-content-type-options"] == "nosniff", name
        assert headers["referrer-policy"] == "no-referrer", name
        assert headers["x-frame-options"] == "DENY", name
        assert "default-src 'none'" in headers["content-security-policy"], name
        assert "server" not in headers, name
        assert not [header for header in headers if header.startswith("access-control")], name


@pytest.mark.parametrize("path", ["match", "statuses", "next-question", "notice"])
def test_the_same_asked_again_has_the_same_mark_and_is_not_stored(client: TestClient, path: str) -> None:
    first, second = (ask(client, path, HERE | {"profile": HER}) for _ in range(2))
    other = ask(client, path, HERE | {"profile": HER | {"sex": "男"}})
    assert first.headers["etag"] == second.headers["etag"] != other.headers["etag"]
    assert first.content == second.content
    assert first.headers["cache-control"] == "no-store"


def test_only_named_origins_may_ask_from_a_browser() -> None:
    client = TestClient(create_app(allow_origins=["https://county.example"]))
    for origin, expected in (("https://county.example", "https://county.example"), ("https://evil.example", None)):
        answer = ask(client, "match", HERE | {"profile": HER}, Origin=origin)
        assert answer.headers.get("access-control-allow-origin") == expected
    asked = {"Origin": "https://county.example", "Access-Control-Request-Method": "POST"}
    assert client.options("/v1/match", headers=asked).status_code == 200


def test_a_page_that_may_ask_reads_all_headers_and_asks_whether_it_has_the_answer() -> None:
    client = TestClient(create_app(allow_origins=["https://county.example"]))
    answer = client.get("/v1/health", headers={"Origin": "https://county.example"})
    exposed = set(answer.headers["access-control-expose-headers"].split(", "))
    assert exposed >= {"ETag", "Liushou-Rules", "Liushou-Summary", "Retry-After"}
    asked = {"Origin": "https://county.example", "Access-Control-Request-Method": "GET"}
    answer = client.options("/v1/facts", headers=asked | {"Access-Control-Request-Headers": "if-none-match"})
    assert answer.status_code == 200


@pytest.mark.parametrize(
    "origin",
    [
        "county.example",
        "https://county.example/",
        "https://county.example/page",
        "HTTPS://county.example",
        "https://County.example",
        "https://county.example:443",
        "http://county.example:80",
        "https://县.example",
        "https://",
        "https://a b",
    ],
)
def test_what_no_browser_sends_is_no_origin(origin: str) -> None:
    with pytest.raises(InputError, match="is not the origin"):
        create_app(allow_origins=["https://county.example", origin])


@pytest.mark.parametrize(
    "origin", ["*", "http://localhost:3000", "http://[::1]:8080", "https://xn--pssy2u.example:8443"]
)
def test_origins_as_browsers_send_them(origin: str) -> None:
    create_app(allow_origins=[origin])


def test_head_is_get_without_the_body(client: TestClient) -> None:
    get, head = client.get("/v1/health"), client.head("/v1/health")
    assert head.status_code == 200
    assert head.content == b""
    assert head.headers == get.headers
