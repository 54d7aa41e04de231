"""Where conditions stand: definitions, measures and concepts, each with its name and place."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ..documents import Clause, Measure, Policy, Rules
from ..problems import Location
from ..rules import AllOf, AnyOf, Condition, Not


@dataclass(frozen=True, slots=True)
class Site:
    """One ``when``: its condition, what holds besides it, and how it is called.

    ``under`` is the definition that applies as well (None for a definition or concept).
    """

    name: str
    condition: Condition
    location: Location | None
    under: Condition | None = None
    policy: Policy | None = None
    clause: Clause | None = None
    measure: Measure | None = None

    @property
    def whole(self) -> Condition:
        """The condition together with the definition it stands under."""
        return self.condition if self.under is None else AllOf((self.under, self.condition))

    @property
    def empty(self) -> bool:
        """Whether nothing is asked: no ``when`` at all."""
        return isinstance(self.condition, AllOf) and not self.condition.children


def sites_of(policy: Policy) -> Iterator[Site]:
    """The definition of a document and then its measures, in printed order.

    Measures of one service in one clause are numbered from the second on, so that every
    name is its own.
    """
    definition = policy.definition
    yield Site(f"{policy.id} definition", definition.condition, definition.location, policy=policy)
    seen: dict[str, int] = {}
    for clause, measure in policy.measures():
        name = f"{policy.id} {clause.at} {measure.name}"
        seen[name] = seen.get(name, 0) + 1
        if seen[name] > 1:
            name = f"{name} {seen[name]}"
        yield Site(name, measure.condition, measure.location, definition.condition, policy, clause, measure)


def concept_sites(rules: Rules) -> Iterator[Site]:
    """The concepts; they stand under no definition."""
    for entry in rules.concepts.values():
        yield Site(f"concept {entry.id}", entry.condition, entry.location)


def sites(rules: Rules) -> Iterator[Site]:
    """Every condition there is: the concepts, then the documents."""
    yield from concept_sites(rules)
    for policy in rules.policies.values():
        yield from sites_of(policy)


def written(condition: Condition) -> Iterator[Condition]:
    """The nodes as a file writes them: concepts are named, not opened."""
    yield condition
    if isinstance(condition, (AllOf, AnyOf)):
        for child in condition.children:
            yield from written(child)
    elif isinstance(condition, Not):
        yield from written(condition.child)
