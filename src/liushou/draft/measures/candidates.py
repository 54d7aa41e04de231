"""What a stretch of a clause can promise: services and topics by its words, and by the quotes most like it."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from .neighbours import Near
from .words import Mark, Marks

#: From this likeness on the measures of a quote are taken over, less or more what the words say otherwise.
ALIKE = 0.62
#: From this likeness on they are, where the words say nothing at all.
RELATED = 0.45

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


def by_words(marks: Marks, start: int, end: int, *, reaches: bool) -> list[Named]:
    """The services and topics that the words between two offsets name, the one that says most first."""
    found: dict[tuple[str, str], list[Mark]] = {}
    for mark in marks.within(start, end, "service", "topic"):
        found.setdefault((mark.means, mark.of), []).append(mark)
    named = []
    for (means, name), own in found.items():
        individual = means == "service"
        length = sum(len(word) for word in {mark.word for mark in own})
        weight = length * (1.0 if individual is reaches else 0.45)
        named.append(Named(name, individual, tuple(own), weight))
    return sorted(named, key=lambda each: (-each.weight, each.start, each.name))


def chosen(text: str, named: list[Named]) -> list[Named]:
    """The one that says most, and those of its kind that stand in one list with it."""
    if not named:
        return []
    top = named[0]
    result = [top]
    changed = True
    while changed:
        changed = False
        for other in named:
            if other not in result and other.individual is top.individual and _listed(text, result, other):
                result.append(other)
                changed = True
    return sorted(result, key=lambda each: each.start)


def _listed(text: str, result: list[Named], other: Named) -> bool:
    for mine in other.marks:
        for theirs in (mark for each in result for mark in each.marks):
            first, last = sorted((mine, theirs))
            between = text[first.end : last.start]
            if (first.start, first.end) == (last.start, last.end):
                return True
            if first.end > last.start:
                continue
            if len(between) <= 14 and _JOINS.search(between) and not _PARTS.search(between):
                return True
    return False


def measures_of(near: Near, text: str, words: Mapping[str, Iterable[str]], named: list[Named]) -> list[str]:
    """The names of the neighbour's measures that the words do not contradict."""
    quote = near.quoted.quote
    kept = []
    here = {each.name for each in named}
    for measure in near.quoted.measures:
        says = [word for word in words.get(measure.name, ()) if word in quote]
        if says and measure.name not in here and not any(word in text for word in says):
            continue
        kept.append(measure.name)
    return kept
