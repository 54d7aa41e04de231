"""The process that reads a file: what it may take, and what it sends.

A library that reads files of many kinds may abort the process, or ask for all the memory there is. Here that ends
a process that holds nothing else. The child ends when its standard input does: when the parent ends, however.
"""

import os
import pickle
import signal
import sys
import threading
import time
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

from ..messages import Phrase
from .refusal import RefusedError

try:
    import resource
except ImportError:
    resource = None  # type: ignore[assignment]


def main(job: dict[str, Any]) -> None:
    """Read the file that the job names, and write what it holds to standard output, one pickle after another."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_the_parent, daemon=True).start()
    for limit in ("CORE", "AS", "DATA"):
        _allow(limit, 0 if limit == "CORE" else job["memory"])
    _allow("CPU", job["seconds"])
    for message in _messages(job):
        pickle.dump(message, sys.stdout.buffer, 5)
        _allow("CPU", int(time.process_time()) + job["seconds"])
    sys.stdout.buffer.flush()
    os._exit(0)


def _allow(name: str, most: int) -> None:
    """Set a limit of this process; where the system has none (Windows), the parent's patience is the only one."""
    if resource is not None:
        which = getattr(resource, f"RLIMIT_{name}")
        hard = resource.getrlimit(which)[1]
        resource.setrlimit(which, (most if hard == resource.RLIM_INFINITY else min(hard, most), hard))


def _end_with_the_parent() -> None:
    while sys.stdin.buffer.read(1):
        pass
    os._exit(1)


def _messages(job: dict[str, Any]) -> Iterator[tuple[Any, ...]]:
    try:
        yield from import_module(job["reader"]).messages(Path(job["file"]), *job["arguments"])
    except RefusedError as error:
        yield "refused", _sent(error.reason), _sent(error.expected)
    except ImportError as error:
        yield "missing", str(error.name).replace("_", "-")
    yield ("end",)


def _sent(text: str | Phrase | None) -> Any:
    """A text, or a phrase as its key and its data."""
    return (text.key, dict(text.data)) if isinstance(text, Phrase) else text
