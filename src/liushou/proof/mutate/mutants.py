"""Mutants: a document with one thing changed, as a slip of the pen would change it.

Conditions (the definition, the measures, and the concepts they use) lose a phrase, have a comparison turned round, a
threshold moved by one, ``all`` and ``any`` swapped, or a ``not`` dropped; parameters move by one; an office gets
another role, a measure another force; a measure loses its need, or a residual.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import partial
from typing import Any, Literal

from ...documents import FORCES, Agencies, Measure, ParameterEntry, Policy, Rules
from ...rules import tree
from ...values import Bounds, Operator
from ..sites import MeasureSite, Site, document_sites, measure_sites, rewrite, words

Kind = Literal["drop", "flip", "threshold", "swap", "role", "force", "need", "residual"]
KINDS: tuple[Kind, ...] = ("drop", "flip", "threshold", "swap", "role", "force", "need", "residual")

#: The neighbouring comparison (an edge gained or lost) and the opposite one.
_FLIPS: dict[Operator, tuple[Operator, ...]] = {
    "<": ("<=", ">="),
    "<=": ("<", ">"),
    ">": (">=", "<="),
    ">=": (">", "<"),
    "=": (">=", "<="),
}


_name = partial(words, brief=True)


def changes(condition: tree.Condition) -> Iterator[tuple[Kind, str, tree.Condition]]:
    """(kind, what is done, the changed tree) of each change to a condition as written; concepts are not opened."""
    if isinstance(condition, (*tree.LEAVES, tree.Concept)):
        yield "drop", f"drop {_name(condition)}", tree.ALWAYS
    yield from ((kind, text, changed) for kind, text, changed in _changes(condition) if changed != condition)


def _changes(node: tree.Condition) -> Iterator[tuple[Kind, str, tree.Condition]]:
    if isinstance(node, (tree.AllOf, tree.AnyOf)):
        group = type(node)
        if len(node.children) > 1:
            other, swap = (tree.AnyOf, "all → any") if group is tree.AllOf else (tree.AllOf, "any → all")
            yield "swap", f"{swap} [{', '.join(_name(child) for child in node.children)}]", other(node.children)
        for index, child in enumerate(node.children):
            before, after = node.children[:index], node.children[index + 1 :]
            if isinstance(child, (*tree.LEAVES, tree.Concept, tree.Not)):
                yield "drop", f"drop {_name(child)}", group((*before, *after))
            yield from ((kind, text, group((*before, changed, *after))) for kind, text, changed in _changes(child))
    elif isinstance(node, tree.Not):
        yield "flip", f"drop the not of {_name(node.child)}", node.child
        yield from ((kind, text, tree.Not(changed)) for kind, text, changed in _changes(node.child))
    elif isinstance(node, tree.LEAVES):
        yield from ((kind, f"{_name(node)} → {_name(changed)}", changed) for kind, changed in _leaf_changes(node))


def _leaf_changes(leaf: tree.Leaf) -> Iterator[tuple[Kind, tree.Condition]]:
    if isinstance(leaf, tree.Compare):
        yield from (("flip", replace(leaf, operator=operator)) for operator in _FLIPS[leaf.operator])
    for key in ("operand", "low", "high", "amount"):
        for moved in _moved(getattr(leaf, key, None)):
            changed: dict[str, Any] = {key: moved}
            yield "threshold", replace(leaf, **changed)
    if isinstance(leaf, tree.Between):
        yield "flip", tree.Not(leaf)
    if isinstance(leaf, tree.OneOf) and len(leaf.values) > 1:
        for value in leaf.values:
            yield "threshold", replace(leaf, values=tuple(other for other in leaf.values if other != value))


def _moved(operand: tree.Operand | None) -> tuple[tree.Operand, ...]:
    """One less and one more; a parameter by the multiple, its values are moved where they are given."""
    if isinstance(operand, tree.Parameter):
        half = 0.5 if operand.factor != 1 else 0.0
        return tuple(replace(operand, factor=operand.factor + step) for step in (-half, half) if step)
    if operand is None:
        return ()
    if isinstance(operand, date):
        return operand - timedelta(days=1), operand + timedelta(days=1)
    # A fractional threshold has a finer scale: half a year moves by half a year.
    step = 1 if operand == int(operand) else operand - int(operand)
    return operand - step, operand + step


def role_changes(agencies: Agencies) -> Iterator[tuple[str, Agencies]]:
    """Each office once in a role that it does not have, the others kept as they are."""
    for role in ("lead", "support", "joint", "sole"):
        offices: tuple[str, ...] = getattr(agencies, role)
        for index, office in enumerate(offices):
            rest = offices[:index] + offices[index + 1 :]
            if role == "lead":
                yield f"{office} lead → support", replace(agencies, lead=rest, support=(office, *agencies.support))
                continue
            # Beside somebody who leads, nobody leads together: the others support.
            others: dict[str, Any] = {role: rest}
            if role == "joint":
                others = {"joint": (), "support": (*agencies.support, *rest)}
            yield f"{office} {role} → lead", replace(agencies, lead=(*agencies.lead, office), **others)


Fate = Literal["killed", "equivalent", "explained", "survived", "undecided"]
#: A parameter under another name, so that a solver can hold both values side by side.
MOVED = "{}_moved"


@dataclass(frozen=True, slots=True)
class Use:
    """A condition in which a change is felt, and how it reads then."""

    site: Site
    after: tree.Condition


@dataclass(frozen=True, slots=True, kw_only=True)
class Mutant:
    """One change to one document.

    ``name`` is stable over edits elsewhere: the place of the change and what it does.
    ``uses`` are the conditions that it changes (the measure, where its force, need or residual changes);
    ``part`` is the label of the clause or annex item whose offices it changes.
    """

    name: str
    kind: Kind
    policy: Policy
    uses: tuple[Use, ...] = ()
    parameter: ParameterEntry | None = field(default=None, repr=False)
    part: str | None = None

    @property
    def where(self) -> str:
        """The document and clause, the concept or the parameter that is changed."""
        if self.part is not None:
            return f"{self.policy.id} {self.part}"
        head = self.name.partition(":")[0]
        site = self.uses[0].site if self.uses else None
        return f"{self.policy.id} {site.clause.at}" if isinstance(site, MeasureSite) and head == site.name else head

    @property
    def of_definition(self) -> bool:
        """Whether the definition, and with it every measure, is changed."""
        return any(use.site.measure is None for use in self.uses)

    def apply(self, rules: Rules, services: frozenset[str] | None = None) -> Rules:
        """The rules with this change; only these services are kept where some are given."""
        policies = {**rules.policies, self.policy.id: self.policy}
        if services is not None:
            policies = {
                name: _each_measure(policy, lambda each: each if each.individual and each.name in services else None)
                for name, policy in policies.items()
            }
        moved = {self.parameter.id: self.parameter} if self.parameter else {}
        return replace(rules, policies=policies, parameters={**rules.parameters, **moved})


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What became of a mutant.

    ``by`` is the case that killed it, or the finding of lint; ``why`` says why it may live (explained, or what was
    proved); ``witness`` is a line of YAML to paste under ``cases:`` (or ``clauses:``, see ``under``).
    """

    mutant: Mutant
    fate: Fate
    by: str | None = None
    why: str | None = None
    witness: str | None = None
    under: Literal["cases", "clauses"] = "cases"


