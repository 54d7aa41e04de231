"""Leaves, and what is stated of her, as code of the compiled reading (:mod:`liushou.rules.compile.program`).

A leaf becomes one conditional expression whose value is 0 (no), 1 (unknown) or 3 (yes). A comparison of bounds is yes
when one side of them is past a mark and no when the other is; the marks are known when the code is written. Elapsed
time and ages compare the day itself with a cut-off (:func:`liushou.values.cutoff`).

Each fact that is used is a numbered local: its value (the place's own beneath hers), None where
it is unknown, False where it is not applicable because another was given instead. A fact with
bounds has them in two more locals. What cannot be true together is only noticed here; the refusal
itself is left to :func:`~liushou.rules.resolve`, so that the errors are the same ones.

What depends on the day of assessment (a cut-off, say) is named ``d…``, not ``c…``: the code is the same for every day.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial
from math import ceil, floor
from typing import Any, NoReturn

from ...profile import BY_NAME, DERIVED, Fact, InsteadOf, Profile, Value, conflicting, narrowed, relations
from ...values import Bounds, Operator, Truth, Unit, ages, compare, cutoff, exactly
from ..condition import Between, Compare, Elapsed, IsTrue, Leaf, OneOf, Operand, Parameter, UnsupportedNodeError
from ..evaluate import among, resolve

NO, UNKNOWN, YES = "0", "1", "3"
#: Kleene's values as bits.
BIT = {False: 0, None: 1, True: 3}

Constant = Callable[[Any], str]


@dataclass(frozen=True, slots=True)
class Daily:
    """A value that depends on the day: what ``of`` makes of the ``arguments`` and, after them, the day."""

    of: Callable[..., Any]
    arguments: tuple[Any, ...] = ()

    def on(self, day: date) -> Any:
        """The value on the day."""
        return self.of(*self.arguments, day)


def _cutoff(amount: int, unit: Unit, day: date) -> date:
    return cutoff(day, amount, unit)


def _itself(day: date) -> date:
    return day


TODAY = Daily(_itself)


@dataclass(frozen=True, slots=True)
class Side:
    """A test of one side of a fact's bounds against a mark: ``low`` or ``high`` ``sign`` ``mark``."""

    side: str
    sign: str
    mark: Any


@dataclass(frozen=True, slots=True)
class LeafWriter:
    """Writes leaves with the parameters of a day; ``constant`` names a value for the code."""

    parameters: Mapping[str, Bounds[Any]]
    constant: Constant

    def write(self, leaf: Leaf, fact: Fact, local: str, lacking: bool) -> str:
        """A leaf on the fact in ``local`` (bounds: …l, …h); False in it (``lacking``): not applicable."""
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
        several = self.constant(_decided(among, leaf.values, leaf.fact in DERIVED))
        text = f"{several}({local}l, {local}h)"
        if leaf.fact in DERIVED:
            return text
        exact = f"3 if {local}l in {self.constant(leaf.values)} else 0"
        return f"({exact}) if {local}l is not None and {local}l == {local}h else {text}"

    def _bounded(self, leaf: Leaf, local: str) -> str:
        if isinstance(leaf, Compare):
            return self._compare(leaf, leaf.operator, leaf.operand, local)
        if isinstance(leaf, Between):
            low, high = self._compare(leaf, ">=", leaf.low, local), self._compare(leaf, "<=", leaf.high, local)
            return f"({low}) & ({high})"
        if isinstance(leaf, Elapsed):
            day = Daily(_cutoff, (leaf.amount, leaf.unit))
            return self._sides(Side("h", "<=", day), Side("l", ">", day), local)
        raise UnsupportedNodeError("compiled", leaf)

    def _compare(self, leaf: Leaf, operator: Operator, operand: Operand, local: str) -> str:
        right: Bounds[Any] = operand.within(self.parameters) if isinstance(operand, Parameter) else exactly(operand)
        derived = leaf.fact in DERIVED
        if operator == "=":
            equal = self.constant(_decided(_equal, right, derived))
            return f"{equal}({local}l, {local}h)"
        yes, no = _marks(operator, right)
        if derived:
            yes, no = _of_birth(yes), _of_birth(no)
        return self._sides(yes, no, local)

    def _sides(self, yes: Side | None, no: Side | None, local: str) -> str:
        text = ""
        for value, test in ((YES, yes), (NO, no)):
            if test is not None:
                name = local + test.side
                text += f"{value} if {name} is not None and {name} {test.sign} {self.constant(test.mark)} else "
        return text + UNKNOWN


def _marks(operator: Operator, right: Bounds[Any]) -> tuple[Side | None, Side | None]:
    """When ``fact operator right`` is yes, and when it is no (``compare`` of values.py)."""
    if operator in ("<", "<="):
        yes, no = (Side("h", operator, right.low), Side("l", ">=" if operator == "<" else ">", right.high))
    else:
        yes, no = (Side("l", operator, right.high), Side("h", "<=" if operator == ">" else "<", right.low))
    return (None if yes.mark is None else yes), (None if no.mark is None else no)


