"""Where conditions stand: definitions, measures and concepts, each with its name and place."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from ..documents import Clause, Measure, Policy, Rules
from ..places import NATION
from ..problems import Location
from ..rules import LEAVES, AllOf, AnyOf, Concept, Condition, Not, phrase, walk


@dataclass(frozen=True, slots=True)
class Scope:
    """The files that are asked about; None for everything that is loaded."""

    files: frozenset[Path] | None = None

    def holds(self, where: Location | None) -> bool:
        """Whether a place lies in one of the files."""
        if self.files is None:
            return True
        return where is not None and Path(where.file).resolve() in self.files


EVERYWHERE = Scope()


@dataclass(frozen=True, slots=True)
class Site:
    """One ``when``: its condition, how it is called, and for which place it is judged.

    ``under`` is the definition that applies as well (None for a definition or concept).
    """

    name: str
    condition: Condition
    location: Location | None
    place: str
    under: Condition | None

    @property
    def whole(self) -> Condition:
        """The condition together with the definition it stands under."""
        return self.condition if self.under is None else AllOf((self.under, self.condition))

    @property
    def concepts(self) -> frozenset[str]:
        """The names of the concepts that the condition rests on."""
        return frozenset(node.name for node in walk(self.condition) if isinstance(node, Concept))

    @property
    def empty(self) -> bool:
        """Whether nothing is asked: no ``when`` at all."""
        return isinstance(self.condition, AllOf) and not self.condition.children


@dataclass(frozen=True, slots=True)
class Ground(Site):
    """The ``when`` of a measure; an individual measure is a ground for its service."""

    policy: Policy
    clause: Clause
    measure: Measure

    @property
    def service(self) -> str:
        """The service (or the topic, where the measure is collective)."""
        return self.measure.name


def definition_of(policy: Policy) -> Site:
    """The definition of a document."""
    definition = policy.definition
    return Site(f"{policy.id} definition", definition.condition, definition.location, policy.place, None)


def grounds_of(policy: Policy, *, collective: bool = False) -> Iterator[Ground]:
    """The individual measures of a document, in printed order; ``collective`` adds the others.

    Measures of one service in one clause are numbered from the second on, so that every
    name is its own.
    """
    definition = policy.definition.condition
    seen: dict[str, int] = {}
    for clause, measure in policy.measures():
        if not (measure.individual or collective):
            continue
        name = f"{policy.id} {clause.at} {measure.name}"
        seen[name] = seen.get(name, 0) + 1
        if seen[name] > 1:
            name = f"{name} {seen[name]}"
        yield Ground(name, measure.condition, measure.location, policy.place, definition, policy, clause, measure)


def sites_of(policy: Policy) -> Iterator[Site]:
    """The definition of a document and then all its measures, in printed order."""
    yield definition_of(policy)
    yield from grounds_of(policy, collective=True)


def concept_sites(rules: Rules) -> Iterator[Site]:
    """The concepts; they stand under no definition."""
    for entry in rules.concepts.values():
        yield Site(f"concept {entry.id}", entry.condition, entry.location, NATION, None)


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


def words(node: Condition) -> str:
    """A node as a file writes it, on one line."""
    if isinstance(node, Concept):
        return node.name
    if isinstance(node, Not):
        return f"not: {words(node.child)}"
    if isinstance(node, (AllOf, AnyOf)):
        key = "all" if isinstance(node, AllOf) else "any"
        return f"{key}: [{', '.join(words(child) for child in node.children)}]"
    assert isinstance(node, LEAVES)
    return phrase(node)
