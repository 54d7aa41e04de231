"""Conditions as a rule file writes them, and with something changed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from ..rules import LEAVES, AllOf, AnyOf, Concept, Condition, Leaf, Not, UnsupportedNodeError, phrase


def below(node: Condition) -> tuple[Condition, ...]:
    """The nodes right under a node; under a concept, what it stands for."""
    if isinstance(node, (AllOf, AnyOf)):
        return node.children
    if isinstance(node, Not):
        return (node.child,)
    if isinstance(node, Concept):
        return (node.condition,)
    if isinstance(node, LEAVES):
        return ()
    raise UnsupportedNodeError("reading what is written", node)


def written(condition: Condition) -> Iterator[Condition]:
    """The nodes as a file writes them: concepts are named, not opened."""
    yield condition
    if not isinstance(condition, Concept):
        for child in below(condition):
            yield from written(child)


def written_leaves(condition: Condition) -> Iterator[Leaf]:
    """The leaves as a file writes them; concepts are not opened."""
    return (node for node in written(condition) if isinstance(node, LEAVES))


def words(node: Condition, *, brief: bool = False) -> str:
    """A node as a file writes it, on one line; ``brief`` without the colons."""
    if isinstance(node, Concept):
        return node.name
    if isinstance(node, LEAVES):
        return phrase(node)
    parts = ", ".join(words(child, brief=brief) for child in below(node))
    if isinstance(node, Not):
        return f"not {parts}" if brief else f"not: {parts}"
    key = "all" if isinstance(node, AllOf) else "any"
    return f"{key}[{parts}]" if brief else f"{key}: [{parts}]"


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
