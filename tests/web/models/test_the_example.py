"""examples/fastapi_app.py: its own route, the service beside it, and what it refuses."""

from __future__ import annotations

import importlib.util
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

from liushou import match

from ...conftest import ROOT

testclient = pytest.importorskip("fastapi.testclient", reason="the extra web is not installed")

HER = {"sex": "女", "lives_in_village": "是", "husband_away_since": "2023-02"}
DAY = {"on": "2025-06-30"}


@pytest.fixture(scope="module")
def client() -> Iterator[Any]:
    spec = importlib.util.spec_from_file_location("fastapi_app", ROOT / "examples" / "fastapi_app.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    with testclient.TestClient(module.app) as opened:
        yield opened


def test_its_own_route_gives_the_answer(client: Any) -> None:
    answer = client.post("/services", json=HER, params=DAY)
    assert answer.status_code == 200
    assert answer.json() == match(HER, place="500230", on=date(2025, 6, 30)).to_dict()


def test_the_service_is_beside_it(client: Any) -> None:
    asked = {"place": "500230", **DAY, "profile": HER}
    statuses = client.post("/liushou/v1/statuses", json=asked).json()["statuses"]
    assert statuses == match(HER, place="500230", on=date(2025, 6, 30)).statuses()


def test_what_is_wrong_is_named(client: Any) -> None:
    wrong = client.post("/services", json={"sex": "x"}, params=DAY)
    assert (wrong.status_code, wrong.json()["detail"][0]["loc"]) == (422, ["body", "sex"])
    contradiction = client.post("/services", json={"disabled": False, "disability_grade": 2}, params=DAY)
    assert contradiction.status_code == 422
    assert "互相矛盾" in contradiction.json()["detail"][0]


def test_its_description_is_that_of_the_service(client: Any) -> None:
    own, service = (
        client.get(path).json()["components"]["schemas"] for path in ("/openapi.json", "/liushou/openapi.json")
    )
    shared = ("Profile", "Answer", "Ground", "ServiceAnswer", "Question")
    assert {name: own[name] for name in shared} == {name: service[name] for name in shared}
