"""Witnesses: from a solver's model to a person of ordinary values that replays.

A witness counts only if :func:`liushou.rules.evaluate` says of it what the solver says;
every change made to it on the way to ordinary values is replayed too.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from ...problems import ContradictionError, InputError, LiushouError
from ...profile import DERIVED, Fact, Profile, Value
from ...values import FIRST_DAY, Bounds, Truth, add, cutoff
from ..condition import Condition, Vocabulary
from ..evaluate import Situation, evaluate, resolve

_AGES = (45, 50, 40, 55, 36, 60, 65, 70, 30, 25, 20, 35, 64, 34, 75, 80, 10)
_MONTHS_AWAY = (8, 24, 12, 36, 60, 3, 7, 6, 1, 120)
_MONEY = (300, 500, 400, 600, 800, 1000, 1500, 2000, 3000, 200, 100, 5000, 10000, 0)
_YEARS = (1, 2, 3, 0.5, 5, 10, 0)
_COUNTS = (1, 2, 3, 4, 0, 5)


class WitnessError(LiushouError):
    """A witness that the reference evaluator does not confirm: a mistake in liushou itself."""

    def __init__(self, message: str, profile: Mapping[str, Any]) -> None:
        self.profile = profile
        super().__init__(f"{message}; this is a mistake in liushou, please report it with: {dict(profile)}")


@dataclass(frozen=True, slots=True)
class Witness:
    """A person who shows it: a profile, and the parameter values that were assumed.

    ``assumed`` has an entry for each parameter that is known only within bounds and had
    to be taken at one value; empty where the witness holds whatever that value is.
    """

    profile: Profile
    assumed: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Claim:
    """What a witness has to show: each condition with the value it must have."""

    expected: tuple[tuple[Condition, Truth], ...]


@dataclass(frozen=True, slots=True)
class Setting:
    """Where a witness is replayed."""

    vocabulary: Vocabulary
    on: date
    parameters: Mapping[str, Bounds[Any]]
    place_facts: Mapping[str, Value]

    def situation(self, raw: Mapping[str, Any], assumed: Mapping[str, Any]) -> Situation:
        """The person in this setting; raises InputError and ContradictionError."""
        profile = Profile.from_mapping(raw, facts=self.vocabulary.facts)
        pinned = {name: Bounds(value, value) for name, value in assumed.items()}
        known = resolve(profile, self.on, self.place_facts, facts=self.vocabulary.facts)
        return Situation(known, {**self.parameters, **pinned})

    def shows(self, claim: Claim, raw: Mapping[str, Any], assumed: Mapping[str, Any]) -> bool:
        """Whether the reference evaluator confirms the claim."""
        try:
            situation = self.situation(raw, assumed)
        except (InputError, ContradictionError):
            return False
        return all(evaluate(condition, situation) is value for condition, value in claim.expected)


def settle_witness(
    claim: Claim, setting: Setting, raw: Mapping[str, Any], assumed: Mapping[str, Any], *, ordinary: bool = True
) -> Witness:
    """The witness made ordinary and minimal; raises :class:`WitnessError` if it does not replay."""
    if not setting.shows(claim, raw, assumed):
        raise WitnessError(f"a witness does not replay on {setting.on}", {**raw, **assumed})

    def fewest(stated: Mapping[str, Any]) -> dict[str, Any]:
        return _fewest(stated, lambda stated: setting.shows(claim, stated, assumed))

    stated = fewest(raw)
    if ordinary:
        stated = fewest(_ordinary(claim, setting, stated, assumed))
    assumed = _fewest(assumed, lambda assumed: setting.shows(claim, stated, assumed))
    facts = setting.vocabulary.facts
    ordered = {name: stated[name] for name in facts if name in stated}
    return Witness(Profile.from_mapping(ordered, facts=facts), assumed)


def _fewest(stated: Mapping[str, Any], shows: Callable[[Mapping[str, Any]], bool]) -> dict[str, Any]:
    """Without every entry that is not needed: no further one can be left out."""
    for name in list(stated):
        without = {other: value for other, value in stated.items() if other != name}
        if shows(without):
            stated = without
    return dict(stated)


def _ordinary(claim: Claim, setting: Setting, raw: dict[str, Any], assumed: Mapping[str, Any]) -> dict[str, Any]:
    for name, value in list(raw.items()):
        fact = setting.vocabulary.facts[name]
        if isinstance(value, bool) or fact.kind in ("yes_no", "choice") or isinstance(value, Mapping):
            continue
        for candidate in _candidates(fact, setting.on):
            changed = {**raw, name: candidate}
            if setting.shows(claim, changed, assumed):
                raw = changed
                break
    return raw


def _candidates(fact: Fact, on: date) -> Iterator[Any]:
    """Ordinary values of a number or date, the most ordinary first."""
    if fact.kind == "date":
        days = _births(on) if fact.name in {source for _, source in DERIVED.values()} else _departures(on)
        yield from (day.isoformat() for day in days if day >= FIRST_DAY)
    elif fact.unit == "元/月":
        yield from _MONEY
    elif fact.unit == "年":
        yield from _YEARS
    else:
        yield from (count for count in _COUNTS if fact.kind == "integer" or count)


def _births(on: date) -> Iterator[date]:
    for years in _AGES:
        latest = cutoff(on, years, "years")
        yield date(latest.year - 1, 5, 20) if (latest.month, latest.day) < (5, 20) else date(latest.year, 5, 20)


def _departures(on: date) -> Iterator[date]:
    yield from (add(on, -months, "months") for months in _MONTHS_AWAY)
    yield from (on - timedelta(days=days) for days in (10, 0))
