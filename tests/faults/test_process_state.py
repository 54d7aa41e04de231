"""Issue 11: nothing process-wide is changed, not even for a moment: other threads would see it."""

from __future__ import annotations

import csv
import decimal
import gc
import importlib
import locale
import logging
import os
import random
import signal
import socket
import sys
import threading
import warnings
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import date
from pathlib import Path

import pytest

from liushou import InputError, load_rules, match
from liushou.profile import read_profile

ON = date(2025, 6, 30)
PROFILE = "sex: female\nbirth_date: 1980-02-03\ndisabled: yes\n"
LEDGER = "姓名,性别,是否残疾,出生日期\n甲,女,是,1980-02-03\n乙,女,否,1980/13\n" + "丙,女,," + "长" * 200_000 + "\n"
#: Whatever is here changes the process for everyone in it. A call that only asks has no arguments.
SETTERS = [
    "os.umask",
    "os.chdir",
    "os.putenv",
    "os.unsetenv",
    "os.nice",
    "csv.field_size_limit",
    "locale.setlocale",
    "signal.signal",
    "signal.alarm",
    "signal.setitimer",
    "sys.setrecursionlimit",
    "sys.setswitchinterval",
    "sys.settrace",
    "sys.setprofile",
    "random.seed",
    "gc.disable",
    "decimal.setcontext",
    "warnings.simplefilter",
    "warnings.filterwarnings",
    "warnings.resetwarnings",
    "logging.basicConfig",
    "logging.disable",
    "socket.setdefaulttimeout",
    "threading.setprofile",
    "threading.stack_size",
]


def state() -> dict[str, object]:
    """What of the process others may rely on."""
    mask = os.umask(0)
    os.umask(mask)
    return {
        "umask": mask,
        "folder": os.getcwd(),  # noqa: PTH109
        "environment": dict(os.environ),
        "path": list(sys.path),
        "streams": (sys.stdin, sys.stdout, sys.stderr, sys.excepthook, threading.excepthook),
        "recursion": sys.getrecursionlimit(),
        "switching": sys.getswitchinterval(),
        "fields": csv.field_size_limit(),
        "decimals": str(decimal.getcontext()),
        "locale": locale.setlocale(locale.LC_ALL),
        "signals": [signal.getsignal(number) for number in signal.valid_signals()],
        "warnings": list(warnings.filters),
        "loggers": (logging.root.level, list(logging.root.handlers), logging.root.manager.disable),
        "timeouts": socket.getdefaulttimeout(),
        "random": random.getstate(),
        "collecting": (gc.isenabled(), gc.get_threshold()),
    }


def run(tmp_path: Path, ending: str) -> None:
    from liushou.ledger import Options, run_ledger

    path = tmp_path / "a.csv"
    path.write_text(LEDGER, encoding="utf-8")
    with suppress(InputError):
        run_ledger(path, tmp_path / f"out{ending}", Options(place="500230", on=ON))


def answered(tmp_path: Path) -> None:
    path = tmp_path / "her.yaml"
    path.write_text(PROFILE, encoding="utf-8")
    match(read_profile(path), place="500230", on=ON)


def refused(tmp_path: Path) -> None:
    for text in ("sex: [", "sex: x\n" * 3, "a: &a [*a]\n", '{"sex": }'):
        path = tmp_path / "her.json"
        path.write_text(text, encoding="utf-8")
        with pytest.raises(InputError):
            read_profile(path)


def own_rules(tmp_path: Path) -> None:
    (tmp_path / "own.yaml").write_text("services:\n  tea: {title: 茶}\n", encoding="utf-8")
    assert "tea" in load_rules(tmp_path).services


def written(tmp_path: Path) -> None:
    from liushou.files import write_file

    write_file(tmp_path / "a.txt", "甲")


TASKS: dict[str, Callable[[Path], None]] = {
    "match": answered,
    "a refusal": refused,
    "own rules": own_rules,
    "a file": written,
    **{
        f"a ledger as {ending}": lambda folder, ending=ending: run(folder, ending)
        for ending in (".csv", ".parquet", ".xlsx")
    },  # type: ignore[misc]
}


@pytest.fixture
def trapped(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """Calls of what changes the process, as they are made."""
    calls: list[str] = []
    with monkeypatch.context() as patched:
        for name in SETTERS:
            module, _, function = name.partition(".")
            real = getattr(importlib.import_module(module), function)

            def trap(*given: object, name: str = name, real: Callable[..., object] = real, **named: object) -> object:
                if given or named or name in ("gc.disable", "warnings.resetwarnings"):
                    calls.append(name)
                return real(*given, **named)

            patched.setattr(name, trap)
        yield calls


@pytest.mark.parametrize("task", list(TASKS))
def test_nothing_of_the_process_is_changed(tmp_path: Path, trapped: list[str], task: str) -> None:
    TASKS[task](tmp_path)  # imports are done: a library may prepare itself when it is first imported
    trapped.clear()
    before = state()
    trapped.clear()
    TASKS[task](tmp_path)
    assert not trapped
    assert state() == before
