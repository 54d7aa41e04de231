"""The head and the foot of a document: number, titles, signature block, date."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from ..chinese import day_at_end
from .sentences import paragraphs

#: A document number alone on its line, bare or in brackets: 渝民发〔2020〕38号.
_NUMBER = re.compile(
    r"[（(]?([^\s，。；：、（）()《》“”〔〕\[\]]{1,20}[〔\[［【﹝(（]\s*\d{4}\s*[〕\]］】﹞)）]\s*第?\s*\d+\s*号)[）)]?\Z"
)
_KINDS = "意见 通知 方案 办法 规定 细则 计划 决定 公告 通告 措施 条例 规划 指引 制度 函 批复 要点 清单"
_TITLE = re.compile("(?:" + "|".join(_KINDS.split()) + r")(?:[（(](?:试行|暂行|修订)[）)])?\Z")
_NO_OFFICE = re.compile(r"[。，；：、！？,;:!?《》“”]")
MAX_OFFICE = 40


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the head or foot that says something, and where it begins."""

    text: str
    start: int

    @property
    def span(self) -> tuple[int, int]:
        """(where it begins, how long it is)."""
        return self.start, len(self.text)


@dataclass(frozen=True, slots=True)
class Signature:
    """The offices that signed, in printed order, and the day."""

    issuers: tuple[Line, ...]
    day: date | None
    day_line: Line


def number_line(text: str, start: int, end: int) -> Line | None:
    """The document's own number: the first line that holds a number and nothing else."""
    for first, last in paragraphs(text, start, end):
        stripped = text[first:last].strip()
        number = _NUMBER.match(stripped) if len(stripped) < 60 else None
        if number:
            return Line(number[1], text.index(number[1], first))
    return None


def title_lines(text: str, start: int, end: int) -> tuple[Line, ...]:
    """Lines that are titles: they end in 意见, 通知, 方案 … and no full stop.

    A title that was broken over lines (关于… or an open 《) is put together again.
    """
    titles: list[Line] = []
    begun: Line | None = None
    for first, last in paragraphs(text, start, end):
        stripped = text[first:last].strip()
        if not stripped:
            continue
        if begun is not None:
            joined = Line(begun.text + stripped, begun.start)
            begun = None
            if _TITLE.search(joined.text) and len(joined.text) < 120:
                titles.append(joined)
                continue
        if len(stripped) < 80 and not re.search(r"[。；：！？，]", stripped):
            line = Line(stripped, text.index(stripped, first))
            open_title = stripped.count("《") > stripped.count("》")
            if _TITLE.search(stripped) and not open_title:
                titles.append(line)
            elif stripped.startswith("关于") or open_title:
                begun = line
    return tuple(titles)


def signature(text: str, start: int, end: int) -> Signature | None:
    """The first block of offices with a date below it (or on the last office's line)."""
    offices: list[Line] = []
    for first, last in paragraphs(text, start, end):
        stripped = text[first:last].strip()
        if not stripped:
            continue
        dated = day_at_end(stripped) if len(stripped) < 80 else None
        if dated is not None:
            day, printed = dated
            before = stripped[: len(stripped) - len(printed)].strip()
            if before and not _NO_OFFICE.search(before):
                offices.extend(_offices(text, first, before))
            if offices and (not before or not _NO_OFFICE.search(before)):
                return Signature(tuple(offices), day, Line(printed, text.index(printed, first)))
            offices = []
        elif len(stripped) <= MAX_OFFICE and not _NO_OFFICE.search(stripped) and not _NUMBER.match(stripped):
            offices.extend(_offices(text, first, stripped))
        else:
            offices = []
    return None


def _offices(text: str, first: int, printed: str) -> list[Line]:
    offices, at = [], first
    for name in printed.split():
        at = text.index(name, at)
        offices.append(Line(name, at))
        at += len(name)
    return offices
