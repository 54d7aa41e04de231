"""未采用行: every row that was not evaluated on its own, with its reason."""

from __future__ import annotations

from ...rows.display import id_shown, name_of, text_shown
from ..book import Column
from .context import Context

NAME = "未采用行"


def write(context: Context) -> None:
    """Write the sheet, in the order of the file."""
    ledger = context.results.ledger
    columns = [
        Column("序号", 6, "number"), Column("原行号", 8, "number"), Column("处理", 10, "center"),
        Column("原因", 60, "long"),
        Column("并入行号", 10, "number"), Column("姓名", 10), Column("身份证号", 21), Column("该行内容", 80),
    ]  # fmt: skip
    under = f"未采用{len(ledger.set_aside)}行，重复并入{len(ledger.duplicates)}行；改正后可重新评估"
    sheet = context.book.sheet(NAME, f"{context.place_name}农村留守妇女台账未采用行", under, columns, freeze=2)
    for number, position in enumerate(sorted({*ledger.set_aside, *ledger.duplicates}), 1):
        into = ledger.duplicates.get(position)
        sheet.row(
            [
                number, ledger.numbers[position],
                "未采用" if into is None else "已并入",
                ledger.set_aside.get(position) or "与该行是同一人，已合并",
                None if into is None else ledger.numbers[into],
                name_of(ledger, position, context.show_ids),
                id_shown(ledger, position, context.show_ids),
                text_shown(ledger.briefs.get(position), context.show_ids),
            ]
        )  # fmt: skip
    sheet.finish()
