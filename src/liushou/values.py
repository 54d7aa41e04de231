"""Dates and numbers, exact or within bounds, and the days on which time decides.

A comparison of bounded values is yes, no, or unknown (``True``, ``False``, ``None``) as the bounds decide. Spans of
time follow one rule: *N months are over on the day ``since + relativedelta(months=N)``*; where a month has
no such day, its last day counts (as 民法典 第二百零二条 counts periods). :func:`cutoff` turns the rule round for
readings that compare dates only.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache
from math import isclose
from typing import TYPE_CHECKING, Any, Generic, Literal, TypeVar

from .problems import Code, InputError, Problem, typed_ascii, written

if TYPE_CHECKING:
    from fractions import Fraction

Truth = bool | None
Operator = Literal["<", "<=", ">", ">=", "="]
Unit = Literal["days", "months", "years"]

FIRST_DAY = date(1900, 1, 1)
LAST_DAY = date(2199, 12, 31)
_YEARS: dict[str, Any] = {"first": FIRST_DAY.year, "last": LAST_DAY.year}

K = TypeVar("K")
V = TypeVar("V")
T = TypeVar("T", date, float)


@dataclass(frozen=True, slots=True)
class Bounds(Generic[T]):
    """A value between ``low`` and ``high``, both included; None is an open side."""

    low: T | None
    high: T | None

    @property
    def exact(self) -> bool:
        """Whether only one value is left."""
        return self.low is not None and self.low == self.high

    def __str__(self) -> str:
        low, high = (side if side is None else show(side) for side in (self.low, self.high))
        if self.exact or (low is None and high is None):
            return low or "?"
        return f"≤{high}" if low is None else f"≥{low}" if high is None else f"{low}–{high}"


Number = Bounds[float]
Date = Bounds[date]


def exactly(value: T) -> Bounds[T]:
    """The bounds of a value that is known."""
    return Bounds(value, value)


def rational(value: float) -> Fraction:
    """The number that a float was written as: a decimal, or a twelfth of one with two decimals (a yearly amount)."""
    from fractions import Fraction  # here, so that starting stays quick

    return Fraction(*_ratio(value))


def _ratio(value: float) -> tuple[int, int]:
    """Two whole numbers, of which :func:`rational` is the ratio."""
    twelfths = round(value * 1200)
    if isclose(twelfths / 1200, value, rel_tol=5e-16):
        return twelfths, 1200
    digits, _, exponent = repr(value).partition("e")
    whole, _, decimals = digits.partition(".")
    power = int(exponent or 0) - len(decimals)
    return int(whole + decimals) * 10 ** max(power, 0), 10 ** max(-power, 0)


@lru_cache(maxsize=4096)
def product(value: float, factor: float) -> float:
    """The float nearest to the exact product of two numbers as written: 1.1 × 610 is 671.0, as a file would say it."""
    (first, of_first), (second, of_second) = _ratio(value), _ratio(factor)
    return (first * second) / (of_first * of_second)


def multiplied(bounds: Bounds[Any], factor: float) -> Bounds[Any]:
    """Both sides times a positive factor; an open side stays open."""
    if factor == 1.0:
        return bounds
    return Bounds(*(None if side is None else product(side, factor) for side in (bounds.low, bounds.high)))


def show(value: object) -> str:
    """A number without a superfluous ``.0`` and at most two decimals; a date as ISO."""
    if isinstance(value, float):
        return f"{value:.2f}".rstrip("0").rstrip(".")
    return str(value)


def compare(left: Bounds[T], operator: Operator, right: Bounds[T]) -> Truth:
    """``left operator right`` for every pair of values within the bounds, or None."""
    if operator == "=":
        if left.exact and right.exact:
            return left.low == right.low
        return False if compare(left, "<", right) or compare(left, ">", right) else None
    strict = operator in ("<", ">")
    if operator in (">", ">="):
        left, right = right, left
    if left.high is not None and right.low is not None:
        if left.high < right.low or (not strict and left.high == right.low):
            return True
    if left.low is not None and right.high is not None:
        if left.low > right.high or (strict and left.low == right.high):
            return False
    return None


_WRITTEN = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?\Z")
_TYPED = re.compile(r"([0-9]{4})(?: *[-年/.] *([0-9]{1,2})(?: *[-月/.] *([0-9]{1,2}))?)? *[年月日号]?\Z")


def intersect(first: Bounds[T], second: Bounds[T]) -> Bounds[T] | None:
    """The values within both bounds; None where there is none."""
    lows = [bounds.low for bounds in (first, second) if bounds.low is not None]
    highs = [bounds.high for bounds in (first, second) if bounds.high is not None]
    low, high = max(lows, default=None), min(highs, default=None)
    return None if low is not None and high is not None and low > high else Bounds(low, high)


def parse_date(value: object) -> Date:
    """A day, a month (``2024-03``) or a year (``2024`` or 2024) as bounds.

    Raises :class:`InputError` for anything else and for days outside 1900–2199.
    """
    if isinstance(value, datetime):
        raise InputError(Problem(Code.TIME_OF_DAY))
    if isinstance(value, date):
        low = high = value
    else:
        try:
            low, high = _span(
                value if type(value) is str else "" if isinstance(value, (bool, float)) else written(value)
            )
        except ValueError:
            raise InputError(Problem(Code.NOT_A_DATE, value=written(value), near=date_meant(value))) from None
    if low < FIRST_DAY or high > LAST_DAY:
        raise InputError(Problem(Code.DAY_OUT_OF_RANGE, value=value, **_YEARS))
    return Bounds(low, high)


def number_meant(text: str) -> str | None:
    """The number that was probably meant: 600 for 600元 and for full-width digits."""
    digits = re.match(r"0*([0-9]{1,15}(?:\.[0-9]+)?)[^0-9A-Za-z.]*\Z", typed_ascii(text).replace(",", ""))
    return digits and re.sub(r"\.0+\Z", "", digits[1])


def date_meant(value: object) -> str | None:
    """The date that was probably meant, as YAML writes it; 2020年12月30日, 2024/11/1, full-width digits are known."""
    typed = _TYPED.match(typed_ascii(value).strip()) if isinstance(value, str) else None
    text = "-".join(part.zfill(2) for part in typed.groups() if part) if typed else ""
    try:
        _span(text)
    except ValueError:
        return None
    return text


def _span(text: str) -> tuple[date, date]:
    """The first and last day of a day, month or year; ValueError for any other text."""
    if len(text) == 10 and text[4] == text[7] == "-":  # most dates are days
        known = date.fromisoformat(text)
        return known, known
    match = _WRITTEN.match(text)
    if match is None:
        raise ValueError
    year, month, day = match.groups()
    first = date(int(year), int(month or 1), int(day or 1))
    last_month = int(month or 12)
    return first, date(int(year), last_month, int(day or monthrange(int(year), last_month)[1]))


def add(day: date, amount: int, unit: Unit) -> date:
    """``day`` and ``amount`` units; a missing day of the month is the month's last.

    The same as dateutil's ``day + relativedelta(...)``. Past the end of the calendar the
    result is ``date.max`` (or ``date.min``).
    """
    try:
        if unit == "days":
            return day + timedelta(days=amount)
        year, month = divmod(day.year * 12 + day.month - 1 + amount * (12 if unit == "years" else 1), 12)
        # Every month has 28 days.
        return date(year, month + 1, day.day if day.day <= 28 else min(day.day, monthrange(year, month + 1)[1]))
    except (OverflowError, ValueError):
        return date.max if amount > 0 else date.min


def cutoff(on: date, amount: int, unit: Unit) -> date:
    """The latest day ``d`` with ``add(d, amount, unit) <= on``.

    ``since <= cutoff(on, 6, "months")`` says the same as "half a year is over on
    ``on``"; it is not ``on`` less six months, which differs at month ends.
    """
    day = add(on, -amount, unit)
    if on.day < 28 and unit != "days":
        return day
    step = timedelta(days=1)
    while day < date.max and add(day + step, amount, unit) <= on:
        day += step
    while day > date.min and add(day, amount, unit) > on:
        day -= step
    return day


def full_months(since: date, on: date) -> int:
    """Full months from one day to another: the largest n with ``add(since, n, "months") <= on``."""
    months = (on.year - since.year) * 12 + on.month - since.month
    return months if add(since, months, "months") <= on else months - 1


def age(birth: date, on: date) -> int:
    """Full years (周岁): the largest n with ``add(birth, n, "years") <= on``."""
    years = on.year - birth.year
    return years if add(birth, years, "years") <= on else years - 1


def ages(birth: Date, on: date) -> Number:
    """The bounds of the age of someone born within ``birth``."""
    low = None if birth.high is None else float(age(birth.high, on))
    high = None if birth.low is None else float(age(birth.low, on))
    return Bounds(low, high)


def elapsed(since: Date, amount: int, unit: Unit, on: date) -> Truth:
    """Whether ``amount`` units are over on the day ``on`` for a start within ``since``."""
    if since.high is not None and add(since.high, amount, unit) <= on:
        return True
    if since.low is not None and add(since.low, amount, unit) > on:
        return False
    return None


def grouped(pairs: Iterable[tuple[K, V]]) -> dict[K, list[V]]:
    """The second of each pair under the first, both in the order in which they come."""
    groups: dict[K, list[V]] = {}
    for key, value in pairs:
        groups.setdefault(key, []).append(value)
    return groups


def check_day(on: object, name: str = "on") -> date:
    """``on`` itself if it is a supported date, else :class:`InputError`."""
    if isinstance(on, str) and _WRITTEN.match(on) and len(on) == len("2025-06-30"):
        try:
            on = date.fromisoformat(on)
        except ValueError:
            raise InputError(Problem(Code.ON_NOT_A_DAY, subject=name, value=on)) from None
    if not isinstance(on, date) or isinstance(on, datetime):
        raise InputError(Problem(Code.ON_TYPE, subject=name, value=written(on), near=date_meant(on)))
    if not FIRST_DAY <= on <= LAST_DAY:
        raise InputError(Problem(Code.ON_OUT_OF_RANGE, subject=name, value=on, **_YEARS))
    return on


def number(value: Any) -> float:
    """A finite int or float as float; raises InputError for everything else (also bool)."""
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        raise InputError(Problem(Code.NOT_A_NUMBER, value=written(value)))
    # A whole number may be too large for a float: 10 ** 400.
    result = float(value) if abs(value) < 1e308 else float("inf")
    if result != result or result in (float("inf"), float("-inf")):
        raise InputError(Problem(Code.NOT_FINITE, value=value))
    return result
