"""L003 and L004: measures of one service in one document that do not go together.

Two measures with the same condition and different quotes are two promises of the text,
and normal. A measure is superfluous if it asks more than another, promises no more and
names nobody else; or if it says the same under the same quote. Two grounds contradict each
other where one quote is read in two ways, or where no woman can have both.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations, permutations

from ...documents import FORCES, Policy
from ...problems import Phrase
from ...rules import AllOf
from ..prover import PlaceProver, Provers
from ..sites import MeasureSite, by_service, measure_sites
from .findings import CONTRADICTION, SUPERFLUOUS, Finding


def measures(policy: Policy, provers: Provers) -> Iterator[Finding]:
    """The findings for every service of the document with more than one measure."""
    prover = provers.at(policy.place)
    if not prover.possible(policy.definition.condition):
        return
    for sites in by_service(measure_sites(policy)).values():
        if len(sites) > 1:
            live = [site for site in sites if site.empty or prover.possible(site.whole)]
            yield from _contradictions(live, prover)
            yield from _superfluous(live, prover)


def _contradictions(sites: list[MeasureSite], prover: PlaceProver) -> Iterator[Finding]:
    for first, second in combinations(sites, 2):
        subject = f"{first.name} / {second.name}"
        if _same_quote(first, second):
            forces = (first.measure.force, second.measure.force)
            differs = [Phrase("lint-differs-force", forces=forces)] if len(set(forces)) > 1 else []
            differs += [] if _same_women(first, second, prover) else [Phrase("lint-differs-condition")]
            if differs:
                data = {"first": first.name, "second": second.name, "differs": differs}
                yield CONTRADICTION.finding(subject, "two-readings", second.location, related=first.location, **data)
        elif not (first.empty or second.empty or prover.possible(AllOf((first.whole, second.condition)))):
            yield CONTRADICTION.finding(
                subject,
                "excludes",
                second.location,
                severity="warning",
                witness=prover.witness(second.whole),
                related=first.location,
                service=first.service,
                first=first.name,
                second=second.name,
            )


def _same_women(first: MeasureSite, second: MeasureSite, prover: PlaceProver) -> bool:
    if first.condition == second.condition:
        return True
    return prover.implies(first.whole, second.whole) and prover.implies(second.whole, first.whole)


def _superfluous(sites: list[MeasureSite], prover: PlaceProver) -> Iterator[Finding]:
    reported: set[str] = set()
    for site, other in permutations(reversed(sites), 2):
        if site.name in reported or other.name in reported or not _says_no_more(site, other):
            continue
        same_quote = _same_quote(site, other)
        same = _same_women(site, other, prover)
        # The same condition with another quote is another promise of the text; one quote with
        # two conditions or two forces is a contradiction.
        if same is not same_quote or (same_quote and site.measure.force != other.measure.force):
            continue
        if not (same or other.empty or prover.implies(site.whole, other.whole)):
            continue
        reported.add(site.name)
        yield SUPERFLUOUS.finding(
            f"{site.name} < {other.name}",
            "superfluous",
            site.location,
            witness=None if same else prover.witness(AllOf((site.whole, other.whole))),
            related=other.location,
            name=site.name,
            other=other.name,
            why=Phrase(f"lint-superfluous-{'same' if same else 'wider'}"),
        )


def _says_no_more(site: MeasureSite, other: MeasureSite) -> bool:
    """Whether the other measure is at least as strong, as unconditional and as well staffed."""
    narrow, wide = site.measure, other.measure
    if FORCES.index(narrow.force) < FORCES.index(wide.force) or not set(wide.residual) <= set(narrow.residual):
        return False
    if wide.until is not None and (narrow.until is None or narrow.until > wide.until):
        return False
    if narrow.need not in (None, wide.need) or not set(narrow.carried_out_by) <= set(wide.carried_out_by):
        return False
    return all(offices <= others for offices, others in zip(_offices(site), _offices(other), strict=True))


def _offices(site: MeasureSite) -> tuple[set[str], set[str]]:
    """Who leads, and everybody."""
    _, agencies = site.policy.agencies_of(site.clause, site.measure)
    return {*agencies.lead, *agencies.sole}, set(agencies.all())


def _same_quote(first: MeasureSite, second: MeasureSite) -> bool:
    return first.clause is second.clause and first.measure.quote == second.measure.quote
