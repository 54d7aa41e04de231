"""未采用行: every row not evaluated on its own, and why; 说明: counts, columns, assumptions, what could not be read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

from ...answer import DISCLAIMER
from ...chinese import format_day
from ..rows.women import display_text, display_who, format_value
from .book import WHO, Column, Context, Sheet

#: Cells that could not be read are listed up to here; the rest are counted.
LISTED = 20_000
_HOW = {"known": "按列名认出", "mapping": "按对照文件", "unknown": "可用 --mapping 说明它是什么"}


def write_set_aside(context: Context) -> None:
    """Write 未采用行, in the order of the file."""
    ledger, show_ids = context.results.ledger, context.show_ids
    row = (Column("序号", 6, "number"), Column("原行号", 8, "number"), Column("处理", 10, "center"))
    reason = (Column("原因", 60, "wrapped"), Column("并入行号", 10, "number"))
    columns = (*row, *reason, *WHO[:2], Column("该行内容", 80))
    under = f"未采用{len(ledger.set_aside)}行，重复并入{len(ledger.duplicates)}行；改正后可重新评估"
    title = f"{context.place_name}农村留守妇女台账未采用行"
    sheet = Sheet(context.book, "未采用行", title, under, columns=columns, freeze=2)
    for number, position in enumerate(sorted({*ledger.set_aside, *ledger.duplicates}), 1):
        into = ledger.duplicates.get(position)
        merged = ["已并入", "与该行是同一人，已合并", ledger.numbers[into]] if into is not None else None
        outcome = merged or ["未采用", ledger.set_aside[position], None]
        who, cells = display_who(ledger, position, show_ids), display_text(ledger.briefs.get(position), show_ids)
        sheet.row([number, ledger.numbers[position], *outcome, *who, cells])


def write_about(context: Context) -> None:
    """Write 说明."""
    ledger = context.results.ledger
    texts = (Column("项目", 30, "wrapped"), Column("内容", 60, "wrapped"), Column("说明", 60, "wrapped"))
    sheet = context.sheet("说明", "台账评估说明", (*texts, Column("原行号", 10, "number")))
    _section(
        sheet,
        "一、行数",
        ("台账行数", str(ledger.rows), "表头以下有内容的行；等于下面三项之和"),
        ("已评估", str(len(ledger.kept)), "见“结果总表”"),
        ("未采用", str(len(ledger.set_aside)), "见“未采用行”，每行有原因"),
        ("重复并入", str(len(ledger.duplicates)), "同一人的多行合为一行，见“未采用行”"),
        ("空行", str(ledger.empty_rows), "没有任何内容的行，不计入台账行数"),
    )
    _section(sheet, "二、依据", *_basis(context))
    assumed = [
        (ledger.facts[name].title, format_value(value, ledger.facts[name]), f"用于{rows}行")
        for name, (value, rows) in ledger.assumed.items()
    ]
    _section(sheet, "三、统一假定（--assume，只填台账没有说明的）", *(assumed or [("（没有）", "", "")]))
    columns = [
        (f"{use.letter}　{use.label}" if use.label else use.letter, use.title, _HOW.get(use.how, ""))
        for use in ledger.columns
    ]
    _section(sheet, "四、各列的理解", *columns)
    if ledger.remarks:
        _section(sheet, "五、读取时的情况", *(("提示", remark, "") for remark in ledger.remarks))
    title = f"六、未读出的单元格（{len(ledger.unread)}格；所涉事实按“不知道”处理，不按“否”处理）"
    _section(sheet, title, *_unread(context))


def _section(sheet: Sheet, title: str, *rows: tuple[Any, ...]) -> None:
    """A section; a row of three has no row of the ledger."""
    sheet.section(title)
    for row in rows:
        sheet.row([*row, None][:4])


def _basis(context: Context) -> list[tuple[str, str, str]]:
    """The day, the places, the documents, the rules; what the answers mean; when the ledger was filled in."""
    results, ledger = context.results, context.results.ledger
    policies = [results.rules.policies[name] for name in results.policies]
    meaning = "“暂不符合”只说明按台账所写不符合文件条件；情况有变的应重新评估。"
    rows = [
        ("评估日", format_day(results.on), ""),
        *(
            ("评估地区", f"{matcher.place.name}（{code}）", "；".join(matcher.notes))
            for code, matcher in results.matchers.items()
        ),
        *(("适用文件", f"{policy.number}《{policy.title}》", f"{policy.issued}印发") for policy in policies),
        ("规则版本", results.rules.version, f"SHA-256 {results.rules.sha256}"),
        ("声明", f"本结果为初步匹配，{DISCLAIMER}。", meaning),
    ]
    if ledger.filled_on is not None:
        rows.append(("台账填报日", format_day(ledger.filled_on), "只有年龄的，出生日期按这一天推算范围"))
    elif any(use.target == "age" for use in ledger.columns):
        rows.append(("台账填报日", "没有写明", "只有年龄的，出生日期按行内填报日期推算；没有的按评估日推算"))
    return rows


def _unread(context: Context) -> Iterator[tuple[Any, ...]]:
    """How many cells of each column could not be read and why, then the cells."""
    unread = context.results.ledger.unread
    for (label, reason), count in Counter((cell.label, cell.reason) for cell in unread).most_common(50):
        yield f"{label}　共{count}格", "", reason
    for cell in sorted(unread, key=lambda cell: cell.row)[:LISTED]:
        yield f"{cell.column}　{cell.label}", cell.text, cell.reason, cell.row
    if len(unread) > LISTED:
        yield "其余", f"{len(unread) - LISTED}格", "未逐一列出"
