"""The columnar reading: conditions as expressions over the columns of a frame.

The expressions are written with an *engine*: narwhals, which Polars, DuckDB, PyArrow and PySpark frames all
read, or Polars itself, which has the same functions under the same names (and builds them faster). A column
holds a fact; a bounded one has two sides. Time is decided by comparing with a cut-off day worked out once here
(:func:`liushou.values.cutoff`), never by date arithmetic in the engine: engines disagree on it.

:class:`Columns` turns conditions into formulas (:mod:`.formulas`), :mod:`.plan` formulas into expressions.
"""

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from math import ceil, floor
from operator import le, lt
from typing import Any, Literal, cast

from ...profile import DERIVED
from ...values import FIRST_DAY, LAST_DAY, Bounds, Operator, cutoff, multiplied
from .. import condition as tree
from ..evaluate import runs
from ..lower import Lowering, lowering
from .formulas import NO, UNKNOWN, YES, Formulas

#: An expression of the engine.
Expr = Any
#: One value for each context (place) of the frame; a frame of one place has one.
Values = tuple[Any, ...]
Select = Callable[[Values], Any]

_FARTHEST = 1.0e300
#: The days just outside what a fact may be: an earlier or later one says the same, and not
#: every engine can write it (Spark takes no year before 1000).
_BEFORE, _AFTER = FIRST_DAY - timedelta(days=1), LAST_DAY + timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """The lower or upper side of a fact's bounds: a column (null: open), or one value."""

    key: str
    expr: Expr | None = field(default=None, compare=False)
    value: float | date | None = None
    #: A date that stands for the age of someone born then.
    age: bool = False
    #: The side is at most this, and this where it is open but the fact is ``stated``.
    cap: date | None = None
    stated: int = NO
    #: (where, value): in the rows where the formula holds the side is this value.
    narrowed: tuple[int, float | date] | None = None

    @property
    def known(self) -> bool:
        """Whether anything can be known of it."""
        return not (self.expr is None and self.value is None and self.cap is None and self.narrowed is None)


@dataclass(frozen=True, slots=True)
class BoundedColumn:
    """A date or number: its two sides (the same column where it is exact).

    ``absent`` is the formula that the fact is not applicable.
    """

    low: Side
    high: Side
    absent: int = NO
    whole: bool = False


@dataclass(frozen=True, slots=True)
class ChoiceColumn:
    """A choice: for each of its values the formula that it is this one."""

    values: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class YesNoColumn:
    """A yes/no fact: the formula of its value."""

    value: int


FactColumn = BoundedColumn | ChoiceColumn | YesNoColumn


