"""结果总表: one row a woman, one column a service."""

from __future__ import annotations

from typing import Any

from ....answer import LEFT_BEHIND_WORDS, STATUS_WORDS, Status
from ....chinese import format_date
from ...rows.display import say_age
from ..book import Column
from .context import Context

NAME = "结果总表"
_LEFT_LOOKS = {True: "eligible", False: "ineligible", None: "undetermined"}
_NOT_OFFERED = "—"


def write(context: Context) -> None:
    """Write the sheet."""
    results, ledger = context.results, context.results.ledger
    rules = results.rules
    many = len(results.matchers) > 1
    columns = [
        Column("序号", 6, "number"), Column("原行号", 7, "number"), Column("姓名", 10), Column("身份证号", 21),
        Column("出生日期", 13, "center"), Column("年龄", 8, "center"), Column("住址", 26), Column("联系电话", 14),
        *([Column("区划代码", 10, "center")] if many else []),
        *(Column(f"留守妇女认定\n{rules.policies[name].number}", 17, "center") for name in results.policies),
        Column("可能符合\n（项）", 9, "number"), Column("还需了解\n（项）", 9, "number"),
        *(Column(rules.services[name].title, 11, "center") for name in results.services),
        Column("备注", 40, "text"),
    ]  # fmt: skip
    sheet = context.book.sheet(
        NAME, f"{context.place_name}农村留守妇女关爱服务政策匹配结果总表", context.under(), columns, freeze=4, wide=True
    )
    statuses = [results.words(name) for name in results.services]
    defined = [results.frame.get_column(f"left_behind:{name}").to_list() for name in results.policies]
    applying = {code: {policy.id for policy in matcher.policies} for code, matcher in results.matchers.items()}
    first = 8 + (1 if many else 0)
    start = first + len(results.policies) + 2
    words: dict[Status | None, str] = {None: _NOT_OFFERED, **dict(STATUS_WORDS.items())}
    unread: dict[int, list[str]] = {}
    for one in ledger.unread:
        unread.setdefault(one.row, []).append(f"“{one.label}”未读出：{one.reason}")
    codes = results.places()
    for index, position in enumerate(ledger.kept):
        name, number, address, phone = context.who(index)
        born = ledger.item("birth_date", position)
        row_number = ledger.numbers[position]
        own = [column[index] for column in statuses]
        looks: dict[int, str] = {}
        shown: list[Any] = []
        for offset, (policy, values) in enumerate(zip(results.policies, defined, strict=True)):
            if policy not in applying[codes[index]]:
                shown.append(_NOT_OFFERED)
                continue
            value = None if values[index] is None else bool(values[index])
            shown.append(LEFT_BEHIND_WORDS[value])
            looks[first + offset] = _LEFT_LOOKS[value]
        for offset, status in enumerate(own, start):
            if status is not None:
                looks[offset] = status
        remarks = "；".join((*ledger.notes.get(position, ()), *unread.get(row_number, ())))
        sheet.row(
            [
                index + 1, row_number, name, number,
                None if born is None else born.low if born.exact else format_date(born),
                say_age(born, results.on), address, phone,
                *([codes[index]] if many else []),
                *shown, own.count("eligible"), own.count("undetermined"),
                *(words[status] for status in own),
                remarks,
            ],
            looks=looks,
        )  # fmt: skip
        context.tick(1)
    sheet.finish()
