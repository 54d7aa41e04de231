"""The lines of a text that open a part: which of them are labels, and of what depth.

一、 holds （一）, which holds 1.; a document may do without any of them. 第一条 stands for all of them,
and so do 第一章 or 第一部分 where nothing else does. Points (1.) are parts of their own where nothing above them has
words, or where at least two of them end in their own closing; others belong to what they stand in, like the （一） of
an article.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from ..chinese import LABEL_NUMERAL, number_of, numeral
from .closings import closing_start
from .prose import paragraphs, trimmed

#: From the outermost on; an article is as deep as a part.
DEPTHS = {"chapter": 0, "part": 1, "article": 1, "item": 2, "point": 3, "subpoint": 4}
STOP = re.compile(r"[。；！？]")
#: The longest line that can be the heading of what follows, in characters.
MAX_HEADING_LINE = 60

_CIRCLED = dict(zip("㈠㈡㈢㈣㈤㈥㈦㈧㈨㈩", "一二三四五六七八九十", strict=True))
_DIGITS = str.maketrans("０１２３４５６７８９", "0123456789")
_FORMS = (
    ("part", re.compile(rf"\s*({LABEL_NUMERAL})\s*[、．.](?![一二三四五六七八九十]+(?:级|类|档|、))\s*")),
    ("item", re.compile(rf"\s*[（(]\s*({LABEL_NUMERAL})\s*[）)]\s*、?\s*|\s*([㈠-㈩])\s*")),
    ("article", re.compile(rf"\s*(第(?:{LABEL_NUMERAL}|[0-9０-９]{{1,3}})条)[\s　]+")),
    ("point", re.compile(r"\s*([0-9０-９]{1,2})\s*(?:[.．](?![0-9０-９])|、)\s*")),
    ("subpoint", re.compile(r"\s*[（(]\s*([0-9０-９]{1,2})\s*[）)]\s*、?\s*")),
    ("annex", re.compile(r"\s*附\s*件(?:\s*([0-9０-９]+|[一二三四五六七八九十]+))?\s*(?:[:：]\s*)?\Z")),
    ("attached", re.compile(r"\s*附\s*(?:件\s*)?(?:[0-9０-９]+\s*)?[:：]")),
    ("chapter", re.compile(rf"\s*(第{LABEL_NUMERAL}(?:章|节|编|篇|部分))(?:[\s　:：]|\Z)")),
)
#: An article whose number no space follows; it counts where it is the next one.
_CLOSE_ARTICLE = re.compile(rf"\s*(第{LABEL_NUMERAL}条)(?![之的第、，和至或及款项规所])")
_MAX_CHAPTER = 40
_HOLDERS = ("chapter", "part", "article", "item")


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line that holds anything: what label opens it (``sort`` is empty without), and where its words begin."""

    first: int
    last: int
    sort: str = ""
    label: str = ""
    words: int

    def rest(self, text: str) -> str:
        """The words behind the label."""
        return text[self.words : self.last].strip()

    def is_heading(self, text: str) -> bool:
        """Whether the words behind the label can be the heading of what follows."""
        rest = self.rest(text)
        return len(rest) <= MAX_HEADING_LINE and not STOP.search(rest.rstrip("。"))


def read_lines(text: str) -> list[Line]:
    """Every line that holds anything, with the label that its form suggests."""
    lines: list[Line] = []
    in_list = False
    for first, last in paragraphs(text):
        begin, end = trimmed(text, first, last)
        if begin < end:
            line = _read(text, first, last)
            # What follows 附件：1.… in the same form is the list of what is attached.
            listed = in_list and line.sort == "point"
            in_list = line.sort == "attached" or listed
            lines.append(_as(line, "") if listed or line.sort == "attached" else line)
    return lines


def _read(text: str, first: int, last: int) -> Line:
    for sort, form in _FORMS:
        found = form.match(text, first, last) if sort != "annex" else form.match(text[first:last])
        if found and not (sort == "chapter" and len(text[first:last].strip()) >= _MAX_CHAPTER):
            label = next((group for group in found.groups() if group), "") if found.re.groups else ""
            label = _CIRCLED.get(label, label.translate(_DIGITS) if sort != "annex" else label)
            words = last if sort in ("annex", "attached", "chapter") else min(first + len(found[0]), last)
            return Line(first=first, last=last, sort=sort, label=label, words=words)
    if found := _CLOSE_ARTICLE.match(text, first, last):
        return Line(first=first, last=last, sort="close", label=found[1], words=found.end())
    return Line(first=first, last=last, words=first)


