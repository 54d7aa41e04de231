"""Ctrl-C, SIGTERM, SIGHUP and SIGKILL at any moment: the code, one line, and a folder as it was or as it is to be."""

from __future__ import annotations

import itertools
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from .layer import inside

ON = ("--on", "2025-06-30")
#: Runs the command; sends itself a signal at the call of a Python function of that number, from the first import on.
AT_A_CALL = """
import os, signal, sys
number, left = int(sys.argv.pop(1)), int(sys.argv.pop(1))
from liushou.cli import main
def count(frame, event, argument):
    global left
    if event == "call" and "liushou/cli/process" not in frame.f_code.co_filename:
        left -= 1
        if left == 0:
            sys.setprofile(None)
            os.kill(os.getpid(), number)
sys.setprofile(count)
main()
"""
LEDGER = "姓名,性别,年龄,是否低保\n" + "".join(f"王{number},女,{30 + number % 30},是\n" for number in range(40))
COMMANDS = {
    "match": ["match", "her.yaml", "--place", "500230", *ON],
    "run": ["ledger", "run", "ledger.csv", "--place", "500230", *ON, "--out", "out.xlsx"],
    "flat": ["ledger", "run", "ledger.csv", "--place", "500230", *ON, "--out", "out.csv"],
    "diff": ["diff", "fengdu", "chongqing", *ON, "--html", "out.html"],
    "docs": ["docs", *ON, "--out", "."],
    "export": ["export", "fengdu", *ON, "--out", "out.json"],
    "new": ["new", "profile", "--out", "out.yaml"],
}
CODES = {signal.SIGINT: 130, signal.SIGTERM: 143, signal.SIGHUP: 129}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "her.yaml").write_text("sex: female\n")
    (tmp_path / "ledger.csv").write_text(LEDGER)
    return tmp_path


def is_whole(name: str, content: bytes | str) -> bool:
    """An output that was written to its end."""
    assert isinstance(content, bytes)
    ends = {".html": b"</html>\n", ".json": b"}\n", ".csv": b"\n", ".yaml": b"\n", ".md": b"\n"}
    return b"PK\x05\x06" in content if name.endswith(".xlsx") else content.endswith(ends[Path(name).suffix])


def nothing_half(before: dict[str, bytes | str], folder: Path) -> None:
    after = inside(folder)
    assert {name: after.get(name) for name in before} == before
    for name in after.keys() - before.keys():
        assert not name.startswith("."), name
        assert is_whole(name, after[name]), name


CALLS = (100, 300, 3_000, 20_000, 60_000)
EVERY = list(itertools.product(COMMANDS, CODES, CALLS))
FEW = {(name, number, at) for name, number, at in zip(COMMANDS, itertools.cycle(CODES), itertools.cycle(CALLS))}


@pytest.mark.parametrize(
    ("command", "number", "at"),
    [pytest.param(*each, marks=() if each in FEW else pytest.mark.nightly) for each in EVERY],
)
def test_at_any_call(folder: Path, command: str, number: int, at: int) -> None:
    before = inside(folder)
    done = subprocess.run(
        [sys.executable, "-c", AT_A_CALL, str(int(number)), str(at), *COMMANDS[command]],
        cwd=folder,
        capture_output=True,
        check=False,
        timeout=60,
    )
    words = done.stderr.decode()
    assert "Traceback" not in words
    assert "Exception ignored" not in words
    # A command that was done before is done.
    assert (done.returncode, words) == (CODES[number], "interrupted (已中断)\n") or done.returncode == 0
    nothing_half(before, folder)


def test_while_a_library_does_not_listen() -> None:
    """A call that holds on to the process, and hears no signal, has two seconds."""
    deaf = "lambda: print('now', flush=True) or hashlib.pbkdf2_hmac('sha512', b'', b'', 2**31 - 1)"
    code = f"import hashlib, liushou.cli.app as module; from liushou.cli import main; module.app = {deaf}; main()"
    process = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert process.stdout is not None
    assert process.stdout.readline() == b"now\n"
    process.send_signal(signal.SIGINT)
    _, words = process.communicate(timeout=60)
    assert process.returncode == 130
    assert words.decode() == "interrupted (已中断)\n"


@pytest.mark.parametrize("after", [0.3, 0.7])
def test_a_kill(folder: Path, after: float) -> None:
    (folder / "out.xlsx").write_bytes(b"earlier")
    before = inside(folder)
    process = subprocess.Popen(
        [sys.executable, "-m", "liushou", *COMMANDS["run"]], cwd=folder, stdout=-3, stderr=-3, start_new_session=True
    )
    time.sleep(after)
    os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    after_it = inside(folder)
    out = after_it.pop("out.xlsx")
    assert out == before.pop("out.xlsx") or is_whole("out.xlsx", out)
    assert after_it == before


def test_kills_of_a_writer_that_does_nothing_else(tmp_path: Path) -> None:
    """New files appear whole or not at all; nothing but them is ever in the folder."""
    code = """import sys; from pathlib import Path; from liushou.files import write_file
for number in range(10**9): write_file(Path(sys.argv[1]) / str(number), b"x" * 50_000)"""
    for seed in range(3):
        process = subprocess.Popen([sys.executable, "-c", code, str(tmp_path)])
        while not any(tmp_path.iterdir()):
            time.sleep(0.01)
        time.sleep(random.Random(seed).random() / 10)
        process.kill()
        process.wait()
        files = inside(tmp_path)
        assert set(files.values()) == {b"x" * 50_000}
        assert all(name.isdigit() for name in files)
        for name in files:
            (tmp_path / name).unlink()


def test_several_processes_write_one_file(tmp_path: Path) -> None:
    code = """import sys; from liushou.files import write_file
for _ in range(20): write_file(sys.argv[1], sys.argv[2].encode() * 20_000)"""
    out = tmp_path / "out"
    writers = [subprocess.Popen([sys.executable, "-c", code, str(out), letter]) for letter in "abc"]
    seen = set()
    while any(writer.poll() is None for writer in writers):
        if out.exists():
            content = out.read_bytes()
            seen.add((content[:1], len(content), len(set(content))))
    assert [writer.returncode for writer in writers] == [0, 0, 0]
    assert all(length == 20_000 and kinds == 1 for _, length, kinds in seen)
    assert list(inside(tmp_path)) == ["out"]


def test_no_child_is_left(folder: Path) -> None:
    """A workbook is read by a child; it ends with its parent."""
    subprocess.run(
        [sys.executable, "-m", "liushou", "ledger", "sample", "--rows", "300", "--out", "a.xlsx"],
        cwd=folder,
        check=True,
        stdout=-3,
    )
    command = [sys.executable, "-m", "liushou", "ledger", "run", "a.xlsx", "--place", "500230", "--out", "out.csv"]
    process = subprocess.Popen(command, cwd=folder, stdout=-3, stderr=subprocess.PIPE, start_new_session=True)
    children: list[str] = []
    task = Path(f"/proc/{process.pid}/task/{process.pid}/children")
    if not task.exists():
        pytest.skip("children are not listed here")
    while process.poll() is None and not children:
        children = task.read_text().split()
    process.terminate()
    _, words = process.communicate(timeout=60)
    assert process.returncode == 143, words
    assert words.decode() == "interrupted (已中断)\n"
    waited = time.monotonic() + 30
    while any(Path(f"/proc/{child}").exists() for child in children):
        assert time.monotonic() < waited, children
        time.sleep(0.02)
