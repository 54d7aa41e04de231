"""Laws about the rules, stated and proved for every document that is loaded.

more-hardship       More hardship never loses an entitlement: of two women who differ only
                    in hardship, whatever a document gives the one with less of it, it
                    gives the one with more. Places where a text says otherwise are named.
county-in-province  A woman under the document of a place is under the definition of each
                    document of a place around it.
reachable           Every service that a document owes (shall) is reachable by some woman.

A law that does not hold comes with a witness; one that the solver gave up on says so.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from ...documents import Policy, Rules
from ...places import lies_in
from ...rules import AnyOf
from ...rules.solver import Undecided
from ..prover import Provers
from ..sites import MeasureSite, measure_sites
from .more_hardship import Ruled, more_hardship

Outcome = Literal["proved", "proved_except", "broken", "undecided"]


@dataclass(frozen=True, slots=True)
class Law:
    """A law: its id, what it says, and the same in Chinese."""

    id: str
    statement: str
    chinese: str


MORE_HARDSHIP = Law("more-hardship", "more hardship never loses an entitlement", "困难加重，不会因此失去服务")
COUNTY_IN_PROVINCE = Law(
    "county-in-province",
    "a woman under a place's document is under the definition of each document around it",
    "下级文件的留守妇女，也是上级文件的留守妇女",
)
REACHABLE = Law(
    "reachable", "every service that a document owes is reachable by some woman", "应当提供的服务，总有人能够得到"
)
LAWS: tuple[Law, ...] = (MORE_HARDSHIP, COUNTY_IN_PROVINCE, REACHABLE)


@dataclass(frozen=True, slots=True)
class Ruling:
    """What became of one law for one subject (a service of a document, or two documents).

    ``witness`` shows a broken law, or that a service is reachable; ``harder`` is the second
    woman where a law is about two. ``exceptions`` are the places where the text itself says
    otherwise.
    """

    law: Law
    policy: str
    subject: str
    outcome: Outcome
    witness: Mapping[str, Any] | None = None
    harder: Mapping[str, Any] | None = None
    exceptions: tuple[Ruled, ...] = ()
    reason: str | None = None

    @property
    def holds(self) -> bool:
        """Whether the law was proved."""
        return self.outcome in ("proved", "proved_except")

    def to_dict(self) -> dict[str, Any]:
        """The ruling as ``liushou laws --json`` prints it."""
        return {
            "law": self.law.id,
            "policy": self.policy,
            "subject": self.subject,
            "outcome": self.outcome,
            "witness": _plain(self.witness),
            "harder": _plain(self.harder),
            "exceptions": [one.to_dict() for one in self.exceptions],
            "reason": self.reason,
        }


def laws(
    rules: Rules, on: date, *, documents: Iterable[str] | None = None, timeout: float | None = None
) -> Iterator[Ruling]:
    """Every law for every document that applies on the day ``on``, one ruling at a time.

    ``documents`` names those to judge (by id); the others are still there to be compared with.
    Raises :class:`~liushou.MissingExtraError` without z3 (extra ``prove``).
    """
    provers = Provers(rules, on) if timeout is None else Provers(rules, on, timeout=timeout)
    issued = [policy for policy in rules.policies.values() if policy.issued <= on]
    names = {policy.id for policy in issued} if documents is None else set(documents)
    judged = [policy for policy in issued if policy.id in names]
    for policy in judged:
        yield from _more_hardship(policy, provers)
    for policy in judged:
        for other in issued:
            if policy.place != other.place and lies_in(policy.place, other.place):
                yield _county_in_province(policy, other, provers)
    for policy in judged:
        yield from _reachable(policy, provers)


def _more_hardship(policy: Policy, provers: Provers) -> Iterator[Ruling]:
    for service, grounds in _services(policy, provers.on).items():
        whole = AnyOf(tuple(site.whole for site in grounds))
        try:
            found = more_hardship(whole, policy.place, provers)
        except Undecided as error:
            yield Ruling(MORE_HARDSHIP, policy.id, service, "undecided", reason=error.reason)
            continue
        if found.broken is not None:
            less, more = found.broken
            yield Ruling(MORE_HARDSHIP, policy.id, service, "broken", less, more)
        elif found.exceptions:
            yield Ruling(MORE_HARDSHIP, policy.id, service, "proved_except", exceptions=found.exceptions)
        else:
            yield Ruling(MORE_HARDSHIP, policy.id, service, "proved")


def _county_in_province(policy: Policy, other: Policy, provers: Provers) -> Ruling:
    prover = provers.at(policy.place)
    mine, theirs = policy.definition.condition, other.definition.condition
    try:
        witness = None if prover.implies(mine, theirs) else prover.witness(mine, fails=theirs)
    except Undecided as error:
        return Ruling(COUNTY_IN_PROVINCE, policy.id, other.id, "undecided", reason=error.reason)
    return Ruling(COUNTY_IN_PROVINCE, policy.id, other.id, "proved" if witness is None else "broken", witness)


def _reachable(policy: Policy, provers: Provers) -> Iterator[Ruling]:
    prover = provers.at(policy.place)
    for service, grounds in _services(policy, provers.on).items():
        owed = [site for site in grounds if site.measure.force == "shall"]
        if not owed:
            continue
        try:
            witness = prover.witness(AnyOf(tuple(site.whole for site in owed)))
        except Undecided as error:
            yield Ruling(REACHABLE, policy.id, service, "undecided", reason=error.reason)
            continue
        yield Ruling(REACHABLE, policy.id, service, "broken" if witness is None else "proved", witness)


def _services(policy: Policy, on: date) -> dict[str, list[MeasureSite]]:
    """The services of a document with their measures; dated goals that are past are none."""
    found: dict[str, list[MeasureSite]] = {}
    for ground in measure_sites(policy):
        if ground.measure.in_force(on):
            found.setdefault(ground.service, []).append(ground)
    return found


def _plain(profile: Mapping[str, Any] | None) -> dict[str, Any] | None:
    return None if profile is None else dict(profile)
