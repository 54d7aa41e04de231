"""What time alone will change: half a year reached, 35, 60, 65; and records grown old.

民发〔2025〕7号 三（一） wants the ledger updated at least every half year: records whose
last update lies six months back are listed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from pathlib import Path
from typing import Any

from ...answer import STATUS_WORDS, Status
from ...chinese import format_date, format_day, format_span
from ...matcher import Matcher, cached_matcher
from ...problems import Code, InputError, Problem
from ...profile import DERIVED
from ...rules import Elapsed, Leaf, Parameter, leaves, operands, source_fact
from ...values import LAST_DAY, Bounds, Unit, add
from ..rows.ledger import Ledger
from ..rows.read import Options, read_ledger
from ..rows.women import describe, format_woman

CITATION = "民发〔2025〕7号 三（一）"
MONTHS = 6
MAX_DAYS = 3660
_SPAN = re.compile(r"(\d{1,4})\s*(d|天|日|w|周|m|个月|y|年)?")
_DAYS = {"w": 7, "周": 7, "m": 31, "个月": 31, "y": 366, "年": 366}


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """A woman whose statuses change on a day: why, and which services from what to what.

    ``earliest``: the fact is known within bounds only; it may be so from that day on.
    """

    who: Mapping[str, Any]
    day: date
    why: str
    services: tuple[tuple[str, str, Status, Status], ...]
    earliest: bool = False


@dataclass(frozen=True, slots=True)
class Stale:
    """A record whose last update lies back half a year or more."""

    who: Mapping[str, Any]
    updated: str
    since: date


@dataclass(frozen=True, slots=True, kw_only=True)
class DueList:
    """What falls due in a ledger within a span of days after ``on``; ``undated`` records have no date."""

    ledger: Ledger
    on: date
    until: date
    due: tuple[Due, ...]
    stale: tuple[Stale, ...]
    undated: int


@dataclass(frozen=True, slots=True)
class _Clock:
    """A span of time since the day of a fact that a condition waits for, and what is then reached."""

    fact: str
    amount: int
    unit: Unit
    reached: str


def parse_within(text: str) -> int:
    """``90d``, ``90``, ``3m``, ``1y`` as days; raises :class:`~liushou.InputError`."""
    found = _SPAN.fullmatch(text.strip().lower())
    days = int(found[1]) * _DAYS.get(found[2] or "d", 1) if found else 0
    if not 1 <= days <= MAX_DAYS:
        raise InputError(Problem(Code.NOT_A_SPAN, value=text))
    return days


def due_list(path: Path | str, options: Options, *, within: int, show_ids: bool = False) -> DueList:
    """Whose status changes by time alone within ``within`` days after ``options.on``.

    Every fact is kept as the ledger has it; only the day moves. Raises what reading a
    ledger raises.
    """
    ledger = read_ledger(path, options)
    until = min(options.on + timedelta(days=within), LAST_DAY)
    stale, undated = _stale(ledger, options.on, show_ids)
    due = tuple(_due(ledger, options, until, show_ids))
    return DueList(ledger=ledger, on=options.on, until=until, due=due, stale=tuple(stale), undated=undated)


def _due(ledger: Ledger, options: Options, until: date, show_ids: bool) -> Iterator[Due]:
    """Day by day, so that the documents of a place are prepared once for each day."""

    def matcher_of(position: int, on: date) -> Matcher:
        code = ledger.values["place"][position]
        return cached_matcher(place=code, on=on, rules=options.rules, places=options.places)

    reasons = {place: _reasons(ledger, place, matcher_of(place, options.on), until) for place in ledger.kept}
    profiles = {place: ledger.profile(place) for place, days in reasons.items() if days}
    statuses = {place: matcher_of(place, options.on).statuses(profile) for place, profile in profiles.items()}
    for day, position in sorted((day, position) for position, days in reasons.items() for day in days):
        matcher = matcher_of(position, day)
        before, after = statuses[position], matcher.statuses(profiles[position])
        statuses[position] = after
        changed = tuple(
            (service, matcher.rules.services[service].title, before[service], status)
            for service, status in after.items()
            if service in before and before[service] != status
        )
        if changed:
            yield Due(
                who=describe(ledger, position, show_ids),
                day=day,
                why="、".join(reasons[position][day]),
                services=changed,
                earliest=any(reasons[position][day].values()),
            )


def _reasons(ledger: Ledger, position: int, matcher: Matcher, until: date) -> dict[date, dict[str, bool]]:
    """The days up to ``until`` on which time alone can decide a condition: what is reached, whether within bounds."""
    reasons: dict[date, dict[str, bool]] = {}
    for clock in _clocks(matcher):
        value = ledger.item(clock.fact, position)
        if not isinstance(value, Bounds):
            continue
        for side in {side for side in (value.low, value.high) if side is not None}:
            day = add(side, clock.amount, clock.unit)
            if side <= matcher.on < day <= until:
                own = reasons.setdefault(day, {})
                own[clock.reached] = own.get(clock.reached, False) or not value.exact
    return reasons


@lru_cache(maxsize=64)
def _clocks(matcher: Matcher) -> tuple[_Clock, ...]:
    """What time decides here."""
    measures = [measure for applicable in matcher.applicable.values() for measure in applicable]
    conditions = [condition for measure in measures for condition in measure.pair]
    clocks: dict[_Clock, None] = {}
    for leaf in dict.fromkeys(leaf for condition in conditions for leaf in leaves(condition)):
        fact = source_fact(leaf.fact)
        if isinstance(leaf, Elapsed):
            span = "半年" if (leaf.amount, leaf.unit) == (6, "months") else format_span(leaf.amount, leaf.unit)
            clocks[_Clock(fact, leaf.amount, leaf.unit, f"{matcher.rules.facts[fact].title}满{span}")] = None
        elif leaf.fact in DERIVED:
            clocks |= {_Clock(fact, age, "years", f"满{age}周岁"): None for age in sorted(_ages(leaf, matcher))}
    return tuple(clocks)


def _ages(leaf: Leaf, matcher: Matcher) -> set[int]:
    """The ages at which a leaf may change: its limits, and one above each."""
    ages: set[int] = set()
    for operand in operands(leaf):
        sides: list[Any] = [operand]
        if isinstance(operand, Parameter):
            bounds = matcher.place_values.parameters.get(operand.name)
            sides = [] if bounds is None else [bounds.low, bounds.high]
        ages.update(int(side) + more for side in sides if isinstance(side, (int, float)) for more in (0, 1))
    return ages


def _stale(ledger: Ledger, on: date, show_ids: bool) -> tuple[list[Stale], int]:
    """(records last updated half a year ago or more, number of those without any date)."""
    stale: list[Stale] = []
    undated = 0
    whole = None if ledger.filled_on is None else Bounds(ledger.filled_on, ledger.filled_on)
    for position in ledger.kept:
        filled = ledger.item("filled_on", position) or whole
        if filled is None or filled.high is None:
            undated += 1
        elif (since := add(filled.high, MONTHS, "months")) <= on:
            stale.append(Stale(describe(ledger, position, show_ids), format_date(filled), since))
    return stale, undated


def due_data(due_list: DueList) -> dict[str, Any]:
    """The list as JSON for programs."""
    keys = ("service", "title", "before", "after")
    return {
        "on": due_list.on.isoformat(),
        "until": due_list.until.isoformat(),
        "rows": due_list.ledger.rows,
        "evaluated": len(due_list.ledger.kept),
        "due": [
            {
                **due.who,
                "day": due.day.isoformat(),
                "why": due.why,
                "bounded": due.earliest,
                "services": [dict(zip(keys, service, strict=True)) for service in due.services],
            }
            for due in due_list.due
        ],
        "stale": [
            {**record.who, "updated": record.updated, "due_since": record.since.isoformat()}
            for record in due_list.stale
        ],
        "undated": due_list.undated,
        "citation": CITATION,
    }


def due_page(due_list: DueList) -> str:
    """The list as text for people."""
    lines = [
        f"{due_list.ledger.file}　{format_day(due_list.on)}至{format_day(due_list.until)}",
        f"due 到期变动 {len(due_list.due)}人次；stale 超过六个月未更新 {len(due_list.stale)}人（{CITATION}）；"
        f"undated 没有更新日期 {due_list.undated}人",
        "",
        "due 到期变动",
    ]
    for due in due_list.due:
        groups: dict[str, list[str]] = {}
        for _, title, before, after in due.services:
            groups.setdefault(f"{STATUS_WORDS[before]}→{STATUS_WORDS[after]}", []).append(title)
        changes = "；".join(f"{change}：{'、'.join(titles)}" for change, titles in groups.items())
        mark = "（日期只知范围）" if due.earliest else ""
        lines.append(f"  {due.day}　{format_woman(due.who)}　{due.why}{mark}　{changes}")
    lines += ["", "stale 超过六个月未更新"]
    lines += [f"  {format_woman(record.who)}　最近更新 {record.updated}" for record in due_list.stale]
    return "\n".join(lines) + "\n"


__all__ = ["CITATION", "Due", "DueList", "Stale", "due_data", "due_list", "due_page", "parse_within"]
