"""A frame whose facts are read and settled: what conditions are asked of.

What facts say of each other is in the lowered conditions. Before any condition is read, days that
lie after the day of assessment are refused, and of the facts of which one stands instead of the
other (:mod:`liushou.profile.agreement`) one is taken, for every row at once.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from math import nextafter
from typing import Any

from ..problems import Code, InputError, Problem
from ..profile import Fact, InsteadOf, relations
from ..rules import lowering
from ..rules.columns import NO, BoundedColumn, Columns, Expr, Formulas, Side, YesNoColumn
from ..values import cutoff
from .backends import PREFIX, FrameHandle
from .fact_columns import FactColumns, read_fact_columns
from .row_places import CONTEXT, RowPlaces

#: What ``problem`` says of a row whose code names no place.
NO_PLACE = "place"


@dataclass(frozen=True, slots=True, kw_only=True)
class PreparedFrame:
    """A frame whose facts are read and settled, ready for conditions.

    ``problems`` has what a row cannot be answered for, the first that holds counting:
    the text of the ``problem`` column and the formula.
    """

    opened: FrameHandle
    columns: Columns
    entry: FactColumns
    problems: tuple[tuple[str, int], ...]
    context: Expr | None = None

    @classmethod
    def of(cls, opened: FrameHandle, on: date, facts: Mapping[str, Fact], placed: RowPlaces) -> PreparedFrame:
        """Reads the fact columns, applies the implications, adds what the places know."""
        taken = [name for name in opened.names if name.startswith(PREFIX)]
        if taken:
            raise InputError(Problem(Code.COLUMN_RESERVED, subject=taken[0]))
        columns = Columns(
            engine=opened.engine,
            on=on,
            formulas=Formulas(),
            parameters=placed.parameters,
            contexts=len(placed.locals),
            select=placed.select,
            lowering=lowering(facts),
        )
        entry = read_fact_columns(opened, columns, facts)
        problems: list[tuple[str, int]] = []
        if placed.context is not None:
            nowhere = columns.atom("no place", lambda: opened.engine.col(CONTEXT).is_null(), decided=True)
            problems.append((NO_PLACE, nowhere))
        problems += [(fact, formula) for fact, formula in entry.wrong.items() if formula != NO]
        _add_place_facts(columns, placed)
        problems += [(",".join(fields), formula) for fields, formula in refuse_and_agree(columns, entry, facts)]
        return cls(opened=opened, columns=columns, entry=entry, problems=tuple(problems), context=placed.context)

    @property
    def sound(self) -> int:
        """The formula that a row has no problem."""
        pool = self.columns.formulas
        return pool.negate(pool.any_of([formula for _, formula in self.problems]))

    def frame(self) -> Any:
        """The frame with the columns that the formulas read."""
        frame = self.opened.frame
        if self.context is not None:
            frame = frame.with_columns(self.context.alias(CONTEXT))
        for step in self.entry.prepared:
            if step:
                frame = frame.with_columns(*[expr.alias(name) for name, expr in step.items()])
        return frame


def _add_place_facts(columns: Columns, placed: RowPlaces) -> None:
    pool = columns.formulas
    for name, values in placed.facts.items():
        here = columns.each(values)
        own = columns.facts.get(name)
        if own is None:
            columns.facts[name] = YesNoColumn(here)
        elif isinstance(own, YesNoColumn):
            stated = pool.all_of((pool.is_unknown(own.value), here))
            columns.facts[name] = YesNoColumn(pool.any_of((pool.surely(own.value), stated)))


#: The fields of a contradiction, and the formula that a row has it.
Refused = tuple[tuple[str, str], int]


def refuse_and_agree(columns: Columns, entry: FactColumns, facts: Mapping[str, Fact]) -> list[Refused]:
    """What to refuse, in the order in which a profile is checked; narrows ``columns.facts`` where two agree."""
    pool, known = columns.formulas, relations(facts)
    refused = [problem for name in known.past for problem in _after(columns, name)]
    for contradiction in columns.lowering.contradictions:
        refused.append((contradiction.fields, pool.surely(columns.lowered(contradiction.condition))))
    for number, pair in known.pairs:
        refused.extend(_Pair(columns, entry, number, pair).agree())
    return [(fields, formula) for fields, formula in refused if formula != NO]


def _after(columns: Columns, name: str) -> Iterator[Refused]:
    """A day that lies after the day of assessment, even at the earliest."""
    column = columns.facts.get(name)
    if isinstance(column, BoundedColumn):
        late = columns.formulas.negate(columns.under(column.low, "<=", columns.on))
        yield (name, "on"), columns.formulas.surely(late)


def _narrowed(column: BoundedColumn, low: tuple[int, date | float], high: tuple[int, date | float]) -> BoundedColumn:
    if column.low == column.high:
        return column
    return replace(column, low=replace(column.low, narrowed=low), high=replace(column.high, narrowed=high))


class _Pair:
    """A day, and a number that stands instead of it: one given makes the other not applicable.

    Given both, they must agree; a vaguer one is narrowed by what the other decides.
    """

    def __init__(self, columns: Columns, entry: FactColumns, number: str, pair: InsteadOf) -> None:
        self.columns, self.entry, self.pool, self.pair = columns, entry, columns.formulas, pair
        self.day, self.number = pair.fact, number

    def agree(self) -> Iterator[Refused]:
        pool, facts, pair = self.pool, self.columns.facts, self.pair
        day_given, number_given = (self.entry.given.get(name, NO) for name in (self.day, self.number))
        since, years = (self._column(name) for name in (self.day, self.number))
        both = pool.all_of((day_given, number_given))
        if both != NO and self.entry.meet(self.day, self.number):
            under, last = self.columns.under, cutoff(self.columns.on, pair.decides_months, "months")
            long = pool.decide(under(since.high, "<=", last), under(since.low, "<=", last))
            short = pool.decide(under(years.high, "<", pair.threshold), under(years.low, "<", pair.threshold))
            same = (pool.all_of((long, short)), pool.negate(pool.any_of((long, short))))
            differ = pool.any_of([pool.surely(formula) for formula in same])
            yield (self.day, self.number), pool.all_of((both, pool.any_of((differ, self._far_apart(since, years)))))
            open_day = pool.all_of((both, pool.is_unknown(long)))
            open_number = pool.all_of((both, pool.is_unknown(short)))
            since = _narrowed(
                since,
                (pool.all_of((open_day, pool.surely(short))), last + timedelta(days=1)),
                (pool.all_of((open_day, pool.surely(pool.negate(short)))), last),
            )
            years = _narrowed(
                years,
                (pool.all_of((open_number, pool.surely(long))), pair.threshold),
                (pool.all_of((open_number, pool.surely(pool.negate(long)))), nextafter(pair.threshold, 0.0)),
            )
        facts[self.day] = replace(since, absent=pool.all_of((pool.negate(day_given), number_given)))
        facts[self.number] = replace(years, absent=pool.all_of((day_given, pool.negate(number_given))))

    def _column(self, name: str) -> BoundedColumn:
        column = self.columns.facts.get(name, BoundedColumn(Side(key=name), Side(key=name)))
        assert isinstance(column, BoundedColumn)
        return column

    def _far_apart(self, since: BoundedColumn, years: BoundedColumn) -> int:
        """Whether even the closest values within the bounds differ by too many months."""
        columns, pool, apart_by = self.columns, self.pool, []
        unit, apart = self.pair.unit_months, self.pair.apart_months / self.pair.unit_months
        if years.low.expr is not None and since.low.expr is not None:
            least = years.low.expr
            late = self._months_later(since.low.expr, (unit * (least - apart)).floor(), after=True)
            apart_by.append(columns.atom((since.low.key, years.low.key, "sooner"), lambda: (least > apart) & late))
        if years.high.expr is not None and since.high.expr is not None:
            early = self._months_later(since.high.expr, (unit * (years.high.expr + apart)).ceil(), after=False)
            apart_by.append(columns.atom((since.high.key, years.high.key, "later"), lambda: early))
        return pool.any_of([pool.surely(formula) for formula in apart_by])

    def _months_later(self, day: Expr, months: Expr, *, after: bool) -> Expr:
        """Whether ``day`` and so many whole months lie after ``on`` (or before it)."""
        # Months are counted. The same month is decided by the day, which where the month is too
        # short for it is the month's last, as ``on`` then is at most.
        on, whole = self.columns.on, self.columns.engine.Int64
        left = on.year * 12 + on.month - (day.dt.year().cast(whole) * 12 + day.dt.month().cast(whole))
        if not after:
            return (months < left) | ((months == left) & (day.dt.day() < on.day))
        last = monthrange(on.year, on.month)[1]
        return (months > left) | ((months == left) & (day.dt.day() > (on.day if on.day < last else 31)))
