"""Values of one fact: exact or within bounds, with a liking for the edges of the rules."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from hypothesis import strategies as st

from ..profile import DERIVED, Fact, Value
from ..rules import Operand
from ..values import FIRST_DAY, LAST_DAY, Bounds, add, cutoff

#: Ages at which a document, or a reading of one, changes its answer.
EDGE_AGES = (14, 18, 35, 55, 60, 64, 65)
#: Spans that documents count from a day.
EDGE_MONTHS = (3, 6, 12)
_LIFETIME = 110
_BIRTHS = frozenset(source for _, source in DERIVED.values())
_SIDES = ("between", "until", "from")
_LARGEST = 100_000


def values_of(fact: Fact, *, on: date, bounded: bool = True, near: Iterable[float] = ()) -> st.SearchStrategy[Value]:
    """Values that the fact can have on the day ``on``; no day after it.

    ``near`` names numbers whose neighbourhood is worth trying (the parameters of a place).
    ``bounded`` adds values known only within bounds.
    """
    if fact.kind == "yes_no":
        return st.booleans()
    if fact.kind == "choice":
        return st.sampled_from(sorted(fact.choices))
    if fact.kind == "date":
        drawn: st.SearchStrategy[Any] = days_until(on, births=fact.name in _BIRTHS)
    else:
        drawn = _numbers(fact, tuple(near))
    exact = drawn.map(lambda value: Bounds(value, value))
    return st.one_of(exact, _loose(drawn, on, days=fact.kind == "date")) if bounded else exact


def days_until(on: date, *, births: bool = False) -> st.SearchStrategy[date]:
    """Days up to ``on``: any, and those on which a span (for births, an age) is just reached, or not yet."""
    edges = {on}
    for amount in EDGE_AGES if births else EDGE_MONTHS:
        edges |= _around(cutoff(on, amount, "years" if births else "months"))
    possible = sorted((day for day in edges if FIRST_DAY <= day <= on), reverse=True)
    earliest = max(FIRST_DAY, add(on, -_LIFETIME, "years"))
    return st.one_of(st.sampled_from(possible), st.dates(earliest, on))


def _around(day: date) -> set[date]:
    return {day - timedelta(days=1), day, day + timedelta(days=1)} if date.min < day < date.max else {day}


def _loose(values: st.SearchStrategy[Any], on: date, *, days: bool) -> st.SearchStrategy[Value]:
    """Values known only within bounds: between two, until one, from one; days also by their month or year."""

    def around(drawn: tuple[str, Any, Any]) -> Value:
        how, value, other = drawn
        if how in ("month", "year"):
            first = value.replace(day=1) if how == "month" else date(value.year, 1, 1)
            return Bounds(first, min(on, add(first, 1, "months" if how == "month" else "years") - timedelta(days=1)))
        low, high = min(value, other), max(value, other)
        return Bounds(None if how == "until" else low, None if how == "from" else high)

    ways = ("month", "year", *_SIDES) if days else _SIDES
    return st.tuples(st.sampled_from(ways), values, values).map(around)


def _numbers(fact: Fact, near: Iterable[float]) -> st.SearchStrategy[float]:
    low = -_LARGEST if fact.low is None else fact.low
    high = max(low, _LARGEST) if fact.high is None else fact.high
    whole = fact.kind == "integer"
    step = 1 if whole else 0.01
    edges = {float(number) for line in near for number in (line - step, line, line + step) if low <= number <= high}
    # Small numbers (by halves) are likelier than any that is possible (by cents).
    some = _parts(low, min(high, low + 5_000), 1 if whole else 2) | _parts(low, high, 1 if whole else 100)
    return st.sampled_from(sorted(edges)) | some if edges else some


def _parts(low: float, high: float, of: int) -> st.SearchStrategy[float]:
    return st.integers(int(low * of), int(high * of)).map(lambda number: number / of)


def constants_of(fact: Fact) -> st.SearchStrategy[Operand]:
    """Constants that a condition may compare a date or number with."""
    if fact.kind == "date":
        return st.dates(date(1950, 1, 1), min(LAST_DAY, date(2035, 12, 31)))
    near = EDGE_AGES if fact.name in DERIVED else ()
    return _numbers(fact, near)
