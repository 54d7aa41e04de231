"""Which conditions three-valued evaluation decides exactly, told without a search.

Evaluation leaf by leaf is exact where all leaves can be met at once, and all failed at
once, within whatever is known: then unknown means that both answers are still possible.
So it is where each fact is asked for in one direction only (``age >= 60`` and ``age >=
35``, never ``disabled`` beside ``not: disabled``), and facts that imply one another with
one sign. Parts that share no fact can be judged one by one. What remains needs a search.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator

from ...profile import IMPLIES
from ...rules import (
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
    Parameter,
    UnsupportedNode,
    facts,
    operands,
    parameters,
    source_fact,
)

#: Facts of which one says something about the other.
_LINKS: tuple[frozenset[str], ...] = (
    *(frozenset((fact, other)) for fact, _, other, _ in IMPLIES),
    frozenset(("husband_away_since", "husband_away_years")),
)


def inexact_parts(condition: Condition) -> Iterator[Condition]:
    """The smallest parts that might be decided and yet be reported as unknown.

    None for a condition that is exact. The condition itself is taken to be neither always
    nor never met, and so are its parts (that is another check).
    """
    if is_exact(condition):
        return
    if isinstance(condition, Not):
        yield from inexact_parts(condition.child)
    elif isinstance(condition, Concept):
        yield from inexact_parts(condition.condition)
    elif isinstance(condition, (AllOf, AnyOf)):
        groups = _groups(condition.children)
        for group in groups:
            if len(group) == 1:
                yield from inexact_parts(group[0])
            else:
                yield condition if len(groups) == 1 else type(condition)(tuple(group), condition.location)
    else:
        yield condition


def is_exact(condition: Condition) -> bool:
    """Whether every fact is asked for in one direction, and linked facts with one sign."""
    ways: dict[str, set[Hashable]] = {}
    signs: dict[str, set[bool]] = {}
    for leaf, sign in _signed(condition, True):
        signs.setdefault(leaf.fact, set()).add(sign)
        for axis, way in _ways(leaf, sign):
            ways.setdefault(axis, set()).add(way)
    if any(len(found) > 1 for found in ways.values()) or {"age", "birth_date"} <= set(signs):
        return False
    return all(len(set().union(*(signs.get(name, set()) for name in link))) <= 1 for link in _LINKS)


def _signed(condition: Condition, sign: bool) -> Iterator[tuple[Leaf, bool]]:
    if isinstance(condition, (AllOf, AnyOf)):
        for child in condition.children:
            yield from _signed(child, sign)
    elif isinstance(condition, Not):
        yield from _signed(condition.child, not sign)
    elif isinstance(condition, Concept):
        yield from _signed(condition.condition, sign)
    elif isinstance(condition, LEAVES):
        yield condition, sign
    else:
        raise UnsupportedNode("exactness", condition)


def _ways(leaf: Leaf, sign: bool) -> Iterator[tuple[str, Hashable]]:
    """(fact or parameter, how it is asked for): more or less of it, or one leaf of its own."""
    if isinstance(leaf, IsTrue):
        yield leaf.fact, sign
    elif isinstance(leaf, Elapsed):
        yield leaf.fact, not sign
    elif isinstance(leaf, Compare) and leaf.operator != "=":
        more = (leaf.operator in (">", ">=")) is sign
        yield leaf.fact, more
        if isinstance(leaf.operand, Parameter):
            yield f"${leaf.operand.name}", not more
    elif isinstance(leaf, (Compare, Between, OneOf)):
        yield leaf.fact, (leaf, sign)
        for operand in operands(leaf):
            if isinstance(operand, Parameter):
                yield f"${operand.name}", (leaf, sign)
    else:
        raise UnsupportedNode("exactness", leaf)


def _groups(children: tuple[Condition, ...]) -> list[list[Condition]]:
    """The children in groups that share no fact, no parameter and no link."""
    groups: list[tuple[set[str], list[Condition]]] = []
    for child in children:
        axes = {source_fact(name) for name in facts(child)} | {f"${name}" for name in parameters(child)}
        for link in _LINKS:
            if link & axes:
                axes |= link
        members = [child]
        apart = []
        for other_axes, others in groups:
            if other_axes & axes:
                axes |= other_axes
                members = [*others, *members]
            else:
                apart.append((other_axes, others))
        groups = [*apart, (axes, members)]
    return [members for _, members in groups]
