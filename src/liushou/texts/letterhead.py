"""The head and the foot of a document: number, titles, signature block, date."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from ..chinese import day_at_end
from .sentences import paragraphs, trimmed

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


def _lines(text: str, start: int, end: int) -> Iterator[Line]:
    """The lines between two offsets that hold anything, without white space at their ends."""
    for first, last in paragraphs(text, start, end):
        begin, stop = trimmed(text, first, last)
        if begin < stop:
            yield Line(text[begin:stop], begin)


def number_line(text: str, start: int, end: int) -> Line | None:
    """The document's own number: the first line that holds a number and nothing else."""
    for line in _lines(text, start, end):
        number = _NUMBER.match(line.text) if len(line.text) < 60 else None
        if number:
            return Line(number[1], line.start + number.start(1))
    return None


def title_lines(text: str, start: int, end: int) -> tuple[Line, ...]:
    """Lines that are titles: they end in 意见, 通知, 方案 … and no full stop.

    A title that was broken over lines (关于… or an open 《) is put together again.
    """
    titles: list[Line] = []
    begun: Line | None = None
    for line in _lines(text, start, end):
        joined = Line(begun.text + line.text, begun.start) if begun else None
        begun = None
        if joined and _TITLE.search(joined.text) and len(joined.text) < 120:
            titles.append(joined)
        elif len(line.text) < 80 and not re.search(r"[。；：！？，]", line.text):
            open_title = line.text.count("《") > line.text.count("》")
            if _TITLE.search(line.text) and not open_title:
                titles.append(line)
            elif line.text.startswith("关于") or open_title:
                begun = line
    return tuple(titles)


def signature(text: str, start: int, end: int) -> Signature | None:
    """The first block of offices with a date below it (or on the last office's line)."""
    offices: list[Line] = []
    for line in _lines(text, start, end):
        dated = day_at_end(line.text) if len(line.text) < 80 else None
        before = line.text if dated is None else line.text.removesuffix(dated[1]).strip()
        named = (dated or len(before) <= MAX_OFFICE) and not _NO_OFFICE.search(before) and not _NUMBER.match(before)
        if not named:
            offices = []
            continue
        offices += [Line(name[0], line.start + name.start()) for name in re.finditer(r"\S+", before)]
        if dated is not None and offices:
            day, printed = dated
            return Signature(tuple(offices), day, Line(printed, text.index(printed, line.start)))
    return None