@dataclass(slots=True, kw_only=True)
class Columns:
    """Reads conditions as formulas over the columns of one frame.

    ``facts`` has the columns there are (a fact without one is unknown in every row),
    ``parameters`` their bounds for each context, ``select`` the expression that takes a
    row's own of one value for each context. ``atoms`` gathers the expressions.
    """

    engine: Any
    on: date
    formulas: Formulas
    facts: dict[str, FactColumn] = field(default_factory=dict)
    parameters: Mapping[str, Sequence[Bounds[Any]]] = field(default_factory=dict)
    contexts: int = 1
    select: Select = lambda values: values[0]
    lowering: Lowering = field(default_factory=lowering)
    atoms: dict[int, Expr] = field(default_factory=dict)
    #: Atoms that are a column as it is: nothing is gained by keeping them.
    bare: set[int] = field(default_factory=set)

    def atom(self, key: Hashable, expr: Callable[[], Expr], *, decided: bool = False, bare: bool = False) -> int:
        """The formula of a boolean expression, made only where it is new."""
        number, new = self.formulas.atom(key, decided=decided)
        if new:
            self.atoms[number] = expr()
            if bare:
                self.bare.add(number)
        return number

    def formula(self, condition: tree.Condition) -> int:
        """The condition, as a rule file writes it, as a formula; raises :class:`UnsupportedNodeError`."""
        return self.lowered(self.lowering.condition(condition))

    def lowered(self, condition: tree.Condition) -> int:
        """A lowered condition as a formula."""
        if isinstance(condition, tree.LEAVES):
            return self._leaf(condition)
        if isinstance(condition, tree.Possibly):
            return self.formulas.possibly(self.lowered(condition.child))
        if isinstance(condition, tree.AllOf):
            return self.formulas.all_of([self.lowered(child) for child in condition.children])
        if isinstance(condition, tree.AnyOf):
            return self.formulas.any_of([self.lowered(child) for child in condition.children])
        if isinstance(condition, tree.Not):
            return self.formulas.negate(self.lowered(condition.child))
        if isinstance(condition, tree.InForce):
            bounds = self._bounds(condition.parameter)
            return self.each(tuple(condition.within({condition.parameter: own}) for own in bounds))
        raise tree.UnsupportedNodeError("columns", condition)

    def _bounds(self, parameter: str) -> Sequence[Bounds[Any]]:
        """A parameter's bounds for each context."""
        return self.parameters.get(parameter, (Bounds(None, None),) * self.contexts)

    # -- leaves -------------------------------------------------------------------------

    def _leaf(self, leaf: tree.Leaf) -> int:
        column = self._column(leaf)
        if column is None:
            return UNKNOWN
        if isinstance(column, YesNoColumn) and isinstance(leaf, tree.IsTrue):
            return column.value
        if isinstance(column, ChoiceColumn) and isinstance(leaf, tree.OneOf):
            return self.formulas.any_of([column.values.get(str(value), NO) for value in leaf.values])
        if not isinstance(column, BoundedColumn):
            raise tree.UnsupportedNodeError("columns", leaf)
        return self.formulas.all_of((self._bounded(leaf, column), self.formulas.negate(column.absent)))

    def _column(self, leaf: tree.Leaf) -> FactColumn | None:
        """The column of a leaf's fact; ``age`` is the birth date with its sides changed."""
        if leaf.fact not in DERIVED:
            return self.facts.get(leaf.fact)
        born = self.facts.get(DERIVED[leaf.fact][1])
        if not isinstance(born, BoundedColumn):
            return born
        low, high = born.high, born.low
        return BoundedColumn(replace(low, age=True), replace(high, age=True), born.absent, whole=True)

    def _bounded(self, leaf: tree.Leaf, column: BoundedColumn) -> int:
        if isinstance(leaf, tree.Compare):
            return self._compare(column, leaf.operator, self._operand(leaf.operand))
        if isinstance(leaf, tree.Between):
            low = self._compare(column, ">=", self._operand(leaf.low))
            return self.formulas.all_of((low, self._compare(column, "<=", self._operand(leaf.high))))
        if isinstance(leaf, tree.Elapsed):
            last = (cutoff(self.on, leaf.amount, leaf.unit),) * self.contexts
            return self.formulas.decide(self._less(column.high, "<=", last), self._less(column.low, "<=", last))
        if isinstance(leaf, tree.OneOf):
            return self._among(column, leaf)
        raise tree.UnsupportedNodeError("columns", leaf)

    def _operand(self, operand: tree.Operand) -> tuple[Values, Values]:
        """(lower, upper) sides of a constant or parameter, one value for each context."""
        if isinstance(operand, tree.Parameter):
            bounds = [multiplied(own, operand.factor) for own in self._bounds(operand.name)]
            return tuple(own.low for own in bounds), tuple(own.high for own in bounds)
        return (operand,) * self.contexts, (operand,) * self.contexts

    def _compare(self, column: BoundedColumn, operator: Operator, operand: tuple[Values, Values]) -> int:
        (low, high), (least, most) = (column.low, column.high), operand
        pool = self.formulas
        if operator == "<" or operator == "<=":
            return pool.decide(self._less(high, operator, least), self._less(low, operator, most))
        if operator == ">":
            return pool.negate(pool.decide(self._less(high, "<=", least), self._less(low, "<=", most)))
        if operator == ">=":
            return pool.negate(pool.decide(self._less(high, "<", least), self._less(low, "<", most)))
        pairs = [(side, values) for side in dict.fromkeys((low, high)) for values in dict.fromkeys(operand)]
        equal = pool.all_of([self._equal(side, values) for side, values in pairs])
        if low == high and least == most:
            return equal
        differ = pool.any_of((self._less(high, "<", least), pool.negate(self._less(low, "<=", most))))
        return pool.decide(equal, pool.negate(differ))

    def _among(self, column: BoundedColumn, leaf: tree.OneOf) -> int:
        """A whole number within bounds: yes where all it can be is listed, no where nothing is."""
        pool = self.formulas
        values = sorted({float(value) for value in leaf.values})
        if column.low == column.high and not column.low.age:
            return pool.any_of([self._equal(column.low, (value,) * self.contexts) for value in values])
        if not column.whole:
            raise tree.UnsupportedNodeError("columns", leaf)
        inside, beside = [], []
        for run in runs(values):
            first, last = ((edge,) * self.contexts for edge in run)
            above = pool.negate(self._less(column.low, "<", first))
            below = self._less(column.high, "<=", last)
            inside.append(pool.surely(pool.all_of((above, below))))
            off = (self._less(column.high, "<", first), pool.negate(self._less(column.low, "<=", last)))
            beside.append(pool.surely(pool.any_of(off)))
        return pool.decide(pool.any_of(inside), pool.negate(pool.all_of(beside)))

    # -- one side against one value ---------------------------------------------------------

    def under(self, side: Side, operator: Literal["<", "<="], value: float | date) -> int:
        """``side < value`` or ``side <= value`` for one value in every context."""
        return self._less(side, operator, (value,) * self.contexts)

    def _less(self, side: Side, operator: Literal["<", "<="], values: Values) -> int:
        """``side < value`` or ``side <= value``; unknown where either is open."""
        values = tuple(_within_reach(value) for value in values)
        if side.age:
            # age < 35 says: born after the last day on which someone of 35 was born.
            years = (None if age is None else ceil(age) if operator == "<" else floor(age) + 1 for age in values)
            days = tuple(None if age is None else cutoff(self.on, age, "years") for age in years)
            return self.formulas.negate(self._less(replace(side, age=False), "<=", days))
        if not side.known or all(value is None for value in values):
            return UNKNOWN
        pool, result = self.formulas, UNKNOWN
        if side.expr is not None:
            expr, below = side.expr, lt if operator == "<" else le
            result = self.atom((side.key, operator, values), lambda: below(expr, self._value(values)))
        elif side.value is not None:
            result = self._constant(side.value, operator, values)
        if side.cap is not None:
            reached = self._constant(side.cap, operator, values, none=False)
            result = pool.any_of((pool.all_of((reached, side.stated)), result))
        if side.narrowed is not None:
            where, value = side.narrowed
            narrowed = pool.all_of((where, self._constant(value, operator, values)))
            result = pool.any_of((narrowed, pool.all_of((pool.negate(where), result))))
        return result

    def _constant(self, own: Any, operator: str, values: Values, none: bool | None = None) -> int:
        below = lt if operator == "<" else le
        return self.each(tuple(none if value is None else below(own, value) for value in values))

    def _equal(self, side: Side, values: Values) -> int:
        values = tuple(_within_reach(value) for value in values)
        if side.expr is None or side.age or side.cap is not None or side.narrowed is not None:
            below = self.formulas.negate(self._less(side, "<", values))
            return self.formulas.all_of((below, self._less(side, "<=", values)))
        if all(value is None for value in values):
            return UNKNOWN
        expr = side.expr
        return self.atom((side.key, "=", values), lambda: expr == self._value(values))

    def _value(self, values: Values) -> Any:
        return values[0] if len(set(values)) == 1 else self.select(values)

    def each(self, values: Values) -> int:
        """A truth value for each context."""
        if len(set(values)) == 1:
            return UNKNOWN if values[0] is None else YES if values[0] else NO
        return self.atom(("each", values), lambda: cast(Expr, self.select(values)))

    # -- what a fact can settle -----------------------------------------------------------

    def settles(self, leaf: tree.Leaf) -> int:
        """The formula that some single value within the fact's bounds decides the leaf.

        As in the reference: the two ends of the bounds are enough to try.
        """
        if isinstance(leaf, (tree.IsTrue, tree.OneOf, tree.Elapsed)):
            return YES
        known = [self._operand(operand) for operand in tree.operands(leaf)]
        if all(Bounds(*sides).exact for low_high in known for sides in zip(*low_high, strict=True)):
            return YES
        column = self._column(leaf)
        nothing = Side(key=leaf.fact, age=leaf.fact in DERIVED)
        low, high = (column.low, column.high) if isinstance(column, BoundedColumn) else (nothing, nothing)
        sides = [value for low_high in known for values in low_high for value in values if value is not None]
        is_date = low.age or any(isinstance(value, date) for value in (*sides, low.value, high.value))
        least, most = (_BEFORE, _AFTER) if is_date else (-_FARTHEST, _FARTHEST)
        if low.age:
            # The oldest was born first: an open age above is the first day of all.
            least, most = most, least
        ends = [self._end(low, least, "low"), self._end(high, most, "high")]
        pool = self.formulas
        decided = [pool.negate(pool.is_unknown(self._bounded(leaf, BoundedColumn(end, end)))) for end in ends]
        return pool.any_of(decided)

    def _end(self, side: Side, farthest: float | date, name: str) -> Side:
        """One end of the bounds as a single value; an open side reaches to the farthest."""
        if not side.known:
            return Side(key=f"{farthest}", value=farthest, age=side.age)
        if side.value is not None:
            return side
        last = self.engine.lit(farthest)
        expr = last if side.expr is None else self.engine.coalesce(side.expr, last)
        return replace(side, key=f"{side.key}__{name}_end", expr=expr)


def _within_reach(value: Any) -> Any:
    return min(max(value, _BEFORE), _AFTER) if isinstance(value, date) else value
