"""What may be known of a woman, in two bits: what three-valued evaluation says of it.

Each condition becomes two terms, the yes-bit and the no-bit; neither set is unknown. Each fact
is stated or not; a number or date is stated within bounds, whose sides are variables. What
:func:`liushou.rules.resolve` refuses and narrows is a constraint.
"""

from fractions import Fraction
from itertools import pairwise
from math import inf, nextafter
from typing import Any

from ...profile import DERIVED, InsteadOf, relations
from ...values import Bounds, cutoff
from .. import condition as tree
from ..lower import Contradiction, lowering
from .terms import READING, Axis, Bits, Numerals, Side, Span, Unknowns, away_limits, axis_of, birth_cutoffs, exact_on
from .witness import Setting


class Knowledge:
    """The encoding: ``bits(condition)`` are two Boolean terms, once :meth:`read` has seen every condition.

    ``exact`` allows only exact values where a fact is stated; ``pinned`` takes a bounded
    parameter as one unknown constant, the same wherever it stands, rather than by its bounds.
    A ``complete`` person has every fact stated that is applicable to her: each condition is yes or no.
    """

    def __init__(
        self, z3: Any, context: Any, setting: Setting, *, exact: bool, pinned: bool, complete: bool = False
    ) -> None:
        self.z3, self.terms = z3, Numerals(z3, context)
        self.unknowns = Unknowns(self.terms, setting.parameters)
        self.vocabulary, self.on = setting.vocabulary, setting.on
        self.parameters, self.place_facts = setting.parameters, setting.place_facts
        self.exact, self.pinned, self.complete = exact, pinned, complete
        self.lowering, self.relations = lowering(setting.vocabulary.facts), relations(setting.vocabulary.facts)
        #: By fact: (day, number that stands instead of it, how).
        self.pairs: dict[str, tuple[str, str, InsteadOf]] = {}
        for number, pair in self.relations.pairs:
            if pair.fact in setting.vocabulary.facts:
                self.pairs[number] = self.pairs[pair.fact] = pair.fact, number, pair
        self._refused: set[Contradiction] = set()
        self._completed: set[str] = set()
        self.axes: dict[str, Axis] = {}
        self.axioms: list[Any] = []
        self.constants: dict[str, set[Fraction]] = {}
        #: By stated fact (``age`` as ``birth_date``): whether it is stated.
        self.stated: dict[str, Any] = {}
        self.known: dict[str, Any] = {}
        self.values: dict[str, Any] = {}
        #: By fact: the bounds as stated, and as they are once two facts have narrowed each other.
        self.spans: dict[str, Span] = {}
        self.narrowed: dict[str, Span] = {}
        self.away: dict[str, Any] = {}

    def read(self, condition: tree.Condition) -> None:
        """Make the axes of every fact that the condition names, and refuse what contradicts itself.

        A fact that only implies one of those is left out: nobody need state it. A fact met later can
        change what is known of one met before. Raises UnsupportedNodeError.
        """
        for node in tree.walk(self.lowering.condition(condition)):
            if not isinstance(node, (tree.AllOf, tree.AnyOf, tree.Not, tree.Possibly, tree.InForce, *tree.LEAVES)):
                raise tree.UnsupportedNodeError(READING, node)
        for leaf in tree.leaves(condition):
            self.touch(leaf.fact, leaf)
        self.refuse_contradictions()
        for name in self.axes if self.complete else ():
            if name not in self._completed:
                self._completed.add(name)
                absent = self._bits(self.lowering.applicable(name)).no
                self.axioms.append(self.z3.Or(self.known[name], absent, self.away.get(name, self.terms.false)))

    def refuse_contradictions(self) -> None:
        """Say of the facts that have an axis that they do not contradict each other."""
        for contradiction in self.lowering.contradictions:
            if contradiction not in self._refused and self.axes.keys() >= set(contradiction.fields):
                self._refused.add(contradiction)
                self.axioms.append(self.z3.Not(self._bits(contradiction.condition).yes))

    def touch(self, name: str, node: tree.Condition) -> Axis:
        """The axis of a fact, made on first use with whatever constrains it."""
        if name not in self.axes:
            axis = axis_of(name, self.vocabulary.fact(name), self.on, node)
            self.axes[name] = axis
            self.add_fact(axis, node)
        return self.axes[name]

    def add_fact(self, axis: Axis, node: tree.Condition) -> None:
        """Take in one more fact, with what may be known of it."""
        name = axis.fact
        source = tree.source_fact(name)
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
            self.axioms += self._in_range(axis, self.values[name])
        else:
            self.spans[name] = self._span(axis, stated)
        for leaf in tree.leaves(self.lowering.applicable(name)):
            self.touch(leaf.fact, node)
        if name in self.pairs:
            self._absence(name, node)
        for derived, (_, of) in DERIVED.items():
            if name in (derived, of) and {derived, of} <= self.axes.keys():
                self._link_age(self.spans[derived], self.spans[of])

    # -- bounds ----------------------------------------------------------------------

    def _span(self, axis: Axis, stated: Any) -> Span:
        name, whole, true = axis.fact, axis.whole, self.terms.true
        if self.exact:
            value = self.terms.variable(name, whole)
            self.axioms += self._in_range(axis, value)
            side = Side(true, value)
            return Span(side, side, true)
        low, high = self.terms.variable(f"{name}≥", whole), self.terms.variable(f"{name}≤", whole)
        self.axioms += [*self._in_range(axis, low), *self._in_range(axis, high)]
        has_low, has_high = self.terms.flag(f"{name}≥?"), self.terms.flag(f"{name}≤?")
        # A date that cannot lie after `on` is cut there, so its upper side is always there;
        # an age has its lower side from that.
        if name in self.relations.past:
            self.axioms.append(has_high)
        elif axis.kind == "age":
            self.axioms.append(has_low)
        elif axis.kind == "whole":
            # Reading a profile closes an open side at the end of the fact's own range.
            self.axioms += [side for side, end in ((has_low, axis.low), (has_high, axis.high)) if end is not None]
        self.axioms += [self.z3.Or(has_low, has_high), self.z3.Implies(self.z3.And(has_low, has_high), low <= high)]
        return Span(Side(has_low, low), Side(has_high, high), self.z3.And(has_low, has_high, low == high))

    def _link_age(self, age: Span, birth: Span) -> None:
        self.axioms.append(age.high.there == birth.low.there)
        for years, day in enumerate(birth_cutoffs(self.on)):
            self.axioms += [
                (age.low.at >= years) == (birth.high.at <= day),
                self.z3.Implies(birth.low.there, (age.high.at >= years) == (birth.low.at <= day)),
            ]

    # -- one fact instead of another -----------------------------------------------------

    def _absence(self, name: str, node: tree.Condition) -> None:
        day, number, pair = self.pairs[name]
        self.touch(number if name == day else day, node)
        if name in self.away or not {day, number} <= self.spans.keys():
            return
        since, years = self.stated[day], self.stated[number]
        self.away[day] = self.z3.And(years, self.z3.Not(since))
        self.away[number] = self.z3.And(since, self.z3.Not(years))
        last = cutoff(self.on, pair.decides_months, "months").toordinal()
        by_day = self.terms.elapsed(self.spans[day], last)
        threshold = self.terms.fixed(Fraction(pair.threshold), False)
        by_number = self.terms.related(self.spans[number], ">=", threshold)
        both = self.z3.And(since, years)
        differ = self.z3.Or(self.z3.And(by_day.yes, by_number.no), self.z3.And(by_day.no, by_number.yes))
        self.axioms.append(self.z3.Not(self.z3.And(both, differ)))
        if not self.exact:
            open_number = self.z3.And(both, self.z3.Not(self.z3.Or(by_number.yes, by_number.no)))
            open_day = self.z3.And(both, self.z3.Not(self.z3.Or(by_day.yes, by_day.no)))
            self._narrow(number, open_number, (by_day.yes, pair.threshold), (by_day.no, nextafter(pair.threshold, 0.0)))
            self._narrow(day, open_day, (by_number.no, last + 1), (by_number.yes, last))

    def _narrow(self, name: str, where: Any, low: tuple[Any, float], high: tuple[Any, float]) -> None:
        """The sides of a fact that is open, as the other one decides (:func:`liushou.profile.narrowed`)."""
        span, whole = self.spans[name], self.axes[name].whole

        def moved(side: Side, when: Any, to: float) -> Side:
            here, at = self.z3.And(where, when), self.terms.number(Fraction(to), whole)
            return Side(self.z3.Or(side.there, here), self.z3.If(here, at, side.at))

        below, above = moved(span.low, *low), moved(span.high, *high)
        exact = self.z3.And(below.there, above.there, below.at == above.at)
        self.narrowed[name] = Span(below, above, exact)

    def one_given(self) -> list[Any]:
        """That of no pair both facts are stated."""
        return [self.z3.Not(self.z3.And(self.stated[day], self.stated[number])) for day, number, _ in self._absences()]

    def both_agree(self) -> list[Any]:
        """Where both are stated they are not too far apart (many constraints: :func:`away_limits`)."""
        axioms = []
        compare = self.terms.compare
        for day, number, pair in self._absences():
            since, years = self.spans[day], self.spans[number]
            both = self.z3.And(self.stated[day], self.stated[number])
            latest, earliest = away_limits(self.on, pair, self.axes[number].high or 0)
            for low, high, operator, limits in (
                (years.low, since.low, ">=", latest),
                (years.high, since.high, "<", earliest),
            ):
                given = self.z3.And(both, low.there, high.there)
                for edge, last in limits:
                    reached = compare(low.at, operator, Fraction(edge), False)
                    day_fits = high.at <= last if operator == ">=" else high.at >= last
                    axioms.append(self.z3.Implies(self.z3.And(given, reached), day_fits))
        return axioms

    def _absences(self) -> list[tuple[str, str, InsteadOf]]:
        """The pairs of facts of which one stands instead of the other, where they are used."""
        return [pair for pair in dict.fromkeys(self.pairs.values()) if pair[0] in self.axes and pair[1] in self.axes]

    def float_gaps(self) -> list[Any]:
        """Constraints that keep a real out of gaps that hold no float."""
        gaps: list[Any] = []
        for name, values in self.constants.items():
            if self.axes[name].kind == "real":
                span, near = self.spans[name], sorted(values | self.unknowns.edges())
                terms = [span.low.at] if self.exact else [span.low.at, span.high.at]
                # Where no float is between two neighbours z3's reals say too much.
                empty = [(low, high) for low, high in pairwise(near) if nextafter(float(low), inf) >= high]
                gaps += [self._outside(term, low, high) for low, high in empty for term in terms]
        return gaps

    def _outside(self, term: Any, low: Fraction, high: Fraction) -> Any:
        """The term is not strictly between two numbers."""
        return self.z3.Or(self.terms.compare(term, "<=", low, False), self.terms.compare(term, ">=", high, False))

    def _in_range(self, axis: Axis, term: Any) -> list[Any]:
        """The range of the axis."""
        ends = ((">=", axis.low), ("<=", axis.high))
        return [self.terms.compare(term, sign, Fraction(end), axis.whole) for sign, end in ends if end is not None]

    def note(self, axis: Axis, value: Fraction) -> Fraction:
        """Remember a constant that the axis is compared with."""
        self.constants.setdefault(axis.fact, set()).add(value)
        return value

    # -- bits ------------------------------------------------------------------------

    def bits(self, condition: tree.Condition) -> Bits:
        """The condition, as a rule file writes it, in two bits; raises :class:`UnsupportedNodeError`."""
        return self._bits(self.lowering.condition(condition))

    def _bits(self, condition: tree.Condition) -> Bits:
        if isinstance(condition, (tree.AllOf, tree.AnyOf)):
            parts = [self._bits(child) for child in condition.children]
            yes, no = [part.yes for part in parts], [part.no for part in parts]
            if isinstance(condition, tree.AllOf):
                return Bits(self.terms.all(yes), self.terms.any(no))
            return Bits(self.terms.any(yes), self.terms.all(no))
        if isinstance(condition, tree.Not):
            child = self._bits(condition.child)
            return Bits(child.no, child.yes)
        if isinstance(condition, tree.Possibly):
            child = self._bits(condition.child)
            return Bits(self.z3.Not(child.no), child.no)
        if isinstance(condition, tree.InForce):
            if condition.within(self.parameters) is None and not self.pinned:
                return Bits(self.terms.false, self.terms.false)
            yes = self.unknowns.in_force(condition)
            return Bits(yes, self.z3.Not(yes))
        if isinstance(condition, tree.LEAVES):
            return self._leaf(condition)
        raise tree.UnsupportedNodeError(READING, condition)

    def _leaf(self, leaf: tree.Leaf) -> Bits:
        axis = self.axes.get(leaf.fact)
        if axis is None:
            # Nobody has stated it.
            return Bits(self.terms.false, self.terms.false)
        test = self._test(leaf, axis)
        known = self.known[leaf.fact]
        yes, no = self.z3.And(known, test.yes), self.z3.And(known, test.no)
        away = self.away.get(leaf.fact)
        if away is None:
            return Bits(yes, no)
        return Bits(self.z3.And(self.z3.Not(away), yes), self.z3.Or(away, no))

    def _test(self, leaf: tree.Leaf, axis: Axis) -> Bits:
        name = axis.fact
        if isinstance(leaf, tree.IsTrue):
            if axis.kind != "flag":
                return Bits(self.terms.false, self.terms.true)
            return Bits(self.values[name], self.z3.Not(self.values[name]))
        if isinstance(leaf, tree.OneOf):
            return self._one_of(leaf, axis)
        if axis.kind in ("flag", "choice"):
            raise tree.UnsupportedNodeError(READING, leaf)
        span = self.narrowed.get(name, self.spans[name])
        if isinstance(leaf, tree.Compare):
            return self.terms.related(span, leaf.operator, self._operand(leaf, axis, leaf.operand))
        if isinstance(leaf, tree.Between):
            low = self.terms.related(span, ">=", self._operand(leaf, axis, leaf.low))
            high = self.terms.related(span, "<=", self._operand(leaf, axis, leaf.high))
            return Bits(self.z3.And(low.yes, high.yes), self.z3.Or(low.no, high.no))
        if axis.kind != "day":
            raise tree.UnsupportedNodeError(READING, leaf)
        day = cutoff(self.on, leaf.amount, leaf.unit).toordinal()
        return self.terms.elapsed(span, int(self.note(axis, Fraction(day))))

    def _one_of(self, leaf: tree.OneOf, axis: Axis) -> Bits:
        if axis.kind == "choice":
            value = self.values[axis.fact]
            listed = [number for number, word in enumerate(axis.choices) if word in leaf.values]
            yes = self.terms.any([value == number for number in listed])
            return Bits(yes, self.z3.Not(yes))
        if axis.kind not in ("whole", "real", "age"):
            raise tree.UnsupportedNodeError(READING, leaf)
        span = self.narrowed.get(axis.fact, self.spans[axis.fact])
        inside: list[Any] = []
        for value in sorted({self.note(axis, exact_on(axis, listed, leaf)) for listed in leaf.values}):
            above = self.z3.Or(self.z3.Not(span.low.there), self.terms.compare(span.low.at, "<=", value, axis.whole))
            below = self.z3.Or(self.z3.Not(span.high.there), self.terms.compare(span.high.at, ">=", value, axis.whole))
            inside.append(self.z3.And(above, below))
        count = self.z3.Sum([self.z3.If(holds, 1, 0) for holds in inside]) if inside else 0
        filled = self.z3.And(span.low.there, span.high.there, count == span.high.at - span.low.at + 1)
        some = self.terms.any(inside)
        return Bits(self.z3.And(some, filled), self.z3.Not(some))

    def _operand(self, leaf: tree.Leaf, axis: Axis, operand: tree.Operand) -> Span:
        if not isinstance(operand, tree.Parameter):
            return self.terms.fixed(self.note(axis, exact_on(axis, operand, leaf)), axis.whole)
        known = operand.within(self.parameters)
        if known.exact:
            return self.terms.fixed(self.note(axis, exact_on(axis, known.low, leaf)), axis.whole)
        if self.pinned:
            side = Side(self.terms.true, self.unknowns.multiple(operand))
            return Span(side, side, self.terms.true)
        return self._bounded(axis, known)

    def _bounded(self, axis: Axis, known: Bounds[Any]) -> Span:
        def side(edge: Any) -> Side:
            at = Fraction(0) if edge is None else self.note(axis, Fraction(edge))
            there = self.terms.false if edge is None else self.terms.true
            return Side(there, self.terms.number(at, axis.whole))

        return Span(side(known.low), side(known.high), self.terms.false)
