"""Bounds as z3 terms, and :func:`liushou.values.compare` over them in two bits."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from .terms import Numerals


@dataclass(frozen=True, slots=True)
class Bits:
    """The yes-bit and the no-bit of a condition."""

    yes: Any
    no: Any


@dataclass(frozen=True, slots=True)
class Side:
    """One side of bounds: whether there is one, and where."""

    there: Any
    at: Any


@dataclass(frozen=True, slots=True)
class Span:
    """Bounds as terms; ``exact`` says that both sides are there and equal."""

    low: Side
    high: Side
    exact: Any


class Spans:
    """Comparisons of spans in one z3 context."""

    def __init__(self, terms: Numerals) -> None:
        self.terms, self.z3 = terms, terms.z3

    def fixed(self, value: Fraction, whole: bool) -> Span:
        """One number, known."""
        side = Side(self.terms.true, self.terms.number(value, whole))
        return Span(side, side, self.terms.true)

    def related(self, left: Span, operator: str, right: Span) -> Bits:
        """:func:`liushou.values.compare` over spans."""
        if operator in ("<", "<="):
            return self.less(left, right, operator == "<")
        if operator in (">", ">="):
            return self.less(right, left, operator == ">")
        apart = self.z3.Or(self.less(left, right, True).yes, self.less(right, left, True).yes)
        return Bits(self.z3.And(left.exact, right.exact, left.low.at == right.low.at), apart)

    def less(self, left: Span, right: Span, strict: bool) -> Bits:
        """``left < right`` (or ``<=``) for every, or for no pair of values within the bounds."""
        under, over = ("<", ">=") if strict else ("<=", ">")
        relate = self.terms.relate
        return Bits(
            self.z3.And(left.high.there, right.low.there, relate(left.high.at, under, right.low.at)),
            self.z3.And(left.low.there, right.high.there, relate(left.low.at, over, right.high.at)),
        )

    def elapsed(self, span: Span, day: int) -> Bits:
        """A span of days lies wholly on or before ``day``, or wholly after it."""
        return Bits(self.z3.And(span.high.there, span.high.at <= day), self.z3.And(span.low.there, span.low.at > day))

    def moved(self, side: Side, when: Any, to: Any) -> Side:
        """The side, at another place where ``when`` holds."""
        return Side(self.z3.Or(side.there, when), self.z3.If(when, to, side.at))

    def between(self, low: Side, high: Side) -> Span:
        """The span of two sides."""
        return Span(low, high, self.z3.And(low.there, high.there, low.at == high.at))
