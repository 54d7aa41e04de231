"""POST /v1/notice: the sheet to hand over."""

from __future__ import annotations

from starlette.testclient import TestClient

from liushou.web import render_notice

from .asking import HER, HERE, ON, PLACE, ask, codes, refused


def test_the_sheet_is_that_of_python(client: TestClient) -> None:
    answer = ask(client, "notice", HERE | {"profile": HER})
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert answer.text == render_notice(HER, place=PLACE, on=ON)
    assert "script" not in answer.headers["content-security-policy"]
    assert "style-src 'unsafe-inline'" in answer.headers["content-security-policy"]


def test_a_contradiction_gives_no_sheet(client: TestClient) -> None:
    data = HERE | {"profile": {"husband_away_since": "2026-01"}}
    assert codes(refused(ask(client, "notice", data), 422)) == {"/profile/husband_away_since": "after-on"}
