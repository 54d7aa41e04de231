"""Conditions as a rule file writes them, and with something changed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from ..rules import LEAVES, AllOf, AnyOf, Concept, Condition, Leaf, Not, UnsupportedNodeError, phrase


def written(condition: Condition) -> Iterator[Condition]:
    """The nodes as a file writes them: concepts are named, not opened."""
    yield condition
    if isinstance(condition, (AllOf, AnyOf)):
        for child in condition.children:
            yield from written(child)
    elif isinstance(condition, Not):
        yield from written(condition.child)


def written_leaves(condition: Condition) -> Iterator[Leaf]:
    """The leaves as a file writes them; concepts are not opened."""
    return (node for node in written(condition) if isinstance(node, LEAVES))


def words(node: Condition) -> str:
    """A node as a file writes it, on one line."""
    if isinstance(node, Concept):
        return node.name
    if isinstance(node, Not):
        return f"not: {words(node.child)}"
    if isinstance(node, (AllOf, AnyOf)):
        key = "all" if isinstance(node, AllOf) else "any"
        return f"{key}: [{', '.join(words(child) for child in node.children)}]"
    assert isinstance(node, LEAVES)
    return phrase(node)


def rewrite(condition: Condition, change: Callable[[Condition], Condition | None]) -> Condition:
    """The condition with what ``change`` makes of its nodes, concepts opened.

    ``change`` is asked from the top down; None leaves a node, and asks for those below it.
    """
    changed = change(condition)
    if changed is not None:
        return changed
    if isinstance(condition, (AllOf, AnyOf)):
        return replace(condition, children=tuple(rewrite(child, change) for child in condition.children))
    if isinstance(condition, Not):
        return replace(condition, child=rewrite(condition.child, change))
    if isinstance(condition, Concept):
        return replace(condition, condition=rewrite(condition.condition, change))
    if isinstance(condition, LEAVES):
        return condition
    raise UnsupportedNodeError("rewriting", condition)