def mutants(policy: Policy, rules: Rules) -> tuple[Mutant, ...]:
    """Every mutant of a document, in the order in which it is printed."""
    counts: dict[str, int] = {}
    numbered = []
    for make in (_of_conditions, _of_concepts, _of_parameters, _of_roles, _of_measures):
        for mutant in make(policy, rules):
            count = counts[mutant.name] = counts.get(mutant.name, 0) + 1
            numbered.append(mutant if count == 1 else replace(mutant, name=f"{mutant.name} ({count})"))
    return tuple(numbered)


def concepts_of(policy: Policy) -> tuple[str, ...]:
    """The concepts that a document uses, those inside others included."""
    names = (name for site in document_sites(policy) for name in tree.concepts(site.condition))
    return tuple(dict.fromkeys(names))


def _of_conditions(policy: Policy, rules: Rules) -> Iterator[Mutant]:
    for site in document_sites(policy):
        for kind, text, changed in changes(site.condition):
            if isinstance(site, MeasureSite):
                mutated = _with_measure(policy, site.measure, replace(site.measure, condition=changed))
            else:
                mutated = replace(policy, definition=replace(policy.definition, condition=changed))
            yield Mutant(name=f"{site.name}: {text}", kind=kind, policy=mutated, uses=(Use(site, changed),))


