"""How large a concept is once the concepts it uses are opened; kept within bounds.

A few short entries that use each other twice would otherwise open more leaves than any
reading could visit.
"""

from __future__ import annotations

from collections.abc import Mapping

from ..rules import AllOf, AnyOf, Concept, Condition, Not

MAX_DEPTH = 12
MAX_LEAVES = 2000
EXPECTED = f"at most {MAX_LEAVES:,} leaves and {MAX_DEPTH} concepts within each other"

#: (how deep concepts nest, how many leaves there are)
Size = tuple[int, int]


def size(condition: Condition, known: Mapping[str, Size]) -> Size:
    """The size of a condition; ``known`` has those of the concepts read so far."""
    if isinstance(condition, Concept):
        return known.get(condition.name, (0, 0))
    if isinstance(condition, Not):
        return size(condition.child, known)
    if isinstance(condition, (AllOf, AnyOf)):
        sizes = [size(child, known) for child in condition.children]
        return max((depth for depth, _ in sizes), default=0), sum(leaves for _, leaves in sizes)
    return 0, 1


def excess(found: Size) -> str | None:
    """What is too much about it, or None."""
    depth, leaves = found
    if leaves > MAX_LEAVES:
        return f"opens {leaves:,} leaves"
    return f"nests {depth} concepts" if depth > MAX_DEPTH else None
