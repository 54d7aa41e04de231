"""Where the parts of a document's text begin and end, by the labels that open them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

from ..chinese import LABEL_NUMERAL
from .prose import closing_start, has_words, paragraphs, signature

Kind = Literal["numbered", "outside", "annex"]

PREAMBLE, ENDING, ANNEX = "前言", "结尾", "附件"
MAX_HEADING = 20

_PART = re.compile(rf"\s*({LABEL_NUMERAL})、\s*")
_NUMBERED = re.compile(rf"\s*[（(]({LABEL_NUMERAL})[）)]\s*")
_ARTICLE = re.compile(rf"\s*(第{LABEL_NUMERAL}条)[\s　]+")
_CHAPTER = re.compile(rf"\s*第{LABEL_NUMERAL}[章节][\s　]")
_ANNEX = re.compile(r"\s*附\s*件(?:\s*([0-9０-９]+|[一二三四五六七八九十]+))?\s*(?:[:：]\s*)?\Z")
_ATTACHED = re.compile(r"\s*附\s*(?:件\s*)?(?:[0-9０-９]+\s*)?[:：]")
_ITEM = re.compile(r"\s*(?:[0-9０-９]+\s*[.、．]|[（(][0-9０-９]+[）)]|[①-⑳]|[一二三四五六七八九十]+是)")
_STOP = re.compile(r"[。；！？]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Segment:
    """A part before it is read: its label, its kind, and where it is.

    ``label`` is where the line with the label begins, what lies before are heading lines;
    ``words`` is where the words behind the label begin.
    """

    at: str
    kind: Kind
    start: int
    end: int = 0
    label: int
    words: int
    title: str | None = None


def segments(text: str) -> list[Segment]:
    """The parts in order; together they cover the text."""
    if not text:
        return []
    parts = list(_Labels(text))
    if not any(part.kind == "numbered" for part in parts):
        parts = [replace(part, kind="numbered") if part.kind == "outside" else part for part in parts]
    if not parts or parts[0].start:
        parts.insert(0, Segment(at=PREAMBLE, kind="outside", start=0, label=0, words=0))
    ends = [*(part.start for part in parts[1:]), len(text)]
    parts = [replace(part, end=end) for part, end in zip(parts, ends, strict=True)]
    body = [number for number, part in enumerate(parts) if part.kind != "annex"]
    last = parts[body[-1]]
    cut = None if last.at == PREAMBLE else _ending(text, last)
    if cut is not None:
        ending = Segment(at=ENDING, kind="outside", start=cut, end=last.end, label=cut, words=cut)
        parts[body[-1] : body[-1] + 1] = [replace(last, end=cut), ending]
    return parts


class _Labels:
    """Every part that a label opens; the ends are filled in later."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.part = self.annex = ""
        self.in_article = False
        self.heading: Segment | None = None
        self.above: int | None = None
        """Where heading lines begin that wait for the part they open."""

    def __iter__(self) -> Iterator[Segment]:
        for first, last in paragraphs(self.text):
            line = self.text[first:last]
            if not line.strip():
                continue
            opened = _ANNEX.match(line)
            if opened and (self.part or self.annex):
                yield from self._waiting()
                self.annex, self.above = ANNEX + (opened[1] or ""), first
            elif self.annex:
                if numbered := _PART.match(line):
                    at, words = f"{self.annex} {numbered[1]}", first + numbered.end()
                    yield Segment(at=at, kind="annex", start=self._opens(first), label=first, words=words)
            else:
                yield from self._body(line, first, last)
        yield from self._waiting()

    def _waiting(self) -> Iterator[Segment]:
        """A part heading that no clause followed, or an annex without numbered items: one part each."""
        if self.heading is not None:
            yield self.heading
        elif self.annex and self.above is not None:
            yield Segment(at=self.annex, kind="annex", start=self.above, label=self.above, words=self.above)
        self.heading = None

    def _opens(self, first: int) -> int:
        """Where a part begins whose label is on the line at ``first``: at the heading lines that wait."""
        waiting = [at for at in (self.above, self.heading.start if self.heading else None) if at is not None]
        self.above = None
        return min(waiting, default=first)

    def _body(self, line: str, first: int, last: int) -> Iterator[Segment]:
        numbered, item, article = _PART.match(line), _NUMBERED.match(line), _ARTICLE.match(line)
        if numbered:
            if self.heading is not None:
                yield self.heading
                self.heading = None
            self.part, self.in_article = numbered[1], False
            start, words = self._opens(first), first + numbered.end()
            rest = self.text[words:last].strip()
            if _STOP.search(rest):
                yield Segment(at=self.part, kind="numbered", start=start, label=first, words=words)
            else:
                self.heading = Segment(
                    at=self.part, kind="outside", start=start, label=first, words=last, title=rest or None
                )
        elif label := article or (None if self.in_article else item):  # an article's （一） is part of it
            start, self.heading, self.in_article = self._opens(first), None, bool(article)
            at = label[1] if article else f"{self.part}（{label[1]}）"
            self.part = self.part or at
            yield Segment(at=at, kind="numbered", start=start, label=first, words=first + label.end())
        elif _CHAPTER.match(line) and len(line.strip()) < 40:
            self.above = first if self.above is None else self.above
        elif self.heading is not None:
            yield self.heading
            self.heading = None


def _ending(text: str, segment: Segment) -> int | None:
    """Where 结尾 begins behind the last clause: after its words, before the closing paragraph."""
    lines = [(first, last) for first, last in paragraphs(text, segment.label, segment.end) if text[first:last].strip()]
    done = 0
    for number, (first, last) in enumerate(lines):
        if closing_start(text, first, last) is not None:
            done = number + 1
    if not done and segment.kind == "numbered" and not segment.at.endswith("条"):
        opening = text[segment.words : lines[0][1]] if lines else ""
        done = 1 if _STOP.search(opening) else 2
        while done < len(lines) and _ITEM.match(text[slice(*lines[done])]):
            done += 1
    elif not done:
        signed = signature(text, segment.words, segment.end)
        foot = signed[0][0].start if signed else segment.end
        ends = (
            number and (last > foot or _ATTACHED.match(text[first:last])) for number, (first, last) in enumerate(lines)
        )
        done = next((number for number, end in enumerate(ends) if end), len(lines))
    return lines[done][0] if done < len(lines) else None


def first_sentence(text: str, segment: Segment) -> str | None:
    """The short first sentence that can be a heading, if the clause goes on after it."""
    line_end = next((last for _, last in paragraphs(text, segment.words, segment.end)), segment.words)
    stop = _STOP.search(text, segment.words, line_end)
    end = stop.start() if stop else line_end
    opening = text[segment.words : end].strip()
    closing = closing_start(text, segment.words, segment.end)
    rest = text[end + 1 : segment.end if closing is None else closing]
    if not opening or len(opening) > MAX_HEADING or re.search("[，：（]", opening) or not has_words(rest):
        return None
    return opening
