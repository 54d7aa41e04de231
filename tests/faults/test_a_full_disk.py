"""The system refuses to let a file grow: every command that writes one says so, and leaves what was there."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from ..cli.running import invoke
from .layer import inside

resource = pytest.importorskip("resource")

ON = ("--on", "2025-06-30")
RUN = ("ledger", "run", "a.csv", "--place", "500230", *ON, "--out")
SAMPLE = ("ledger", "sample", "--rows", "400", *ON, "--out")
COMMANDS = [
    (*RUN, "out.xlsx"),
    (*RUN, "out.csv"),
    (*RUN, "out.parquet"),
    (*SAMPLE, "out.xlsx"),
    (*SAMPLE, "out.csv"),
    (*SAMPLE, "out.parquet"),
    ("ledger", "due", "a.csv", "--place", "500230", *ON, "--out", "out.xlsx"),
    ("ledger", "changes", "a.csv", "a.csv", "--place", "500230", *ON, "--out", "out.xlsx"),
    ("notice", "--ledger", "a.csv", "--place", "500230", *ON, "--out", "out.html"),
    ("diff", "fengdu", "chongqing", *ON, "--html", "out.html"),
    ("matrix", *ON, "--html", "out.html"),
    ("matrix", *ON, "--xlsx", "out.xlsx"),
    ("export", "fengdu", *ON, "--out", "out.json"),
    ("page", "--out", "out.html"),
    ("docs", *ON, "--out", "."),
    ("new", "profile", "--out", "out.yaml"),
]


@contextmanager
def at_most(size: int) -> Iterator[None]:
    """No file may grow beyond so many bytes."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: " ".join((*command[:2], command[-1])))
def test_the_earlier_file_stays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: tuple[str, ...]) -> None:
    monkeypatch.chdir(tmp_path)
    rows = "".join(f"甲{number},女,{30 + number % 30},丰都县第{number}村\n" for number in range(200))
    Path("a.csv").write_text(f"姓名,性别,年龄,住址\n{rows}")
    if command[0] not in ("docs", "new"):
        Path(command[-1]).write_text("earlier")
    before = inside(tmp_path)
    with at_most(2_000):
        result = invoke(*command)
    assert result.exit_code == 2
    assert "File too large" in result.output
    assert (command[-1] if command[0] != "docs" else ".html") in result.output
    assert inside(tmp_path) == before
