"""The lists of ``ledger changes`` and ``ledger due`` as workbooks."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

from ...answer import DISCLAIMER, STATUS_WORDS
from ...chinese import format_day
from ...files import atomic_write
from ...problems import InputError, Problem
from ..results.changes import KINDS, Changes, say_because
from ..results.due import CITATION, DueList
from .book import Book, Column, height_of

_WHO = (Column("序号", 6, "number"), Column("行号", 8, "number"), Column("姓名", 10), Column("身份证号", 21))


def write_changes(found: Changes, path: Path | str) -> None:
    """Write the changes as a workbook, whole or not at all."""
    _write(path, "农村留守妇女台账变动", found.on, lambda book: _changes(book, found))


def write_due(found: DueList, path: Path | str) -> None:
    """Write what falls due as a workbook, whole or not at all."""
    _write(path, "农村留守妇女台账到期提醒", found.on, lambda book: _due(book, found))


def _write(path: Path | str, title: str, on: date, fill: Callable[[Book], None]) -> None:
    path = Path(path)
    if path.suffix.lower() != ".xlsx":
        raise InputError(Problem(f"cannot write {path}", expected="a name that ends in .xlsx", code="unwritable"))
    with atomic_write(path) as part:
        book = Book(part, title=title, on=on)
        try:
            fill(book)
            book.close()
        except BaseException:
            book.abandon()
            raise


def _changes(book: Book, found: Changes) -> None:
    counts = "，".join(f"{KINDS[kind]}{count}项" for kind, count in found.counts().items())
    under = f"评估日：{format_day(found.on)}　　{counts}　　{DISCLAIMER}"
    columns = (
        *_WHO,
        Column("变动", 14, "center"),
        Column("服务", 30),
        Column("原来", 10, "center"),
        Column("现在", 10, "center"),
        Column("因为", 60, "long"),
    )
    sheet = book.sheet("变动", "农村留守妇女台账变动情况", under, columns, freeze=3)
    for number, one in enumerate(found.changes, 1):
        because = say_because(one)
        looks = {6: one.before, 7: one.after}
        sheet.row(
            [
                number, one.who["row"], one.who["name"], one.who["id_number"], KINDS[one.kind], one.title,
                STATUS_WORDS[one.before], STATUS_WORDS[one.after], because,
            ],
            height=height_of([(because, 60)]), looks={index: str(look) for index, look in looks.items()},
        )  # fmt: skip
    sheet.finish()
    for name, people in (("新增", found.added), ("不在新台账", found.removed)):
        listed = book.sheet(name, f"农村留守妇女台账{name}人员", under, _WHO)
        for number, who in enumerate(people, 1):
            listed.row([number, who["row"], who["name"], who["id_number"]])
        listed.finish()


def _due(book: Book, found: DueList) -> None:
    under = f"{format_day(found.on)}至{format_day(found.until)}　　{DISCLAIMER}"
    columns = (
        *_WHO,
        Column("日期", 12, "date"),
        Column("到期事项", 30, "long"),
        Column("服务", 32),
        Column("原来", 10, "center"),
        Column("届时", 10, "center"),
        Column("备注", 20),
    )
    sheet = book.sheet("到期变动", "农村留守妇女台账到期提醒", under, columns, freeze=3)
    number = 0
    for one in found.due:
        for _, title, before, after in one.services:
            number += 1
            sheet.row(
                [
                    number, one.who["row"], one.who["name"], one.who["id_number"], one.day, one.why, title,
                    STATUS_WORDS[before], STATUS_WORDS[after], "日期只知范围" if one.earliest else "",
                ],
                looks={7: before, 8: after},
            )  # fmt: skip
    sheet.finish()
    title = f"超过六个月未更新的台账记录（{CITATION}）"
    stale = book.sheet("待更新", title, under, (*_WHO, Column("最近更新", 24), Column("应于此前更新", 14, "date")))
    for count, record in enumerate(found.stale, 1):
        stale.row(
            [count, record.who["row"], record.who["name"], record.who["id_number"], record.updated or "", record.since]
        )
    stale.finish()
