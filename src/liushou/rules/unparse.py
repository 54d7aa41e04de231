"""A condition as a rule file writes it: the inverse of :mod:`liushou.rules.parse`."""

from __future__ import annotations

from datetime import date
from typing import Any

from .condition import (
    AllOf,
    AnyOf,
    Between,
    Compare,
    Concept,
    Condition,
    Elapsed,
    IsTrue,
    Not,
    OneOf,
    Operand,
    Parameter,
    UnsupportedNodeError,
)


def phrase(leaf: Condition) -> str:
    """The one-line phrase of a leaf, such as ``age between 35 and 64``."""
    if isinstance(leaf, IsTrue):
        return leaf.fact
    if isinstance(leaf, OneOf):
        if len(leaf.values) == 1:
            return f"{leaf.fact} is {_value(leaf.values[0])}"
        return f"{leaf.fact} in [{', '.join(_value(value) for value in leaf.values)}]"
    if isinstance(leaf, Compare):
        return f"{leaf.fact} {leaf.operator} {_operand(leaf.operand)}"
    if isinstance(leaf, Between):
        return f"{leaf.fact} between {_operand(leaf.low)} and {_operand(leaf.high)}"
    if isinstance(leaf, Elapsed):
        unit = leaf.unit if leaf.amount != 1 else leaf.unit[:-1]
        return f"{leaf.fact} at least {leaf.amount} {unit} ago"
    raise UnsupportedNodeError("phrase", leaf)


def to_data(condition: Condition) -> Any:
    """The tree as plain lists, mappings and phrases, ready to be dumped as YAML."""
    if isinstance(condition, AllOf):
        return [_nested(child) for child in condition.children]
    return [_nested(condition)]


def _nested(condition: Condition) -> Any:
    if isinstance(condition, AllOf):
        return {"all": [_nested(child) for child in condition.children]}
    if isinstance(condition, AnyOf):
        return {"any": [_nested(child) for child in condition.children]}
    if isinstance(condition, Not):
        return {"not": _nested(condition.child)}
    if isinstance(condition, Concept):
        return condition.name
    return phrase(condition)


def _operand(operand: Operand) -> str:
    if not isinstance(operand, Parameter):
        return _value(operand)
    return f"${operand.name}" if operand.factor == 1 else f"{_value(operand.factor)} * ${operand.name}"


def _value(value: str | float | date) -> str:
    if isinstance(value, float):
        if value == int(value):
            return str(int(value))
        text = repr(value)
        # Rule files have no exponents: `0.00001`, not `1e-05`.
        return text if "e" not in text else f"{value:.6f}".rstrip("0")
    return value.isoformat() if isinstance(value, date) else value
