"""Whose task a service is: offices of her county, and what is asked of those above; 部门任务清单, 部门任务汇总."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache

from ...answer import Status
from ...chinese import format_day
from ...documents import CERTAINTY_WORDS, ROLE_WORDS, Where
from ..results.details import Detail, GroundDetail, ServiceDetail
from .book import WHO, Column, Context

_ROLES = {**ROLE_WORDS, "joint": "按职责分工"}
#: The blocks of the summary of tasks: what is done in her county, what is asked of province and nation.
HERE, ABOVE = "本县办理", "上级部门"


def nearest(service: ServiceDetail) -> tuple[GroundDetail, ...]:
    """The grounds in the nearest document: the county's before the province's, the nation's last."""
    first = service.grounds[0].measure.policy.id
    return tuple(ground for ground in service.grounds if ground.measure.policy.id == first)


def _cited(grounds: Sequence[GroundDetail]) -> list[str]:
    """Document number and clause of each, as they are cited."""
    citations = (ground.measure.citation for ground in grounds)
    return list(dict.fromkeys(f"{citation.number} {citation.clause}" for citation in citations))


def _role(where: Where) -> str:
    """Inferred where no text sends her there and it is read from the offices that the document names."""
    return "经办（推断）" if where.inferred else "经办"


def offices_of(detail: Detail, ground: GroundDetail) -> Iterator[tuple[str, str, str, str]]:
    """(block, office, role, who does its work today) for where she goes, and for every office that a ground names."""
    measure, rules = ground.measure, detail.matcher.rules
    today = {office.printed: office for office in measure.agencies.today}
    if measure.where is not None:
        yield HERE, measure.where.office, _role(measure.where), ""
    for role, word in _ROLES.items():
        for printed in getattr(measure.agencies, role):
            agency, now = rules.agency(printed, measure.policy.place), today[printed]
            if agency is not None and agency.place == detail.matcher.place.code:
                yield HERE, now.office or printed, word, ""
            else:
                changed = f"{now.office or ''}（{CERTAINTY_WORDS[now.certainty]}）" if now.changed else ""
                yield ABOVE, printed, word, changed
    for body in measure.measure.carried_out_by:
        yield HERE, body, "承办", ""


def service_title(detail: Detail, service: ServiceDetail, grounds: Sequence[GroundDetail]) -> str:
    """The service's title, with what is still to be checked, what an office has found, what she said of her need."""
    title = detail.matcher.rules.services[service.service].title
    marks = [text for ground in grounds for text in ground.office.residual]
    settled = [known for ground in grounds for known in ground.office.settled]
    marks += [f"{known.residual}，{format_day(known.on)}{known.by}已认定" for known in settled]
    if service.need is not None:
        marks.append({"yes": "已表示需要", "no": "已表示不需要", "unknown": "需求待问"}[service.need])
    return f"{title}（{'；'.join(dict.fromkeys(marks))}）" if marks else title


def tasks(detail: Detail) -> list[tuple[str, str, str, str]]:
    """(office, role, services, clauses) for a woman of this kind: her services by where she goes for them."""
    # For each office: titles and clauses, in order and once.
    by_office: dict[tuple[str, str], tuple[dict[str, None], dict[str, None]]] = {}
    for service in detail.of("eligible"):
        where, grounds = service.where, nearest(service)
        office = ("（文件未写明经办部门）", "") if where is None else (where.office, _role(where))
        titles, clauses = by_office.setdefault(office, ({}, {}))
        titles[service_title(detail, service, grounds)] = None
        clauses |= dict.fromkeys(_cited(grounds))
    return [(*office, "、".join(titles), "、".join(clauses)) for office, (titles, clauses) in by_office.items()]


def lines(detail: Detail) -> tuple[str, ...]:
    """Her services as lines: services —— where she goes （clauses）; those handled alike together."""
    groups: dict[tuple[str, str], dict[str, None]] = {}
    for service in detail.of("eligible"):
        where, grounds = service.where, nearest(service)
        office = "文件未写明经办部门" if where is None else where.office + "（推断）" * where.inferred
        bodies = dict.fromkeys(body for ground in grounds for body in ground.measure.measure.carried_out_by)
        office += f"；承办：{'；'.join(bodies)}" if bodies else ""
        group = groups.setdefault((office, "、".join(_cited(grounds))), {})
        group[service_title(detail, service, grounds)] = None
    return tuple(
        f"{number}. {'、'.join(titles)}——{office}（{cited}）"
        for number, ((office, cited), titles) in enumerate(groups.items(), 1)
    )


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
