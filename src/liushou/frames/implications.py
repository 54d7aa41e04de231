"""What one fact says about another, in columns: profile/implications.py for every row at once.

The implications are applied once, before any condition is read; rows that contradict
themselves are found, with both fields named, in the order in which a profile is checked.
"""

from __future__ import annotations

from calendar import monthrange
from dataclasses import replace
from datetime import date, timedelta
from functools import lru_cache
from math import nextafter

from ..profile import IMPLIES
from ..rules.columns import NO, UNKNOWN, BoundedColumn, Columns, Expr, Side, YesNoColumn
from ..values import cutoff
from .fact_columns import Entry

#: The years a husband is away are at most 99 (see the catalogue), and one more is reckoned.
_MOST_YEARS = 101
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
            # Not applicable wins over what was stated: a condition on it is not met.
            facts[other] = YesNoColumn(pool.all_of((value, pool.negate(holds))))
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
    assert isinstance(since, BoundedColumn)
    assert isinstance(years, BoundedColumn)
    both = pool.all_of((day_given, years_given))
    found: list[Contradiction] = []
    if both != NO and entry.meet(_DAY, _YEARS):
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


def _narrowed(column: BoundedColumn, low: tuple[int, date | float], high: tuple[int, date | float]) -> BoundedColumn:
    if column.low == column.high:
        return column
    return replace(column, low=replace(column.low, narrowed=low), high=replace(column.high, narrowed=high))


def _more_than_a_year_apart(columns: Columns, since: BoundedColumn, years: BoundedColumn) -> int:
    """Whether even the closest values within the bounds differ by more than a year."""
    pool, found = columns.formulas, []
    if years.low.expr is not None and since.low.expr is not None:
        day, least = since.low.expr, years.low.expr
        late = _months_later(columns, day, (12 * (least - 1)).floor(), after=True)
        found.append(columns.atom((since.low.key, years.low.key, "sooner"), lambda: (least > 1) & late))
    if years.high.expr is not None and since.high.expr is not None:
        early = _months_later(columns, since.high.expr, (12 * (years.high.expr + 1)).ceil(), after=False)
        found.append(columns.atom((since.high.key, years.high.key, "later"), lambda: early))
    return pool.any_of([pool.surely(one) for one in found])


def _months_later(columns: Columns, day: Expr, months: Expr, *, after: bool) -> Expr:
    """Whether ``day`` and so many whole months lie after ``on`` (or before it)."""
    on, engine = columns.on, columns.engine
    if engine.__name__ == "polars":
        # A table of cut-off days: taking dates apart is slow there.
        days = _cutoffs(on if after else on - timedelta(days=1))
        numbers = [float(number) for number in range(len(days))]
        edge = months.replace_strict(numbers, list(days), default=None, return_dtype=engine.Date)
        return day > edge if after else day <= edge
    # Elsewhere tables are slow: months are counted. The same month is decided by the day,
    # which where the month is too short for it is the month's last, as ``on`` then is at most.
    left = on.year * 12 + on.month - (day.dt.year().cast(engine.Int64) * 12 + day.dt.month().cast(engine.Int64))
    if not after:
        return (months < left) | ((months == left) & (day.dt.day() < on.day))
    last = monthrange(on.year, on.month)[1]
    return (months > left) | ((months == left) & (day.dt.day() > (on.day if on.day < last else 31)))


@lru_cache(maxsize=8)
def _cutoffs(on: date) -> tuple[date, ...]:
    """``cutoff(on, n, "months")`` for every n that can be needed.

    From the last of its month every day of the earlier month is reached; otherwise the
    same day of the month, or the last where the month is shorter.
    """
    last = on.day == monthrange(on.year, on.month)[1]
    found = []
    for number in range(12 * _MOST_YEARS + 1):
        year, month = divmod(on.year * 12 + on.month - 1 - number, 12)
        longest = monthrange(year, month + 1)[1]
        found.append(date(year, month + 1, longest if last else min(on.day, longest)))
    return tuple(found)
