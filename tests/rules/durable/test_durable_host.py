"""An exported file in a host of durable_rules that knows nothing of liushou gives the same answers."""

from __future__ import annotations

import json
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from liushou import Matcher, Profile
from liushou.cli.app import app
from liushou.testing import left_behind

pytest.importorskip("durable.engine", reason="the extra `durable` is not installed")
ON = date(2025, 6, 30)
EPOCH = date(1970, 1, 1)


class PlainHost:
    """What docs/durable.md tells a host to do, and no more."""

    def __init__(self, data: dict[str, Any]) -> None:
        from durable import engine

        outer = self

        class Host(engine.Host):
            def _run(self) -> None:
                """No background threads."""

            def get_action(self, name: str) -> Any:
                node, _, value = name.rpartition(" ")
                return lambda closure: outer.conclude(closure, f"{node}__holds", int(value))

        self.data, self.host, self.unheard = data, Host(), engine.MessageNotHandledException
        self.host.register_rulesets(json.loads(json.dumps(data["rulesets"])))
        self.concluded: dict[str, int] = {}
        #: (ruleset, message) still to be asserted.
        self.waiting: list[tuple[str, dict[str, Any]]] = []
        self.sid = 0

    def conclude(self, closure: Any, field: str, value: int) -> None:
        if field not in self.concluded:
            self.concluded[field] = value
            with suppress(self.unheard):
                closure.assert_fact({field: value})
            others = (name for name in self.data["rulesets"] if name != closure._ruleset._name)
            self.waiting += [(name, {field: value}) for name in others]

    def ask(self, known: list[dict[str, Any]]) -> dict[str, bool | None]:
        self.sid += 1
        self.concluded = {}
        stated = {field.split("__")[0] for message in known for field in message}
        of_place = [
            message for message in self.data["place_facts"] if not stated & {field.split("__")[0] for field in message}
        ]
        messages = (self.data["open"], *known, *of_place)
        self.waiting = [(ruleset, message) for ruleset in self.data["rulesets"] for message in messages]
        while self.waiting:
            ruleset, message = self.waiting.pop(0)
            with suppress(self.unheard):
                self.host.assert_fact(ruleset, {**message, "sid": str(self.sid)})
        for ruleset in self.data["rulesets"]:
            self.host.delete_state(ruleset, str(self.sid))
        return {name: self.read(wanted) for name, wanted in self.data["outputs"].items()}

    def read(self, wanted: Any) -> bool | None:
        if isinstance(wanted, bool):
            return wanted
        value = self.concluded.get(wanted["fact"])
        return None if value is None else value == wanted["is"]


@pytest.fixture
def exported(tmp_path: Path) -> dict[str, Any]:
    """The file of a county's documents."""
    out = tmp_path / "rules.json"
    done = CliRunner().invoke(
        app, ["export", "--to", "durable", "--place", "220182", "--on", "2025-06-30", "--out", str(out)]
    )
    assert done.exit_code == 0, done.output
    assert list(tmp_path.iterdir()) == [out]
    data: dict[str, Any] = json.loads(out.read_text(encoding="utf-8"))
    return data


def days(day: date) -> int:
    return (day - EPOCH).days


def test_a_plain_host_answers_as_match_does(exported: dict[str, Any]) -> None:
    matcher = Matcher(place="220182", on=ON)
    host = PlainHost(exported)
    base = left_behind(ON)
    since = days(base["husband_away_since"])
    known = [
        {"sex__is": "female"}, {"lives_in_village__is": 1}, {"husband_away_for_work__is": 1},
        {"husband_away_since__low": since, "husband_away_since__high": since, **exported["beside"]["husband_away_since"]},
        {"husband_away_years__na": 1},
    ]  # fmt: skip
    income = {"income_per_capita_month__low": 300, "income_per_capita_month__high": 300,
              **exported["beside"]["income_per_capita_month"]}  # fmt: skip
    cases: list[tuple[list[dict[str, Any]], dict[str, Any]]] = [
        ([], {}),
        (known, base),
        ([*known, {"disabled__is": 1}, income], {**base, "disabled": True, "income_per_capita_month": 300}),
        ([*known, {"disabled__is": 0}], {**base, "disabled": False}),
        ([*known, {"domestic_violence__is": 1}], {**base, "domestic_violence": True}),
        ([{"sex__is": "male"}], {"sex": "male"}),
    ]
    for messages, facts in cases:
        expected = matcher.truths(Profile(**facts))
        found = host.ask(messages)
        assert tuple(found[f"service {name}"] for name in matcher.services) == expected, facts


def test_the_file_names_place_day_documents_and_rules(exported: dict[str, Any]) -> None:
    assert exported["place"]["code"] == "220182"
    assert exported["on"] == "2025-06-30"
    assert [one["id"] for one in exported["policies"]] == ["jilin", "national_2025"]
    assert len(exported["rules"]["sha256"]) == 64
    assert {"definition jilin", "service dibao", "ground dibao 0"} <= set(exported["outputs"])


def test_one_document_has_only_its_own_outputs() -> None:
    done = CliRunner().invoke(app, ["export", "jilin", "--on", "2025-06-30"])
    outputs = json.loads(done.stdout)["outputs"]
    assert {name for name in outputs if name.startswith("definition")} == {"definition jilin"}


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ([], "nothing to export"),
        (["fengd"], "did you mean: fengdu"),
        (["jilin", "--place", "500230"], "it is of 220000"),
        (["fengdu", "--on", "2020-01-01"], "was issued on"),
        (["fengdu", "--to", "durabel"], "did you mean: durable"),
        (["--place", "999999"], "unknown place code"),
    ],
)
def test_what_cannot_be_exported_is_an_error(arguments: list[str], message: str) -> None:
    done = CliRunner().invoke(app, ["export", *arguments, *([] if "--on" in arguments else ["--on", "2025-06-30"])])
    assert done.exit_code == 2
    assert message in done.stderr


def test_a_file_that_cannot_be_written_leaves_nothing(tmp_path: Path) -> None:
    done = CliRunner().invoke(app, ["export", "fengdu", "--on", "2025-06-30", "--out", str(tmp_path / "no" / "f.json")])
    assert done.exit_code == 2
    assert list(tmp_path.iterdir()) == []
