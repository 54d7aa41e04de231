"""The results workbook: its sheets in the order in which an office reads them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from ...files import atomic_write
from ..results.details import details
from ..results.statuses import Results
from .book import Book
from .sheets import about, overview, person, questions, roll_up, set_aside, tasks
from .sheets.context import Context, Tick

SHEETS: tuple[Callable[[Context], None], ...] = (
    overview.write, person.write, questions.write, tasks.write, roll_up.write, set_aside.write, about.write,
)  # fmt: skip


def write_workbook(
    results: Results,
    path: Path | str,
    *,
    place_name: str = "",
    show_ids: bool = False,
    assume: Mapping[str, Any] | None = None,
    tick: Tick = lambda _: None,
) -> None:
    """Write the results as a workbook in Chinese, whole or not at all.

    ``tick`` is called as rows are written. Raises :class:`~liushou.InputError` where the
    file cannot be written; the earlier one is then unchanged.
    """
    found = details(results)
    with atomic_write(path) as part:
        book = Book(part, title=f"{place_name}农村留守妇女关爱服务政策匹配结果", on=results.on)
        try:
            context = Context(book, results, found, place_name, show_ids, assume or {}, tick)
            for write in SHEETS:
                write(context)
            book.close()
        except BaseException:
            book.abandon()
            raise
