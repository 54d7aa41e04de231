"""What only a process of its own shows: the console script, pipes, locales, help."""

import subprocess
import sys
from pathlib import Path

import pytest

from liushou import __version__

from .running import ON, no_traceback, run, woman


def test_version_and_help() -> None:
    assert run("--version").stdout.strip() == f"liushou {__version__}"
    done = run("--help")
    no_traceback(done, 0)
    commands = ("match", "policies", "services", "facts", "check", "schema", "new")
    assert [command for command in commands if command not in done.stdout] == []


def test_the_console_script_is_the_same() -> None:
    script = Path(sys.executable).with_name("liushou")
    if not script.exists():
        pytest.skip("liushou is not installed beside this Python")
    done = subprocess.run([script, "--version"], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == f"liushou {__version__}"


def test_a_reader_that_goes_away(tmp_path: Path) -> None:
    """`liushou match … | head -1`: no complaint."""
    process = subprocess.Popen(
        [sys.executable, "-m", "liushou", "match", str(woman(tmp_path)), "--place", "500230", *ON, "--json"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdout.close()
    complaints = process.stderr.read().decode()
    process.stderr.close()
    assert process.wait(timeout=60) == 0
    assert complaints == ""


def test_chinese_whatever_the_locale(tmp_path: Path) -> None:
    if not sys.prefix.isascii():
        pytest.skip("without UTF-8 Python itself does not start in a folder with such a name")
    done = run("match", woman(tmp_path), "--place", "500230", *ON, LC_ALL="C", PYTHONUTF8="0", PYTHONIOENCODING="ascii")
    no_traceback(done, 0)
    assert "可能符合" in done.stdout


def test_a_full_disk(tmp_path: Path) -> None:
    if not Path("/dev/full").exists():
        pytest.skip("no /dev/full here")
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [sys.executable, "-m", "liushou", "services"], stdout=full, stderr=subprocess.PIPE, text=True, check=False
        )
    assert done.returncode == 2
    assert "Traceback" not in done.stderr
