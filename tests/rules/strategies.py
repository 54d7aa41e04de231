"""Condition trees and situations over the shipped vocabulary."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from hypothesis import strategies as st

from liushou import load_rules
from liushou.profile import BY_NAME, DERIVED, FACTS, Fact, relations
from liushou.rules import (
    AllOf,
    AnyOf,
    Between,
    Compare,
    Condition,
    Elapsed,
    IsTrue,
    KnownFacts,
    Not,
    OneOf,
    Parameter,
    Situation,
    Vocabulary,
    lowering,
)
from liushou.rules.evaluate import _value
from liushou.values import Bounds

ON = date(2025, 6, 30)
OPERATORS = ("<", "<=", ">", ">=", "=")
OF_KIND: dict[str, list[Fact]] = {}
for _fact in FACTS:
    if not _fact.need:
        OF_KIND.setdefault(_fact.kind, []).append(_fact)
#: Facts that can be not applicable whatever else is known: what implies them, or is implied, would say otherwise.
MAY_BE_AWAY = {name for number, pair in relations(BY_NAME).pairs for name in (number, pair.fact)} | {
    name for name in relations(BY_NAME).needs if name not in relations(BY_NAME).implied_by and not BY_NAME[name].implies
}
NUMBERS = [*OF_KIND["number"], *OF_KIND["integer"], DERIVED["age"][0]]


def vocabulary() -> Vocabulary:
    """The shipped facts, concepts and parameters."""
    return load_rules().vocabulary


def _constant(fact: Fact) -> st.SearchStrategy[float]:
    low, high = int(fact.low or 0), int(min(fact.high or 99, 2000))
    whole = st.integers(low, high).map(float)
    return whole if fact.kind == "integer" else whole | st.integers(low * 4, high * 4).map(lambda value: value / 4)


def _parameters(fact: Fact) -> st.SearchStrategy[Parameter]:
    names = [name for name, one in vocabulary().parameters.items() if one.unit == (fact.unit or "")]
    multiples = st.builds(Parameter, st.sampled_from(names), st.sampled_from((1.0, 1.5, 0.5, 1.1)))
    return multiples if names else st.nothing()


def _operand(fact: Fact) -> st.SearchStrategy[Any]:
    return _constant(fact) | _parameters(fact)


def leaves() -> st.SearchStrategy[Any]:
    """Every kind of leaf."""
    days = st.dates(date(1940, 1, 1), ON)
    yes_no = st.sampled_from(OF_KIND["yes_no"]).map(lambda fact: IsTrue(fact.name))
    sex = st.sets(st.sampled_from(["female", "male"]), min_size=1).map(lambda some: OneOf("sex", tuple(sorted(some))))
    grades = st.lists(st.integers(1, 4).map(float), min_size=1, max_size=3, unique=True)
    number = st.sampled_from(NUMBERS)
    dates = st.sampled_from([fact.name for fact in OF_KIND["date"]])
    return st.one_of(
        yes_no,
        yes_no,
        sex,
        grades.map(lambda some: OneOf("disability_grade", tuple(some))),
        number.flatmap(lambda fact: st.builds(Compare, st.just(fact.name), st.sampled_from(OPERATORS), _operand(fact))),
        number.flatmap(lambda fact: st.tuples(st.just(fact.name), _operand(fact), _operand(fact))).map(_between),
        st.builds(Compare, dates, st.sampled_from(OPERATORS), days),
        st.tuples(dates, days, days).map(_between),
        st.builds(Elapsed, dates, st.integers(1, 36), st.sampled_from(["days", "months", "years"])),
    )


def _between(parts: tuple[str, Any, Any]) -> Between:
    name, low, high = parts
    both = isinstance(low, Parameter) and isinstance(high, Parameter)
    backwards = both and low.name == high.name and low.factor > high.factor
    if backwards or (not isinstance(low, Parameter) and not isinstance(high, Parameter) and low > high):
        low, high = high, low
    return Between(name, low, high)


def conditions(*, concepts: bool = True) -> st.SearchStrategy[Condition]:
    """Whole trees; no node is empty, as no rule file can write an empty one."""
    base = leaves()
    if concepts:
        base = base | st.sampled_from(list(vocabulary().concepts.values()))

    def grow(inner: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
        some = st.lists(inner, min_size=1, max_size=3).map(tuple)
        return some.map(AllOf) | some.map(AnyOf) | inner.map(Not)

    return st.recursive(base, grow, max_leaves=8)


def _exact(fact: Fact) -> st.SearchStrategy[Any]:
    if fact.kind == "yes_no":
        return st.booleans()
    if fact.kind == "choice":
        return st.sampled_from(list(fact.choices))
    if fact.kind == "date":
        return st.dates(date(1940, 1, 1), ON)
    return _constant(fact)


@st.composite
def growing_knowledge(draw: st.DrawFn) -> tuple[Situation, Situation]:
    """Two situations; in the second one more is known, and nothing otherwise."""
    before: dict[str, Any] = {}
    after: dict[str, Any] = {}
    away: set[str] = set()
    more_away: set[str] = set()
    for fact in FACTS:
        if fact.need:
            continue
        state = draw(st.sampled_from(["unknown", "unknown", "learnt", "known", "narrowed", "away", "found away"]))
        if "away" in state and fact.name not in MAY_BE_AWAY:
            continue
        if state == "away":
            away.add(fact.name)
        if state in ("away", "found away"):
            more_away.add(fact.name)
        if state in ("unknown", "away", "found away"):
            continue
        value = draw(_exact(fact))
        if fact.kind in ("yes_no", "choice"):
            after[fact.name] = value
            if state == "known":
                before[fact.name] = value
            continue
        after[fact.name], wide = _around(draw, fact, value)
        if state == "known":
            before[fact.name] = after[fact.name]
        elif state == "narrowed":
            before[fact.name] = wide
    _take_out_contradictions(before, after)
    first, second = _growing_parameters(draw)
    return (
        Situation(KnownFacts(on=ON, values=before, not_applicable=frozenset(away)), first),
        Situation(KnownFacts(on=ON, values=after, not_applicable=frozenset(more_away)), second),
    )


def _growing_parameters(draw: st.DrawFn) -> tuple[dict[str, Any], dict[str, Any]]:
    """The parameters of the two situations."""
    first: dict[str, Any] = {}
    second: dict[str, Any] = {}
    for name in vocabulary().parameters:
        state = draw(st.sampled_from(["unknown", "known", "narrowed", "learnt"]))
        if state == "unknown":
            continue
        if name.endswith("__in_force"):
            # Yes from the day of its law on, and nothing before.
            second[name] = Bounds(1.0, 1.0)
            first.update({name: second[name]} if state == "known" else {})
            continue
        value = float(draw(st.integers(0, 1000)))
        second[name], wide = _around(draw, None, value)
        if state == "known":
            first[name] = second[name]
        elif state == "narrowed":
            first[name] = wide
    return first, second


def _take_out_contradictions(before: dict[str, Any], after: dict[str, Any]) -> None:
    """Without the facts of which it cannot be that they are as they are stated."""
    gone: set[str] | None = None
    while gone is None or gone:
        stated = Situation(KnownFacts(on=ON, values=after))
        gone = {
            name
            for contradiction in lowering().contradictions
            if after.keys() >= set(contradiction.fields) and _value(contradiction.condition, stated)
            for name in contradiction.fields
        }
        for name in gone:
            before.pop(name, None)
            del after[name]


def _around(draw: st.DrawFn, fact: Fact | None, value: Any) -> tuple[Bounds[Any], Bounds[Any]]:
    """Bounds around ``value``, and wider ones around those."""

    def step(size: int) -> Any:
        return timedelta(days=size * 40) if isinstance(value, date) else float(size)

    one, two = draw(st.integers(0, 3)), draw(st.integers(0, 3))
    high = value + step(two)
    if isinstance(high, date):
        high = min(high, ON)
    narrow = Bounds(value - step(one), high)
    far = draw(st.sampled_from(["low", "high", "both"]))
    low: Any = None if far != "high" and draw(st.booleans()) else narrow.low - step(draw(st.integers(0, 5)))
    top: Any = None if far != "low" and draw(st.booleans()) else narrow.high
    if isinstance(value, date) and top is None:
        top = ON
    return narrow, Bounds(low, top)
