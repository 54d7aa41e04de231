"""``liushou laws`` on the command line: what it prints, and its exit codes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from liushou.cli.app import app

from .rulefiles import document, folder, measure

pytest.importorskip("z3")
RUNNER = CliRunner()
DAY = ["--on", "2025-06-30"]


def test_the_shipped_rules() -> None:
    result = RUNNER.invoke(app, ["laws", *DAY])
    assert result.exit_code == 0
    assert "more-hardship: more hardship never loses an entitlement (困难加重，不会因此失去服务)" in result.stdout
    assert "national_2025 disability_allowances" in result.stdout
    assert "特困人员: 特困人员不享受残疾人两项补贴" in result.stdout
    assert "220000: 吉林省残疾人两项补贴方案" in result.stdout
    assert "fengdu: chongqing, national_2025" in result.stdout
    assert "BROKEN" not in result.stdout


def test_a_broken_law(tmp_path: Path) -> None:
    where = folder(tmp_path, document(measure(when="[disabled, {not: seriously_ill}]"), definition=("sex is female",)))
    result = RUNNER.invoke(app, ["laws", "county", "--policies", str(where), *DAY])
    assert result.exit_code == 1
    assert "BROKEN (不成立): county meals" in result.stdout
    assert "no longer has it with: {seriously_ill: true}" in result.stdout
    assert "BROKEN (不成立): county chongqing" in result.stdout


def test_json(tmp_path: Path) -> None:
    where = folder(tmp_path, document(measure(when="[{not: seriously_ill}]")))
    result = RUNNER.invoke(app, ["laws", "county", "chongqing", "--policies", str(where), "--json", *DAY])
    assert result.exit_code == 1
    data = json.loads(result.stdout)
    assert data["on"] == "2025-06-30"
    assert [law["id"] for law in data["laws"]] == ["more-hardship", "county-in-province", "reachable"]
    assert {one["policy"] for one in data["rulings"]} == {"county", "chongqing"}
    assert {one["outcome"] for one in data["rulings"]} == {"proved", "broken"}
    [mine] = [one for one in data["rulings"] if one["policy"] == "county" and one["law"] == "more-hardship"]
    assert mine["subject"] == "meals"
    assert mine["witness"]["seriously_ill"] is False
    assert mine["harder"]["seriously_ill"] is True


def test_rules_that_do_not_load(tmp_path: Path) -> None:
    where = folder(tmp_path, document(measure(when="[disable]")))
    assert RUNNER.invoke(app, ["laws", "--policies", str(where), *DAY]).exit_code == 2


def test_a_document_that_is_not_there() -> None:
    result = RUNNER.invoke(app, ["laws", "fendu", *DAY])
    assert result.exit_code == 2
    assert "did you mean: fengdu" in result.stderr
