"""Proving an annex that repeats the body: the recorded differences turn one into the other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ..documents import AnnexItem, Policy
from ..problems import Code, Location, Phrase, Problem
from .findings import Difference, YamlPlaces, contrast, excerpt, nearest
from .source import Source, SourceClause
from .spans import place, uncovered


@dataclass(frozen=True, slots=True)
class _Item:
    """An annex item with its position in the file, its part of the text, and what of that repeats the body."""

    number: int
    entry: AnnexItem
    part: SourceClause
    kept: tuple[int, ...]
    """The offsets of the characters that are not context."""

    def words(self, source: Source) -> str:
        return "".join(source.text[at] for at in self.kept)


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
        bodies = _bodies(self.policy, self.source, group)
        items = [item for number in group if (item := self._item(number)) is not None]
        if bodies is None or len(items) < len(group):
            return  # a label that the text does not have is reported as such
        unsound = [*self._entries(items, bodies)]
        yield from unsound
        expected = reworded(self.policy, self.source, group)
        if unsound or expected is None:
            return
        ordered = sorted(items, key=lambda item: _position(expected, item.words(self.source)))
        actual = "".join(item.words(self.source) for item in ordered)
        if actual == expected:
            return
        pairs = enumerate(zip(actual, expected, strict=False))
        at = next((at for at, (printed, wanted) in pairs if printed != wanted), min(len(actual), len(expected)))
        item, where = self._owner(ordered, at)
        message = Phrase("annex-differs", at=item.entry.at, labels="、".join(part.at for part in bodies))
        window = slice(max(0, at - 10), at + 40)
        words = contrast(expected[window], actual[window]) or Phrase("body-words")
        yield self._difference(("annex", item.number, "of"), message, words, where, excerpt(actual, at, at + 1))

    def _item(self, number: int) -> _Item | None:
        entry = self.policy.annex[number]
        part = self.source.clause(entry.at)
        if part is None:
            return None
        spans = place(self.policy, part).context if entry.context else ()
        return _Item(number, entry, part, tuple(uncovered(part, spans)))

    def _entries(self, items: Sequence[_Item], bodies: list[SourceClause]) -> Iterator[Difference]:
        body = "".join(part.body for part in bodies)
        for item in items:
            yield from self._rewordings(item, body)
            for position, part in _idle(item, bodies):
                path, message = ("annex", item.number, "of", position), "annex-repeats-nothing"
                around, where = excerpt(item.part.body, 0, 40, 0), self.source.where(item.part.body_start)
                about = Phrase(message, at=item.part.at, clause=part.at)
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

    def _owner(self, ordered: list[_Item], at: int) -> tuple[_Item, Location]:
        """The item that a character of the joined items lies in, and its place in the text."""
        for item in ordered:
            if at < len(item.kept):
                return item, self.source.where(item.kept[at])
            at -= len(item.kept)
        part = ordered[-1].part
        return ordered[-1], self.source.where(part.body_start + len(part.body))

    def _difference(
        self, path: tuple[str | int, ...], message: Phrase, expected: object, where: Location, around: str | None
    ) -> Difference:
        about = Problem(Code.ANNEX, self.places.at(*path), message=message, expected=expected)
        return Difference(self.policy.id, about, where, around)


def _idle(item: _Item, bodies: list[SourceClause]) -> Iterator[tuple[int, SourceClause]]:
    """The clauses in ``of`` of which the item has not one 分句, with their position."""
    for position, label in enumerate(item.entry.of):
        part = next(part for part in bodies if part.at == label)
        body = _in_words(item.entry, part.body)
        if not any(piece.text in body for sentence in item.part.sentences for piece in sentence.pieces):
            yield position, part


def _in_words(item: AnnexItem, text: str) -> str:
    """The text with the item's differences applied."""
    for rewording in item.differs:
        text = text.replace(rewording.body, rewording.annex, 1) if rewording.body else text
    return text


def _position(text: str, part: str) -> int:
    at = text.find(part[:12])
    return at if at >= 0 else len(text)
