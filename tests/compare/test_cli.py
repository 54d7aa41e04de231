"""``liushou diff`` and ``liushou matrix`` as commands: files, JSON, exit codes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from liushou.cli.app import app
from liushou.documents.rules import shipped_directory

pytest.importorskip("z3")
ON = ("--on", "2025-06-30")


def run(*arguments: str) -> tuple[int, str, str]:
    result = CliRunner().invoke(app, list(arguments))
    return result.exit_code, result.stdout, result.stderr


def test_differences_are_no_failure() -> None:
    code, out, _ = run("diff", "chongqing", "fengdu", *ON)
    assert code == 0
    assert "两份文件的留守妇女定义等价" in out
    assert "丰都由县司法局牵头，重庆未写牵头单位" in out


def test_json() -> None:
    code, out, _ = run("diff", "chongqing", "jilin", *ON, "--json")
    data = json.loads(out)
    assert code == 0
    assert data["definition"]["verdict"] == "b_wider"
    assert data["on"] == "2025-06-30"


def test_files_are_written(tmp_path: Path) -> None:
    markdown, html, cases = tmp_path / "d.md", tmp_path / "d.html", tmp_path / "d.cases.yaml"
    code, out, err = run(
        "diff", "chongqing", "jilin", *ON, "--markdown", str(markdown), "--html", str(html), "--witnesses", str(cases)
    )
    assert code == 0
    assert out == ""
    assert markdown.read_text(encoding="utf-8").startswith("# 重庆与吉林")
    assert html.read_text(encoding="utf-8").startswith("<!DOCTYPE html>")
    assert "cases:" in cases.read_text(encoding="utf-8")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["d.cases.yaml", "d.html", "d.md"]
    assert "6 cases" in err


def test_a_file_against_the_shipped_document(tmp_path: Path) -> None:
    text = (shipped_directory() / "chongqing.yaml").read_text(encoding="utf-8")
    file = tmp_path / "mine.yaml"
    file.write_text(text.replace("    - husband_outside_county\n", "", 1), encoding="utf-8")
    code, out, _ = run("diff", str(file), "chongqing", *ON, "--json")
    assert code == 0
    assert json.loads(out)["definition"]["verdict"] == "a_wider"


@pytest.mark.parametrize(
    "arguments",
    [
        ("diff", "chongqin", "jilin"),
        ("diff", "chongqing", "jilin", "--on", "2025-13-01"),
        ("diff", "chongqing", "jilin", "--place", "999999"),
        ("diff", "chongqing", "jilin", "--places", "/nowhere.yaml"),
        ("diff", "chongqing", "jilin", "--policies", "/nowhere"),
        ("diff", "chongqing@2019-01-01", "jilin"),
        ("diff", "chongqing", "jilin", "--on", "2025-06-30", "--html", "/nowhere/x.html"),
        ("diff", "chongqing"),
        ("matrix", "--on", "yesterday"),
        ("matrix", "--html", "/nowhere/x.html"),
    ],
)
def test_bad_input_is_2_without_a_traceback(arguments: tuple[str, ...]) -> None:
    code, out, err = run(*arguments)
    assert code == 2
    assert out == ""
    assert "Traceback" not in err
    assert err


def test_matrix(tmp_path: Path) -> None:
    code, out, _ = run("matrix", *ON, "--json")
    data = json.loads(out)
    assert code == 0
    assert {document["id"] for document in data["documents"]} >= {
        "chongqing",
        "fengdu",
        "jilin",
        "yunnan",
        "national_2025",
    }
    html, book = tmp_path / "m.html", tmp_path / "m.xlsx"
    assert run("matrix", *ON, "--html", str(html), "--xlsx", str(book))[0] == 0
    assert html.stat().st_size > 10_000
    assert book.read_bytes()[:2] == b"PK"
    assert "服务对照" in run("matrix", *ON)[1]
