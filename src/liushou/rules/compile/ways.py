"""On what the value of a condition still hangs, by the ways in which its open leaves would meet it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Set
from itertools import islice
from typing import Any, NamedTuple

from ...problems import LiushouError

#: With more ways it is not a plain matter any more.
_MOST_WAYS = 32


class Leaf(NamedTuple):
    """A leaf of a way: its fact, whether it has to hold to be met, and its number."""

    fact: str | None
    holds: bool
    number: int


Way = frozenset[Leaf]
#: The facts that a fact needs, each as those of which any yes says that it is so, and the facts that it implies.
Said = tuple[tuple[frozenset[str], ...], frozenset[str]]


class Hanging(NamedTuple):
    """On what something still hangs, if nothing is known of the facts that are at stake.

    ``ways`` are the least sets of leaves that would meet it, once for each way to ask for a fact and what it can stand
    instead of, and ``all_facts`` theirs. ``said`` has what a value of a fact says of others.
    """

    ways: tuple[frozenset[Way], ...]
    said: Mapping[str, Said]
    #: The facts of which any value says it, and not a yes alone.
    stated: frozenset[str]
    #: Facts of several leaves, of which one may meet another.
    doubled: frozenset[str]
    all_facts: frozenset[str]

    @property
    def is_plain(self) -> bool:
        """Whether it is the same whatever else is known of her."""
        return not self.said and not self.doubled

    def facts(self, value_of: Callable[[str], Any]) -> frozenset[str] | None:
        """The facts on which it hangs for her of whom this is known; None where that takes more than a look."""
        if self.is_plain:
            return self.all_facts
        never, untold = set[str](), set[str]()
        for fact, (needed, implied) in self.said.items():
            values = {value_of(other) for other in implied}
            is_yes = all(any(value_of(other) is True for other in others) for others in needed)
            if not is_yes or (fact in self.stated and None in values):
                return None
            if False in values:
                (untold if fact in self.stated else never).add(fact)
        if self.doubled - never - untold:
            return None
        if not never and not untold:
            return self.all_facts
        # What can have no value stays unknown: no leaf of it makes anything a yes, and none makes it a no.
        open_ = {(fact, holds) for fact in untold for holds in (True, False)}
        unmet, met = {(fact, True) for fact in never}, {(fact, False) for fact in never}
        least, most = (
            [least_of(_left(ways, *end)) for ways in self.ways] for end in ((unmet | open_, met), (unmet, met | open_))
        )
        leaves = [frozenset[Leaf]().union(*few, *many) for few, many in zip(least, most, strict=True)]
        if all(leaves):
            return frozenset(leaf.fact for leaf in frozenset[Leaf]().union(*leaves) if leaf.fact)
        if not any(least) and all(most):
            return frozenset()  # it stays unknown
        # It can only be a no, but she has to be asked for that: any of them may tell.
        is_no = not any(most) and not any(leaf[:2] in met for ways in self.ways for way in ways for leaf in way)
        return self.all_facts if is_no and not untold else None


def _left(ways: Iterable[Way], unmet: Set[tuple[str, bool]], met: Set[tuple[str, bool]]) -> Iterator[Way]:
    """What is left of each way, where it is known of some leaves that they are not met, or met."""
    for way in ways:
        if not any(leaf[:2] in unmet for leaf in way):
            yield frozenset(leaf for leaf in way if leaf[:2] not in met)


def least_of(ways: Iterable[Way]) -> set[Way]:
    """The ways of which no other one is a part. Raises :class:`NotPlainError` where there are many."""
    distinct = set(islice(ways, _MOST_WAYS + 1))
    if len(distinct) > _MOST_WAYS:
        raise NotPlainError
    return {way for way in distinct if not any(other < way for other in distinct)}


class NotPlainError(LiushouError):
    """What an open condition hangs on takes more than a look at its state."""
