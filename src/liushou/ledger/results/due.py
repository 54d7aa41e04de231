"""What time alone will change: half a year reached, 35, 60, 65; and records grown old.

民发〔2025〕7号 三（一） wants the ledger updated at least every half year: records whose
last update lies six months back are listed.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from pathlib import Path
from typing import Any

from ...answer import STATUS_WORDS, Status
from ...chinese import format_date, format_day, format_span
from ...match import Matcher, cached_matcher
from ...problems import InputError, Problem
from ...rules import Elapsed, Leaf, Parameter, leaves, operands
from ...values import Bounds, Unit, add
from ..rows.identity import described
from ..rows.ledger import Ledger
from ..rows.read import Options, read_ledger

CITATION = "民发〔2025〕7号 三（一）"
MONTHS = 6
MAX_DAYS = 3660


@dataclass(frozen=True, slots=True)
class Due:
    """A woman whose statuses change on a day: why, and which services from what to what.

    ``earliest``: the fact is known within bounds only; it may be so from that day on.
    """

    who: dict[str, Any]
    day: date
    why: str
    services: tuple[tuple[str, str, Status, Status], ...]
    earliest: bool = False


@dataclass(frozen=True, slots=True)
class Stale:
    """A record whose last update lies back half a year or more, or is not known."""

    who: dict[str, Any]
    updated: str | None
    since: date | None


@dataclass(frozen=True, slots=True)
class DueList:
    """What falls due in a ledger within a span of days after ``on``."""

    ledger: Ledger
    on: date
    until: date
    due: tuple[Due, ...]
    stale: tuple[Stale, ...]
    undated: int
    has_updates: bool


def parse_within(text: str) -> int:
    """``90d``, ``90``, ``3m``, ``1y`` as days; raises :class:`~liushou.InputError`."""
    import re

    found = re.fullmatch(r"(\d{1,4})\s*(d|天|日|w|周|m|个月|y|年)?", text.strip().lower())
    if found:
        days = int(found[1]) * {"w": 7, "周": 7, "m": 31, "个月": 31, "y": 366, "年": 366}.get(found[2] or "d", 1)
        if 1 <= days <= MAX_DAYS:
            return days
    raise InputError(
        Problem(f"--within: `{text[:20]}` is not a span of days", expected="90d, 12w, 3m or 1y", code="value")
    )


def due_list(path: Path | str, options: Options, *, within: int, show_ids: bool = False) -> DueList:
    """Whose status changes by time alone within ``within`` days after ``options.on``.

    Every fact is kept as the ledger has it; only the day moves. Raises what reading a
    ledger raises.
    """
    ledger = read_ledger(path, options)
    until = min(options.on + timedelta(days=within), date(2199, 12, 31))
    found: list[Due] = []
    for position in ledger.kept:
        found.extend(_due(ledger, position, options, until, show_ids))
    stale, undated = _stale(ledger, options.on, show_ids)
    has_updates = "filled_on" in ledger.values or ledger.day is not None
    found.sort(key=lambda one: (one.day, one.who["row"]))
    return DueList(ledger, options.on, until, tuple(found), tuple(stale), undated, has_updates)


def _due(ledger: Ledger, position: int, options: Options, until: date, show_ids: bool) -> Iterator[Due]:
    code = ledger.values["place"][position]
    start = _prepared(code, options, options.on)
    days = sorted({day for day, _ in _days(ledger, position, start, options.on, until)})
    if not days:
        return
    profile = ledger.profile(position)
    before = start.statuses(profile)
    reasons: dict[date, list[tuple[str, bool]]] = {}
    for day, reason in _days(ledger, position, start, options.on, until):
        reasons.setdefault(day, []).append(reason)
    for day in days:
        matcher = _prepared(code, options, day)
        after = matcher.statuses(profile)
        changed = tuple(
            (service, matcher.rules.services[service].title, before[service], status)
            for service, status in after.items()
            if service in before and before[service] != status
        )
        if changed:
            why = "、".join(dict.fromkeys(text for text, _ in reasons[day]))
            bounded = any(bound for _, bound in reasons[day])
            yield Due(described(ledger, position, show_ids), day, why, changed, bounded)
        before = after


def _prepared(code: str, options: Options, on: date) -> Matcher:
    return cached_matcher(place=code, on=on, rules=options.rules, places=options.places)


def _leaves(matcher: Matcher) -> list[Leaf]:
    return list(
        dict.fromkeys(
            leaf
            for bases in matcher.applicable.values()
            for basis in bases
            for one in basis.pair
            for leaf in leaves(one)
        )
    )


def _days(
    ledger: Ledger, position: int, matcher: Matcher, on: date, until: date
) -> Iterator[tuple[date, tuple[str, bool]]]:
    """The days in (on, until] on which time alone can decide a condition, and why."""
    born = ledger.item("birth_date", position)
    for fact, amount, unit, text in _clocks(matcher):
        value = born if fact == "age" else ledger.item(fact, position)
        if not isinstance(value, Bounds):
            continue
        for side in dict.fromkeys((value.low, value.high)):
            if side is None or side > on:
                continue
            day = add(side, amount, unit)
            if on < day <= until:
                yield day, (text, not value.exact)


@lru_cache(maxsize=64)
def _clocks(matcher: Matcher) -> tuple[tuple[str, int, Unit, str], ...]:
    """(fact, amount, unit, what is reached) of every condition that time decides here."""
    clocks: dict[tuple[str, int, Unit, str], None] = {}
    for leaf in _leaves(matcher):
        if isinstance(leaf, Elapsed):
            title = matcher.rules.facts[leaf.fact].title
            span = "半年" if (leaf.amount, leaf.unit) == (6, "months") else format_span(leaf.amount, leaf.unit)
            clocks[leaf.fact, leaf.amount, leaf.unit, f"{title}满{span}"] = None
        elif leaf.fact == "age":
            for years in sorted(_ages(leaf, matcher)):
                clocks["age", years, "years", f"满{years}周岁"] = None
    return tuple(clocks)


def _ages(leaf: Leaf, matcher: Matcher) -> set[int]:
    """The ages at which a leaf may change: its limits, and one above each."""
    found: set[int] = set()
    for operand in operands(leaf):
        sides: list[Any] = [operand]
        if isinstance(operand, Parameter):
            bounds = matcher.local.parameters.get(operand.name)
            sides = [] if bounds is None else [bounds.low, bounds.high]
        found.update(int(side) + more for side in sides if isinstance(side, (int, float)) for more in (0, 1))
    return found


def _stale(ledger: Ledger, on: date, show_ids: bool) -> tuple[list[Stale], int]:
    """(records last updated half a year ago or more, number of those without any date)."""
    found: list[Stale] = []
    undated = 0
    for position in ledger.kept:
        filled = ledger.item("filled_on", position)
        if filled is None and ledger.day is not None:
            filled = Bounds(ledger.day, ledger.day)
        if filled is None or filled.high is None:
            undated += 1
            continue
        if add(filled.high, MONTHS, "months") <= on:
            found.append(
                Stale(described(ledger, position, show_ids), format_date(filled), add(filled.high, MONTHS, "months"))
            )
    return found, undated


def due_data(found: DueList) -> dict[str, Any]:
    """The list as JSON for programs."""
    return {
        "on": found.on.isoformat(),
        "until": found.until.isoformat(),
        "rows": found.ledger.rows,
        "evaluated": len(found.ledger.kept),
        "due": [
            {
                **one.who, "day": one.day.isoformat(), "why": one.why, "bounded": one.earliest,
                "services": [
                    {"service": service, "title": title, "before": before, "after": after}
                    for service, title, before, after in one.services
                ],
            }
            for one in found.due
        ],
        "stale": [
            {**one.who, "updated": one.updated, "due_since": one.since.isoformat() if one.since else None}
            for one in found.stale
        ],
        "undated": found.undated,
        "citation": CITATION,
    }  # fmt: skip


def due_page(found: DueList) -> str:
    """The list as text for people."""
    lines = [
        f"{found.ledger.file}　{format_day(found.on)}至{format_day(found.until)}",
        f"due 到期变动 {len(found.due)}人次；stale 超过六个月未更新 {len(found.stale)}人（{CITATION}）；"
        f"undated 没有更新日期 {found.undated}人",
        "",
        "due 到期变动",
    ]
    for one in found.due:
        groups: dict[str, list[str]] = {}
        for _, title, before, after in one.services:
            groups.setdefault(f"{STATUS_WORDS[before]}→{STATUS_WORDS[after]}", []).append(title)
        said = "；".join(f"{change}：{'、'.join(titles)}" for change, titles in groups.items())
        mark = "（日期只知范围）" if one.earliest else ""
        lines.append(
            f"  {one.day}　第{one.who['row']}行 {one.who['name']} {one.who['id_number']}　{one.why}{mark}　{said}"
        )
    lines += ["", "stale 超过六个月未更新"]
    lines += [
        f"  第{one.who['row']}行 {one.who['name']} {one.who['id_number']}　最近更新 {one.updated}"
        for one in found.stale
    ]
    return "\n".join(lines) + "\n"


__all__ = ["CITATION", "Due", "DueList", "Stale", "due_data", "due_list", "due_page", "parse_within"]
