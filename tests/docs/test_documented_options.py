"""Every command line that is written down names a command that exists, with options that its ``--help`` shows."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import typer

from liushou.cli.app import COMMANDS, GROUPS, app

from ..cli.running import invoke
from ..conftest import ROOT

PAGES = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md"), *ROOT.glob("examples/**/*.md")])
OPTION = re.compile(r"(?<![\w-])--?[a-z][\w-]*")
BENCHMARKS = sorted((ROOT / "benchmarks").glob("*.py"))


@pytest.fixture(scope="module")
def shown() -> dict[tuple[str, ...], set[str]]:
    """The options in the help of each command, as a user reads them."""
    top: Any = typer.main.get_command(app)
    paths: list[tuple[str, ...]] = [(), *((name,) for name in COMMANDS)]
    for name in COMMANDS:
        paths += [(name, nested) for nested in getattr(top.get_command(typer.Context(top), name), "commands", {})]
    patch = pytest.MonkeyPatch()
    patch.setenv("COLUMNS", "400")
    helped = {path: set(OPTION.findall(invoke(*path, "--help").output)) for path in paths}
    patch.undo()
    return helped


def lines() -> Iterator[tuple[str, str, str]]:
    """(where, command, what follows it) of every `liushou COMMAND …` that is written down."""
    for path in PAGES:
        for number, line in enumerate(path.read_text(encoding="utf-8").replace("\\\n>", "").splitlines(), 1):
            for found in re.finditer(r"(?<![\w./-])liushou ([a-z]+)((?: [^`|#\n]*)?)", line):
                yield f"{path.relative_to(ROOT)}:{number}", found[1], found[2]


def test_options_that_are_written_down_are_shown_in_the_help(shown: dict[tuple[str, ...], set[str]]) -> None:
    complaints, seen = [], 0
    for where, command, rest in lines():
        if command not in COMMANDS or "--palce" in rest:  # the example of a misspelt option
            continue
        seen += 1
        first = rest.split()[:1]
        path = (command, *first) if (command, *first) in shown else (command,)
        complaints += [
            f"{where}: {' '.join(path)} {option}" for option in OPTION.findall(rest) if option not in shown[path]
        ]
    assert seen > 80
    assert not complaints, "\n".join(complaints)


def test_options_named_alone_belong_to_some_command(shown: dict[tuple[str, ...], set[str]]) -> None:
    measuring = {option for script in BENCHMARKS for option in re.findall(r'"(--[a-z][\w-]*)"', script.read_text())}
    assert {"--largest", "--seconds"} <= measuring
    every = set().union(*shown.values()) | measuring
    for path in PAGES:
        named = re.findall(r"`(--[a-z][\w-]*)", path.read_text(encoding="utf-8"))
        assert set(named) <= every, path.name


def test_every_command_takes_lang_and_help(shown: dict[tuple[str, ...], set[str]]) -> None:
    assert all({"--lang", "--help"} <= options for options in shown.values())


def test_every_command_stands_under_one_heading() -> None:
    assert len(set(COMMANDS)) == len(COMMANDS) == sum(map(len, GROUPS.values()))
    modules = {path.stem for path in (Path(__file__).parents[2] / "src" / "liushou" / "cli").glob("*.py")}
    assert modules - set(COMMANDS) == {"__init__", "app", "common", "language", "lists", "process"}


def test_a_shell_completes_commands(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setenv("_LIUSHOU_COMPLETE", "complete_bash")
    for word, expected in (("ex", {"explain", "export"}), ("con", {"concepts"})):
        monkeypatch.setenv("COMP_WORDS", f"liushou {word}")
        monkeypatch.setenv("COMP_CWORD", "1")
        with pytest.raises(SystemExit):
            app(prog_name="liushou")
        assert set(capfd.readouterr().out.split()) == expected
