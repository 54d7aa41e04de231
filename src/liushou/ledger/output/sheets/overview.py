"""结果总表: one row per woman, one column per service."""

from __future__ import annotations

from typing import Any

from ....answer import LEFT_BEHIND_WORDS, STATUS_WORDS, Status, status_of
from ....chinese import format_date
from ...rows.display import format_age
from ..book import Column
from .context import WHO, Context

NAME = "结果总表"
_NOT_OFFERED = "—"


def write(context: Context) -> None:
    """Write the sheet."""
    results, ledger, rules = context.results, context.results.ledger, context.results.rules
    name_and_id, address_and_phone = WHO[:2], WHO[2:]
    many = len(results.matchers) > 1
    before = [
        *(Column("序号", 6, "number"), Column("原行号", 7, "number"), *name_and_id),
        *(Column("出生日期", 13, "center"), Column("年龄", 8, "center"), *address_and_phone),
        *([Column("区划代码", 10, "center")] if many else []),
    ]
    columns = [
        *before,
        *(Column(f"留守妇女认定\n{rules.policies[name].number}", 17, "center") for name in results.policies),
        *(Column("可能符合\n（项）", 9, "number"), Column("还需了解\n（项）", 9, "number")),
        *(Column(rules.services[name].title, 11, "center") for name in results.services),
        Column("备注", 40),
    ]
    sheet = context.sheet(NAME, "关爱服务政策匹配结果总表", columns, freeze=4, wide=True)
    statuses = [results.words(name) for name in results.services]
    defined = [results.frame.get_column(f"left_behind:{name}").to_list() for name in results.policies]
    applying = {code: {policy.id for policy in matcher.policies} for code, matcher in results.matchers.items()}
    start = len(before) + len(results.policies) + 2
    words: dict[Status | None, str] = {None: _NOT_OFFERED, **dict(STATUS_WORDS.items())}
    unread: dict[int, list[str]] = {}
    for cell in ledger.unread:
        unread.setdefault(cell.row, []).append(f"“{cell.label}”未读出：{cell.reason}")
    codes = results.places()
    for index, position in enumerate(ledger.kept):
        name, id_number, address, phone = context.who(index)
        born, number = ledger.birth(position), ledger.numbers[position]
        own = [column[index] for column in statuses]
        looks = {column: status for column, status in enumerate(own, start) if status is not None}
        left_behind: list[str] = []
        for column, (policy, values) in enumerate(zip(results.policies, defined, strict=True), len(before)):
            if policy in applying[codes[index]]:
                value = None if values[index] is None else bool(values[index])
                left_behind.append(LEFT_BEHIND_WORDS[value])
                looks[column] = status_of(value)
            else:
                left_behind.append(_NOT_OFFERED)
        born_cell = None if born is None else born.low if born.exact else format_date(born)
        cells: list[Any] = [index + 1, number, name, id_number, born_cell, format_age(born, results.on), address, phone]
        cells += [codes[index]] if many else []
        cells += [*left_behind, own.count("eligible"), own.count("undetermined"), *(words[status] for status in own)]
        cells.append("；".join((*ledger.notes.get(position, ()), *unread.get(number, ()))))
        sheet.row(cells, looks=looks)
        context.tick(1)
    sheet.finish()
