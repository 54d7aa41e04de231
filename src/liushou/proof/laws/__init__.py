"""Laws about the rules, stated and proved for every document that is loaded.

more-hardship       More hardship never loses an entitlement: of two women who differ only
                    in hardship, whatever a document gives the one with less of it, it
                    gives the one with more. Places where a text says otherwise are named.
county-in-province  A woman under the document of a place is under the definition of each
                    document of a place around it.
                    Hardship is a fact that describes need and that only a person who needs
                    help would want to show: a recognised group (低保, 特困 …), an illness, a
                    disability and its grade, an infringement of rights, less income. Ages,
                    places and what somebody does are no hardship.
reachable           Every service that a document owes (shall) is reachable by some woman.

A law that does not hold comes with a witness; one that the solver gave up on says so.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any, Literal

from ...answer import plain_data
from ...documents import Policy, Rules, values_at
from ...places import lies_in
from ...problems import ContradictionError
from ...profile import Profile, Value
from ...rules import Situation, evaluate, resolve, tree
from ...rules.solver import Prover, UndecidedError, WitnessError
from ...values import Bounds
from ...yaml import file_data
from ..sites import MeasureSite, Provers, by_service, measure_sites, rewrite, shown

Outcome = Literal["proved", "proved_except", "broken", "undecided"]


@dataclass(frozen=True, slots=True)
class Law:
    """A law: its id, what it says, and the same in Chinese."""

    id: str
    statement: str
    chinese: str


_TABLE = file_data(Path(__file__).with_name("laws.yaml"))
LAWS = MORE_HARDSHIP, COUNTY_IN_PROVINCE, REACHABLE = tuple(Law(name, *says) for name, says in _TABLE.items())


@dataclass(frozen=True, slots=True, kw_only=True)
class Ruling:
    """What became of one law for one subject (a service of a document, or two documents).

    ``witness`` shows a broken law, or that a service is reachable; ``harder`` is the second woman where a law is about
    two. ``exceptions`` are the places where the text itself says otherwise.
    """

    law: Law
    policy: str
    subject: str
    outcome: Outcome
    witness: Mapping[str, Any] | None = None
    harder: Mapping[str, Any] | None = None
    exceptions: tuple["Exemption", ...] = ()
    reason: str | None = None

    @property
    def holds(self) -> bool:
        """Whether the law was proved."""
        return self.outcome in ("proved", "proved_except")

    def to_dict(self) -> dict[str, Any]:
        """The ruling as ``liushou laws --json`` prints it."""
        data: dict[str, Any] = plain_data(self)
        return data | {"law": self.law.id}


def laws(
    rules: Rules, on: date, *, documents: Iterable[str] | None = None, timeout: float | None = None
) -> Iterator[Ruling]:
    """Every law for every document that applies on the day ``on``, one ruling at a time.

    ``documents`` names those to judge (by id); the others are still there to be compared with.
    Raises :class:`~liushou.MissingExtraError` without z3 (extra ``prove``).
    """
    provers = Provers(rules, on, timeout=timeout)
    issued = [policy for policy in rules.policies.values() if policy.issued <= on]
    names = {policy.id for policy in issued} if documents is None else set(documents)
    judged = [policy for policy in issued if policy.id in names]
    for policy in judged:
        for service, sites in _services(policy, on).items():
            yield _ruling(MORE_HARDSHIP, policy, service, partial(more_hardship, _any(sites), policy.place, provers))
    for policy in judged:
        for other in issued:
            if policy.place != other.place and lies_in(policy.place, other.place):
                yield _ruling(COUNTY_IN_PROVINCE, policy, other.id, partial(_within, policy, other, provers))
    for policy in judged:
        for service, sites in _services(policy, on).items():
            owed = [site for site in sites if site.measure.force == "shall"]
            if owed:
                yield _ruling(REACHABLE, policy, service, partial(_reachable, policy, owed, provers))


def _ruling(law: Law, policy: Policy, subject: str, judge: Callable[[], Mapping[str, Any]]) -> Ruling:
    """What ``judge`` comes to, as the fields of a ruling; or that the solver gave up."""
    try:
        fields = judge()
    except UndecidedError as error:
        fields = {"outcome": "undecided", "reason": error.reason}
    return Ruling(law=law, policy=policy.id, subject=subject, **fields)


def _within(policy: Policy, other: Policy, provers: Provers) -> Mapping[str, Any]:
    prover, inner, outer = provers.at(policy.place), policy.definition.condition, other.definition.condition
    if prover.implies(inner, outer):
        return {"outcome": "proved"}
    return {"outcome": "broken", "witness": shown(prover.witness(inner, fails=outer))}


def _reachable(policy: Policy, owed: list[MeasureSite], provers: Provers) -> Mapping[str, Any]:
    witness = shown(provers.at(policy.place).witness(_any(owed)))
    return {"outcome": "broken" if witness is None else "proved", "witness": witness}


def _any(sites: list[MeasureSite]) -> tree.Condition:
    return tree.AnyOf(tuple(site.whole for site in sites))


def _services(policy: Policy, on: date) -> dict[str, list[MeasureSite]]:
    """The services of a document with their measures; dated goals that are past are none."""
    return by_service(site for site in measure_sites(policy) if site.measure.in_force(on))


_SECOND = "__more"

Pair = tuple[Mapping[str, Any], Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class Exemption:
    """Where a text says that hardships lose an entitlement: by what ``place_fact``, and the places that ruled so."""

    facts: tuple[str, ...]
    place_fact: str
    places: tuple[Mapping[str, str], ...]
    witness: Mapping[str, Any]
    harder: Mapping[str, Any]


def more_hardship(condition: tree.Condition, place: str, provers: Provers) -> Mapping[str, Any]:
    """Whether whoever meets the condition meets it with more hardship, as the fields of a ruling; or UndecidedError."""
    question = _TwoWomen(condition, place, provers)
    if not question.breaks({}):
        return {"outcome": "proved"}
    ruled = _ruled_by_places(provers.rules, condition, place)
    if not ruled or question.breaks(dict.fromkeys(ruled, False)):
        witness, harder = question.pair(dict.fromkeys(ruled, False))
        return {"outcome": "broken", "witness": witness, "harder": harder}
    exceptions = []
    for name, places in ruled.items():
        place_facts = {**dict.fromkeys(ruled, False), name: True}
        if question.breaks(place_facts):
            hardships = tuple(fact for fact in question.hardships if question.breaks(place_facts, fact))
            pair = question.pair(place_facts, hardships[0] if hardships else None)
            exceptions.append(Exemption(hardships, name, places, *pair))
    return {"outcome": "proved_except" if exceptions else "proved", "exceptions": tuple(exceptions)}


class _TwoWomen:
    """Two women of whom one has more hardship than the other, in one place: each hardship fact is held twice."""

    def __init__(self, condition: tree.Condition, place: str, provers: Provers) -> None:
        self.condition, self.provers, self.facts = condition, provers, provers.rules.facts
        hardships = [fact for fact in self.facts.values() if fact.hardship]
        # Yes/no facts first, then whole and other numbers.
        hardships.sort(key=lambda fact: ("yes_no", "integer", "number").index(fact.kind))
        asked = {leaf.fact for leaf in tree.leaves(condition)}
        asked |= {needed for fact in hardships if fact.name in asked for needed in fact.needs}
        #: The hardship facts that the condition asks for, with those that their being needs.
        self.hardships = tuple(fact.name for fact in hardships if fact.name in asked)
        self.second = {fact.name: fact.name + _SECOND for fact in hardships}
        vocabulary = provers.rules.vocabulary
        twice = {name: replace(self.facts[fact], name=name, implies=(), needs=()) for fact, name in self.second.items()}
        self.vocabulary = replace(vocabulary, facts={**vocabulary.facts, **twice})
        self.parameters: Mapping[str, Bounds[Any]] = values_at(provers.rules, place, provers.on).parameters

    def breaks(self, place_facts: Mapping[str, Value], only: str | None = None) -> bool:
        """Whether there are two women who break the law (and differ in one fact only)."""
        return bool(self.hardships) and self._prover(place_facts).satisfiable(self._broken(only))

    def pair(self, place_facts: Mapping[str, Value], only: str | None = None) -> Pair:
        """Two such women: the one who has it, and the one with more hardship who has not."""
        if only is None:
            only = next((name for name in self.hardships if self.breaks(place_facts, name)), None)
        witness = self._prover(place_facts).witness(self._broken(only))
        if witness is None:
            raise WitnessError("two women exist but cannot be stated", {})
        both = witness.profile.to_mapping()
        first = {name: value for name, value in both.items() if not name.endswith(_SECOND)}
        second = {name: value for name, value in first.items() if name not in self.second}
        second |= {name: both[other] for name, other in self.second.items() if other in both}
        # What a place has ruled is part of what is shown.
        first, second = {**first, **place_facts}, {**second, **place_facts}
        assumed: dict[str, Bounds[Any]] = {name: Bounds(value, value) for name, value in witness.assumed.items()}
        if not self._shows((first, second), assumed):
            raise WitnessError("two women do not replay", both)
        for name in {**first, **second}:
            fewer, less = ({key: woman[key] for key in woman if key != name} for woman in (first, second))
            alike = name not in first or name not in second or first[name] == second[name]
            if alike and self._shows((fewer, less), assumed):
                first, second = fewer, less
        return first, second

    def _broken(self, only: str | None) -> tree.Condition:
        """The first woman meets the condition; the second, with at least her hardship (alike but in ``only``), not."""
        order: list[tree.Condition] = []
        for name in self.hardships:
            steps = [(first, self._of_second(first)) for first in self._steps(name)]
            order += [_implies(first, second) for first, second in steps]
            if only is not None and name != only:
                order += [_implies(second, first) for first, second in steps]
        # What holds of the first woman's facts by itself is said of the second's here.
        for name in self.hardships:
            for other in self.facts[name].implies if self.facts[name].kind == "yes_no" else ():
                if other in self.hardships:
                    order.append(_implies(tree.IsTrue(self.second[name]), tree.IsTrue(self.second[other])))
        return tree.AllOf((self.condition, tree.Not(self._of_second(self.condition)), tree.AllOf(tuple(order))))

    def _steps(self, name: str) -> Iterator[tree.Condition]:
        """Each says that there is at least so much hardship."""
        if self.facts[name].hardship == "more":
            yield tree.IsTrue(name)
            return
        own = [leaf for leaf in tree.leaves(self.condition) if leaf.fact == name]
        listed = (leaf.values if isinstance(leaf, tree.OneOf) else tree.operands(leaf) for leaf in own)
        for edge in dict.fromkeys(edge for edges in listed for edge in edges if not isinstance(edge, str)):
            yield from (tree.Compare(name, "<", edge), tree.Compare(name, "<=", edge))

    def _of_second(self, condition: tree.Condition) -> tree.Condition:
        """The condition as it reads for the second woman; what is not applicable to her is no."""

        def change(node: tree.Condition) -> tree.Condition | None:
            if isinstance(node, tree.Concept):
                return replace(node, condition=self._of_second(node.condition))
            if not isinstance(node, tree.LEAVES) or node.fact not in self.hardships:
                return None
            leaf = replace(node, fact=self.second[node.fact])
            needed = self.facts[node.fact].needs
            return tree.AllOf((*(tree.IsTrue(self.second[name]) for name in needed), leaf)) if needed else leaf

        return rewrite(condition, change)

    def _prover(self, place_facts: Mapping[str, Value]) -> Prover:
        about = {"vocabulary": self.vocabulary, "parameters": self.parameters, "place_facts": place_facts}
        return self.provers.new(**about)

    def _shows(self, pair: Pair, assumed: Mapping[str, Bounds[Any]]) -> bool:
        """Whether the reference evaluator says yes of the first woman and no of the second."""
        answers = []
        for woman in pair:
            try:
                known = resolve(Profile.from_mapping(woman, facts=self.facts), self.provers.on, facts=self.facts)
            except ContradictionError:
                return False
            answers.append(evaluate(self.condition, Situation(known, {**self.parameters, **assumed})))
        return answers == [True, False]


def _implies(condition: tree.Condition, other: tree.Condition) -> tree.Condition:
    return tree.Not(tree.AllOf((condition, tree.Not(other))))


def _ruled_by_places(rules: Rules, condition: tree.Condition, place: str) -> dict[str, tuple[Mapping[str, str], ...]]:
    """The place facts of a condition that some place here says yes to, each place with its source."""
    ruled: dict[str, tuple[Mapping[str, str], ...]] = {}
    entries = [entry for code, entry in rules.places.items() if lies_in(code, place) or lies_in(place, code)]
    for name in (name for name in tree.facts(condition) if name in rules.facts and rules.facts[name].place):
        here = [entry for entry in entries if entry.facts.get(name) is True and (entry.source or entry.cites)]
        if here:
            sources = (entry.source or "；".join(map(str, entry.cites)) for entry in here)
            ruled[name] = tuple({"code": entry.code, "source": why} for entry, why in zip(here, sources, strict=True))
    return ruled
