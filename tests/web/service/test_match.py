"""POST /v1/match gives what `match` gives."""

from __future__ import annotations

import pytest
from starlette.testclient import TestClient

from liushou import match

from .asking import HER, HERE, ON, PLACE, ask


@pytest.mark.parametrize("lean", [False, True])
def test_the_answer_is_that_of_python(client: TestClient, lean: bool) -> None:
    answer = ask(client, "match", HERE | {"profile": HER, "lean": lean})
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "application/json"
    assert answer.json() == match(HER, place=PLACE, on=ON).to_dict(lean=lean)


@pytest.mark.parametrize("lean", [False, True])
@pytest.mark.parametrize("name", ["dibao", "最低生活保障"])
def test_one_service_by_its_id_or_its_title(client: TestClient, name: str, lean: bool) -> None:
    answer = ask(client, "match", HERE | {"profile": HER, "service": name, "lean": lean}).json()
    whole = match(HER, place=PLACE, on=ON)
    assert answer["services"] == [
        service for service in whole.to_dict(lean=lean)["services"] if service["id"] == "dibao"
    ]
    assert {question["fact"] for question in answer["questions"]} <= set(whole.service("dibao").missing)
