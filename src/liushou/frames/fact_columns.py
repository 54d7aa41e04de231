"""Columns as facts: how the values of a frame's columns are read, and what is wrong with them.

A value that a profile could not hold (a grade of 7, a birth before 1900, 有 where only 是 or 否 can stand) makes its
row a problem row; a column whose type holds no such values at all is refused as a whole.
"""

import warnings
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from difflib import SequenceMatcher
from functools import partial
from operator import eq, gt, lt
from typing import Any

import narwhals as nw

from ..problems import Code, InputError, Phrase, Problem, closest, mask
from ..profile import DERIVED, Fact
from ..rules.columns import NO, BoundedColumn, ChoiceColumn, Columns, Expr, Side, YesNoColumn
from ..values import FIRST_DAY, LAST_DAY
from .backends import PREFIX, FrameHandle, is_text

SIDES = ("__min", "__max")
_YES, _NO = ("yes", "是", "true"), ("no", "否", "false")
_BEYOND = 1.0e300
# Whether a text is a day is decided by pattern, leap years included, so that only days that
# exist are handed to the engine: engines differ on what they do with the others.
_YEAR = "(?:19|2[01])[0-9]{2}"
_LEAP = "(?:(?:19|2[01])(?:0[48]|[2468][048]|[13579][26])|2000)"
_LONG, _SHORT = "(?:0[13578]|1[02])", "(?:0[469]|11)"
_DAY = (
    f"^(?:{_YEAR}-(?:{_LONG}-(?:0[1-9]|[12][0-9]|3[01])|{_SHORT}-(?:0[1-9]|[12][0-9]|30)"
    f"|02-(?:0[1-9]|1[0-9]|2[0-8]))|{_LEAP}-02-29)$"
)
#: What stands for a span of days, and what makes its text the first and the last of them.
_SPANS = (
    (f"^{_YEAR}$", "-01-01", "-12-31"),
    (f"^{_YEAR}-{_LONG}$", "-01", "-31"),
    (f"^{_YEAR}-{_SHORT}$", "-01", "-30"),
    (f"^{_LEAP}-02$", "-01", "-29"),
    (f"^{_YEAR}-02$", "-01", "-28"),
)


class LikelyMisspelling(UserWarning):
    """A column is not a fact, but nearly has the name of one."""


@dataclass(slots=True)
class FactColumns:
    """The facts of a frame: columns to add first, by steps, and formulas that a value is ``wrong``, or ``given``."""

    opened: FrameHandle
    prepared: tuple[dict[str, Expr], ...] = field(default_factory=lambda: ({}, {}))
    wrong: dict[str, int] = field(default_factory=dict)
    given: dict[str, int] = field(default_factory=dict)

    def meet(self, *facts: str) -> bool:
        """Whether any row may state all of the facts; certain only where the rows are at hand."""
        return self.opened.meet([(fact, *(fact + side for side in SIDES)) for fact in facts])

    def prepare(self, name: str, expr: Expr, step: int = 0) -> Expr:
        """A column to add in a step, after those of the steps before it."""
        self.prepared[step][f"{PREFIX}{name}"] = expr
        return self.opened.engine.col(f"{PREFIX}{name}")


def read_fact_columns(opened: FrameHandle, columns: Columns, facts: Mapping[str, Fact]) -> FactColumns:
    """Reads the fact columns of a frame into ``columns.facts``.

    Raises :class:`~liushou.InputError` for ``…__min`` and ``…__max`` of what is no date or number, and for columns of a
    type that cannot hold the fact; warns (:class:`LikelyMisspelling`) of columns that are probably meant to be facts.
    """
    problems = list(_unknown_sides(opened.schema, facts))
    entry = FactColumns(opened)
    for fact in facts.values():
        names = [name for name in (fact.name, *(fact.name + side for side in SIDES)) if name in opened.schema]
        names = [name for name in names if not opened.empty(name)]
        if not names:
            continue
        try:
            _Reader(opened, columns, entry, fact).read(names)
        except InputError as error:
            problems.extend(error.problems)
    if problems:
        raise InputError(problems)
    _warn(opened.schema, facts)
    return entry


def _unknown_sides(names: Iterable[str], facts: Mapping[str, Fact]) -> Iterable[Problem]:
    bounded = [fact.name for fact in facts.values() if fact.kind in ("date", "number", "integer")]
    for name in names:
        stem = name[: -len(SIDES[0])]
        if name.endswith(SIDES) and stem and stem not in bounded:
            what = Phrase("not-date-or-number" if stem in facts else "not-a-fact", name=stem)
            near = closest(stem, bounded)
            yield Problem(Code.BOUND_COLUMN, subject=name, near=near and near + name[len(stem) :], reason=what)


