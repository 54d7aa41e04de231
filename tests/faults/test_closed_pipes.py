"""A reader that goes away, a stream that was closed, a full disk behind it: an exit code, and no traceback."""

from __future__ import annotations

import shlex
import subprocess
import sys
from pathlib import Path

import pytest

LIUSHOU = f"{shlex.quote(sys.executable)} -m liushou"
HER = "match her.yaml --place 500230 --on 2025-06-30"


@pytest.mark.parametrize(
    ("command", "code"),
    [
        ("services | head -1", 0),
        pytest.param("new profile | true", 0, marks=pytest.mark.nightly),
        (f"{HER} --json | head -c 5", 0),
        pytest.param(f"{HER} >&-", 0, marks=pytest.mark.nightly),
        (f"{HER} >&- 2>&- <&-", 0),
        ("match missing.yaml --place 500230 2>&-", 2),
        ("match missing.yaml --place 500230 2>&1 >&- | true", 2),
        ("match missing.yaml --place 500230 2>/dev/full", 2),
        pytest.param("check bad.yaml >&-", 1, marks=pytest.mark.nightly),
        ("services >/dev/full", 2),
        pytest.param("new profile >/dev/full", 2, marks=pytest.mark.nightly),
        ("match - --place 500230 --on 2025-06-30 <&- >&-", 0),
    ],
)
def test_no_traceback(tmp_path: Path, command: str, code: int) -> None:
    (tmp_path / "her.yaml").write_text("sex: female\n")
    (tmp_path / "bad.yaml").write_text("policy: bad\n")
    script = f"{LIUSHOU} {command}" + ('; exit "${PIPESTATUS[0]}"' if "|" in command else "")
    done = subprocess.run(
        ["bash", "-c", script], cwd=tmp_path, capture_output=True, stdin=subprocess.DEVNULL, check=False, timeout=60
    )
    words = done.stderr.decode()
    assert done.returncode == code, words
    assert "Traceback" not in words
    assert "Exception ignored" not in words
    if "/dev/full" in command and code == 2 and "2>" not in command:
        assert "<stdout>" in words
        assert "No space left" in words


def test_an_output_is_written_though_nobody_reads_what_is_said(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("姓名,性别\n甲,女\n")
    command = f"{LIUSHOU} ledger run a.csv --place 500230 --on 2025-06-30 --out out.csv >&- 2>&-"
    assert subprocess.run(["bash", "-c", command], cwd=tmp_path, check=False).returncode == 0
    # Nor is what would have been said in the file.
    assert (tmp_path / "out.csv").read_text("utf-8-sig").startswith("原行号")
    assert len((tmp_path / "out.csv").read_text("utf-8-sig").splitlines()) == 2
