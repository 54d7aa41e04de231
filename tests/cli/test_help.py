"""``--help`` says what a command and each of its options is, in English or in Chinese."""

import re
from typing import Any

import pytest
import typer

from liushou.cli.app import COMMANDS, app
from liushou.cli.language import put_help

from .running import invoke

CHINESE = re.compile("[\u4e00-\u9fff]")
NESTED = {"ledger": ("run", "read", "columns", "sample", "changes", "due")}
PATHS = [(name, *sub) for name in COMMANDS for sub in ((), *((each,) for each in NESTED.get(name, ())))]


@pytest.fixture(autouse=True)
def wide(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "400")


@pytest.mark.parametrize("path", PATHS, ids=" ".join)
@pytest.mark.parametrize("lang", ["en", "zh"])
def test_every_option_is_explained(path: tuple[str, ...], lang: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LIUSHOU_LANG", lang)
    command: Any = typer.main.get_command(app)
    for name in path:
        command = command.get_command(typer.Context(command), name)
    page = invoke(*path, "--help").output
    put_help(command, typer.Context(command))
    for parameter in command.params:
        assert parameter.help, parameter.name
        assert parameter.help in page
        assert bool(CHINESE.search(parameter.help)) is (lang == "zh") or "丰都县" in parameter.help


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_every_command_is_listed_with_what_it_does(lang: str) -> None:
    for names, page in (
        (COMMANDS, invoke("--help", "--lang", lang).output),
        (NESTED["ledger"], invoke("ledger", "--help", "--lang", lang).output),
    ):
        for name in names:
            line = next(line for line in page.splitlines() if line.startswith(f"│ {name} "))
            assert (re.search("[\u4e00-\u9fff]{4}", line) is not None) if lang == "zh" else len(line.split()) > 4, line


def test_the_headings_are_chinese_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LIUSHOU_LANG", "zh")
    page = invoke("--help").output
    assert "选项" in page
    assert all(heading in page for heading in ("为妇女和部门", "有哪些", "规则文件", "文件对照"))
    assert "Options" not in page
    assert "Commands" not in page
    assert "命令" in invoke("ledger", "--help").output
    assert "参数" in invoke("match", "--help").output
