"""Running the command: as a process of its own, or (where many runs are needed) in this one."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from typer.testing import CliRunner, Result

HER = """\
sex: 女
birth_date: 1980-05-01
lives_in_village: yes
husband_away_for_work: yes
husband_outside_county: yes
husband_away_since: 2018-02
receives_dibao: yes
"""
ON = ("--on", "2025-06-30")


def run(*arguments: object, stdin: bytes | None = None, cwd: Path | None = None, **environment: str) -> Any:
    """A real process; stdout and stderr as text."""
    done = subprocess.run(
        [sys.executable, "-m", "liushou", *map(str, arguments)],
        input=stdin,
        stdin=subprocess.DEVNULL if stdin is None else None,
        capture_output=True,
        cwd=cwd,
        env={**os.environ, **environment},
        timeout=120,
        check=False,
    )
    return subprocess.CompletedProcess(
        done.args, done.returncode, done.stdout.decode("utf-8"), done.stderr.decode("utf-8")
    )


def invoke(*arguments: object) -> Result:
    """The same command in this process; anything but an orderly exit fails the test."""
    from liushou.cli.app import app

    result = CliRunner().invoke(app, [str(argument) for argument in arguments])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    assert "Traceback" not in result.output
    return result


def woman(folder: Path, text: str = HER, name: str = "her.yaml") -> Path:
    """A profile in a file."""
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def no_traceback(done: Any, code: int, words: Iterable[str] = ()) -> None:
    """The process ended in order with this code and said these words on stderr."""
    assert done.returncode == code, done.stderr
    assert "Traceback" not in done.stdout + done.stderr
    for word in words:
        assert word in done.stderr, done.stderr
