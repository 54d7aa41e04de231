"""待补充事项: for each woman what is still to be asked, and of whom."""

from __future__ import annotations

from ....profile import Fact
from ...results.details import Detail
from ..book import Column, height_of
from .context import Context

NAME = "待补充事项"
_WIDTHS = (40.0, 70.0)


def write(context: Context) -> None:
    """Write the sheet: first what holds for the whole place, then woman by woman."""
    columns = [
        Column("序号", 6, "number"), Column("姓名", 10), Column("身份证号", 21), Column("住址", 26),
        Column("联系电话", 14), Column("向谁了解", 22, "long"), Column("需了解的事项", _WIDTHS[0], "long"),
        Column("怎么问", _WIDTHS[1], "long"),
        Column("关系到的服务\n（项，最多）", 13, "number"),
    ]  # fmt: skip
    sheet = context.book.sheet(NAME, f"{context.place_name}农村留守妇女待补充事项", context.under(), columns, freeze=2)
    for code, facts in _place_facts(context).items():
        matcher = context.results.matchers[code]
        for name, count in facts.items():
            fact = context.results.ledger.facts[name]
            sheet.row([None, "（本地共同）", "", matcher.place.name, "", _whom(fact), fact.title, fact.ask, count])
    for index, detail in enumerate(context.details):
        shared = _shared(context, detail)
        if shared:
            who = context.who(index)
            for cells, height in shared:
                sheet.row([index + 1, who[0], who[1], who[2], who[3], *cells], height=height)
        context.tick(1)
    sheet.finish()


def _whom(fact: Fact) -> str:
    if fact.settled_by == "authority":
        return fact.office or "主管部门"
    if fact.settled_by == "certificate":
        return f"查看证件：{fact.office}" if fact.office else "查看证件"
    return "本人"


def _shared(context: Context, detail: Detail) -> list[tuple[tuple[str, str, str, int], float]]:
    """The rows that all women of one kind share: one for each of those to be asked."""
    found: list[tuple[tuple[str, str, str, int], float]] | None = detail.memo.get("questions")
    if found is not None:
        return found
    by_whom: dict[str, list[tuple[Fact, int]]] = {}
    for name, count in detail.questions:
        fact = context.results.ledger.facts[name]
        if not fact.place:
            by_whom.setdefault(_whom(fact), []).append((fact, count))
    made = []
    for whom, asked in by_whom.items():
        titles = "、".join(fact.title for fact, _ in asked)
        asks = "\n".join(f"{number}. {fact.ask}" for number, (fact, _) in enumerate(asked, 1))
        height = height_of(zip((titles, asks), _WIDTHS, strict=True))
        made.append(((whom, titles, asks, max(count for _, count in asked)), height))
    detail.memo["questions"] = made
    return made


def _place_facts(context: Context) -> dict[str, dict[str, int]]:
    """Facts of the place that are open, by place, with the most services they are missing in."""
    found: dict[str, dict[str, int]] = {}
    facts = context.results.ledger.facts
    for detail in {id(one): one for one in context.details}.values():
        for name, count in detail.questions:
            if facts[name].place:
                own = found.setdefault(detail.matcher.place.code, {})
                own[name] = max(count, own.get(name, 0))
    return found
