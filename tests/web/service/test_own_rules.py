"""Rules and a places file of one's own are what the service answers with."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from starlette.testclient import TestClient

from liushou import load_rules, match, read_places
from liushou.web import create_app

from ...conftest import ROOT
from .asking import HER, ON, ask, codes, refused

OWN = """\
facts:
  keeps_bees:
    title: 养蜂
    type: yes_no
    ask: 家里养蜂吗？
    settled_by: herself
"""


def test_a_places_file_counts_and_changes_the_mark() -> None:
    places = read_places(ROOT / "examples" / "places.yaml")
    code = next(iter(places.places))
    data: dict[str, Any] = {"place": code, "on": ON.isoformat(), "profile": HER}
    plain, own = (ask(TestClient(app), "match", data) for app in (create_app(), create_app(places=places)))
    assert own.json() == match(HER, place=code, on=ON, places=places).to_dict()
    assert own.headers["etag"] != plain.headers["etag"]
    assert own.headers["liushou-rules"] == plain.headers["liushou-rules"]


def test_facts_of_ones_own_are_read_and_listed(tmp_path: Path) -> None:
    (tmp_path / "own.yaml").write_text(OWN, encoding="utf-8")
    rules = load_rules(tmp_path)
    client = TestClient(create_app(rules=rules))
    data: dict[str, Any] = {"place": "500230", "on": ON.isoformat(), "profile": HER | {"keeps_bees": True}}
    answer = ask(client, "match", data)
    assert answer.status_code == 200
    assert answer.headers["liushou-rules"] == rules.sha256
    assert "keeps_bees" in {row["fact"] for row in client.get("/v1/facts").json()["facts"]}
    data["profile"]["keeps_bee"] = data["profile"].pop("keeps_bees")
    problems = refused(ask(client, "match", data), 422)
    assert (codes(problems), problems[0]["did_you_mean"]) == ({"/profile/keeps_bee": "unknown-name"}, "keeps_bees")


def test_two_applications_in_one_process_keep_apart(tmp_path: Path) -> None:
    (tmp_path / "own.yaml").write_text(OWN, encoding="utf-8")
    shipped, own = TestClient(create_app()), TestClient(create_app(rules=load_rules(tmp_path)))
    data: dict[str, Any] = {"place": "500230", "on": ON.isoformat(), "profile": {"keeps_bees": True}}
    for _ in range(2):
        assert ask(own, "statuses", data).status_code == 200
        assert ask(shipped, "statuses", data).status_code == 422


def test_a_mistake_in_a_file_of_the_server_does_not_name_the_file(tmp_path: Path) -> None:
    path = tmp_path / "places.yaml"
    path.write_text(
        '"220182":\n  parameters:\n    rural_dibao_line: [{from: 2025-01-01, value: 60}]\n  source: x\n',
        encoding="utf-8",
    )
    client = TestClient(create_app(places=read_places(path)))
    data: dict[str, Any] = {"place": "220182", "on": ON.isoformat(), "profile": HER}
    problems = refused(ask(client, "match", data), 422)
    assert codes(problems) == {"/place": "under-floor"}
    assert "line" not in problems[0]
    assert "places.yaml" not in str(problems)
