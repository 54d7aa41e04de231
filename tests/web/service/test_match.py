"""POST /v1/match gives what `match` gives."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from starlette.testclient import TestClient

from liushou import match

HER: dict[str, Any] = {
    "sex": "女",
    "birth_date": "1975-03-08",
    "lives_in_village": True,
    "husband_away_since": "2023-02",
}


def ask(client: TestClient, **more: Any) -> Any:
    return client.post("/v1/match", json={"place": "500230", "on": "2025-06-30", "profile": HER, **more})


@pytest.mark.parametrize("lean", [False, True])
def test_the_answer_is_that_of_python(client: TestClient, lean: bool) -> None:
    answer = ask(client, lean=lean)
    assert answer.status_code == 200
    assert answer.json() == match(HER, place="500230", on=date(2025, 6, 30)).to_dict(lean=lean)


@pytest.mark.parametrize("name", ["dibao", "最低生活保障"])
def test_one_service_by_its_id_or_its_title(client: TestClient, name: str) -> None:
    services = ask(client, service=name).json()["services"]
    assert [service["id"] for service in services] == ["dibao"]
