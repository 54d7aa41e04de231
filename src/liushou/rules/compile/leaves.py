"""Leaves as expressions of the compiled reading (:mod:`liushou.rules.compile.program`).

A leaf becomes one conditional expression whose value is 0 (no), 1 (unknown) or 3 (yes).
A comparison of bounds is yes when one side of them is past a mark and no when the other
is; the marks are known when the code is written. Elapsed time and ages compare the day
itself with a cut-off (:func:`liushou.values.cutoff`).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from math import ceil, floor
from typing import Any

from ...profile import DERIVED, Fact
from ...values import Bounds, Operator, ages, compare, cutoff
from ..condition import Between, Compare, Elapsed, IsTrue, Leaf, OneOf, Operand, Parameter, UnsupportedNodeError
from ..evaluate import among

NO, UNKNOWN, YES = "0", "1", "3"
#: Kleene's values as bits.
BIT = {False: 0, None: 1, True: 3}

Constant = Callable[[Any], str]


@dataclass(frozen=True, slots=True)
class Side:
    """A test of one side of a fact's bounds against a mark: ``low`` or ``high`` ``sign`` ``mark``."""

    side: str
    sign: str
    mark: Any


@dataclass(frozen=True, slots=True)
class LeafWriter:
    """Writes leaves for a day and its parameters; ``constant`` names a value for the code."""

    on: date
    parameters: Mapping[str, Bounds[Any]]
    constant: Constant

    def write(self, leaf: Leaf, fact: Fact, local: str, lacking: bool) -> str:
        """The expression of a leaf on the fact in ``local`` (its bounds in ``local``l, ``local``h).

        ``lacking``: the fact may be not applicable, which is the value False. Raises
        :class:`UnsupportedNodeError` for a leaf that does not fit the fact's kind.
        """
        guard = f"0 if {local} is False else " if lacking else ""
        if isinstance(leaf, IsTrue):
            return f"3 if {local} is True else 1 if {local} is None else 0"
        if isinstance(leaf, OneOf):
            return f"1 if {local} is None else " + guard + self._one_of(leaf, fact, local)
        if fact.kind in ("yes_no", "choice"):
            raise UnsupportedNodeError("compiled", leaf)
        # An unknown fact has open bounds: no test of either side can hold.
        return guard + self._bounded(leaf, local)

    def _one_of(self, leaf: OneOf, fact: Fact, local: str) -> str:
        if fact.kind in ("yes_no", "choice"):
            if len(leaf.values) == 1:
                return f"3 if {local} == {self.constant(leaf.values[0])} else 0"
            return f"3 if {local} in {self.constant(leaf.values)} else 0"
        values = tuple(leaf.values)
        if leaf.fact in DERIVED:
            of_age = self.constant(_AgeAmong(values, self.on))
            return f"{of_age}({local}l, {local}h)"
        several = self.constant(_Among(values))
        return (
            f"(3 if {local}l in {self.constant(values)} else 0) if {local}l is not None and {local}l == {local}h "
            f"else {several}({local}l, {local}h)"
        )

    def _bounded(self, leaf: Leaf, local: str) -> str:
        if isinstance(leaf, Compare):
            return self._compare(leaf, leaf.operator, leaf.operand, local)
        if isinstance(leaf, Between):
            low, high = (
                self._compare(leaf, ">=", leaf.low, local),
                self._compare(leaf, "<=", leaf.high, local),
            )
            return f"({low}) & ({high})"
        if isinstance(leaf, Elapsed):
            day = cutoff(self.on, leaf.amount, leaf.unit)
            return self._sides(Side("h", "<=", day), Side("l", ">", day), local)
        raise UnsupportedNodeError("compiled", leaf)

    def _compare(self, leaf: Leaf, operator: Operator, operand: Operand, local: str) -> str:
        right: Bounds[Any] = (
            operand.within(self.parameters) if isinstance(operand, Parameter) else Bounds(operand, operand)
        )
        derived = leaf.fact in DERIVED
        if operator == "=":
            equal = _AgeEquals(right, self.on) if derived else _Equals(right)
            return f"{self.constant(equal)}({local}l, {local}h)"
        marks = _age_marks if derived else _marks
        yes, no = marks(operator, right, self.on)
        return self._sides(yes, no, local)

    def _sides(self, yes: Side | None, no: Side | None, local: str) -> str:
        text = ""
        for value, test in ((YES, yes), (NO, no)):
            if test is not None:
                name = local + test.side
                text += f"{value} if {name} is not None and {name} {test.sign} {self.constant(test.mark)} else "
        return text + UNKNOWN


def _marks(operator: Operator, right: Bounds[Any], _: date) -> tuple[Side | None, Side | None]:
    """When ``fact operator right`` is yes, and when it is no (``compare`` of values.py)."""
    if operator in ("<", "<="):
        yes, no = (Side("h", operator, right.low), Side("l", ">=" if operator == "<" else ">", right.high))
    else:
        yes, no = (Side("l", operator, right.high), Side("h", "<=" if operator == ">" else "<", right.low))
    return (None if yes.mark is None else yes), (None if no.mark is None else no)


def _age_marks(operator: Operator, right: Bounds[float], on: date) -> tuple[Side | None, Side | None]:
    """The same for an age: of at least n full years is who was born on the cut-off day or before.

    The older side of the bounds is the earlier day: an age's upper bound is that of ``l``.
    """

    def reached(years: float | None, *, past: bool) -> date | None:
        """The last birthday that makes an age >= years (``past``: > years)."""
        if years is None:
            return None
        return cutoff(on, floor(years) + 1 if past else ceil(years), "years")

    if operator in ("<", "<="):
        under, over = reached(right.low, past=operator == "<="), reached(right.high, past=operator == "<=")
        yes, no = Side("l", ">", under), Side("h", "<=", over)
    else:
        over, under = reached(right.high, past=operator == ">"), reached(right.low, past=operator == ">")
        yes, no = Side("h", "<=", over), Side("l", ">", under)
    return (None if yes.mark is None else yes), (None if no.mark is None else no)


# What is rare is left to the functions of values.py and evaluate.py themselves.


@dataclass(frozen=True, slots=True)
class _Equals:
    right: Bounds[Any]

    def __call__(self, low: Any, high: Any) -> int:
        return BIT[compare(Bounds(low, high), "=", self.right)]


@dataclass(frozen=True, slots=True)
class _AgeEquals:
    right: Bounds[float]
    on: date

    def __call__(self, low: date | None, high: date | None) -> int:
        return BIT[compare(ages(Bounds(low, high), self.on), "=", self.right)]


@dataclass(frozen=True, slots=True)
class _Among:
    values: tuple[Any, ...]

    def __call__(self, low: float | None, high: float | None) -> int:
        return BIT[among(Bounds(low, high), self.values)]


@dataclass(frozen=True, slots=True)
class _AgeAmong:
    values: tuple[Any, ...]
    on: date

    def __call__(self, low: date | None, high: date | None) -> int:
        return BIT[among(ages(Bounds(low, high), self.on), self.values)]