def _of_birth(side: Side | None) -> Side | None:
    """A test of an age as one of the birth date: the earlier day is the older side, so that ``h`` becomes ``l``."""
    if side is None:
        return None
    years = floor(side.mark) + 1 if side.sign in ("<=", ">") else ceil(side.mark)
    day = Daily(_cutoff, (years, "years"))
    return Side("l", ">", day) if side.sign in ("<", "<=") else Side("h", "<=", day)


def _decided(decide: Callable[[Any, Any], Truth], operand: Any, derived: bool) -> Any:
    """What is rare is left to the functions of values.py and evaluate.py; ``derived``: of the age of who was born then.

    A function of the two bounds, or one for each day.
    """
    return Daily(_by_age, (decide, operand)) if derived else _Decided(decide, operand, None)


def _by_age(decide: Callable[[Any, Any], Truth], operand: Any, day: date) -> "_Decided":
    return _Decided(decide, operand, day)


@dataclass(frozen=True, slots=True)
class _Decided:
    decide: Callable[[Any, Any], Truth]
    operand: Any
    on: date | None

    def __call__(self, low: Any, high: Any) -> int:
        known: Bounds[Any] = Bounds(low, high)
        return BIT[self.decide(known if self.on is None else ages(known, self.on), self.operand)]


def _equal(known: Bounds[Any], right: Bounds[Any]) -> Truth:
    return compare(known, "=", right)


class FactWriter:
    """Writes the loading of facts into ``lines``."""

    def __init__(self, facts: Mapping[str, Fact], place_facts: Mapping[str, Value], constant: Constant) -> None:
        self.facts, self.place_facts, self.constant = facts, place_facts, constant
        self.relations = relations(facts)
        #: The facts that can be not applicable because another is given.
        self.paired = {name for number, pair in self.relations.pairs for name in (number, pair.fact)}
        self.refuse = constant(Daily(partial(refuser, place_facts, facts)))
        self.lines: list[str] = []
        self.locals: dict[str, str] = {}

    def past(self) -> None:
        """Cut what lies in the past at the day of assessment, and refuse what lies after it."""
        on = self.constant(TODAY)
        for name in self.relations.past:
            local = self.value(name)
            self.lines += [
                f"if {local} is not None:",
                f"    if {local}l is not None and {local}l > {on}:",
                f"        {self.refuse}(p)",
                f"    if {local}h is None or {local}h > {on}:",
                f"        {local}h = {on}",
            ]

    def contradiction(self, value: str) -> None:
        """Refuse her where a condition's local says yes."""
        self.lines += [f"if {value} == 3:", f"    {self.refuse}(p)"]

    def pairs(self) -> None:
        """Of two facts of which one stands instead of the other, what is given; both have to agree."""
        for number, pair in self.relations.pairs:
            since, years = self.value(pair.fact), self.value(number)
            agreed = self.constant(Daily(_agreed, (pair,)))
            sides = f"{since}l, {since}h, {years}l, {years}h"
            self.lines += [
                f"if {since} is not None:",
                f"    if {years} is None:",
                f"        {years} = False",
                "    else:",
                f"        t = {agreed}({sides})",
                "        if t is None:",
                f"            {self.refuse}(p)",
                f"        {sides} = t",
                f"elif {years} is not None:",
                f"    {since} = False",
            ]

    def value(self, name: str) -> str:
        """The local of a fact, loaded on first use with its bounds."""
        if name in self.locals:
            return self.locals[name]
        local = self.locals[name] = f"f{len(self.locals)}"
        own = f"p.extra.get({self.constant(name)})"
        self.lines.append(f"{local} = " + (f"p.{name}" if name in BY_NAME else own))
        if name in self.place_facts:
            self.lines += [f"if {local} is None:", f"    {local} = {self.constant(self.place_facts[name])}"]
        if self.facts[name].kind not in ("yes_no", "choice"):
            self.lines += [
                f"if {local} is not None:",
                f"    {local}l = {local}.low",
                f"    {local}h = {local}.high",
                "else:",
                f"    {local}l = {local}h = None",
            ]
        return local


def refuser(place_facts: Mapping[str, Value], facts: Mapping[str, Fact], on: date) -> Callable[..., None]:
    """``refuse(profile)`` raises what resolve() raises."""

    def refuse(profile: Profile) -> NoReturn:
        resolve(profile, on, place_facts, facts=facts)
        raise AssertionError("the compiled reading refuses a profile that resolve() accepts: please report this")

    return refuse


Sides = tuple[date | None, date | None, float | None, float | None]


def _agreed(pair: InsteadOf, on: date) -> Callable[..., Sides | None]:
    """:func:`~liushou.profile.narrowed` on the bounds that the generated code keeps apart; None where they conflict."""

    def agreed(first: date | None, last: date | None, least: float | None, most: float | None) -> Sides | None:
        since, number = Bounds(first, last), Bounds(least, most)
        if conflicting(since, number, pair, on):
            return None
        since, number = narrowed(since, number, pair, on)
        return since.low, since.high, number.low, number.high

    return agreed
