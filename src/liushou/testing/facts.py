"""Values of one fact: exact or within bounds, with a liking for the edges of the rules."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from hypothesis import strategies as st

from ..profile import DERIVED, Fact, Value
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
        days = days_until(on, births=fact.name in _BIRTHS)
        return days.map(_exact_day) if not bounded else st.one_of(days.map(_exact_day), _dates(days, on))
    numbers = _numbers(fact, tuple(near))
    exact = numbers.map(lambda number: Bounds(number, number))
    return exact if not bounded else st.one_of(exact, _ranges(numbers))


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


def _exact_day(day: date) -> Value:
    return Bounds(day, day)


def _dates(days: st.SearchStrategy[date], on: date) -> st.SearchStrategy[Value]:
    """Days known only within bounds: a month, a year, between two days, until one, from one."""

    def around(drawn: tuple[str, date, date]) -> Value:
        how, day, other = drawn
        if how == "month":
            first = day.replace(day=1)
            return Bounds(first, min(on, add(first, 1, "months") - timedelta(days=1)))
        if how == "year":
            return Bounds(date(day.year, 1, 1), min(on, date(day.year, 12, 31)))
        return _within(how, min(day, other), max(day, other))

    return st.tuples(st.sampled_from(("month", "year", *_SIDES)), days, days).map(around)


def _within(how: str, low: Any, high: Any) -> Value:
    return Bounds(None if how == "until" else low, None if how == "from" else high)


def _numbers(fact: Fact, near: tuple[float, ...]) -> st.SearchStrategy[float]:
    low = -_LARGEST if fact.low is None else fact.low
    high = max(low, _LARGEST) if fact.high is None else fact.high
    middle = min(high, low + 5_000)
    if fact.kind == "integer":
        edges = sorted({number for line in near for number in (line - 1, line, line + 1) if low <= number <= high})
        whole = [st.integers(int(low), int(middle)), st.integers(int(low), int(high))]
        return st.one_of(*([st.sampled_from(edges)] if edges else []), *whole).map(float)
    edges = sorted({number for line in near for number in (line - 0.01, line, line + 0.01) if low <= number <= high})
    some = [
        st.integers(int(low * 2), int(middle * 2)).map(lambda halves: halves / 2),
        st.integers(int(low * 100), int(high * 100)).map(lambda cents: cents / 100),
    ]
    return st.one_of(*([st.sampled_from(edges)] if edges else []), *some)


def _ranges(numbers: st.SearchStrategy[float]) -> st.SearchStrategy[Value]:
    """Numbers known only within bounds."""
    drawn = st.tuples(st.sampled_from(_SIDES), numbers, numbers)
    return drawn.map(lambda sides: _within(sides[0], min(sides[1:]), max(sides[1:])))


def constants_of(fact: Fact) -> st.SearchStrategy[float | date]:
    """Constants that a condition may compare a date or number with."""
    if fact.kind == "date":
        return st.dates(date(1950, 1, 1), min(LAST_DAY, date(2035, 12, 31)))
    near = EDGE_AGES if fact.name in DERIVED else ()
    return _numbers(fact, near)
