"""The sheets of women: 结果总表 (statuses), 一人一策 (services), 待补充事项 (what to ask); whose task a service is:
部门任务清单 and 部门任务汇总 (offices of her county, and what is asked of those above).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Any

from ...answer import LEFT_BEHIND_WORDS, SETTLER_WORDS, STATUS_WORDS, Status, status_of, truth_of
from ...chinese import format_date, format_day
from ...documents import CERTAINTY_WORDS, ROLE_WORDS, Where
from ...profile import Fact
from ..results.details import Detail, GroundDetail, ServiceDetail
from ..results.statuses import NOT_OFFERED
from ..rows.women import format_age
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
    if service.outcome.need is not None:
        marks.append({"yes": "已表示需要", "no": "已表示不需要", "unknown": "需求待问"}[service.outcome.need])
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


#: The columns of 一人一策 that all women of one kind share, with their widths.
_SHARED = {
    "留守妇女认定": 25,
    "可能符合的服务——去哪里办（依据）": 88,
    "还需了解才能确定的服务": 36,
    "需先了解的事项": 30,
    "暂不符合的服务（除非属于所列情形）": 36,
    "提示": 30,
}


def write_overview(context: Context) -> None:
    """结果总表: one column per service."""
    results, ledger, rules = context.results, context.results.ledger, context.results.rules
    many = len(results.matchers) > 1
    columns = [
        *(Column("序号", 6, "number"), Column("原行号", 7, "number"), *WHO[:2]),
        *(Column("出生日期", 13, "center"), Column("年龄", 8, "center"), *WHO[2:]),
        *([Column("区划代码", 10, "center")] if many else []),
        *(Column(f"留守妇女认定\n{rules.policies[name].number}", 17, "center") for name in results.policies),
        *(Column("可能符合\n（项）", 9, "number"), Column("还需了解\n（项）", 9, "number")),
        *(Column(rules.services[name].title, 11, "center") for name in results.services),
        Column("备注", 40),
    ]
    sheet = context.sheet("结果总表", "关爱服务政策匹配结果总表", columns, freeze=4, wide=True)
    defined = [results.answers(f"left_behind:{name}") for name in results.policies]
    statuses = [results.answers(f"service:{name}") for name in results.services]
    left_behind: dict[Any, Any] = {value: (word, status_of(value)) for value, word in LEFT_BEHIND_WORDS.items()}
    words: dict[Any, Any] = {value: (STATUS_WORDS[status], status) for value, (_, status) in left_behind.items()}
    left_behind[NOT_OFFERED] = words[NOT_OFFERED] = NOT_OFFERED
    unread: dict[int, list[str]] = {}
    for cell in ledger.unread:
        unread.setdefault(cell.row, []).append(f"“{cell.label}”未读出：{cell.reason}")
    codes = results.places()
    for index, (name, id_number, address, phone), _ in context.women(sheet):
        position = ledger.kept[index]
        born, number = ledger.birth(position), ledger.numbers[position]
        own = [column[index] for column in statuses]
        born_cell = None if born is None else born.low if born.exact else format_date(born)
        cells: list[Any] = [index + 1, number, name, id_number, born_cell, format_age(born, results.on), address, phone]
        cells += [codes[index]] if many else []
        cells += [left_behind[column[index]] for column in defined]
        cells += [own.count(True), own.count(None), *(words[answer] for answer in own)]
        sheet.row([*cells, "；".join((*ledger.notes.get(position, ()), *unread.get(number, ())))])


def write_services(context: Context) -> None:
    """一人一策: her services, the offices that handle them and the clauses."""
    name, number, _, phone = WHO
    texts = [Column(title, width, "long") for title, width in _SHARED.items()]
    columns = [Column("序号", 6, "number"), name, number, Column("住址", 22, "wrapped"), phone, *texts]
    under = "同一服务有多份文件依据的，列最近一级文件；其余见“部门任务汇总”"
    sheet = context.sheet("一人一策", "“一人一策”", columns, under=under, freeze=2)
    facts = context.results.ledger.facts

    @cache
    def shared(detail: Detail) -> tuple[str, ...]:
        """The cells that all women of one kind share."""
        rules = detail.matcher.rules
        left_behind = "\n".join(
            f"{rules.policies[policy].number}：{LEFT_BEHIND_WORDS[truth_of(word)]}"
            for policy, word in detail.left_behind.items()
        )
        given = "\n".join(lines(detail)) or "（暂无）"
        pending = "、".join(rules.services[service.service].title for service in detail.of("undetermined"))
        ask = "、".join(facts[fact].title for fact, _ in detail.questions)
        refused: dict[tuple[str, ...], list[str]] = {}
        beyond: list[str] = []
        for service in detail.of("ineligible"):
            title = rules.services[service.service].title
            refused.setdefault(service.outcome.unless, []).append(title)
            beyond += [title] if service.outcome.beyond_document else []
        refused.pop((), None)
        unless = "\n".join(f"{'、'.join(titles)}（除非{'；'.join(texts)}）" for texts, titles in refused.items())
        hint = f"{'、'.join(beyond)}：不限于留守妇女，请另向经办部门咨询" if beyond else ""
        return left_behind, given, pending, ask, unless, hint

    for index, who, detail in context.women(sheet):
        sheet.row([index + 1, *who, *shared(detail)])


def write_questions(context: Context) -> None:
    """待补充事项: what is still to be asked and of whom; first what holds for the whole place."""
    facts = context.results.ledger.facts
    ask = (Column("需了解的事项", 40, "long"), Column("怎么问", 70, "long"))
    settles = Column("关系到的服务\n（项，最多）", 13, "number")
    columns = [Column("序号", 6, "number"), *WHO, Column("向谁了解", 22, "wrapped"), *ask, settles]
    sheet = context.sheet("待补充事项", "待补充事项", columns, freeze=2)
    for place, counts in _place_facts(context, facts).items():
        for fact in map(facts.__getitem__, counts):
            who = ("（本地共同）", "", place, "")
            sheet.row([None, *who, _of_whom(fact), fact.title, fact.ask, counts[fact.name]])

    @cache
    def shared(detail: Detail) -> list[tuple[str, str, str, int]]:
        """The rows that all women of one kind share: one for each of those to be asked."""
        by_whom: dict[str, list[tuple[Fact, int]]] = {}
        for name, count in detail.questions:
            if not facts[name].place:
                by_whom.setdefault(_of_whom(facts[name]), []).append((facts[name], count))
        rows = []
        for whom, asked in by_whom.items():
            titles = "、".join(fact.title for fact, _ in asked)
            asks = "\n".join(f"{number}. {fact.ask}" for number, (fact, _) in enumerate(asked, 1))
            rows.append((whom, titles, asks, max(count for _, count in asked)))
        return rows

    for index, woman, detail in context.women(sheet):
        for cells in shared(detail):
            sheet.row([index + 1, *woman, *cells])


def _of_whom(fact: Fact) -> str:
    """Who is asked."""
    if fact.settled_by == "certificate":
        return f"查看证件：{fact.office}" if fact.office else "查看证件"
    return (fact.settled_by == "authority" and fact.office) or SETTLER_WORDS[fact.settled_by].full


def _place_facts(context: Context, facts: Mapping[str, Fact]) -> dict[str, dict[str, int]]:
    """Facts of the place that are open, by its name, with the most services they are missing in."""
    counts: dict[str, dict[str, int]] = {}
    for detail in dict.fromkeys(context.details):
        for name, count in detail.questions:
            if facts[name].place:
                own = counts.setdefault(detail.matcher.place.name, {})
                own[name] = max(count, own.get(name, 0))
    return counts
