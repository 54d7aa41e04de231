"""The results workbook: its sheets in the order in which an office reads them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from ..results.details import Detail
from ..results.statuses import Results
from .about import write_about, write_set_aside
from .book import Context, new_book
from .offices import write_summary, write_tasks
from .roll_up import write_roll_up
from .women import write_overview, write_questions, write_services

SHEETS: tuple[Callable[[Context], None], ...] = (
    *(write_overview, write_services, write_questions, write_tasks, write_summary),
    *(write_roll_up, write_set_aside, write_about),
)


def write_workbook(
    results: Results,
    details: Sequence[Detail],
    path: Path | str,
    *,
    show_ids: bool = False,
    progress: Callable[[str, int, int], None] = lambda _what, _done, _total: None,
) -> None:
    """Write the results as a workbook in Chinese, whole or not at all.

    ``progress`` is called as rows are written. Raises :class:`~liushou.InputError` where the
    file cannot be written; the earlier one is then unchanged.
    """
    names = [matcher.place.name for matcher in results.matchers.values()]
    place_name = names[0] if len(names) == 1 else ""
    with new_book(path, f"{place_name}农村留守妇女关爱服务政策匹配结果") as book:
        context = Context(
            book=book, results=results, details=details, place_name=place_name, show_ids=show_ids, progress=progress
        )
        for write in SHEETS:
            write(context)
    progress("写工作簿", len(details), len(details))
