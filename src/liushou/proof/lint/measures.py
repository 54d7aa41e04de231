"""L003 and L004: measures of one service in one document that do not go together.

Two measures with the same condition and different quotes are two promises of the text,
and normal. Superfluous is one that asks more than another, promises no more and names
nobody else; or one that says the same under the same quote. Two grounds contradict each
other where one quote is read in two ways, or where no woman can have both.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations, permutations

from ...documents import FORCES, Policy, Rules
from ...rules import AllOf
from ..prover import PlaceProver, Provers
from ..sites import Ground, grounds_of
from .findings import CONTRADICTION, SUPERFLUOUS, Finding
from .thresholds import staggered


def grounds(policy: Policy, rules: Rules, provers: Provers) -> Iterator[Finding]:
    """The findings for every service of the document with more than one measure."""
    prover = provers.at(policy.place)
    if not prover.possible(policy.definition.condition):
        return
    for sites in _by_service(policy):
        live = [site for site in sites if site.empty or prover.possible(site.whole)]
        yield from _contradictions(live, rules, provers, prover)
        yield from _superfluous(live, prover)


def _by_service(policy: Policy) -> Iterator[list[Ground]]:
    found: dict[str, list[Ground]] = {}
    for site in grounds_of(policy):
        found.setdefault(site.service, []).append(site)
    return (sites for sites in found.values() if len(sites) > 1)


def _contradictions(sites: list[Ground], rules: Rules, provers: Provers, prover: PlaceProver) -> Iterator[Finding]:
    for first, second in combinations(sites, 2):
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
        elif not (first.empty or second.empty or prover.possible(AllOf((first.whole, second.condition)))):
            # Thresholds that hand over are the business of L008.
            if staggered(first, second, rules, provers):
                continue
            yield Finding(
                CONTRADICTION,
                "warning",
                f"{first.name} / {second.name}",
                f"no woman can have {first.service} on both grounds: {second.name} excludes {first.name}",
                second.location,
                prover.witness(second.whole),
                (first.location,) if first.location else (),
            )


def _differences(first: Ground, second: Ground, prover: PlaceProver) -> Iterator[str]:
    if first.measure.force != second.measure.force:
        yield f"force ({first.measure.force}, {second.measure.force})"
    if not _same_women(first, second, prover):
        yield "condition"


def _same_women(first: Ground, second: Ground, prover: PlaceProver) -> bool:
    if first.condition == second.condition:
        return True
    return prover.implies(first.whole, second.whole) and prover.implies(second.whole, first.whole)


def _superfluous(sites: list[Ground], prover: PlaceProver) -> Iterator[Finding]:
    gone: set[str] = set()
    for site, other in permutations(reversed(sites), 2):
        if site.name in gone or other.name in gone or not _says_no_more(site, other):
            continue
        quoted = _same_quote(site, other)
        same = _same_women(site, other, prover)
        # The same condition with another quote is another promise of the text; one quote with
        # two conditions or two forces is a contradiction.
        if same is not quoted or (quoted and site.measure.force != other.measure.force):
            continue
        if not (same or other.empty or prover.implies(site.whole, other.whole)):
            continue
        gone.add(site.name)
        why = "says the same under the same quote" if same else "reaches every woman whom it reaches"
        yield Finding(
            SUPERFLUOUS,
            "warning",
            f"{site.name} < {other.name}",
            f"{site.name} is superfluous: {other.name} {why}, promises no less and names the same offices",
            site.location,
            None if same else prover.witness(AllOf((site.whole, other.whole))),
            (other.location,) if other.location else (),
        )


def _says_no_more(site: Ground, other: Ground) -> bool:
    """Whether the other measure is at least as strong, as unconditional and as well staffed."""
    mine, theirs = site.measure, other.measure
    if FORCES.index(mine.force) < FORCES.index(theirs.force) or not set(theirs.residual) <= set(mine.residual):
        return False
    if theirs.until is not None and (mine.until is None or mine.until > theirs.until):
        return False
    if mine.need not in (None, theirs.need) or not set(mine.carried_out_by) <= set(theirs.carried_out_by):
        return False
    leading, offices = _offices(site)
    their_leading, their_offices = _offices(other)
    return leading <= their_leading and offices <= their_offices


def _offices(site: Ground) -> tuple[set[str], set[str]]:
    _, agencies = site.policy.agencies_of(site.clause, site.measure)
    return {*agencies.lead, *agencies.sole}, set(agencies.all())


def _same_quote(first: Ground, second: Ground) -> bool:
    return first.clause is second.clause and first.measure.quote == second.measure.quote
