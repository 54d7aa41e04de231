"""What one fact says about another, in columns: profile/implications.py for every row at once.

The implications are applied once, before any condition is read; rows that contradict
themselves are found, with both fields named, in the order in which a profile is checked.
"""

from __future__ import annotations

from calendar import monthrange
from dataclasses import replace
from datetime import date, timedelta
from math import nextafter

from ..profile.implications import IMPLIES
from ..rules.columns import BoundedColumn, Columns, Side, YesNoColumn
from ..rules.kleene import NO, UNKNOWN
from ..values import cutoff
from .entry import Entry

_DAY, _YEARS = "husband_away_since", "husband_away_years"

#: The fields of a contradiction, and the formula that a row has it.
Contradiction = tuple[tuple[str, str], int]


def imply(columns: Columns, entry: Entry) -> list[Contradiction]:
    """Applies the implications to ``columns.facts``; returns the contradictions to refuse."""
    found = [*_after(columns, "birth_date"), *_after(columns, "husband_away_since")]
    pool, facts = columns.formulas, columns.facts
    graded = entry.given.get("disability_grade", NO)
    if graded != NO:
        own = _yes_no(columns, "disabled")
        found.append((("disabled", "disability_grade"), pool.surely(pool.all_of((pool.negate(own), graded)))))
        facts["disabled"] = YesNoColumn(pool.any_of((own, graded)))
    for fact, when, other, implied in IMPLIES:
        stated = _yes_no(columns, fact)
        holds = pool.surely(stated if when else pool.negate(stated))
        if holds == NO:
            continue
        before = facts.get(other)
        if isinstance(before, BoundedColumn) or (before is None and other == "disability_grade"):
            # Not applicable: any condition on it is not met. A grade that is given was refused above.
            bounds = before or BoundedColumn(Side(other), Side(other))
            facts[other] = replace(bounds, absent=pool.any_of((bounds.absent, holds)))
            continue
        value = _yes_no(columns, other)
        if implied is True:
            found.append(((fact, other), pool.surely(pool.all_of((holds, pool.negate(value))))))
            facts[other] = YesNoColumn(pool.any_of((value, holds)))
        else:
            # No, or not applicable: a condition on it is not met either way.
            found.append(((fact, other), pool.surely(pool.all_of((holds, value)))))
            facts[other] = YesNoColumn(pool.all_of((value, pool.negate(holds))))
    found.extend(_half_year(columns, entry))
    return [(fields, formula) for fields, formula in found if formula != NO]


def _yes_no(columns: Columns, name: str) -> int:
    found = columns.facts.get(name)
    return found.value if isinstance(found, YesNoColumn) else UNKNOWN


def _after(columns: Columns, name: str) -> list[Contradiction]:
    """A day that lies after the day of assessment, even at the earliest."""
    found = columns.facts.get(name)
    if not isinstance(found, BoundedColumn):
        return []
    late = columns.formulas.negate(columns.under(found.low, "<=", columns.on))
    return [((name, "on"), columns.formulas.surely(late))]


def _half_year(columns: Columns, entry: Entry) -> list[Contradiction]:
    """Of the day he left and the years he is away, one given makes the other not applicable.

    Given both, they must agree; a vaguer one is narrowed by what the other decides.
    """
    pool, facts = columns.formulas, columns.facts
    day_given, years_given = entry.given.get(_DAY, NO), entry.given.get(_YEARS, NO)
    since, years = (facts.get(name, BoundedColumn(Side(name), Side(name))) for name in (_DAY, _YEARS))
    assert isinstance(since, BoundedColumn) and isinstance(years, BoundedColumn)
    both = pool.all_of((day_given, years_given))
    found: list[Contradiction] = []
    if both != NO:
        last = cutoff(columns.on, 6, "months")
        long = pool.decide(columns.under(since.high, "<=", last), columns.under(since.low, "<=", last))
        short = pool.decide(columns.under(years.high, "<", 0.5), columns.under(years.low, "<", 0.5))
        differ = pool.any_of(
            (pool.surely(pool.all_of((long, short))), pool.surely(pool.negate(pool.any_of((long, short)))))
        )
        apart = _more_than_a_year_apart(columns, since, years)
        found.append(((_DAY, _YEARS), pool.all_of((both, pool.any_of((differ, apart))))))
        # Each is narrowed by what the other decides: profile.implications.agree().
        open_day = pool.all_of((both, pool.is_unknown(long)))
        open_years = pool.all_of((both, pool.is_unknown(short)))
        since = _narrowed(
            since,
            (pool.all_of((open_day, pool.surely(short))), last + timedelta(days=1)),
            (pool.all_of((open_day, pool.surely(pool.negate(short)))), last),
        )
        years = _narrowed(
            years,
            (pool.all_of((open_years, pool.surely(long))), 0.5),
            (pool.all_of((open_years, pool.surely(pool.negate(long)))), nextafter(0.5, 0.0)),
        )
    facts[_DAY] = replace(since, absent=pool.all_of((pool.negate(day_given), years_given)))
    facts[_YEARS] = replace(years, absent=pool.all_of((day_given, pool.negate(years_given))))
    return found


def _narrowed(
    column: BoundedColumn, low: tuple[int, date | float], high: tuple[int, date | float]
) -> BoundedColumn:
    if column.low == column.high:
        return column
    return replace(column, low=replace(column.low, narrowed=low), high=replace(column.high, narrowed=high))


def _more_than_a_year_apart(columns: Columns, since: BoundedColumn, years: BoundedColumn) -> int:
    """Whether even the closest values within the bounds differ by more than a year.

    The days are compared as months and days of the month: adding k months to a day gives
    a later day than ``on`` if it gives a later month, or the same month and the day lies
    after ``on``'s. (Where the month is too short for the day, ``on`` is not later than
    its last day either.)
    """
    on = columns.on
    this_month, pool = on.year * 12 + on.month, columns.formulas
    found = []
    if years.low.expr is not None and since.low.expr is not None:
        day, more = since.low.expr, 12 * (years.low.expr - 1)
        least, left = years.low.expr, this_month - (day.dt.year().cast(columns.engine.Int64) * 12 + day.dt.month().cast(columns.engine.Int64))
        # floor(more) > left, or floor(more) == left with the later day of the month.
        # In the last of its month no day is later.
        of_month = on.day if on.day < monthrange(on.year, on.month)[1] else 31
        late = (more >= left + 1) | ((more >= left) & (day.dt.day() > of_month))
        found.append(columns.atom((since.low.key, years.low.key, "sooner"), lambda: (least > 1) & late))
    if years.high.expr is not None and since.high.expr is not None:
        day, more = since.high.expr, 12 * (years.high.expr + 1)
        left = this_month - (day.dt.year().cast(columns.engine.Int64) * 12 + day.dt.month().cast(columns.engine.Int64))
        # ceil(more) < left, or ceil(more) == left with the earlier day of the month.
        early = (more <= left - 1) | ((more <= left) & (day.dt.day() < on.day))
        found.append(columns.atom((since.high.key, years.high.key, "later"), lambda: early))
    return pool.any_of([pool.surely(one) for one in found])
