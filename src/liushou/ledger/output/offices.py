"""部门任务清单 and 部门任务汇总: whom each office serves with what, under which clause."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from functools import cache

from ...answer import Status
from ..results.details import Detail
from ..results.tasks import ABOVE, HERE, offices_of, tasks
from .book import Column
from .context import WHO, Context

#: Block, office, role, who does it now, service, document, clause, quote, how the quote is read.
Row = tuple[str, str, str, str, str, str, str, str, str]


def write_tasks(context: Context) -> None:
    """部门任务清单: a row for each woman and office of her county."""
    handled = (Column("经办部门", 30), Column("承担方式", 14, "center"))
    service = (Column("服务事项", 60, "long"), Column("依据", 34, "long"))
    columns = [Column("序号", 7, "number"), *handled, *WHO, *service]
    under = "按经办部门排列：“推断”为所在县同一领域的部门，其余为法律写明的去处；文件写明的分工见“部门任务汇总”"
    sheet = context.sheet("部门任务清单", "关爱服务部门任务清单", columns, under=under, freeze=2)

    shared = cache(tasks)
    by_office: dict[str, list[tuple[str, ...]]] = {}
    for _, who, detail in context.women(sheet):
        for office, role, services, clauses in shared(detail):
            by_office.setdefault(office, []).append((office, role, *who, services, clauses))
    for number, row in enumerate((row for rows in by_office.values() for row in rows), 1):
        sheet.row([number, *row])


def write_summary(context: Context) -> None:
    """部门任务汇总: a row for each office, service and clause with its women; offices above the county last."""
    office = (Column("部门", 30), Column("承担方式", 14, "center"), Column("现承担机构", 30))
    clause = (Column("文件", 24), Column("条款", 12, "center"), Column("依据原文", 70, "long"))
    women = (Column("可能符合\n（人）", 10, "number"), Column("还需了解\n（人）", 10, "number"))
    block = (Column("序号", 6, "number"), Column("层级", 12, "center"))
    under = f"“{HERE}”为她去的地方和县里的分工；“{ABOVE}”为文件写给省市和国家部门的任务，不由其直接受理"
    columns = [*block, *office, Column("服务事项", 34), *clause, Column("理解", 40, "wrapped"), *women]
    sheet = context.sheet("部门任务汇总", "关爱服务部门任务汇总", columns, under=under, freeze=3)
    counts: dict[Status, Counter[Row]] = {"eligible": Counter(), "undetermined": Counter()}
    for detail, women_of_kind in Counter(context.details).items():
        for status, counted in counts.items():
            for row in _rows(detail, status):
                counted[row] += women_of_kind
    eligible, undetermined = counts["eligible"], counts["undetermined"]
    # Offices in the order in which they occur, each one's rows together, by document, clause and measure.
    named = dict.fromkeys(row[:2] for row in (*eligible, *undetermined))
    offices = {office: number for number, office in enumerate(named)}
    policies = [context.results.rules.policies[name] for name in context.results.policies]
    measures = [
        (policy.number, clause.at, measure.quote) for policy in policies for clause, measure in policy.measures()
    ]
    places = {measure: number for number, measure in enumerate(dict.fromkeys(measures))}
    rows = sorted(
        {*eligible, *undetermined},
        key=lambda row: (row[0] == ABOVE, offices[row[:2]], row[5], row[6], row[4], row[2], places[row[5:8]], row[8]),
    )
    for number, row in enumerate(rows, 1):
        sheet.row([number, *row, eligible[row], undetermined[row]])


def _rows(detail: Detail, status: Status) -> Iterator[Row]:
    for service in detail.of(status):
        title = detail.matcher.rules.services[service.service].title
        for ground in service.grounds:
            citation, reading = ground.measure.citation, ground.measure.measure.reading or ""
            for office in dict.fromkeys(offices_of(detail, ground)):
                yield *office, title, citation.number, citation.clause, citation.quote, reading
