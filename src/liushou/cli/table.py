"""Tables for the terminal; wide and unbroken where the output is not one."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterable, Sequence


def print_table(heads: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """A table as wide as the terminal; columns separated by tabs where there is none."""
    if not sys.stdout.isatty():
        print("\t".join(heads))
        for row in rows:
            print("\t".join(str(cell) for cell in row))
        return
    from rich.console import Console
    from rich.table import Table

    table = Table(box=None, pad_edge=False, header_style="bold")
    for head in heads:
        table.add_column(head, overflow="fold")
    for row in rows:
        table.add_row(*(str(cell) for cell in row))
    Console(width=max(80, shutil.get_terminal_size().columns)).print(table)
