"""Strategies for women (partly known, known in full, or both), for ledgers, and for the values of a fact.

Values have a liking for the edges of the rules.
"""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from math import ceil
from typing import Any, Literal, cast

from hypothesis import reject
from hypothesis import strategies as st
from hypothesis.errors import InvalidArgument

from ..documents import Rules, values_at
from ..on_demand import polars
from ..problems import ContradictionError
from ..profile import DERIVED, FACTS, Fact, Profile, Value, relations
from ..rules import Operand, resolve
from ..values import FIRST_DAY, LAST_DAY, Bounds, Date, Number, add, cutoff, full_months
from . import arguments

_MOST = 99
#: Most facts are of this kind: one strategy for all of them is quicker to build and draw.
_YES_NO_OR_NOT_ASKED: st.SearchStrategy[Value | None] = st.one_of(st.none(), st.booleans())


def left_behind(on: date) -> dict[str, Any]:
    """Facts that make a woman a 农村留守妇女 under each of the five shipped definitions.

    For ``profiles(on=on, known=left_behind(on))``. Raises ``InvalidArgument`` for a day that liushou does not support.
    """
    on = arguments.day(on)
    return {fact.name: fact.usual_on(on) for fact in FACTS if fact.usual is not None}


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

    No day after ``on`` is stated, and no profile contradicts itself: ``match`` never raises
    :class:`~liushou.ContradictionError` for one on that day. Not stated, exact, bounded (``bounded=False`` leaves them
    out) and ``unsure`` facts (``unsure=False``) all occur; about half of the women start out as left behind. Shrinks
    towards nothing known.

    :param known: facts that every profile states, as in a profile file.
    :param place: a place whose parameters (rural_dibao_line …) are tried from both sides; the
        facts that the registers know of it are left to them.
    :param facts: the only facts that may be stated (besides ``known``).
    :param rules: rules with facts of their own (``liushou.load_rules(directory)``).

    Raises ``InvalidArgument`` at once for an unknown fact or place, a value out of range,
    or known facts that contradict each other.
    """
    asked = {"on": on, "known": known, "place": place, "facts": facts, "rules": rules}
    return _women(**asked, complete=False, bounded=bounded, unsure=unsure)


def complete_profiles(
    *,
    on: date,
    known: Mapping[str, Any] | None = None,
    place: str | None = None,
    facts: Iterable[str] | None = None,
    rules: Rules | None = None,
) -> st.SearchStrategy[Profile]:
    """Women of whom everything is known exactly on the day ``on``, facts of the place included.

    Each fact is stated, or not applicable because another one says so (no disability, no grade). Only parameters can
    still be unknown. The arguments are those of :func:`profiles`.
    """
    asked = {"on": on, "known": known, "place": place, "facts": facts, "rules": rules}
    return _women(**asked, complete=True, bounded=False, unsure=False)


def less_and_more(
    *,
    on: date,
    known: Mapping[str, Any] | None = None,
    place: str | None = None,
    facts: Iterable[str] | None = None,
    rules: Rules | None = None,
) -> st.SearchStrategy[tuple[Profile, Profile]]:
    """The same woman twice: with less known of her, and with everything known.

    In the first profile, facts of the second are not asked, or known only within bounds that hold the true value.
    ``known`` facts stay as they are in both. The arguments are those of :func:`profiles`.
    """
    used = arguments.rules_of(rules)
    whole = complete_profiles(on=on, known=known, place=place, facts=facts, rules=used)

    @st.composite
    def pairs(draw: st.DrawFn) -> tuple[Profile, Profile]:
        more = draw(whole)
        kept: dict[str, Value] = {}
        for name, value in more.known():
            how = "keep" if name in (known or ()) else draw(st.sampled_from(("drop", "keep", "loosen")))
            if how != "drop":
                kept[name] = value if how == "keep" else _loosened(draw, used.facts[name], value, on)
        return Profile.from_mapping(kept, facts=used.facts), more

    return pairs()


def _loosened(draw: st.DrawFn, fact: Fact, value: Value, on: date) -> Value:
    """Bounds around an exact value; yes, no and choices stay."""
    if not isinstance(value, Bounds) or value.low is None:
        return value
    low: Any
    high: Any
    below, above = draw(st.integers(0, 400)), draw(st.integers(0, 400))
    if isinstance(value.low, date):
        low = max(FIRST_DAY, value.low - timedelta(days=below))
        high = min(on, value.low + timedelta(days=above))
    else:
        low, high = value.low - below / 4, value.low + above / 4
        low = low if fact.low is None else max(fact.low, low)
        high = high if fact.high is None else min(fact.high, high)
    side = draw(st.sampled_from(("both", "low", "high")))
    return Bounds(None if side == "high" else low, None if side == "low" else high)


def _women(
    *, on: Any, known: Any, place: Any, facts: Any, rules: Any, complete: bool, bounded: bool, unsure: bool
) -> st.SearchStrategy[Profile]:
    on = arguments.day(on)
    used = arguments.rules_of(rules)
    fixed = arguments.known_of(known, used.facts, on)
    code = arguments.place_of(place, on)
    near: dict[str, set[float]] = {}
    of_place: set[str] = set()
    if code is not None:
        here = values_at(used, code, on)
        of_place = set(here.facts)
        for name, bounds in here.parameters.items():
            if name in used.parameters:
                sides = near.setdefault(used.parameters[name].unit, set())
                sides.update(side for side in (bounds.low, bounds.high) if side is not None)

    def values(fact: Fact) -> st.SearchStrategy[Value | None]:
        if fact.kind == "yes_no" and not complete:
            return _YES_NO_OR_NOT_ASKED
        stating = values_of(fact, on=on, bounded=bounded, near=sorted(near.get(fact.unit or "", ())))
        return stating if complete else st.one_of(st.none(), stating)

    free = [fact for fact in arguments.facts_of(facts, used.facts) if fact.name not in {*fixed, *of_place}]
    drawn = {fact: values(fact) for fact in free}

    @st.composite
    def women(draw: st.DrawFn) -> Profile:
        stated: dict[str, Value] = dict(fixed)
        usual = draw(st.booleans())
        for fact, strategy in drawn.items():
            # Drawn also where it is not used: only then does shrinking find its way back.
            value = draw(strategy)
            if usual and fact.usual is not None:
                value = fact.read(fact.usual_on(on))
            if value is not None:
                stated[fact.name] = value
        _bring_together(draw, stated, set(fixed), used.facts, on=on, bounded=bounded)
        profile = _without_contradiction(stated, set(fixed), used.facts, on)
        open_facts = [fact.name for fact in drawn if not _settled(fact, profile.get(fact.name))]
        if not (unsure and open_facts):
            return profile
        of_these = draw(st.frozensets(st.sampled_from(open_facts), max_size=3))
        return Profile.from_mapping({**stated, "unsure": sorted(of_these)}, facts=used.facts)

    return women()


def _settled(fact: Fact, value: Value | None) -> bool:
    """Whether nothing is left to be unsure of (one side of a short range can say it all)."""
    return value is not None and bool(getattr(fact.read(value), "exact", True))


def _without_contradiction(stated: dict[str, Value], fixed: set[str], facts: Mapping[str, Fact], on: date) -> Profile:
    """A profile of what was drawn: of two facts that contradict each other, what holds gives way."""
    while True:
        profile = Profile.from_mapping(stated, facts=facts)
        try:
            resolve(profile, on, facts=facts)
        except ContradictionError as error:
            loose = [name for name in error.fields if name in stated and name not in fixed]
            if not loose:
                reject()
            holding = [name for name in loose if stated[name] is not False]
            last = facts[holding[-1]] if holding else None
            if last is None:
                # What is known demands it.
                stated[loose[0]] = True
                fixed.add(loose[0])
            elif stated[last.name] is True:
                stated[last.name] = False
            elif len(loose) > 1 and last.implies and all(stated.get(name) is not False for name in last.needs):
                stated.update((name, True) for name in loose if name != last.name)
            else:
                del stated[last.name]
        else:
            return profile


def _bring_together(
    draw: st.DrawFn, stated: dict[str, Value], fixed: set[str], facts: Mapping[str, Fact], *, on: date, bounded: bool
) -> None:
    """Each number that stands instead of a day, or the day, moved to where both tell of one day."""
    for number, pair in relations(facts).pairs:
        if number not in stated or pair.fact not in stated:
            continue
        if number not in fixed:
            day, fact = cast(Date, stated[pair.fact]), facts[number]
            since = max(FIRST_DAY, day.high or day.low or FIRST_DAY)
            steps = min(full_months(since, on) // pair.decides_months, int((fact.high or _MOST) / pair.threshold) - 1)
            # Rounded up or down, but never across what decides.
            low = high = steps + (draw(st.integers(0, 1)) if steps else 0)
            low -= draw(st.integers(0, low)) if bounded else 0
            stated[number] = Bounds(low * pair.threshold, high * pair.threshold)
        elif pair.fact not in fixed:
            amount = cast(Number, stated[number])
            longest = amount.high if amount.high is not None else amount.low or 0.0
            since = max(FIRST_DAY, add(on, -ceil(min(longest, _MOST) * pair.unit_months), "months"))
            stated[pair.fact] = Bounds(since, since)


def ledgers(
    *,
    on: date,
    min_size: int = 0,
    max_size: int = 8,
    known: Mapping[str, Any] | None = None,
    place: str | None = None,
    facts: Iterable[str] | None = None,
    frame: Literal["rows", "polars"] = "rows",
    rules: Rules | None = None,
) -> st.SearchStrategy[Any]:
    """Ledgers of ``min_size`` to ``max_size`` women as of the day ``on``.

    A row is a dict with a key for each fact (``facts``, or all), None where it is not stated: True/False, the word of a
    choice, a ``date``, a number. Values are exact, and no row contradicts itself. ``frame="polars"`` gives a
    ``polars.DataFrame`` with the same columns, typed also where a column is all null.

    The other arguments are those of :func:`profiles`. Raises
    :class:`~liushou.MissingExtraError` where Polars is wanted and not installed.
    """
    least, most = arguments.size("min_size", min_size, 0), arguments.size("max_size", max_size, 0)
    if least > most:
        raise InvalidArgument(f"min_size={least} is more than max_size={most}")
    if frame not in ("rows", "polars"):
        raise InvalidArgument(f"frame={frame!r} must be 'rows' or 'polars'")
    used = arguments.rules_of(rules)
    columns = list(arguments.facts_of(facts, used.facts))
    columns += [used.facts[name] for name in known or {} if name in used.facts and used.facts[name] not in columns]
    women = profiles(on=on, known=known, place=place, facts=facts, bounded=False, unsure=False, rules=used)
    row = women.map(lambda woman: {fact.name: _cell(fact, woman.get(fact.name)) for fact in columns})
    rows = st.lists(row, min_size=least, max_size=most)
    if frame == "rows":
        return rows
    pl = polars()
    types = {"yes_no": pl.Boolean, "choice": pl.String, "date": pl.Date, "number": pl.Float64, "integer": pl.Int64}
    schema = {fact.name: types[fact.kind] for fact in columns}
    return rows.map(lambda drawn: pl.DataFrame(drawn, schema=schema))


def _cell(fact: Fact, value: Any) -> Any:
    if value is None or fact.kind in ("yes_no", "choice"):
        return value
    return int(value.low) if fact.kind == "integer" else value.low


#: Ages at which a document, or a reading of one, changes its answer.
EDGE_AGES = (14, 18, 35, 55, 60, 64, 65)
#: Spans that documents count from a day.
EDGE_MONTHS = (3, 6, 12)
_LIFETIME = 110
_BIRTHS = frozenset(source for _, source in DERIVED.values())
_SIDES = ("between", "until", "from")
_LARGEST = 100_000


def values_of(fact: Fact, *, on: date, bounded: bool = True, near: Iterable[float] = ()) -> st.SearchStrategy[Value]:
    """Values of the fact up to the day ``on``, with a liking for those ``near``; ``bounded`` adds bounds."""
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
        day = cutoff(on, amount, "years" if births else "months")
        edges |= {day + timedelta(days=step) for step in (-1, 0, 1)} if date.min < day < date.max else {day}
    possible = sorted((day for day in edges if FIRST_DAY <= day <= on), reverse=True)
    earliest = max(FIRST_DAY, add(on, -_LIFETIME, "years"))
    return st.one_of(st.sampled_from(possible), st.dates(earliest, on))


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
