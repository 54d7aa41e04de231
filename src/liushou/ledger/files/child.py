"""The process that reads a workbook or a Parquet file: what it may take, and what it sends.

A library that reads such files may abort the process, or ask for all the memory there is. Here that ends
a process that holds nothing else. The child ends when its standard input does: when the parent ends, however.
"""

from __future__ import annotations

import os
import pickle
import signal
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from .bounds import RefusedError


def main(job: dict[str, Any]) -> None:
    """Read the file that the job names, and write what it holds to standard output, one pickle after another."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_the_parent, daemon=True).start()
    try:
        import resource
    except ImportError:
        pass  # Windows: no limit but that of time, which the parent keeps.
    else:
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        resource.setrlimit(resource.RLIMIT_CPU, (job["seconds"], job["seconds"]))
        for limit in (resource.RLIMIT_AS, resource.RLIMIT_DATA):
            hard = resource.getrlimit(limit)[1]
            most = job["memory"] if hard == resource.RLIM_INFINITY else min(hard, job["memory"])
            resource.setrlimit(limit, (most, most))
    for message in _messages(job):
        pickle.dump(message, sys.stdout.buffer, 5)
    sys.stdout.buffer.flush()
    os._exit(0)


def _end_with_the_parent() -> None:
    while sys.stdin.buffer.read(1):
        pass
    os._exit(1)


def _messages(job: dict[str, Any]) -> Iterator[tuple[Any, ...]]:
    try:
        if job["kind"] == "parquet":
            from .parquet import read_parquet

            yield from read_parquet(Path(job["file"]))
        else:
            from .workbooks import read_workbook

            yield from read_workbook(Path(job["file"]), job["kind"], job["sheet"])
    except RefusedError as error:
        yield "refused", error.reason, error.expected
    except ImportError as error:
        yield "missing", str(error.name).replace("_", "-")
