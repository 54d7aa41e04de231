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

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any, Literal

from ...documents import Policy, Rules
from ...places import lies_in
from ...rules import AnyOf
from ...rules.solver import UndecidedError
from ..prover import Provers
from ..sites import MeasureSite, by_service, measure_sites
from .more_hardship import Exemption, more_hardship

Outcome = Literal["proved", "proved_except", "broken", "undecided"]


@dataclass(frozen=True, slots=True)
class Law:
    """A law: its id, what it says, and the same in Chinese."""

    id: str
    statement: str
    chinese: str


LAWS = MORE_HARDSHIP, COUNTY_IN_PROVINCE, REACHABLE = (
    Law("more-hardship", "more hardship never loses an entitlement", "困难加重，不会因此失去服务"),
    Law(
        "county-in-province",
        "a woman under a place's document is under the definition of each document around it",
        "下级文件的留守妇女，也是上级文件的留守妇女",
    ),
    Law("reachable", "every service that a document owes is reachable by some woman", "应当提供的服务，总有人能够得到"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
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
    exceptions: tuple[Exemption, ...] = ()
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
            "witness": None if self.witness is None else dict(self.witness),
            "harder": None if self.harder is None else dict(self.harder),
            "exceptions": [exemption.to_dict() for exemption in self.exceptions],
            "reason": self.reason,
        }


def laws(
    rules: Rules, on: date, *, documents: Iterable[str] | None = None, timeout: float | None = None
) -> Iterator[Ruling]:
    """Every law for every document that applies on the day ``on``, one ruling at a time.

    ``documents`` names those to judge (by id); the others are still there to be compared with.
    Raises :class:`~liushou.MissingExtraError` without z3 (extra ``prove``).
    """
    provers = Provers(rules, on, timeout=timeout)
    issued = [policy for policy in rules.policies.values() if policy.issued <= on]
    names = {policy.id for policy in issued} if documents is None else set(documents)
    judged = [policy for policy in issued if policy.id in names]
    for policy in judged:
        for service, sites in _services(policy, on).items():
            yield _ruling(MORE_HARDSHIP, policy, service, partial(_more_hardship, policy, sites, provers))
    for policy in judged:
        for other in issued:
            if policy.place != other.place and lies_in(policy.place, other.place):
                yield _ruling(COUNTY_IN_PROVINCE, policy, other.id, partial(_within, policy, other, provers))
    for policy in judged:
        for service, sites in _services(policy, on).items():
            owed = [site for site in sites if site.measure.force == "shall"]
            if owed:
                yield _ruling(REACHABLE, policy, service, partial(_reachable, policy, owed, provers))


def _ruling(law: Law, policy: Policy, subject: str, judge: Callable[[], Mapping[str, Any]]) -> Ruling:
    """What ``judge`` comes to, as the fields of a ruling; or that the solver gave up."""
    try:
        fields = judge()
    except UndecidedError as error:
        fields = {"outcome": "undecided", "reason": error.reason}
    return Ruling(law=law, policy=policy.id, subject=subject, **fields)


def _more_hardship(policy: Policy, sites: list[MeasureSite], provers: Provers) -> Mapping[str, Any]:
    verdict = more_hardship(AnyOf(tuple(site.whole for site in sites)), policy.place, provers)
    if verdict.broken is not None:
        witness, harder = verdict.broken
        return {"outcome": "broken", "witness": witness, "harder": harder}
    return {"outcome": "proved_except" if verdict.exceptions else "proved", "exceptions": verdict.exceptions}


def _within(policy: Policy, other: Policy, provers: Provers) -> Mapping[str, Any]:
    prover, inner, outer = provers.at(policy.place), policy.definition.condition, other.definition.condition
    if prover.implies(inner, outer):
        return {"outcome": "proved"}
    return {"outcome": "broken", "witness": prover.witness(inner, fails=outer)}


def _reachable(policy: Policy, owed: list[MeasureSite], provers: Provers) -> Mapping[str, Any]:
    witness = provers.at(policy.place).witness(AnyOf(tuple(site.whole for site in owed)))
    return {"outcome": "broken" if witness is None else "proved", "witness": witness}


def _services(policy: Policy, on: date) -> dict[str, list[MeasureSite]]:
    """The services of a document with their measures; dated goals that are past are none."""
    return by_service(site for site in measure_sites(policy) if site.measure.in_force(on))
