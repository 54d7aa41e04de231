"""What a stretch of a clause can promise: services and topics by its words, and by the quotes most like it."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from .neighbours import Near
from .words import Mark, Marks

#: From this likeness on the measures of a quote are taken over, less or more what the words say otherwise.
ALIKE = 0.62
#: From this likeness on they are, where the words say nothing at all.
RELATED = 0.45
#: What the words say of a name that does not fit the reach counts so much less.
_OTHER_REACH = 0.45
#: And so much less where they are only part of a name.
_IN_NAME = 0.3
#: The most characters between two items of a list.
_APART = 14

#: So many places of a word are looked at; no sentence of a document has as many.
_MOST = 40
#: What joins two items of a list, and what shows that words are none.
_JOINS, _PARTS = re.compile("[、和及与或]"), re.compile("[，。；]|对|为|将")


@dataclass(frozen=True, slots=True)
class Named:
    """A service or a topic that words name, and these words."""

    name: str
    individual: bool
    marks: tuple[Mark, ...]
    weight: float

    @property
    def start(self) -> int:
        """Where its first word stands."""
        return self.marks[0].start


def by_words(
    marks: Marks, start: int, end: int, *, reaches: bool, names: Sequence[tuple[int, int]] = ()
) -> list[Named]:
    """The services and topics that the words between two offsets name, the one that says most first.

    A word that is only part of one of the ``names`` (“乡村旅游节”) counts less.
    """
    groups: dict[tuple[str, str], list[Mark]] = {}
    for mark in marks.within(start, end, "service", "topic"):
        groups.setdefault((mark.means, mark.of), []).append(mark)
    named = []
    for (means, name), own in groups.items():
        individual = means == "service"
        said = {mark.word: _weight(mark, names) for mark in own}
        length = sum(len(word) * weight for word, weight in said.items())
        weight = length * (1.0 if individual is reaches else _OTHER_REACH)
        named.append(Named(name, individual, tuple(own[:_MOST]), weight))
    return sorted(named, key=lambda each: (-each.weight, each.start, each.name))


def _weight(mark: Mark, names: Sequence[tuple[int, int]]) -> float:
    inside = next((name for name in names if name[0] < mark.end and mark.start < name[1]), None)
    return _IN_NAME if inside and inside[1] - inside[0] - 2 > mark.end - mark.start else 1.0


def chosen(text: str, named: list[Named]) -> list[Named]:
    """The one that says most, and those of its kind that stand in one list with it."""
    result = named[:1]
    waiting = [other for other in named[1:] if other.individual is named[0].individual]
    while listed := [other for other in waiting if _listed(text, result, other)]:
        result += listed
        waiting = [other for other in waiting if other not in listed]
    return sorted(result, key=lambda each: each.start)


def _listed(text: str, result: list[Named], other: Named) -> bool:
    marks = [mark for each in result for mark in each.marks]
    return any(
        _beside(text, *sorted((mine, theirs), key=lambda mark: (mark.start, mark.end)))
        for mine in other.marks
        for theirs in marks
    )


def _beside(text: str, first: Mark, last: Mark) -> bool:
    """Whether two words are one, or items of one list."""
    between = text[first.end : last.start]
    if (first.start, first.end) == (last.start, last.end):
        return True
    if first.end > last.start or len(between) > _APART:
        return False
    return _JOINS.search(between) is not None and _PARTS.search(between) is None


def names_of(
    quote: str, near: Sequence[Near], named: list[Named], picked: list[Named], words: Mapping[str, Iterable[str]]
) -> list[tuple[str, bool]]:
    """(name, whether it is a service) of all that a quote promises.

    The measures of the nearest quote are taken over, without those whose words the quote does not have, and with those
    that only the quote has words for.
    """
    by_word = list(dict.fromkeys((each.name, each.individual) for each in picked))
    best = near[0] if near else None
    if best is None or best.likeness < RELATED:
        return by_word
    kinds = {measure.name: measure.individual for measure in best.quoted.measures}
    if best.likeness < ALIKE:
        return by_word or list(kinds.items())
    theirs = best.quoted.words
    here = {each.name for each in named}
    kept = []
    for name, individual in kinds.items():
        says = [word for word in words.get(name, ()) if word in theirs]
        anywhere = any(word in best.quoted.quote for word in words.get(name, ()))
        if name in here or any(word in quote for word in says) or not (says or anywhere):
            kept.append((name, individual))
    said = {word for own in words.values() for word in own if word in best.quoted.quote}
    kept += [
        (each.name, each.individual)
        for each in picked
        if each.name not in kinds and not any(mark.word in said for mark in each.marks)
    ]
    kept = list(dict.fromkeys(kept))
    return kept or by_word or list(kinds.items())
