"""未采用行: every row that was not evaluated on its own, with its reason."""

from __future__ import annotations

from ...rows.display import display_id, display_name, display_text
from ..book import Column, Sheet
from .context import WHO, Context

NAME = "未采用行"


def write(context: Context) -> None:
    """Write the sheet, in the order of the file."""
    ledger, show_ids = context.results.ledger, context.show_ids
    row = (Column("序号", 6, "number"), Column("原行号", 8, "number"), Column("处理", 10, "center"))
    reason = (Column("原因", 60, "long"), Column("并入行号", 10, "number"))
    columns = (*row, *reason, *WHO[:2], Column("该行内容", 80))
    under = f"未采用{len(ledger.set_aside)}行，重复并入{len(ledger.duplicates)}行；改正后可重新评估"
    title = f"{context.place_name}农村留守妇女台账未采用行"
    sheet = Sheet(context.book, NAME, title, under, columns=columns, freeze=2)
    for number, position in enumerate(sorted({*ledger.set_aside, *ledger.duplicates}), 1):
        into = ledger.duplicates.get(position)
        merged = ["已并入", "与该行是同一人，已合并", ledger.numbers[into]] if into is not None else None
        outcome = merged or ["未采用", ledger.set_aside[position], None]
        who = [display_name(ledger, position, show_ids), display_id(ledger, position, show_ids)]
        cells = display_text(ledger.briefs.get(position), show_ids)
        sheet.row([number, ledger.numbers[position], *outcome, *who, cells])
    sheet.finish()
