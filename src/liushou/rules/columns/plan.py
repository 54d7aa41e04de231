"""Formulas as expressions of an engine, in steps, so that what is shared is worked out once."""

from collections import Counter
from collections.abc import Iterable, Mapping
from functools import reduce
from operator import and_, or_

from .expressions import Columns, Expr
from .formulas import parts_first


class Plan:
    """The formulas ``wanted`` as expressions: ``steps`` of columns to add, one after the other.

    What several formulas share is a column of an earlier step, under a name that starts
    with ``prefix``; :meth:`expr` then gives any of the formulas wanted, by number.
    """

    def __init__(self, columns: Columns, wanted: Iterable[int], prefix: str) -> None:
        self._columns, self._wanted, self._prefix = columns, tuple(wanted), prefix
        self._pool, self._engine = columns.formulas, columns.engine
        self._parts: dict[int, tuple[int, ...]] = {}
        self._levels: dict[int, int] = {}
        self._exprs: dict[int, Expr] = {}
        steps: dict[int, dict[str, Expr]] = {}
        order = self._covered(self._pool.below(self._wanted))
        uses = Counter([*self._wanted, *(part for number in order for part in self._parts[number])])
        for number in order:
            self._place(number, uses[number] > 1, steps)
        self.steps: tuple[Mapping[str, Expr], ...] = tuple(steps[level] for level in sorted(steps))

    def expr(self, number: int) -> Expr:
        """The expression of a formula, valid once all steps are taken."""
        return self._exprs[number]

    def _covered(self, order: list[int]) -> list[int]:
        """The parts of each formula, with other formulas here in the place of what they join."""
        joins: dict[str, list[tuple[int, frozenset[int]]]] = {"all": [], "any": []}
        for number in order:
            node = self._pool.nodes[number]
            self._parts[number] = () if node.kind == "atom" else node.parts
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
                self._parts[number] = (*taken, *sorted(left))
        return parts_first(self._wanted, self._parts.__getitem__)

    def _place(self, number: int, shared: bool, steps: dict[int, dict[str, Expr]]) -> None:
        level = max((self._levels[part] for part in self._parts[number]), default=0)
        expr = self._expr(number)
        kind = self._pool.nodes[number].kind
        if shared and kind not in ("yes", "no", "unknown", "not") and number not in self._columns.bare:
            name = f"{self._prefix}{number}"
            steps.setdefault(level, {})[name] = expr
            expr, level = self._engine.col(name), level + 1
        self._exprs[number], self._levels[number] = expr, level

    def _expr(self, number: int) -> Expr:
        node = self._pool.nodes[number]
        if node.kind == "atom":
            return self._columns.atoms[number]
        if not node.parts:
            return self._engine.lit({"yes": True, "no": False, "unknown": None}[node.kind], dtype=self._engine.Boolean)
        parts = [self._exprs[part] for part in self._parts[number]]
        if node.kind == "all":
            return reduce(and_, parts)
        if node.kind == "any":
            return reduce(or_, parts)
        if node.kind == "not":
            return ~parts[0]
        return parts[0].is_null() if node.kind == "is_unknown" else parts[0].fill_null(False)
