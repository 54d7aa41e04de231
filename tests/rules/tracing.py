"""The reasons of the reference, by walking one tree for one woman: what ``explain`` is held to."""

from __future__ import annotations

from dataclasses import dataclass

from liushou.rules import (
    LEAVES,
    AllOf,
    AnyOf,
    Concept,
    Condition,
    InForce,
    Leaf,
    Not,
    Parameter,
    Situation,
    UnsupportedNodeError,
    all_of,
    any_of,
    evaluate,
    operands,
    source_fact,
)
from liushou.rules.evaluate import fact_settles, negate
from liushou.values import Truth


@dataclass(frozen=True, slots=True)
class Trace:
    """A node, its value, and the traces below it (concepts opened).

    ``matters``: the value of the whole can still change with this one. It is False for
    what is decided, and for an unknown beside a sibling that decides.
    """

    node: Condition
    value: Truth
    children: tuple[Trace, ...]
    matters: bool


def trace(condition: Condition, situation: Situation) -> Trace:
    """The whole evaluation of a condition; ``trace(…).value == evaluate(…)``."""
    return _mark(_trace(condition, situation), True)


def _trace(condition: Condition, situation: Situation) -> Trace:
    if isinstance(condition, (AllOf, AnyOf)):
        children = tuple(_trace(child, situation) for child in condition.children)
        combine = all_of if isinstance(condition, AllOf) else any_of
        return Trace(condition, combine(child.value for child in children), children, False)
    if isinstance(condition, Not):
        child = _trace(condition.child, situation)
        return Trace(condition, negate(child.value), (child,), False)
    if isinstance(condition, Concept):
        if not in_force(condition, situation):
            return Trace(condition, None, (), False)
        child = _trace(condition.condition, situation)
        return Trace(condition, child.value, (child,), False)
    if isinstance(condition, LEAVES):
        return Trace(condition, evaluate(condition, situation), (), False)
    raise UnsupportedNodeError("reference", condition)


def in_force(concept: Concept, situation: Situation) -> bool:
    """Whether the law that a concept rests on is in force."""
    return concept.in_force is None or InForce(concept.in_force).within(situation.parameters) is True


def _mark(traced: Trace, matters: bool) -> Trace:
    here = matters and traced.value is None
    children = tuple(_mark(child, here) for child in traced.children)
    return Trace(traced.node, traced.value, children, here)


@dataclass(frozen=True, slots=True)
class Reason:
    """A leaf that decided something; ``holds`` is False where it stands under a ``not``."""

    leaf: Leaf
    holds: bool


def deciding(traced: Trace, holds: bool = True) -> tuple[Reason, ...]:
    """The leaves that make a decided condition what it is: met if yes, blocking if no.

    A blocking leaf is reported as the thing that is required (``holds`` as written).
    """
    node, value = traced.node, traced.value
    if value is None:
        return ()
    if isinstance(node, LEAVES):
        return (Reason(node, holds),)
    if isinstance(node, Not):
        return deciding(traced.children[0], not holds)
    found: list[Reason] = []
    for child in traced.children:
        if child.value is value:
            found.extend(deciding(child, holds))
    return tuple(dict.fromkeys(found))


def met(traced: Trace, holds: bool = True) -> tuple[Reason, ...]:
    """The leaves that are already met, also where the whole is not decided yet."""
    node = traced.node
    if traced.value is True:
        return deciding(traced, holds)
    if isinstance(node, (Not, LEAVES)):
        return ()
    found: list[Reason] = []
    for child in traced.children:
        found.extend(met(child, holds))
    return tuple(dict.fromkeys(found))


def rests_on(traced: Trace) -> tuple[str, ...]:
    """The concepts and parameters (``$name``) on the branches that have the value of the whole."""
    node = traced.node
    names = [node.name] if isinstance(node, Concept) else []
    if isinstance(node, LEAVES):
        names = [f"${operand.name}" for operand in operands(node) if isinstance(operand, Parameter)]
    for child in traced.children:
        if isinstance(node, Not) or child.value is traced.value:
            names.extend(rests_on(child))
    return tuple(dict.fromkeys(names))


def unknown_leaves(traced: Trace) -> tuple[Leaf, ...]:
    """The unknown leaves that could still change the value of the whole."""
    if not traced.matters:
        return ()
    if isinstance(traced.node, LEAVES):
        return (traced.node,)
    found: list[Leaf] = []
    for child in traced.children:
        found.extend(unknown_leaves(child))
    return tuple(dict.fromkeys(found))


def missing_facts(traced: Trace, situation: Situation) -> tuple[str, ...]:
    """The facts whose (exact) value could still decide: ``age`` as ``birth_date``.

    A fact that is known exactly, or that no value of it could settle because the
    parameter is unknown, is not missing: see :func:`missing_parameters`.
    """
    found = [source_fact(leaf.fact) for leaf in unknown_leaves(traced) if fact_settles(leaf, situation)]
    return tuple(dict.fromkeys(found))


def missing_parameters(traced: Trace, situation: Situation) -> tuple[str, ...]:
    """The parameters whose unknown or bounded value keeps the condition open; a law that is not in force is one."""
    names: list[str] = []
    if not traced.matters:
        return ()
    if isinstance(traced.node, Concept) and not in_force(traced.node, situation):
        return (traced.node.in_force or "",)
    if isinstance(traced.node, LEAVES):
        used = [operand for operand in operands(traced.node) if isinstance(operand, Parameter)]
        names = [operand.name for operand in used if not situation.operand(operand).exact]
    names += [name for child in traced.children for name in missing_parameters(child, situation)]
    return tuple(dict.fromkeys(names))
