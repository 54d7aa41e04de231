"""durable_rules in a soak and from eight threads; and that each safeguard is what holds it.

Every run is a process of its own, so that a crash of the C engine fails a test and not the
whole run. MALLOC_PERTURB_ fills fresh memory, so that reading what was never set shows.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from typing import Any

import pytest

from ...conftest import ROOT

pytest.importorskip("durable.engine", reason="the extra `durable` is not installed")


def run(count: int, threads: int, without: str = "") -> subprocess.CompletedProcess[str]:
    """The worker's run."""
    return subprocess.run(
        [sys.executable, "-m", "tests.rules.readings.durable_worker", str(count), str(threads), without],
        cwd=ROOT,
        env={**os.environ, "MALLOC_PERTURB_": "90"},
        capture_output=True,
        text=True,
        timeout=3600,
        check=False,
    )


def result(done: subprocess.CompletedProcess[str]) -> dict[str, Any]:
    """What the worker printed; it must have lived to do so."""
    assert done.returncode == 0, done.stderr[-2000:]
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def is_sound(found: dict[str, Any]) -> bool:
    """Right answers, no session left, no timer of the library, and level memory."""
    first, last = found["memory"]
    return found["wrong"] == 0 and found["sessions"] == 0 and found["timers"] == 0 and last - first < 4_000


def test_a_soak_stays_right_and_level() -> None:
    assert is_sound(result(run(3_000, 1)))


def test_eight_threads_stay_right() -> None:
    assert is_sound(result(run(1_000, 8)))


@pytest.mark.nightly
def test_a_soak_of_a_hundred_thousand_stays_right_and_level() -> None:
    assert is_sound(result(run(100_000, 1)))


@pytest.mark.nightly
def test_eight_threads_in_a_long_soak_stay_right() -> None:
    assert is_sound(result(run(20_000, 8)))


def test_without_deleting_sessions_they_stay() -> None:
    # Few enough not to fill the machine: the 1,025th breaks the engine.
    found = result(run(100, 1, "delete"))
    assert found["sessions"] > 0
    assert not is_sound(found)


def test_without_an_opening_message_it_crashes() -> None:
    assert run(50, 1, "open").returncode < 0


def test_without_splitting_it_breaks() -> None:
    done = run(60, 1, "split")
    assert done.returncode != 0
    assert "303" in done.stderr


def test_without_guards_an_absent_line_decides_both_ways() -> None:
    done = run(60, 1, "guard")
    assert done.returncode != 0 or result(done)["wrong"] > 0


def test_without_catching_it_what_nobody_asks_about_is_an_error() -> None:
    done = run(60, 1, "unheard")
    assert done.returncode != 0
    assert "MessageNotHandledException" in done.stderr


def test_a_hidden_error_in_an_action_is_a_wrong_answer() -> None:
    assert result(run(60, 1, "surface"))["wrong"] > 0


def test_without_the_quiet_host_the_library_runs_timers() -> None:
    found = result(run(60, 1, "quiet"))
    assert found["timers"] > 0
    assert not is_sound(found)


def test_without_the_lock_eight_threads_break_it() -> None:
    # A race: give it several chances to show itself.
    for _ in range(5):
        done = run(2_000, 8, "lock")
        if done.returncode != 0 or not is_sound(result(done)):
            return
    pytest.fail("eight threads without the lock went well five times")
