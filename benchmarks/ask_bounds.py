"""What no order of questions can beat, for :mod:`benchmarks.ask`.

For the answers of one woman each service is settled by certain sets of facts: whatever the other facts are, it comes to
the same. The smallest of these sets are read off the decision diagrams. From them follow

- the fewest questions in hindsight: the smallest union of one set for each service (:func:`fewest`);
- the least sum of open services in hindsight, over all orders (:func:`least_open`);
- the least expected sum of any order that is not told the answers to some facts beforehand, even if it is told all
  others (``hidden``): as long as these facts are as they usually are, such an order is one path through the sets of
  facts, which it leaves at the first answer that is unusual. A step counts with the chance that it is still on the
  path. Of what comes after, only the next step is counted, so this is a bound from below.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from heapq import heappop, heappush
from itertools import accumulate, combinations
from math import prod
from typing import Any

import numpy as np

from liushou.ask.asking import State
from liushou.ask.desk import Desk, known_of

Mask = int
Sets = tuple[Mask, ...]
#: After as many sets of facts the search ends: what is still possible is a bound from below, too.
MOST_SETS = 2000


@dataclass(frozen=True)
class Settling:
    """Of each service that is open at first the smallest sets of facts that settle it, with how often it occurs."""

    services: Mapping[Sets, int]
    number: Mapping[str, int]

    def open(self, asked: Mask) -> int:
        """How many services can still change after these facts."""
        return sum(count for sets, count in self.services.items() if not any(each & ~asked == 0 for each in sets))


def settling(desk: Desk, woman: Mapping[str, Any]) -> Settling:
    """What settles the services for the answers of this woman; what she does not state she is unsure of."""
    asking = desk._ready(()).asking
    number, pairs = asking.number, asking.pairs
    bits = [1 << at for at in range(len(asking.names))]
    for pair in pairs:
        # A day and the number instead of it become known together.
        asked = next((at for at in pair if asking.names[at] in woman), pair[1])
        bits[sum(pair) - asked] = bits[asked]
    nothing = _state(desk, {})
    stated = {name: value for name, value in woman.items() if name in number}
    unsure = [name for at, name in enumerate(asking.names) if nothing.open & bits[at] & 1 << at and name not in woman]
    whole = _state(desk, {**stated, "unsure": sorted(unsure)})
    known = [now != unknown for now, unknown in zip(nothing.now, asking.unknown, strict=True)]
    hers = [cells[0] if now == last else now for cells, now, last in _each(asking, whole)]
    diagrams = asking.diagrams
    decided: dict[int, Sets] = {}
    for_good: dict[int, Sets] = {}

    def decides(diagram: int) -> Sets:
        """The sets with which it is no or yes, the others being unknown."""
        if diagram < 4:
            return (0,) if diagram in (0, 2) else ()
        if diagram not in decided:
            at, parts = diagrams.facts[diagram], diagrams.parts[diagram]
            if known[at]:
                decided[diagram] = decides(parts[nothing.now[at]])
            else:
                asked = [each | bits[at] for each in decides(parts[hers[at]])]
                decided[diagram] = _smallest([*decides(parts[asking.unknown[at]]), *asked])
        return decided[diagram]

    def leaves_open(diagram: int) -> Sets:
        """The sets with which it stays unknown whatever the others are, as an office alone knows one."""
        if diagram < 4:
            return (0,) if diagram in (1, 3) else ()
        if diagram not in for_good:
            at, parts = diagrams.facts[diagram], diagrams.parts[diagram]
            every: Sets = (0,)
            for part in {parts[cell] for cell in nothing.allowed[at] if parts[cell] >= 0}:
                every = _smallest(one | other for one in every for other in leaves_open(part))
            asked = [each | bits[at] for each in leaves_open(parts[hers[at]])] if parts[hers[at]] >= 0 else []
            for_good[diagram] = _smallest([*every, *asked])
        return for_good[diagram]

    services = Counter(
        _smallest([*decides(asking._plain[name]), *leaves_open(asking._root(name, nothing.unsure))])
        for name in desk.grounds
    )
    del services[(0,)]
    return Settling(services, number)


def _each(asking: Any, whole: State) -> Iterable[tuple[tuple[int, ...], int, int]]:
    return zip(whole.allowed, whole.now, asking.unknown, strict=True)


def _state(desk: Desk, profile: Mapping[str, Any]) -> State:
    state = desk._ready(()).asking.state(known_of(desk, profile))
    assert isinstance(state, State)
    return state


def _smallest(sets: Iterable[Mask]) -> Sets:
    """Those that contain no other."""
    kept: list[Mask] = []
    for each in sorted(set(sets), key=lambda mask: (mask.bit_count(), mask)):
        if not any(other & ~each == 0 for other in kept):
            kept.append(each)
    return tuple(kept)


def fewest(woman: Settling) -> int:
    """The size of the smallest set of her facts after which nothing can change any more."""
    best = len(woman.number) + 1

    def choose(asked: Mask, services: Sequence[Sets]) -> None:
        nonlocal best
        left = [_smallest(each & ~asked for each in sets) for sets in services]
        left = [sets for sets in left if sets != (0,)]
        # The first set of each is its smallest.
        if asked.bit_count() + max((sets[0].bit_count() for sets in left), default=0) >= best:
            return
        if not left:
            best = asked.bit_count()
            return
        for each in min(left, key=len):
            choose(asked | each, left)

    choose(0, list(woman.services))
    return best


@dataclass(frozen=True)
class Hidden:
    """A fact that the order is not told: how likely its usual value is, and what settles what for the others.

    ``certain`` is the share of women who are usual in all hidden facts at once.
    """

    chance: float
    otherwise: Sequence[Settling]


def least_open(woman: Settling, hidden: Mapping[str, Hidden] | None = None, certain: float = 0.0) -> float:
    """The least sum of open services over all questions of any order that knows her answers, but for what is hidden.

    Of the hidden facts she has the usual values; ``certain`` is the share of women who have all of these at once, and
    in the others each is usual with its own chance.
    """
    search = _Search(woman, hidden or {}, certain)
    return search.least()


@dataclass(frozen=True)
class _After:
    """What is left after some facts are asked.

    How many services are open, what they come to ``least``, and the facts that can still settle one.
    """

    services: int
    least: float
    useful: Mask


class _Search:
    """A* over the sets of facts that are asked."""

    def __init__(self, woman: Settling, hidden: Mapping[str, Hidden], certain: float) -> None:
        self.woman, self.certain = woman, certain
        self.hidden = {1 << woman.number[name]: each for name, each in hidden.items() if name in woman.number}
        self.all_hidden = sum(self.hidden)
        #: Of each hidden fact, what may be worth asking before it because of its unusual values.
        self.otherwise = {fact: _useful_after(fact, each.otherwise) for fact, each in self.hidden.items()}
        #: What the last steps weigh.
        self.last = self.weight(self.all_hidden)
        facts = [1 << at for at in range(len(woman.number))]
        of_services = {
            fact: sum(count for sets, count in woman.services.items() if any(each & fact for each in sets))
            for fact in facts
        }
        self.common = sum(fact for fact in facts if of_services[fact] > sum(woman.services.values()) / 2)
        self.before = self._alike()
        self._weights: dict[Mask, list[float]] = {}
        self._after: dict[Mask, _After] = {}
        sets = [each for of_service in woman.services for each in of_service]
        self._sets = np.array(sets, dtype=np.uint64)
        self._sizes = [len(of_service) for of_service in woman.services]
        self._starts = np.cumsum([0, *self._sizes[:-1]])
        self._counts = np.array(list(woman.services.values()))

    def least(self) -> float:
        """The least sum, or a bound of it from below where the search is too long."""
        if not self.woman.services:
            return 0.0
        self._work_out([0])
        reached, done = {0: 0.0}, set[Mask]()
        waiting = [(self._after[0].least, 0)]
        while True:
            bound, asked = heappop(waiting)
            if asked in done:
                continue
            done.add(asked)
            here = self._after[asked]
            if not here.services or len(done) > MOST_SETS:
                return bound
            facts = list(self.next_facts(asked))
            self._work_out([asked | fact for fact in facts])
            for fact in facts:
                total = reached[asked] + self.cost(asked, fact, here.services)
                if total < reached.get(asked | fact, float("inf")):
                    reached[asked | fact] = total
                    heappush(waiting, (total + self._after[asked | fact].least, asked | fact))

    def cost(self, asked: Mask, fact: Mask, services: int) -> float:
        """What a question comes to, with the step after it where the answer is unusual."""
        chance = self.weight(asked)
        cost = services * chance
        if fact in self.hidden:
            unusual = chance - self.weight(asked | fact)
            cost += unusual * min(each.open(asked | fact) for each in self.hidden[fact].otherwise)
        return cost

    def weight(self, asked: Mask) -> float:
        """How likely it is that all hidden facts that are asked are usual."""
        chances = (each.chance for fact, each in self.hidden.items() if asked & fact)
        return self.certain + (1 - self.certain) * prod(chances)

    def weights(self, asked: Mask) -> list[float]:
        """The least that the next n steps can weigh together."""
        asked &= self.all_hidden
        if asked not in self._weights:
            rest = [fact for fact in self.hidden if not asked & fact]
            least = [
                min(self.weight(asked | sum(more)) for more in combinations(rest, min(steps, len(rest))))
                for steps in range(len(self.woman.number))
            ]
            self._weights[asked] = [0.0, *accumulate(least)]
        return self._weights[asked]

    def _work_out(self, masks: Iterable[Mask]) -> None:
        """What is left after each of these sets of facts.

        Each service is open for as many steps as its smallest set has facts; and of services that share no fact but the
        ``common`` ones, which are settled by one of their own at the earliest, the second waits for the first.
        """
        masks = [each for each in masks if each not in self._after]
        if not masks:
            return
        rest = self._sets & ~np.array(masks, dtype=np.uint64)[:, None]
        own = rest & ~np.uint64(self.common)
        steps = np.minimum.reduceat(np.bitwise_count(rest), self._starts, axis=1).astype(int)
        common = np.minimum.reduceat(np.bitwise_count(rest ^ own), self._starts, axis=1)
        alone = np.logical_and.reduceat(own != 0, self._starts, axis=1) & (steps == 1 + common)
        services = (self._counts * (steps > 0)).sum(axis=1)
        weights = np.array([self.weights(each) for each in masks])
        least = (self._counts * np.take_along_axis(weights, steps, axis=1)).sum(axis=1)
        together = np.bitwise_or.reduceat(own, self._starts, axis=1)
        useful = np.bitwise_or.reduce(np.where(np.repeat(steps, self._sizes, axis=1) > 0, rest, 0), axis=1)
        for at, mask in enumerate(masks):
            waiting = _waiting(
                [(int(together[at, service]), int(self._counts[service])) for service in np.flatnonzero(alone[at])]
            )
            self._after[mask] = _After(int(services[at]), float(least[at]) + self.last * waiting, int(useful[at]))

    def next_facts(self, asked: Mask) -> Iterable[Mask]:
        """The facts that may be asked next."""
        useful = self._after[asked].useful
        for fact, also in self.otherwise.items():
            useful |= 0 if asked & fact else also & ~asked
        while useful:
            fact = useful & -useful
            useful ^= fact
            if self.before.get(fact, 0) & ~asked == 0:
                yield fact

    def _alike(self) -> dict[Mask, Mask]:
        """Of facts that may change places in all sets only one order is tried: the one before each."""
        others = [each for hidden in self.hidden.values() for each in hidden.otherwise]
        before: dict[Mask, Mask] = {}
        last: dict[Any, Mask] = {}
        for fact in (1 << at for at in range(len(self.woman.number))):
            if fact not in self.hidden:
                shape = tuple(_shape(each, fact) for each in (self.woman, *others))
                before[fact] = last.get(shape, 0)
                last[shape] = fact
        return before


def _useful_after(fact: Mask, women: Iterable[Settling]) -> Mask:
    """The facts on which something hangs, or may, after this one."""
    useful = 0
    for woman in women:
        for sets in woman.services:
            rest = [each & ~fact for each in sets]
            for each in rest if 0 not in rest else ():
                useful |= each
    return useful


def _waiting(alone: list[tuple[Mask, int]]) -> int:
    """How many steps services wait at least for others with which they share none of these facts."""
    taken, counts = 0, []
    for own, count in sorted(alone, key=lambda each: (each[0].bit_count(), -each[1])):
        if not own & taken:
            taken |= own
            counts.append(count)
    return sum(turn * count for turn, count in enumerate(sorted(counts, reverse=True)))


def _shape(woman: Settling, fact: Mask) -> frozenset[Any]:
    """In which sets a fact stands, and with what."""
    shapes: Counter[Any] = Counter()
    for sets, count in woman.services.items():
        if any(each & fact for each in sets):
            shapes[tuple(sorted((each & ~fact, bool(each & fact)) for each in sets))] += count
    return frozenset(shapes.items())
