"""What proposals rest on: words.yaml, the quotes of the encoded documents, and what promises nothing there.

Context is known by its words and by how that of the encoded documents begins and ends.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from ...documents import CONTEXT_KINDS, ContextKind, Policy, Rules
from ...texts import Lexicon, SourceClause
from .neighbours import Index
from .words import Mark, Marks, WordFinder

#: In what order kinds are tried where several have words.
_ORDER: tuple[ContextKind, ...] = ("duty", "organisation", "background", "goal")


@dataclass(frozen=True, slots=True)
class Opening:
    """How a piece of context of an encoded document begins and ends."""

    policy: Policy
    at: str
    opening: str
    ending: str
    kind: ContextKind


class Openings:
    """The context of all encoded documents, by its first characters, and whole clauses by their headings."""

    def __init__(self, rules: Rules) -> None:
        self._by_start: dict[str, list[Opening]] = {}
        self.headings: dict[str, ContextKind] = {}
        for policy in rules.policies.values():
            for clause in policy.clauses:
                for entry in clause.context:
                    if entry.whole:
                        self.headings.setdefault(clause.heading or "", entry.kind)
                        continue
                    own = Opening(policy, clause.at, entry.opening, entry.ending, entry.kind)
                    self._by_start.setdefault(entry.opening[:2], []).append(own)

    def at(self, text: str, start: int, end: int) -> Opening | None:
        """The longest opening with which the words from ``start`` on begin; an ending of its own stands in them."""
        fitting = [
            each for each in self._by_start.get(text[start : start + 2], ()) if text.startswith(each.opening, start)
        ]
        fitting = [
            each for each in fitting if start + len(each.opening) <= end and text.find(each.ending, start, end) >= 0
        ]
        return max(fitting, key=lambda each: (len(each.opening), each.ending), default=None)


def kind_by_words(marks: Iterable[Mark], default: ContextKind = "goal") -> ContextKind:
    """The kind that most characters of its words speak for."""
    weights = dict.fromkeys(CONTEXT_KINDS, 0)
    for mark in marks:
        if mark.means in weights:
            weights[mark.means] += len(mark.word)
    best = max(_ORDER, key=lambda kind: weights[kind])
    return best if weights[best] else default


class Chapters:
    """What kind of context whole clauses are by their headings, and by those of the part they stand in."""

    def __init__(self, marks: Marks) -> None:
        self._marks = marks
        self._part = ""
        self._kind: ContextKind | None = None

    def of(self, clause: SourceClause) -> ContextKind | None:
        """The kind that the heading of a clause speaks of, else that of its part."""
        part = clause.at.split("（")[0]
        above = clause.start + len(clause.above)
        if part != self._part:
            self._part, self._kind = part, self._named(clause.start, above)
        return self._named(above, clause.body_start) or self._kind

    def _named(self, start: int, end: int) -> ContextKind | None:
        named = [mark.of for mark in self._marks.within(start, end, "chapter")]
        return next((kind for kind in CONTEXT_KINDS if kind in named), None)


class Knowledge:
    """The rules made ready to draft from; ``words`` says how each service and topic is called."""

    def __init__(self, rules: Rules) -> None:
        self.rules = rules
        self.lexicon, self.finder = Lexicon(rules.words), WordFinder(rules)
        self.index, self.openings = Index(rules), Openings(rules)
        self.words = self.finder.named

    def title(self, name: str, *, individual: bool) -> str:
        """The title of a service or a topic."""
        return (self.rules.services if individual else self.rules.topics)[name].title


@lru_cache(maxsize=4)
def knowledge(rules: Rules) -> Knowledge:
    """The rules made ready, once for each rule set."""
    return Knowledge(rules)
