"""Control characters, escape sequences and changes of direction come from files, and never get to a terminal."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.table import Table

import yaml
from liushou.cli import common
from liushou.documents import shipped_directory
from liushou.files import one_line, plain

from ..cli.running import invoke

ON = ("--on", "2025-06-30")
AT = ("--place", "500230", *ON)
#: A colour, a title for the window, the bell, an old way to write ESC [, the next line, and text that runs backwards.
EVIL = "\x1b[31m\x1b]0;gone\x07\x9b2J\x85\x7f\u202eback\u2066[/x]"
#: What a file may hold as it is: YAML allows no more.
RAW = "\x85\u202e\u2066"
FORBIDDEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
TEXTS = {"title", "number", "heading", "reading", "about", "ask", "issuers", "source"}


def poisoned(value: Any, key: str = "") -> Any:
    """Every free text of a rule file with an evil end."""
    if isinstance(value, dict):
        return {name: poisoned(inner, name) for name, inner in value.items()}
    if isinstance(value, list):
        return [poisoned(inner, key) for inner in value]
    return f"{value}{EVIL}" if key in TEXTS and isinstance(value, str) else value


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    Path("own").mkdir()
    text = (shipped_directory() / "fengdu.yaml").read_text("utf-8")
    document = poisoned(yaml.load(text, yaml.BaseLoader)) | {"policy": "mine"}
    extra = {"services": {"own_service": {"title": f"自有服务{EVIL}", "about": f"县里{EVIL}"}}}
    extra["facts"] = {
        "own_fact": {"title": f"自有{EVIL}", "type": "yes_no", "ask": f"是吗{EVIL}", "settled_by": "herself"}
    }
    Path("own/mine.yaml").write_text(yaml.safe_dump(document, sort_keys=False), "utf-8")
    Path("own/extra.yaml").write_text(yaml.safe_dump(extra), "utf-8")
    Path("her.yaml").write_text("sex: female\nbirth_date: 1980-05-01\n")
    Path("wrong.yaml").write_text(f'"nobody{EVIL!r}": 1\n"{RAW}": 2\nsex: "{RAW}"\n'.replace("'", ""), "utf-8")
    Path(f"{EVIL.replace('/', '')}.yaml").write_text("sex: nobody\n")
    head = f"姓名,性别,年龄,是否低保,备注{EVIL}"
    rest = "".join(f"平常的一行{number},女,40,是,没有别的\n" for number in range(30))
    Path("a.csv").write_text(f"{head}\n甲{EVIL},女,40,是,\n乙,女{EVIL},41,{EVIL},\n{rest}", "utf-8")
    Path("b.csv").write_text(f"{head}\n甲{EVIL},女,40,否,\n丙{EVIL},女,64,是,\n{rest}", "utf-8")
    return tmp_path


COMMANDS: dict[str, tuple[str, ...]] = {
    "match": ("match", "her.yaml", *AT, "--policies", "own"),
    "policies": ("policies", "--policies", "own"),
    "services": ("services", "--policies", "own"),
    "diff": ("diff", "mine", "chongqing", *ON, "--policies", "own"),
    "matrix": ("matrix", *ON, "--policies", "own"),
    "lint": ("lint", *ON, "own/mine.yaml"),
    "check": ("check", "wrong.yaml"),
    "new": ("new", "profile", "--policies", "own"),
    "facts": ("facts", "--policies", "own"),
    "export": ("export", "mine", *ON, "--policies", "own"),
    "run": ("ledger", "run", "a.csv", *AT, "--out", f"{EVIL.replace('/', '')}.csv"),
    "due": ("ledger", "due", "b.csv", *AT, "--within", "2y"),
    "changes": ("ledger", "changes", "a.csv", "b.csv", *AT),
}
#: These say nothing of it.
SILENT = ("lint", "due", "export")
#: As JSON they are tried at night.
LONG = ("diff", "lint", "run", "due", "changes")
WITH_JSON = ("match", "policies", "services", "diff", "matrix", "lint", "check", "run", "due", "changes")
WRONG: dict[str, tuple[str, ...]] = {
    "profile": ("match", "wrong.yaml", *AT),
    "name": ("match", f"{EVIL.replace('/', '')}.yaml", *AT),
    "missing": ("match", f"missing{EVIL}.yaml", *AT),
    "place": ("match", "her.yaml", "--place", f"50{EVIL}"),
    "option": ("match", "her.yaml", f"--{EVIL}"),
    "command": (f"{EVIL}",),
    "extra": ("services", f"{EVIL}"),
    "choice": ("new", f"{EVIL}"),
    "assume": ("ledger", "run", "a.csv", *AT, "--out", "out.csv", "--assume", f"sex={EVIL}"),
    "sheet": ("ledger", "run", "a.csv", *AT, "--out", f"no{EVIL}/out.csv"),
}


def lines(output: str) -> None:
    # The line of progress is rubbed out by ourselves.
    assert FORBIDDEN.findall(output.replace("\r\x1b[K", "")) == []


#: What looks otherwise on a terminal.
TABLES = ("policies", "services", "facts", "matrix", "run")


@pytest.mark.parametrize(
    ("command", "terminal"), [*((name, False) for name in COMMANDS), *((name, True) for name in TABLES)]
)
def test_what_is_answered(folder: Path, command: str, terminal: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    if terminal:
        monkeypatch.setattr("typer.testing._NamedTextIOWrapper.isatty", lambda _: True, raising=False)
    result = invoke(*COMMANDS[command])
    assert result.exit_code == (1 if command in ("lint", "check") else 0), result.output
    lines(result.output)
    assert command in SILENT or "\\u202e" in re.sub(r"\s", "", result.output)


@pytest.mark.parametrize(
    "command", [pytest.param(name, marks=[pytest.mark.nightly] if name in LONG else []) for name in WITH_JSON]
)
def test_json_says_it_in_escapes(folder: Path, command: str) -> None:
    result = invoke(*COMMANDS[command], "--json")
    lines(result.stdout)
    data = json.dumps(json.loads(result.stdout), ensure_ascii=False)
    if command in ("match", "policies", "services"):
        assert json.dumps(EVIL, ensure_ascii=False)[1:-1] in data


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("command", WRONG)
def test_what_is_wrong(folder: Path, command: str, language: str) -> None:
    result = invoke("--lang", language, *WRONG[command])
    assert result.exit_code == 2
    lines(result.output)


def test_a_table_in_colour(monkeypatch: pytest.MonkeyPatch) -> None:
    """Our own colours stay; what looks like them in a cell does not."""
    monkeypatch.setenv("FORCE_COLOR", "1")
    grid = Table("head", style="red")
    grid.add_row(EVIL.replace("[/x]", ""))
    shown = common.rendered(grid, 80)
    assert lines(re.sub(r"\x1b\[[\d;]*m", "", shown)) is None
    assert "\\u001b[31m" in shown
    assert "\x1b[31m\\" not in shown


@given(st.text())
def test_text_that_is_plain(text: str) -> None:
    assert not FORBIDDEN.search(plain(text))
    assert len(one_line(text).splitlines()) <= 1
    clean = FORBIDDEN.sub("", text)
    assert plain(plain(clean)) == plain(clean)


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_json_stays_json(text: str) -> None:
    assert json.loads(plain(json.dumps(text, ensure_ascii=False))) == text


def test_there_is_one_way_out() -> None:
    folder = Path(common.__file__).parent.parent
    ways = re.compile(r"(?<!console\.)\bprint\(|typer\.echo\(|stdout\.write\(")
    using = {
        path.relative_to(folder).as_posix() for path in folder.rglob("*.py") if ways.search(path.read_text("utf-8"))
    }
    assert using == {"cli/common.py"}
