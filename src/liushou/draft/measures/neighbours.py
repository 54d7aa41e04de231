"""The quotes of the encoded documents, and which of them are most like some words.

Likeness is that of the pairs of characters two texts share, rare ones counting more; what women are called does not
count, since nearly every sentence says it.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from math import log

from ...documents import Clause, Measure, Policy, Rules
from ..model import Neighbour

#: Stands for whatever the women are called.
WOMEN = "女"
_WOMEN = re.compile("(?:广大)?(?:农村)?留守妇女(?:困难群体)?")
_MARKS = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class Quoted:
    """One quote of an encoded clause with all its measures."""

    policy: Policy
    clause: Clause
    quote: str
    measures: tuple[Measure, ...]

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
    return _MARKS.sub("", _WOMEN.sub(WOMEN, text))


def pairs(text: str) -> frozenset[str]:
    """The pairs of neighbouring characters of words."""
    words = f"^{plain(text)}$"
    return frozenset(words[at : at + 2] for at in range(len(words) - 1))


class Index:
    """All quotes of a rule set, by the pairs of characters in them."""

    def __init__(self, rules: Rules) -> None:
        self.quotes = tuple(_quotes(rules.policies.values()))
        self._pairs = [pairs(each.quote) for each in self.quotes]
        self._with: dict[str, list[int]] = defaultdict(list)
        for number, own in enumerate(self._pairs):
            for pair in sorted(own):
                self._with[pair].append(number)
        total = len(self.quotes) + 1
        self._weight = {pair: log(total / len(numbers)) + 0.1 for pair, numbers in self._with.items()}
        self._unknown = log(total) + 0.1
        self._sums = [self._sum(own) for own in self._pairs]

    def _sum(self, own: Iterable[str]) -> float:
        return sum(self._weight.get(pair, self._unknown) for pair in sorted(own))

    def near(self, text: str, most: int = 6, least: float = 0.3) -> list[Near]:
        """The quotes most like some words, most like first."""
        own = pairs(text)
        shared: Counter[int] = Counter()
        for pair in sorted(own):
            for number in self._with.get(pair, ()):
                shared[number] += self._weight[pair]  # type: ignore[assignment]
        whole = self._sum(own)
        scores = [(2 * weight / (whole + self._sums[number]), -number) for number, weight in shared.items()]
        best = sorted((score for score in scores if score[0] >= least), reverse=True)[:most]
        return [Near(self.quotes[-number], min(1.0, likeness)) for likeness, number in best]


def _quotes(policies: Iterable[Policy]) -> Iterable[Quoted]:
    for policy in policies:
        for clause in policy.clauses:
            by_quote: dict[str, list[Measure]] = {}
            for measure in clause.measures:
                by_quote.setdefault(measure.quote, []).append(measure)
            for quote, measures in by_quote.items():
                yield Quoted(policy, clause, quote, tuple(measures))