def _of_concepts(policy: Policy, rules: Rules) -> Iterator[Mutant]:
    for name in concepts_of(policy):
        for kind, text, changed in changes(rules.concepts[name].condition):
            mutated, uses = _rewritten(policy, partial(_with_meaning, name, changed))
            yield Mutant(name=f"concept {name}: {text}", kind=kind, policy=mutated, uses=uses)


def _of_parameters(policy: Policy, rules: Rules) -> Iterator[Mutant]:
    for name in dict.fromkeys(name for site in document_sites(policy) for name in tree.parameters(site.condition)):
        entry = rules.parameters[name]
        uses = _felt(policy, tree.renamed(policy, partial(_moved_name, name)))
        for step in (-1.0, 1.0):
            values = tuple(replace(value, bounds=_shifted(value.bounds, step)) for value in entry.values)
            change, moved = f"parameter {name}: {step:+g}", replace(entry, values=values)
            yield Mutant(name=change, kind="threshold", policy=policy, uses=uses, parameter=moved)


def _of_roles(policy: Policy, rules: Rules) -> Iterator[Mutant]:
    for key, parts in (("clauses", policy.clauses), ("annex", policy.annex)):
        for part in parts:
            for text, agencies in role_changes(part.agencies):
                others = (replace(each, agencies=agencies) if each is part else each for each in parts)
                changed: dict[str, Any] = {key: tuple(others)}
                name = f"{policy.id} {part.at} agencies: {text}"
                yield Mutant(name=name, kind="role", policy=replace(policy, **changed), part=part.at)


def _of_measures(policy: Policy, rules: Rules) -> Iterator[Mutant]:
    for site in measure_sites(policy, collective=True):
        measure, residual = site.measure, site.measure.residual
        other = FORCES[(FORCES.index(measure.force) + 1) % len(FORCES)]
        edits: list[tuple[Kind, str, dict[str, Any]]] = [("force", f"{measure.force} → {other}", {"force": other})]
        for each in residual:
            edits.append(("residual", f"drop {each}", {"residual": tuple(text for text in residual if text != each)}))
        if measure.need is not None:
            edits.append(("need", f"drop need {measure.need}", {"need": None}))
        for kind, text, changed in edits:
            mutated = _with_measure(policy, measure, replace(measure, **changed))
            yield Mutant(name=f"{site.name}: {text}", kind=kind, policy=mutated, uses=(Use(site, site.condition),))


def _rewritten(
    policy: Policy, change: Callable[[tree.Condition], tree.Condition | None]
) -> tuple[Policy, tuple[Use, ...]]:
    """The document with each condition changed, and the conditions in which that is felt."""
    definition = replace(policy.definition, condition=rewrite(policy.definition.condition, change))
    mutated = _each_measure(policy, lambda each: replace(each, condition=rewrite(each.condition, change)))
    mutated = replace(mutated, definition=definition)
    return mutated, _felt(policy, mutated)


def _felt(policy: Policy, mutated: Policy) -> tuple[Use, ...]:
    """The conditions of a document in which a change of it is felt."""
    pairs = zip(document_sites(policy), document_sites(mutated), strict=True)
    return tuple(Use(site, new.condition) for site, new in pairs if site.condition != new.condition)


def _with_meaning(name: str, meaning: tree.Condition, node: tree.Condition) -> tree.Condition | None:
    """Another meaning of one concept, wherever it is used."""
    return replace(node, condition=meaning) if isinstance(node, tree.Concept) and node.name == name else None


def _moved_name(name: str, other: str) -> str:
    """Another name for one parameter."""
    return MOVED.format(name) if other == name else other


def _shifted(bounds: Bounds[float], step: float) -> Bounds[float]:
    return Bounds(*(None if side is None else side + step for side in (bounds.low, bounds.high)))


def _with_measure(policy: Policy, measure: Measure, changed: Measure) -> Policy:
    return _each_measure(policy, lambda each: changed if each is measure else each)


def _each_measure(policy: Policy, change: Callable[[Measure], Measure | None]) -> Policy:
    """The document with what ``change`` makes of each measure; None takes it out (offices and labels stay)."""
    changed = [filter(None, map(change, clause.measures)) for clause in policy.clauses]
    pairs = zip(policy.clauses, changed, strict=True)
    return replace(policy, clauses=tuple(replace(clause, measures=tuple(measures)) for clause, measures in pairs))
