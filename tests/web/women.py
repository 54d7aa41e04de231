"""Random women for every way of asking: all known or much left open, with days and amounts at the edges of the rules."""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from liushou import ContradictionError, Profile
from liushou.matcher import cached_matcher
from liushou.profile import DERIVED, FACTS, Fact
from liushou.testing import left_behind
from liushou.values import add

DAYS = (date(2021, 12, 31), date(2024, 2, 29), date(2025, 6, 30))
#: Places under one document, two or three, under the nation's alone, and before a document was issued.
ASKED = (
    *(("500230", on) for on in DAYS),
    *((place, DAYS[2]) for place in ("500101", "220182", "530102", "430000", "nation")),
    *(("222400", DAYS[1]), ("500000", DAYS[0])),
)
#: Ages, months and amounts around which answers change; nobody's husband left before she was grown up.
_AGES, _MONTHS = (26, 35, 36, 50, 60, 64, 65, 80), (0, 3, 6, 12, 30)
_BIRTHS = {source for _, source in DERIVED.values()}
_AMOUNTS = (0, 380, 508, 617, 640, 700.5, 960, 1280, 2500)


@dataclass(frozen=True, kw_only=True)
class Woman:
    """A profile, where and when it is asked about, and what to call it where something differs."""

    number: int
    profile: Profile
    place: str
    on: date

    @property
    def stated(self) -> dict[str, Any]:
        """The profile as a file holds it."""
        return self.profile.to_mapping()

    def __str__(self) -> str:
        return f"woman {self.number} at {self.place} on {self.on} {self.stated}"


def women(count: int, seed: int = 1) -> list[Woman]:
    """As many women; the same seed gives the same."""
    return [_woman(random.Random(f"{seed}/{number}"), number) for number in range(count)]


def _woman(rng: random.Random, number: int) -> Woman:
    place, on = rng.choice(ASKED)
    share = rng.choice((0.15, 0.5, 0.85, 1.0))
    exact = share == 1.0 or rng.random() < 0.4
    stated = {fact.name: _value(rng, fact, on, exact=exact) for fact in FACTS if rng.random() < share}
    if rng.random() < 0.75:
        stated |= {name: value for name, value in left_behind(on).items() if rng.random() < 0.95}
    matcher = cached_matcher(place=place, on=on)
    while True:
        try:
            matcher.situation(stated)
            break
        except ContradictionError as error:
            del stated[rng.choice([name for name in error.fields if name in stated])]
    open_facts = [fact.name for fact in FACTS if fact.name not in stated]
    unsure = rng.sample(open_facts, k=rng.choice((0, 0, 1, 3))) if len(open_facts) > 3 else []
    decisions = _decisions(rng, matcher.match(stated)) if rng.random() < 0.2 else []
    whole = {**stated, "unsure": unsure, "decisions": decisions}
    return Woman(number=number, profile=Profile.from_mapping(whole), place=place, on=on)


def _value(rng: random.Random, fact: Fact, on: date, *, exact: bool) -> Any:
    if fact.kind == "yes_no":
        return rng.random() < 0.5
    if fact.kind == "choice":
        # Of a ledger of women, most are.
        return rng.choices(list(fact.choices), weights=[9] + [1] * (len(fact.choices) - 1))[0]
    sides = sorted(_side(rng, fact, on) for _ in range(2))
    way = "exact" if exact else rng.choice(("exact", "exact", "between", "from", "until", "month", "year"))
    if fact.kind == "date" and way in ("month", "year"):
        return sides[0].isoformat()[:7] if way == "month" else sides[0].year
    low, high = (side.isoformat() if isinstance(side, date) else side for side in sides)
    bounds = {"between": {"at_least": low, "at_most": high}, "from": {"at_least": low}, "until": {"at_most": high}}
    return bounds.get(way, low)


def _side(rng: random.Random, fact: Fact, on: date) -> Any:
    if fact.kind == "date":
        years = fact.name in _BIRTHS
        since = add(on, -rng.choice(_AGES if years else _MONTHS), "years" if years else "months")
        return min(on, since + timedelta(days=rng.choice((-200, -1, 0, 1))))
    low, high = fact.low or 0, fact.high
    if high is not None and high <= 99:
        step = 1 if fact.kind == "integer" else 0.5
        return low + step * rng.randrange(int(min(high - low, 6) / step) + 1)
    return rng.choice(_AMOUNTS)


def _decisions(rng: random.Random, answer: Any) -> list[Mapping[str, Any]]:
    """What an office has decided of one condition that it has to judge."""
    open_ones = [
        (ground, service.id, residual)
        for service in answer.services
        for ground in service.grounds
        for residual in ground.residual
    ]
    if not open_ones:
        return []
    ground, service, residual = rng.choice(open_ones)
    about = {"policy": ground.policy, "clause": ground.citation.clause, "service": service, "residual": residual}
    outcome = rng.choice(("granted", "refused"))
    return [{**about, "outcome": outcome, "by": "某县民政局", "on": (answer.on - timedelta(days=30)).isoformat()}]
