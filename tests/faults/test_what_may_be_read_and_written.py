"""No output is an input, under whatever name; what is no ordinary file is neither, and nothing waits for it."""

from __future__ import annotations

import os
import signal
import socket
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from ..cli.running import invoke
from .layer import inside

ON = ("--on", "2025-06-30")
AT = ("--place", "500230", *ON)
#: Each command that reads and writes files, with the output in the place of OUT.
COMMANDS: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "run": (("a.csv", "mapping.yaml", "places.yaml", "own/extra.yaml"), ("ledger", "run", "a.csv", *AT, "--out", "OUT", "--mapping", "mapping.yaml", "--places", "places.yaml", "--policies", "own")),
    "due": (("a.csv", "mapping.yaml", "places.yaml"), ("ledger", "due", "a.csv", *AT, "--out", "OUT", "--mapping", "mapping.yaml", "--places", "places.yaml")),
    "changes": (("a.csv", "b.csv", "mapping.yaml"), ("ledger", "changes", "a.csv", "b.csv", *AT, "--out", "OUT", "--mapping", "mapping.yaml")),
    "notice": (("a.csv", "mapping.yaml", "places.yaml", "own/extra.yaml"), ("notice", "--ledger", "a.csv", *AT, "--out", "OUT", "--mapping", "mapping.yaml", "--places", "places.yaml", "--policies", "own")),
    "export": (("places.yaml", "own/extra.yaml"), ("export", "fengdu", *ON, "--places", "places.yaml", "--policies", "own", "--out", "OUT")),
    "diff": (("policy.yaml", "places.yaml"), ("diff", "policy.yaml", "chongqing", *ON, "--places", "places.yaml", "--html", "OUT")),
    "matrix": (("own/extra.yaml",), ("matrix", *ON, "--policies", "own", "--html", "OUT")),
    "new": (("own/extra.yaml",), ("new", "profile", "--policies", "own", "--out", "OUT")),
    "ask": (("her.yaml", "places.yaml", "own/extra.yaml"), ("ask", *AT, "--from", "her.yaml", "--places", "places.yaml", "--policies", "own", "--out", "OUT")),
    "docs": (("own/extra.yaml",), ("docs", *ON, "--policies", "own", "--out", "OUT")),
    "witnesses": (("policy.yaml",), ("diff", "policy.yaml", "chongqing", *ON, "--witnesses", "OUT")),
}  # fmt: off


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    from liushou.documents import shipped_directory

    monkeypatch.chdir(tmp_path)
    for name in ("a.csv", "b.csv"):
        Path(name).write_text("姓名,性别,年龄\n甲,女,40\n")
    Path("her.yaml").write_text("sex: female\n")
    Path("mapping.yaml").write_text("columns:\n  姓名: name\n")
    Path("places.yaml").write_text('"500230":\n  facts: {}\n')
    Path("own").mkdir()
    Path("own/extra.yaml").write_text("services:\n  own_service:\n    title: 自有服务\n    about: 县里自己的\n")
    Path("policy.yaml").write_text((shipped_directory() / "fengdu.yaml").read_text("utf-8"), "utf-8")
    return tmp_path


@pytest.fixture(autouse=True)
def in_time() -> Iterator[None]:
    """Nothing waits for a pipe: whoever does is ended."""
    before = signal.signal(signal.SIGALRM, lambda *_: pytest.fail("it waits"))
    signal.alarm(30)
    yield
    signal.alarm(0)
    signal.signal(signal.SIGALRM, before)


def with_output(command: str, out: str) -> Any:
    return invoke(*(out if argument == "OUT" else argument for argument in COMMANDS[command][1]))


def everything(folder: Path) -> dict[str, Any]:
    return inside(folder) | {f"own/{name}": content for name, content in inside(folder / "own").items()}


@pytest.mark.parametrize("spelling", ["itself", "dotted", "absolute", "hard", "soft"])
@pytest.mark.parametrize("command", [name for name in COMMANDS if name not in ("docs", "witnesses")])
def test_no_output_is_an_input(folder: Path, command: str, spelling: str) -> None:
    suffix = {"run": ".csv", "due": ".xlsx", "changes": ".xlsx"}.get(command, "")
    for source in COMMANDS[command][0]:
        out = {"itself": source, "dotted": f"./own/../{source}", "absolute": str(folder / source)}.get(spelling)
        if out is None:
            out = f"link-{source.replace('/', '-')}{suffix}"
            if spelling == "hard":
                Path(out).hardlink_to(source)
            else:
                Path(out).symlink_to(folder / source)
        before = everything(folder)
        result = with_output(command, out)
        assert result.exit_code == 2, (source, result.output)
        assert Path(source).name in result.output or out in result.output
        assert everything(folder) == before


def test_pages_and_cases_too(folder: Path) -> None:
    Path("pages").mkdir()
    Path("pages/index.html").hardlink_to("own/extra.yaml")
    result = with_output("docs", "pages")
    assert result.exit_code == 2
    assert "index.html" in result.output
    assert [path.name for path in Path("pages").iterdir()] == ["index.html"]
    Path("x.cases.yaml").hardlink_to("policy.yaml")
    before = everything(folder)
    assert with_output("witnesses", "x.cases.yaml").exit_code == 2
    assert everything(folder) == before


