"""Results are written whole or not at all; the earlier file stays."""

from __future__ import annotations

import errno
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from liushou import InputError
from liushou.files import atomic_write
from liushou.ledger.output import workbook
from liushou.ledger.sample import make_sample, write_sample

from .sheets import ON, results_of, write_sheet


def ledger(tmp_path: Path) -> Path:
    return write_sheet(tmp_path / "a.xlsx", [["姓名", "年龄"], ["甲", 40]])


def left(tmp_path: Path) -> list[str]:
    return sorted(path.name for path in tmp_path.iterdir())


@pytest.mark.parametrize("suffix", [".xlsx", ".csv", ".parquet"])
def test_an_earlier_file_is_replaced(tmp_path: Path, suffix: str) -> None:
    out = tmp_path / f"out{suffix}"
    out.write_text("earlier")
    results_of(ledger(tmp_path), out)
    assert out.read_bytes()[:4] != b"earl"
    assert left(tmp_path) == ["a.xlsx", out.name]


def test_a_disk_that_fills(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    out = tmp_path / "out.xlsx"
    out.write_text("earlier")

    def full(_: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(workbook, "SHEETS", (*workbook.SHEETS[:3], full))
    with pytest.raises(InputError, match="No space left"):
        results_of(ledger(tmp_path), out)
    assert out.read_text() == "earlier"
    assert left(tmp_path) == ["a.xlsx", "out.xlsx"]


@pytest.mark.slow
@pytest.mark.skipif(not hasattr(os, "setrlimit") and sys.platform == "win32", reason="no limit on file sizes here")
def test_a_file_that_may_not_grow(tmp_path: Path) -> None:
    """A real write that fails half way: the system's own limit on the size of a file."""
    source, out = tmp_path / "a.csv", tmp_path / "out.xlsx"
    write_sample(make_sample(300, seed=1, place="500230", on=ON), source)
    out.write_text("earlier")
    code = (
        "import resource, signal; signal.signal(signal.SIGXFSZ, signal.SIG_IGN);"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (20000, 20000)); from liushou.cli.app import main; main()"
    )
    command = [
        sys.executable,
        "-c",
        code,
        "ledger",
        "run",
        str(source),
        "--place",
        "500230",
        "--on",
        "2025-06-30",
        "--out",
        str(out),
    ]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert "cannot write" in done.stderr
    assert "Traceback" not in done.stderr
    assert out.read_text() == "earlier"
    assert left(tmp_path) == ["a.csv", "out.xlsx"]


@pytest.mark.parametrize("after", [0.6, 1.2])
def test_killed_on_the_way(tmp_path: Path, after: float) -> None:
    source, out = tmp_path / "a.csv", tmp_path / "out.xlsx"
    write_sample(make_sample(3000, seed=1, place="500230", on=ON), source)
    out.write_text("earlier")
    command = [
        sys.executable,
        "-m",
        "liushou",
        "ledger",
        "run",
        str(source),
        "--place",
        "500230",
        "--on",
        "2025-06-30",
        "--out",
        str(out),
    ]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    time.sleep(after)
    process.send_signal(signal.SIGKILL)
    process.wait()
    assert out.read_text() == "earlier"


def test_folders_and_missing_folders_are_refused_before_any_work(tmp_path: Path) -> None:
    (tmp_path / "folder.xlsx").mkdir()
    for out, message in (
        (tmp_path / "folder.xlsx", "directory"),
        (tmp_path / "none" / "out.xlsx", "no folder"),
        (tmp_path / "out.docx", "docx"),
        (tmp_path / "a.xlsx", "being read"),
    ):
        with pytest.raises(InputError, match=message):
            results_of(ledger(tmp_path), out)


def test_an_interruption_leaves_nothing_behind(tmp_path: Path) -> None:
    with pytest.raises(KeyboardInterrupt), atomic_write(tmp_path / "out.csv") as part:  # noqa: PT012
        part.write_text("half")
        raise KeyboardInterrupt
    assert left(tmp_path) == []
