"""Mutants: a document with one thing changed, as a slip of the pen would change it.

Conditions (the definition, the measures, and the concepts they use) lose a phrase, have a
comparison turned round, a threshold moved by one, ``all`` and ``any`` swapped, or a ``not``
dropped; parameters move by one; an office gets another role, a measure another force.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import TypeVar

from ...documents import FORCES, Clause, Measure, ParameterEntry, Policy, Rules
from ...rules import AllOf, AnyOf, Between, Compare, Concept, Condition, Not, Operand, Parameter, parameters, walk
from ...values import Bounds
from .edits import Kind, changes, role_changes

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Use:
    """Where a change is felt: a measure, or the definition (``measure`` is None), before and after."""

    clause: Clause | None
    measure: Measure | None
    before: Condition
    after: Condition


@dataclass(frozen=True, slots=True)
class When:
    """A condition as it stands in a document: in the definition (no measure), or in a measure."""

    name: str
    condition: Condition
    clause: Clause | None = None
    measure: Measure | None = None


def whens(policy: Policy) -> Iterator[When]:
    """The definition of a document and then its measures, in printed order.

    Measures of one service in one clause are numbered from the second on.
    """
    yield When(f"{policy.id} definition", policy.definition.condition)
    seen: dict[str, int] = {}
    for clause, measure in policy.measures():
        name = f"{policy.id} {clause.at} {measure.name}"
        seen[name] = seen.get(name, 0) + 1
        yield When(name if seen[name] == 1 else f"{name} {seen[name]}", measure.condition, clause, measure)


@dataclass(frozen=True, slots=True)
class Mutant:
    """One change to one document.

    ``name`` is stable over edits elsewhere: the place of the change and what it does.
    ``uses`` are the conditions that it changes; ``part`` is the label of the clause or
    annex item whose offices it changes.
    """

    name: str
    kind: Kind
    policy: Policy
    uses: tuple[Use, ...] = ()
    concept: tuple[str, Condition] | None = field(default=None, repr=False)
    parameter: ParameterEntry | None = field(default=None, repr=False)
    clause: Clause | None = field(default=None, repr=False)
    measure: Measure | None = field(default=None, repr=False)
    part: str | None = None

    @property
    def of_definition(self) -> bool:
        """Whether the definition, and with it every measure, is changed."""
        return any(use.measure is None for use in self.uses)

    def apply(self, rules: Rules, services: frozenset[str] | None = None) -> Rules:
        """The rules with this change; only these services are kept where some are given."""
        policies: dict[str, Policy] = {}
        for name, policy in rules.policies.items():
            changed = self.policy if name == self.policy.id else policy
            if self.concept is not None:
                changed = _with_concept(changed, *self.concept)
            policies[name] = changed if services is None else _only(changed, services)
        if self.parameter is None:
            return replace(rules, policies=policies)
        return replace(rules, policies=policies, parameters={**rules.parameters, self.parameter.id: self.parameter})


def mutants(policy: Policy, rules: Rules) -> tuple[Mutant, ...]:
    """Every mutant of a document, in the order in which it is printed."""
    found = [
        *_of_conditions(policy), *_of_concepts(policy, rules), *_of_parameters(policy, rules),
        *_of_roles(policy), *_of_forces(policy),
    ]  # fmt: skip
    seen: dict[str, int] = {}
    numbered = []
    for mutant in found:
        seen[mutant.name] = seen.get(mutant.name, 0) + 1
        count = seen[mutant.name]
        numbered.append(mutant if count == 1 else replace(mutant, name=f"{mutant.name} ({count})"))
    return tuple(numbered)


# -- conditions ------------------------------------------------------------------------


def _of_conditions(policy: Policy) -> Iterator[Mutant]:
    for site in whens(policy):
        for kind, text, changed in changes(site.condition):
            use = Use(site.clause, site.measure, site.condition, changed)
            if site.measure is None:
                mutated = replace(policy, definition=replace(policy.definition, condition=changed))
            else:
                assert site.clause is not None  # a measure stands in a clause
                mutated = _measure_replaced(policy, site.clause, site.measure, replace(site.measure, condition=changed))
            yield Mutant(f"{site.name}: {text}", kind, mutated, (use,), clause=site.clause, measure=site.measure)


def concepts_of(policy: Policy) -> tuple[str, ...]:
    """The concepts that a document uses, those inside others included."""
    found = [node.name for site in whens(policy) for node in walk(site.condition) if isinstance(node, Concept)]
    return tuple(dict.fromkeys(found))


def parameters_of(policy: Policy) -> tuple[str, ...]:
    """The parameters that a document uses, also by its concepts."""
    return tuple(dict.fromkeys(name for site in whens(policy) for name in parameters(site.condition)))


def _of_concepts(policy: Policy, rules: Rules) -> Iterator[Mutant]:
    for name in concepts_of(policy):
        for kind, text, changed in changes(rules.concepts[name].condition):
            uses = tuple(
                Use(site.clause, site.measure, site.condition, replaced)
                for site in whens(policy)
                if (replaced := with_concept(site.condition, name, changed)) != site.condition
            )
            yield Mutant(f"concept {name}: {text}", kind, policy, uses, concept=(name, changed))


def with_concept(condition: Condition, name: str, changed: Condition) -> Condition:
    """The condition with another meaning of one concept, wherever it stands."""
    if isinstance(condition, AllOf):
        return AllOf(tuple(with_concept(child, name, changed) for child in condition.children), condition.location)
    if isinstance(condition, AnyOf):
        return AnyOf(tuple(with_concept(child, name, changed) for child in condition.children), condition.location)
    if isinstance(condition, Not):
        return Not(with_concept(condition.child, name, changed), condition.location)
    if isinstance(condition, Concept):
        inner = changed if condition.name == name else with_concept(condition.condition, name, changed)
        return replace(condition, condition=inner)
    return condition


def _with_concept(policy: Policy, name: str, changed: Condition) -> Policy:
    definition = replace(policy.definition, condition=with_concept(policy.definition.condition, name, changed))
    clauses = tuple(
        replace(
            clause,
            measures=tuple(
                replace(measure, condition=with_concept(measure.condition, name, changed))
                for measure in clause.measures
            ),
        )
        for clause in policy.clauses
    )
    return replace(policy, definition=definition, clauses=clauses)


#: A parameter under another name, so that a solver can hold both values side by side.
MOVED = "{}_moved"


def _of_parameters(policy: Policy, rules: Rules) -> Iterator[Mutant]:
    for name in parameters_of(policy):
        entry = rules.parameters[name]
        for step in (-1.0, 1.0):
            values = tuple(replace(value, bounds=_shifted(value.bounds, step)) for value in entry.values)
            uses = tuple(
                Use(site.clause, site.measure, site.condition, _renamed(site.condition, name))
                for site in whens(policy)
                if name in parameters(site.condition)
            )
            yield Mutant(
                f"parameter {name}: {step:+g}", "threshold", policy, uses, parameter=replace(entry, values=values)
            )


def _shifted(bounds: Bounds[float], step: float) -> Bounds[float]:
    low, high = bounds.low, bounds.high
    return Bounds(None if low is None else low + step, None if high is None else high + step)


def _renamed(condition: Condition, name: str) -> Condition:
    def operand(one: Operand) -> Operand:
        return Parameter(MOVED.format(name)) if one == Parameter(name) else one

    if isinstance(condition, AllOf):
        return AllOf(tuple(_renamed(child, name) for child in condition.children))
    if isinstance(condition, AnyOf):
        return AnyOf(tuple(_renamed(child, name) for child in condition.children))
    if isinstance(condition, Not):
        return Not(_renamed(condition.child, name))
    if isinstance(condition, Concept):
        return replace(condition, condition=_renamed(condition.condition, name))
    if isinstance(condition, Compare):
        return replace(condition, operand=operand(condition.operand))
    if isinstance(condition, Between):
        return replace(condition, low=operand(condition.low), high=operand(condition.high))
    return condition


# -- offices and force -------------------------------------------------------------------


def _of_roles(policy: Policy) -> Iterator[Mutant]:
    for index, clause in enumerate(policy.clauses):
        for text, agencies in role_changes(clause.agencies):
            clauses = _put(policy.clauses, index, replace(clause, agencies=agencies))
            yield Mutant(
                f"{policy.id} {clause.at} agencies: {text}", "role", replace(policy, clauses=clauses), part=clause.at
            )
    for index, item in enumerate(policy.annex):
        for text, agencies in role_changes(item.agencies):
            annex = _put(policy.annex, index, replace(item, agencies=agencies))
            yield Mutant(f"{policy.id} {item.at} agencies: {text}", "role", replace(policy, annex=annex), part=item.at)


def _of_forces(policy: Policy) -> Iterator[Mutant]:
    names = {id(site.measure): site.name for site in whens(policy) if site.measure is not None}
    for clause, measure in policy.measures():
        other = FORCES[(FORCES.index(measure.force) + 1) % len(FORCES)]
        mutated = _measure_replaced(policy, clause, measure, replace(measure, force=other))
        yield Mutant(
            f"{names[id(measure)]}: {measure.force} → {other}", "force", mutated, clause=clause, measure=measure
        )


# -- putting a change in its place ---------------------------------------------------------


def _measure_replaced(policy: Policy, clause: Clause, measure: Measure, changed: Measure) -> Policy:
    clauses = tuple(
        replace(one, measures=tuple(changed if inner is measure else inner for inner in one.measures))
        if one is clause
        else one
        for one in policy.clauses
    )
    return replace(policy, clauses=clauses)


def _put(items: tuple[T, ...], index: int, item: T) -> tuple[T, ...]:
    return (*items[:index], item, *items[index + 1 :])


def _only(policy: Policy, services: frozenset[str]) -> Policy:
    """The document with the measures of these services alone (offices and labels stay)."""
    clauses = tuple(
        replace(clause, measures=tuple(one for one in clause.measures if one.individual and one.name in services))
        for clause in policy.clauses
    )
    return replace(policy, clauses=clauses)
