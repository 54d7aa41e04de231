"""Conditions as a rule file writes them: where they are, in words, with something changed, and who proves them."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from ..documents import Clause, Measure, Policy, Rules, values_at
from ..places import NATION
from ..problems import Location
from ..rules import LEAVES, AllOf, AnyOf, Concept, Condition, Leaf, Not, phrase
from ..rules import below as below  # for those who walk sites
from ..rules import written as written
from ..rules.solver import TIMEOUT, Prover, Witness
from ..values import grouped


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """One ``when``: its condition, its name, and the place for which it is judged.

    ``under`` is the definition that applies as well (None for a definition or concept);
    ``clause`` and ``measure`` are None but for a measure.
    """

    name: str
    condition: Condition
    location: Location | None
    place: str
    under: Condition | None = None
    clause: Clause | None = None
    measure: Measure | None = None

    @property
    def whole(self) -> Condition:
        """The condition together with the definition that applies to it."""
        return self.condition if self.under is None else AllOf((self.under, self.condition))

    @property
    def empty(self) -> bool:
        """Whether nothing is asked: no ``when`` at all."""
        return isinstance(self.condition, AllOf) and not self.condition.children


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasureSite(Site):
    """The ``when`` of a measure; an individual measure is a ground for its service."""

    policy: Policy
    clause: Clause
    measure: Measure

    @property
    def service(self) -> str:
        """The service (or the topic, where the measure is collective)."""
        return self.measure.name


def definition_site(policy: Policy) -> Site:
    """The definition of a document."""
    name, definition = f"{policy.id} definition", policy.definition
    return Site(name=name, condition=definition.condition, location=definition.location, place=policy.place)


def measure_sites(policy: Policy, *, collective: bool = False) -> Iterator[MeasureSite]:
    """The individual measures (or all, ``collective``) in printed order, numbered where a clause repeats a service."""
    counts: dict[str, int] = {}
    for clause, measure in policy.measures():
        if not (measure.individual or collective):
            continue
        name = f"{policy.id} {clause.at} {measure.name}"
        counts[name] = counts.get(name, 0) + 1
        yield MeasureSite(
            name=name if counts[name] == 1 else f"{name} {counts[name]}",
            condition=measure.condition,
            location=measure.location,
            place=policy.place,
            under=policy.definition.condition,
            policy=policy,
            clause=clause,
            measure=measure,
        )


def by_service(sites: Iterable[MeasureSite]) -> dict[str, list[MeasureSite]]:
    """The measures of each service."""
    return grouped((site.service, site) for site in sites)


def document_sites(policy: Policy) -> Iterator[Site]:
    """The definition of a document and then all its measures, in printed order."""
    yield definition_site(policy)
    yield from measure_sites(policy, collective=True)


def concept_site(rules: Rules, name: str) -> Site:
    """The meaning of a concept, judged for the whole country."""
    entry = rules.concepts[name]
    return Site(name=f"concept {name}", condition=entry.condition, location=entry.location, place=NATION)


def all_sites(rules: Rules) -> Iterator[Site]:
    """Every condition there is: the concepts, then the documents."""
    yield from (concept_site(rules, name) for name in rules.concepts)
    for policy in rules.policies.values():
        yield from document_sites(policy)


def written_leaves(condition: Condition) -> Iterator[Leaf]:
    """The leaves as a file writes them; concepts are not opened."""
    return (node for node in written(condition) if isinstance(node, LEAVES))


def words(node: Condition, *, brief: bool = False) -> str:
    """A node as a file writes it, on one line; ``brief`` without the colons."""
    if isinstance(node, Concept):
        return node.name
    if isinstance(node, LEAVES):
        return phrase(node)
    parts = ", ".join(words(child, brief=brief) for child in below(node))
    if isinstance(node, Not):
        return f"not {parts}" if brief else f"not: {parts}"
    key = "all" if isinstance(node, AllOf) else "any"
    return f"{key}[{parts}]" if brief else f"{key}: [{parts}]"


def rewrite(condition: Condition, change: Callable[[Condition], Condition | None]) -> Condition:
    """The condition with what ``change`` makes of its nodes, from the top down; for None those below are asked."""
    changed = change(condition)
    if changed is not None:
        return changed
    children = tuple(rewrite(child, change) for child in below(condition))
    if isinstance(condition, (AllOf, AnyOf)):
        return replace(condition, children=children)
    if isinstance(condition, Not):
        return replace(condition, child=children[0])
    return replace(condition, condition=children[0]) if isinstance(condition, Concept) else condition


def shown(witness: Witness | None) -> Mapping[str, Any] | None:
    """A witness as a profile file holds her."""
    return None if witness is None else witness.profile.to_mapping()


class Provers:
    """The provers of a rule set on one day, made on first use.

    Parameters have the values of the document's place; what is known there only within bounds, or not at all, is one
    unknown constant. Place facts are free: a document covers counties in which they differ. Questions raise
    :class:`~liushou.rules.solver.UndecidedError` where the solver gives up and :class:`~liushou.MissingExtraError`
    without z3.
    """

    def __init__(self, rules: Rules, on: date, *, timeout: float | None = None) -> None:
        self.rules, self.on, self.timeout = rules, on, TIMEOUT if timeout is None else timeout
        self._provers: dict[str, Prover] = {}

    def at(self, place: str) -> Prover:
        """The prover of a place."""
        if place not in self._provers:
            parameters = values_at(self.rules, place, self.on).parameters
            self._provers[place] = self.new(vocabulary=self.rules.vocabulary, parameters=parameters)
        return self._provers[place]

    def new(self, **about: Any) -> Prover:
        """A prover of its own, on the same day and with the same time for a question."""
        return Prover(on=self.on, timeout=self.timeout, **about)
