"""Cells: the values of a fact, cut where a leaf of the rules changes its mind at one place on one day."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from functools import cached_property
from itertools import pairwise
from math import ceil, floor
from typing import Any, NamedTuple, cast

from ..profile import DERIVED, Fact, Value
from ..rules import Elapsed, KnownFacts, Leaf, OneOf, Situation, evaluate_stated, operands, tree
from ..values import FIRST_DAY, LAST_DAY, Bounds, Truth, cutoff, exactly

#: What each leaf on a fact comes to.
Signature = tuple[Truth, ...]
_DAY = timedelta(days=1)


class Cell(NamedTuple):
    """The values of a fact that no leaf tells apart, one of them for all (None: unknown, or not applicable)."""

    truths: Signature
    value: Value | None


class Domain:
    """One fact with the leaves on it, at a place (``parameters``) on a day."""

    def __init__(self, fact: Fact, leaves: Sequence[Leaf], situation: Situation) -> None:
        self.fact, self.leaves, self.situation = fact, tuple(leaves), situation

    def cells(self) -> tuple[Cell, ...]:
        """The cells of all values, in the order of the values."""
        by_truths: dict[Signature, Cell] = {}
        for value in self._values():
            truths = self.truths(value)
            by_truths.setdefault(truths, Cell(truths, value))
        return tuple(by_truths.values())

    def truths(self, value: Value) -> Signature:
        """What the leaves come to for a value, exact or within bounds."""
        lowering = self.situation.known.lowering
        known = KnownFacts(on=self.situation.on, values={self.fact.name: value}, lowering=lowering)
        situation = Situation(known, self.situation.parameters)
        return tuple(evaluate_stated(leaf, situation) for leaf in self.leaves)

    def inside(self, within: Bounds[Any]) -> set[Signature]:
        """What the leaves come to for the values within bounds."""
        points, signatures = self._table
        low, high = (
            self._place(points[end] if edge is None else edge) for edge, end in ((within.low, 0), (within.high, -1))
        )
        return set(signatures[low : high + 1])

    def at(self, value: Any) -> Signature:
        """What the leaves come to for an exact number or day, looked up."""
        return self._table[1][self._place(value)]

    def _place(self, value: Any) -> int:
        """The place of the point that stands for an exact value: the last one up to it, or the one between two."""
        points = self._table[0]
        place = max(bisect_right(points, value) - 1, 0)
        between = self.fact.kind == "number" and points[place] != value and place % 2 == 0
        return min(place + between, len(points) - 1)

    @cached_property
    def _table(self) -> tuple[list[Any], list[Signature]]:
        """Points of which at least one lies in each cell, in order, and what the leaves come to for each."""
        values = [cast("Bounds[Any]", value) for value in self._values()]
        return [value.low for value in values], list(map(self.truths, values))

    def usual(self) -> Signature | None:
        """What the leaves come to in the usual case of the fact (``usual``); None where it has none."""
        usual = self.fact.usual_on(self.situation.on)
        return None if usual is None else self.truths(cast(Value, self.fact.read(usual)))

    def _values(self) -> Iterable[Value]:
        """Values of which at least one lies in each cell."""
        if self.fact.kind == "yes_no":
            return (True, False)
        if self.fact.kind == "choice":
            return tuple(self.fact.choices)
        dates = self.fact.kind == "date"
        low, high = self._range()
        near = self._days() if dates else self._numbers()
        points = sorted({low, high, *(point for point in near if low <= point <= high)})
        if self.fact.kind == "number":
            points = sorted({*points, *((first + second) / 2 for first, second in pairwise(points))})
        return [exactly(point) for point in points]

    def _range(self) -> tuple[Any, Any]:
        if self.fact.kind == "date":
            return FIRST_DAY, (self.situation.on if self.fact.past else LAST_DAY)
        edges = list(self._edges(self.leaves))
        low = min([*edges, 0.0]) - 2 if self.fact.low is None else self.fact.low
        return low, (max([*edges, 0.0]) + 2 if self.fact.high is None else self.fact.high)

    def _edges(self, leaves: Iterable[Leaf]) -> Iterator[Any]:
        """The numbers and days with which leaves compare."""
        for leaf in leaves:
            if isinstance(leaf, OneOf):
                yield from leaf.values
            for operand in operands(leaf):
                bounds = self.situation.operand(operand)
                yield from (side for side in (bounds.low, bounds.high) if side is not None)

    def _numbers(self) -> Iterator[float]:
        for edge in self._edges(self.leaves):
            yield edge
            if self.fact.kind == "integer":
                yield from (floor(edge) - 1.0, float(floor(edge)), float(ceil(edge)), ceil(edge) + 1.0)

    def _days(self) -> Iterator[date]:
        on = self.situation.on
        for leaf in self.leaves:
            cuts: Iterable[date] = ()
            if isinstance(leaf, Elapsed):
                cuts = (cutoff(on, leaf.amount, leaf.unit),)
            elif leaf.fact in DERIVED:
                whole = {floor(edge) + step for edge in self._edges([leaf]) for step in (-1, 0, 1, 2)}
                cuts = (cutoff(on, years, "years") for years in whole if 0 <= years < on.year)
            else:
                cuts = self._edges([leaf])
            for day in cuts:
                yield from (day - _DAY * (day > FIRST_DAY), day, day + _DAY * (day < LAST_DAY))


def domains(trees: Iterable[tree.Condition], facts: Mapping[str, Fact], situation: Situation) -> dict[str, Domain]:
    """The facts that lowered trees ask for, each with its leaves."""
    by_fact: dict[str, dict[Leaf, None]] = {}
    for condition in {id(condition): condition for condition in trees}.values():
        for node in tree.walk(condition):
            if isinstance(node, tree.LEAVES):
                by_fact.setdefault(node.fact, {})[node] = None
    by_source: dict[str, dict[Leaf, None]] = {}
    for name, own in by_fact.items():
        by_source.setdefault(tree.source_fact(name), {}).update(own)
    return {name: Domain(facts[name], tuple(leaves), situation) for name, leaves in by_source.items()}
