"""What is decided on the values of facts before any condition is read: the past, and one fact instead of another.

A ``past`` day is cut at the day of assessment, or refused where it lies after it. Of a number
that stands ``instead_of`` a day, and that day, the one that is not given is not applicable; given
both they must agree, and each is narrowed by what the other decides.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from math import ceil, floor, nextafter
from typing import Any, cast

from ..problems import Code, ContradictionError, Phrase, Problem
from ..values import Bounds, Date, Number, Truth, add, compare, cutoff, elapsed
from .facts import InsteadOf, Value, plain
from .relations import Relations


def cut_past(values: dict[str, Value], names: Iterable[str], on: date) -> None:
    """Cut the days among ``values`` at ``on``; raises :class:`~liushou.ContradictionError` for one after it."""
    for name in names:
        value = cast("Date | None", values.get(name))
        if value is None:
            continue
        if value.low is not None and value.low > on:
            raise ContradictionError((name, "on"), Problem(Code.AFTER_ON, subject=name, value=value, on=on))
        if value.high is None or value.high > on:
            values[name] = Bounds(value.low, on)


def agree_pairs(values: dict[str, Value], known: Relations, on: date) -> set[str]:
    """The facts that are not applicable because another was given instead; facts given both are narrowed.

    Raises :class:`~liushou.ContradictionError` for two that do not agree.
    """
    not_applicable: set[str] = set()
    for name, pair in known.pairs:
        since, number = cast("Date | None", values.get(pair.fact)), cast("Number | None", values.get(name))
        if since is not None and number is not None:
            if conflicting(since, number, pair, on):
                raise conflict((pair.fact, name), values)
            values[pair.fact], values[name] = narrowed(since, number, pair, on)
        elif since is not None or number is not None:
            not_applicable.add(name if number is None else pair.fact)
    return not_applicable


def _decisions(since: Date, number: Number, pair: InsteadOf, on: date) -> tuple[Truth, Truth]:
    """Whether the deciding time is over: by the day, and by the number."""
    threshold: Number = Bounds(pair.threshold, pair.threshold)
    return elapsed(since, pair.decides_months, "months", on), compare(number, ">=", threshold)


def narrowed(since: Date, number: Number, pair: InsteadOf, on: date) -> tuple[Date, Number]:
    """The day and the number, each narrowed by what the other decides.

    Given both, they agree about the deciding time (they would be refused otherwise). Without
    this, a second and vaguer statement would make an answer unknown that was definite.
    """
    by_day, by_number = _decisions(since, number, pair, on)
    if by_number is None and by_day is not None:
        under = nextafter(pair.threshold, 0.0)
        number = Bounds(pair.threshold, number.high) if by_day else Bounds(number.low, under)
    elif by_day is None and by_number is not None:
        last = cutoff(on, pair.decides_months, "months")
        since = Bounds(since.low, last) if by_number else Bounds(last + timedelta(days=1), since.high)
    return since, number


def conflicting(since: Date, number: Number, pair: InsteadOf, on: date) -> bool:
    """Whether the two decide differently, or even their closest values lie too far apart."""
    by_day, by_number = _decisions(since, number, pair, on)
    if by_day is not None and by_number is not None and by_day is not by_number:
        return True
    unit, apart = pair.unit_months, pair.apart_months / pair.unit_months
    if number.low is not None and since.low is not None:
        if number.low > apart and add(since.low, floor(unit * (number.low - apart)), "months") > on:
            return True
    if number.high is not None and since.high is not None:
        return add(since.high, ceil(unit * (number.high + apart)), "months") < on
    return False


def conflict(fields: tuple[str, str], values: Mapping[str, Value]) -> ContradictionError:
    """The error that two facts contradict each other."""
    first, second = fields
    data: dict[str, Any] = {"value": _shown(values[first]), "other": second, "other_value": _shown(values[second])}
    return ContradictionError(fields, Problem(Code.CONTRADICTION, subject=first, **data))


def _shown(value: Value) -> object:
    if isinstance(value, bool):
        return Phrase("yes" if value else "no")
    return value if isinstance(value, Bounds) else plain(value)
