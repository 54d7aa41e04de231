"""What only a terminal is shown: tables as wide as it, and one line of progress."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

Step = Callable[[str, int, int], None]


def table(heads: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """A table as wide as the terminal; columns separated by tabs where there is none."""
    texts = [[str(cell) for cell in row] for row in rows]
    if not sys.stdout.isatty():
        return "".join("\t".join(cells) + "\n" for cells in (heads, *texts))
    from rich.table import Table

    grid = Table(box=None, pad_edge=False, header_style="bold")
    for head in heads:
        grid.add_column(head, overflow="fold")
    for row in texts:
        grid.add_row(*row)
    return rendered(grid, max(80, shutil.get_terminal_size().columns))


def rendered(renderable: Any, width: int | None = None) -> str:
    """What rich shows of it, in colour where stdout is a terminal."""
    from rich.console import Console

    console = Console(width=width)
    with console.capture() as capture:
        console.print(renderable)
    return capture.get()


@contextmanager
def progress(wanted: bool = True) -> Iterator[Step]:
    """A function to call with what is being done, how much is done, and how much there is.

    It does nothing where stderr is no terminal.
    """
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
