"""一人一策: one row a woman with her services, the offices that handle them and the clauses."""

from __future__ import annotations

from ....answer import LEFT_BEHIND_WORDS
from ...results.details import Detail
from ...results.tasks import lines
from ..book import Column, height_of
from .context import Context

NAME = "一人一策"


def write(context: Context) -> None:
    """Write the sheet."""
    columns = [
        Column("序号", 6, "number"), Column("姓名", 10), Column("身份证号", 21), Column("住址", 22, "long"),
        Column("联系电话", 14), Column("留守妇女认定", 25, "long"),
        Column("可能符合的服务——部门（依据）", 88, "long"),
        Column("还需了解才能确定的服务", 36, "long"), Column("需先了解的事项", 30, "long"), Column("提示", 30, "long"),
    ]  # fmt: skip
    under = context.under("同一服务有多份文件依据的，列最近一级文件；其余见“部门任务汇总”")
    sheet = context.book.sheet(NAME, f"{context.place_name}农村留守妇女“一人一策”", under, columns, freeze=2)
    for index, detail in enumerate(context.details):
        name, number, address, phone = context.who(index)
        texts = _texts(context, detail)
        sheet.row([index + 1, name, number, address, phone, *texts[0]], height=texts[1])
        context.tick(1)
    sheet.finish()


def _texts(context: Context, detail: Detail) -> tuple[tuple[str, ...], float]:
    """The cells that all women of one kind share, and the height they need."""
    found: tuple[tuple[str, ...], float] | None = detail.memo.get("person")
    if found is not None:
        return found
    rules = context.results.rules
    left = "\n".join(
        f"{rules.policies[name].number}：{LEFT_BEHIND_WORDS[value]}" for name, value in detail.left_behind.items()
    )
    given = "\n".join(lines(detail)) or "（暂无）"
    pending = "、".join(rules.services[one.service].title for one in detail.of(None))
    ask = "、".join(context.results.ledger.facts[fact].title for fact, _ in detail.questions)
    beyond = [rules.services[one.service].title for one in detail.of(False) if one.beyond]
    hint = f"{'、'.join(beyond)}：不限于留守妇女，请另向经办部门咨询" if beyond else ""
    cells = (left, given, pending, ask, hint)
    height = height_of(zip(cells, (25, 88, 36, 30, 30), strict=True))
    detail.memo["person"] = (cells, height)
    return cells, height
