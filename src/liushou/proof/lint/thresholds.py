"""L008: thresholds of one fact that leave a gap or an overlap between two measures.

Under 60 here and over 60 there: a woman of 60 stands in neither. Compared are measures of
one service that can meet in one place (the place of one document lies in that of the
other), by what they ask of one number or day beside all else.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from ...documents import Rules
from ...places import lies_in
from ...rules import AllOf, AnyOf, Condition, Not
from ..prover import Provers
from ..sites import EVERYWHERE, Ground, Scope, grounds_of
from .findings import THRESHOLDS, Finding
from .intervals import Interval, intervals, without


def thresholds(rules: Rules, provers: Provers, scope: Scope = EVERYWHERE) -> Iterator[Finding]:
    """A warning for each pair of measures and fact, with a woman in the gap or the overlap."""
    for first, second in _pairs(rules):
        if not scope.holds(first.location):
            first, second = second, first
        if not scope.holds(first.location):
            continue
        found = staggered(first, second, rules, provers)
        for fact, low, high in found:
            yield from _gap_or_overlap(first, second, fact, low, high, rules, provers)


def staggered(
    first: Ground, second: Ground, rules: Rules, provers: Provers
) -> tuple[tuple[str, Interval, Interval], ...]:
    """(fact, lower, upper) of the facts on which one measure goes on where the other ends.

    The lower interval starts and ends before the upper one; equal and nested ones do not
    hand over to each other.
    """
    one, two = (intervals(site.condition, rules.vocabulary, provers.of(site)) for site in (first, second))
    found = []
    for fact in one:
        if fact in two:
            low, high = sorted((one[fact], two[fact]), key=lambda interval: interval.order)
            if low.before(high):
                found.append((fact, low, high))
    return tuple(found)


def _pairs(rules: Rules) -> Iterator[tuple[Ground, Ground]]:
    asking = [ground for policy in rules.policies.values() for ground in grounds_of(policy) if not ground.empty]
    for first, second in combinations(asking, 2):
        if first.service == second.service:
            if lies_in(first.place, second.place) or lies_in(second.place, first.place):
                yield first, second


def _gap_or_overlap(
    first: Ground, second: Ground, fact: str, low: Interval, high: Interval, rules: Rules, provers: Provers
) -> Iterator[Finding]:
    rest = (*_definitions(first, second), without(first.condition, fact), without(second.condition, fact))
    gap = low.gap(high)
    prover = provers.of(second if lies_in(second.place, first.place) else first)
    if gap is not None:
        others = [site.whole for site in _same_service(first, second, rules)]
        person = AllOf((*rest, gap.condition(fact), Not(AnyOf(tuple(others)))))
        words = f"leave a gap at {fact} {gap}: a woman there has neither"
    else:
        shared = low.overlap(high)
        if shared is None:
            return
        person = AllOf((*rest, shared.condition(fact)))
        words = f"overlap at {fact} {shared}: a woman there falls under both"
    witness = prover.witness(person)
    if witness is None:
        return
    yield Finding(
        THRESHOLDS,
        "warning",
        f"{first.name} / {second.name} {fact}",
        f"the thresholds of {first.service} in {first.name} and {second.name} ({low} and {high}) {words}",
        first.location,
        witness,
        (second.location,) if second.location else (),
    )


def _definitions(first: Ground, second: Ground) -> tuple[Condition, ...]:
    found = [site.under for site in (first, second) if site.under is not None]
    return tuple(dict.fromkeys(found))


def _same_service(first: Ground, second: Ground, rules: Rules) -> Iterator[Ground]:
    for policy in dict.fromkeys((first.policy.id, second.policy.id)):
        for ground in grounds_of(rules.policies[policy]):
            if ground.service == first.service:
                yield ground
