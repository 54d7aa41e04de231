"""The reference reading: what a condition means for one woman.

Every other reading (compiled, columns, durable_rules, javascript, solver) is held to :func:`evaluate` by tests.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from math import ceil, floor
from typing import Any, Literal, cast

from ..profile import BY_NAME, DERIVED, Fact, Profile, Value, agree_pairs, conflict, cut_past
from ..values import Bounds, Date, Number, Truth, Unit, ages, check_day, compare, elapsed, exactly
from . import condition as tree
from .lower import Lowering, lowering

#: Kleene's three values in words: True (yes), False (no), None (unknown).
Word = Literal["yes", "no", "unknown"]


def all_of(values: Iterable[Truth]) -> Truth:
    """No if any is no, else unknown if any is unknown, else yes (also for none at all)."""
    result: Truth = True
    for value in values:
        if value is False:
            return False
        if value is None:
            result = None
    return result


def any_of(values: Iterable[Truth]) -> Truth:
    """Yes if any is yes, else unknown if any is unknown, else no (also for none at all)."""
    return negate(all_of(map(negate, values)))


def negate(value: Truth) -> Truth:
    """The other of yes and no; unknown stays unknown."""
    return None if value is None else not value


def word(value: Truth) -> Word:
    """``yes``, ``no`` or ``unknown``."""
    return "unknown" if value is None else "yes" if value else "no"


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownFacts:
    """What is known on the day ``on``, as it is stated; :func:`resolve` makes it.

    ``values`` has no entry for what is unknown; ``not_applicable`` facts have none either, and a condition on them is
    not met. What facts say of each other is in the ``lowering`` of the conditions, not in the values.
    """

    on: date
    values: Mapping[str, Value]
    not_applicable: frozenset[str] = frozenset()
    unsure: frozenset[str] = frozenset()
    lowering: Lowering = field(default_factory=lowering, compare=False, repr=False)


def resolve(
    profile: Profile,
    on: date,
    place_facts: Mapping[str, Value] | None = None,
    *,
    facts: Mapping[str, Fact] = BY_NAME,
    lowered: Lowering | None = None,
) -> KnownFacts:
    """The profile on the day ``on``, with the county's own facts beneath its own.

    ``facts`` are the names that exist, ``lowered`` is their lowering, from whoever has it at hand. Raises
    :class:`~liushou.ContradictionError` for what cannot be true together.
    """
    on, lowered = check_day(on), lowered or lowering(facts)
    known = lowered.relations
    values = {**(place_facts or {}), **dict(profile.known())}
    cut_past(values, known.past, on)
    stated = Situation(KnownFacts(on=on, values=values, lowering=lowered))
    for contradiction in lowered.contradictions:
        is_refuted = values.get(contradiction.refuted) is False
        if is_refuted and values.keys() >= set(contradiction.fields) and _value(contradiction.condition, stated):
            raise conflict(contradiction.fields, values)
    no = {name for name, value in values.items() if value is False}
    ruled_out = {name for name, needed in lowered.needed.items() if not no.isdisjoint(needed)}
    ruled_out |= agree_pairs(values, known, on)
    for name in ruled_out:
        # Not applicable wins over what was stated; what cannot be true was refused above.
        values.pop(name, None)
    unsure, away = profile.unsure - ruled_out, frozenset(ruled_out)
    return KnownFacts(on=on, values=values, not_applicable=away, unsure=unsure, lowering=lowered)


@dataclass(frozen=True, slots=True)
class Situation:
    """A woman on a day (``known``) and the parameters of her place on that day.

    A parameter that has no value there and then is absent: unknown.
    """

    known: KnownFacts
    parameters: Mapping[str, Bounds[Any]] = field(default_factory=dict)

    @property
    def on(self) -> date:
        """The day of assessment."""
        return self.known.on

    def value(self, fact: str) -> Value | None:
        """The value of a fact, ``age`` included; None where it is unknown."""
        if fact in DERIVED:
            birth = cast("Date | None", self.known.values.get(DERIVED[fact][1]))
            return None if birth is None else ages(birth, self.known.on)
        return self.known.values.get(fact)

    def operand(self, operand: tree.Operand) -> Bounds[Any]:
        """The bounds of a constant, a parameter or a multiple of one; open on both sides where unknown."""
        return operand.within(self.parameters) if isinstance(operand, tree.Parameter) else exactly(operand)


def evaluate(condition: tree.Condition, situation: Situation) -> Truth:
    """What a condition, as a rule file writes it, comes to: True, False, or None for unknown."""
    return _value(situation.known.lowering.condition(condition), situation)


def _value(condition: tree.Condition, situation: Situation) -> Truth:
    """What a lowered condition comes to."""
    if isinstance(condition, tree.LEAVES):
        return evaluate_stated(condition, situation)
    if isinstance(condition, tree.AllOf):
        return all_of(_value(child, situation) for child in condition.children)
    if isinstance(condition, tree.AnyOf):
        return any_of(_value(child, situation) for child in condition.children)
    if isinstance(condition, tree.Not):
        return negate(_value(condition.child, situation))
    if isinstance(condition, tree.Possibly):
        return _value(condition.child, situation) is not False
    if isinstance(condition, tree.InForce):
        return condition.within(situation.parameters)
    raise tree.UnsupportedNodeError("reference", condition)


def evaluate_stated(leaf: tree.Leaf, situation: Situation) -> Truth:
    """A leaf of a lowered tree: no where its fact is not applicable, unknown where it is unknown."""
    if leaf.fact in situation.known.not_applicable:
        return False
    value = situation.value(leaf.fact)
    return None if value is None else decide(leaf, value, situation)


def decide(leaf: tree.Leaf, value: Value, situation: Situation) -> Truth:
    """What the leaf says of a value that is known, exactly or within bounds."""
    if isinstance(leaf, tree.IsTrue):
        return value is True
    if isinstance(leaf, tree.OneOf):
        if isinstance(value, Bounds):
            return among(cast(Number, value), cast("tuple[float, ...]", leaf.values))
        return value in leaf.values
    bounds = cast("Bounds[Any]", value)
    if isinstance(leaf, tree.Compare):
        return compare(bounds, leaf.operator, situation.operand(leaf.operand))
    if isinstance(leaf, tree.Between):
        low, high = situation.operand(leaf.low), situation.operand(leaf.high)
        return all_of((compare(bounds, ">=", low), compare(bounds, "<=", high)))
    if isinstance(leaf, tree.Elapsed):
        return elapsed(cast(Date, value), leaf.amount, leaf.unit, situation.on)
    raise tree.UnsupportedNodeError("reference", leaf)


def among(number: Number, values: tuple[float, ...]) -> Truth:
    """Whether a whole number within bounds is one of the values."""
    low = float("-inf") if number.low is None else number.low
    high = float("inf") if number.high is None else number.high
    inside = [value for value in values if low <= value <= high]
    if not inside:
        return False
    # Facts of this kind are whole numbers: the bounds hold high - low + 1 of them.
    return True if len(set(inside)) == high - low + 1 else None


def is_timed(leaf: tree.Leaf) -> bool:
    """Whether time alone can change what a leaf says of a known value: a span that grows, an age."""
    return isinstance(leaf, tree.Elapsed) or leaf.fact in DERIVED


def turning(leaf: tree.Leaf, parameters: Mapping[str, Bounds[Any]]) -> tuple[frozenset[int], Unit]:
    """How long after a bound of its day a timed leaf can change: (numbers of a unit of time, the unit)."""
    if isinstance(leaf, tree.Elapsed):
        return frozenset((leaf.amount,)), leaf.unit
    years: set[int] = set()
    for sign, operand in _signed(leaf):
        bounds = operand.within(parameters) if isinstance(operand, tree.Parameter) else exactly(operand)
        for number in (side for side in (bounds.low, bounds.high) if side is not None):
            # 35 or more is reached in the year of 35, 35 or less is left in that of 36.
            years |= {ceil(number)} if sign not in (">", "<=") else set()
            years |= {floor(number) + 1} if sign not in (">=", "<") else set()
    return frozenset(years), "years"


def _signed(leaf: tree.Leaf) -> Iterator[tuple[str, Any]]:
    """(sign, operand) of each comparison that a leaf on an age makes."""
    if isinstance(leaf, tree.OneOf):
        yield from (("=", value) for value in leaf.values)
    elif isinstance(leaf, tree.Between):
        yield from ((">=", leaf.low), ("<=", leaf.high))
    elif isinstance(leaf, tree.Compare):
        yield leaf.operator, leaf.operand


def runs(values: Iterable[float]) -> list[tuple[float, float]]:
    """Whole numbers as runs of neighbours: (first, last) of each, in order."""
    ordered = sorted(set(values))
    starts = [value for value in ordered if value - 1 not in ordered]
    ends = [value for value in ordered if value + 1 not in ordered]
    return list(zip(starts, ends, strict=True))


def fact_settles(leaf: tree.Leaf, situation: Situation) -> bool:
    """Whether a single value within the fact's bounds decides the leaf; it is monotone, so that the ends are enough."""
    if isinstance(leaf, (tree.IsTrue, tree.OneOf, tree.Elapsed)):
        return True
    value = cast("Bounds[Any] | None", situation.value(leaf.fact)) or tree.UNKNOWN
    known = [situation.operand(operand) for operand in tree.operands(leaf)]
    is_date = any(isinstance(edge, date) for bounds in (value, *known) for edge in (bounds.low, bounds.high))
    least: Any = date.min if is_date else float("-inf")
    most: Any = date.max if is_date else float("inf")
    ends = (least if value.low is None else value.low, most if value.high is None else value.high)
    return any(decide(leaf, exactly(end), situation) is not None for end in ends)
