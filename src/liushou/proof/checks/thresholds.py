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
from ..findings import THRESHOLDS, Finding
from ..intervals import Interval, intervals, without
from ..prover import Provers
from ..sites import Site, sites_of


def thresholds(rules: Rules, provers: Provers) -> Iterator[Finding]:
    """A warning for each pair of measures and fact, with a woman in the gap or the overlap."""
    for first, second in _pairs(rules):
        found = staggered(first, second, rules, provers)
        for fact, low, high in found:
            yield from _gap_or_overlap(first, second, fact, low, high, rules, provers)


def staggered(
    first: Site, second: Site, rules: Rules, provers: Provers
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


def _pairs(rules: Rules) -> Iterator[tuple[Site, Site]]:
    all_sites = [site for policy in rules.policies.values() for site in sites_of(policy) if not site.empty]
    measures = [site for site in all_sites if site.measure is not None and site.measure.individual]
    for first, second in combinations(measures, 2):
        assert first.measure and second.measure and first.policy and second.policy
        if first.measure.name != second.measure.name:
            continue
        places = (first.policy.place, second.policy.place)
        if lies_in(*places) or lies_in(places[1], places[0]):
            yield first, second


def _gap_or_overlap(
    first: Site, second: Site, fact: str, low: Interval, high: Interval, rules: Rules, provers: Provers
) -> Iterator[Finding]:
    rest = (*_definitions(first, second), without(first.condition, fact), without(second.condition, fact))
    gap = low.gap(high)
    prover = provers.of(second if second.policy and first.policy and _inner(second, first) else first)
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
    assert first.measure is not None
    yield Finding(
        THRESHOLDS,
        "warning",
        f"{first.name} / {second.name} {fact}",
        f"the thresholds of {first.measure.name} in {first.name} and {second.name} ({low} and {high}) {words}",
        first.location,
        witness,
        (second.location,) if second.location else (),
    )


def _inner(site: Site, other: Site) -> bool:
    assert site.policy and other.policy
    return lies_in(site.policy.place, other.policy.place)


def _definitions(first: Site, second: Site) -> tuple[Condition, ...]:
    found = [site.under for site in (first, second) if site.under is not None]
    return tuple(dict.fromkeys(found))


def _same_service(first: Site, second: Site, rules: Rules) -> Iterator[Site]:
    assert first.measure is not None
    for policy in dict.fromkeys(site.policy.id for site in (first, second) if site.policy):
        for site in sites_of(rules.policies[policy]):
            if site.measure is not None and site.measure.name == first.measure.name:
                yield site