def test_the_lock_file_is_written_again_but_never_over_a_rule_file(folder: Path, sources: Path) -> None:
    Path("own/policy.yaml").write_text(
        Path("policy.yaml").read_text("utf-8").replace("policy: fengdu", "policy: mine"), "utf-8"
    )
    verify = ("verify", "--policies", "own", "--sources", sources, "--document", "mine", "--write-hashes")
    for _ in range(2):
        invoke(*verify)
        assert "mine" in Path("own/texts.lock.yaml").read_text("utf-8")
    Path("own/texts.lock.yaml").unlink()
    Path("own/texts.lock.yaml").hardlink_to("own/extra.yaml")
    before = everything(folder)
    assert invoke(*verify).exit_code == 2
    assert everything(folder) == before


SPECIAL = ("pipe", "socket", "/dev/null", "/dev/stdout", "/dev/fd/1", "folder")


def made(folder: Path, kind: str) -> str:
    path = folder / f"special-{kind.strip('/').replace('/', '-')}.xlsx"
    if kind == "pipe":
        os.mkfifo(path)
    elif kind == "socket":
        with socket.socket(socket.AF_UNIX) as end:
            end.bind(path.name)
    elif kind == "folder":
        path.mkdir()
    else:
        return kind
    return path.name


@pytest.mark.parametrize("kind", SPECIAL)
@pytest.mark.parametrize("command", [name for name in COMMANDS if name not in ("docs", "witnesses")])
def test_no_output_is_special(folder: Path, command: str, kind: str) -> None:
    out = made(folder, kind)
    before = inside(folder)
    result = with_output(command, out)
    assert result.exit_code == 2
    assert out in result.output
    assert inside(folder) == before


READING = {
    "match": ("match", "IN", *AT),
    "run": ("ledger", "run", "IN", *AT, "--out", "out.csv"),
    "due": ("ledger", "due", "IN", *AT),
    "changes": ("ledger", "changes", "a.csv", "IN", *AT),
    "mapping": ("ledger", "run", "a.csv", *AT, "--out", "out.csv", "--mapping", "IN"),
    "places": ("match", "her.yaml", *AT, "--places", "IN"),
    "check": ("check", "IN"),
    "lint": ("lint", *ON, "IN"),
    "diff": ("diff", "IN", "chongqing", *ON),
}


@pytest.mark.parametrize("kind", SPECIAL)
@pytest.mark.parametrize("command", READING)
def test_no_input_is_special(folder: Path, command: str, kind: str) -> None:
    Path("her.yaml").write_text("sex: female\n")
    source = made(folder, kind)
    result = invoke(*(source if argument == "IN" else argument for argument in READING[command]))
    assert result.exit_code == 2, result.output
    assert source in result.output


@pytest.mark.parametrize("command", READING)
def test_nor_are_links_in_a_circle(folder: Path, command: str) -> None:
    Path("her.yaml").write_text("sex: female\n")
    Path("circle.csv").symlink_to("circle.csv")
    result = invoke(*("circle.csv" if argument == "IN" else argument for argument in READING[command]))
    assert result.exit_code in (1, 2)
    assert isinstance(result.exception, SystemExit)
    assert "circle.csv" in result.output


@pytest.mark.parametrize("kind", ["pipe", "socket"])
def test_nor_is_one_of_the_files_of_a_folder(folder: Path, kind: str) -> None:
    Path(made(folder, kind)).rename("own/special.yaml")
    for command in (("policies",), ("lint", *ON), ("match", "a.csv", *AT)):
        result = invoke(*command, "--policies", "own")
        assert result.exit_code == 2
        assert "special.yaml" in result.output


def test_a_substituted_process_is_a_pipe(folder: Path) -> None:
    read, write = os.pipe()
    try:
        assert invoke("match", f"/dev/fd/{read}", *AT).exit_code == 2
        assert with_output("run", f"/dev/fd/{write}").exit_code == 2
    finally:
        os.close(read)
        os.close(write)


@pytest.mark.parametrize(
    ("command", "out"),
    [
        ("run", "out.csv"),
        pytest.param("run", "out.xlsx", marks=pytest.mark.nightly),
        pytest.param("run", "out.parquet", marks=pytest.mark.nightly),
        ("due", "out.xlsx"),
        ("changes", "out.xlsx"),
        ("export", "out.json"),
        ("new", "out.yaml"),
        ("matrix", "out.html"),
    ],
)
def test_an_output_is_no_more_open_than_any_input(folder: Path, command: str, out: str) -> None:
    before = os.umask(0o022)
    try:
        for number, source in enumerate(COMMANDS[command][0]):
            for name in COMMANDS[command][0]:
                Path(name).chmod(0o644)
            Path(source).chmod(0o640 if number % 2 else 0o600)
            Path(out).unlink(missing_ok=True)
            assert with_output(command, out).exit_code == 0
            assert Path(out).stat().st_mode & 0o777 == Path(source).stat().st_mode & 0o777, source
    finally:
        os.umask(before)
