"""What the encoding is made of: z3 itself, exact numerals, the axes of facts, bounds, unknown parameters.

An axis is a fact as a range of numbers: days by their ordinals, choices by their position, the age in full years on its
own. Whole-number axes are z3 Ints, the others Reals; constants go in as exact fractions, never as decimals.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from functools import lru_cache
from math import ceil, floor, inf, nextafter
from operator import eq, ge, gt, le, lt
from typing import Any, Literal, cast

from ...problems import LiushouError
from ...profile import DERIVED, Fact, InsteadOf
from ...values import FIRST_DAY, LAST_DAY, Bounds, age, cutoff, rational
from ..condition import Condition, InForce, Leaf, Parameter, UnsupportedNodeError

READING = "solver"

AxisKind = Literal["flag", "choice", "day", "age", "whole", "real"]


class UndecidedError(LiushouError):
    """The solver gave up; ``reason`` says why. Never taken for a yes or a no."""

    def __init__(self, reason: str) -> None:
        self.reason = reason
        super().__init__(f"not decided: {reason}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Axis:
    """The values a fact can have; ``low`` and ``high`` are None where it has no end."""

    fact: str
    kind: AxisKind
    low: float | None = None
    high: float | None = None
    choices: tuple[str, ...] = ()

    @property
    def whole(self) -> bool:
        """Whether only whole numbers lie on it."""
        return self.kind != "real"


#: The kind of axis of each kind of fact.
_KIND: dict[str, AxisKind] = {"yes_no": "flag", "choice": "choice", "date": "day", "integer": "whole", "number": "real"}


def axis_of(name: str, fact: Fact | None, on: date, node: Condition) -> Axis:
    """The axis of a fact (``age`` included) on the day ``on``."""
    if fact is None:
        raise UnsupportedNodeError(READING, node)
    if name in DERIVED:
        return Axis(fact=name, kind="age", low=0, high=age(FIRST_DAY, on))
    low, high, choices = fact.low, fact.high, tuple(fact.choices)
    if fact.kind == "choice":
        low, high = 0, len(choices) - 1
    elif fact.kind == "date":
        low, high = FIRST_DAY.toordinal(), (on if fact.past else LAST_DAY).toordinal()
    return Axis(fact=name, kind=_KIND[fact.kind], low=low, high=high, choices=choices)


def exact_on(axis: Axis, operand: object, node: Leaf) -> Fraction:
    """A constant of a leaf as an exact number on the axis."""
    if isinstance(operand, date) and axis.kind == "day":
        return Fraction(operand.toordinal())
    is_number = isinstance(operand, (int, float)) and not isinstance(operand, bool)
    if not is_number or axis.kind in ("flag", "choice", "day") or operand in (inf, -inf):
        raise UnsupportedNodeError(READING, node)
    return Fraction(cast(float, operand))


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


_RELATIONS = {"<": lt, "<=": le, ">": gt, ">=": ge, "=": eq}


class Numerals:
    """Exact numbers, and comparisons of numbers and spans, in one z3 context."""

    def __init__(self, z3: Any, context: Any) -> None:
        self.z3, self.context = z3, context

    def number(self, value: Fraction, whole: bool) -> Any:
        """The numeral; an Int where the axis is whole and the value too."""
        if whole and value.denominator == 1:
            return self.z3.IntVal(value.numerator, self.context)
        return self.z3.RealVal(f"{value.numerator}/{value.denominator}", self.context)

    def compare(self, term: Any, operator: str, value: Fraction, whole: bool) -> Any:
        """``term operator value``, on whole axes rounded so that it stays among Ints."""
        if whole and operator == "=" and value.denominator != 1:
            return self.false
        if whole:
            value = Fraction(ceil(value) if operator in ("<", ">=") else floor(value))
        return self.relate(term, operator, self.number(value, whole))

    def relate(self, left: Any, operator: str, right: Any) -> Any:
        """``left operator right`` for two terms."""
        return _RELATIONS[operator](left, right)

    @property
    def true(self) -> Any:
        """The formula that always holds."""
        return self.z3.BoolVal(True, self.context)

    @property
    def false(self) -> Any:
        """The formula that never holds."""
        return self.z3.BoolVal(False, self.context)

    def all(self, parts: list[Any]) -> Any:
        """The conjunction; true for none."""
        return self.z3.And(*parts) if len(parts) > 1 else parts[0] if parts else self.true

    def any(self, parts: list[Any]) -> Any:
        """The disjunction; false for none."""
        return self.z3.Or(*parts) if len(parts) > 1 else parts[0] if parts else self.false

    def flag(self, name: str) -> Any:
        """A fresh Boolean of that name."""
        return self.z3.Bool(name, self.context)

    def variable(self, name: str, whole: bool) -> Any:
        """A fresh Int or Real of that name."""
        return self.z3.Int(name, self.context) if whole else self.z3.Real(name, self.context)

    def fixed(self, value: Fraction, whole: bool) -> Span:
        """One number, known."""
        side = Side(self.true, self.number(value, whole))
        return Span(side, side, self.true)

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
        relate = self.relate
        return Bits(
            self.z3.And(left.high.there, right.low.there, relate(left.high.at, under, right.low.at)),
            self.z3.And(left.low.there, right.high.there, relate(left.low.at, over, right.high.at)),
        )

    def elapsed(self, span: Span, day: int) -> Bits:
        """A span of days lies wholly on or before ``day``, or wholly after it."""
        return Bits(self.z3.And(span.high.there, span.high.at <= day), self.z3.And(span.low.there, span.low.at > day))


class Unknowns:
    """One constant for each parameter without a known value, the same wherever it stands."""

    def __init__(self, terms: Numerals, parameters: Mapping[str, Bounds[Any]]) -> None:
        self.terms, self.parameters = terms, parameters
        self.constants: dict[str, Any] = {}
        self.axioms: list[Any] = []
        #: What something is compared with.
        self._multiples: dict[Parameter, None] = {}

    def multiple(self, parameter: Parameter) -> Any:
        """The (multiple of the) constant, within its bounds."""
        self._multiples[parameter] = None
        constant = self._constant(parameter.name)
        return constant if parameter.factor == 1 else self.terms.number(rational(parameter.factor), False) * constant

    def in_force(self, condition: InForce) -> Any:
        """That a law is in force: known, or the same unknown constant wherever it is asked."""
        known = condition.within(self.parameters)
        if known is None:
            return self._constant(condition.parameter) == 1
        return self.terms.true if known else self.terms.false

    def _constant(self, name: str) -> Any:
        if name not in self.constants:
            term = self.constants[name] = self.terms.variable(f"${name}", False)
            known = Parameter(name).within(self.parameters)
            for operator, edge in ((">=", known.low), ("<=", known.high)):
                if edge is not None:
                    self.axioms.append(self.terms.compare(term, operator, Fraction(edge), False))
            # Registers hold no line under nothing.
            self.axioms.append(term >= 0)
        return self.constants[name]

    def edges(self) -> set[Fraction]:
        """The edges of their bounds: as evaluation has them, and exactly."""
        edges: set[Fraction] = set()
        for parameter in self._multiples:
            rounded, single = parameter.within(self.parameters), Parameter(parameter.name).within(self.parameters)
            for known, factor in ((rounded, Fraction(1)), (single, rational(parameter.factor))):
                edges |= {factor * Fraction(edge) for edge in (known.low, known.high) if edge is not None}
        return edges


@lru_cache(maxsize=64)
def birth_cutoffs(on: date) -> tuple[int, ...]:
    """For each age n from 0: the ordinal of the latest birth with which n is reached."""
    return tuple(cutoff(on, years, "years").toordinal() for years in range(age(FIRST_DAY, on) + 1))


Chain = tuple[tuple[float, int], ...]


@lru_cache(maxsize=16)
def away_limits(on: date, pair: InsteadOf, most: float) -> tuple[Chain, Chain]:
    """How far a day and the number that stands instead of it (at ``most`` so much) may lie apart, exactly.

    Two chains. (number, day): with at least that much, it was that day or before; and (number, day): with less than
    that much, it was that day or later. They say what :func:`liushou.profile.conflicting` says, rounding of floats
    included: each threshold is the first float at which its step is reached.
    """
    unit, apart = pair.unit_months, pair.apart_months / pair.unit_months
    latest, earliest = [], []
    for months in range(1, floor(unit * (most - apart)) + 1):
        number = _first(lambda number: floor(unit * (number - apart)), apart + months / unit, months)
        latest.append((number, cutoff(on, months, "months").toordinal()))
    for months in range(pair.apart_months, ceil(unit * (most + apart)) + 1):
        number = _first(lambda number: ceil(unit * (number + apart)), months / unit - apart, months + 1)
        earliest.append((number, cutoff(on - timedelta(days=1), months, "months").toordinal() + 1))
    return tuple(latest), tuple(earliest)


def _first(step: Any, guess: float, reached: int) -> float:
    """The least float with ``step(float) >= reached``; ``step`` is monotone."""
    below, above = guess - 1e-6, guess + 1e-6
    while nextafter(below, inf) < above:
        middle = (below + above) / 2
        if step(middle) >= reached:
            above = middle
        else:
            below = middle
    return above
