"""说明: the counts, what each column was taken for, what was assumed, what could not be read."""

from __future__ import annotations

from collections import Counter

from ....answer import DISCLAIMER
from ....chinese import format_day
from ...rows.display import say_value
from ..book import Column
from .context import Context

NAME = "说明"
#: Cells that could not be read are listed up to here; the rest are counted.
LISTED = 20_000


def write(context: Context) -> None:
    """Write the sheet."""
    results, ledger = context.results, context.results.ledger
    sheet = context.book.sheet(
        NAME, f"{context.place_name}农村留守妇女台账评估说明", context.under(),
        [
            Column("项目", 30, "long"), Column("内容", 60, "long"),
            Column("说明", 60, "long"), Column("原行号", 10, "number"),
        ],
    )  # fmt: skip
    sheet.section("一、行数")
    for label, count, text in (
        ("台账行数", ledger.rows, "表头以下有内容的行；等于下面三项之和"),
        ("已评估", len(ledger.kept), "见“结果总表”"),
        ("未采用", len(ledger.set_aside), "见“未采用行”，每行有原因"),
        ("重复并入", len(ledger.duplicates), "同一人的多行合为一行，见“未采用行”"),
        ("空行", ledger.empty_rows, "没有任何内容的行，不计入台账行数"),
    ):
        sheet.row([label, str(count), text, None])
    sheet.section("二、依据")
    sheet.row(["评估日", format_day(results.on), "", None])
    for code, matcher in results.matchers.items():
        sheet.row(["评估地区", f"{matcher.place.name}（{code}）", "；".join(matcher.notes), None])
    for name in results.policies:
        policy = results.rules.policies[name]
        sheet.row(["适用文件", f"{policy.number}《{policy.title}》", f"{policy.issued}印发", None])
    sheet.row(["规则版本", results.rules.version, f"SHA-256 {results.rules.sha256}", None])
    sheet.row(
        [
            "声明",
            f"本结果为初步匹配，{DISCLAIMER}。",
            "“暂不符合”只说明按台账所写不符合文件条件；情况有变的应重新评估。",
            None,
        ]
    )
    if ledger.day is not None:
        sheet.row(["台账填报日", format_day(ledger.day), "只有年龄的，出生日期按这一天推算范围", None])
    elif any(use.target == "age" for use in ledger.columns):
        sheet.row(["台账填报日", "没有写明", "只有年龄的，出生日期按行内填报日期推算；没有的按评估日推算", None])
    sheet.section("三、统一假定（--assume，只填台账没有说明的）")
    for name, count in ledger.assumed.items():
        fact = ledger.facts[name]
        sheet.row([fact.title, say_value(context.assume.get(name), fact), f"用于{count}行", None])
    if not ledger.assumed:
        sheet.row(["（没有）", "", "", None])
    sheet.section("四、各列的理解")
    for use in ledger.columns:
        label = f"{use.letter}　{use.label}" if use.label else use.letter
        sheet.row([label, use.title, _HOW.get(use.how, ""), None])
    if ledger.remarks:
        sheet.section("五、读取时的情况")
        for remark in ledger.remarks:
            sheet.row(["提示", remark, "", None])
    _unread(context, sheet)


_HOW = {
    "known": "按列名认出",
    "mapping": "按对照文件",
    "unknown": "可用 --mapping 说明它是什么",
    "unused": "",
    "none": "",
}


def _unread(context: Context, sheet: object) -> None:
    from ..book import Sheet

    assert isinstance(sheet, Sheet)
    unread = context.results.ledger.unread
    sheet.section(f"六、未读出的单元格（{len(unread)}格；所涉事实按“不知道”处理，不按“否”处理）")
    for (label, reason), count in Counter((one.label, one.reason) for one in unread).most_common(50):
        sheet.row([f"{label}　共{count}格", "", reason, None])
    for one in sorted(unread, key=lambda one: one.row)[:LISTED]:
        sheet.row([f"{one.column}　{one.label}", one.text, one.reason, one.row])
    if len(unread) > LISTED:
        sheet.row(["其余", f"{len(unread) - LISTED}格", "未逐一列出", None])
