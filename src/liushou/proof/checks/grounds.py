"""L003 and L004: measures of one service in one document that do not go together.

Two measures with the same condition and different quotes are two promises of the text,
and normal. Superfluous is one that asks more than another, promises no more and names
nobody else; or one that says the same under the same quote. Two grounds contradict each
other where one quote is read in two ways, or where no woman can have both.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations, permutations

from ...documents import Policy, Rules
from ...documents.model import FORCES
from ...rules import AllOf
from ..findings import CONTRADICTION, SUPERFLUOUS, Finding
from ..prover import PlaceProver, Provers
from ..sites import Site, sites_of
from .thresholds import staggered


def grounds(rules: Rules, provers: Provers) -> Iterator[Finding]:
    """The findings for every document and service with more than one measure."""
    for policy in rules.policies.values():
        prover = provers.at(policy.place)
        if not prover.possible(policy.definition.condition):
            continue
        for sites in _by_service(policy):
            live = [site for site in sites if prover.possible(site.whole)]
            yield from _contradictions(live, rules, provers, prover)
            yield from _superfluous(live, prover)


def _by_service(policy: Policy) -> Iterator[list[Site]]:
    found: dict[str, list[Site]] = {}
    for site in sites_of(policy):
        if site.measure is not None and site.measure.individual:
            found.setdefault(site.measure.name, []).append(site)
    return (sites for sites in found.values() if len(sites) > 1)


def _contradictions(sites: list[Site], rules: Rules, provers: Provers, prover: PlaceProver) -> Iterator[Finding]:
    for first, second in combinations(sites, 2):
        assert first.measure is not None and second.measure is not None
        if _same_quote(first, second):
            differs = list(_differences(first, second, prover))
            if differs:
                yield Finding(
                    CONTRADICTION,
                    "error",
                    f"{first.name} / {second.name}",
                    f"one quote is read in two ways: {second.name} differs from {first.name} in {', '.join(differs)}",
                    second.location,
                    related=(first.location,) if first.location else (),
                )
        elif not prover.possible(AllOf((first.whole, second.condition))):
            # Thresholds that hand over are the business of L008.
            if staggered(first, second, rules, provers):
                continue
            yield Finding(
                CONTRADICTION,
                "warning",
                f"{first.name} / {second.name}",
                f"no woman can have {first.measure.name} on both grounds: {second.name} excludes {first.name}",
                second.location,
                prover.witness(second.whole),
                (first.location,) if first.location else (),
            )


def _differences(first: Site, second: Site, prover: PlaceProver) -> Iterator[str]:
    assert first.measure is not None and second.measure is not None
    if first.measure.force != second.measure.force:
        yield f"force ({first.measure.force}, {second.measure.force})"
    if not (prover.implies(first.whole, second.whole) and prover.implies(second.whole, first.whole)):
        yield "condition"


def _superfluous(sites: list[Site], prover: PlaceProver) -> Iterator[Finding]:
    gone: set[str] = set()
    for site, other in permutations(reversed(sites), 2):
        if site.name in gone or other.name in gone or not _says_no_more(site, other):
            continue
        if not prover.implies(site.whole, other.whole):
            continue
        same = prover.implies(other.whole, site.whole)
        if same is not _same_quote(site, other):
            # The same condition with another quote is another promise of the text; one quote
            # with two conditions is a contradiction.
            continue
        assert site.measure is not None
        gone.add(site.name)
        why = "says the same under the same quote" if same else "already reaches every woman whom this one reaches"
        yield Finding(
            SUPERFLUOUS,
            "warning",
            f"{site.name} < {other.name}",
            f"{other.name} {why}, and {site.name} promises no more and names nobody else",
            site.location,
            None if same else prover.witness(AllOf((site.whole, other.whole))),
            (other.location,) if other.location else (),
        )


def _says_no_more(site: Site, other: Site) -> bool:
    """Whether the other measure is at least as strong, as unconditional and as well staffed."""
    mine, theirs = site.measure, other.measure
    assert mine is not None and theirs is not None
    if FORCES.index(mine.force) < FORCES.index(theirs.force) or not set(theirs.residual) <= set(mine.residual):
        return False
    if theirs.until is not None and (mine.until is None or mine.until > theirs.until):
        return False
    if mine.need not in (None, theirs.need) or not set(mine.carried_out_by) <= set(theirs.carried_out_by):
        return False
    leading, offices = _offices(site)
    their_leading, their_offices = _offices(other)
    return leading <= their_leading and offices <= their_offices


def _offices(site: Site) -> tuple[set[str], set[str]]:
    assert site.policy is not None and site.clause is not None
    _, agencies = site.policy.agencies_of(site.clause, site.measure)
    return {*agencies.lead, *agencies.sole}, set(agencies.all())


def _same_quote(first: Site, second: Site) -> bool:
    assert first.measure is not None and second.measure is not None
    return first.clause is second.clause and first.measure.quote == second.measure.quote
