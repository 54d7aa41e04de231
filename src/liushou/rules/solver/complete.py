"""Complete persons: every fact known or not applicable, each condition yes or no.

A parameter known within bounds is one unknown constant, the same wherever it stands.
Contradictions (:mod:`liushou.rules.lower`) are constraints here.
"""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any

from ...profile import DERIVED, InsteadOf, relations
from ...values import FIRST_DAY, LAST_DAY, cutoff, rational
from ..condition import (
    AllOf,
    AnyOf,
    Between,
    Compare,
    Condition,
    Elapsed,
    InForce,
    IsTrue,
    Leaf,
    Not,
    OneOf,
    Operand,
    Parameter,
    Possibly,
    UnsupportedNodeError,
    leaves,
)
from ..lower import Contradiction, lowering
from .terms import READING, Axis, Numerals, away_limits, axis_of, birth_cutoffs, constant, no_float_between
from .witness import Stage


class Encoding:
    """What both encodings keep: axes, variables, parameters, constants met so far."""

    def __init__(self, z3: Any, context: Any, stage: Stage) -> None:
        self.z3, self.terms = z3, Numerals(z3, context)
        self.vocabulary, self.on = stage.vocabulary, stage.on
        self.parameters, self.place_facts = stage.parameters, stage.place_facts
        self.lowering, self.relations = lowering(stage.vocabulary.facts), relations(stage.vocabulary.facts)
        #: By fact: (day, number that stands instead of it, how).
        self.pairs: dict[str, tuple[str, str, InsteadOf]] = {}
        for number, pair in self.relations.pairs:
            if pair.fact in stage.vocabulary.facts:
                self.pairs[number] = self.pairs[pair.fact] = pair.fact, number, pair
        self._refused: set[Contradiction] = set()
        self.axes: dict[str, Axis] = {}
        self.axioms: list[Any] = []
        self.constants: dict[str, set[Fraction]] = {}
        self.parameter_terms: dict[str, Any] = {}
        #: The unknown parameters, and multiples of them, that something is compared with.
        self.multiples: dict[Parameter, None] = {}

    def read(self, condition: Condition) -> None:
        """Make the axes of every fact that the condition names, and refuse what contradicts itself.

        A fact that only implies one of those is left out: nobody need state it. Raises UnsupportedNodeError.
        """
        _leaves(self.lowering.condition(condition))
        for leaf in leaves(condition):
            self.touch(leaf.fact, leaf)
        self.refuse_contradictions()

    def refuse_contradictions(self) -> None:
        """Say of the facts that have an axis that they do not contradict each other."""
        for contradiction in self.lowering.contradictions:
            if contradiction not in self._refused and self.axes.keys() >= set(contradiction.fields):
                self._refused.add(contradiction)
                self.axioms.append(self.z3.Not(self.surely(contradiction.condition)))

    def surely(self, condition: Condition) -> Any:
        """That a lowered condition is certainly met."""
        raise NotImplementedError

    def touch(self, name: str, node: Condition) -> Axis:
        """The axis of a fact, made on first use with whatever constrains it."""
        if name not in self.axes:
            axis = axis_of(name, self.vocabulary.fact(name), self.on, node)
            self.axes[name] = axis
            self.add_fact(axis, node)
        return self.axes[name]

    def add_fact(self, axis: Axis, node: Condition) -> None:
        """Make the variables of an axis and say what constrains them."""
        raise NotImplementedError

    def touch_needed(self, axis: Axis, node: Condition) -> None:
        """Make the axes of what the fact needs."""
        for leaf in _leaves(self.lowering.applicable(axis.fact)):
            self.touch(leaf.fact, node)

    def note(self, axis: Axis, value: Fraction) -> Fraction:
        """Remember a constant that the axis is compared with."""
        self.constants.setdefault(axis.fact, set()).add(value)
        return value

    def unknown_multiple(self, parameter: Parameter, axis: Axis) -> Any:
        """The (multiple of the) unknown constant that a bounded parameter is, within its bounds."""
        self.multiples[parameter] = None
        term = self.unknown_parameter(parameter.name, axis.kind == "day")
        return term if parameter.factor == 1 else self.terms.number(rational(parameter.factor), False) * term

    def unknown_parameter(self, name: str, whole: bool) -> Any:
        """The unknown constant that a bounded parameter is, within its bounds."""
        if name not in self.parameter_terms:
            term = self.terms.variable(f"${name}", whole)
            self.parameter_terms[name] = term
            known = Parameter(name).within(self.parameters)
            for operator, edge in ((">=", known.low), ("<=", known.high)):
                if edge is not None:
                    self.axioms.append(self.terms.compare(term, operator, edge_of(edge), whole))
            # Registers hold no line under nothing, and dates only of these centuries.
            self.axioms.append(term >= 0)
            if whole:
                self.axioms += [term >= FIRST_DAY.toordinal(), term <= LAST_DAY.toordinal()]
        return self.parameter_terms[name]

    def in_force(self, condition: InForce) -> Any:
        """That a law is in force: known, or the same unknown constant wherever it is asked."""
        known = condition.within(self.parameters)
        if known is None:
            return self.unknown_parameter(condition.parameter, False) == 1
        return self.terms.true if known else self.terms.false

    def float_gaps(self) -> list[Any]:
        """Constraints that keep a real out of gaps that hold no float."""
        gaps: list[Any] = []
        for name, values in self.constants.items():
            if self.axes[name].kind == "real":
                for low, high in no_float_between(values | self.edges()):
                    gaps += [self.outside(term, low, high) for term in self.reals(name)]
        return gaps

    def edges(self) -> set[Fraction]:
        """The edges of the bounds of the unknown parameters: as evaluation has them, and exactly."""
        edges: set[Fraction] = set()
        for parameter in self.multiples:
            rounded, single = parameter.within(self.parameters), Parameter(parameter.name).within(self.parameters)
            for known, factor in ((rounded, 1), (single, rational(parameter.factor))):
                edges |= {factor * edge_of(edge) for edge in (known.low, known.high) if edge is not None}
        return edges

    def reals(self, name: str) -> list[Any]:
        """The real variables of a fact."""
        raise NotImplementedError

    def one_given(self) -> list[Any]:
        """That of no pair both facts are stated."""
        raise NotImplementedError

    def both_agree(self) -> list[Any]:
        """Where both facts of a pair are stated they are not too far apart (many constraints)."""
        raise NotImplementedError

    def outside(self, term: Any, low: Fraction, high: Fraction) -> Any:
        """The term is not strictly between two numbers."""
        return self.z3.Or(self.terms.compare(term, "<=", low, False), self.terms.compare(term, ">=", high, False))

    def in_range(self, axis: Axis, term: Any) -> list[Any]:
        """The range of the axis."""
        found = []
        if axis.low is not None:
            found.append(self.terms.compare(term, ">=", Fraction(axis.low), axis.whole))
        if axis.high is not None:
            found.append(self.terms.compare(term, "<=", Fraction(axis.high), axis.whole))
        return found

    def absences(self) -> list[tuple[str, str, InsteadOf]]:
        """The pairs of facts of which one stands instead of the other, where they are used."""
        return [pair for pair in dict.fromkeys(self.pairs.values()) if pair[0] in self.axes and pair[1] in self.axes]

    def derived(self, name: str) -> list[tuple[str, str]]:
        """(derived fact, what it is derived from) where both are used and ``name`` is one of them."""
        both = [(fact, source) for fact, (_, source) in DERIVED.items()]
        return [pair for pair in both if name in pair and set(pair) <= self.axes.keys()]

    def apart(self, years: Any, since: Any, pair: InsteadOf, most: float) -> tuple[list[Any], list[Any]]:
        """The two chains of :func:`away_limits` over the two variables."""
        latest, earliest = away_limits(self.on, pair, most)
        compare = self.terms.compare
        return (
            [self.z3.Implies(compare(years, ">=", Fraction(least), False), since <= day) for least, day in latest],
            [self.z3.Implies(compare(years, "<", Fraction(less), False), since >= day) for less, day in earliest],
        )


