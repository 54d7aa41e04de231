"""The results workbook: its sheets in the order in which an office reads them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from ..results.details import Detail
from ..results.statuses import Results
from .book import new_book
from .sheets import about, overview, person, questions, roll_up, set_aside, tasks
from .sheets.context import Context

SHEETS: tuple[Callable[[Context], None], ...] = (
    overview.write,
    person.write,
    questions.write,
    tasks.write,
    roll_up.write,
    set_aside.write,
    about.write,
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
    total, done = 3 * len(results.ledger.kept), 0

    def tick(count: int) -> None:
        nonlocal done
        done += count
        if count == 0 or done % 500 == 0:
            progress("写工作簿", done, total)

    names = [matcher.place.name for matcher in results.matchers.values()]
    place_name = names[0] if len(names) == 1 else ""
    with new_book(path, f"{place_name}农村留守妇女关爱服务政策匹配结果") as book:
        context = Context(
            book=book, results=results, details=details, place_name=place_name, show_ids=show_ids, tick=tick
        )
        for write in SHEETS:
            write(context)
    progress("写工作簿", total, total)
