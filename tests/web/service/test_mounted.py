"""The application within another one of FastAPI, under a path of its own."""

from __future__ import annotations

from fastapi import FastAPI
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.testclient import TestClient

from liushou.web import create_app

from .asking import HER, HERE, codes, refused


def host(**options: object) -> TestClient:
    app = FastAPI(**options)  # type: ignore[arg-type]

    @app.get("/hello")
    def hello() -> str:
        return "hello"

    @app.exception_handler(Exception)
    async def failed(_: Request, error: Exception) -> PlainTextResponse:
        return PlainTextResponse(f"host: {error!r}", 500)

    app.mount("/liushou", create_app())
    return TestClient(app)


def test_it_answers_under_its_path_and_leaves_the_rest_alone() -> None:
    client = host()
    assert client.post("/liushou/v1/match", json=HERE | {"profile": HER}).status_code == 200
    assert client.get("/liushou/v1/health").json()["status"] == "ok"
    hello = client.get("/hello")
    assert hello.json() == "hello"
    assert "liushou-rules" not in hello.headers


def test_its_refusals_are_its_own() -> None:
    client = host()
    assert codes(refused(client.get("/liushou/nowhere"), 404)) == {"": "no-such-path"}
    assert codes(refused(client.get("/liushou/v1/match"), 405)) == {"": "method"}
    assert "/profile" in codes(refused(client.post("/liushou/v1/match", json=HERE), 422))
    assert client.get("/nowhere").json() == {"detail": "Not Found"}


def test_a_limit_of_the_host_holds_too() -> None:
    client = host(max_body_size=100)
    body = b" " * 1000
    headers = {"Content-Type": "application/json"}
    assert client.post("/liushou/v1/match", content=iter([body]), headers=headers).status_code == 413
    assert client.post("/liushou/v1/match", content=body, headers=headers).status_code == 413
