"""Python, the command line, HTTP, the page and a ledger answer alike: 500 random women in one test.

``liushou match --json``, ``/v1/match`` and the JavaScript of the page give the whole answer, with its grounds and
questions (the command nine times of ten with ``--lean``, all of it but what is only text: printing takes it longest);
``/v1/statuses`` and a ledger's results give the statuses. A ledger is a register of women with a cell for
each fact: it sets men aside, and its cells cannot say that a number or a day lies within bounds (a month or a year they
can). Those women are not among its rows; all others are, and each of their cells is read.
"""

from __future__ import annotations

import csv
import gc
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest

import yaml
from liushou import Rules, load_rules, match
from liushou.answer import STATUS_WORDS
from liushou.profile import FACTS, Fact

from ..cli.running import invoke, run
from .alike import first_difference
from .v8 import Module
from .women import DAYS, Woman, women

testclient = pytest.importorskip("starlette.testclient", reason="the extra web is not installed")
pytest.importorskip("polars", reason="the extra ledger is not installed")

WOMEN = 500
#: Of one in so many the command prints the whole answer.
FULL = 10
#: As many are asked about in a process of their own, too.
PROCESSES = 3
NATION = "nation"
Way = Callable[[Woman], Any]


@pytest.fixture
def _no_collection() -> Iterator[None]:
    """Answers are large and hold no circles: looking for such takes a fifth of the time."""
    gc.disable()
    yield
    gc.enable()


@pytest.mark.usefixtures("_no_collection")
def test_every_way_of_asking_gives_the_same_answer(tmp_path: Path, shipped: Module) -> None:
    from liushou.web import create_app

    asked = women(WOMEN)
    statuses: dict[int, dict[str, str]] = {}
    with testclient.TestClient(create_app()) as client:
        ways: dict[str, Way] = {
            "HTTP": lambda woman: client.post("/v1/match", json=request(woman)).json(),
            "page": lambda woman: shipped.answers((woman.profile, woman.place, woman.on))[0],
        }
        differing: list[str] = []
        for woman in asked:
            answer = match(woman.profile, place=woman.place, on=woman.on)
            statuses[woman.number], expected = dict(answer.statuses()), answer.to_dict()
            lean = woman.number % FULL > 0
            printed = json.loads(invoke(*command(woman, tmp_path, lean=lean)).stdout)
            differing += difference("command line", woman, printed, answer.to_dict(lean=True) if lean else expected)
            own = {"process": in_a_process(tmp_path)} if woman.number < PROCESSES else {}
            for way, ask in {**ways, **own}.items():
                differing += difference(way, woman, ask(woman), expected)
        many = client.post("/v1/statuses", json={"women": [request(woman) for woman in asked]}).json()["results"]
    of_ledger = ledger_statuses(asked, tmp_path, load_rules())
    for woman, result in zip(asked, many, strict=True):
        given = {"HTTP statuses": result.get("statuses"), "ledger": of_ledger.get(woman.number)}
        ledger = () if fits_a_ledger(woman) else ("ledger",)
        for way in given.keys() - ledger:
            differing += difference(way, woman, given[way], statuses[woman.number])
    assert len(of_ledger) == sum(map(fits_a_ledger, asked)) > WOMEN / 2
    assert differing == []


def difference(way: str, woman: Woman, given: Any, expected: Any) -> list[str]:
    """Which way differs from Python, about whom, where, and in what first."""
    if given == expected:
        return []
    inner = str(first_difference(in_order(given, expected), expected))
    for number, service in enumerate(expected.get("services", ())):
        inner = inner.replace(f".services[{number}]", f".services[{service['id']}]")
    return [f"{way}: {woman}\n  {inner[:500]}"]


def in_order(given: Any, expected: Any) -> Any:
    """Statuses in the order of the expected ones, so that the first that differs is named."""
    known = isinstance(given, dict) and isinstance(expected, dict) and given.keys() == expected.keys()
    return {name: given[name] for name in expected} if known else given


