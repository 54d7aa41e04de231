"""Decision diagrams over the cells of facts: what a tree comes to, for every value that is not known yet.

A diagram is a number: NO, UNKNOWN, YES, IMPOSSIBLE, or a node that asks for one fact and has one diagram for each of
its cells, -1 for a cell that is ruled out. Facts are asked in one order, equal parts are one node, and a node whose
diagrams are all the same is that diagram: so equal diagrams are the same number, and a fact stands in a diagram exactly
if the outcome hangs on it (Bryant 1986, with more than two branches).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from ..problems import LiushouError

NO, UNKNOWN, YES, IMPOSSIBLE = 0, 1, 2, 3
#: A way to join two diagrams besides NO (the lesser), YES (the greater) and IMPOSSIBLE.
_AGREE = 4
#: Diagrams with more nodes take too long.
MOST_NODES = 200_000
#: A set of facts, one bit each.
Mask = int


class TooLargeError(LiushouError):
    """The rules are so entangled that their diagrams would not fit."""


class Along(NamedTuple):
    """What changes along with a fact: those ``with_it``, and whether those in ``stated`` can be stated at all.

    ``partly`` where facts may stay unknown.
    """

    partly: bool
    with_it: Sequence[Mask]
    stated: Mask


class Diagrams:
    """All diagrams over some facts; ``widths`` says how many cells each has."""

    def __init__(self, widths: Sequence[int]) -> None:
        self.widths = tuple(widths)
        #: The fact and the diagrams of each node; the first four have none.
        self.facts: list[int] = [len(widths)] * 4
        self.parts: list[tuple[int, ...]] = [()] * 4
        #: The facts that stand in each.
        self.about: list[Mask] = [0] * 4
        self._unique: dict[tuple[int, tuple[int, ...]], int] = {}
        self._joined: dict[tuple[int, int, int], int] = {}
        self._turned: dict[tuple[int, tuple[int, int, int]], int] = {}
        self._apart: dict[tuple[int, int, tuple[Mask, Mask]], bool] = {}
        self._relevant: dict[tuple[int, bool], Mask] = {}

    def __len__(self) -> int:
        return len(self.facts)

    def node(self, fact: int, parts: tuple[int, ...]) -> int:
        """The diagram that asks for a fact."""
        allowed = {part for part in parts if part >= 0}
        if len(allowed) == 1:
            return allowed.pop()
        number = self._unique.get((fact, parts))
        if number is None:
            number = self._unique[fact, parts] = len(self.facts)
            if number >= MOST_NODES:
                raise TooLargeError(f"more than {MOST_NODES} nodes")
            about = 1 << fact
            for part in allowed:
                about |= self.about[part]
            self.facts.append(fact)
            self.parts.append(parts)
            self.about.append(about)
        return number

    def both(self, first: int, second: int) -> int:
        """The lesser of the two (Kleene's all)."""
        return self._join(NO, first, second)

    def either(self, first: int, second: int) -> int:
        """The greater of the two (Kleene's any)."""
        return self._join(YES, first, second)

    def where(self, first: int, possible: int) -> int:
        """The first where the second is YES; IMPOSSIBLE where it is NO."""
        return self._join(IMPOSSIBLE, first, possible)

    def _join(self, kind: int, first: int, second: int) -> int:
        if kind == IMPOSSIBLE:
            if second < 4:
                return first if second == YES else IMPOSSIBLE
        elif kind == _AGREE:
            if first in (IMPOSSIBLE, second):
                return second
            if second == IMPOSSIBLE or UNKNOWN in (first, second):
                return first if second == IMPOSSIBLE else UNKNOWN
            if first < IMPOSSIBLE and second < IMPOSSIBLE:
                return UNKNOWN
        else:
            if first == kind or second == kind:
                return kind
            if first == YES - kind or first == second:
                return second
            if second == YES - kind:
                return first
            if first > second:
                first, second = second, first
        key = (kind, first, second)
        known = self._joined.get(key)
        if known is None:
            fact, pairs = self._side_by_side(first, second)
            known = self.node(fact, tuple(-1 if a < 0 or b < 0 else self._join(kind, a, b) for a, b in pairs))
            self._joined[key] = known
        return known

    def _side_by_side(self, first: int, second: int) -> tuple[int, list[tuple[int, int]]]:
        """The fact that comes first in either, and the parts of both for each of its cells."""
        fact = min(self.facts[first], self.facts[second])
        ones = self.parts[first] if self.facts[first] == fact else (first,) * self.widths[fact]
        others = self.parts[second] if self.facts[second] == fact else (second,) * self.widths[fact]
        return fact, list(zip(ones, others, strict=True))

    def _agreed(self, parts: Sequence[int]) -> int:
        """What all parts that are possible come to, else UNKNOWN."""
        result = IMPOSSIBLE
        for part in parts:
            result = result if part < 0 else self._join(_AGREE, result, part)
        return result

    def turned(self, diagram: int, table: tuple[int, int, int]) -> int:
        """The diagram with ``table`` for NO, UNKNOWN, YES."""
        if diagram < 4:
            return diagram if diagram == IMPOSSIBLE else table[diagram]
        key = (diagram, table)
        if key not in self._turned:
            parts = tuple(part if part < 0 else self.turned(part, table) for part in self.parts[diagram])
            self._turned[key] = self.node(self.facts[diagram], parts)
        return self._turned[key]

    def within(self, allowed: Sequence[Sequence[int] | None], mask: Mask) -> Callable[[int], int]:
        """A function from a diagram to what is left of it where only these cells of the facts in ``mask`` are left."""
        known: dict[int, int] = {}

        def left(diagram: int) -> int:
            while self.about[diagram] & mask:
                fact, parts = self.facts[diagram], self.parts[diagram]
                cells = allowed[fact] if mask >> fact & 1 else None
                if cells is not None and len(cells) == 1:
                    diagram = parts[cells[0]]
                    continue
                result = known.get(diagram)
                if result is None:
                    kept = [-1] * len(parts)
                    for cell in range(len(parts)) if cells is None else cells:
                        kept[cell] = parts[cell] if parts[cell] < 0 else left(parts[cell])
                    known[diagram] = result = self.node(fact, tuple(kept))
                return result
            return diagram

        return left

    def part(self, diagram: int, fact: int, cell: int) -> int:
        """What is left of a diagram where a fact is in one cell; -1 where that is ruled out."""
        if not self.about[diagram] >> fact & 1:
            return diagram
        # Nodes that ask for the fact agree on which of its cells are ruled out.
        first = next(node for node in self.below(diagram) if self.facts[node] == fact)
        if self.parts[first][cell] < 0:
            return -1
        allowed: list[Sequence[int] | None] = [None] * len(self.widths)
        allowed[fact] = (cell,)
        return self.within(allowed, 1 << fact)(diagram)

    def below(self, diagram: int) -> Iterator[int]:
        """The nodes of a diagram, each once, those above first."""
        seen = {diagram}
        waiting = [diagram]
        while waiting:
            number = waiting.pop()
            if number < 4:
                continue
            yield number
            fresh = {part for part in self.parts[number] if part >= 0} - seen
            seen |= fresh
            waiting += fresh

    def outcomes(self, diagram: int) -> set[int]:
        """What a diagram can come to."""
        ends = {part for number in self.below(diagram) for part in self.parts[number] if 0 <= part < IMPOSSIBLE}
        return ends if diagram > IMPOSSIBLE else {diagram} - {IMPOSSIBLE}

    def relevant(self, diagram: int, along: Along) -> Mask:
        """The facts on which the outcome hangs: for some values of the others, all possible, two cells differ in it."""
        key = (diagram, along.partly)
        known = self._relevant.get(key)
        if known is None:
            known = 0
            for number in self.below(diagram):
                fact = self.facts[number]
                if not known >> fact & 1:
                    changing = (along.with_it[fact], along.stated & ~(1 << fact))
                    known |= self._tells(self.parts[number], changing) << fact
            self._relevant[key] = known
        return known

    def _tells(self, parts: tuple[int, ...], changing: tuple[Mask, Mask]) -> bool:
        kinds = sorted({part for part in parts if part >= 0})
        return any(self._differ(a, b, changing) for at, a in enumerate(kinds) for b in kinds[at + 1 :])

    def _differ(self, first: int, second: int, changing: tuple[Mask, Mask]) -> bool:
        """Whether the two come to different possible outcomes somewhere."""
        if first == IMPOSSIBLE or second == IMPOSSIBLE:
            return False
        if first < IMPOSSIBLE and second < IMPOSSIBLE:
            return first != second
        if first == second and not (changing[0] | changing[1]) & self.about[first]:
            return False
        key = (first, second, changing)
        known = self._apart.get(key)
        if known is None:
            fact, pairs = self._side_by_side(first, second)
            # What can be stated on one side only counts there as what all its values agree on.
            ones, others = zip(*pairs, strict=True)
            if changing[0] >> fact & 1:
                pairs = [(self._agreed(ones), self._agreed(others))]
            elif changing[1] >> fact & 1:
                # Unknown is the last cell.
                pairs += [(ones[-1], self._agreed(others[:-1])), (self._agreed(ones[:-1]), others[-1])]
            known = any(a >= 0 and b >= 0 and self._differ(a, b, changing) for a, b in pairs)
            self._apart[key] = known
        return known
