"""The reference reading: what a condition means for one woman, with a trace.

Every other reading (compiled, columns, durable_rules, solver) is held to
:func:`evaluate` by property tests.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, cast

from ..profile import DERIVED, Known, Value
from ..values import Bounds, Date, Number, Truth, ages, compare, elapsed, exactly
from .condition import (
    LEAVES,
    AllOf,
    AnyOf,
    Between,
    Compare,
    Concept,
    Condition,
    Elapsed,
    IsTrue,
    Leaf,
    Not,
    OneOf,
    Operand,
    Parameter,
    UnsupportedNode,
    operands,
)
from .truth import all_of, any_of, negate
from .vocabulary import source_fact

UNKNOWN: Bounds[Any] = Bounds(None, None)


@dataclass(frozen=True, slots=True)
class Situation:
    """A woman on a day (``known``) and the parameters of her place on that day.

    A parameter that has no value there and then is absent: unknown.
    """

    known: Known
    parameters: Mapping[str, Bounds[Any]] = field(default_factory=dict)

    @property
    def on(self) -> date:
        """The day of assessment."""
        return self.known.on

    def value(self, fact: str) -> Value | None:
        """The value of a fact, ``age`` included; None where it is unknown."""
        if fact in DERIVED:
            birth = cast("Date | None", self.known.values.get(DERIVED[fact][1]))
            return None if birth is None else ages(birth, self.known.on)
        return self.known.values.get(fact)

    def operand(self, operand: Operand) -> Bounds[Any]:
        """The bounds of a constant or parameter; open on both sides where unknown."""
        if isinstance(operand, Parameter):
            return self.parameters.get(operand.name, UNKNOWN)
        return exactly(operand)


def evaluate(condition: Condition, situation: Situation) -> Truth:
    """True, False, or None for unknown."""
    if isinstance(condition, AllOf):
        return all_of(evaluate(child, situation) for child in condition.children)
    if isinstance(condition, AnyOf):
        return any_of(evaluate(child, situation) for child in condition.children)
    if isinstance(condition, Not):
        return negate(evaluate(condition.child, situation))
    if isinstance(condition, Concept):
        return evaluate(condition.condition, situation)
    if isinstance(condition, LEAVES):
        return evaluate_leaf(condition, situation)
    raise UnsupportedNode("reference", condition)


def evaluate_leaf(leaf: Leaf, situation: Situation) -> Truth:
    """A leaf on a fact that is not applicable is no; on one that is unknown, unknown."""
    if leaf.fact in situation.known.not_applicable:
        return False
    value = situation.value(leaf.fact)
    return None if value is None else decide(leaf, value, situation)


def decide(leaf: Leaf, value: Value, situation: Situation) -> Truth:
    """What the leaf says of a value that is known, exactly or within bounds."""
    if isinstance(leaf, IsTrue):
        return value is True
    if isinstance(leaf, OneOf):
        if isinstance(value, Bounds):
            return among(cast(Number, value), cast("tuple[float, ...]", leaf.values))
        return value in leaf.values
    bounds = cast("Bounds[Any]", value)
    if isinstance(leaf, Compare):
        return compare(bounds, leaf.operator, situation.operand(leaf.operand))
    if isinstance(leaf, Between):
        return all_of(
            (
                compare(bounds, ">=", situation.operand(leaf.low)),
                compare(bounds, "<=", situation.operand(leaf.high)),
            )
        )
    if isinstance(leaf, Elapsed):
        return elapsed(cast(Date, value), leaf.amount, leaf.unit, situation.on)
    raise UnsupportedNode("reference", leaf)


def among(number: Number, values: tuple[float, ...]) -> Truth:
    """Whether a whole number within bounds is one of the values."""
    low = float("-inf") if number.low is None else number.low
    high = float("inf") if number.high is None else number.high
    inside = [value for value in values if low <= value <= high]
    if not inside:
        return False
    # Facts of this kind are whole numbers: the bounds hold high - low + 1 of them.
    return True if len(set(inside)) == high - low + 1 else None


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
        child = _trace(condition.condition, situation)
        return Trace(condition, child.value, (child,), False)
    if isinstance(condition, LEAVES):
        return Trace(condition, evaluate_leaf(condition, situation), (), False)
    raise UnsupportedNode("reference", condition)


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
    """The parameters whose unknown or bounded value keeps the condition open."""
    found = [
        operand.name
        for leaf in unknown_leaves(traced)
        for operand in operands(leaf)
        if isinstance(operand, Parameter) and not situation.operand(operand).exact
    ]
    return tuple(dict.fromkeys(found))


def fact_settles(leaf: Leaf, situation: Situation) -> bool:
    """Whether some single value within the fact's bounds decides the leaf.

    The comparisons are monotone, so the two ends of the bounds are enough to try.
    """
    if isinstance(leaf, (IsTrue, OneOf, Elapsed)):
        return True
    value = cast("Bounds[Any] | None", situation.value(leaf.fact)) or UNKNOWN
    known = [situation.operand(operand) for operand in operands(leaf)]
    is_date = any(isinstance(edge, date) for bounds in (value, *known) for edge in (bounds.low, bounds.high))
    least: Any = date.min if is_date else float("-inf")
    most: Any = date.max if is_date else float("inf")
    ends = (least if value.low is None else value.low, most if value.high is None else value.high)
    return any(decide(leaf, exactly(end), situation) is not None for end in ends)
