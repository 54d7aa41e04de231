"""What can be changed in one place: a condition as it is written, or the offices of a clause."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from typing import Literal

from ...documents import Agencies
from ...rules import (
    ALWAYS,
    LEAVES,
    AllOf,
    AnyOf,
    Between,
    Compare,
    Concept,
    Condition,
    Elapsed,
    Leaf,
    Not,
    OneOf,
    Operand,
    Parameter,
    phrase,
)
from ...values import Operator

Kind = Literal["drop", "flip", "threshold", "swap", "role", "force"]
KINDS: tuple[Kind, ...] = ("drop", "flip", "threshold", "swap", "role", "force")

#: The neighbouring comparison (an edge gained or lost) and the opposite one.
_FLIPS: dict[Operator, tuple[Operator, ...]] = {
    "<": ("<=", ">="),
    "<=": ("<", ">"),
    ">": (">=", "<="),
    ">=": (">", "<"),
    "=": (">=", "<="),
}


def changes(condition: Condition) -> Iterator[tuple[Kind, str, Condition]]:
    """(kind, what is done, the changed tree) of each change to a condition as written.

    Concepts are not opened: they are changed where they are defined.
    """
    if isinstance(condition, (*LEAVES, Concept)):
        yield "drop", f"drop {_name(condition)}", ALWAYS
    for kind, text, changed in _changes(condition):
        if changed != condition:
            yield kind, text, changed


def _changes(node: Condition) -> Iterator[tuple[Kind, str, Condition]]:
    if isinstance(node, (AllOf, AnyOf)):
        group = type(node)
        if len(node.children) > 1:
            other: Condition = AnyOf(node.children) if group is AllOf else AllOf(node.children)
            words = "all → any" if group is AllOf else "any → all"
            yield "swap", f"{words} [{', '.join(_name(child) for child in node.children)}]", other
        for index, child in enumerate(node.children):
            before, after = node.children[:index], node.children[index + 1 :]
            if isinstance(child, (*LEAVES, Concept, Not)):
                yield "drop", f"drop {_name(child)}", group((*before, *after))
            for kind, text, changed in _changes(child):
                yield kind, text, group((*before, changed, *after))
    elif isinstance(node, Not):
        yield "flip", f"drop the not of {_name(node.child)}", node.child
        for kind, text, changed in _changes(node.child):
            yield kind, text, Not(changed)
    elif isinstance(node, LEAVES):
        yield from _leaf_changes(node)


def _leaf_changes(leaf: Leaf) -> Iterator[tuple[Kind, str, Condition]]:
    if isinstance(leaf, Compare):
        for operator in _FLIPS[leaf.operator]:
            yield _edit("flip", leaf, replace(leaf, operator=operator))
        for operand in _moved(leaf.operand):
            yield _edit("threshold", leaf, replace(leaf, operand=operand))
    elif isinstance(leaf, Between):
        for low in _moved(leaf.low):
            yield _edit("threshold", leaf, replace(leaf, low=low))
        for high in _moved(leaf.high):
            yield _edit("threshold", leaf, replace(leaf, high=high))
        yield _edit("flip", leaf, Not(leaf))
    elif isinstance(leaf, Elapsed):
        for amount in (leaf.amount - 1, leaf.amount + 1):
            yield _edit("threshold", leaf, replace(leaf, amount=amount))
    elif isinstance(leaf, OneOf) and len(leaf.values) > 1:
        for value in leaf.values:
            kept = tuple(other for other in leaf.values if other != value)
            yield _edit("threshold", leaf, replace(leaf, values=kept))


def _edit(kind: Kind, before: Leaf, after: Condition) -> tuple[Kind, str, Condition]:
    return kind, f"{_name(before)} → {_name(after)}", after


def _moved(operand: Operand) -> Iterator[Operand]:
    """One more and one less; a parameter is moved where its values are given."""
    if isinstance(operand, Parameter):
        return
    if isinstance(operand, date):
        yield operand - timedelta(days=1)
        yield operand + timedelta(days=1)
        return
    # A fractional threshold has a finer scale: half a year moves by half a year.
    step = 1.0 if operand == int(operand) else operand - int(operand)
    yield operand - step
    yield operand + step


def _name(condition: Condition) -> str:
    if isinstance(condition, Concept):
        return condition.name
    if isinstance(condition, Not):
        return f"not {_name(condition.child)}"
    if isinstance(condition, (AllOf, AnyOf)):
        word = "all" if isinstance(condition, AllOf) else "any"
        return f"{word}[{', '.join(_name(child) for child in condition.children)}]"
    return phrase(condition)


def role_changes(agencies: Agencies) -> Iterator[tuple[str, Agencies]]:
    """Each office once in a role that it does not have, the others kept as they are."""
    for index, office in enumerate(agencies.lead):
        rest = agencies.lead[:index] + agencies.lead[index + 1 :]
        yield f"{office} lead → support", replace(agencies, lead=rest, support=(office, *agencies.support))
    for role in ("support", "joint", "sole"):
        offices: tuple[str, ...] = getattr(agencies, role)
        for index, office in enumerate(offices):
            rest = offices[:index] + offices[index + 1 :]
            lead = (*agencies.lead, office)
            if role == "support":
                changed = replace(agencies, lead=lead, support=rest)
            elif role == "joint":
                changed = replace(agencies, lead=lead, joint=(), support=(*agencies.support, *rest))
            else:
                changed = replace(agencies, sole=rest, lead=lead)
            yield f"{office} {role} → lead", changed
