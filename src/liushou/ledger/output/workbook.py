"""The workbooks: the results, their sheets in the order in which an office reads them; what changed; what falls due."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from ...answer import DISCLAIMER, STATUS_WORDS, Status
from ...chinese import format_day
from ..results.changes import KINDS, Changes, format_reasons
from ..results.details import Detail
from ..results.due import CITATION, DueList
from ..results.statuses import Results
from .about import write_about, write_set_aside
from .book import Column, Context, Sheet, new_book
from .roll_up import write_roll_up
from .women import write_overview, write_questions, write_services, write_summary, write_tasks

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


_WHO = (Column("序号", 6, "number"), Column("行号", 8, "number"), Column("姓名", 10), Column("身份证号", 21))


def _who(number: int, who: Mapping[str, Any]) -> list[Any]:
    return [number, who["row"], who["name"], who["id_number"]]


def _word(status: Status) -> tuple[str, str]:
    return STATUS_WORDS[status], status


def write_changes(changes: Changes, path: Path | str) -> None:
    """Write the changes as a workbook, whole or not at all."""
    counts = "，".join(f"{KINDS[kind]}{count}项" for kind, count in changes.counts().items())
    under = f"评估日：{format_day(changes.on)}　　{counts}　　{DISCLAIMER}"
    statuses = (Column("原来", 10, "center"), Column("现在", 10, "center"))
    columns = (*_WHO, Column("变动", 14, "center"), Column("服务", 30), *statuses, Column("因为", 60, "long"))
    with new_book(path, "农村留守妇女台账变动") as book:
        sheet = Sheet(book, "变动", "农村留守妇女台账变动情况", under, columns=columns, freeze=3)
        for number, change in enumerate(changes.changes, 1):
            because = format_reasons(change)
            words = [KINDS[change.kind], change.title, _word(change.before), _word(change.after)]
            sheet.row([*_who(number, change.who), *words, because])
        for name, people in (("新增", changes.added), ("不在新台账", changes.removed)):
            sheet = Sheet(book, name, f"农村留守妇女台账{name}人员", under, columns=_WHO)
            for number, who in enumerate(people, 1):
                sheet.row(_who(number, who))


def write_due(due_list: DueList, path: Path | str) -> None:
    """Write what falls due as a workbook, whole or not at all."""
    under = f"{format_day(due_list.on)}至{format_day(due_list.until)}　　{DISCLAIMER}"
    day = (Column("日期", 12, "date"), Column("到期事项", 30, "wrapped"))
    statuses = (Column("原来", 10, "center"), Column("届时", 10, "center"))
    columns = (*_WHO, *day, Column("服务", 32), *statuses, Column("备注", 20))
    with new_book(path, "农村留守妇女台账到期提醒") as book:
        sheet = Sheet(book, "到期变动", "农村留守妇女台账到期提醒", under, columns=columns, freeze=3)
        rows = [(due, service) for due in due_list.due for service in due.services]
        for number, (due, change) in enumerate(rows, 1):
            words = [change["title"], _word(change["before"]), _word(change["after"])]
            words.append("日期只知范围" if due.bounded else "")
            sheet.row([*_who(number, due.who), due.day, due.why, *words])
        updated = (Column("最近更新", 24), Column("应于此前更新", 14, "date"))
        title = f"超过六个月未更新的台账记录（{CITATION}）"
        sheet = Sheet(book, "待更新", title, under, columns=(*_WHO, *updated))
        for number, record in enumerate(due_list.stale, 1):
            sheet.row([*_who(number, record.who), record.updated, record.due_since])
