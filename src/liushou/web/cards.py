"""What an answer says to a person (``sheet.js`` in Python): where to go, what to bring, and what would change a no."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from math import ceil, floor
from typing import Any

from ..answer import Ground, Match, ServiceAnswer, Status
from ..chinese import format_day
from ..documents import FORCE_WORDS, PlacesFile, days_of_change
from ..matcher import Matcher
from ..problems import InputError
from ..profile import DERIVED, Fact, Profile
from ..rules import Elapsed, Explanation, Plan, Situation, leaves, operands, source_fact
from ..values import LAST_DAY, Bounds, add


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """A service as it is told to a person; ``to_confirm`` are the facts that an office checks, the rest is Chinese.

    ``opens`` is the day from which time alone makes a no a yes.
    """

    id: str
    title: str
    status: Status
    about: str
    force: str
    go: str
    bring: tuple[str, ...]
    confirm: tuple[str, ...]
    to_confirm: tuple[str, ...]
    missing: tuple[str, ...]
    why: tuple[str, ...]
    decide: tuple[str, ...]
    unless: tuple[str, ...]
    opens: str | None
    number: str
    clause: str


def cards_of(
    profile: Profile, matcher: Matcher, places: PlacesFile | None = None
) -> tuple[Match, tuple[Card, ...], tuple[str, ...]]:
    """(the answer, its services as cards in the same order, what offices check of those she may have).

    ``places`` are those of the matcher. Raises what :meth:`Matcher.match` raises.
    """
    answer, opens = matcher.match(profile), when_open(profile, matcher, places)
    plan = Plan(matcher.rules.vocabulary, matcher.place_values.parameters)
    numbers = {
        name: [
            [plan.add(policy.definition.condition), plan.add(own.condition)] for policy, own in matcher.measures(name)
        ]
        for name in matcher.services
    }
    explanation = Explanation(plan, matcher.situation(profile))
    facts = matcher.rules.facts
    cards = []
    for service in answer.services:
        pairs = zip(numbers[service.id], service.grounds, strict=True)
        met = (explanation.met(number) for pair, ground in pairs if ground.status == service.status for number in pair)
        behind = [name for name in _once([reason.fact for reason in each] for each in met) if not facts[name].place]
        cards.append(_card(service, matcher, behind, opens.get(service.id)))
    eligible = (card.to_confirm for card in cards if card.status == "eligible")
    return answer, tuple(cards), by_office(facts, _once(eligible))


def _card(service: ServiceAnswer, matcher: Matcher, behind: Sequence[str], opens: date | None) -> Card:
    facts, deciding = matcher.rules.facts, service.deciding
    bring = (facts[name].office or facts[name].title for name in behind if facts[name].settled_by == "certificate")
    confirm = tuple(name for name in behind if facts[name].settled_by == "authority")
    blockers = _once([blocker.fact for blocker in ground.blocked_by] for ground in deciding)
    first = deciding[0]
    return Card(
        id=service.id,
        title=service.title,
        status=service.status,
        about=matcher.rules.services[service.id].about,
        force=FORCE_WORDS[first.force],
        go=_go(service, first),
        bring=tuple(dict.fromkeys(bring)),
        confirm=by_office(facts, confirm),
        to_confirm=confirm,
        missing=by_office(facts, _once(ground.missing for ground in deciding) if service.missing else ()),
        why=_once([blocker.text for blocker in ground.blocked_by] for ground in deciding),
        decide=by_office(facts, [name for name in blockers if facts[name].settled_by == "authority"]),
        unless=_once(ground.unless for ground in deciding),
        opens=None if opens is None else format_day(opens),
        number=first.citation.number,
        clause=first.citation.clause,
    )


def _go(service: ServiceAnswer, ground: Ground) -> str:
    if service.where is not None:
        return service.where.office
    roles = ground.agencies
    return "、".join((*roles.lead, *roles.sole, *roles.joint, *roles.support)[:3])


def by_office(facts: Mapping[str, Fact], names: Iterable[str]) -> tuple[str, ...]:
    """Titles of facts by who settles them (民政部门核定：享受低保、特困人员); what she says herself comes first."""
    groups: dict[str, list[str]] = {}
    for name in names:
        fact = facts[name]
        office = fact.office or "主管部门"
        heads = {"authority": f"{office}核定：", "certificate": f"看{office}："}
        groups.setdefault(heads.get(fact.settled_by, ""), []).append(fact.title)
    ordered = sorted(groups.items(), key=lambda group: len(group[0]))
    return tuple(head + "、".join(titles) for head, titles in ordered)


def when_open(profile: Profile, matcher: Matcher, places: PlacesFile | None = None) -> dict[str, date]:
    """The first day on which a service that is a no is a yes by time alone, what is known staying as it is."""
    undecided = replace(profile, decisions=()) if profile.decisions else profile
    days = {day for day in _days(undecided, matcher, places) if matcher.on < day <= LAST_DAY}
    waiting = {name for name, status in matcher.match(undecided).statuses().items() if status == "ineligible"}
    opens: dict[str, date] = {}
    for day in sorted(days):
        then = Matcher(place=matcher.place.code, on=day, rules=matcher.rules, places=places)
        try:
            outcomes = then.outcomes(undecided, [name for name in then.services if name in waiting]).services
        except InputError:
            continue
        opens |= {name: day for name, outcome in outcomes.items() if outcome.status == "eligible" and name not in opens}
    return opens


def _days(profile: Profile, matcher: Matcher, places: PlacesFile | None) -> Iterator[date]:
    """The days on which a span or an age is reached, or a document, a law or a line of the place begins."""
    yield from days_of_change(matcher.rules, matcher.place.code, places)
    situation = matcher.situation(profile)
    pairs = (pair for name in matcher.services for pair in matcher.measures(name))
    conditions = {condition for policy, own in pairs for condition in (policy.definition.condition, own.condition)}
    for leaf in {leaf for condition in conditions for leaf in leaves(condition)}:
        value = situation.known.values.get(source_fact(leaf.fact))
        high = value.high if isinstance(value, Bounds) else None
        if not isinstance(high, date):
            continue
        if isinstance(leaf, Elapsed):
            yield add(high, leaf.amount, leaf.unit)
        elif leaf.fact in DERIVED:
            yield from _birthdays(high, leaf, situation)


def _birthdays(birth: date, leaf: Any, situation: Situation) -> Iterator[date]:
    for operand in operands(leaf):
        bounds = situation.operand(operand)
        for years in (side for side in (bounds.low, bounds.high) if side is not None):
            yield from (add(birth, amount, "years") for amount in (ceil(years), floor(years) + 1))


def _once(parts: Iterable[Iterable[str]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for part in parts for name in part))
