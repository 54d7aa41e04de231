"""What a condition asks of one number or day beside all else: an interval a fact."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from math import ceil, floor, inf
from typing import Any

from ...profile import DERIVED
from ...rules import ALWAYS, AllOf, Between, Compare, Concept, Condition, Not, Operand, Parameter, Vocabulary
from ...values import Bounds

Lines = Callable[[str], Bounds[Any] | None]
_FLIPPED = {"<": ">=", "<=": ">", ">": "<=", ">=": "<"}


@dataclass(frozen=True, slots=True)
class Interval:
    """Numbers (days by their ordinals) from ``low`` to ``high``; an edge is in or out.

    Whole numbers and days have closed edges throughout: below 60 is up to 59.
    """

    low: float = -inf
    high: float = inf
    low_in: bool = True
    high_in: bool = True
    whole: bool = False
    days: bool = False

    @property
    def order(self) -> tuple[float, bool, float, bool]:
        """Sorts intervals by where they start, then by where they end."""
        return self.low, not self.low_in, self.high, self.high_in

    @property
    def empty(self) -> bool:
        """Whether no value lies within."""
        return self.low > self.high or (self.low == self.high and not (self.low_in and self.high_in))

    def before(self, other: Interval) -> bool:
        """Whether it both starts and ends before the other one does."""
        starts = (self.low, not self.low_in) < (other.low, not other.low_in)
        ends = (self.high, self.high_in) < (other.high, other.high_in)
        return starts and ends

    def gap(self, after: Interval) -> Interval | None:
        """What lies between this interval and the one after it."""
        step = 1 if self.whole else 0
        between = Interval(
            self.high + step, after.low - step,
            self.whole or not self.high_in, self.whole or not after.low_in, self.whole, self.days,
        )  # fmt: skip
        return None if between.empty else between

    def overlap(self, other: Interval) -> Interval | None:
        """What lies in both."""
        shared = meet(self, other)
        return None if shared.empty else shared

    def condition(self, fact: str) -> Condition:
        """That the fact lies within, as a condition."""
        parts: list[Condition] = []
        if self.low > -inf:
            parts.append(Compare(fact, ">=" if self.low_in else ">", self._edge(self.low)))
        if self.high < inf:
            parts.append(Compare(fact, "<=" if self.high_in else "<", self._edge(self.high)))
        return AllOf(tuple(parts))

    def _edge(self, value: float) -> float | date:
        return date.fromordinal(int(value)) if self.days else value

    def __str__(self) -> str:
        low, high = (str(self._edge(v)) if abs(v) < inf else "" for v in (self.low, self.high))
        low, high = low.removesuffix(".0"), high.removesuffix(".0")
        if low == high and low:
            return low
        if not low:
            return f"{'up to' if self.high_in else 'below'} {high}"
        if not high:
            return f"{'from' if self.low_in else 'over'} {low}" + (" on" if self.low_in else "")
        return f"{'from' if self.low_in else 'over'} {low} {'to' if self.high_in else 'to below'} {high}"


def meet(one: Interval, other: Interval) -> Interval:
    """What lies in both (perhaps nothing)."""
    low, low_out = max((one.low, not one.low_in), (other.low, not other.low_in))
    high, high_in = min((one.high, one.high_in), (other.high, other.high_in))
    return Interval(low, high, not low_out, high_in, one.whole, one.days)


def intervals(condition: Condition, vocabulary: Vocabulary, lines: Lines) -> Mapping[str, Interval]:
    """The interval of each fact that every woman who meets the condition lies in.

    Read off the comparisons that must all hold (concepts opened); ``lines`` gives the
    bounds of a parameter, and one that is not known exactly says nothing.
    """
    found: dict[str, Interval] = {}
    for leaf, holds in _conjuncts(condition):
        for operator, operand in _comparisons(leaf, holds):
            interval = _interval(leaf.fact, operator, operand, vocabulary, lines)
            if interval is not None:
                found[leaf.fact] = meet(found.get(leaf.fact, interval), interval)
    return found


def without(condition: Condition, fact: str) -> Condition:
    """The condition without the comparisons of the fact that must hold on their own."""
    if isinstance(condition, AllOf):
        return AllOf(tuple(without(child, fact) for child in condition.children))
    if isinstance(condition, Concept):
        return without(condition.condition, fact)
    plain = condition.child if isinstance(condition, Not) else condition
    if isinstance(plain, (Compare, Between)) and plain.fact == fact:
        return ALWAYS
    return condition


def _conjuncts(condition: Condition) -> list[tuple[Compare | Between, bool]]:
    if isinstance(condition, AllOf):
        return [one for child in condition.children for one in _conjuncts(child)]
    if isinstance(condition, Concept):
        return _conjuncts(condition.condition)
    if isinstance(condition, Not) and isinstance(condition.child, Compare):
        return [(condition.child, False)]
    return [(condition, True)] if isinstance(condition, (Compare, Between)) else []


def _comparisons(leaf: Compare | Between, holds: bool) -> list[tuple[str, Operand]]:
    if isinstance(leaf, Between):
        return [(">=", leaf.low), ("<=", leaf.high)]
    if leaf.operator == "=":
        return [(">=", leaf.operand), ("<=", leaf.operand)] if holds else []
    return [(leaf.operator if holds else _FLIPPED[leaf.operator], leaf.operand)]


def _interval(fact: str, operator: str, operand: Operand, vocabulary: Vocabulary, lines: Lines) -> Interval | None:
    if isinstance(operand, Parameter):
        bounds = lines(operand.name)
        if bounds is None or bounds.low is None or not bounds.exact:
            return None
        operand = bounds.low
    edge: Any = operand
    known = vocabulary.fact(fact)
    days = isinstance(edge, date)
    value = float(edge.toordinal() if isinstance(edge, date) else edge)
    whole = days or fact in DERIVED or (known is not None and known.kind == "integer")
    if operator in ("<", "<="):
        if whole:
            value = ceil(value) - 1 if operator == "<" else floor(value)
        return Interval(high=value, high_in=whole or operator == "<=", whole=whole, days=days)
    if whole:
        value = floor(value) + 1 if operator == ">" else ceil(value)
    return Interval(low=value, low_in=whole or operator == ">=", whole=whole, days=days)
