"""Which question comes next: what settles most in expectation, cheap before dear."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from math import prod
from pathlib import Path
from typing import Any

from ..yaml import file_data
from .asking import Asking, Open
from .cells import Cell, Domain
from .diagram import IMPOSSIBLE, Mask

#: Worths that differ by less are the same, so that every implementation finds the same order.
_DIGITS = 6


@cache
def weights() -> Mapping[str, Any]:
    """What order.yaml says: costs, chances, and where the exact search ends."""
    data: Mapping[str, Any] = file_data(Path(__file__).with_name("order.yaml"))
    return data


def chances(domain: Domain, cells: Sequence[Cell]) -> list[float]:
    """How likely each cell of values is before anything is known."""
    count, usual = sum(cell.value is not None for cell in cells), domain.usual()
    if usual is None or count == 1:
        return [1 / count if cell.value is not None else 0.0 for cell in cells]
    likely, first = [cell.truths for cell in cells].index(usual), float(weights()["usual"])
    rest = (1 - first) / (count - 1)
    return [0.0 if cell.value is None else first if at == likely else rest for at, cell in enumerate(cells)]


class Order:
    """The worth of questions over the diagrams of an :class:`Asking`; what it works out of a diagram is kept."""

    def __init__(self, asking: Asking) -> None:
        self.asking, self.diagrams = asking, asking.diagrams
        facts = [domain.fact for domain in asking.domains]
        self.chances = [chances(domain, cells) for domain, cells in zip(asking.domains, asking.cells, strict=True)]
        #: How much of the greatest worth is enough to stay in a group.
        self.stay: float = weights()["stay"]
        self.costs = [weights()["costs"][fact.settled_by] * weights()["kinds"].get(fact.kind, 1.0) for fact in facts]
        self._ends: dict[int, tuple[float, float, float]] = {}
        self._worth: dict[int, dict[int, float]] = {}
        self._parts: dict[tuple[int, int, int], int] = {}
        self._least: dict[frozenset[int], tuple[float, int]] = {}

    def facts(self, left: Sequence[Open], among: Mask) -> list[tuple[int, float]]:
        """The facts ``among`` those that can change a status, with what asking is worth, the best first.

        A fact that needs another waits until that one is known.
        """
        relevant = 0
        for each in left:
            relevant |= each.relevant
        times = Counter(each.diagram for each in left)
        worth = dict.fromkeys(self._askable(relevant & among), 0.0)
        for diagram, count in times.items():
            for fact, value in self.worth(diagram).items():
                if fact in worth:
                    worth[fact] += count * value
        ranked = [(fact, round(value / self.costs[fact], _DIGITS)) for fact, value in worth.items()]
        rank = self.asking.rank
        ranked.sort(key=lambda item: (-item[1], rank[item[0]]))
        if relevant & ~among == 0 and self._states(relevant) <= weights()["exact"]:
            best = self.least(frozenset(times))[1]
            ranked.sort(key=lambda item: item[0] != best)
        return ranked

    def _states(self, facts: Mask) -> int:
        """How many states of knowledge there are of these facts: each is in one of its cells, or not known yet."""
        return prod(sum(map(bool, of_cells)) + 1 for fact, of_cells in enumerate(self.chances) if facts >> fact & 1)

    def _askable(self, relevant: Mask) -> Iterator[int]:
        for fact, name in enumerate(self.asking.names):
            if relevant >> fact & 1 and not any(
                relevant >> self.asking.number[other] & 1 for other in self.asking.needs[name]
            ):
                yield fact

    # -- one question ahead ----------------------------------------------------------

    def ends(self, diagram: int) -> tuple[float, float, float]:
        """How likely no, unknown and yes are."""
        if diagram < IMPOSSIBLE:
            return (float(diagram == 0), float(diagram == 1), float(diagram == 2))
        known = self._ends.get(diagram)
        if known is None:
            sums = [0.0, 0.0, 0.0]
            for part, chance in self._branches(diagram):
                for end, value in enumerate(self.ends(part)):
                    sums[end] += chance * value
            known = self._ends[diagram] = (sums[0], sums[1], sums[2])
        return known

    def _branches(self, node: int) -> list[tuple[int, float]]:
        """The parts of a node that are possible, with their chances."""
        of_cells = self.chances[self.diagrams.facts[node]]
        parts = [
            (part, of_cells[cell])
            for cell, part in enumerate(self.diagrams.parts[node])
            if part not in (-1, IMPOSSIBLE)
        ]
        total = sum(chance for _, chance in parts)
        return [(part, chance / total if total else 1 / len(parts)) for part, chance in parts]

    def worth(self, diagram: int) -> dict[int, float]:
        """What asking each fact is worth to a service.

        The chance that the answer settles it, and by how much it makes the outcome surer (the sum of the squares of
        what no, unknown and yes are likely to be).
        """
        known = self._worth.get(diagram)
        if known is None:
            known = self._worth[diagram] = self._worked_out(diagram)
        return known

    def _worked_out(self, diagram: int) -> dict[int, float]:
        diagrams, whole = self.diagrams, self.ends(diagram)
        reached = {diagram: 1.0}
        #: Of each fact: what comes of it where it is not asked for; and of each of its cells.
        passed: dict[int, list[float]] = {}
        by_cell: dict[int, dict[int, list[float]]] = {}
        for node in sorted(diagrams.below(diagram), key=diagrams.facts.__getitem__):
            fact, chance = diagrams.facts[node], reached[node]
            _add(passed.setdefault(fact, list(whole)), self.ends(node), -chance)
            cells = by_cell.setdefault(fact, {})
            for cell, part in enumerate(diagrams.parts[node]):
                if part >= 0 and self.chances[fact][cell]:
                    ends = (0.0, 0.0, 0.0) if part == IMPOSSIBLE else self.ends(part)
                    _add(cells.setdefault(cell, [0.0, 0.0, 0.0]), ends, chance)
            for part, of_part in self._branches(node):
                if part > IMPOSSIBLE:
                    reached[part] = reached.get(part, 0.0) + chance * of_part
        before = _sureness(whole)
        result = {}
        for fact, cells in by_cell.items():
            total = value = 0.0
            for cell, asked in cells.items():
                _add(asked, passed[fact], 1.0)
                weight = self.chances[fact][cell] * sum(asked)
                sureness = _sureness(asked)
                total += weight
                value += weight * ((sureness > 1 - 1e-9) + sureness - before)
            result[fact] = value / total if total else 0.0
        return result

    # -- all questions ahead ---------------------------------------------------------

    def least(self, diagrams: frozenset[int]) -> tuple[float, int]:
        """The least expected cost until nothing hangs on anything, and the question that begins it (-1: none)."""
        known = self._least.get(diagrams)
        if known is None:
            relevant = 0
            for diagram in diagrams:
                relevant |= self.diagrams.relevant(diagram, self.asking.along)
            rank = self.asking.rank
            costs = [(round(self._cost(fact, diagrams), _DIGITS), fact) for fact in self._askable(relevant)]
            known = self._least[diagrams] = min(costs, key=lambda item: (item[0], rank[item[1]]), default=(0.0, -1))
        return known

    def _cost(self, fact: int, diagrams: frozenset[int]) -> float:
        total = value = 0.0
        for cell, chance in enumerate(self.chances[fact]):
            parts = {self._part(diagram, fact, cell) for diagram in diagrams} if chance else {-1}
            if not parts & {-1, IMPOSSIBLE}:
                total += chance
                value += chance * self.least(frozenset(part for part in parts if part > IMPOSSIBLE))[0]
        return float(self.costs[fact]) + (value / total if total else 0.0)

    def _part(self, diagram: int, fact: int, cell: int) -> int:
        """What is left of a diagram for a cell of a fact; -1 where the cell is ruled out."""
        key = (diagram, fact, cell)
        if key not in self._parts:
            self._parts[key] = self.diagrams.part(diagram, fact, cell)
        return self._parts[key]


def _add(sums: list[float], values: Sequence[float], times: float) -> None:
    for end in range(3):
        sums[end] += times * values[end]


def _sureness(ends: Sequence[float]) -> float:
    total = sum(ends)
    return sum((end / total) ** 2 for end in ends) if total > 0 else 1.0


__all__ = ["Order", "chances", "weights"]
