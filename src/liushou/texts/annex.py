"""Proving an annex that repeats the body: the recorded differences turn one into the other."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import takewhile

from ..documents import AnnexItem, Policy
from ..problems import Code, Location, Phrase, Problem
from .findings import Difference, YamlPlaces, contrast, excerpt, nearest
from .source import Source, SourceClause
from .spans import place


@dataclass(frozen=True, slots=True)
class _Item:
    """An annex item with its position in the file, its part of the text, and where what of that repeats the body is."""

    number: int
    entry: AnnexItem
    part: SourceClause
    kept: tuple[int, ...]


def annex_differences(policy: Policy, source: Source, places: YamlPlaces) -> Iterator[Difference]:
    """Whether each item, with its ``differs`` undone, is the body clauses it says it repeats.

    Items that share body clauses are proved together: the wording of the one is not a
    difference of the other, but nothing of the body may be left over. What an item has
    as context is its own and left out.
    """
    proof = _Proof(policy, source, places)
    for group in groups(policy):
        yield from proof.group(group)


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


def reworded(policy: Policy, source: Source, group: tuple[int, ...]) -> str | None:
    """The body clauses of a group in the annex's words; None where one is not in the text."""
    parts = _bodies(policy, source, group)
    if parts is None:
        return None
    text = "".join(part.body for part in parts)
    for number in group:
        text = _in_words(policy.annex[number], text)
    return text


def _bodies(policy: Policy, source: Source, group: tuple[int, ...]) -> list[SourceClause] | None:
    wanted = {label for number in group for label in policy.annex[number].of}
    parts = [clause for clause in source.clauses if clause.at in wanted and clause.kind != "annex"]
    return parts if {clause.at for clause in parts} == wanted else None


class _Proof:
    def __init__(self, policy: Policy, source: Source, places: YamlPlaces) -> None:
        self.policy, self.source, self.places = policy, source, places

    def group(self, group: tuple[int, ...]) -> Iterator[Difference]:
        """Every difference of the items of one group and the clauses they repeat."""
        bodies, expected = _bodies(self.policy, self.source, group), reworded(self.policy, self.source, group)
        items = [item for number in group if (item := self._item(number)) is not None]
        if bodies is None or expected is None or len(items) < len(group):
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
