"""Which facts would settle what is undetermined: the reference's ``missing``, in columns.

A leaf matters where it and everything above it is unknown. Conditions share parts, so
this is reckoned once for each part, over all conditions that are still open.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from ..profile import catalogue_order
from ..rules import LEAVES, AllOf, AnyOf, Concept, Condition, InForce, Not, UnsupportedNodeError, source_fact
from ..rules.columns import NO, Columns, parts_first


def missing_formulas(columns: Columns, roots: Iterable[tuple[Condition, int]]) -> Mapping[str, int]:
    """For each fact the formula that its value could still decide one of the ``roots``.

    A root is a condition and the formula that it is open: that something undetermined
    hangs on it. The facts come in the order of the catalogue, those of one's own after
    them by name; one that no row can miss is left out.
    """
    pool = columns.formulas
    matters: dict[Condition, list[int]] = {}
    for root, is_open in roots:
        matters.setdefault(root, []).append(is_open)
    facts: dict[str, list[int]] = {}
    for node in reversed(parts_first(list(matters), _children)):
        unknown = pool.is_unknown(columns.formula(node))
        here = pool.all_of((pool.any_of(matters.get(node, ())), unknown))
        if here == NO:
            continue
        if isinstance(node, LEAVES):
            facts.setdefault(source_fact(node.fact), []).append(pool.all_of((here, columns.settles(node))))
        if isinstance(node, Concept) and node.in_force:
            here = pool.all_of((here, pool.surely(columns.formula(InForce(node.in_force)))))
        for child in _children(node):
            matters.setdefault(child, []).append(here)
    found = {fact: pool.any_of(facts[fact]) for fact in sorted(facts, key=catalogue_order)}
    return {fact: formula for fact, formula in found.items() if formula != NO}


def _children(node: Condition) -> tuple[Condition, ...]:
    if isinstance(node, (AllOf, AnyOf)):
        return node.children
    if isinstance(node, Not):
        return (node.child,)
    if isinstance(node, Concept):
        return (node.condition,)
    if isinstance(node, LEAVES):
        return ()
    raise UnsupportedNodeError("columns", node)
