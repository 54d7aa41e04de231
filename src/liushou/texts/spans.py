"""What accounts for a text: where quotes and context lie in a clause, and whether an annex repeats the body.

Places are offsets in the whole text. An annex is proved by its recorded differences, which turn the body into it.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import takewhile
from typing import NamedTuple

from ..documents import AnnexItem, Context, ContextKind, Policy
from ..problems import Code, Location, Phrase, Problem, closest
from .findings import Difference, YamlPlaces, contrast, excerpt, nearest
from .prose import Sentence, Words, has_words
from .source import Source, SourceClause

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

    A quote that could stand in several places is the whole sentence or 分句 it equals, else the first place.
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


def joined(stretches: Iterable[Stretch | ContextSpan]) -> list[Stretch]:
    """The same stretches in order, with those that overlap or meet made one."""
    result: list[Stretch] = []
    for start, end in sorted((stretch[0], stretch[1]) for stretch in stretches):
        if result and start <= result[-1][1]:
            start, end = result[-1][0], max(end, result.pop()[1])
        result.append((start, end))
    return result


def touches(stretches: Sequence[Stretch], part: Words) -> bool:
    """Whether one of the :func:`joined` stretches holds a word of the sentence or 分句."""
    first = bisect_right(stretches, part.start, key=lambda stretch: stretch[1])
    last = bisect_left(stretches, part.end, key=lambda stretch: stretch[0])
    cuts = ((max(0, start - part.start), end - part.start) for start, end in stretches[first:last])
    return any(has_words(part.text[begin:stop]) for begin, stop in cuts)


def place(policy: Policy, part: SourceClause) -> Placed:
    """Where the quotes and the context of one part of the text lie."""
    clause, item = policy.clause(part.at), policy.annex_item(part.at)
    measures = clause.measures if clause else ()
    entries = clause.context if clause else item.context if item else ()
    quotes = touched(part, [measure.quote for measure in measures])
    defined: list[Stretch] = []
    if policy.definition.at == part.at:
        definition = joined(touched(part, [policy.definition.quote]))
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
        self.starts = [(sentence, _without_dots(piece)) for sentence in part.sentences for piece in sentence.pieces]

    def add(self, entry: Context) -> None:
        if entry.whole:
            bare = [whole for whole in self.part.sentences if not _overlapping(self.quoted, whole.start, whole.end)]
            self.spans += [ContextSpan(sentence.start, sentence.end, entry.kind) for sentence in bare]
            return
        words, length, at = entry.opening, len(entry.opening), self.part.at
        opened = [start for start in self.starts if start[0].text.startswith(words, start[1].start - start[0].start)]
        free = [start for start in opened if not _overlapping(self.quoted, start[1].start, start[1].start + length)]
        whole = [(sentence, piece) for sentence, piece in free if piece.text == words]
        if len(free) == 1 or whole:
            # A whole 分句 that is printed word for word again is meant wherever it stands.
            for sentence, piece in whole or free:
                self._span(entry, sentence, piece)
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
        openings = (piece.text[:length] for length in range(4, min(len(piece.text), 40)))
        return next((words for words in openings if not any(text.startswith(words) for text in others)), piece.text)

    def _wrong(
        self, entry: Context, start: int, message: Phrase, expected: Phrase | None, *, near: str | None = None
    ) -> None:
        about = Problem(Code.CONTEXT, entry.location, expected, subject=str(entry), near=near, message=message)
        self.misplaced.append((about, start))


def _without_dots(piece: Words) -> Words:
    """A 分句 without … before its words, which no entry can begin with."""
    text = piece.text.lstrip("… ")
    return Words(text, piece.end - len(text))


def _overlapping(stretches: Iterable[Stretch | ContextSpan], start: int, end: int) -> bool:
    return any(stretch[0] < end and start < stretch[1] for stretch in stretches)


# -- an annex that repeats the body ----------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Item:
    """An annex item with its position in the file, its part of the text, and where what of that repeats the body is."""

    number: int
    entry: AnnexItem
    part: SourceClause
    kept: tuple[int, ...]


def annex_differences(policy: Policy, source: Source, places: YamlPlaces) -> Iterator[Difference]:
    """Whether each item, with its ``differs`` undone, is the body clauses it says it repeats.

    Items that share body clauses are proved together: the wording of the one is not a difference of the other, but
    nothing of the body may be left over. What an item has as context is its own and left out.
    """
    proof = _Proof(policy, source, places)
    for group in groups(policy):
        yield from proof.group(group)


def annex_proved(policy: Policy, source: Source, group: tuple[int, ...]) -> bool:
    """Whether the items of one group, with their differences, repeat their clauses word for word."""
    return not any(_Proof(policy, source, YamlPlaces("")).group(group))


def groups(policy: Policy) -> tuple[tuple[int, ...], ...]:
    """Positions of the annex items that share a body clause, in printed order."""
    gathered: list[tuple[set[str], list[int]]] = []
    for number, item in enumerate(policy.annex):
        if item.of:
            joined = [group for group in gathered if group[0] & {*item.of}]
            labels = {*item.of}.union(*(labels for labels, _ in joined))
            members = [number, *(member for _, members in joined for member in members)]
            gathered = [*(group for group in gathered if group not in joined), (labels, members)]
    return tuple(sorted(tuple(sorted(members)) for _, members in gathered))


def reworded(policy: Policy, source: Source, group: tuple[int, ...]) -> str:
    """The body clauses of a group in the annex's words; empty where one is not in the text."""
    text = "".join(part.body for part in _bodies(policy, source, group))
    for number in group:
        text = _in_words(policy.annex[number], text)
    return text


