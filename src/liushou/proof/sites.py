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
    def concepts(self) -> frozenset[str]:
        """The names of the concepts that the condition rests on."""
        return frozenset(node.name for node in walk(self.condition) if isinstance(node, Concept))

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
    definition = policy.definition
    return Site(
        name=f"{policy.id} definition",
        condition=definition.condition,
        location=definition.location,
        place=policy.place,
    )


def measure_sites(policy: Policy, *, collective: bool = False) -> Iterator[MeasureSite]:
    """The individual measures of a document, in printed order; ``collective`` adds the others.

    Measures of one service in one clause are numbered from the second on, so that every
    name is unique.
    """
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


def document_sites(policy: Policy) -> Iterator[Site]:
    """The definition of a document and then all its measures, in printed order."""
    yield definition_site(policy)
    yield from measure_sites(policy, collective=True)


def all_sites(rules: Rules) -> Iterator[Site]:
    """Every condition there is: the concepts, then the documents."""
    for entry in rules.concepts.values():
        yield Site(name=f"concept {entry.id}", condition=entry.condition, location=entry.location, place=NATION)
    for policy in rules.policies.values():
        yield from document_sites(policy)


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
