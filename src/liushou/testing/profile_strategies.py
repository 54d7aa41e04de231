"""Strategies for women: partly known, or known in full."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, cast

from hypothesis import strategies as st

from ..documents import Rules, local
from ..profile import IMPLIES, Fact, Profile, Value
from ..values import FIRST_DAY, Bounds, Date, Number, add
from . import arguments
from .facts import values_of
from .named import Hidden, named

SINCE, YEARS = "husband_away_since", "husband_away_years"
_MOST_YEARS = 99.0
#: Most facts are of this kind: one strategy for all of them is quicker to build and draw.
_YES_NO_OR_NOT_ASKED: st.SearchStrategy[Value | None] = st.one_of(st.none(), st.booleans())


def left_behind(on: date) -> dict[str, Any]:
    """Facts that make a woman a 农村留守妇女 under each of the five shipped definitions.

    For ``profiles(on=on, known=left_behind(on))``. Raises ``InvalidArgument`` for a day
    that liushou cannot reckon with.
    """
    on = arguments.day(on)
    return {
        "sex": "female",
        "lives_in_village": True,
        "husband_away_for_work": True,
        "husband_outside_county": True,
        "husband_away_since": add(on, -12, "months"),
    }


@dataclass(frozen=True, slots=True)
class _Plan:
    """What a profile strategy was asked for, checked."""

    on: date
    facts: tuple[Fact, ...]
    values: Mapping[str, st.SearchStrategy[Value | None]]
    known: Mapping[str, Value]
    own: Mapping[str, Fact]
    complete: bool
    bounded: bool
    unsure: bool


def profiles(
    *,
    on: date,
    known: Mapping[str, Any] | None = None,
    place: str | None = None,
    facts: Iterable[str] | None = None,
    bounded: bool = True,
    unsure: bool = True,
    rules: Rules | None = None,
) -> st.SearchStrategy[Profile]:
    """Women of whom something is known, as of the day ``on``.

    No day after ``on`` is stated, and no profile contradicts itself: ``match`` never
    raises :class:`~liushou.ContradictionError` for one on that day. Not stated, exact,
    bounded (``bounded=False`` leaves them out) and ``unsure`` facts (``unsure=False``)
    all occur; about half of the women start out as left behind. Shrinks towards nothing
    known.

    :param known: facts that every profile states, as in a profile file.
    :param place: a place whose lines (rural_dibao_line …) are tried from both sides; the
        facts that the registers know of it are left to them.
    :param facts: the only facts that may be stated (besides ``known``).
    :param rules: rules with facts of their own (``liushou.load_rules(directory)``).

    Raises ``InvalidArgument`` at once for an unknown fact or place, a value out of range,
    or known facts that contradict each other.
    """
    plan = _plan(on, known, place, facts, rules, complete=False, bounded=bounded, unsure=unsure)
    return named("profiles", _profiles(Hidden(plan)), on=on, known=known, place=place, facts=facts)


def complete_profiles(
    *,
    on: date,
    known: Mapping[str, Any] | None = None,
    place: str | None = None,
    facts: Iterable[str] | None = None,
    rules: Rules | None = None,
) -> st.SearchStrategy[Profile]:
    """Women of whom everything is known exactly on the day ``on``, facts of the place included.

    Each fact is stated, or not applicable because another one says so (no disability, no
    grade). Only parameters can still be unknown. The arguments are those of
    :func:`profiles`.
    """
    plan = _plan(on, known, place, facts, rules, complete=True, bounded=False, unsure=False)
    return named("complete_profiles", _profiles(Hidden(plan)), on=on, known=known, place=place, facts=facts)


def _plan(
    on: date,
    known: Mapping[str, Any] | None,
    place: str | None,
    facts: Iterable[str] | None,
    rules: Rules | None,
    *,
    complete: bool,
    bounded: bool,
    unsure: bool,
) -> _Plan:
    on = arguments.day(on)
    used = arguments.rules_of(rules)
    stated = arguments.known_of(known, used.facts, on)
    code = arguments.place_of(place, on)
    arguments.flag("bounded", bounded)
    arguments.flag("unsure", unsure)
    lines: dict[str, set[float]] = {}
    of_place: set[str] = set()
    if code is not None:
        here = local(used, code, on)
        of_place = set(here.facts)
        for name, bounds in here.parameters.items():
            unit = used.parameters[name].unit
            lines.setdefault(unit, set()).update(side for side in (bounds.low, bounds.high) if side is not None)
    free = tuple(
        fact for fact in arguments.facts_of(facts, used.facts) if fact.name not in stated and fact.name not in of_place
    )
    values: dict[str, st.SearchStrategy[Value | None]] = {}
    for fact in free:
        if fact.kind == "yes_no" and not complete:
            values[fact.name] = _YES_NO_OR_NOT_ASKED
            continue
        stating = values_of(fact, on=on, bounded=bounded, near=sorted(lines.get(fact.unit or "", ())))
        values[fact.name] = stating if complete else st.one_of(st.none(), stating)
    return _Plan(on, free, values, stated, used.facts, complete, bounded, unsure)


@st.composite
def _profiles(draw: st.DrawFn, hidden: Hidden[_Plan]) -> Profile:
    plan = hidden.value
    stated: dict[str, Value] = dict(plan.known)
    usual = left_behind(plan.on) if draw(st.booleans()) else {}
    for fact in plan.facts:
        # Drawn also where it is not used: only then does shrinking find its way back.
        value = draw(plan.values[fact.name])
        if fact.name in usual:
            value = fact.read(usual[fact.name])
        if value is not None:
            stated[fact.name] = value
    _keep_implications(stated, plan.known)
    if SINCE in stated and YEARS in stated:
        _keep_half_year(draw, stated, plan)
    doubtful: frozenset[str] = frozenset()
    if plan.unsure:
        open_facts = [fact.name for fact in plan.facts if not _settled(fact, stated.get(fact.name))]
        if open_facts:
            doubtful = draw(st.frozensets(st.sampled_from(open_facts), max_size=3))
    return Profile.from_mapping({**stated, "unsure": sorted(doubtful)}, facts=plan.own)


def _settled(fact: Fact, value: Value | None) -> bool:
    """Whether nothing is left to be unsure of (one side of a short range can say it all)."""
    return value is not None and bool(getattr(fact.read(value), "exact", True))


def _keep_implications(stated: dict[str, Value], known: Mapping[str, Value]) -> None:
    """What was drawn gives way to what it would contradict (the closed table, DESIGN §2)."""
    for fact, when, other, implied in IMPLIES:
        if stated.get(fact) is not when or other not in stated:
            continue
        if implied is None and other not in known:
            del stated[other]
        elif implied is not None and other not in known:
            stated[other] = implied
        elif stated[other] is not (False if implied is None else implied):
            stated[fact] = not when


def _keep_half_year(draw: st.DrawFn, stated: dict[str, Value], plan: _Plan) -> None:
    """The leaving and the years away are told by the same true day, which both contain."""
    if SINCE in plan.known and YEARS in plan.known:
        return
    if YEARS in plan.known:
        since = _since_for(draw, cast(Number, stated[YEARS]), plan.on)
        if since is None:
            del stated[SINCE]
        else:
            stated[SINCE] = since
        return
    years = _years_for(draw, cast(Date, stated[SINCE]), plan)
    if years is None:
        del stated[YEARS]
    else:
        stated[YEARS] = years


def _years_for(draw: st.DrawFn, since: Date, plan: _Plan) -> Number | None:
    earliest = max(FIRST_DAY, add(plan.on, -90, "years"), since.low or FIRST_DAY)
    latest = min(plan.on, since.high or plan.on)
    if earliest > latest:
        return None
    steps = _months(draw(st.dates(earliest, latest)), plan.on) // 6
    # Rounded to the form's half years, up or down, but never across the half year itself.
    exact = (steps + (draw(st.integers(0, 1)) if steps else 0)) / 2
    if not plan.bounded or not draw(st.booleans()):
        return Bounds(exact, exact)
    low = draw(st.none() | st.integers(0, int(exact * 2)).map(lambda halves: halves / 2))
    high = draw(st.none() | st.integers(0, 6).map(lambda halves: min(_MOST_YEARS, exact + halves / 2)))
    return Bounds(exact, exact) if low is None and high is None else Bounds(low, high)


def _since_for(draw: st.DrawFn, years: Number, on: date) -> Date | None:
    low = 0.0 if years.low is None else years.low
    high = _MOST_YEARS if years.high is None else years.high
    true = draw(st.floats(low, high, allow_nan=False))
    months = max(6, round(12 * true)) if true >= 0.5 else min(5, int(12 * true))
    day = add(on, -months, "months")
    return None if day < FIRST_DAY else Bounds(day, day)


def _months(since: date, on: date) -> int:
    """Full months from ``since`` to ``on``."""
    months = (on.year - since.year) * 12 + on.month - since.month
    return months if add(since, months, "months") <= on else months - 1
