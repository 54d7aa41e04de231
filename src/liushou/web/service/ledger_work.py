"""The work on one ledger, in a process of its own: what it may take, and what it says, line by line, as JSON."""

import hashlib
import json
import os
import pickle
import shutil
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ...ledger import Options
from ...problems import Code, InputError, MissingExtraError, Problem
from .refusals import Refusal, Steps, refusal_data

try:
    import resource
except ImportError:
    resource = None  # type: ignore[assignment]

#: Seconds between two lines of one step.
_OFTEN = 0.2
#: The file that a mapping is handed over in, and which parameter of the request a problem is about.
MAPPING = "mapping"
_ABOUT = {Code.NO_SHEET: "sheet", Code.SHEETS_OF_WORKBOOKS: "sheet", Code.NO_PLACE_COLUMN: "place"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """A ledger in its private folder, how it is read, and what is to be written beside it (``result`` None: nothing).

    ``memory`` bounds the process, in bytes; ``language`` is that of what is wrong with the ledger.
    """

    folder: Path
    ledger: str
    result: str | None
    options: Options
    show_ids: bool
    language: str
    memory: int


def main() -> None:
    """Do the work that standard input brings, and say on standard output how it goes on and ends."""
    lines = os.fdopen(os.dup(1), "w", encoding="utf-8", errors="replace")
    os.dup2(2, 1)  # what a library prints is no line
    work: Work = pickle.load(sys.stdin.buffer)
    threading.Thread(target=_end_with_the_server, args=(work.folder,), daemon=True).start()
    if resource is not None:
        for name, most in (("CORE", 0), ("DATA", work.memory)):
            which = getattr(resource, f"RLIMIT_{name}")
            hard = resource.getrlimit(which)[1]
            resource.setrlimit(which, (most if hard == resource.RLIM_INFINITY else min(hard, most), hard))
        os.nice(5)  # requests that are answered meanwhile go first
    os.chdir(work.folder)
    tempfile.tempdir = str(work.folder)

    def say(**line: Any) -> None:
        lines.write(json.dumps(line, ensure_ascii=False, separators=(",", ":")) + "\n")
        lines.flush()

    say(**_outcome(work, say))
    os._exit(0)


def _end_with_the_server(folder: Path) -> None:
    """Standard input ends when the server does, however it ends: nothing is left behind then."""
    with suppress(OSError):
        while sys.stdin.buffer.read(1):
            pass
    shutil.rmtree(folder, ignore_errors=True)
    os._exit(1)


def _outcome(work: Work, say: Callable[..., None]) -> dict[str, Any]:
    """The last line: the ``summary``, with what the file holds, or the ``refusal``."""
    try:
        summary = _summary(work, _progress(say))
        with Path(work.result or os.devnull).open("rb") as file:
            return {"summary": summary, "sha256": hashlib.file_digest(file, "sha256").hexdigest()}
    except InputError as error:
        status = 507 if any(problem.code == Code.UNWRITABLE for problem in error.problems) else 422
        wrong = [(_steps(problem), problem) for problem in error.problems]
        return {"refusal": refusal_data(Refusal(status, wrong), work.language)}
    except MissingExtraError as error:
        return {"refusal": refusal_data(Refusal(501, [((), error.problem)]), work.language)}
    except MemoryError:
        return {}
    except Exception as error:
        # Not its text, which may hold some of the ledger.
        return {"failed": type(error).__name__}


def _steps(problem: Problem) -> Steps:
    """Which parameter of the request a problem is about; none where it is the file."""
    file = problem.location.file if problem.location else problem.data.get("file")
    if file == MAPPING:
        return (MAPPING,)
    if problem.code in _ABOUT:
        return (_ABOUT[problem.code],)
    return () if file else ("assume",)


def _summary(work: Work, progress: Callable[[str, int, int], None]) -> dict[str, Any]:
    path, options, show_ids = Path(work.ledger), work.options, work.show_ids
    if work.result is not None and work.result.endswith(".html"):
        from ..sheets import write_notices

        counts = write_notices(path, work.result, options, show_ids=show_ids, progress=progress)
        return {name: value for name, value in counts.items() if name != "file"}
    from ...ledger import run_ledger, summary

    return summary(run_ledger(path, work.result, options, show_ids=show_ids, progress=progress))


def _progress(say: Callable[..., None]) -> Callable[[str, int, int], None]:
    """What is called at each step; of many of one kind some are said."""
    last: tuple[str, float] = ("", 0.0)

    def step(doing: str, done: int, total: int) -> None:
        nonlocal last
        now = time.monotonic()
        if doing != last[0] or now - last[1] > _OFTEN:
            last = (doing, now)
            say(progress={"doing": doing, "done": done, "of": total})

    return step
