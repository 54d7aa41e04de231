"""The full text of a document, one paragraph a line, taken apart by its own labels.

The text is tiled: every character lies in exactly one part, so that a hash over each
part is a hash over the whole. Parts are labelled as documents cite themselves: 前言 (all
before the first part), 二（一） (part and number), 一 (a part without numbered clauses),
结尾 (what follows the last clause), 附件 一 (an annex item). A part heading such as
``二、主要措施`` opens the clause that follows it, the annex title its first item.
"""

from __future__ import annotations

import bisect
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Literal

from ..problems import InputError, Location, Problem
from ..yamltree import read_text
from .closing import closing_start, roles
from .cutting import Sentence, has_words, paragraphs, sentences, trimmed
from .header import Line, number_line, signature, title_lines
from .model import Agencies

Kind = Literal["numbered", "outside", "annex"]

PREAMBLE, ENDING, ANNEX = "前言", "结尾", "附件"
MAX_HEADING = 20
MAX_PARTS = 2000

_HAN = "[一二三四五六七八九十百零〇]+"
_PART = re.compile(rf"\s*({_HAN})、\s*")
_NUMBERED = re.compile(rf"\s*[（(]({_HAN})[）)]\s*")
_ARTICLE = re.compile(rf"\s*(第{_HAN}条)[\s　]+")
_CHAPTER = re.compile(rf"\s*第{_HAN}[章节][\s　]")
_ANNEX = re.compile(r"\s*附\s*件\s*([0-9０-９]*|[一二三四五六七八九十]*)\s*[:：]?\s*\Z")
_ATTACHED = re.compile(r"\s*附\s*件?\s*[0-9０-９]*\s*[:：]")
_ITEM = re.compile(r"\s*(?:[0-9０-９]+\s*[.、．]|[（(][0-9０-９]+[）)]|[①-⑳]|[一二三四五六七八九十]+是)")
_STOP = re.compile(r"[。；！？]")


@dataclass(frozen=True, slots=True)
class SourceClause:
    """One part of the text.

    ``text`` is the whole of it, ``above`` the heading lines that open it, ``body`` what
    is left without those, the label, the heading and the closing （…负责）. ``start`` and
    ``body_start`` count characters in the whole text.
    """

    at: str
    kind: Kind
    start: int
    text: str
    above: str
    heading: str | None
    body_start: int
    body: str
    closing: str | None
    agencies: Agencies
    sentences: tuple[Sentence, ...]

    @property
    def end(self) -> int:
        """The offset behind the last character."""
        return self.start + len(self.text)


@dataclass(frozen=True, slots=True)
class Source:
    """The text of one document and its parts; ``problems`` says what could not be made out."""

    file: str
    text: str
    number: Line | None
    titles: tuple[Line, ...]
    issuers: tuple[Line, ...]
    issued: date | None
    day: Line | None
    clauses: tuple[SourceClause, ...]
    problems: tuple[Problem, ...] = ()
    lines: tuple[int, ...] = field(default=(), repr=False)
    """Where each line begins."""

    def clause(self, at: str) -> SourceClause | None:
        """The part with this label."""
        return next((clause for clause in self.clauses if clause.at == at), None)

    def where(self, offset: int, length: int = 1) -> Location:
        """The place of a character, with its line."""
        starts = self.lines
        line = max(bisect.bisect_right(starts, offset), 1)
        start = starts[line - 1] if starts else 0
        end = next((last for _, last in paragraphs(self.text, start)), start)
        return Location(self.file, line, offset - start + 1, self.text[start:end], max(1, length))


def read_source(path: Path | str, headings: Mapping[str, str] | None = None) -> Source:
    """The text of a file, taken apart.

    Raises :class:`~liushou.InputError` where the file cannot be read as text.
    """
    text = read_text(path)
    if "\0" in text:
        line = text.count("\n", 0, text.index("\0")) + 1
        raise InputError(
            Problem("not a text file (it holds a NUL byte)", Location(str(path), line, 1), code="encoding")
        )
    return parse_source(text, str(path), headings)