def labelled(text: str, lines: Sequence[Line]) -> list[Line]:
    """The lines of one numbering, with the labels that open no part of their own taken off."""
    settled = list(_settled(text, lines))
    sorts = {line.sort for line in settled}
    if not sorts & {"part", "article"}:
        settled = [_as(line, "part") if line.sort == "chapter" else line for line in settled]
        sorts = {line.sort for line in settled}
    kept = set[int]()
    for run in _runs(settled):
        if _are_parts(text, settled, run, sorts):
            kept.update(run.points)
    return [
        _as(line, "") if line.sort in ("point", "subpoint") and number not in kept else line
        for number, line in enumerate(settled)
    ]


def _settled(text: str, lines: Sequence[Line]) -> Iterator[Line]:
    """The lines with what belongs to a list or an article taken off."""
    article, before = "", ""
    for line in lines:
        sort = line.sort
        if sort == "close":  # 第二条 without a space behind it, right after 第一条
            sort = "article" if line.label == _following(article) else ""
        inside = article and (
            sort in ("item", "point", "subpoint") or (sort == "part" and before.endswith(("：", ":")))
        )
        if sort == "article":
            article = line.label
        elif sort == "part" and not inside:
            article = ""
        before = text[line.first : line.last].rstrip()[-1:]
        yield _as(line, "" if inside else sort)


def _following(article: str) -> str:
    number = number_of(article[1:-1]) if article else 0
    return f"第{numeral(int(number or 0) + 1)}条"


def _as(line: Line, sort: str) -> Line:
    return line if line.sort == sort else replace(line, sort=sort, words=line.words if sort else line.first)


@dataclass(slots=True)
class _Run:
    """Points below one label: their numbers among the lines, that of the label above, and whether it has items."""

    points: list[int]
    above: int | None
    end: int = 0
    after_items: bool = False


def _runs(lines: Sequence[Line]) -> Iterator[_Run]:
    above: int | None = None
    run: _Run | None = None
    with_items = _with_items(lines)
    for number, line in enumerate(lines):
        again = run is not None and line.sort == lines[run.points[0]].sort and line.label == "1"
        if run is not None and (again or line.sort in _HOLDERS):
            run.end = line.first
            yield run
            run = None
        if line.sort in _HOLDERS:
            above = number
        elif line.sort in ("point", "subpoint"):
            if run is None:
                run = _Run([number], above, after_items=above in with_items)
            elif line.sort == lines[run.points[0]].sort:
                run.points.append(number)
    if run is not None:
        run.end = lines[-1].last
        yield run


def _with_items(lines: Sequence[Line]) -> set[int]:
    """The parts that hold items, by their numbers among the lines."""
    part, holding = -1, set[int]()
    for number, line in enumerate(lines):
        if line.sort in ("part", "article", "chapter"):
            part = number
        elif line.sort == "item":
            holding.add(part)
    return holding


def _are_parts(text: str, lines: Sequence[Line], run: _Run, sorts: set[str]) -> bool:
    """Whether points are parts of their own, by what stands above them and how they end."""
    first = lines[run.points[0]]
    if not sorts & {"part", "article", "item"}:
        return first.sort == "point" or "point" not in sorts
    if first.sort != "point" or first.label != "1" or len(run.points) < 2 or run.above is None:
        return False
    above, before = lines[run.above], lines[run.points[0] - 1]
    if above.sort == "article":
        return False
    if above.sort == "part" and not run.after_items and above.is_heading(text):
        return before is above or text[before.last - 1 : before.last] not in ("：", ":")
    starts = [lines[number].words for number in run.points]
    ends = [*(lines[number].first for number in run.points[1:]), run.end]
    return sum(closing_start(text, start, end) is not None for start, end in zip(starts, ends, strict=True)) >= 2
