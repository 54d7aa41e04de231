"""The benchmark of the service runs: all routes, clients and the watch over memory; how fast it is, no test says."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="processor time and memory are read from /proc")
def test_it_measures_every_route_and_says_what_is_missed() -> None:
    short = ("--seconds", "0.2", "--minutes", "0.02", "--clients", "1")
    run = subprocess.run(
        [sys.executable, "-m", "benchmarks.serve", *short], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert run.returncode in (0, 1), run.stderr
    for shown in ("GET /", "POST /v1/match", "statuses of 100", "women a second", "memory at the start"):
        assert shown in run.stdout
    assert ("every goal is met" in run.stdout) is (run.returncode == 0)