def parse_source(text: str, file: str = "<text>", headings: Mapping[str, str] | None = None) -> Source:
    """The text taken apart; never raises.

    A clause opens with a heading where ``headings`` (label → heading) names one that
    stands there, or where nearly all clauses of the document open with a short first
    sentence and go on after it.
    """
    tiles = _tiles(text)
    lines = tuple(first for first, _ in paragraphs(text))
    if len(tiles) > MAX_PARTS:
        problem = Problem(f"{file}: more than {MAX_PARTS} parts", code="too-large")
        return Source(file, text, None, (), (), None, None, (), (problem,), lines)
    guess = _opens_with_headings(text, tiles)
    clauses = tuple(_clause(text, tile, guess, (headings or {}).get(tile.at)) for tile in tiles)
    head_end = tiles[0].end if tiles and tiles[0].at == PREAMBLE else 0
    body_end = next((tile.start for tile in tiles if tile.kind == "annex"), len(text))
    signed = signature(text, 0, body_end)
    source = Source(
        file, text, number_line(text, 0, head_end), title_lines(text, 0, head_end),
        signed.issuers if signed else (), signed.day if signed else None,
        signed.day_line if signed else None, clauses, (), lines,
    )  # fmt: skip
    return replace(source, problems=tuple(_problems(source)))


@dataclass(frozen=True, slots=True)
class _Tile:
    at: str
    kind: Kind
    start: int
    end: int
    label: int
    """Where the line with the label begins; what lies before are heading lines."""
    words: int
    """Where the words behind the label begin."""
    title: str | None = None


def _tiles(text: str) -> list[_Tile]:
    """The parts in order; together they cover the text."""
    found = list(_labelled(text))
    if not found:
        return [_Tile(PREAMBLE, "outside", 0, len(text), 0, 0)] if text else []
    tiles = []
    for number, tile in enumerate(found):
        end = found[number + 1].start if number + 1 < len(found) else len(text)
        tiles.append(replace(tile, end=end))
    if not any(tile.kind == "numbered" for tile in tiles):
        tiles = [replace(tile, kind="numbered") if tile.kind == "outside" else tile for tile in tiles]
    if tiles[0].start:
        tiles.insert(0, _Tile(PREAMBLE, "outside", 0, tiles[0].start, 0, 0))
    body = [number for number, tile in enumerate(tiles) if tile.kind != "annex"]
    last = tiles[body[-1]]
    cut = None if last.at == PREAMBLE else _ending(text, last)
    if cut is not None:
        tiles[body[-1]] = replace(last, end=cut)
        tiles.insert(body[-1] + 1, _Tile(ENDING, "outside", cut, last.end, cut, cut))
    return tiles


def _labelled(text: str) -> Iterator[_Tile]:
    """Every part that a label opens; the ends are filled in later."""
    part = annex = ""
    heading: _Tile | None = None
    in_annex = False
    above: int | None = None
    for first, last in paragraphs(text):
        line = text[first:last]
        if not line.strip():
            continue
        opened = _ANNEX.match(line)
        if opened and (part or in_annex):
            if heading is not None:
                yield heading
            in_annex, heading, annex, above = True, None, ANNEX + opened[1], first
            continue
        numbered = _PART.match(line)
        if in_annex:
            if numbered:
                start = first if above is None else above
                above = None
                yield _Tile(f"{annex} {numbered[1]}", "annex", start, 0, first, first + numbered.end())
            continue
        item = _NUMBERED.match(line)
        article = _ARTICLE.match(line)
        if numbered:
            if heading is not None:
                yield heading
            words = first + numbered.end()
            rest = text[words:last].strip()
            part = numbered[1]
            if _STOP.search(rest):
                heading = None
                yield _Tile(part, "numbered", first, 0, first, words)
            else:
                heading = _Tile(part, "outside", first, 0, first, last, rest or None)
        elif item:
            start = heading.start if heading is not None else first
            heading = None
            yield _Tile(f"{part}（{item[1]}）", "numbered", start, 0, first, first + item.end())
        elif article:
            start = above if above is not None else first
            above, part = None, part or article[1]
            yield _Tile(article[1], "numbered", start, 0, first, first + article.end())
        elif _CHAPTER.match(line) and len(line.strip()) < 40:
            above = first if above is None else above
        elif heading is not None:
            yield heading
            heading = None
    if heading is not None:
        yield heading
    if above is not None and in_annex:
        # An annex without numbered items is one part.
        yield _Tile(annex, "annex", above, 0, above, above)


