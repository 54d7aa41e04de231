"""From formulas to expressions: the columns to add, step by step, each shared part once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import reduce
from operator import and_, or_

from .expressions import Columns, Expr


@dataclass(frozen=True, slots=True)
class Plan:
    """Formulas as expressions: ``steps`` of columns to add, one after the other.

    What several formulas share is a column of an earlier step, under a name that starts
    with ``prefix``; :meth:`expr` then gives any of the formulas asked for.
    """

    steps: tuple[Mapping[str, Expr], ...]
    _exprs: Mapping[int, Expr]

    def expr(self, number: int) -> Expr:
        """The expression of a formula, valid once all steps are taken."""
        return self._exprs[number]


def plan(columns: Columns, wanted: Iterable[int], prefix: str) -> Plan:
    """The plan for the formulas ``wanted``; each may be asked for by number."""
    return _Planner(columns, tuple(wanted), prefix).plan()


class _Planner:
    def __init__(self, columns: Columns, wanted: tuple[int, ...], prefix: str) -> None:
        self.columns, self.wanted, self.prefix = columns, wanted, prefix
        self.pool, self.engine = columns.formulas, columns.engine
        self.parts: dict[int, tuple[int, ...]] = {}
        self.uses: dict[int, int] = {}
        self.levels: dict[int, int] = {}
        self.steps: dict[int, dict[str, Expr]] = {}
        self.exprs: dict[int, Expr] = {}

    def plan(self) -> Plan:
        order = self._covered(list(self.pool.below(self.wanted)))
        for number in self.wanted:
            self.uses[number] = self.uses.get(number, 0) + 1
        for number in order:
            for part in self.parts[number]:
                self.uses[part] = self.uses.get(part, 0) + 1
        for number in order:
            self._place(number)
        steps = tuple(self.steps[level] for level in sorted(self.steps))
        return Plan(steps, {number: self.exprs[number] for number in self.wanted})

    def _covered(self, order: list[int]) -> list[int]:
        """The parts of each formula, with other formulas here in the place of what they join."""
        joins: dict[str, list[tuple[int, frozenset[int]]]] = {"all": [], "any": []}
        for number in order:
            node = self.pool.nodes[number]
            self.parts[number] = () if node.kind == "atom" else node.parts
            if node.kind in joins:
                joins[node.kind].append((number, frozenset(node.parts)))
        for kind in joins.values():
            kind.sort(key=lambda item: -len(item[1]))
            for number, own in kind:
                left, taken = set(own), []
                for other, inner in kind:
                    if len(inner) < len(own) and inner <= left:
                        left -= inner
                        taken.append(other)
                self.parts[number] = (*taken, *sorted(left))
        return self._sorted()

    def _sorted(self) -> list[int]:
        """Parts before wholes, only what is still used."""
        done: dict[int, None] = {}
        stack = [(number, False) for number in reversed(self.wanted)]
        while stack:
            number, opened = stack.pop()
            if number in done:
                continue
            if opened:
                done[number] = None
                continue
            stack.append((number, True))
            stack.extend((part, False) for part in self.parts[number])
        return list(done)

    def _place(self, number: int) -> None:
        level = max((self.levels[part] for part in self.parts[number]), default=0)
        expr = self._expr(number)
        kind = self.pool.nodes[number].kind
        cheap = kind in ("yes", "no", "unknown", "not") or number in self.columns.bare
        if self.uses.get(number, 0) > 1 and not cheap:
            name = f"{self.prefix}{number}"
            self.steps.setdefault(level, {})[name] = expr
            expr, level = self.engine.col(name), level + 1
        self.exprs[number], self.levels[number] = expr, level

    def _expr(self, number: int) -> Expr:
        node = self.pool.nodes[number]
        if node.kind == "atom":
            return self.columns.atoms[number]
        if not node.parts:
            return self.engine.lit({"yes": True, "no": False, "unknown": None}[node.kind], dtype=self.engine.Boolean)
        parts = [self.exprs[part] for part in self.parts[number]]
        if node.kind == "all":
            return reduce(and_, parts)
        if node.kind == "any":
            return reduce(or_, parts)
        if node.kind == "not":
            return ~parts[0]
        return parts[0].is_null() if node.kind == "is_unknown" else parts[0].fill_null(False)


__all__ = ["Plan", "plan"]
