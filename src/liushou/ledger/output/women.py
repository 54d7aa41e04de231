"""The sheets with a row for each woman: 结果总表 (her statuses), 一人一策 (her services), 待补充事项 (what to ask)."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

from ...answer import LEFT_BEHIND_WORDS, SETTLER_WORDS, STATUS_WORDS, status_of, truth_of
from ...chinese import format_date
from ...profile import Fact
from ..results.details import Detail
from ..results.statuses import NOT_OFFERED
from ..rows.women import format_age
from .book import WHO, Column, Context
from .offices import lines

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
            refused.setdefault(service.unless, []).append(title)
            beyond += [title] if service.beyond_document else []
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