def _warn(names: Iterable[str], facts: Mapping[str, Fact]) -> None:
    for name in names:
        stem = name.removesuffix(SIDES[0]).removesuffix(SIDES[1])
        if stem in facts:
            continue
        if stem in DERIVED:
            message = f"the column `{name}` is not read: it is reckoned from `{DERIVED[stem][1]}`"
        else:
            near = closest(name.strip().lower(), facts)
            if near is None or not _alike(name, near):
                continue
            message = f"the column `{name}` is not a fact and is not read; did you mean `{near}`?"
        warnings.warn(mask(message), LikelyMisspelling, stacklevel=5)


def _alike(name: str, fact: str) -> bool:
    """Whether two names differ in what a slip of the hand changes, and no more."""
    plain, other = (text.strip().lower().replace("-", "_").replace(" ", "_") for text in (name, fact))
    same = sum(block.size for block in SequenceMatcher(None, plain, other).get_matching_blocks())
    near = abs(len(plain) - len(other)) <= 2 and len(plain) + len(other) - 2 * same <= 4
    return plain == other or (len(other) > 4 and near)


class _Reader:
    """Reads the columns of one fact."""

    def __init__(self, opened: FrameHandle, columns: Columns, entry: FactColumns, fact: Fact) -> None:
        self.opened, self.columns, self.entry, self.fact = opened, columns, entry, fact
        self.pool, self.engine = columns.formulas, opened.engine

    def read(self, names: list[str]) -> None:
        if self.fact.kind == "yes_no":
            self._yes_no(names[0])
        elif self.fact.kind == "choice":
            self._choice(names[0])
        else:
            self._bounded(names)

    # -- yes or no, and choices -------------------------------------------------------------

    def _yes_no(self, name: str) -> None:
        dtype, column = self.opened.schema[name], self.engine.col(name)
        if isinstance(dtype, nw.Boolean):
            value = self.columns.atom(name, lambda: column, bare=True)
        elif dtype.is_numeric():
            source = self._number(name)
            value = self.columns.atom((name, "yes"), lambda: source == 1)
            no = self.columns.atom((name, "no"), lambda: source == 0)
            self._wrong(self.pool.negate(self.pool.any_of((value, no))))
        elif is_text(dtype):
            source = self.entry.prepare(name, column.cast(self.engine.String).str.strip_chars().str.to_lowercase())
            value = self._words(name, source, _YES)
            self._wrong(self.pool.negate(self.pool.any_of((value, self._words(name, source, _NO)))))
        else:
            raise self._refused(name, "a boolean column, 0 and 1, or 是 and 否")
        self.columns.facts[self.fact.name] = YesNoColumn(value)

    def _choice(self, name: str) -> None:
        dtype, column = self.opened.schema[name], self.engine.col(name)
        if not is_text(dtype):
            raise self._refused(name, self.fact.expected)
        source = column if isinstance(dtype, nw.String) else self.entry.prepare(name, column.cast(self.engine.String))
        values = {key: self._words(name, source, (key, title)) for key, title in self.fact.choices.items()}
        self._wrong(self.pool.negate(self.pool.any_of(values.values())))
        self.columns.facts[self.fact.name] = ChoiceColumn(values)

    def _words(self, name: str, source: Expr, words: Iterable[str]) -> int:
        # Not is_in(): engines differ on whether null is in a list.
        known = dict.fromkeys(filter(None, words))
        return self.pool.any_of([self.columns.atom((name, "=", word), partial(eq, source, word)) for word in known])

    # -- dates and numbers --------------------------------------------------------------------

    def _bounded(self, names: list[str]) -> None:
        read = {name: self._day(name) if self.fact.kind == "date" else (self._number(name),) * 2 for name in names}
        fact = self.fact.name
        exact, low, high = (read.get(fact + suffix) for suffix in ("", *SIDES))
        own_low, own_high = low and low[0], high and high[1]
        if exact is not None and (low is not None or high is not None):
            own_low = self._merged(exact[0], own_low, "under", lt)
            own_high = self._merged(exact[1], own_high, "over", gt)
        elif exact is not None:
            own_low, own_high = exact
        if exact is not None and own_low is own_high:
            low_side = high_side = Side(key=fact, expr=own_low)
        else:
            low_side, high_side = self._side(f"{fact}__low", own_low), self._side(f"{fact}__high", own_high)
        self._check(low_side, high_side)
        sides = [side for side in dict.fromkeys((low_side, high_side)) if side.expr is not None]
        given = self.entry.given[fact] = self.pool.any_of([self._stated(side) for side in sides])
        if self.fact.past and low_side != high_side:
            # What is past reaches no further than the day of assessment.
            high_side = replace(high_side, cap=self.columns.on, stated=given)
        if self.fact.kind == "integer" and low_side != high_side:
            # A grade of at most 2 is 1 or 2: the range of the fact closes the open side.
            low_side = self._closed(low_side, given, self.fact.low)
            high_side = self._closed(high_side, given, self.fact.high)
        self.columns.facts[fact] = BoundedColumn(low_side, high_side, NO, self.fact.kind == "integer")

    def _side(self, key: str, expr: Expr | None) -> Side:
        return Side(key=key, expr=None if expr is None else self.entry.prepare(key, expr, 1))

    def _closed(self, side: Side, given: int, value: float | None) -> Side:
        if value is None:
            return side
        stated = NO if side.expr is None else self._stated(side)
        return replace(side, narrowed=(self.pool.all_of((given, self.pool.negate(stated))), value))

    def _stated(self, side: Side) -> int:
        expr: Expr = side.expr
        return self.columns.atom((side.key, "given"), lambda: ~expr.is_null(), decided=True)

    def _check(self, low: Side, high: Side) -> None:
        columns, pool = self.columns, self.pool
        is_date = self.fact.kind == "date"
        least: date | float = FIRST_DAY if is_date else -_BEYOND if self.fact.low is None else self.fact.low
        most: date | float = LAST_DAY if is_date else _BEYOND if self.fact.high is None else self.fact.high
        for side in dict.fromkeys((low, high)):
            if side.expr is None:
                continue
            self._wrong(columns.under(side, "<", least))
            if not (is_date and self.fact.past and low == high):
                # A past date after the day of assessment is found as such.
                self._wrong(pool.negate(columns.under(side, "<=", most)))
            if self.fact.kind == "integer":
                self._whole(side)
        if low.expr is not None and high.expr is not None and low != high:
            first, last = low.expr, high.expr
            self._wrong(columns.atom((low.key, "crossed"), lambda: first > last))

    def _whole(self, side: Side) -> None:
        types = (self.opened.schema.get(self.fact.name + suffix) for suffix in ("", *SIDES))
        if not all(dtype is None or dtype.is_integer() for dtype in types):
            expr: Expr = side.expr
            self._wrong(self.columns.atom((side.key, "broken"), lambda: expr.floor() != expr))

    def _merged(self, exact: Expr, bound: Expr | None, mark: str, outside: Callable[[Expr, Expr], Expr]) -> Expr:
        """A side of what is given exactly and within a bound: the exact value, which may not lie outside."""
        if bound is None:
            return exact
        self._wrong(self.columns.atom((self.fact.name, mark), lambda: outside(exact, bound)))
        return self.engine.coalesce(exact, bound)

    def _day(self, name: str) -> tuple[Expr, Expr]:
        """(first, last) day of a column's values: the same unless it is text."""
        dtype, column = self.opened.schema[name], self.engine.col(name)
        if isinstance(dtype, nw.Date):
            return column, column
        if isinstance(dtype, nw.Datetime) and dtype.time_zone is None:
            day = self.entry.prepare(name, column.dt.date())
            return day, day
        if isinstance(dtype, nw.Datetime):
            raise self._refused(name, "days without a time zone: which day it is depends on the zone")
        if not is_text(dtype):
            raise self._refused(name, "days (a date column), or text like 2024-03-01, 2024-03 or 2024")
        text = column if isinstance(dtype, nw.String) else column.cast(self.engine.String)
        first, last, readable = days_of_text(self.engine, text)
        self._wrong(self.columns.atom((name, "unreadable"), lambda: ~column.is_null() & ~readable, decided=True))
        return self.entry.prepare(f"{name}__first", first), self.entry.prepare(f"{name}__last", last)

    def _number(self, name: str) -> Expr:
        dtype, column = self.opened.schema[name], self.engine.col(name)
        if not dtype.is_numeric():
            raise self._refused(name, self.fact.expected)
        if dtype.is_integer():
            return column
        if not dtype.is_float():
            return self.entry.prepare(name, column.cast(self.engine.Float64))
        # NaN is compared differently by every engine: it says that nothing is known.
        return self.entry.prepare(name, self.engine.when(~column.is_nan()).then(column.cast(self.engine.Float64)))

    def _wrong(self, formula: int) -> None:
        name, wrong = self.fact.name, self.entry.wrong
        wrong[name] = self.pool.any_of((wrong.get(name, NO), self.pool.surely(formula)))

    def _refused(self, name: str, expected: str) -> InputError:
        dtype = self.opened.schema[name]
        return InputError(Problem(Code.COLUMN_TYPE, subject=name, title=self.fact.title, kind=dtype, expected=expected))


def days_of_text(engine: Any, text: Expr) -> tuple[Expr, Expr, Expr]:
    """(first day, last day, whether it can be read) of a text column; null where it cannot."""
    whole = readable = text.str.contains(_DAY).fill_null(False)
    days = [engine.lit(None, dtype=engine.String)] * 2
    # The leap years come before the years of which they are some.
    for pattern, *ends in reversed(_SPANS):
        here = text.str.contains(pattern).fill_null(False)
        readable = readable | here
        spans = [engine.when(here).then(engine.concat_str(text, engine.lit(end))) for end in ends]
        days = [span.otherwise(day) for span, day in zip(spans, days, strict=True)]
    first, last = (engine.when(whole).then(text).otherwise(day).str.to_date("%Y-%m-%d") for day in days)
    return first, last, readable
