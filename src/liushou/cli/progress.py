"""One line of progress on a terminal; nothing where stderr is no terminal."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

Step = Callable[[str, int, int], None]


@contextmanager
def progress(wanted: bool = True) -> Iterator[Step]:
    """A function to call with what is being done, how much is done, and how much there is."""
    if not (wanted and sys.stderr.isatty()):
        yield lambda _name, _done, _total: None
        return
    try:
        yield _step
    finally:
        sys.stderr.write("\r\x1b[K")
        sys.stderr.flush()


def _step(name: str, done: int, total: int) -> None:
    sys.stderr.write(f"\r\x1b[K{done}/{total} {name}" if total else f"\r\x1b[K{name}")
    sys.stderr.flush()
