"""Where the parts of a document's text begin and end, by the labels that open them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

from ..chinese import LABEL_NUMERAL
from .closing import closing_start
from .letterhead import signature
from .sentences import has_words, paragraphs

Kind = Literal["numbered", "outside", "annex"]

PREAMBLE, ENDING, ANNEX = "前言", "结尾", "附件"
MAX_HEADING = 20

_PART = re.compile(rf"\s*({LABEL_NUMERAL})、\s*")
_NUMBERED = re.compile(rf"\s*[（(]({LABEL_NUMERAL})[）)]\s*")
_ARTICLE = re.compile(rf"\s*(第{LABEL_NUMERAL}条)[\s　]+")
_CHAPTER = re.compile(rf"\s*第{LABEL_NUMERAL}[章节][\s　]")
_ANNEX = re.compile(r"\s*附\s*件\s*([0-9０-９]*|[一二三四五六七八九十]*)\s*[:：]?\s*\Z")
_ATTACHED = re.compile(r"\s*附\s*件?\s*[0-9０-９]*\s*[:：]")
_ITEM = re.compile(r"\s*(?:[0-9０-９]+\s*[.、．]|[（(][0-9０-９]+[）)]|[①-⑳]|[一二三四五六七八九十]+是)")
_STOP = re.compile(r"[。；！？]")


@dataclass(frozen=True, slots=True)
class Tile:
    """A part before it is read: its label, its kind, and where it stands."""

    at: str
    kind: Kind
    start: int
    end: int
    label: int
    """Where the line with the label begins; what lies before are heading lines."""
    words: int
    """Where the words behind the label begin."""
    title: str | None = None


def tiles(text: str) -> list[Tile]:
    """The parts in order; together they cover the text."""
    found = list(_labelled(text))
    if not found:
        return [Tile(PREAMBLE, "outside", 0, len(text), 0, 0)] if text else []
    tiles = []
    for number, tile in enumerate(found):
        end = found[number + 1].start if number + 1 < len(found) else len(text)
        tiles.append(replace(tile, end=end))
    if not any(tile.kind == "numbered" for tile in tiles):
        tiles = [replace(tile, kind="numbered") if tile.kind == "outside" else tile for tile in tiles]
    if tiles[0].start:
        tiles.insert(0, Tile(PREAMBLE, "outside", 0, tiles[0].start, 0, 0))
    body = [number for number, tile in enumerate(tiles) if tile.kind != "annex"]
    last = tiles[body[-1]]
    cut = None if last.at == PREAMBLE else _ending(text, last)
    if cut is not None:
        tiles[body[-1]] = replace(last, end=cut)
        tiles.insert(body[-1] + 1, Tile(ENDING, "outside", cut, last.end, cut, cut))
    return tiles


def _labelled(text: str) -> Iterator[Tile]:
    """Every part that a label opens; the ends are filled in later."""
    part = annex = ""
    heading: Tile | None = None
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
            elif in_annex and above is not None:
                yield Tile(annex, "annex", above, 0, above, above)
            in_annex, heading, annex, above = True, None, ANNEX + opened[1], first
            continue
        numbered = _PART.match(line)
        if in_annex:
            if numbered:
                start = first if above is None else above
                above = None
                yield Tile(f"{annex} {numbered[1]}", "annex", start, 0, first, first + numbered.end())
            continue
        item = _NUMBERED.match(line)
        article = _ARTICLE.match(line)
        if numbered:
            if heading is not None:
                yield heading
            words = first + numbered.end()
            rest = text[words:last].strip()
            part = numbered[1]
            start, above = first if above is None else above, None
            if _STOP.search(rest):
                heading = None
                yield Tile(part, "numbered", start, 0, first, words)
            else:
                heading = Tile(part, "outside", start, 0, first, last, rest or None)
        elif item or article:
            # Heading lines that still wait open this clause.
            waiting = [at for at in (above, heading.start if heading else None) if at is not None]
            start, above, heading = min(waiting, default=first), None, None
            if item:
                yield Tile(f"{part}（{item[1]}）", "numbered", start, 0, first, first + item.end())
            elif article:
                part = part or article[1]
                yield Tile(article[1], "numbered", start, 0, first, first + article.end())
        elif _CHAPTER.match(line) and len(line.strip()) < 40:
            above = first if above is None else above
        elif heading is not None:
            yield heading
            heading = None
    if heading is not None:
        yield heading
    if above is not None and in_annex:
        # An annex without numbered items is one part.
        yield Tile(annex, "annex", above, 0, above, above)


def _ending(text: str, tile: Tile) -> int | None:
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


def opens_with_headings(text: str, tiles: list[Tile]) -> bool:
    """Whether nearly all numbered clauses open with what can be a heading."""
    numbered = [tile for tile in tiles if tile.kind == "numbered"]
    with_heading = sum(1 for tile in numbered if first_sentence(text, tile) is not None)
    return bool(numbered) and with_heading * 5 >= len(numbered) * 4


def first_sentence(text: str, tile: Tile) -> str | None:
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
