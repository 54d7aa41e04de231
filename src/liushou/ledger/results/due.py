"""What time alone will change: half a year reached, 35, 60, 65; and records grown old.

民发〔2025〕7号 三（一） wants the ledger updated at least every half year: records whose
last update lies six months back are listed.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from pathlib import Path
from typing import Any

from ...answer import STATUS_WORDS
from ...chinese import format_date, format_day, format_span
from ...matcher import Matcher, cached_matcher
from ...problems import Code, InputError, Problem
from ...profile import DERIVED
from ...rules import Elapsed, Leaf, Parameter, leaves, operands, source_fact
from ...values import LAST_DAY, Bounds, Unit, add
from ..rows.display import describe, entry_data, format_woman
from ..rows.ledger import Ledger
from ..rows.read import Options, read_ledger
from .statuses import without_documents

CITATION = "民发〔2025〕7号 三（一）"
MONTHS = 6
MAX_DAYS = 3660
_SPAN = re.compile(r"(\d{1,4})\s*(d|天|日|w|周|m|个月|y|年)?")
_DAYS = {"w": 7, "周": 7, "m": 31, "个月": 31, "y": 366, "年": 366}


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """A woman whose statuses change on a day: why, and which services (``service``, ``title``, ``before``, ``after``).

    ``bounded``: the fact is known within bounds only; it may be so from that day on.
    """

    who: Mapping[str, Any]
    day: date
    why: str
    bounded: bool
    services: tuple[Mapping[str, Any], ...]


@dataclass(frozen=True, slots=True)
class Stale:
    """A record whose last update lies back half a year or more."""

    who: Mapping[str, Any]
    updated: str
    due_since: date


@dataclass(frozen=True, slots=True, kw_only=True)
class DueList:
    """What falls due in a ledger within a span of days after ``on``; ``undated`` records have no date.

    ``notes``: the places to which no document applies.
    """

    ledger: Ledger
    on: date
    until: date
    due: tuple[Due, ...]
    stale: tuple[Stale, ...]
    undated: int
    notes: tuple[str, ...] = ()


#: A fact, the span of time since its day that a condition waits for, and what is then reached.
_Clock = tuple[str, int, Unit, str]


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
    notes = without_documents(ledger, options)
    return DueList(ledger=ledger, on=options.on, until=until, due=due, stale=tuple(stale), undated=undated, notes=notes)


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
            {"service": name, "title": matcher.rules.services[name].title, "before": before[name], "after": status}
            for name, status in after.items()
            if before.get(name, status) != status
        )
        if changed:
            who, why = describe(ledger, position, show_ids), reasons[position][day]
            yield Due(who=who, day=day, why="、".join(why), bounded=any(why.values()), services=changed)


def _reasons(ledger: Ledger, position: int, matcher: Matcher, until: date) -> dict[date, dict[str, bool]]:
    """The days up to ``until`` on which time alone can decide a condition: what is reached, whether within bounds."""
    reasons: dict[date, dict[str, bool]] = {}
    for fact, amount, unit, reached in _clocks(matcher):
        value = ledger.item(fact, position)
        if not isinstance(value, Bounds):
            continue
        for side in {side for side in (value.low, value.high) if side is not None}:
            day = add(side, amount, unit)
            if side <= matcher.on < day <= until:
                own = reasons.setdefault(day, {})
                own[reached] = own.get(reached, False) or not value.exact
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
            clocks[fact, leaf.amount, leaf.unit, f"{matcher.rules.facts[fact].title}满{span}"] = None
        elif leaf.fact in DERIVED:
            # An age may decide at a limit and a year above it.
            limits = {int(side) + more for side in _limits(leaf, matcher) for more in (0, 1)}
            clocks |= {(fact, age, "years", f"满{age}周岁"): None for age in sorted(limits)}
    return tuple(clocks)


def _limits(leaf: Leaf, matcher: Matcher) -> Iterator[float]:
    """The numbers that a leaf compares with."""
    for operand in operands(leaf):
        known = operand.within(matcher.place_values.parameters) if isinstance(operand, Parameter) else None
        sides = (operand,) if known is None else (known.low, known.high)
        yield from (side for side in sides if isinstance(side, (int, float)))


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
    return {
        "on": due_list.on.isoformat(),
        "until": due_list.until.isoformat(),
        "rows": due_list.ledger.rows,
        "evaluated": len(due_list.ledger.kept),
        "due": [entry_data(due) for due in due_list.due],
        "stale": [entry_data(record) for record in due_list.stale],
        "undated": due_list.undated,
        "notes": list(due_list.notes),
        "citation": CITATION,
    }


def due_page(due_list: DueList) -> str:
    """The list as text for people."""
    lines = [
        f"{due_list.ledger.file}　{format_day(due_list.on)}至{format_day(due_list.until)}",
        f"due 到期变动 {len(due_list.due)}人次；stale 超过六个月未更新 {len(due_list.stale)}人（{CITATION}）；"
        f"undated 没有更新日期 {due_list.undated}人",
        *(f"note 提示：{note}" for note in due_list.notes),
        "",
        "due 到期变动",
    ]
    for due in due_list.due:
        groups: dict[str, list[str]] = {}
        for change in due.services:
            arrow = f"{STATUS_WORDS[change['before']]}→{STATUS_WORDS[change['after']]}"
            groups.setdefault(arrow, []).append(change["title"])
        changes = "；".join(f"{change}：{'、'.join(titles)}" for change, titles in groups.items())
        mark = "（日期只知范围）" if due.bounded else ""
        lines.append(f"  {due.day}　{format_woman(due.who)}　{due.why}{mark}　{changes}")
    lines += ["", "stale 超过六个月未更新"]
    lines += [f"  {format_woman(record.who)}　最近更新 {record.updated}" for record in due_list.stale]
    return "\n".join(lines) + "\n"
