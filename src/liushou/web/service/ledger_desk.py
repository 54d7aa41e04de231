"""Ledgers at work: so many at once, each in a private folder and a process of its own, which end with the request."""

from __future__ import annotations

import asyncio
import json
import logging
import os
import pickle
import shutil
import signal
import sys
from asyncio.subprocess import DEVNULL, PIPE, Process
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Mapping
from contextlib import asynccontextmanager, contextmanager, suppress
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

from ...problems import Code, Foreign, Phrase, Problem, os_reason
from .ledger_work import Work
from .limits import Limits
from .refusals import Refusal

_LOG = logging.getLogger("liushou.web")
_START = """
import json, sys
sys.path[:] = json.loads(sys.stdin.buffer.readline())
from liushou.web.service.ledger_work import main
main()
"""
#: So many ledgers may come in, wait or be on their way out for each that is worked on.
_COMING = 4
#: Seconds after which whoever was turned away may ask again; between two looks whether it is one's turn.
_AGAIN, _LOOK = b"10", 0.05
#: A line of the process is no longer.
_LONGEST = 1 << 26
#: What is called with each line that is no end.
Each = Callable[[dict[str, Any]], Awaitable[None]]


class Desk:
    """How many ledgers there are, and are worked on, in this process of the server."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self.present = self.working = 0

    @contextmanager
    def admitted(self) -> Iterator[Path]:
        """The private folder of a ledger; nothing of it is there afterwards. Raises :class:`Refusal` (503, 507)."""
        most = _COMING * self.limits.ledgers
        if self.present >= most:
            raise Refusal(503, [((), Problem(Code.BUSY, limit=most))], headers=((b"retry-after", _AGAIN),))
        self.present += 1
        try:
            with no_disk():
                folder = Path(mkdtemp(prefix="liushou-"))
            try:
                yield folder
            finally:
                shutil.rmtree(folder, ignore_errors=True)
        finally:
            self.present -= 1

    @asynccontextmanager
    async def at_work(self) -> AsyncIterator[None]:
        """One's turn."""
        while self.working >= self.limits.ledgers:
            await asyncio.sleep(_LOOK)
        self.working += 1
        try:
            yield
        finally:
            self.working -= 1


@contextmanager
def no_disk() -> Iterator[None]:
    """Turn what the system says of a folder or a file into a refusal that names neither."""
    try:
        yield
    except OSError as error:
        problem = Problem(Code.UNWRITABLE, file=Phrase("temporary-file"), reason=os_reason(error))
        raise Refusal(507, [((), problem)]) from None


async def worked_on(work: Work, each: Each) -> Mapping[str, Any]:
    """What a process says that does the work; it is stopped where this is cancelled. Raises :class:`Refusal`."""
    last: dict[str, Any] = {}
    own = {"MALLOC_ARENA_MAX": "1", "POLARS_MAX_THREADS": "1", "OMP_NUM_THREADS": "1"}
    command = (sys.executable, "-I", "-c", _START)
    streams: dict[str, Any] = {"stdin": PIPE, "stdout": PIPE, "stderr": DEVNULL, "limit": _LONGEST}
    process = await asyncio.create_subprocess_exec(*command, **streams, env=os.environ | own, start_new_session=True)
    try:
        assert process.stdin is not None  # it stays open: the process ends with it
        assert process.stdout is not None
        with suppress(ConnectionError):
            process.stdin.write(json.dumps(sys.path).encode() + b"\n" + pickle.dumps(work, 5))
            await process.stdin.drain()
        async for line in process.stdout:
            last = json.loads(line)
            if "progress" in last:
                await each(last)
    finally:
        if process.returncode is None:
            _stop(process)
        code = await process.wait()
    return outcome(work, last if code != 1 else {"failed": "an error"})


def outcome(work: Work, last: Mapping[str, Any]) -> Mapping[str, Any]:
    """What the last line says, where the work is done. Raises :class:`Refusal` where it is not."""
    if not {"summary", "refusal", "failed"} & last.keys():
        reason = Foreign(f"it is damaged, or reading it takes more than {work.memory:,} bytes of memory")
        raise Refusal(422, [((), Problem(Code.UNREADABLE, file=work.ledger, reason=reason))])
    if "failed" in last:
        _LOG.error("%s in the process of a ledger", last["failed"])
        raise Refusal(500, [((), Problem(Code.FAULT))])
    if "refusal" in last:
        refusal = Refusal(last["refusal"]["status"])
        refusal.data = last["refusal"]
        raise refusal
    return last


def _stop(process: Process) -> None:
    """End the process and the one in which it reads the file."""
    with suppress(ProcessLookupError):
        if hasattr(os, "killpg"):
            os.killpg(process.pid, signal.SIGKILL)
        else:
            process.kill()
