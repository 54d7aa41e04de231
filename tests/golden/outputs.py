"""What is recorded: the outputs of the commands, run in this process, as data."""

from __future__ import annotations

import csv
import json
import os
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from ..cli.running import invoke
from ..conftest import ROOT

HERE = Path(__file__).resolve().parent
ON = ("--on", "2025-06-30")
FENGDU = ("--place", "500230")
WOMEN = ("chongqing", "fengdu", "heating", "jilin", "yunnan")
PLACES = ("500230", "500101", "220182", "532601", "430000", "110101")
PAIRS = (
    ("chongqing", "fengdu"),
    ("chongqing", "jilin"),
    ("jilin", "yunnan"),
    ("yunnan", "national_2025"),
    ("fengdu", "national_2025"),
)
#: What says which rules gave the answer and where they stand in their files, and not what they answer.
LEFT_OUT = ("rules", "sha256", "line", "column")
ASSUMED = ("--assume", "sex=female", "--assume", "lives_in_village=yes")


def _clean(value: Any, folder: str) -> Any:
    if isinstance(value, dict):
        return {
            key: _clean(inner, folder)
            for key, inner in value.items()
            if not (key in LEFT_OUT and (key != "rules" or (isinstance(inner, dict) and "sha256" in inner)))
        }
    if isinstance(value, list | tuple):
        return [_clean(inner, folder) for inner in value]
    if isinstance(value, str):
        value = value.replace(folder, "OUT").replace(f"{ROOT}/", "").replace(str(ROOT), "")
        value = re.sub(r"(\.yaml):\d+:\d+", r"\1", value)
        return re.sub(r"\b[0-9a-f]{64}\b|\b[0-9a-f]{12}\b", "HASH", value)
    return value if isinstance(value, int | float | bool | None) else str(value)


def _printed(*arguments: object) -> Any:
    """What a command prints with --json, or its lines, and its exit code where it is not 0."""
    done = invoke(*arguments)
    text = done.stdout
    data = json.loads(text) if text.startswith(("{", "[")) else text.splitlines()
    return data if done.exit_code == 0 else {"exit": done.exit_code, "output": data, "errors": done.stderr.splitlines()}


def _sheets(path: Path) -> dict[str, list[list[Any]]]:
    import openpyxl

    book = openpyxl.load_workbook(path)
    return {sheet.title: [list(row) for row in sheet.iter_rows(values_only=True)] for sheet in book}


def _rows(path: Path, encoding: str = "utf-8-sig") -> list[list[str]]:
    with path.open(encoding=encoding, newline="") as file:
        return list(csv.reader(file))


def _frame(path: Path) -> list[dict[str, Any]]:
    import polars

    return polars.read_parquet(path).to_dicts()


def _ledger(folder: Path, kind: str) -> dict[str, Any]:
    out = folder / f"results.{kind}"
    page = _printed("ledger", "run", HERE / "ledger.csv", *FENGDU, *ON, "--out", out, *ASSUMED, "--json")
    read: dict[str, Callable[[Path], Any]] = {"xlsx": _sheets, "csv": _rows, "parquet": _frame}
    return {"printed": page, "cells": read[kind](out)}


def _sample(folder: Path) -> list[list[str]]:
    out = folder / "sample.csv"
    invoke("ledger", "sample", "--rows", 40, "--seed", 7, *FENGDU, *ON, "--messy", "--out", out)
    return _rows(out, "gb18030")


def _match(woman: str, place: str, *more: object) -> Any:
    own = ("--policies", "examples/sixth") if woman == "heating" else ()
    return _printed("match", f"examples/women/{woman}.yaml", "--place", place, *ON, *own, *more)


def outputs(sources: Path | None) -> dict[str, Callable[[Path], Any]]:
    """By name: how the output is made, given a folder to write to. Those of the texts only with the texts."""
    made: dict[str, Callable[[Path], Any]] = {
        f"match {woman} {place}": lambda _, woman=woman, place=place: _match(woman, place, "--json")  # type: ignore[misc]
        for woman in WOMEN
        for place in PLACES
    }
    made |= {
        f"match {woman} 220182 with places": lambda _, woman=woman: _match(  # type: ignore[misc]
            woman, "220182", "--places", "examples/places.yaml", "--json"
        )
        for woman in WOMEN
    }
    made["match fengdu 500230 as text"] = lambda _: _match("fengdu", "500230", "--full")
    made["match fengdu 500230 at a glance"] = lambda _: _match("fengdu", "500230")
    made["match fengdu 500230 dibao"] = lambda _: _match("fengdu", "500230", "--service", "dibao")
    made["match fengdu 500230 lean"] = lambda _: _match("fengdu", "500230", "--json", "--lean")
    made |= {
        f"ledger as {kind}": lambda folder, kind=kind: _ledger(folder, kind)  # type: ignore[misc]
        for kind in ("xlsx", "csv", "parquet")
    }
    made["ledger due"] = lambda _: _printed("ledger", "due", HERE / "ledger.csv", *FENGDU, *ON, "--json")
    made["ledger changes"] = lambda _: _printed(
        "ledger", "changes", HERE / "ledger.csv", HERE / "ledger_later.csv", *FENGDU, *ON, "--json"
    )
    made["ledger sample"] = _sample
    made |= {
        f"diff {a} {b}": lambda _, a=a, b=b: _printed("diff", a, b, *ON, "--json")  # type: ignore[misc]
        for a, b in PAIRS
    }
    made["matrix"] = lambda _: _printed("matrix", *ON, "--json")
    made["lint"] = lambda _: _printed("lint", *ON, "--json", "--explained")
    made["laws"] = lambda _: _printed("laws", *ON, "--json")
    made["export chongqing"] = lambda _: _printed("export", "chongqing", *ON)
    made |= {
        f"export {place}": lambda _, place=place: _printed("export", "--place", place, *ON)  # type: ignore[misc]
        for place in ("500230", "220182", "532601")
    }
    made |= {name: lambda _, name=name: _printed(name) for name in ("policies", "services", "facts")}  # type: ignore[misc]
    if sources:
        made["coverage"] = lambda _: _without_folder(_printed("coverage", "--json", "--sources", sources), sources)
        made["verify"] = lambda _: _without_folder(_printed("verify", "--json", "--sources", sources), sources)
    return made


def _without_folder(data: Any, sources: Path) -> Any:
    return json.loads(json.dumps(data, ensure_ascii=False).replace(str(sources), "SOURCES"))


@contextmanager
def _at_home() -> Iterator[None]:
    before = Path.cwd()
    os.chdir(ROOT)
    try:
        yield
    finally:
        os.chdir(before)


def output(name: str, sources: Path | None) -> Any:
    """One output, as JSON holds it; without hashes, versions and folders."""
    with TemporaryDirectory() as folder, _at_home():
        return _clean(json.loads(json.dumps(outputs(sources)[name](Path(folder)), default=str)), folder)
