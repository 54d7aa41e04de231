"""部门任务清单 and 部门任务汇总: whom each office serves with what, under which clause."""

from __future__ import annotations

from collections import Counter
from functools import cache
from typing import Any

from ...answer import Status
from ..results.details import Detail
from ..results.tasks import Task, all_offices, tasks, today
from .book import Column
from .context import WHO, Context

#: Office, role, who does it now, service, document, clause, quote.
Row = tuple[str, str, str, str, str, str, str]


def write_tasks(context: Context) -> None:
    """部门任务清单: a row for each woman and office."""
    office = (Column("责任部门", 24), Column("承担方式", 16, "long"), Column("现承担机构", 28))
    service = (Column("服务事项", 60, "long"), Column("依据", 34, "long"))
    columns = [Column("序号", 7, "number"), *office, *WHO, *service]
    under = "按部门排列；每项服务列最近一级文件的牵头、负责或经办部门，没有写明的列全部分工部门"
    sheet = context.sheet("部门任务清单", "关爱服务部门任务清单", columns, under=under, freeze=2)

    @cache
    def shared(detail: Detail) -> list[tuple[Task, str, str]]:
        """(task, its services, its clauses) of all women of one kind."""
        return [(task, "、".join(task.services), "、".join(task.clauses)) for task in tasks(detail)]

    by_office: dict[tuple[str, str], list[tuple[Any, ...]]] = {}
    for _, who, detail in context.women(sheet):
        for task, services, clauses in shared(detail):
            row = (task.office, task.role, task.today, *who, services, clauses)
            by_office.setdefault((task.office, task.today), []).append(row)
    for number, row in enumerate((row for rows in by_office.values() for row in rows), 1):
        sheet.row([number, *row])


def write_summary(context: Context) -> None:
    """部门任务汇总: a row for each office, service and clause, with the number of women."""
    office = (Column("部门", 30), Column("承担方式", 12, "center"), Column("现承担机构", 30))
    clause = (Column("文件", 24), Column("条款", 12, "center"), Column("依据原文", 70, "long"))
    women = (Column("可能符合\n（人）", 10, "number"), Column("还需了解\n（人）", 10, "number"))
    columns = [Column("序号", 6, "number"), *office, Column("服务事项", 34), *clause, *women]
    sheet = context.sheet("部门任务汇总", "关爱服务部门任务汇总", columns, freeze=2)
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
        sheet.row([number, *row, eligible[row], undetermined[row]])


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
