"""What a request may cost: bytes, seconds, women, and how many at once."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import Iterator
from dataclasses import fields
from typing import Any

import pytest
from fastapi import FastAPI
from starlette.middleware.base import BaseHTTPMiddleware, RequestResponseEndpoint
from starlette.requests import Request
from starlette.responses import Response
from starlette.testclient import TestClient

from liushou.web import Limits, create_app

from ...conftest import ROOT
from .asking import HER, HERE, ask, codes, refused

SMALL = TestClient(create_app(limits=Limits(body_bytes=1000, women=3)))


def talk(app: Any, messages: list[dict[str, Any]], *, pause: float = 0, path: str = "/v1/match") -> dict[str, Any]:
    """One request as its parts come in; the status, the headers and the body of the answer."""
    scope = {"type": "http", "method": "POST", "path": path, "raw_path": path.encode(), "query_string": b""}
    scope |= {"headers": [(b"content-type", b"application/json")], "root_path": "", "http_version": "1.1"}
    answer: dict[str, Any] = {"body": b""}
    waiting = list(messages)

    async def receive() -> dict[str, Any]:
        await asyncio.sleep(pause)
        return waiting.pop(0) if waiting else {"type": "http.disconnect"}

    async def send(message: Any) -> None:
        answer.update(status=message.get("status", answer.get("status")))
        answer["body"] += message.get("body", b"")

    asyncio.run(app(scope, receive, send))
    return answer


def part(body: bytes, more: bool = True) -> dict[str, Any]:
    return {"type": "http.request", "body": body, "more_body": more}


def test_a_body_that_says_that_it_is_too_long() -> None:
    answer = ask(SMALL, "match", HERE | {"profile": {}, "x": "x" * 1000})
    assert codes(refused(answer, 413)) == {"": "too-large"}
    assert answer.headers["connection"] == "close"


def test_a_body_in_parts_is_counted_while_it_is_read() -> None:
    def parts() -> Iterator[bytes]:
        for _ in range(10_000):
            yield b" " * 100

    answer = SMALL.post("/v1/match", content=parts(), headers={"Content-Type": "application/json"})
    assert codes(refused(answer, 413)) == {"": "too-large"}


def test_who_sends_too_slowly_is_not_waited_for() -> None:
    before = time.monotonic()
    answer = talk(create_app(limits=Limits(seconds=0.3)), [part(b"{")] * 100, pause=0.05)
    assert answer["status"] == 408
    assert time.monotonic() - before < 2


def test_who_goes_away_reads_nothing_but_an_application_around_it_sees_an_answer() -> None:
    answer = talk(SMALL.app, [part(b"{"), {"type": "http.disconnect"}])
    assert (answer["status"], json.loads(answer["body"])["problems"]) == (400, [])


def test_so_many_women_and_no_more() -> None:
    assert ask(SMALL, "statuses", HERE | {"women": [{"profile": {}}] * 3}).status_code == 200
    assert codes(refused(ask(SMALL, "statuses", HERE | {"women": [{"profile": {}}] * 4}), 422)) == {"/women": "count"}


def test_work_that_takes_too_long_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    done: list[int] = []

    def slow(*_: object) -> bytes:
        done.append(1)
        time.sleep(0.2)
        return b"{}"

    monkeypatch.setattr("liushou.web.service.answers._statuses", slow)
    app = create_app(limits=Limits(seconds=0.3))
    women = [{"profile": HER, "on": "2025-06-30"}] * 50
    before = time.monotonic()
    problems = refused(ask(TestClient(app), "statuses", HERE | {"women": women}), 504)
    assert codes(problems) == {"": "too-long-a-time"}
    time.sleep(0.5)
    assert len(done) < 5
    assert time.monotonic() - before < 3


def asked(app: Any, *pauses: float) -> list[int]:
    """The statuses of requests at the same time that take so long to come in, and that of one for the health."""
    body = json.dumps(HERE).encode()

    async def one(path: str, pause: float) -> int:
        scope = {"type": "http", "method": "POST", "path": path, "raw_path": path.encode(), "query_string": b""}
        scope |= {"headers": [(b"content-type", b"application/json")], "root_path": "", "http_version": "1.1"}
        scope |= {"method": "GET"} if path == "/v1/health" else {}
        statuses: list[int] = []

        async def receive() -> Any:
            await asyncio.sleep(pause)
            return part(body, more=False)

        async def send(message: Any) -> None:
            statuses.append(message.get("status", 0))

        await app(scope, receive, send)
        return statuses[0]

    async def all_of_them() -> list[int]:
        return await asyncio.gather(*(one("/v1/next-question", pause) for pause in pauses), one("/v1/health", 0))

    return asyncio.run(all_of_them())


def test_more_at_once_than_there_may_be(monkeypatch: pytest.MonkeyPatch) -> None:
    def slow(*_: object) -> bytes:
        time.sleep(0.2)
        return b"null"

    monkeypatch.setattr("liushou.web.service.answers._screen", slow)
    app = create_app(limits=Limits(at_once=2))
    assert asked(app, 0) == [200, 200]
    assert asked(app, 0, 0, 0, 0) == [200, 200, 503, 503, 200]
    assert asked(app, 0, 0) == [200, 200, 200]


def test_who_still_sends_takes_nobodys_place() -> None:
    app = create_app(limits=Limits(at_once=2))
    assert asked(app, 0) == [200, 200]
    assert asked(app, *[0.3] * 12, 0)[-2:] == [200, 200]
    # But not without end either.
    assert asked(app, *[0.3] * 30, 0)[-2:] == [503, 200]


def test_every_limit_is_in_the_docs() -> None:
    page = (ROOT / "docs" / "http.md").read_text(encoding="utf-8")
    assert [part.name for part in fields(Limits) if f"`{part.name}`" not in page] == []


def test_who_does_not_read_the_answer_takes_nobodys_place_and_is_left() -> None:
    app = create_app(limits=Limits(at_once=1, reading_seconds=0.3))
    assert asked(app, 0) == [200, 200]
    scope = {"type": "http", "method": "POST", "path": "/v1/statuses", "raw_path": b"/v1/statuses", "query_string": b""}
    scope |= {"headers": [(b"content-type", b"application/json")], "root_path": "", "http_version": "1.1"}
    body = json.dumps(HERE | {"profile": {}}).encode()

    async def receive() -> Any:
        return part(body, more=False)

    async def never(_: Any) -> None:
        await asyncio.sleep(3600)

    statuses: list[int] = []

    async def read(message: Any) -> None:
        statuses.extend([message["status"]] if "status" in message else [])

    async def both() -> None:
        stuck = [asyncio.create_task(app(dict(scope), receive, never)) for _ in range(3)]
        await asyncio.sleep(0.1)
        await app(dict(scope), receive, read)
        await asyncio.wait_for(asyncio.gather(*stuck), 10)

    asyncio.run(both())
    assert statuses == [200]


def test_within_an_application_whose_middleware_waits_for_an_answer() -> None:
    async def passed_on(request: Request, call_next: RequestResponseEndpoint) -> Response:
        return await call_next(request)

    around = FastAPI()
    around.add_middleware(BaseHTTPMiddleware, dispatch=passed_on)
    around.mount("/", SMALL.app)
    assert talk(around, [part(b"{"), {"type": "http.disconnect"}])["status"] == 400
