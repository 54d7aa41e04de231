"""From which later day on time alone makes a service a yes.

By the reference for a few women, and for many by the compiled rules, which are the same code for every day.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import date
from functools import cached_property, lru_cache
from itertools import count
from typing import TYPE_CHECKING, cast

from ..documents import Measure
from ..problems import InputError
from ..rules import (
    LEAVES,
    AllOf,
    AnyOf,
    Between,
    Compare,
    Concept,
    Condition,
    Elapsed,
    Leaf,
    Not,
    UnsupportedNodeError,
    evaluate_stated,
    is_timed,
    lowering,
    source_fact,
    stated,
    turning,
    walk,
)
from ..rules.compile import compile_packed
from ..values import Date, Unit, add

if TYPE_CHECKING:
    from ..matcher import Matcher
    from ..profile import Profile

#: A fact, and how long after its day a leaf can change: numbers of a unit of time.
_Span = tuple[str, frozenset[int], Unit]
#: What opens: a service by its name, a ground by the ``id()`` of its measure.
Key = str | int
#: Compiling pays from so many women on.
_FEW = 20
#: So many later days are kept ready: half a year of them comes up again and again.
_DAYS = 512


class Openings:
    """When something opens at the place of a matcher.

    ``eras`` are (matcher, day after the last) of the times, from its day on, in which nothing changes but time.
    """

    def __init__(self, eras: Sequence[tuple[Matcher, date]]) -> None:
        self.eras, self._asked = eras, count()
        self._pairs = lowering(eras[0][0].rules.facts).relations.pairs

    def days(self, profile: Profile, *, possibly: bool = False) -> dict[Key, date]:
        """The first later day of what is not a yes today, or ``possibly`` one, and is so then for the same profile."""
        return (self.plain if next(self._asked) < _FEW else self.quick)(profile, possibly=possibly)

    def plain(self, profile: Profile, *, possibly: bool = False) -> dict[Key, date]:
        """The same by the reference: on each day on which a leaf can change, or documents, laws or values do."""
        opens: dict[Key, date] = {}
        for matcher, end in self.eras:
            answering = matcher.answering
            tried = set()
            spans = {_span(leaf, matcher) for leaf in answering.timed}
            for day in (matcher.on, *_turns(matcher, profile, end, spans)):
                # On some later days a profile may contradict itself: what it says of today does not hold then.
                with suppress(InputError):
                    situation = matcher.situation(profile, day)
                    view = tuple(evaluate_stated(leaf, situation) for leaf in answering.timed)
                    if view not in tried:
                        tried.add(view)
                        opens = dict.fromkeys(answering.eligible(situation, possibly=possibly), day) | opens
        return {key: day for key, day in opens.items() if day > self.eras[0][0].on}

    def quick(self, profile: Profile, *, possibly: bool = False) -> dict[Key, date]:
        """The same by the compiled rules, on no more days than can open something."""
        opens: dict[Key, date] = {}
        today, is_narrowed = None, False
        for name, pair in self._pairs:
            # What two facts say of one thing is narrowed by what each of them decides on the day.
            is_narrowed = is_narrowed or (profile.get(name) is not None and profile.get(pair.fact) is not None)
        for era, same in self._compiled:
            now, best = era.wanted(profile, possibly)
            today = now if today is None else today
            pending = era.every if is_narrowed else best
            pending &= ~(today if same is None else _moved(today, same))
            if opens:
                pending &= ~_bits(at for at in _places(pending) if opens.keys() >= era.keys[at].keys())
            if not pending:
                continue
            for day, truths in era.later(profile, now, era.every if is_narrowed else pending, possibly):
                for at in _places(pending & truths):
                    days = ((key, day) for key, measure in era.keys[at].items() if measure.in_force(day))
                    opens = dict(days) | opens
                pending &= ~truths
                if not pending:
                    break
        if not opens:
            return opens
        # What is a yes today by one ground may be so by another later.
        open_today = {key for at in _places(today or 0) for key in self._compiled[0][0].keys[at]}
        return {key: day for key, day in opens.items() if key not in open_today}

    @cached_property
    def _compiled(self) -> list[tuple[_Era, list[int | None] | None]]:
        """Each era, and of each of its pairs the place of the one in the first that stands for the same grounds.

        None where all have the same place.
        """
        eras = [_Era(matcher, end) for matcher, end in self.eras]
        first = {pair: (at, keys) for at, (pair, keys) in enumerate(eras[0].grounds.items())}
        nothing: tuple[int | None, Mapping[Key, Measure]] = (None, {})
        compiled: list[tuple[_Era, list[int | None] | None]] = []
        for era in eras:
            places = [first.get(pair, nothing) for pair in era.grounds]
            both = zip(era.keys, places, strict=True)
            same = [at if keys.keys() <= own.keys() else None for keys, (at, own) in both]
            compiled.append((era, None if same == [*range(len(eras[0].keys))] else same))
        return compiled


class _Era:
    """The grounds of a matcher on its day and on later ones.

    For each pair of conditions there is its truth on a day, and its truth at best: with every leaf as it would be best
    that time can change. Where that is not a yes either, no later day has to be looked at.
    """

    def __init__(self, matcher: Matcher, end: date) -> None:
        self.matcher, self.end = matcher, end
        self.lowering = lowering(matcher.rules.facts)
        #: What each pair of conditions opens.
        self.grounds: dict[tuple[Condition, Condition], dict[Key, Measure]] = {}
        for name, measures in matcher.applicable.items():
            for applicable in measures:
                measure = applicable.measure
                self.grounds.setdefault(applicable.pair, {}).update({name: measure, id(measure): measure})
        self.keys = tuple(self.grounds.values())
        #: All of them, as the bits that stand for them.
        self.every = _bits(range(len(self.keys)))
        #: When time can change each pair.
        self.spans = [self._spans(pair) for pair in self.grounds]
        best = [(self._best(gate), self._best(own)) for gate, own in self.grounds]
        packed = compile_packed(
            [[*self.grounds], best],
            parameters=matcher.place_values.parameters,
            place_facts=matcher.place_values.facts,
            facts=matcher.rules.facts,
        )
        self.first, self.packed = packed(matcher.on), lru_cache(_DAYS)(packed)

    def wanted(self, profile: Profile, possibly: bool) -> tuple[int, int]:
        """The pairs that are a yes, or ``possibly`` one, on the first day, and at best."""
        try:
            now, best = self.first(profile)
        except InputError:
            # What contradicts itself on this day may not do so on a later one.
            return 0, self.every
        return self._of(now, possibly), self._of(best, possibly)

    def later(self, profile: Profile, now: int, pairs: int, possibly: bool) -> Iterator[tuple[date, int]]:
        """The first day, and each later one on which a leaf of these pairs can change, with the pairs that are wanted.

        ``now`` are those on the first day.
        """
        yield self.matcher.on, now
        spans = frozenset[_Span]().union(*(self.spans[at] for at in _places(pairs)))
        for day in _turns(self.matcher, profile, self.end, spans):
            with suppress(InputError):
                yield day, self._of(self.packed(day)(profile)[0], possibly)

    def _of(self, values: int, possibly: bool) -> int:
        return (values if possibly else values >> 1) & self.every

    def _spans(self, pair: tuple[Condition, Condition]) -> frozenset[_Span]:
        nodes = (node for condition in pair for node in walk(self.lowering.condition(condition)))
        timed = (node for node in nodes if isinstance(node, LEAVES) and is_timed(node))
        return frozenset(_span(leaf, self.matcher) for leaf in timed)

    def _best(self, condition: Condition, holds: bool = True) -> Condition:
        """The condition with what time can change as it is best for it, or worst where that does not hold."""
        if isinstance(condition, LEAVES):
            name = source_fact(condition.fact)
            if not is_timed(condition) and name not in self.lowering.relations.past:
                return condition
            if isinstance(condition, Between):
                return self._best(AllOf(_sides(condition)), holds)
            # A span of time and an age only grow.
            grows = isinstance(condition, Elapsed) or (
                isinstance(condition, Compare) and condition.operator in (">", ">=")
            )
            shrinks = isinstance(condition, Compare) and condition.operator in ("<", "<=")
            if is_timed(condition) and (shrinks if holds else grows):
                return condition
            is_stated = stated(self.matcher.rules.facts[name])
            return AnyOf((condition, is_stated)) if holds else AllOf((condition, Not(is_stated)))
        if isinstance(condition, Not):
            return Not(self._best(condition.child, not holds))
        if isinstance(condition, Concept):
            return replace(condition, condition=self._best(condition.condition, holds))
        if isinstance(condition, (AllOf, AnyOf)):
            return replace(condition, children=tuple(self._best(child, holds) for child in condition.children))
        raise UnsupportedNodeError("opening", condition)


def _bits(places: Iterable[int]) -> int:
    """One bit for each place, the lower one of the two that a pair has in a packed number."""
    return sum(1 << 2 * at for at in places)


def _places(bits: int) -> Iterator[int]:
    while bits:
        lowest = bits & -bits
        yield lowest.bit_length() // 2
        bits ^= lowest


def _moved(bits: int, same: Sequence[int | None]) -> int:
    """The places whose pair stands in the first era where there is a bit."""
    return _bits(at for at, first in enumerate(same) if first is not None and bits >> 2 * first & 1)


def _sides(leaf: Between) -> tuple[Condition, Condition]:
    return Compare(leaf.fact, ">=", leaf.low), Compare(leaf.fact, "<=", leaf.high)


def _span(leaf: Leaf, matcher: Matcher) -> _Span:
    return source_fact(leaf.fact), *turning(leaf, matcher.place_values.parameters)


def _turns(matcher: Matcher, profile: Profile, end: date, spans: Iterable[_Span]) -> list[date]:
    """The days after the first, and before the day ``end``, that are so long after a bound of these facts."""
    of_place = matcher.place_values.facts
    days = set[date]()
    for name, amounts, unit in spans:
        value = profile.get(name)
        bounds = cast("Date | None", of_place.get(name) if value is None else value)
        if bounds is not None:
            sides = {bounds.low, bounds.high} - {None}
            days |= {add(cast(date, side), amount, unit) for side in sides for amount in amounts}
    return sorted(day for day in days if matcher.on < day < end)
