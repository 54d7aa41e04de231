"""The workbooks: the results, their sheets in the order in which an office reads them; what changed; what falls due.

Two sheets are written here: 未采用行, every row not evaluated on its own, and why; 说明: counts, columns, assumptions,
what could not be read.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from ...answer import DISCLAIMER, STATUS_WORDS, Status
from ...chinese import format_day
from ...files import made_from
from ..results.changes import KINDS, Changes, format_reasons
from ..results.details import Detail
from ..results.due import CITATION, DueList
from ..results.statuses import Results
from ..rows.women import display_who, format_value
from .book import WHO, Column, Context, Sheet, new_book
from .roll_up import write_roll_up
from .women import write_overview, write_questions, write_services, write_summary, write_tasks


def write_workbook(
    results: Results,
    details: Sequence[Detail],
    path: Path | str,
    *,
    show_ids: bool = False,
    progress: Callable[[str, int, int], None] = lambda _what, _done, _total: None,
) -> None:
    """Write the results as a workbook in Chinese, whole or not at all.

    ``progress`` is called as rows are written. Raises :class:`~liushou.InputError` where the
    file cannot be written; the earlier one is then unchanged.
    """
    names = [matcher.place.name for matcher in results.matchers.values()]
    place_name = names[0] if len(names) == 1 else ""
    with new_book(path, f"{place_name}农村留守妇女关爱服务政策匹配结果") as book:
        context = Context(
            book=book, results=results, details=details, place_name=place_name, show_ids=show_ids, progress=progress
        )
        for write in SHEETS:
            write(context)
    progress("写工作簿", len(details), len(details))


_WHO = (Column("序号", 6, "number"), Column("行号", 8, "number"), Column("姓名", 10), Column("身份证号", 21))
_WORDS: Mapping[Status, tuple[str, str]] = {status: (word, status) for status, word in STATUS_WORDS.items()}


def _who(number: int, who: Mapping[str, Any]) -> list[Any]:
    return [number, who["row"], who["name"], who["id_number"]]


def write_changes(changes: Changes, path: Path | str) -> None:
    """Write the changes as a workbook, whole or not at all."""
    counts = "，".join(f"{KINDS[kind]}{count}项" for kind, count in changes.counts().items())
    under = f"评估日：{format_day(changes.on)}　　{counts}　　{DISCLAIMER}"
    statuses = (Column("原来", 10, "center"), Column("现在", 10, "center"))
    columns = (*_WHO, Column("变动", 14, "center"), Column("服务", 30), *statuses, Column("因为", 60, "long"))
    with made_from((changes.old.file, changes.new.file)), new_book(path, "农村留守妇女台账变动") as book:
        sheet = Sheet(book, "变动", "农村留守妇女台账变动情况", under, columns=columns, freeze=3)
        for number, change in enumerate(changes.changes, 1):
            because = format_reasons(change)
            words = [KINDS[change.kind], change.title, _WORDS[change.before], _WORDS[change.after]]
            sheet.row([*_who(number, change.who), *words, because])
        for name, people in (("新增", changes.added), ("不在新台账", changes.removed)):
            sheet = Sheet(book, name, f"农村留守妇女台账{name}人员", under, columns=_WHO)
            for number, who in enumerate(people, 1):
                sheet.row(_who(number, who))


def write_due(due_list: DueList, path: Path | str) -> None:
    """Write what falls due as a workbook, whole or not at all."""
    under = f"{format_day(due_list.on)}至{format_day(due_list.until)}　　{DISCLAIMER}"
    day = (Column("日期", 12, "date"), Column("到期事项", 30, "wrapped"))
    statuses = (Column("原来", 10, "center"), Column("届时", 10, "center"))
    columns = (*_WHO, *day, Column("服务", 32), *statuses, Column("备注", 20))
    with made_from((due_list.ledger.file,)), new_book(path, "农村留守妇女台账到期提醒") as book:
        sheet = Sheet(book, "到期变动", "农村留守妇女台账到期提醒", under, columns=columns, freeze=3)
        rows = [(due, service) for due in due_list.due for service in due.services]
        for number, (due, change) in enumerate(rows, 1):
            words = [change["title"], _WORDS[change["before"]], _WORDS[change["after"]]]
            words.append("日期只知范围" if due.bounded else "")
            sheet.row([*_who(number, due.who), due.day, due.why, *words])
        updated = (Column("最近更新", 24), Column("应于此前更新", 14, "date"))
        title = f"超过六个月未更新的台账记录（{CITATION}）"
        sheet = Sheet(book, "待更新", title, under, columns=(*_WHO, *updated))
        for number, record in enumerate(due_list.stale, 1):
            sheet.row([*_who(number, record.who), record.updated, record.due_since])


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
        who = display_who(ledger, position, show_ids)
        sheet.row([number, ledger.numbers[position], *outcome, *who, ledger.briefs.get(position, "")])


def write_about(context: Context) -> None:
    """Write 说明: among else the day, the places, the documents and rules; when the ledger was filled in."""
    results, ledger = context.results, context.results.ledger
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
    _section(sheet, "二、依据", *rows)
    assumed = [
        (ledger.facts[name].title, format_value(value, ledger.facts[name]), f"用于{count}行")
        for name, (value, count) in ledger.assumed.items()
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


def _unread(context: Context) -> Iterator[tuple[Any, ...]]:
    """How many cells of each column could not be read and why, then the cells."""
    unread = context.results.ledger.unread
    for (label, reason), count in Counter((cell.label, cell.reason) for cell in unread).most_common(50):
        yield f"{label}　共{count}格", "", reason
    for cell in sorted(unread, key=lambda cell: cell.row)[:LISTED]:
        yield f"{cell.column}　{cell.label}", cell.text, cell.reason, cell.row
    if len(unread) > LISTED:
        yield "其余", f"{len(unread) - LISTED}格", "未逐一列出"


SHEETS: tuple[Callable[[Context], None], ...] = (
    *(write_overview, write_services, write_questions, write_tasks, write_summary),
    *(write_roll_up, write_set_aside, write_about),
)
