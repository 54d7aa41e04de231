"""待补充事项: for each woman what is still to be asked, and of whom."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from ....answer import SETTLER_WORDS
from ....profile import Fact
from ...results.details import Detail
from ..book import Column, height_of
from .context import WHO, Context

NAME = "待补充事项"
_WIDTHS = (40.0, 70.0)


def write(context: Context) -> None:
    """Write the sheet: first what holds for the whole place, then woman by woman."""
    facts = context.results.ledger.facts
    ask = (Column("需了解的事项", _WIDTHS[0], "long"), Column("怎么问", _WIDTHS[1], "long"))
    settles = Column("关系到的服务\n（项，最多）", 13, "number")
    columns = [Column("序号", 6, "number"), *WHO, Column("向谁了解", 22, "long"), *ask, settles]
    sheet = context.sheet(NAME, "待补充事项", columns, freeze=2)
    for place, counts in _place_facts(context, facts).items():
        for fact in map(facts.__getitem__, counts):
            who = ("（本地共同）", "", place, "")
            sheet.row([None, *who, _of_whom(fact), fact.title, fact.ask, counts[fact.name]])

    @cache
    def shared(detail: Detail) -> list[tuple[tuple[str, str, str, int], float]]:
        """The rows that all women of one kind share, with their heights: one for each of those to be asked."""
        by_whom: dict[str, list[tuple[Fact, int]]] = {}
        for name, count in detail.questions:
            if not facts[name].place:
                by_whom.setdefault(_of_whom(facts[name]), []).append((facts[name], count))
        rows = []
        for whom, asked in by_whom.items():
            titles = "、".join(fact.title for fact, _ in asked)
            asks = "\n".join(f"{number}. {fact.ask}" for number, (fact, _) in enumerate(asked, 1))
            height = height_of(zip((titles, asks), _WIDTHS, strict=True))
            rows.append(((whom, titles, asks, max(count for _, count in asked)), height))
        return rows

    for index, detail in enumerate(context.details):
        if rows := shared(detail):
            who = context.who(index)
            for cells, height in rows:
                sheet.row([index + 1, *who, *cells], height=height)
        context.tick(1)
    sheet.finish()


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
