"""一人一策: one row per woman with her services, the offices that handle them and the clauses."""

from __future__ import annotations

from functools import cache

from ....answer import LEFT_BEHIND_WORDS, truth_of
from ...results.details import Detail
from ...results.tasks import lines
from ..book import Column, height_of
from .context import WHO, Context

NAME = "一人一策"
_WIDTHS = (25, 88, 36, 30, 30)
_TITLES = ("留守妇女认定", "可能符合的服务——部门（依据）", "还需了解才能确定的服务", "需先了解的事项", "提示")


def write(context: Context) -> None:
    """Write the sheet."""
    texts = [Column(title, width, "long") for title, width in zip(_TITLES, _WIDTHS, strict=True)]
    name, number, _, phone = WHO
    columns = [Column("序号", 6, "number"), name, number, Column("住址", 22, "long"), phone, *texts]
    under = "同一服务有多份文件依据的，列最近一级文件；其余见“部门任务汇总”"
    sheet = context.sheet(NAME, "“一人一策”", columns, under=under, freeze=2)
    facts = context.results.ledger.facts

    @cache
    def shared(detail: Detail) -> tuple[tuple[str, ...], float]:
        """The cells that all women of one kind share, and the height they need."""
        rules = detail.matcher.rules
        left_behind = "\n".join(
            f"{rules.policies[policy].number}：{LEFT_BEHIND_WORDS[truth_of(word)]}"
            for policy, word in detail.left_behind.items()
        )
        given = "\n".join(lines(detail)) or "（暂无）"
        pending = "、".join(rules.services[service.service].title for service in detail.of("undetermined"))
        ask = "、".join(facts[fact].title for fact, _ in detail.questions)
        beyond = [service.service for service in detail.of("ineligible") if service.beyond_document]
        titles = "、".join(rules.services[service].title for service in beyond)
        cells = (left_behind, given, pending, ask, f"{titles}：不限于留守妇女，请另向经办部门咨询" if titles else "")
        return cells, height_of(zip(cells, _WIDTHS, strict=True))

    for index, detail in enumerate(context.details):
        cells, height = shared(detail)
        sheet.row([index + 1, *context.who(index), *cells], height=height)
        context.tick(1)
    sheet.finish()