def _bodies(policy: Policy, source: Source, group: tuple[int, ...]) -> list[SourceClause]:
    wanted = {label for number in group for label in policy.annex[number].of}
    parts = [clause for clause in source.clauses if clause.at in wanted and clause.kind != "annex"]
    return parts if {clause.at for clause in parts} == wanted else []


class _Proof:
    def __init__(self, policy: Policy, source: Source, places: YamlPlaces) -> None:
        self.policy, self.source, self.places = policy, source, places

    def group(self, group: tuple[int, ...]) -> Iterator[Difference]:
        """Every difference of the items of one group and the clauses they repeat."""
        bodies, expected = _bodies(self.policy, self.source, group), reworded(self.policy, self.source, group)
        items = [item for number in group if (item := self._item(number)) is not None]
        if not bodies or len(items) < len(group):
            return  # a label that the text does not have is reported as such
        unsound = [*self._entries(items, bodies)]
        yield from unsound
        places = {item.number: expected.find(self._words(item.kept[:12])) for item in items}
        items.sort(key=lambda item: (places[item.number] < 0, places[item.number]))
        printed = [(item, offset) for item in items for offset in item.kept]
        actual = self._words(offset for _, offset in printed)
        if unsound or actual == expected:
            return
        same = takewhile(lambda pair: pair[0] == pair[1], zip(actual, expected, strict=False))
        at, last = len(list(same)), items[-1]
        item, offset = printed[at] if at < len(printed) else (last, last.part.body_start + len(last.part.body))
        message = Phrase("annex-differs", at=item.entry.at, labels="、".join(part.at for part in bodies))
        window = slice(max(0, at - 10), at + 40)
        words = contrast(expected[window], actual[window]) or Phrase("body-words")
        path, around = ("annex", item.number, "of"), excerpt(actual, at, at + 1)
        yield self._difference(path, message, words, self.source.where(offset), around)

    def _words(self, offsets: Iterable[int]) -> str:
        return "".join(self.source.text[at] for at in offsets)

    def _item(self, number: int) -> _Item | None:
        entry = self.policy.annex[number]
        part = self.source.clause(entry.at)
        if part is None:
            return None
        spans = place(self.policy, part).context if entry.context else ()
        # The mark behind what is context goes with it.
        context = {at for span in spans for at in range(span.start, span.end + 1)}
        body = range(part.body_start, part.body_start + len(part.body))
        return _Item(number, entry, part, tuple(at for at in body if at not in context))

    def _entries(self, items: Sequence[_Item], bodies: list[SourceClause]) -> Iterator[Difference]:
        text = "".join(part.body for part in bodies)
        for item in items:
            yield from self._rewordings(item, text)
            pieces = [piece.text for sentence in item.part.sentences for piece in sentence.pieces]
            for position, label in enumerate(item.entry.of):
                body = _in_words(item.entry, next(part.body for part in bodies if part.at == label))
                if not any(piece in body for piece in pieces):
                    around, where = excerpt(item.part.body, 0, 40, 0), self.source.where(item.part.body_start)
                    about = Phrase("annex-repeats-nothing", at=item.part.at, clause=label)
                    path = ("annex", item.number, "of", position)
                    yield self._difference(path, about, Phrase("clauses-repeated"), where, around)

    def _rewordings(self, item: _Item, body: str) -> Iterator[Difference]:
        where, at = self.source.where(item.part.body_start), item.entry.at
        for position, rewording in enumerate(item.entry.differs):
            path = ("annex", item.number, "differs", position)
            for key, words, text in (("body", rewording.body, body), ("annex", rewording.annex, item.part.body)):
                if words not in text:
                    near = nearest(words, text)
                    message = Phrase("not-in-body" if key == "body" else "not-in-item", at=at)
                    around = excerpt(text, *near) if near else excerpt(text, 0, 40, 0)
                    yield self._difference((*path, key), message, Phrase("its-words"), where, around)
            if rewording.body == rewording.annex or not rewording.body:
                message = Phrase("differs-in-nothing" if rewording.body else "differs-without-body", at=at)
                yield self._difference(path, message, Phrase("two-wordings"), where, None)

    def _difference(
        self, path: tuple[str | int, ...], message: Phrase, expected: object, where: Location, around: str | None
    ) -> Difference:
        about = Problem(Code.ANNEX, self.places.at(*path), message=message, expected=expected)
        return Difference(self.policy.id, about, where, around)


def _in_words(item: AnnexItem, text: str) -> str:
    """The text with the item's differences applied."""
    for rewording in item.differs:
        text = text.replace(rewording.body, rewording.annex, 1) if rewording.body else text
    return text
