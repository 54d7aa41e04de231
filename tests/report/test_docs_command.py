"""``liushou docs``: files are written whole, and nothing foreign is touched."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from liushou import InputError, MissingExtraError, Rules
from liushou.cli.app import app
from liushou.report.pages import render_docs, write_docs

from ..conftest import ON

run = CliRunner().invoke


def test_the_command_writes_what_is_rendered(tmp_path: Path, sources: Path, pages: dict[str, str]) -> None:
    out = tmp_path / "new" / "docs"
    result = run(app, ["docs", "--out", str(out), "--sources", str(sources), "--on", ON.isoformat()])
    assert result.exit_code == 0, result.output
    assert {path.name: path.read_text("utf-8") for path in out.iterdir()} == pages
    assert "index.html" in result.stdout


def test_without_the_texts(tmp_path: Path, bare_pages: dict[str, str]) -> None:
    assert run(app, ["docs", "--out", str(tmp_path), "--on", ON.isoformat()]).exit_code == 0
    assert {path.name: path.read_text("utf-8") for path in tmp_path.iterdir()} == bare_pages


def test_a_text_that_is_missing_is_said(tmp_path: Path) -> None:
    empty = tmp_path / "texts"
    empty.mkdir()
    result = run(app, ["docs", "--out", str(tmp_path / "out"), "--sources", str(empty)])
    assert result.exit_code == 0
    assert result.stderr.count("note: no text of") == 5


def test_other_files_are_left_alone_and_pages_replaced(tmp_path: Path) -> None:
    (tmp_path / "mine.html").write_text("mine")
    (tmp_path / "index.html").write_text("old")
    write_docs({"index.html": "新"}, tmp_path)
    assert (tmp_path / "mine.html").read_text() == "mine"
    assert (tmp_path / "index.html").read_text("utf-8") == "新"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["index.html", "mine.html"]


def test_a_page_that_cannot_be_put_in_place_leaves_nothing_behind(tmp_path: Path) -> None:
    (tmp_path / "index.html").mkdir()
    with pytest.raises(InputError):
        write_docs({"index.html": "新"}, tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["index.html"]


@pytest.mark.parametrize(
    "arguments", [["--out", "{file}"], ["--out", "{file}/below"], ["--out", "{new}", "--sources", "{file}"]]
)
def test_bad_folders(tmp_path: Path, arguments: list[str]) -> None:
    (tmp_path / "file").write_text("x")
    filled = [argument.format(file=tmp_path / "file", new=tmp_path / "new") for argument in arguments]
    result = run(app, ["docs", *filled])
    assert result.exit_code == 2
    assert result.stderr.startswith("error: ")
    assert not (tmp_path / "new").exists()


def test_a_missing_extra_is_named(monkeypatch: pytest.MonkeyPatch, rules: Rules, tmp_path: Path) -> None:
    monkeypatch.setitem(sys.modules, "jinja2", None)
    with pytest.raises(MissingExtraError) as raised:
        render_docs(rules, ON)
    assert raised.value.extra == "report"
    result = run(app, ["docs", "--out", str(tmp_path / "out")])
    assert result.exit_code == 2
    assert "pip install 'liushou[report]'" in result.stderr
    assert not (tmp_path / "out").exists()
