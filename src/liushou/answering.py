"""From what is known of one woman to her services with their grounds: the work of ``match``."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from .answer import (
    AnswerAgencies,
    Blocker,
    Citation,
    CitedLaw,
    Ground,
    Question,
    ServiceAnswer,
    Settled,
    Status,
    missing_in,
    status_of,
)
from .documents import FORCES, ConceptEntry, Measure, Policy, Rules, Where
from .profile import OUTCOMES, Decision, Fact, catalogue_order
from .rules import (
    ALWAYS,
    Concept,
    Condition,
    Explanation,
    IsTrue,
    KnownFacts,
    Plan,
    ReasonText,
    Situation,
    Word,
    all_of,
    any_of,
    word,
)
from .values import Bounds, Truth


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


@dataclass(frozen=True, slots=True, kw_only=True)
class _PlannedMeasure:
    """An applicable measure with the numbers of its conditions in the plan."""

    applicable: ApplicableMeasure
    definition: int
    condition: int
    need: int | None
    concepts: tuple[tuple[int, ConceptEntry], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _PairOutcome:
    """Outcome of one (definition, condition) pair for this profile; many measures share one."""

    value: Truth
    missing: tuple[str, ...]
    parameters: tuple[str, ...]
    #: Only the definition blocks it, not the measure's own condition.
    only_definition: bool
    #: The open lists behind a no: each would make it unknown if its own no were.
    unless: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Reasons:
    """The outcome of a pair in words."""

    met: tuple[str, ...]
    blocked_by: tuple[Blocker, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceOutcome:
    """What a service comes to for one woman, without words: ``grounds`` has the truth of each ground in order.

    ``unless`` are the open lists behind a no.
    """

    status: Status
    need: Word | None
    beyond_document: bool
    grounds: tuple[Truth, ...]
    missing: tuple[str, ...]
    unless: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Outcomes:
    """An answer without the words of its grounds, for those who need none or share them."""

    left_behind: Mapping[str, Word]
    services: Mapping[str, ServiceOutcome]
    #: (fact to ask, number of services it is missing in), most first.
    questions: tuple[tuple[str, int], ...]


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
        self.definitions = {policy.id: self.plan.add(policy.definition.condition) for policy in policies}
        self.services = {
            name: tuple(self._planned(measure) for measure in measures) for name, measures in applicable.items()
        }
        self.blockers: dict[ReasonText, Blocker] = {
            reason: Blocker(reason.phrase, reason.fact, reason.text)
            for node in self.plan.nodes
            for reason in node.reasons
        }

    def _planned(self, applicable: ApplicableMeasure) -> _PlannedMeasure:
        definition, condition = (self.plan.add(part) for part in applicable.pair)
        need = applicable.measure.need
        return _PlannedMeasure(
            applicable=applicable,
            definition=definition,
            condition=condition,
            need=None if need is None else self.plan.add(IsTrue(need)),
            concepts=tuple((self.plan.add(concept), entry) for concept, entry in applicable.concepts),
        )

    def answer(
        self, situation: Situation, decisions: Sequence[Decision] = ()
    ) -> tuple[dict[str, Word], tuple[ServiceAnswer, ...]]:
        """(whether she is a 留守妇女 under each document, the services with their grounds in order of force)."""
        answer = _ProfileAnswer(self, situation, decisions)
        services = (answer.service(name) for name in self.services)
        return answer.left_behind(), tuple(sorted(services, key=self._rank))

    def _rank(self, service: ServiceAnswer) -> tuple[int, bool]:
        """Force first, conditions of her own before what all have: of the grounds that decide."""
        measures = zip(service.grounds, self.services[service.id], strict=True)
        return min(
            (FORCES.index(planned.applicable.measure.force), planned.applicable.measure.condition == ALWAYS)
            for ground, planned in measures
            if ground.status == service.status
        )

    def outcomes(self, situation: Situation) -> Outcomes:
        """The same without the words of the grounds."""
        answer = _ProfileAnswer(self, situation)
        services = {name: answer.outcome(name) for name in self.services}
        missing = (service.missing for service in services.values())
        return Outcomes(answer.left_behind(), services, _asked(missing, self.rules.facts, situation.known))


class _ProfileAnswer:
    """The answer for one woman: what several measures need of her is computed once."""

    def __init__(self, answering: Answering, situation: Situation, decisions: Sequence[Decision] = ()) -> None:
        self.answering, self.known, self.decisions = answering, situation.known, decisions
        self.explanation = Explanation(answering.plan, situation)
        self.values = self.explanation.values
        self.pairs: dict[tuple[int, int], _PairOutcome] = {}
        self.reasons: dict[tuple[int, int], _Reasons] = {}

    def left_behind(self) -> dict[str, Word]:
        """Whether she is a 留守妇女 under each document."""
        return {name: word(self.values[number]) for name, number in self.answering.definitions.items()}

    def outcome(self, name: str) -> ServiceOutcome:
        """What a service comes to."""
        measures = self.answering.services[name]
        pairs = [self._pair(planned) for planned in measures]
        needs = [self.values[planned.need] for planned in measures if planned.need is not None]
        value = any_of(pair.value for pair in pairs)
        status = status_of(value)
        only_definition = status == "ineligible" and any(pair.only_definition for pair in pairs)
        return ServiceOutcome(
            status=status,
            need=word(any_of(needs)) if needs else None,
            beyond_document=self.answering.rules.services[name].open_to_everyone and only_definition,
            grounds=tuple(pair.value for pair in pairs),
            missing=missing_in(status, [pair.missing for pair in pairs]),
            unless=tuple(dict.fromkeys(text for pair in pairs for text in pair.unless)) if value is False else (),
        )

    def service(self, name: str) -> ServiceAnswer:
        """A service with its grounds."""
        outcome = self.outcome(name)
        deciding = zip(self.answering.services[name], outcome.grounds, strict=True)
        places = (planned.applicable.where for planned, value in deciding if status_of(value) == outcome.status)
        return ServiceAnswer(
            id=name,
            title=self.answering.rules.services[name].title,
            status=outcome.status,
            need=outcome.need,
            beyond_document=outcome.beyond_document,
            grounds=tuple(self._ground(planned) for planned in self.answering.services[name]),
            where=next((where for where in places if where is not None), None),
        )

    def _pair(self, planned: _PlannedMeasure) -> _PairOutcome:
        pair = (planned.definition, planned.condition)
        outcome = self.pairs.get(pair)
        if outcome is None:
            defined, own = (self.values[number] for number in pair)
            value = all_of((defined, own))
            missing: tuple[str, ...] = ()
            parameters: tuple[str, ...] = ()
            if value is None:
                facts, names = zip(*map(self.explanation.missing, pair), strict=True)
                missing = tuple(dict.fromkeys(facts[0] + facts[1]))
                parameters = tuple(dict.fromkeys(names[0] + names[1]))
            only_definition = defined is False and own is not False
            outcome = self.pairs[pair] = _PairOutcome(
                value=value,
                missing=missing,
                parameters=parameters,
                only_definition=only_definition,
                unless=self._unless(planned) if value is False else (),
            )
        return outcome

    def _unless(self, planned: _PlannedMeasure) -> tuple[str, ...]:
        """The texts of the concepts each of which would leave the pair unknown if its own no were unknown."""
        opened = self.explanation.opened
        texts = (
            text
            for concept, entry in planned.concepts
            if entry.unless and self.values[concept] is False
            if all_of(opened(number, concept) for number in (planned.definition, planned.condition)) is None
            for text in entry.unless
        )
        return tuple(dict.fromkeys(texts))

    def _reasons(self, planned: _PlannedMeasure) -> _Reasons:
        pair = (planned.definition, planned.condition)
        reasons = self.reasons.get(pair)
        if reasons is None:
            explanation = self.explanation
            deciding = [
                reason for number in pair if self.values[number] is False for reason in explanation.deciding(number)
            ]
            blockers = _drop_not_applicable(deciding, self.known)
            met = dict.fromkeys(reason for number in pair for reason in explanation.met(number))
            reasons = self.reasons[pair] = _Reasons(
                tuple(reason.text for reason in met), tuple(self.answering.blockers[reason] for reason in blockers)
            )
        return reasons

    def _ground(self, planned: _PlannedMeasure) -> Ground:
        applicable, measure = planned.applicable, planned.applicable.measure
        outcome, reasons = self._pair(planned), self._reasons(planned)
        open_or_met = (concept for concept in planned.concepts if self.values[concept[0]] is not False)
        residual, settled, refused = settle(applicable, residuals_of(measure, open_or_met), self.decisions)
        return Ground(
            policy=applicable.policy.id,
            status=status_of(outcome.value),
            force=measure.force,
            need=None if planned.need is None else word(self.values[planned.need]),
            citation=applicable.citation,
            agencies=applicable.agencies,
            met=reasons.met,
            blocked_by=reasons.blocked_by,
            missing=outcome.missing,
            residual=residual,
            reading=measure.reading,
            carried_out_by=measure.carried_out_by,
            until=measure.until,
            unknown_parameters=outcome.parameters,
            left_behind=word(self.values[planned.definition]),
            settled=settled,
            refused=refused,
            references=applicable.references,
            unless=outcome.unless,
        )


def settle(
    applicable: ApplicableMeasure, texts: Sequence[str], decisions: Iterable[Decision]
) -> tuple[tuple[str, ...], tuple[Settled, ...], tuple[Settled, ...]]:
    """(what is still left to the office, what it has found met, what it has refused); the last decision counts.

    ``texts`` are the residual conditions of a measure; a refused one stays among them, with who refused it and when.
    """
    about = (applicable.policy.id, applicable.citation.clause, applicable.measure.name)
    last: dict[str, Decision] = {}
    for decision in sorted(decisions, key=lambda decision: decision.on):
        if (decision.policy, decision.clause, decision.service) == about:
            last |= {text: decision for text in texts if names_residual(decision.residual, text)}
    left: list[str] = []
    settled: dict[str, list[Settled]] = {outcome: [] for outcome in OUTCOMES}
    for text in texts:
        if text in last:
            known = Settled(residual=text, by=last[text].by, on=last[text].on)
            settled[last[text].outcome].append(known)
            left += [known.marked] if last[text].outcome == "refused" else []
        else:
            left.append(text)
    return tuple(left), tuple(settled["granted"]), tuple(settled["refused"])


def residuals_of(measure: Measure, concepts: Iterable[tuple[object, ConceptEntry]]) -> tuple[str, ...]:
    """What a measure leaves to the office, itself and by these concepts, each text once."""
    return tuple(dict.fromkeys((*measure.residual, *(text for _, entry in concepts for text in entry.residual))))


def names_residual(name: str, text: str) -> bool:
    """Whether a decision names this condition: as the answer has it, or without what is said in brackets after it."""
    return name in (text, text.partition("（")[0])


def _drop_not_applicable(reasons: Iterable[ReasonText], known: KnownFacts) -> tuple[ReasonText, ...]:
    """The reasons without those on facts that are not applicable, unless there is no other."""
    unique = tuple(dict.fromkeys(reasons))
    applicable = tuple(reason for reason in unique if reason.leaf.fact not in known.not_applicable)
    return applicable or unique


def _asked(
    services: Iterable[Iterable[str]], facts: Mapping[str, Fact], known: KnownFacts
) -> tuple[tuple[str, int], ...]:
    """(fact to ask, number of services it is missing in), most first, from what is missing in each service.

    What she does not know is asked only where an authority can settle it.
    """
    counts: dict[str, int] = {}
    for missing in services:
        for fact in missing:
            counts[fact] = counts.get(fact, 0) + 1
    asked = [name for name in counts if name not in known.unsure or facts[name].settled_by == "authority"]
    asked.sort(key=lambda name: (-counts[name], catalogue_order(name)))
    return tuple((name, counts[name]) for name in asked)


def questions(services: Iterable[ServiceAnswer], facts: Mapping[str, Fact], known: KnownFacts) -> tuple[Question, ...]:
    """The facts that can still change a status, the ones that settle most first."""
    return tuple(
        Question(
            fact=name,
            ask=fact.ask,
            settles=count,
            settled_by=fact.settled_by,
            title=fact.title,
            office=fact.office,
            unit=fact.unit,
        )
        for name, count in _asked((service.missing for service in services), facts, known)
        for fact in (facts[name],)
    )
