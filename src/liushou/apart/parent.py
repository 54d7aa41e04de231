"""Reading a file in a process of its own, whose end, whatever it is, is an answer or a refusal."""

import json
import os
import pickle
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ..messages import Foreign, Phrase
from ..problems import Code, InputError, MissingExtraError, Problem

#: What the child process may take: bytes of memory; seconds of processor time without a word (and one more for each
#: megabyte of the file after the second). On a busy machine that may last so many times as long.
MEMORY, SECONDS, PATIENCE = 1536 * 1024**2, 7, 10

_START = """
import json, sys
job = json.loads(sys.stdin.buffer.readline())
sys.path[:] = job["path"]
from liushou.apart.child import main
main(job)
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """A file to be read: by the function ``messages`` of which module, which is given the file and the arguments.

    ``extra`` has the libraries that it needs; ``otherwise`` is what would be read where this file is not.
    """

    reader: str
    file: Path
    arguments: tuple[str | None, ...] = ()
    extra: str
    otherwise: str | Phrase | None = None


_NAMES = {("builtins", "range"), *(("datetime", name) for name in ("date", "datetime", "time", "timedelta"))}


class _Plain(pickle.Unpickler):
    """Of what the child sends nothing is called but what makes a day, a time, or numbers of rows."""

    def find_class(self, module: str, name: str) -> Any:
        if (module, name) in _NAMES:
            return super().find_class(module, name)
        raise pickle.UnpicklingError(f"{module}.{name}")


def read_apart(job: Job) -> Iterator[tuple[Any, ...]]:
    """What the reader says, message by message.

    Raises :class:`~liushou.InputError` where it refuses the file, or comes to no end, and
    :class:`~liushou.MissingExtraError` where a library is missing.
    """
    for what, *data in _messages(job):
        if what == "refused":
            raise unreadable(job.file, *map(_received, data))
        if what == "missing":
            raise MissingExtraError(job.extra, data[0])
        yield (what, *data)


def unreadable(path: Path, reason: str | Phrase | None, expected: str | Phrase | None = None) -> InputError:
    """The error of a file that cannot be read."""
    why, wanted = (Foreign(text) if isinstance(text, str) else text for text in (reason, expected))
    return InputError(Problem(Code.UNREADABLE, file=path, reason=why, expected=wanted))


def _received(sent: Any) -> str | Phrase | None:
    """A text, or a phrase that was sent as its key and its data."""
    return Phrase(sent[0], **sent[1]) if isinstance(sent, tuple) else sent


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


def _messages(job: Job) -> Iterator[tuple[Any, ...]]:
    """What the child says, to its last word; it may be silent for so long and no longer."""
    seconds = SECONDS + max(0, (job.file.stat().st_size >> 20) - 2)
    order: dict[str, Any] = {"path": sys.path, "reader": job.reader, "file": str(job.file), "arguments": job.arguments}
    order |= {"memory": MEMORY, "seconds": seconds}
    late = threading.Event()
    try:
        # Arenas for each thread would be counted as memory.
        own = os.environ | {"MALLOC_ARENA_MAX": "1"}
        command = [sys.executable, "-I", "-c", _START]
        with subprocess.Popen(command, stdin=_PIPE, stdout=_PIPE, stderr=subprocess.DEVNULL, env=own) as child:
            try:
                assert child.stdin is not None  # it stays open: the child ends with it
                child.stdin.write(json.dumps(order).encode() + b"\n")
                child.stdin.flush()
                while (message := _next(child, PATIENCE * seconds, late)) != ("end",):
                    yield message
            finally:
                child.kill()
                if -child.wait() == _NO_MORE_TIME:
                    late.set()
    except (EOFError, OSError, LookupError, ValueError, AttributeError, pickle.UnpicklingError):
        reason = f"reading it takes more than {seconds} seconds"
        broken = f"it is damaged, or reading it takes more than {MEMORY:,} bytes of memory"
        raise unreadable(job.file, reason if late.is_set() else broken, job.otherwise) from None
