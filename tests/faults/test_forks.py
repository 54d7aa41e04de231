"""Issue 11: forking after use works or is refused clearly. A forked process has none of the threads that polars needs."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from liushou.problems import Code, Problem

pytest.importorskip("polars")
pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="no fork here")
ROOT = Path(__file__).resolve().parents[2]


def after(*names: str) -> dict[str, object]:
    """What becomes of tasks in children forked after the first one."""
    command = [sys.executable, "-m", "tests.faults.forking", *names]
    done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, timeout=180, check=False)
    assert done.returncode == 0, done.stderr
    answers: dict[str, object] = json.loads(done.stdout)
    return answers


def test_after_a_ledger_the_forked_are_refused_at_once() -> None:
    """The fork pool that hung after one `run_ledger`; what needs no threads works."""
    answers = after(
        "ledger", "matched", "ledger", "polars_frame", "arrow_table", "fork:ledger", "fork:matched", "spawn:ledger"
    )
    assert answers == {
        "matched": "undetermined",
        "ledger": "forked",
        "polars_frame": "forked",
        "arrow_table": 50,
        "fork:ledger": ["forked"] * 4,
        "fork:matched": ["undetermined"] * 4,
        "spawn:ledger": [2] * 4,
    }


def test_what_was_imported_alone_can_be_forked() -> None:
    """As a server that loads everything before it forks its workers."""
    answers = after("imported", "matched", "ledger", "polars_frame", "fork:ledger")
    assert answers == {"matched": "undetermined", "ledger": 2, "polars_frame": 50, "fork:ledger": [2] * 4}


def test_after_polars_of_ones_own_the_forked_are_refused() -> None:
    assert after("own_polars", "ledger", "matched") == {"ledger": "forked", "matched": "undetermined"}


@pytest.mark.parametrize(
    ("lang", "words"), [("en", "spawn or forkserver"), ("zh", "用 `spawn` 或 `forkserver` 启动工作进程")]
)
def test_the_refusal_says_what_to_do(lang: str, words: str) -> None:
    assert words in Problem(Code.FORKED, subject="polars").format(lang)
