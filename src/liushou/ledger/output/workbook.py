"""The workbooks: the results, their sheets in the order in which an office reads them; what changed; what falls due.

Two sheets are written here: 未采用行, every row not evaluated on its own, and why; 说明: counts, columns, assumptions,
what could not be read.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from ...answer import DISCLAIMER, STATUS_WORDS
from ...chinese import format_day
from ...files import made_from
from ..results.changes import KINDS, Changes, format_reasons
from ..results.details import Detail
from ..results.due import DueList
from ..results.statuses import Results
from ..rows.display import display_who, format_value
from .book import Progress, Row, Table, layouts, new_book
from .context import Context
from .roll_up import write_roll_up
from .tasks import write_summary, write_tasks
from .women import write_cards, write_matrix, write_questions, write_register


def write_workbook(
    results: Results,
    details: Sequence[Detail],
    path: Path | str,
    *,
    show_ids: bool = False,
    progress: Progress = lambda _what, _done, _total: None,
) -> None:
    """Write the results as a workbook in Chinese, whole or not at all.

    ``progress`` is called as rows are written. Raises :class:`~liushou.InputError` where the
    file cannot be written; the earlier one is then unchanged.
    """
    names = [matcher.place.name for matcher in results.matchers.values()]
    place_name = names[0] if len(names) == 1 else ""
    with new_book(path, f"{place_name}农村留守妇女关爱服务政策匹配结果", results.on, progress) as book:
        context = Context(book=book, results=results, details=details, place_name=place_name, show_ids=show_ids)
        for number, write in enumerate(SHEETS):
            progress("准备工作簿", number, len(SHEETS))
            write(context)
    progress("写工作簿", len(details), len(details))


def _who(number: int, who: Mapping[str, Any]) -> list[Any]:
    return [number, who["row"], who["name"], who["id_number"]]


def write_changes(changes: Changes, path: Path | str) -> None:
    """Write the changes as a workbook, whole or not at all."""
    counts = "，".join(f"{KINDS[kind]}{count}项" for kind, count in changes.counts().items())
    under = f"评估日：{format_day(changes.on)}　　{counts}　　{DISCLAIMER}"
    rows: list[Row] = [
        (
            *(*_who(number, change.who), KINDS[change.kind], change.title),
            *(STATUS_WORDS[change.before], STATUS_WORDS[change.after], format_reasons(change)),
        )
        for number, change in enumerate(changes.changes, 1)
    ]
    people: list[list[Row]] = [
        [_who(number, who) for number, who in enumerate(listed, 1)] for listed in (changes.added, changes.removed)
    ]
    with made_from((changes.old.file, changes.new.file)), new_book(path, "农村留守妇女台账变动", changes.on) as book:
        for name, own in zip(("变动", "新增", "不在新台账"), (rows, *people), strict=True):
            book.add(Table.of(name, own, under))


def write_due(due_list: DueList, path: Path | str) -> None:
    """Write what falls due as a workbook, whole or not at all."""
    under = f"{format_day(due_list.on)}至{format_day(due_list.until)}　　{DISCLAIMER}"
    due = [(due, change) for due in due_list.due for change in due.services]
    rows = [
        (
            *(*_who(number, due.who), due.day, due.why, change["title"]),
            *(STATUS_WORDS[change["before"]], STATUS_WORDS[change["after"]], "日期只知范围" if due.bounded else ""),
        )
        for number, (due, change) in enumerate(due, 1)
    ]
    stale = [(*_who(number, old.who), old.updated, old.due_since) for number, old in enumerate(due_list.stale, 1)]
    with made_from((due_list.ledger.file,)), new_book(path, "农村留守妇女台账到期提醒", due_list.on) as book:
        book.add(Table.of("到期变动", rows, under))
        book.add(Table.of("待更新", stale, under))


#: Cells that could not be read are listed up to here; the rest are counted.
LISTED = 20_000


def write_set_aside(context: Context) -> None:
    """Write 未采用行, in the order of the file."""
    ledger, show_ids = context.results.ledger, context.show_ids
    rows = []
    for number, position in enumerate(sorted({*ledger.set_aside, *ledger.duplicates}), 1):
        into = ledger.duplicates.get(position)
        merged = ("已并入", "与该行是同一人，已合并", ledger.numbers[into]) if into is not None else None
        outcome = merged or ("未采用", ledger.set_aside[position], None)
        who = display_who(ledger, position, show_ids)
        rows.append((number, ledger.numbers[position], *outcome, *who, ledger.briefs.get(position, "")))
    under = f"未采用{len(ledger.set_aside)}行，重复并入{len(ledger.duplicates)}行；改正后可重新评估"
    context.add("未采用行", rows, under=under)


def write_about(context: Context) -> None:
    """Write 说明: among else the day, the places, the documents and rules; when the ledger was filled in."""
    rows = [(*cells, *[None] * (4 - len(cells))) for cells in _about(context)]
    context.add("说明", rows)


def _about(context: Context) -> Iterator[tuple[Any, ...]]:
    """Item, content, explanation, row of the ledger; a heading is alone."""
    results, ledger = context.results, context.results.ledger
    yield ("一、行数",)
    outside = "有内容的行；等于表头以上{}行、表头{}行、台账{}行之和".format(*ledger.outside, ledger.rows)
    yield "文件里的行", str(sum(ledger.outside) + ledger.rows), outside
    yield "台账行数", str(ledger.rows), "表头以下有内容的行；等于下面三项之和"
    yield "已评估", str(len(ledger.kept)), "见“结果总表”"
    yield "未采用", str(len(ledger.set_aside)), "见“未采用行”，每行有原因"
    yield "重复并入", str(len(ledger.duplicates)), "同一人的多行合为一行，见“未采用行”"
    yield "空行", str(ledger.empty_rows), "没有任何内容的行，不计入台账行数"
    yield ("二、依据",)
    yield "评估日", format_day(results.on)
    for code, matcher in results.matchers.items():
        yield "评估地区", f"{matcher.place.name}（{code}）", "；".join(matcher.notes)
    for policy in map(results.rules.policies.__getitem__, results.policies):
        yield "适用文件", f"{policy.number}《{policy.title}》", f"{policy.issued}印发"
    yield "规则版本", results.rules.version, f"SHA-256 {results.rules.sha256}"
    meaning = "“暂不符合”只说明按台账所写不符合文件条件；情况有变的应重新评估。"
    yield "声明", f"本结果为初步匹配，{DISCLAIMER}。", meaning
    if ledger.filled_on is not None:
        yield "台账填报日", format_day(ledger.filled_on), "只有年龄的，出生日期按这一天推算范围"
    elif any(use.target == "age" for use in ledger.columns):
        yield "台账填报日", "没有写明", "只有年龄的，出生日期按行内填报日期推算；没有的按评估日推算"
    yield ("三、统一假定（--assume，只填台账没有说明的）",)
    for name, (value, count) in ledger.assumed.items():
        yield ledger.facts[name].title, format_value(value, ledger.facts[name]), f"用于{count}行"
    if not ledger.assumed:
        yield "（没有）", "—"
    for advice in results.could_assume:
        yield "可以假定（未作假定）", advice.title, advice.sentence
    yield ("四、各列的理解",)
    for use in ledger.columns:
        yield f"{use.letter}　{use.label}" if use.label else use.letter, use.title, layouts()["how"].get(use.how, "")
    yield ("五、读取时的情况",)
    for remark in ledger.remarks:
        yield "提示", remark
    for note in layouts()["notes"]:
        yield "排查汇总表", note
    unread = ledger.unread
    yield (f"六、未读出的单元格（{len(unread)}格；所涉事实按“不知道”处理，不按“否”处理）",)
    for (label, reason), count in Counter((cell.label, cell.reason) for cell in unread).most_common(50):
        yield label, f"共{count}格", reason
    for cell in sorted(unread, key=lambda cell: cell.row)[:LISTED]:
        yield f"{cell.column}　{cell.label}", cell.text, cell.reason, cell.row
    if len(unread) > LISTED:
        yield "其余", f"{len(unread) - LISTED}格", "未逐一列出"


SHEETS: tuple[Callable[[Context], None], ...] = (
    *(write_register, write_cards, write_questions, write_tasks, write_summary),
    *(write_roll_up, write_set_aside, write_about, write_matrix),
)