def _ending(text: str, tile: _Tile) -> int | None:
    """Where 结尾 begins behind the last clause: after its words, before the closing paragraph."""
    lines = [(first, last) for first, last in paragraphs(text, tile.label, tile.end) if text[first:last].strip()]
    done = 0
    for number, (first, last) in enumerate(lines):
        if closing_start(text, first, last) is not None:
            done = number + 1
    if not done and tile.kind == "numbered":
        opening = text[tile.words : lines[0][1]] if lines else ""
        done = 1 if _STOP.search(opening) else 2
        while done < len(lines) and _ITEM.match(text[slice(*lines[done])]):
            done += 1
    elif not done:
        signed = signature(text, tile.words, tile.end)
        foot = signed.issuers[0].start if signed else tile.end
        done = next(
            (number for number, (first, last) in enumerate(lines)
             if number and (last > foot or _ATTACHED.match(text[first:last]))),
            len(lines),
        )  # fmt: skip
    return lines[done][0] if done < len(lines) else None


def _opens_with_headings(text: str, tiles: list[_Tile]) -> bool:
    numbered = [tile for tile in tiles if tile.kind == "numbered"]
    with_heading = sum(1 for tile in numbered if _first_sentence(text, tile) is not None)
    return bool(numbered) and with_heading * 5 >= len(numbered) * 4


def _first_sentence(text: str, tile: _Tile) -> str | None:
    """The short first sentence that can be a heading, if the clause goes on after it."""
    line_end = next((last for _, last in paragraphs(text, tile.words, tile.end)), tile.words)
    stop = _STOP.search(text, tile.words, line_end)
    end = stop.start() if stop else line_end
    opening = text[tile.words : end].strip()
    closing = closing_start(text, tile.words, tile.end)
    rest = text[end + 1 : tile.end if closing is None else closing]
    if not opening or len(opening) > MAX_HEADING or re.search("[，：（]", opening) or not has_words(rest):
        return None
    return opening


def _clause(text: str, tile: _Tile, guess: bool, named: str | None) -> SourceClause:
    closing_at = closing_start(text, tile.words, _last(text, tile)) if tile.kind != "outside" else None
    body_end = tile.end if closing_at is None else closing_at
    start, heading = tile.words, tile.title
    if tile.title is None and tile.at not in (PREAMBLE, ENDING):
        opening = _first_sentence(text, tile) if tile.kind == "numbered" and guess else None
        if named and text.startswith(named, start) and text[start + len(named) : start + len(named) + 1] in "。；\r\n":
            opening = named
        if opening is not None:
            heading = opening
            start = text.index(opening, start) + len(opening)
            start += 1 if text[start : start + 1] in ("。", "；") else 0
    closing = None if closing_at is None else text[closing_at : tile.end].strip()
    start, body_end = trimmed(text, start, max(start, body_end))
    return SourceClause(
        tile.at, tile.kind, tile.start, text[tile.start : tile.end], text[tile.start : tile.label], heading,
        start, text[start:body_end], closing, roles(closing) if closing else Agencies(),
        sentences(text, start, body_end),
    )  # fmt: skip


def _last(text: str, tile: _Tile) -> int:
    """The end of the clause without trailing white space."""
    end = tile.end
    while end > tile.start and text[end - 1].isspace():
        end -= 1
    return end


def _problems(source: Source) -> Iterator[Problem]:
    top = Location(source.file, 1, 1)
    if not source.text.strip():
        yield Problem("the text is empty", top, "the full text of a document, one paragraph a line", code="empty")
        return
    if not any(clause.kind == "numbered" for clause in source.clauses):
        yield Problem("no clause found", top, "lines such as `一、…` and `（一）…`", code="no-clauses")
    if source.number is None:
        yield Problem("no document number found", top, "a line such as 渝民发〔2020〕38号", code="no-number")
    if not source.titles:
        yield Problem("no title found", top, "a line that ends in 意见, 通知, 方案 or the like", code="no-title")
    if source.issued is None:
        where = source.where(source.day.start, len(source.day.text)) if source.day else top
        yield Problem("no signature with a date found", where, "offices, and below them 2020年12月30日", code="no-date")
    seen: dict[str, int] = {}
    for clause in source.clauses:
        where = source.where(clause.start)
        if clause.at in seen:
            yield Problem(
                f"`{clause.at}` already begins in line {seen[clause.at]}", where, "each label once", code="duplicate"
            )
        seen.setdefault(clause.at, where.line)
