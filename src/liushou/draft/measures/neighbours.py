"""The quotes of the encoded documents, and which of them are most like some words.

Likeness is that of the pairs of characters two texts share, rare ones counting more; what women are called does not
count, since nearly every sentence says it.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from math import log

from ...documents import Clause, Measure, Policy, Rules
from ..model import Neighbour

#: Stands for whatever the women are called.
WOMEN = "女"
CALLED = re.compile("(?:广大)?(?:农村)?留守妇女(?:困难群体)?")
_MARKS = re.compile(r"[\W_]+")
#: The shortest 分句 of a quote that is looked for by itself.
_SHORTEST = 6


@dataclass(frozen=True, slots=True)
class Quoted:
    """One quote of an encoded clause with all its measures; ``words`` is the quote or one 分句 of it."""

    policy: Policy
    clause: Clause
    quote: str
    words: str
    measures: tuple[Measure, ...]

    @property
    def whole(self) -> bool:
        """Whether the words are the whole quote."""
        return self.words == self.quote

    def named(self, name: str) -> list[Measure]:
        """Its measures with this service or topic."""
        return [measure for measure in self.measures if measure.name == name]

    def neighbour(self, likeness: float) -> Neighbour:
        """The quote as a judgement names it."""
        return Neighbour(
            policy=self.policy.id,
            number=self.policy.number,
            clause=self.clause.at,
            quote=self.quote,
            likeness=round(likeness, 3),
        )


@dataclass(frozen=True, slots=True)
class Near:
    """A quote and how like it is, 0 to 1."""

    quoted: Quoted
    likeness: float


def plain(text: str) -> str:
    """Words without punctuation, and without what the women are called."""
    return _MARKS.sub("", CALLED.sub(WOMEN, text))


def pairs(text: str) -> list[str]:
    """The pairs of neighbouring characters of words, each once, in order."""
    words = f"^{plain(text)}$"
    return list(dict.fromkeys(words[at : at + 2] for at in range(len(words) - 1)))


class Index:
    """All quotes of a rule set, by the pairs of characters in them."""

    def __init__(self, rules: Rules) -> None:
        self.quotes = tuple(_quotes(rules.policies.values()))
        own = [pairs(each.words) for each in self.quotes]
        self._with: dict[str, list[int]] = defaultdict(list)
        for number, of_quote in enumerate(own):
            for pair in of_quote:
                self._with[pair].append(number)
        total = len(self.quotes) + 1
        self._weight = {pair: log(total / len(numbers)) + 0.1 for pair, numbers in self._with.items()}
        self._unknown = log(total) + 0.1
        self._sums = [self._sum(of_quote) for of_quote in own]
        self._near: dict[str, list[Near]] = {}

    def _sum(self, own: Iterable[str]) -> float:
        return sum(self._weight.get(pair, self._unknown) for pair in own)

    def near(self, text: str, most: int = 8, least: float = 0.3) -> list[Near]:
        """The quotes most like some words, most like first, whole ones before parts."""
        own = pairs(text)
        shared: dict[int, float] = defaultdict(float)
        for pair in own:
            for number in self._with.get(pair, ()):
                shared[number] += self._weight[pair]
        total = self._sum(own)
        scores = [(2 * weight / (total + self._sums[number]), number) for number, weight in shared.items()]
        scores = [score for score in scores if score[0] >= least]
        scores.sort(key=lambda score: (-score[0], not self.quotes[score[1]].whole, score[1]))
        return [Near(self.quotes[number], min(1.0, likeness)) for likeness, number in scores[:most]]


def _quotes(policies: Iterable[Policy]) -> Iterator[Quoted]:
    for policy in policies:
        for clause in policy.clauses:
            by_quote: dict[str, list[Measure]] = {}
            for measure in clause.measures:
                by_quote.setdefault(measure.quote, []).append(measure)
            for quote, measures in by_quote.items():
                yield Quoted(policy, clause, quote, quote, tuple(measures))
                pieces = quote.split("，")
                for words in pieces if len(pieces) > 1 else ():
                    if len(words) >= _SHORTEST:
                        yield Quoted(policy, clause, quote, words, tuple(measures))
