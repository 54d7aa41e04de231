"""部门任务清单 and 部门任务汇总: whom each office serves with what, under which clause."""

from __future__ import annotations

from collections import Counter
from functools import cache

from ....answer import Status
from ...results.details import Detail
from ...results.tasks import Task, all_offices, tasks, today
from ..book import Column, height_of
from .context import WHO, Context

#: Office, role, who does it now, service, document, clause, quote.
Row = tuple[str, str, str, str, str, str, str]
NAME, SUMMARY = "部门任务清单", "部门任务汇总"


def write(context: Context) -> None:
    """Write both sheets."""
    _list(context)
    _summary(context)


def _list(context: Context) -> None:
    office = (Column("责任部门", 24), Column("承担方式", 16, "long"), Column("现承担机构", 28))
    service = (Column("服务事项", 60, "long"), Column("依据", 34, "long"))
    columns = [Column("序号", 7, "number"), *office, *WHO, *service]
    under = "按部门排列；每项服务列最近一级文件的牵头、负责或经办部门，没有写明的列全部分工部门"
    sheet = context.sheet(NAME, "关爱服务部门任务清单", columns, under=under, freeze=2)

    @cache
    def shared(detail: Detail) -> list[tuple[Task, str, str, float]]:
        """(task, its services, its clauses, the height of its row) of all women of one kind."""
        texts = [(task, "、".join(task.services), "、".join(task.clauses)) for task in tasks(detail)]
        return [(*text, height_of(((text[1], 60), (text[2], 34)))) for text in texts]

    by_office: dict[tuple[str, str], list[tuple[int, str, str, str, float]]] = {}
    for index, detail in enumerate(context.details):
        for task, services, clauses, height in shared(detail):
            rows = by_office.setdefault((task.office, task.today), [])
            rows.append((index, task.role, services, clauses, height))
    number = 0
    who = [context.who(index) for index in range(len(context.details))]
    for (name, now), rows in by_office.items():
        for index, role, services, clauses, height in rows:
            number += 1
            sheet.row([number, name, role, now, *who[index], services, clauses], height=height)
        context.tick(0)
    sheet.finish()


def _summary(context: Context) -> None:
    office = (Column("部门", 30), Column("承担方式", 12, "center"), Column("现承担机构", 30))
    clause = (Column("文件", 24), Column("条款", 12, "center"), Column("依据原文", 70, "long"))
    women = (Column("可能符合\n（人）", 10, "number"), Column("还需了解\n（人）", 10, "number"))
    columns = [Column("序号", 6, "number"), *office, Column("服务事项", 34), *clause, *women]
    sheet = context.sheet(SUMMARY, "关爱服务部门任务汇总", columns, freeze=2)
    counts: dict[Status, Counter[Row]] = {"eligible": Counter(), "undetermined": Counter()}
    for detail, women_of_kind in Counter(context.details).items():
        for status, counted in counts.items():
            for row in _rows(detail, status):
                counted[row] += women_of_kind
    eligible, undetermined = counts["eligible"], counts["undetermined"]
    # Offices in the order in which they occur, each one's rows together, by document, clause and measure.
    named = dict.fromkeys(row[0] for row in (*eligible, *undetermined))
    offices = {office: number for number, office in enumerate(named)}
    policies = [context.results.rules.policies[name] for name in context.results.policies]
    measures = [
        (policy.number, clause.at, measure.quote) for policy in policies for clause, measure in policy.measures()
    ]
    places = {measure: number for number, measure in enumerate(dict.fromkeys(measures))}
    rows = sorted(
        {*eligible, *undetermined},
        key=lambda row: (offices[row[0]], row[4], row[5], row[3], row[1], places[row[4:]]),
    )
    for number, row in enumerate(rows, 1):
        height = height_of(((row[6], 70), (row[3], 34)))
        sheet.row([number, *row, eligible[row], undetermined[row]], height=height)
    sheet.finish()


def _rows(detail: Detail, status: Status) -> list[Row]:
    rules = detail.matcher.rules
    return [
        (
            *(office, role, today(measure, office), rules.services[service.service].title),
            *(measure.citation.number, measure.citation.clause, measure.citation.quote),
        )
        for service in detail.of(status)
        for measure in service.measures
        for office, role in all_offices(measure)
    ]
