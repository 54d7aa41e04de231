"""Where the quotes and the context of a clause lie in its text, as offsets in the whole text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from ..documents import Context, ContextKind, Policy
from ..problems import Code, Phrase, Problem, closest
from .sentences import Piece, Sentence, has_words
from .source import SourceClause

Stretch = tuple[int, int]


@dataclass(frozen=True, slots=True)
class ContextSpan:
    """A stretch of the text that is context."""

    start: int
    end: int
    kind: ContextKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Misplaced:
    """A context entry that does not say where it lies; ``start`` is where to look for it."""

    context: Context
    problem: Problem
    start: int


@dataclass(frozen=True, slots=True)
class Placed:
    """What accounts for a part of the text: quotes of measures, and context in printed order.

    The sentence of the document's definition counts as background.
    """

    quotes: tuple[Stretch, ...]
    context: tuple[ContextSpan, ...]
    misplaced: tuple[Misplaced, ...]


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


def touches(stretches: Iterable[Stretch], part: Sentence | Piece) -> bool:
    """Whether one of the stretches holds a word of the sentence or 分句."""
    for start, end in stretches:
        first, last = max(start, part.start), min(end, part.end)
        if first < last and has_words(part.text[first - part.start : last - part.start]):
            return True
    return False


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
        self.misplaced: list[Misplaced] = []
        self.starts = [(sentence, piece) for sentence in part.sentences for piece in sentence.pieces]

    def add(self, entry: Context) -> None:
        if entry.whole:
            for sentence in self.part.sentences:
                if not _overlapping(self.quoted, sentence.start, sentence.end):
                    self.spans.append(ContextSpan(sentence.start, sentence.end, entry.kind))
            return
        words, length = entry.opening, len(entry.opening)
        opened = [start for start in self.starts if start[0].text.startswith(words, start[1].start - start[0].start)]
        free = [start for start in opened if not _overlapping(self.quoted, start[1].start, start[1].start + length)]
        if len(free) == 1:
            self._span(entry, *free[0])
        elif free:
            message = Phrase("context-many", count=len(free), at=self.part.at, words=words)
            expected = Phrase("one-of", names=tuple(f"{self._distinct(piece)}…" for _, piece in free))
            self._wrong(entry, message, free[0][1].start, expected=expected)
        elif opened:
            quoted, once = Phrase("context-quoted", words=f"{words}…"), Phrase("each-part-once")
            self._wrong(entry, quoted, opened[0][1].start, expected=once)
        else:
            self._unknown(entry)

    def _span(self, entry: Context, sentence: Sentence, piece: Piece) -> None:
        after = piece.start + len(entry.opening)
        if entry.ending:
            at = sentence.text.find(entry.ending, after - sentence.start)
            if at < 0:
                self._no_ending(entry, sentence, after)
                return
            end = sentence.start + at + len(entry.ending)
        else:
            end = next(part.end for part in sentence.pieces if part.end >= after)
        if _overlapping(self.quoted, piece.start, end):
            overrun = Phrase("context-overrun", words=str(entry))
            self._wrong(entry, overrun, piece.start, expected=Phrase("ends-before-quote"))
        elif _overlapping([(span.start, span.end) for span in self.spans], piece.start, end):
            covered = Phrase("context-covered", words=str(entry))
            self._wrong(entry, covered, piece.start, expected=Phrase("each-part-once"))
        self.spans.append(ContextSpan(piece.start, end, entry.kind))

    def _no_ending(self, entry: Context, sentence: Sentence, after: int) -> None:
        endings = [piece.text[-len(entry.ending) :] for piece in sentence.pieces if piece.end > after]
        near = closest(entry.ending, endings)
        meant = f"{entry.opening}…{near}" if near else None
        message = Phrase("context-ending", words=entry.opening, ending=entry.ending)
        expected = Phrase("last-words", names=tuple(dict.fromkeys(endings)))
        self._wrong(entry, message, after - len(entry.opening), expected=expected, near=meant)

    def _unknown(self, entry: Context) -> None:
        message = Phrase("context-none", at=self.part.at, words=entry.opening)
        within = next((piece for _, piece in self.starts if entry.opening in piece.text), None)
        if within is None:
            begun = {piece.text[: len(entry.opening)]: piece for _, piece in reversed(self.starts)}
            within = begun.get(closest(entry.opening, begun) or "")
        if within is None:
            self._wrong(entry, message, self.part.body_start, expected=Phrase("first-words"))
        else:
            self._wrong(entry, message, within.start, near=f"{self._distinct(within)}…{entry.ending}")

    def _distinct(self, piece: Piece) -> str:
        """The fewest first words, four at least, that begin this 分句 and no other."""
        others = [other.text for _, other in self.starts if other is not piece]
        for length in range(4, len(piece.text)):
            if not any(other.startswith(piece.text[:length]) for other in others):
                return piece.text[:length]
        return piece.text

    def _wrong(
        self, entry: Context, message: Phrase, start: int, *, expected: Phrase | None = None, near: str | None = None
    ) -> None:
        problem = Problem(Code.CONTEXT, subject=str(entry), near=near, message=message, expected=expected)
        self.misplaced.append(Misplaced(context=entry, problem=problem, start=start))


def _overlapping(stretches: Iterable[Stretch], start: int, end: int) -> bool:
    return any(first < end and start < last for first, last in stretches)


def uncovered(part: SourceClause, spans: Iterable[ContextSpan]) -> Iterator[int]:
    """The offsets of the part's body that no context covers, with the mark behind it."""
    covered = [(span.start, span.end + 1) for span in spans]
    for at in range(part.body_start, part.body_start + len(part.body)):
        if not _overlapping(covered, at, at + 1):
            yield at
