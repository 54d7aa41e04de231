"""Which leaves of a document the cases have seen yes, no and unknown, and by which case."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ...documents import Policy, Rules
from ...problems import Location
from ...rules import LEAVES, AllOf, AnyOf, Concept, Condition, Leaf, Not, evaluate_leaf, phrase, walk, word
from ...values import Truth
from ..cases import Case, CaseFile, Runner
from .mutants import When, concepts_of, whens


@dataclass(frozen=True, slots=True)
class LeafSeen:
    """A leaf, where it stands, and the first case that saw it yes, no and unknown."""

    where: str
    leaf: str
    yes: str | None = None
    no: str | None = None
    unknown: str | None = None
    location: Location | None = None

    @property
    def unseen(self) -> tuple[str, ...]:
        """Which of the three values no case has shown."""
        return tuple(name for name in ("yes", "no", "unknown") if getattr(self, name) is None)


def leaves_seen(policy: Policy, rules: Rules, files: Iterable[CaseFile]) -> tuple[LeafSeen, ...]:
    """The leaves of the definition, the individual measures, and the concepts they use.

    A case sees the leaves of the measures that its expectations pick, those of the
    definition if it expects anything of this document, and the concepts in either.
    """
    # A measure that reaches nobody in person is never asked of a case.
    of_document = [one for one in whens(policy) if one.measure is None or one.measure.individual]
    seen: dict[tuple[str, Leaf], dict[Truth, str]] = {}
    order: dict[tuple[str, Leaf], Location | None] = {}
    for one in of_document:
        for leaf in _written(one.condition):
            order.setdefault((one.name, leaf), leaf.location)
    for name in concepts_of(policy):
        for leaf in _written(rules.concepts[name].condition):
            order.setdefault((f"concept {name}", leaf), leaf.location)
    for file in files:
        runner = Runner(file.rules, file.places)
        for case in file.cases:
            touched = list(_asked(case, policy, of_document))
            if not touched:
                continue
            situation = runner.matcher(case).situation(case.profile)
            for where, leaf in _leaves(touched, rules):
                seen.setdefault((where, leaf), {}).setdefault(evaluate_leaf(leaf, situation), case.name)
    return tuple(_row(key, location, seen.get(key, {})) for key, location in order.items())


def _row(key: tuple[str, Leaf], location: Location | None, values: dict[Truth, str]) -> LeafSeen:
    found = {word(value): name for value, name in values.items()}
    return LeafSeen(key[0], phrase(key[1]), found.get("yes"), found.get("no"), found.get("unknown"), location)


def _asked(case: Case, policy: Policy, whens: Iterable[When]) -> Iterator[When]:
    of_policy = policy.id in case.left_behind or "*" in case.left_behind
    for one in whens:
        if one.measure is None or one.clause is None:
            continue
        name, at, quote = one.measure.name, one.clause.at, one.measure.quote
        if any(asked.service == name and asked.picks(policy.id, at, quote) for asked in case.expectations):
            of_policy = True
            yield one
    if of_policy:
        yield from (one for one in whens if one.measure is None)


def _leaves(whens: Iterable[When], rules: Rules) -> Iterator[tuple[str, Leaf]]:
    concepts: dict[str, None] = {}
    for one in whens:
        for leaf in _written(one.condition):
            yield one.name, leaf
        concepts.update((node.name, None) for node in walk(one.condition) if isinstance(node, Concept))
    for name in concepts:
        for leaf in _written(rules.concepts[name].condition):
            yield f"concept {name}", leaf


def _written(condition: Condition) -> Iterator[Leaf]:
    """The leaves as they stand here; concepts are not opened."""
    if isinstance(condition, (AllOf, AnyOf)):
        for child in condition.children:
            yield from _written(child)
    elif isinstance(condition, Not):
        yield from _written(condition.child)
    elif isinstance(condition, LEAVES):
        yield condition


__all__ = ["LeafSeen", "leaves_seen"]
