"""Where the quotes and the context of a clause lie in its text, as offsets in the whole text."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from ..documents import Context, ContextKind, Policy
from ..problems import Code, Phrase, Problem, closest
from .prose import Sentence, Words, has_words
from .source import SourceClause

Stretch = tuple[int, int]


class ContextSpan(NamedTuple):
    """A stretch of the text that is context."""

    start: int
    end: int
    kind: ContextKind


@dataclass(frozen=True, slots=True)
class Placed:
    """What accounts for a part of the text: quotes of measures, and context in printed order.

    The sentence of the document's definition counts as background. ``misplaced`` is what is wrong
    with context entries that do not say where they lie, and where to look for each.
    """

    quotes: tuple[Stretch, ...]
    context: tuple[ContextSpan, ...]
    misplaced: tuple[tuple[Problem, int], ...]


def touched(clause: SourceClause, quotes: Iterable[str]) -> list[Stretch]:
    """Where the quotes stand in a clause.

    A quote that could stand in several places is the whole sentence or 分句 it equals,
    else the first place.
    """
    whole: dict[str, int] = {}
    for sentence in reversed(clause.sentences):
        whole.update((piece.text, piece.start) for piece in reversed(sentence.pieces))
        whole[sentence.text] = sentence.start
    stretches = []
    for quote in quotes:
        start = whole.get(quote)
        if start is None:
            at = clause.body.find(quote)
            if at < 0 or not quote:
                continue
            start = clause.body_start + at
        stretches.append((start, start + len(quote)))
    return stretches


def touches(stretches: Iterable[Stretch | ContextSpan], part: Words) -> bool:
    """Whether one of the stretches holds a word of the sentence or 分句."""
    cuts = ((max(stretch[0], part.start), min(stretch[1], part.end)) for stretch in stretches)
    return any(first < last and has_words(part.text[first - part.start : last - part.start]) for first, last in cuts)


def place(policy: Policy, part: SourceClause) -> Placed:
    """Where the quotes and the context of one part of the text lie."""
    clause, item = policy.clause(part.at), policy.annex_item(part.at)
    measures = clause.measures if clause else ()
    entries = clause.context if clause else item.context if item else ()
    quotes = touched(part, [measure.quote for measure in measures])
    defined: list[Stretch] = []
    if policy.definition.at == part.at:
        definition = touched(part, [policy.definition.quote])
        defined = [(sentence.start, sentence.end) for sentence in part.sentences if touches(definition, sentence)]
    finder = _Finder(part, [*quotes, *defined])
    for entry in entries:
        finder.add(entry)
    spans = [*(ContextSpan(start, end, "background") for start, end in defined), *finder.spans]
    return Placed(tuple(quotes), tuple(sorted(spans, key=lambda span: span.start)), tuple(finder.misplaced))


class _Finder:
    """The context entries of one part, placed one after the other."""

    def __init__(self, part: SourceClause, quoted: Sequence[Stretch]) -> None:
        self.part, self.quoted = part, quoted
        self.spans: list[ContextSpan] = []
        self.misplaced: list[tuple[Problem, int]] = []
        self.starts = [(sentence, piece) for sentence in part.sentences for piece in sentence.pieces]

    def add(self, entry: Context) -> None:
        if entry.whole:
            bare = [whole for whole in self.part.sentences if not _overlapping(self.quoted, whole.start, whole.end)]
            self.spans += [ContextSpan(sentence.start, sentence.end, entry.kind) for sentence in bare]
            return
        words, length, at = entry.opening, len(entry.opening), self.part.at
        opened = [start for start in self.starts if start[0].text.startswith(words, start[1].start - start[0].start)]
        free = [start for start in opened if not _overlapping(self.quoted, start[1].start, start[1].start + length)]
        if len(free) == 1:
            self._span(entry, *free[0])
        elif free:
            expected = Phrase("one-of", names=tuple(f"{self._distinct(piece)}…" for _, piece in free))
            message = Phrase("context-many", count=len(free), at=at, words=words)
            self._wrong(entry, free[0][1].start, message, expected)
        elif opened:
            quoted = Phrase("context-quoted", words=f"{words}…")
            self._wrong(entry, opened[0][1].start, quoted, Phrase("each-part-once"))
        else:
            within = self._meant(words)
            near = f"{self._distinct(within)}…{entry.ending}" if within else None
            start, first = (within.start, None) if within else (self.part.body_start, Phrase("first-words"))
            self._wrong(entry, start, Phrase("context-none", at=at, words=words), first, near=near)

    def _span(self, entry: Context, sentence: Sentence, piece: Words) -> None:
        after = piece.start + len(entry.opening)
        if entry.ending:
            at = sentence.text.find(entry.ending, after - sentence.start)
            if at < 0:
                endings = [piece.text[-len(entry.ending) :] for piece in sentence.pieces if piece.end > after]
                near = closest(entry.ending, endings)
                message = Phrase("context-ending", words=entry.opening, ending=entry.ending)
                expected = Phrase("last-words", names=tuple(dict.fromkeys(endings)))
                self._wrong(entry, piece.start, message, expected, near=f"{entry.opening}…{near}" if near else None)
                return
            end = sentence.start + at + len(entry.ending)
        else:
            end = next(part.end for part in sentence.pieces if part.end >= after)
        if _overlapping(self.quoted, piece.start, end):
            overrun = Phrase("context-overrun", words=str(entry))
            self._wrong(entry, piece.start, overrun, Phrase("ends-before-quote"))
        elif _overlapping(self.spans, piece.start, end):
            covered = Phrase("context-covered", words=str(entry))
            self._wrong(entry, piece.start, covered, Phrase("each-part-once"))
        self.spans.append(ContextSpan(piece.start, end, entry.kind))

    def _meant(self, opening: str) -> Words | None:
        """The 分句 that words which begin none are in, or nearly begin."""
        within = next((piece for _, piece in self.starts if opening in piece.text), None)
        begun = {piece.text[: len(opening)]: piece for _, piece in reversed(self.starts)}
        return within or begun.get(closest(opening, begun) or "")

    def _distinct(self, piece: Words) -> str:
        """The fewest first words, four at least, that begin this 分句 and no other."""
        others = [other.text for _, other in self.starts if other is not piece]
        openings = (piece.text[:length] for length in range(4, len(piece.text)))
        return next((words for words in openings if not any(text.startswith(words) for text in others)), piece.text)

    def _wrong(
        self, entry: Context, start: int, message: Phrase, expected: Phrase | None, *, near: str | None = None
    ) -> None:
        about = Problem(Code.CONTEXT, entry.location, expected, subject=str(entry), near=near, message=message)
        self.misplaced.append((about, start))


def _overlapping(stretches: Iterable[Stretch | ContextSpan], start: int, end: int) -> bool:
    return any(stretch[0] < end and start < stretch[1] for stretch in stretches)
