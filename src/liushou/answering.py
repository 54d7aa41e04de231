"""From what is known of one woman to her services with their grounds: the work of ``match``."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any, NamedTuple, TypeVar

from .answer import (
    AnswerAgencies,
    Basis,
    Blocker,
    Citation,
    CitedLaw,
    Ground,
    ServiceAnswer,
    Settled,
    Status,
    status_of,
)
from .documents import FORCES, ConceptEntry, Measure, Policy, Rules, Where
from .profile import OUTCOMES, Decision
from .rules import (
    ALWAYS,
    Concept,
    Condition,
    Explanation,
    IsTrue,
    Leaf,
    Plan,
    Situation,
    Word,
    all_of,
    any_of,
    is_timed,
    word,
)
from .values import Bounds, Truth

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class ApplicableMeasure:
    """A measure that can be a ground in one place on one day, with what does not depend on her."""

    policy: Policy
    measure: Measure
    citation: Citation
    agencies: AnswerAgencies
    where: Where | None
    #: The concepts it rests on that leave something open: to others (``unless``) or to the office (``residual``).
    concepts: tuple[tuple[Concept, ConceptEntry], ...]
    references: tuple[CitedLaw, ...]

    @property
    def pair(self) -> tuple[Condition, Condition]:
        """What must both be met: the document's definition, and the measure's own condition."""
        return self.policy.definition.condition, self.measure.condition


class Planned(NamedTuple):
    """An applicable measure with the numbers of its conditions (definition, own) and open concepts in the plan."""

    applicable: ApplicableMeasure
    pair: tuple[int, int]
    need: int | None
    concepts: tuple[tuple[int, ConceptEntry], ...]


class _Pair:
    """A definition and a measure's own condition for one woman, worked out once; many measures share one."""

    def __init__(self, explanation: Explanation, planned: Planned) -> None:
        self.explanation, self.numbers = explanation, planned.pair
        defined, own = (explanation.values[number] for number in planned.pair)
        self.value = all_of((defined, own))
        #: Only the definition blocks it, not the measure's own condition.
        self.only_definition = defined is False and own is not False
        self.concepts = planned.concepts

    @cached_property
    def missing(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """(facts, parameters) that keep it open."""
        if self.value is not None:
            return (), ()
        facts, names = zip(*map(self.explanation.missing, self.numbers), strict=True)
        return _once(facts), _once(names)

    @cached_property
    def unless(self) -> tuple[str, ...]:
        """The open lists behind a no: of each concept that would leave it unknown if its own no were unknown."""
        values, opened = self.explanation.values, self.explanation.opened
        return _once(
            entry.unless
            for concept, entry in self.concepts
            if self.value is values[concept] is False
            if all_of(opened(number, concept) for number in self.numbers) is None
        )

    @cached_property
    def blocked_by(self) -> tuple[Blocker, ...]:
        """What is not met, without what is not applicable unless there is nothing else."""
        values, known = self.explanation.values, self.explanation.situation.known
        no = [number for number in self.numbers if values[number] is False]
        reasons = _once(map(self.explanation.deciding, no))
        applicable = [reason for reason in reasons if reason.leaf.fact not in known.not_applicable]
        return tuple(Blocker(reason.phrase, reason.fact, reason.text) for reason in applicable or reasons)

    @property
    def rests_on(self) -> tuple[str, ...]:
        """The concepts and parameters of the measure's own condition that make the value what it is."""
        own = self.numbers[1]
        return self.explanation.rests_on(own) if self.explanation.values[own] is self.value else ()

    @cached_property
    def met(self) -> tuple[str, ...]:
        """What is already met."""
        return tuple(reason.text for reason in _once(map(self.explanation.met, self.numbers)))


class OfficeView(NamedTuple):
    """What is left to the office of a ground: residual conditions still open, those found met, those refused."""

    residual: tuple[str, ...]
    settled: tuple[Settled, ...]
    refused: tuple[Settled, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceOutcome:
    """What a service comes to for one woman, without words: ``grounds`` has the truth of each ground in order.

    ``office`` says of each ground what is left to the office; ``unless`` are the open lists behind a no.
    """

    status: Status
    need: Word | None
    beyond_document: bool
    grounds: tuple[Truth, ...]
    office: tuple[OfficeView, ...]
    missing: tuple[str, ...]
    unless: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Outcomes:
    """An answer without the words of its grounds, for those who need none or share them."""

    left_behind: Mapping[str, Word]
    services: Mapping[str, ServiceOutcome]
    unsure: Collection[str]


class Answering:
    """The applicable measures of a place and a day, ready to be answered for one woman after another."""

    def __init__(
        self,
        rules: Rules,
        policies: Sequence[Policy],
        applicable: Mapping[str, Sequence[ApplicableMeasure]],
        parameters: Mapping[str, Bounds[float]],
    ) -> None:
        self.rules = rules
        self.plan = Plan(rules.vocabulary, parameters)
        self.concepts: dict[str, int] = {}
        self.basis = passages_of(rules)
        self.definitions = {policy.id: self.plan.add(policy.definition.condition) for policy in policies}
        self.services = {name: tuple(map(self._planned, measures)) for name, measures in applicable.items()}

    @cached_property
    def timed(self) -> tuple[Leaf, ...]:
        """The leaves, as they are lowered, that time alone can change."""
        stated = dict.fromkeys(node.leaf for node in self.plan.nodes if node.kind == "stated" and node.leaf)
        return tuple(filter(is_timed, stated))

    def eligible(self, situation: Situation, *, possibly: bool = False) -> Iterator[str | int]:
        """The services that are a yes, or ``possibly`` one, and of each measure that is a ground its ``id()``."""
        values = Explanation(self.plan, situation).values
        for name, measures in self.services.items():
            for planned in measures:
                measure = planned.applicable.measure
                truth = all_of(values[number] for number in planned.pair)
                if measure.in_force(situation.on) and (truth or (possibly and truth is None)):
                    yield from (name, id(measure))

    def _planned(self, applicable: ApplicableMeasure) -> Planned:
        definition, own = map(self.plan.add, applicable.pair)
        need = applicable.measure.need
        for concept, _ in applicable.concepts:
            if concept.name not in self.concepts:
                self.concepts[concept.name] = self.plan.add(concept)
        concepts = tuple((self.concepts[concept.name], entry) for concept, entry in applicable.concepts)
        return Planned(applicable, (definition, own), None if need is None else self.plan.add(IsTrue(need)), concepts)

    def answer(
        self, situation: Situation, decisions: Sequence[Decision] = (), opens: Mapping[str | int, date] | None = None
    ) -> tuple[dict[str, Word], tuple[ServiceAnswer, ...]]:
        """(whether she is a 留守妇女 under each document, the services with their grounds in order of force).

        ``opens`` has the later day of what :meth:`eligible` names.
        """
        answer = ProfileAnswer(self, situation, decisions, opens)
        services = (answer.service(name) for name in self.services)
        return answer.left_behind(), tuple(sorted(services, key=self.rank))

    def rank(self, service: ServiceAnswer) -> tuple[int, bool]:
        """Force first, conditions of her own before what all have: of the grounds that decide."""
        measures = zip(service.grounds, self.services[service.id], strict=True)
        return min(
            (FORCES.index(planned.applicable.measure.force), planned.applicable.measure.condition == ALWAYS)
            for ground, planned in measures
            if ground.status == service.status
        )

    def outcomes(self, situation: Situation, services: Iterable[str], decisions: Sequence[Decision] = ()) -> Outcomes:
        """The same for these services, without the words of the grounds."""
        answer = ProfileAnswer(self, situation, decisions)
        return Outcomes(answer.left_behind(), {name: answer.outcome(name) for name in services}, situation.known.unsure)


class ProfileAnswer:
    """The answer for one woman: what several measures need of her is computed once."""

    def __init__(
        self,
        answering: Answering,
        situation: Situation,
        decisions: Sequence[Decision] = (),
        opens: Mapping[str | int, date] | None = None,
    ) -> None:
        self.answering, self.decisions, self.opens = answering, decisions, opens or {}
        self.explanation = Explanation(answering.plan, situation)
        self.values: Mapping[int, Truth] | Sequence[Truth] = self.explanation.values
        self.pairs: dict[tuple[int, int], _Pair] = {}

    def left_behind(self) -> dict[str, Word]:
        """Whether she is a 留守妇女 under each document."""
        return {name: word(self.values[number]) for name, number in self.answering.definitions.items()}

    def outcome(self, name: str) -> ServiceOutcome:
        """What a service comes to."""
        measures = self.answering.services[name]
        pairs = [self._pair(planned) for planned in measures]
        needs = [self.values[planned.need] for planned in measures if planned.need is not None]
        value = any_of(pair.value for pair in pairs)
        beyond = value is False and any(pair.only_definition for pair in pairs)
        return ServiceOutcome(
            status=status_of(value),
            need=word(any_of(needs)) if needs else None,
            beyond_document=beyond and self.answering.rules.services[name].open_to_everyone,
            grounds=tuple(pair.value for pair in pairs),
            office=tuple(map(self._office, measures)),
            missing=_once(pair.missing[0] for pair in pairs) if value is None else (),
            unless=_once(pair.unless for pair in pairs) if value is False else (),
        )

    def service(self, name: str) -> ServiceAnswer:
        """A service with its grounds."""
        outcome, measures = self.outcome(name), self.answering.services[name]
        grounds = tuple(map(self._ground, measures, outcome.office))
        pairs = zip(measures, grounds, strict=True)
        offices = (planned.applicable.where for planned, ground in pairs if ground.status == outcome.status)
        return ServiceAnswer(
            id=name,
            title=self.answering.rules.services[name].title,
            status=outcome.status,
            need=outcome.need,
            beyond_document=outcome.beyond_document,
            grounds=grounds,
            where=next(filter(None, offices), None),
            opens=None if outcome.status == "eligible" else self.opens.get(name),
        )

    def _pair(self, planned: Planned) -> _Pair:
        if planned.pair not in self.pairs:
            self.pairs[planned.pair] = _Pair(self.explanation, planned)
        return self.pairs[planned.pair]

    def _office(self, planned: Planned) -> OfficeView:
        measure, values = planned.applicable.measure, self.values
        open_or_met = [concept for concept in planned.concepts if values[concept[0]] is not False]
        texts = residuals_of(measure, open_or_met) if open_or_met else measure.residual
        return settle(planned.applicable, texts, self.decisions) if self.decisions else OfficeView(texts, (), ())

    def _ground(self, planned: Planned, office: OfficeView) -> Ground:
        applicable, measure, pair = planned.applicable, planned.applicable.measure, self._pair(planned)
        return Ground(
            policy=applicable.policy.id,
            status=status_of(pair.value),
            force=measure.force,
            need=None if planned.need is None else word(self.values[planned.need]),
            citation=applicable.citation,
            agencies=applicable.agencies,
            met=pair.met,
            blocked_by=pair.blocked_by,
            missing=pair.missing[0],
            residual=office.residual,
            reading=measure.reading,
            carried_out_by=measure.carried_out_by,
            until=measure.until,
            unknown_parameters=pair.missing[1],
            left_behind=word(self.values[planned.pair[0]]),
            settled=office.settled,
            refused=office.refused,
            references=applicable.references,
            unless=pair.unless,
            basis=_once(self.answering.basis.get(name, ()) for name in pair.rests_on),
            opens=None if pair.value else self.opens.get(id(measure)),
        )


def _once(parts: Iterable[Iterable[T]]) -> tuple[T, ...]:
    return tuple(dict.fromkeys(item for part in parts for item in part))


def passages_of(rules: Rules) -> dict[str, tuple[Basis, ...]]:
    """What each concept and parameter (``$name``) cites, by the laws' titles as they are printed."""
    titles = {name: name if law.title.startswith(name) else law.title for name, law in rules.references.items()}
    titles |= {policy.number: policy.title for policy in rules.policies.values()}
    entries: dict[str, Any] = {**rules.concepts, **{f"${name}": entry for name, entry in rules.parameters.items()}}
    return {
        name: tuple(
            Basis(concept=name, title=entry.title, law=titles.get(cited.law, cited.law), at=cited.at, quote=cited.quote)
            for cited in entry.cites
        )
        for name, entry in entries.items()
    }


def settle(applicable: ApplicableMeasure, texts: Sequence[str], decisions: Iterable[Decision]) -> OfficeView:
    """What is left of the ``texts`` of residual conditions after an office's decisions, of which the last counts."""
    about = (applicable.policy.id, applicable.citation.clause, applicable.measure.name)
    last: dict[str, Decision] = {}
    for decision in sorted(decisions, key=lambda decision: decision.on):
        if (decision.policy, decision.clause, decision.service) == about:
            last |= {text: decision for text in texts if names_residual(decision.residual, text)}
    if not last:
        return OfficeView(tuple(texts), (), ())
    decided = {text: Settled(residual=text, by=decision.by, on=decision.on) for text, decision in last.items()}
    known = [text for text in texts if text in last]
    granted, refused = (tuple(decided[text] for text in known if last[text].outcome == each) for each in OUTCOMES)
    left = (decided[text].marked if text in last else text for text in texts if decided.get(text) not in granted)
    return OfficeView(tuple(left), granted, refused)


def residuals_of(measure: Measure, concepts: Iterable[tuple[object, ConceptEntry]]) -> tuple[str, ...]:
    """What a measure leaves to the office, itself and by these concepts, each text once."""
    return _once((measure.residual, *(entry.residual for _, entry in concepts)))


def names_residual(name: str, text: str) -> bool:
    """Whether a decision names this condition: as the answer has it, or without what is said in brackets after it."""
    return name in (text, text.partition("（")[0])
