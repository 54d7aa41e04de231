"""Partial knowledge in two bits: what three-valued evaluation says of what is known.

Each condition becomes two terms, the yes-bit and the no-bit; neither set is unknown.
Each fact is stated or not; a number or date is stated within bounds, whose sides are
variables. The steps of :func:`liushou.profile.settle` are constraints.
"""

from __future__ import annotations

from fractions import Fraction
from math import nextafter
from typing import Any

from ...profile import DERIVED, IMPLIES
from ...values import Bounds, cutoff
from ..condition import (
    AllOf,
    AnyOf,
    Between,
    Compare,
    Concept,
    Condition,
    Elapsed,
    IsTrue,
    Leaf,
    Not,
    OneOf,
    Operand,
    Parameter,
    UnsupportedNode,
)
from .complete import HALF_YEAR, SINCE, YEARS, Encoding, edge_of
from .spans import Bits, Side, Span, Spans
from .terms import PAST, READING, Axis, birth_cutoffs, constant


class Knowledge(Encoding):
    """The two-bit encoding: ``bits(condition)`` are two Boolean terms.

    ``exact`` allows only exact values where a fact is stated; ``pinned`` takes a bounded
    parameter as one unknown constant rather than by its bounds.
    """

    def __init__(self, *args: Any, exact: bool, pinned: bool) -> None:
        super().__init__(*args)
        self.exact, self.pinned = exact, pinned
        self.spanned = Spans(self.terms)
        #: By stated fact (``age`` as ``birth_date``): whether it is stated.
        self.stated: dict[str, Any] = {}
        self.known: dict[str, Any] = {}
        self.values: dict[str, Any] = {}
        #: By fact: the bounds as stated, and as they are once two facts have narrowed each other.
        self.spans: dict[str, Span] = {}
        self.narrowed: dict[str, Span] = {}
        self.away: dict[str, Any] = {}
        self._graded = False

    def add_fact(self, axis: Axis, node: Condition) -> None:
        name = axis.fact
        source = DERIVED[name][1] if name in DERIVED else name
        from_place = name in self.place_facts and isinstance(self.place_facts[name], bool)
        if source not in self.stated:
            # What the county settles is not stated again, so that it cannot be overruled.
            self.stated[source] = self.terms.false if from_place else self.terms.flag(f"{source}!")
        stated = self.stated[source]
        self.known[name] = self.terms.true if from_place else stated
        if axis.kind == "flag":
            self.values[name] = self.terms.flag(name)
            if from_place:
                self.axioms.append(self.values[name] == self.place_facts[name])
        elif axis.kind == "choice":
            self.values[name] = self.terms.variable(name, True)
            self.axioms += self.in_range(axis, self.values[name])
        else:
            self.spans[name] = self._span(axis, stated)
        if name == "disability_grade":
            self.touch("disabled", node)
        if "disabled" in self.known and "disability_grade" in self.stated:
            self._grade()
        self._implied(name, node)
        if name in (SINCE, YEARS):
            self._absence(name, node)
        if {"age", "birth_date"} <= set(self.spans) and name in ("age", "birth_date"):
            self._link_age()

    # -- bounds ----------------------------------------------------------------------

    def _span(self, axis: Axis, stated: Any) -> Span:
        name, whole, true = axis.fact, axis.whole, self.terms.true
        if self.exact:
            value = self.terms.variable(name, whole)
            self.axioms += self.in_range(axis, value)
            side = Side(true, value)
            return Span(side, side, true)
        low, high = self.terms.variable(f"{name}≥", whole), self.terms.variable(f"{name}≤", whole)
        self.axioms += [*self.in_range(axis, low), *self.in_range(axis, high)]
        has_low, has_high = self.terms.flag(f"{name}≥?"), self.terms.flag(f"{name}≤?")
        # A date that cannot lie after `on` is cut there, so its upper side is always there;
        # an age has its lower side from that.
        if name in PAST:
            self.axioms.append(has_high)
        elif axis.kind == "age":
            self.axioms.append(has_low)
        elif axis.kind == "whole":
            # Reading a profile closes an open side at the end of the fact's own range.
            self.axioms += [side for side, end in ((has_low, axis.low), (has_high, axis.high)) if end is not None]
        self.axioms += [
            self.z3.Or(has_low, has_high),
            self.z3.Implies(self.z3.And(has_low, has_high), low <= high),
        ]
        return Span(Side(has_low, low), Side(has_high, high), self.z3.And(has_low, has_high, low == high))

    def reals(self, name: str) -> list[Any]:
        span = self.spans[name]
        return [span.low.at] if self.exact else [span.low.at, span.high.at]

    def _link_age(self) -> None:
        age, birth = self.spans["age"], self.spans["birth_date"]
        self.axioms.append(age.high.there == birth.low.there)
        for years, day in enumerate(birth_cutoffs(self.on)):
            self.axioms += [
                (age.low.at >= years) == (birth.high.at <= day),
                self.z3.Implies(birth.low.there, (age.high.at >= years) == (birth.low.at <= day)),
            ]

    # -- what settle() does ----------------------------------------------------------

    def _grade(self) -> None:
        """A grade given means disabled; "not disabled" with a grade is refused."""
        grade, stated = self.stated["disability_grade"], self.stated["disabled"]
        if self._graded:
            return
        self._graded = True
        value = self.values["disabled"]
        self.axioms.append(self.z3.Not(self.z3.And(stated, self.z3.Not(value), grade)))
        self.known["disabled"] = self.z3.Or(stated, grade)
        self.values["disabled"] = self.z3.Or(grade, value)

    def _implied(self, name: str, node: Condition) -> None:
        for fact, _, other, implied in IMPLIES:
            if name == other and implied is None:
                self.touch(fact, node)
        for fact, when, other, implied in IMPLIES:
            if name not in (fact, other) or not {fact, other} <= set(self.known):
                continue
            holds = self.z3.And(self.known[fact], self.values[fact] == when)
            if implied is None:
                if other in self.away:
                    continue
                # Not applicable wins over what was stated; a grade is refused by `_grade`.
                self.away[other] = holds
            else:
                stated, value = self.stated[other], self.values[other]
                self.axioms.append(self.z3.Not(self.z3.And(stated, holds, value != implied)))
                self.known[other] = self.z3.Or(stated, holds)
                self.values[other] = self.z3.If(holds, self.z3.BoolVal(implied, self.terms.context), value)

    def _absence(self, name: str, node: Condition) -> None:
        other = YEARS if name == SINCE else SINCE
        if self.vocabulary.fact(other) is None:
            return
        self.touch(other, node)
        if name in self.away or SINCE not in self.spans or YEARS not in self.spans:
            return
        since, years = self.stated[SINCE], self.stated[YEARS]
        self.away[SINCE] = self.z3.And(years, self.z3.Not(since))
        self.away[YEARS] = self.z3.And(since, self.z3.Not(years))
        by_date, by_years = self._by_date(), self._by_years()
        both = self.z3.And(since, years)
        differ = self.z3.Or(self.z3.And(by_date.yes, by_years.no), self.z3.And(by_date.no, by_years.yes))
        self.axioms.append(self.z3.Not(self.z3.And(both, differ)))
        if not self.exact:
            self._agree(both, by_date, by_years)

    def _agree(self, both: Any, by_date: Bits, by_years: Bits) -> None:
        """Given both, the one that decides the half year narrows the other (``agree``)."""
        z3 = self.z3
        open_years = z3.And(both, z3.Not(z3.Or(by_years.yes, by_years.no)))
        open_date = z3.And(both, z3.Not(z3.Or(by_date.yes, by_date.no)))
        last = cutoff(self.on, 6, "months").toordinal()
        half, under = Fraction(HALF_YEAR), Fraction(nextafter(HALF_YEAR, 0.0))
        number = self.terms.number
        years, since = self.spans[YEARS], self.spans[SINCE]
        self.narrowed[YEARS] = self.spanned.between(
            self.spanned.moved(years.low, z3.And(open_years, by_date.yes), number(half, False)),
            self.spanned.moved(years.high, z3.And(open_years, by_date.no), number(under, False)),
        )
        self.narrowed[SINCE] = self.spanned.between(
            self.spanned.moved(since.low, z3.And(open_date, by_years.no), number(Fraction(last + 1), True)),
            self.spanned.moved(since.high, z3.And(open_date, by_years.yes), number(Fraction(last), True)),
        )

    def _by_date(self) -> Bits:
        return self.spanned.elapsed(self.spans[SINCE], cutoff(self.on, 6, "months").toordinal())

    def _by_years(self) -> Bits:
        half = Fraction(HALF_YEAR)
        return self.spanned.related(self.spans[YEARS], ">=", self.spanned.fixed(half, False))

    @property
    def one_given(self) -> Any | None:
        """Not both of the two facts on his absence are stated; None where neither is used."""
        if SINCE in self.spans and YEARS in self.spans:
            return self.z3.Not(self.z3.And(self.stated[SINCE], self.stated[YEARS]))
        return None

    def both_agree(self) -> list[Any]:
        """Where both are stated they differ by a year at most (many constraints)."""
        since, years = self.spans[SINCE], self.spans[YEARS]
        both = self.z3.And(self.stated[SINCE], self.stated[YEARS])
        latest, _ = self.apart(years.low.at, since.low.at)
        _, earliest = self.apart(years.high.at, since.high.at)
        return [
            self.z3.Implies(self.z3.And(both, years.low.there, since.low.there), self.terms.all(latest)),
            self.z3.Implies(self.z3.And(both, years.high.there, since.high.there), self.terms.all(earliest)),
        ]

    # -- bits ------------------------------------------------------------------------

    def bits(self, condition: Condition) -> Bits:
        """The condition in two bits; raises :class:`UnsupportedNode`.

        :meth:`read` must have seen every condition first: a fact met later can change
        what is known of one met before.
        """
        if isinstance(condition, (AllOf, AnyOf)):
            parts = [self.bits(child) for child in condition.children]
            yes, no = [part.yes for part in parts], [part.no for part in parts]
            if isinstance(condition, AllOf):
                return Bits(self.terms.all(yes), self.terms.any(no))
            return Bits(self.terms.any(yes), self.terms.all(no))
        if isinstance(condition, Not):
            child = self.bits(condition.child)
            return Bits(child.no, child.yes)
        if isinstance(condition, Concept):
            return self.bits(condition.condition)
        if isinstance(condition, (IsTrue, OneOf, Compare, Between, Elapsed)):
            return self._leaf(condition)
        raise UnsupportedNode(READING, condition)

    def _leaf(self, leaf: Leaf) -> Bits:
        axis = self.axes[leaf.fact]
        test = self._test(leaf, axis)
        known = self.known[leaf.fact]
        yes, no = self.z3.And(known, test.yes), self.z3.And(known, test.no)
        away = self.away.get(leaf.fact)
        if away is None:
            return Bits(yes, no)
        return Bits(self.z3.And(self.z3.Not(away), yes), self.z3.Or(away, no))

    def _test(self, leaf: Leaf, axis: Axis) -> Bits:
        name = axis.fact
        if isinstance(leaf, IsTrue):
            if axis.kind != "flag":
                return Bits(self.terms.false, self.terms.true)
            return Bits(self.values[name], self.z3.Not(self.values[name]))
        if isinstance(leaf, OneOf):
            return self._one_of(leaf, axis)
        if axis.kind in ("flag", "choice"):
            raise UnsupportedNode(READING, leaf)
        span = self.narrowed.get(name, self.spans[name])
        if isinstance(leaf, Compare):
            return self.spanned.related(span, leaf.operator, self._operand(leaf, axis, leaf.operand))
        if isinstance(leaf, Between):
            low = self.spanned.related(span, ">=", self._operand(leaf, axis, leaf.low))
            high = self.spanned.related(span, "<=", self._operand(leaf, axis, leaf.high))
            return Bits(self.z3.And(low.yes, high.yes), self.z3.Or(low.no, high.no))
        if axis.kind != "day":
            raise UnsupportedNode(READING, leaf)
        day = cutoff(self.on, leaf.amount, leaf.unit).toordinal()
        return self.spanned.elapsed(span, int(self.note(axis, Fraction(day))))

    def _one_of(self, leaf: OneOf, axis: Axis) -> Bits:
        if axis.kind == "choice":
            value = self.values[axis.fact]
            yes = self.terms.any([value == axis.choices.index(str(one)) for one in leaf.values if one in axis.choices])
            return Bits(yes, self.z3.Not(yes))
        if axis.kind not in ("whole", "real", "age"):
            raise UnsupportedNode(READING, leaf)
        span = self.narrowed.get(axis.fact, self.spans[axis.fact])
        inside: list[Any] = []
        for value in sorted({self.note(axis, constant(axis, one, leaf)) for one in leaf.values}):
            above = self.z3.Or(self.z3.Not(span.low.there), self.terms.compare(span.low.at, "<=", value, axis.whole))
            below = self.z3.Or(self.z3.Not(span.high.there), self.terms.compare(span.high.at, ">=", value, axis.whole))
            inside.append(self.z3.And(above, below))
        count = self.z3.Sum([self.z3.If(one, 1, 0) for one in inside]) if inside else 0
        filled = self.z3.And(span.low.there, span.high.there, count == span.high.at - span.low.at + 1)
        some = self.terms.any(inside)
        return Bits(self.z3.And(some, filled), self.z3.Not(some))

    def _operand(self, leaf: Leaf, axis: Axis, operand: Operand) -> Span:
        if not isinstance(operand, Parameter):
            return self.spanned.fixed(self.note(axis, constant(axis, operand, leaf)), axis.whole)
        known = self.bounds(operand.name)
        if known.exact:
            return self.spanned.fixed(self.note(axis, constant(axis, known.low, leaf)), axis.whole)
        if self.pinned:
            side = Side(self.terms.true, self.unknown_parameter(operand.name, axis))
            return Span(side, side, self.terms.true)
        return self._bounded(axis, known)

    def _bounded(self, axis: Axis, known: Bounds[Any]) -> Span:
        def side(edge: Any) -> Side:
            if edge is None:
                return Side(self.terms.false, self.terms.number(Fraction(0), axis.whole))
            return Side(self.terms.true, self.terms.number(self.note(axis, edge_of(edge)), axis.whole))

        return Span(side(known.low), side(known.high), self.terms.false)
