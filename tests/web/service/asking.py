"""What the tests of the service ask with."""

from __future__ import annotations

from datetime import date
from typing import Any

from starlette.testclient import TestClient

PLACE, ON = "500230", date(2025, 6, 30)
HERE: dict[str, Any] = {"place": PLACE, "on": ON.isoformat()}
HER: dict[str, Any] = {
    "sex": "女",
    "birth_date": "1975-03-08",
    "lives_in_village": True,
    "husband_away_since": "2023-02",
}
#: A number that has the parts of one, of nobody.
NUMBER = "500230197503080022"
IN_CHINESE = {"Accept-Language": "zh-CN,zh;q=0.9,en;q=0.8"}


def ask(client: TestClient, path: str, data: Any, **headers: str) -> Any:
    """The answer to a request of JSON data."""
    return client.post(
        f"/v1/{path}", json=data, headers={name.replace("_", "-"): text for name, text in headers.items()}
    )


def send(client: TestClient, body: bytes, path: str = "match", kind: str = "application/json") -> Any:
    """The answer to a request of these bytes."""
    return client.post(f"/v1/{path}", content=body, headers={"Content-Type": kind})


def refused(answer: Any, status: int) -> list[dict[str, Any]]:
    """The problems of a refusal, which is one in every way."""
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    data = answer.json()
    assert data["status"] == status
    assert {"type", "title", "detail", "problems"} <= data.keys()
    assert len(answer.headers["liushou-rules"]) == 64
    problems: list[dict[str, Any]] = data["problems"]
    return problems


def codes(problems: list[dict[str, Any]]) -> dict[str, str]:
    """{field: code}"""
    return {problem["field"]: problem["code"] for problem in problems}
