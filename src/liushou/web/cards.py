"""What an answer says to a person (``sheet.js`` in Python): where to go, what to bring, and what would change a no."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from ..answer import Ground, Match, ServiceAnswer, Status
from ..chinese import format_day
from ..documents import FORCE_WORDS
from ..matcher import Matcher
from ..profile import Fact, Profile
from ..rules import Explanation, Plan


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """A service as it is told to a person; ``to_confirm`` are the facts that an office checks, the rest is Chinese.

    ``opens`` is the day from which time alone makes it a yes.
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


def cards_of(profile: Profile, matcher: Matcher) -> tuple[Match, tuple[Card, ...], tuple[str, ...]]:
    """(the answer, its services as cards in the same order, what offices check of those she may have).

    Raises what :meth:`Matcher.match` raises.
    """
    answer = matcher.match(profile)
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
        cards.append(_card(service, matcher, behind))
    eligible = (card.to_confirm for card in cards if card.status == "eligible")
    return answer, tuple(cards), by_office(facts, _once(eligible))


def _card(service: ServiceAnswer, matcher: Matcher, behind: Sequence[str]) -> Card:
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
        opens=None if service.opens is None else format_day(service.opens),
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


def _once(parts: Iterable[Iterable[str]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for part in parts for name in part))
