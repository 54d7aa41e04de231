"""The law of more hardship for one condition: proof, exceptions, or two women as a witness."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ...documents import Rules, local
from ...places import lies_in
from ...problems import ContradictionError
from ...profile import Profile, Value, settle
from ...rules import AllOf, Condition, Not, Situation, evaluate, facts
from ...rules.solver import Prover, WitnessError
from ...values import Bounds
from ..prover import Provers
from .two_women import at_least_as_hard, first_profile, hardship_of, of_second, second_profile, vocabulary_of_two

Pair = tuple[Mapping[str, Any], Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class Ruled:
    """Where a text itself says that a hardship loses an entitlement.

    ``facts`` are the hardships, ``place_fact`` what a place has ruled, ``places`` the codes
    of those that did, each with its source; ``witness`` shows the loss.
    """

    facts: tuple[str, ...]
    place_fact: str
    places: tuple[tuple[str, str], ...]
    witness: Pair

    def to_dict(self) -> dict[str, Any]:
        """As ``liushou laws --json`` prints it."""
        return {
            "facts": list(self.facts),
            "place_fact": self.place_fact,
            "places": [{"code": code, "source": source} for code, source in self.places],
            "witness": dict(self.witness[0]),
            "harder": dict(self.witness[1]),
        }


@dataclass(frozen=True, slots=True)
class Found:
    """Proved (neither), proved but for the exceptions, or broken with two women."""

    exceptions: tuple[Ruled, ...] = ()
    broken: Pair | None = None


def more_hardship(condition: Condition, place: str, provers: Provers) -> Found:
    """Whether whoever meets the condition still meets it with more hardship.

    Raises :class:`~liushou.rules.solver.Undecided` where the solver gives up.
    """
    question = _Question(condition, place, provers)
    if not question.breaks({}):
        return Found()
    ruled = _ruled_by_places(provers.rules, condition, place)
    if not ruled or question.breaks(dict.fromkeys(ruled, False)):
        return Found(broken=question.pair(dict.fromkeys(ruled, False)))
    exceptions = []
    for name, places in ruled.items():
        others = dict.fromkeys((other for other in ruled if other != name), False)
        if not question.breaks({**others, name: True}):
            continue
        hardships = tuple(fact for fact in hardship_of(condition) if question.breaks({**others, name: True}, fact))
        pair = question.pair({**others, name: True}, hardships[0] if hardships else None)
        exceptions.append(Ruled(hardships, name, places, pair))
    return Found(tuple(exceptions))


class _Question:
    def __init__(self, condition: Condition, place: str, provers: Provers) -> None:
        self.condition, self.provers = condition, provers
        self.vocabulary = vocabulary_of_two(provers.rules.vocabulary)
        self.lines: Mapping[str, Bounds[Any]] = local(provers.rules, place, provers.on).parameters

    def breaks(self, place_facts: Mapping[str, Value], only: str | None = None) -> bool:
        """Whether there are two women who break the law (who differ in one fact only)."""
        if not hardship_of(self.condition):
            return False
        return self._prover(place_facts).satisfiable(self._claim(only))

    def pair(self, place_facts: Mapping[str, Value], only: str | None = None) -> Pair:
        """Two such women: the one who has it, and the one with more hardship who has not."""
        if only is None:
            singles = (name for name in hardship_of(self.condition) if self.breaks(place_facts, name))
            only = next(singles, None)
        found = self._prover(place_facts).witness(self._claim(only))
        if found is None:
            raise WitnessError("two women exist but cannot be stated", {})
        both = found.profile.to_mapping()
        # What a place has ruled is part of what is shown.
        pair = {**first_profile(both), **place_facts}, {**second_profile(both), **place_facts}
        assumed: dict[str, Bounds[Any]] = {name: _exactly(value) for name, value in found.assumed.items()}
        if not self._shows(pair, assumed):
            raise WitnessError("two women do not replay", both)
        for name in {**pair[0], **pair[1]}:
            fewer = _without(pair[0], name), _without(pair[1], name)
            if pair[0].get(name) == pair[1].get(name) and self._shows(fewer, assumed):
                pair = fewer
        return pair

    def _claim(self, only: str | None) -> Condition:
        order = at_least_as_hard(self.condition, only=only)
        return AllOf((self.condition, Not(of_second(self.condition)), order))

    def _prover(self, place_facts: Mapping[str, Value]) -> Prover:
        return self.provers.new(self.vocabulary, self.lines, place_facts)

    def _shows(self, pair: Pair, assumed: Mapping[str, Bounds[Any]]) -> bool:
        """Whether the reference evaluator says yes of the first woman and no of the second."""
        values = []
        for profile in pair:
            person = Profile.from_mapping(profile, facts=self.provers.rules.facts)
            try:
                known = settle(person, self.provers.on)
            except ContradictionError:
                return False
            values.append(evaluate(self.condition, Situation(known, {**self.lines, **assumed})))
        return values == [True, False]


def _exactly(value: Any) -> Bounds[Any]:
    return Bounds(value, value)


def _without(profile: Mapping[str, Any], name: str) -> dict[str, Any]:
    return {other: value for other, value in profile.items() if other != name}


def _ruled_by_places(rules: Rules, condition: Condition, place: str) -> dict[str, tuple[tuple[str, str], ...]]:
    """The place facts of a condition that some place here says yes to, with a source."""
    found: dict[str, tuple[tuple[str, str], ...]] = {}
    for name in facts(condition):
        fact = rules.facts.get(name)
        if fact is None or not fact.place:
            continue
        places = tuple(
            (code, entry.source)
            for code, entry in rules.places.items()
            if entry.facts.get(name) is True and entry.source and (lies_in(code, place) or lies_in(place, code))
        )
        if places:
            found[name] = places
    return found
