"""``liushou lint`` on the command line: what it prints, and its exit codes."""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from liushou.cli.app import app
from liushou.documents.rules import shipped_directory

from .rulefiles import document, folder, measure

RUNNER = CliRunner()
DAY = ["--on", "2025-06-30"]


@pytest.fixture
def bad(tmp_path: Path) -> list[str]:
    where = folder(
        tmp_path,
        document(
            measure(when="[sex is male]"), measure(quote="提供二"), measure(when="[disabled]", quote="为残疾人提供三")
        ),
    )
    return [str(path) for path in sorted(where.glob("*.yaml"))]


def test_a_file_with_findings(bad: list[str]) -> None:
    pytest.importorskip("z3")
    result = RUNNER.invoke(app, ["lint", *bad, *DAY])
    assert result.exit_code == 1
    assert re.search(r"document0\.yaml:21:16: error L001: .*county 一 meals can never hold", result.stdout)
    assert "when: [sex is male]" in result.stdout
    assert "^^^^^^^^^^^" in result.stdout
    assert re.search(r"  witness: \{sex: female, .*disabled: true\}", result.stdout)
    assert "  page: liushou explain L001" in result.stdout
    assert result.stdout.splitlines()[-1] == "1 error, 1 warning"


def test_json(bad: list[str]) -> None:
    pytest.importorskip("z3")
    result = RUNNER.invoke(app, ["lint", *bad, *DAY, "--json"])
    assert result.exit_code == 1
    data = json.loads(result.stdout)
    assert data["on"] == "2025-06-30"
    assert [one["id"] for one in data["findings"]] == ["L001", "L003"]
    first, second = data["findings"]
    assert (first["severity"], first["line"], first["column"], first["witness"]) == ("error", 21, 16, None)
    assert second["witness"]["disabled"] is True
    assert second["page"] == "liushou explain L003"
    assert data["explained"] == []


def test_a_clean_file(tmp_path: Path) -> None:
    pytest.importorskip("z3")
    where = folder(tmp_path, document(measure(when="[disabled]", quote="为残疾人提供送餐")))
    result = RUNNER.invoke(app, ["lint", str(where / "document0.yaml"), "--policies", str(where), *DAY])
    assert result.exit_code == 0
    assert result.stdout.startswith("no findings")


def test_explained_ones_are_shown_when_asked_for(tmp_path: Path) -> None:
    pytest.importorskip("z3")
    file = str(shipped_directory() / "jilin.yaml")
    quiet = RUNNER.invoke(app, ["lint", file, *DAY])
    assert quiet.exit_code == 0
    assert re.fullmatch(
        r"no findings \(没有发现问题\); \d+ explained \(已说明\), shown with --explained\n", quiet.stdout
    )
    shown = RUNNER.invoke(app, ["lint", file, "--explained", *DAY])
    assert shown.exit_code == 0
    assert "L006" in shown.stdout
    assert "  explained: 吉民发〔2022〕15号" in shown.stdout


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["nowhere.yaml"], "cannot read nowhere.yaml"),
        (["--policies", "nowhere"], "not a directory"),
        (["--on", "2025-02-30"], "no such day"),
    ],
)
def test_bad_input(arguments: list[str], message: str) -> None:
    result = RUNNER.invoke(app, ["lint", *arguments])
    assert result.exit_code == 2
    assert message in result.stderr
    assert "Traceback" not in result.output


def test_rules_that_do_not_load(tmp_path: Path) -> None:
    where = folder(tmp_path, document(measure(when="[disable]")))
    result = RUNNER.invoke(app, ["lint", "--policies", str(where), *DAY])
    assert result.exit_code == 2
    assert "did you mean: disabled" in result.stderr


def test_without_the_solver_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "z3", None)
    for command in ("lint", "laws"):
        result = RUNNER.invoke(app, [command, *DAY])
        assert result.exit_code == 2
        assert "liushou[prove]" in result.stderr
