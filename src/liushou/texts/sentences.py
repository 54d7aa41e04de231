"""Cutting Chinese official prose into sentences and 分句.

A sentence ends at 。 ； ！ ？ or at the end of its paragraph, a 分句 at ，. What stands
inside quotation marks or brackets is never cut: “…体系。” is part of its sentence.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

#: Ends of a sentence; half-width forms for texts that were typed so.
SENTENCE_ENDS = frozenset("。；！？;!?")
PIECE_ENDS = frozenset("，,")

_PAIRS = {
    "“": "”",
    "‘": "’",
    "（": "）",
    "(": ")",
    "《": "》",
    "〈": "〉",
    "「": "」",
    "『": "』",
    "【": "】",
    "〔": "〕",
}
_LINE_END = re.compile(r"\r\n|\r|\n")
_CLOSERS = {closer: opener for opener, closer in _PAIRS.items()}


@dataclass(frozen=True, slots=True)
class Piece:
    """A 分句: its words without the punctuation that ends it; offsets count in the whole text."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence without its final mark, and the 分句 it is made of."""

    text: str
    start: int
    end: int
    pieces: tuple[Piece, ...]


def paragraphs(text: str, start: int = 0, end: int | None = None) -> Iterator[tuple[int, int]]:
    """(start, end) of every line between two offsets, line ends left out, empty lines left in."""
    stop = len(text) if end is None else end
    at = start
    for line_end in _LINE_END.finditer(text, start, stop):
        yield at, line_end.start()
        at = line_end.end()
    if at < stop:
        yield at, stop


def enclosed(text: str, start: int, end: int) -> list[bool]:
    """For each character whether it stands inside quotation marks or brackets.

    Only pairs that close count, so a mark that was forgotten swallows nothing.
    """
    change = [0] * (end - start + 1)
    stack: list[tuple[str, int]] = []
    waiting = dict.fromkeys(_PAIRS, 0)
    for at in range(start, end):
        character = text[at]
        if character in _PAIRS:
            stack.append((character, at))
            waiting[character] += 1
        elif character in _CLOSERS and waiting[_CLOSERS[character]]:
            while True:
                opener, opened = stack.pop()
                waiting[opener] -= 1
                if opener == _CLOSERS[character]:
                    break
            change[opened - start] += 1
            change[at - start + 1] -= 1
    inside, depth = [], 0
    for step in change[:-1]:
        depth += step
        inside.append(depth > 0)
    return inside


def sentences(text: str, start: int = 0, end: int | None = None) -> tuple[Sentence, ...]:
    """The sentences between two offsets, paragraph by paragraph, in order."""
    result: list[Sentence] = []
    for first, last in paragraphs(text, start, end):
        inside = enclosed(text, first, last)
        open_air = [at for at in range(first, last) if not inside[at - first]]
        ends = [at for at in open_air if text[at] in SENTENCE_ENDS]
        commas = [at for at in open_air if text[at] in PIECE_ENDS and not _in_number(text, at)]
        for begin, stop in _cut(text, first, last, ends):
            pieces = _cut(text, begin, stop, (at for at in commas if begin <= at < stop))
            parts = tuple(Piece(text[piece[0] : piece[1]], *piece) for piece in pieces)
            result.append(Sentence(text[begin:stop], begin, stop, parts))
    return tuple(result)


def _cut(text: str, start: int, end: int, marks: Iterable[int]) -> list[tuple[int, int]]:
    """The stretches between marks that hold words, without white space at their ends."""
    stretches = []
    for mark in (*marks, end):
        first, last = trimmed(text, start, mark)
        if has_words(text[first:last]):
            stretches.append((first, last))
        start = mark + 1
    return stretches


def has_words(text: str) -> bool:
    """Whether there is anything but punctuation and white space."""
    return any(character.isalnum() for character in text)


def trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """The same stretch of text without white space at its ends."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def _in_number(text: str, at: int) -> bool:
    """Whether the comma stands between digits (1,000)."""
    return text[at] == "," and text[at - 1 : at].isdigit() and text[at + 1 : at + 2].isdigit()
