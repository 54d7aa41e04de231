"""Where the words of words.yaml stand in a text, longer ones before the shorter ones in them."""

import re
from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass

from ...documents import Rules
from ...texts import pattern
from ...values import grouped

#: What is only called so: 《民法典》, “春风行动”.
NAMES = re.compile("“[^”\n]{1,40}”|《[^》\n]{1,40}》")
#: Meanings whose words hide shorter ones of each other: 创业担保贷款政策 is no 创业担保贷款.
_TOGETHER = (("service", "topic"), ("fact",), ("condition",), ("parameter",), ("woman",), ("others",))
_ALONE = (
    "shall",
    "priority",
    "provide",
    "encourage",
    "need",
    "residual",
    "open",
    "free",
    "limit",
    "background",
    "goal",
    "organisation",
    "duty",
    "chapter",
)


@dataclass(frozen=True, slots=True)
class Mark:
    """A word of words.yaml in a text; ``of`` is what it names."""

    start: int
    end: int
    means: str
    of: str
    word: str
    written: str

    @property
    def literal(self) -> list[tuple[int, int]]:
        """Where the characters stand that words.yaml writes: all but those for which … stands."""
        at, spans = self.start, []
        *first, last = self.written.split("…")
        for part in first:
            at = self.start + self.word.find(part, at - self.start)
            spans.append((at, at + len(part)))
            at += len(part)
        return [*spans, (self.end - len(last), self.end)]


def cited(words: str) -> str:
    """Words in quotation marks, those inside them as the inner ones."""
    return f"“{words.replace('“', '‘').replace('”', '’')}”"


def _place(mark: Mark) -> tuple[int, int]:
    return mark.start, mark.end


class Marks:
    """The marks of one text, by meaning and place."""

    def __init__(self, marks: Iterable[Mark]) -> None:
        self._by_meaning = grouped((mark.means, mark) for mark in sorted(marks, key=_place))
        self._starts = {means: [mark.start for mark in own] for means, own in self._by_meaning.items()}

    def within(self, start: int, end: int, *meanings: str) -> list[Mark]:
        """The marks of these meanings that lie wholly between two offsets, in printed order."""
        result = []
        for means in meanings:
            own, starts = self._by_meaning.get(means, []), self._starts.get(means, [])
            first, last = bisect_left(starts, start), bisect_left(starts, end)
            result += [mark for mark in own[first:last] if mark.end <= end]
        return sorted(result, key=_place)


class WordFinder:
    """The words of a rule set, compiled once; a service or topic without words is called by its title.

    ``named`` has the words of each service and topic.
    """

    def __init__(self, rules: Rules) -> None:
        by_meaning = grouped((str(group.means), group) for group in rules.words.values())
        self._patterns = {
            means: [(group.of or "", group.says, pattern(group.says)) for group in own]
            for means, own in by_meaning.items()
        }
        self._others = {
            means: pattern(word for group in own for word in group.but_not) for means, own in by_meaning.items()
        }
        self._light = pattern(word for group in by_meaning.get("light", ()) for word in group.says)
        self.named: dict[str, list[str]] = {}
        for means, entries in (("service", rules.services), ("topic", rules.topics)):
            for group in by_meaning.get(means, ()):
                self.named.setdefault(group.of or "", []).extend(group.says)
            for name, entry in entries.items():
                if not any(of == name for of, *_ in self._patterns.get(means, [])):
                    self._patterns.setdefault(means, []).append((name, (entry.title,), pattern([entry.title])))
                    self.named.setdefault(name, []).append(entry.title)

    def marks(self, text: str) -> Marks:
        """Every word in a text."""
        result: list[Mark] = []
        for meanings in (*_TOGETHER, *((means,) for means in _ALONE)):
            result += _longest(mark for means in meanings for mark in self._of(means, text))
        return Marks(result)

    def _of(self, means: str, text: str) -> Iterable[Mark]:
        if means not in self._patterns:
            return
        if means in self._others:
            text = self._others[means].sub(lambda match: "\n" * len(match[0]), text)
        for of, says, own in self._patterns[means]:
            for match in own.finditer(text):
                yield Mark(match.start(), match.end(), means, of, match[0], _written(says, match[0]))

    def heavy(self, text: str) -> str:
        """What is left of words without the light ones, punctuation and white space."""
        return re.sub(r"[\W_]+", "", self._light.sub("", text))


def _written(says: Iterable[str], word: str) -> str:
    """The entry of words.yaml that a word in a text is."""
    return word if word in says else next(each for each in says if "…" in each and pattern([each]).fullmatch(word))


def _longest(marks: Iterable[Mark]) -> list[Mark]:
    """The marks that lie in no longer one."""
    result: list[Mark] = []
    reach: list[Mark] = []
    for mark in sorted(marks, key=lambda mark: (mark.start, -mark.end)):
        reach = [wide for wide in reach if wide.end > mark.start]
        if not any(wide.end >= mark.end and (wide.start, wide.end) != (mark.start, mark.end) for wide in reach):
            result.append(mark)
            reach.append(mark)
    return result
