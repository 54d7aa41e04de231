"""Every example for a kind of user runs as examples/README.md says; Spark's has a test of its own."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from ..conftest import ROOT

README = (ROOT / "examples" / "README.md").read_text(encoding="utf-8")
COMMANDS = re.findall(r"^\|[^|]*\|[^|]*\| `([^`]+)` \|", README, re.M)
#: Run by tests of their own: on Java, and as a server.
ELSEWHERE = ("spark_rollup.py", "uvicorn")


def _run(command: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """The command as it is printed, from a folder that has the examples and nothing else."""
    words = [str(path) for word in command.split() for path in (sorted(ROOT.glob(word)) if "*" in word else [word])]
    program = {"python": [], "pytest": ["-m", "pytest", "-p", "no:cacheprovider"], "liushou": ["-m", "liushou"]}[
        words[0]
    ]
    link = folder / "examples"
    if not link.exists():
        link.symlink_to(ROOT / "examples", target_is_directory=True)
    return subprocess.run(
        [sys.executable, *program, *words[1:]], cwd=folder, capture_output=True, text=True, check=False, timeout=300
    )


def test_every_kind_of_user_has_an_example() -> None:
    linked = set(re.findall(r"\]\(([^)]+)\)", README))
    present = {path.name for path in (ROOT / "examples").iterdir() if path.name not in ("README.md", "__pycache__")}
    assert {*linked, "places.yaml"} == present


@pytest.mark.parametrize("command", [line for line in COMMANDS if not any(word in line for word in ELSEWHERE)])
def test_an_example_runs(command: str, tmp_path: Path) -> None:
    done = _run(command, tmp_path)
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.strip()


def test_pandas_and_polars_say_the_same(tmp_path: Path) -> None:
    lines = _run("python examples/frames.py", tmp_path).stdout.splitlines()
    assert lines[-3:] == ["甲 可能符合", "乙 暂不符合", "丙 还需了解, first of all: birth_date"]
    assert [line.split()[1] for line in lines[1:4]] == ["1", "0", "<NA>"]


def test_the_cases_of_the_example_are_collected(tmp_path: Path) -> None:
    done = _run("pytest examples/testing -v", tmp_path)
    assert done.stdout.count(" PASSED") == 8, done.stdout