class CompletePersons(Encoding):
    """The complete-person encoding: ``formula(condition)`` is one Boolean term, once the condition was read."""

    def __init__(self, *args: Any) -> None:
        super().__init__(*args)
        self.values: dict[str, Any] = {}
        #: Facts that can be not applicable: the term that says they are.
        self.away: dict[str, Any] = {}
        self.given: dict[str, Any] = {}

    def add_fact(self, axis: Axis, node: Condition) -> None:
        """Take in one more fact, with what may be known of it."""
        name = axis.fact
        if axis.kind == "flag":
            term = self.terms.flag(name)
        else:
            term = self.terms.variable(name, axis.whole)
            self.axioms += self.in_range(axis, term)
        self.values[name] = term
        if name in self.relations.needs:
            self.touch_needed(axis, node)
            self.away[name] = self.z3.Not(self.surely(self.lowering.applicable(name)))
        if name in self.pairs:
            self._add_pair(name, node)
        for derived, source in self.derived(name):
            for years, day in enumerate(birth_cutoffs(self.on)):
                self.axioms.append((self.values[derived] >= years) == (self.values[source] <= day))
        if name in self.place_facts and isinstance(self.place_facts[name], bool):
            self.axioms.append(term == self.place_facts[name])

    def _add_pair(self, name: str, node: Condition) -> None:
        given = self.given[name] = self.terms.flag(f"{name}?")
        absent = self.z3.Not(given)
        self.away[name] = self.z3.Or(self.away[name], absent) if name in self.away else absent
        since, years, pair = self.pairs[name]
        self.touch(years if name == since else since, node)
        if {since, years} <= self.given.keys():
            both = self.z3.And(self.given[since], self.given[years])
            decided = cutoff(self.on, pair.decides_months, "months").toordinal()
            over = self.terms.compare(self.values[years], ">=", Fraction(pair.threshold), False)
            self.axioms += [
                self.z3.Or(self.given[since], self.given[years]),
                self.z3.Implies(both, (self.values[since] <= decided) == over),
            ]

    def one_given(self) -> list[Any]:
        """That of no pair both facts are stated."""
        return [self.z3.Not(self.z3.And(self.given[day], self.given[number])) for day, number, _ in self.absences()]

    def both_agree(self) -> list[Any]:
        """Where both are stated they are not too far apart (many constraints)."""
        found = []
        for since, years, pair in self.absences():
            both = self.z3.And(self.given[since], self.given[years])
            chains = self.apart(self.values[years], self.values[since], pair, self.axes[years].high or 0)
            found.append(self.z3.Implies(both, self.terms.all([*chains[0], *chains[1]])))
        return found

    def reals(self, name: str) -> list[Any]:
        """The terms for the numbers of a fact."""
        return [self.values[name]]

    def formula(self, condition: Condition) -> Any:
        """The condition, as a rule file writes it, as a term; raises :class:`UnsupportedNodeError`."""
        return self.surely(self.lowering.condition(condition))

    def surely(self, condition: Condition) -> Any:
        """The term for the condition being surely so."""
        if isinstance(condition, AllOf):
            return self.terms.all([self.surely(child) for child in condition.children])
        if isinstance(condition, AnyOf):
            return self.terms.any([self.surely(child) for child in condition.children])
        if isinstance(condition, Not):
            return self.z3.Not(self.surely(condition.child))
        if isinstance(condition, InForce):
            return self.in_force(condition)
        if isinstance(condition, Possibly):
            # Of a complete person nothing is unknown.
            return self.surely(condition.child)
        if isinstance(condition, (IsTrue, OneOf, Compare, Between, Elapsed)):
            if condition.fact not in self.axes:
                return self.terms.false
            term = self._leaf(condition, self.axes[condition.fact], self.values[condition.fact])
            away = self.away.get(condition.fact)
            return term if away is None else self.z3.And(self.z3.Not(away), term)
        raise UnsupportedNodeError(READING, condition)

    def _leaf(self, leaf: Leaf, axis: Axis, term: Any) -> Any:
        if isinstance(leaf, IsTrue):
            return term if axis.kind == "flag" else self.terms.false
        if isinstance(leaf, OneOf):
            return self._one_of(leaf, axis, term)
        if isinstance(leaf, Compare):
            return self._compare(leaf, axis, term, leaf.operator, leaf.operand)
        if isinstance(leaf, Between):
            return self.z3.And(
                self._compare(leaf, axis, term, ">=", leaf.low), self._compare(leaf, axis, term, "<=", leaf.high)
            )
        if axis.kind != "day":
            raise UnsupportedNodeError(READING, leaf)
        day = cutoff(self.on, leaf.amount, leaf.unit).toordinal()
        return term <= int(self.note(axis, Fraction(day)))

    def _one_of(self, leaf: OneOf, axis: Axis, term: Any) -> Any:
        if axis.kind == "choice":
            return self.terms.any([term == axis.choices.index(str(one)) for one in leaf.values if one in axis.choices])
        if axis.kind not in ("whole", "real", "age"):
            raise UnsupportedNodeError(READING, leaf)
        values = [self.note(axis, constant(axis, one, leaf)) for one in leaf.values]
        return self.terms.any([self.terms.compare(term, "=", one, axis.whole) for one in values])

    def _compare(self, leaf: Leaf, axis: Axis, term: Any, operator: str, operand: Operand) -> Any:
        if axis.kind in ("flag", "choice"):
            raise UnsupportedNodeError(READING, leaf)
        if isinstance(operand, Parameter):
            known = operand.within(self.parameters)
            if not known.exact:
                return self.terms.relate(term, operator, self.unknown_multiple(operand, axis))
            value = constant(axis, known.low, leaf)
        else:
            value = constant(axis, operand, leaf)
        self.note(axis, value)
        return self.terms.compare(term, operator, value, axis.whole)


def edge_of(edge: Any) -> Fraction:
    """The edge of a parameter's bounds as an exact number."""
    return Fraction(edge.toordinal() if isinstance(edge, date) else edge)


def _leaves(condition: Condition) -> list[Leaf]:
    if isinstance(condition, (AllOf, AnyOf)):
        return [leaf for child in condition.children for leaf in _leaves(child)]
    if isinstance(condition, (Not, Possibly)):
        return _leaves(condition.child)
    if isinstance(condition, InForce):
        return []
    if isinstance(condition, (IsTrue, OneOf, Compare, Between, Elapsed)):
        return [condition]
    raise UnsupportedNodeError(READING, condition)
