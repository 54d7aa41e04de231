"""部门任务清单 and 部门任务汇总: whom each office serves with what, under which clause."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

from ...results.tasks import all_offices, tasks, today
from ..book import Column, height_of
from .context import Context

#: Office, role, who does it now, service, document, clause, quote.
Row = tuple[str, str, str, str, str, str, str]
NAME, SUMMARY = "部门任务清单", "部门任务汇总"


def write(context: Context) -> None:
    """Write both sheets."""
    _list(context)
    _summary(context)


def _list(context: Context) -> None:
    columns = [
        Column("序号", 7, "number"), Column("责任部门", 24), Column("承担方式", 16, "long"), Column("现承担机构", 28),
        Column("姓名", 10), Column("身份证号", 21), Column("住址", 26), Column("联系电话", 14),
        Column("服务事项", 60, "long"), Column("依据", 34, "long"),
    ]  # fmt: skip
    under = context.under("按部门排列；每项服务列最近一级文件的牵头、负责或经办部门，没有写明的列全部分工部门")
    sheet = context.book.sheet(NAME, f"{context.place_name}农村留守妇女关爱服务部门任务清单", under, columns, freeze=2)
    by_office: dict[tuple[str, str], list[tuple[int, str, str, str, float]]] = {}
    memo: dict[int, list[tuple[tuple[str, str], str, str, str, float]]] = {}
    for index, detail in enumerate(context.details):
        key = id(detail)
        if key not in memo:
            memo[key] = []
            for task in tasks(detail):
                services, clauses = "、".join(task.services), "、".join(task.clauses)
                height = height_of(((services, 60), (clauses, 34)))
                memo[key].append(((task.office, task.today), task.role, services, clauses, height))
        for office, role, services, clauses, height in memo[key]:
            by_office.setdefault(office, []).append((index, role, services, clauses, height))
    number = 0
    who = [context.who(index) for index in range(len(context.details))]
    for (name, now), rows in by_office.items():
        for index, role, services, clauses, height in rows:
            number += 1
            sheet.row([number, name, role, now, *who[index], services, clauses], height=height)
        context.tick(0)
    sheet.finish()


def _summary(context: Context) -> None:
    columns = [
        Column("序号", 6, "number"), Column("部门", 30), Column("承担方式", 12, "center"), Column("现承担机构", 30),
        Column("服务事项", 34), Column("文件", 24), Column("条款", 12, "center"), Column("依据原文", 70, "long"),
        Column("可能符合\n（人）", 10, "number"), Column("还需了解\n（人）", 10, "number"),
    ]  # fmt: skip
    sheet = context.book.sheet(
        SUMMARY, f"{context.place_name}农村留守妇女关爱服务部门任务汇总", context.under(), columns, freeze=2
    )
    rules = context.results.rules
    kinds = Counter(map(id, context.details))
    details = {id(one): one for one in context.details}
    yes: Counter[Row] = Counter()
    unknown: Counter[Row] = Counter()
    for key, count in kinds.items():
        for service in details[key].services:
            if service.value is False:
                continue
            into = yes if service.value else unknown
            for basis in service.bases:
                title = rules.services[service.service].title
                for office, role in all_offices(basis):
                    row: Row = (
                        office, role, today(basis, office), title,
                        basis.citation.number, basis.citation.clause, basis.citation.quote,
                    )  # fmt: skip
                    into[row] += count
    for number, row in enumerate(sorted({*yes, *unknown}, key=_order(yes, unknown)), 1):
        sheet.row([number, *row, yes[row], unknown[row]], height=height_of(((row[6], 70), (row[3], 34))))
    sheet.finish()


def _order(yes: Counter[Row], unknown: Counter[Row]) -> Callable[[Row], tuple[object, ...]]:
    """Offices in the order in which they occur, each one's rows together."""
    offices = {row[0]: None for row in (*yes, *unknown)}
    place = {office: number for number, office in enumerate(offices)}
    return lambda row: (place[row[0]], row[4], row[5], row[3], row[1])