def test_a_difference_names_the_woman_the_place_and_the_service() -> None:
    (woman,) = women(1)
    answer = match(woman.profile, place=woman.place, on=woman.on).to_dict()
    other = json.loads(json.dumps(answer))
    other["services"][2]["status"] = "perhaps"
    (line,) = difference("HTTP", woman, other, answer)
    name = answer["services"][2]["id"]
    assert line.startswith(f"HTTP: woman 0 at {woman.place} on {woman.on} {{'sex': ")
    assert f"\n  .services[{name}].status: 'perhaps' is not '{answer['services'][2]['status']}'" in line
    (line,) = difference("ledger", woman, {name: "eligible"}, {name: "ineligible"})
    assert line.endswith(f"\n  .{name}: 'eligible' is not 'ineligible'")
    assert difference("page", woman, answer, answer) == []


# -- one woman -------------------------------------------------------------------------------


def request(woman: Woman) -> dict[str, Any]:
    """What is sent."""
    return {"place": woman.place, "on": woman.on.isoformat(), "profile": woman.stated}


def command(woman: Woman, folder: Path, *, lean: bool = False) -> tuple[Any, ...]:
    """What is typed; her profile lies in a file, where the whole is printed as YAML, else as JSON."""
    path = folder / ("her.json" if lean else "her.yaml")
    written = json.dumps if lean else yaml.safe_dump
    path.write_text(written(woman.stated), encoding="utf-8")
    return "match", path, "--place", woman.place, "--on", woman.on, "--json", *(["--lean"] if lean else [])


def in_a_process(folder: Path) -> Way:
    """The command as it is installed."""
    return lambda woman: json.loads(run(*command(woman, folder)).stdout)


# -- a ledger --------------------------------------------------------------------------------


def fits_a_ledger(woman: Woman) -> bool:
    """Whether a row of a ledger can say all that is known of her."""
    bounded = any(isinstance(value, dict) for value in woman.stated.values())
    return not bounded and woman.stated.get("sex") != "male"


def ledger_statuses(asked: Sequence[Woman], folder: Path, rules: Rules) -> dict[int, dict[str, str]]:
    """The statuses in the results of a ledger for each day, by the number of the woman."""
    ids = {service.title: name for name, service in rules.services.items()}
    words = {word: status for status, word in STATUS_WORDS.items()}
    statuses: dict[int, dict[str, str]] = {}
    for on in DAYS:
        rows = [woman for woman in asked if fits_a_ledger(woman) and woman.on == on]
        for row, woman in zip(results(rows, on, folder), rows, strict=True):
            assert (row["姓名"], row["处理"]) == (name_of(woman), "已评估"), woman
            offered = {ids[title]: words[cell] for title, cell in row.items() if title in ids and cell in words}
            statuses[woman.number] = offered
    return statuses


def results(rows: Sequence[Woman], on: date, folder: Path) -> list[dict[str, str]]:
    """The rows of the results, of a ledger with the Chinese title of each fact over its column."""
    ledger, out = folder / f"台账{on}.csv", folder / f"结果{on}.csv"
    lines = [[name_of(woman), "" if woman.place == NATION else woman.place, *cells(woman)] for woman in rows]
    with ledger.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerows([["姓名", "区划代码", *(fact.title for fact in FACTS)], *lines])
    done = invoke("ledger", "run", ledger, "--out", out, "--place", NATION, "--on", on, "--json")
    assert json.loads(done.stdout)["unread_cells"] == 0
    with out.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def name_of(woman: Woman) -> str:
    """A name that no other woman has."""
    return "王" + "".join("零一二三四五六七八九"[int(digit)] for digit in f"{woman.number:03d}")


def cells(woman: Woman) -> list[Any]:
    """What the ledger says of each fact."""
    return ["不清楚" if fact.name in woman.profile.unsure else cell(fact, woman.stated) for fact in FACTS]


def cell(fact: Fact, stated: Mapping[str, Any]) -> Any:
    """A fact as people write it."""
    value = stated.get(fact.name)
    if isinstance(value, bool):
        return "是" if value else "否"
    return fact.choices.get(value, value) if isinstance(value, str) else value
