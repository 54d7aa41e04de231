"""What can be changed in one place: a condition as it is written, or the offices of a clause."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from functools import partial
from typing import Any, Literal

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
    Leaf,
    Not,
    OneOf,
    Operand,
    Parameter,
)
from ...values import Operator
from ..trees import words

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
            other, swap = (AnyOf, "all → any") if group is AllOf else (AllOf, "any → all")
            yield "swap", f"{swap} [{', '.join(_name(child) for child in node.children)}]", other(node.children)
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
        for kind, changed in _leaf_changes(node):
            yield kind, f"{_name(node)} → {_name(changed)}", changed


def _leaf_changes(leaf: Leaf) -> Iterator[tuple[Kind, Condition]]:
    if isinstance(leaf, Compare):
        for operator in _FLIPS[leaf.operator]:
            yield "flip", replace(leaf, operator=operator)
    for key in ("operand", "low", "high", "amount"):
        for moved in _moved(getattr(leaf, key, None)):
            changed: dict[str, Any] = {key: moved}
            yield "threshold", replace(leaf, **changed)
    if isinstance(leaf, Between):
        yield "flip", Not(leaf)
    if isinstance(leaf, OneOf) and len(leaf.values) > 1:
        for value in leaf.values:
            yield "threshold", replace(leaf, values=tuple(other for other in leaf.values if other != value))


def _moved(operand: Operand | None) -> tuple[Operand, ...]:
    """One less and one more; a parameter is moved where its values are given."""
    if operand is None or isinstance(operand, Parameter):
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
            others = {"joint": (), "support": (*agencies.support, *rest)} if role == "joint" else {role: rest}
            yield f"{office} {role} → lead", replace(agencies, lead=(*agencies.lead, office), **others)
