"""What one fact says about another: the closed table of DESIGN §2, applied once.

:func:`settle` turns a profile into :class:`Known`, the form that every reading starts
from: each fact is a value, not applicable, or absent. A stated fact that contradicts an
implied one is refused with both fields named; otherwise adding a fact could turn an
answer that was already definite (docs/decisions/0003).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from math import ceil, floor, nextafter
from typing import Any, cast

from ..problems import Code, ContradictionError, Phrase, Problem
from ..values import Bounds, Date, Number, Truth, add, check_day, compare, cutoff, elapsed
from .facts import Value, plain
from .model import Profile

#: (fact, value) → (other fact, its value); None: the other fact is not applicable.
IMPLIES: tuple[tuple[str, bool, str, bool | None], ...] = (
    ("disabled", False, "disability_grade", None),
    ("disabled", False, "needs_long_term_care", None),
    ("domestic_violence", True, "rights_infringed", True),
    ("at_risk_of_poverty", True, "is_monitored", True),
)


@dataclass(frozen=True, slots=True)
class Known:
    """What is known on the day ``on``, with the implications applied.

    ``values`` has no entry for what is unknown; ``not_applicable`` facts have none
    either, and a condition on them is not met.
    """

    on: date
    values: Mapping[str, Value]
    not_applicable: frozenset[str] = frozenset()
    unsure: frozenset[str] = frozenset()
    place_facts: frozenset[str] = field(default=frozenset())


def settle(profile: Profile, on: date, place_facts: Mapping[str, Value] | None = None) -> Known:
    """The profile on the day ``on``, with the county's own facts beneath its own.

    Raises :class:`~liushou.ContradictionError` for what cannot be true together.
    """
    on = check_day(on)
    values: dict[str, Value] = dict(profile.known())
    for name in ("birth_date", "husband_away_since"):
        if name in values:
            values[name] = _not_after(name, cast(Date, values[name]), on)
    away: set[str] = set()
    _disability(values)
    for fact, when, other, implied in IMPLIES:
        if values.get(fact) is not when:
            continue
        if implied is None:
            # Not applicable wins over what was stated; a grade was refused above.
            values.pop(other, None)
            away.add(other)
        else:
            if values.get(other) is (not implied):
                raise _conflict(fact, values[fact], other, values[other])
            values[other] = implied
    _half_year(values, away, on)
    from_place = frozenset(name for name in place_facts or () if name not in values)
    for name in from_place:
        values[name] = (place_facts or {})[name]
    return Known(on, values, frozenset(away), profile.unsure - away, from_place)


def _disability(values: dict[str, Value]) -> None:
    if "disability_grade" not in values:
        return
    if values.get("disabled") is False:
        raise _conflict("disabled", False, "disability_grade", values["disability_grade"])
    values["disabled"] = True


def _half_year(values: dict[str, Value], away: set[str], on: date) -> None:
    since = cast("Date | None", values.get("husband_away_since"))
    years = cast("Number | None", values.get("husband_away_years"))
    if since is None and years is None:
        return
    if since is None or years is None:
        away.add("husband_away_since" if since is None else "husband_away_years")
        return
    by_date: Truth = elapsed(since, 6, "months", on)
    by_years: Truth = compare(years, ">=", Bounds(0.5, 0.5))
    differ = by_date is not None and by_years is not None and by_date is not by_years
    if differ or _more_than_a_year_apart(since, years, on):
        raise _conflict("husband_away_since", since, "husband_away_years", years)
    values["husband_away_since"], values["husband_away_years"] = agree(since, years, on)


def agree(since: Date, years: Number, on: date) -> tuple[Date, Number]:
    """The day of leaving and the years away, each narrowed by what the other decides.

    Given both, they agree about the half year (they would be refused otherwise). Without
    this, a second and vaguer statement would make an answer unknown that was definite.
    """
    by_date: Truth = elapsed(since, 6, "months", on)
    by_years: Truth = compare(years, ">=", Bounds(0.5, 0.5))
    if by_years is None and by_date is not None:
        years = Bounds(0.5, years.high) if by_date else Bounds(years.low, nextafter(0.5, 0.0))
    elif by_date is None and by_years is not None:
        last = cutoff(on, 6, "months")
        since = Bounds(since.low, last) if by_years else Bounds(last + timedelta(days=1), since.high)
    return since, years


def _more_than_a_year_apart(since: Date, years: Number, on: date) -> bool:
    """Whether even the closest values within the bounds differ by more than a year."""
    if years.low is not None and since.low is not None:
        if years.low > 1 and add(since.low, floor(12 * (years.low - 1)), "months") > on:
            return True
    if years.high is not None and since.high is not None:
        return add(since.high, ceil(12 * (years.high + 1)), "months") < on
    return False


def _not_after(name: str, value: Date, on: date) -> Date:
    if value.low is not None and value.low > on:
        raise ContradictionError((name, "on"), Problem(Code.AFTER_ON, subject=name, value=value, on=on))
    if value.high is None or value.high > on:
        return Bounds(value.low, on)
    return value


def _conflict(first: str, one: Value, second: str, two: Value) -> ContradictionError:
    values: dict[str, Any] = {"subject": first, "value": _say(one), "other": second, "other_value": _say(two)}
    return ContradictionError((first, second), Problem(Code.CONTRADICTION, **values))


def _say(value: Value) -> object:
    if isinstance(value, bool):
        return Phrase("yes" if value else "no")
    return value if isinstance(value, Bounds) else plain(value)
