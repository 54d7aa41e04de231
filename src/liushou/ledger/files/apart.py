"""Reading a file in a process of its own, whose end, whatever it is, is an answer or a refusal."""

import json
import os
import pickle
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from ...problems import Code, InputError, MissingExtraError, Phrase, Problem, closest
from .bounds import MEMORY, PATIENCE, SECONDS
from .grid import Grid, unreadable

_START = """
import json, sys
job = json.loads(sys.stdin.buffer.readline())
sys.path[:] = job["path"]
from liushou.ledger.files.child import main
main(job)
"""


_NAMES = {("builtins", "range"), *(("datetime", name) for name in ("date", "datetime", "time", "timedelta"))}


class _Plain(pickle.Unpickler):
    """Of what the child sends nothing is called but what makes a day, a time, or numbers of rows."""

    def find_class(self, module: str, name: str) -> Any:
        if (module, name) in _NAMES:
            return super().find_class(module, name)
        raise pickle.UnpicklingError(f"{module}.{name}")


def read_apart(path: Path, kind: str, sheet: str | None) -> Grid:
    """The grid of a workbook or a Parquet file. Raises :class:`~liushou.InputError` where it cannot be read."""
    grid: dict[str, Any] = {"rows": [], "numbers": []}
    for what, *data in _messages(path, kind, sheet):
        if what == "rows":
            grid["numbers"] += data[0]
            grid["rows"] += data[1]
        elif what == "columns":
            # The values that occur in these rows, and for each row which of them it holds.
            columns = grid.setdefault("columns", [[] for _ in data])
            for column, (values, places) in zip(columns, data, strict=True):
                column += map(values.__getitem__, memoryview(places).cast("i"))
        elif what == "grid":
            grid |= data[0]
        elif what == "missing":
            raise MissingExtraError("ledger", data[0])
        elif what == "no-sheet":
            near = closest(sheet or "", data[0])
            raise InputError(Problem(Code.NO_SHEET, subject=sheet, file=path, near=near, names=data[0]))
        else:
            reason, expected, row = data
            raise unreadable(path, reason if row is None else Phrase(reason, row=row), expected)
    return Grid(file=str(path), **grid)


def _next(child: subprocess.Popen[bytes], seconds: int, late: threading.Event) -> tuple[Any, ...]:
    """What the child says next; it is stopped where that takes too long."""

    def stop() -> None:
        late.set()
        child.kill()

    timer = threading.Timer(seconds, stop)
    timer.daemon = True
    try:
        timer.start()
        message: tuple[Any, ...] = _Plain(child.stdout).load()  # type: ignore[arg-type]
        return message
    finally:
        timer.cancel()


_PIPE, _NO_MORE_TIME = subprocess.PIPE, getattr(signal, "SIGXCPU", None)
#: What the child says last.
_LAST = ("grid", "refused", "missing", "no-sheet")


def _messages(path: Path, kind: str, sheet: str | None) -> Iterator[tuple[Any, ...]]:
    """What the child says, to its last word; it may be silent for so long and no longer."""
    seconds = SECONDS + max(0, (path.stat().st_size >> 20) - 2)
    job = {"path": sys.path, "file": str(path), "kind": kind, "sheet": sheet, "memory": MEMORY, "seconds": seconds}
    late = threading.Event()
    message: tuple[Any, ...] = ("",)
    try:
        # Arenas for each thread would be counted as memory.
        own = os.environ | {"MALLOC_ARENA_MAX": "1"}
        command = [sys.executable, "-I", "-c", _START]
        with subprocess.Popen(command, stdin=_PIPE, stdout=_PIPE, stderr=subprocess.DEVNULL, env=own) as child:
            try:
                assert child.stdin is not None  # it stays open: the child ends with it
                child.stdin.write(json.dumps(job).encode() + b"\n")
                child.stdin.flush()
                while message[0] not in _LAST:
                    message = _next(child, PATIENCE * seconds, late)
                    yield message
            finally:
                child.kill()
                if -child.wait() == _NO_MORE_TIME:
                    late.set()
    except (EOFError, OSError, LookupError, ValueError, AttributeError, pickle.UnpicklingError):
        reason = f"reading it takes more than {seconds} seconds"
        broken = f"it is damaged, or reading it takes more than {MEMORY:,} bytes of memory"
        expected = None if kind == "parquet" else "the file saved again as .xlsx"
        raise unreadable(path, reason if late.is_set() else broken, expected) from None
