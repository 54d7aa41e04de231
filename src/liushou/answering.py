"""From what is known of one woman to her services with their grounds: the work of ``match``."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from .answer import AnswerAgencies, Blocker, Citation, Ground, Question, ServiceAnswer, Status, status_of
from .documents import Measure, Policy, Rules
from .profile import Fact, Known, catalogue_order
from .rules import Condition, Explanation, IsTrue, Plan, Said, Situation, Word, all_of, any_of, word
from .values import Truth


@dataclass(frozen=True, slots=True)
class ApplicableMeasure:
    """A measure that can be a ground in one place on one day, with what does not depend on her."""

    policy: Policy
    measure: Measure
    citation: Citation
    agencies: AnswerAgencies

    @property
    def pair(self) -> tuple[Condition, Condition]:
        """What must both be met: the document's definition, and the measure's own condition."""
        return self.policy.definition.condition, self.measure.condition


@dataclass(frozen=True, slots=True)
class _PlannedMeasure:
    """An applicable measure with the numbers of its conditions in the plan."""

    applicable: ApplicableMeasure
    definition: int
    condition: int
    need: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class _PairOutcome:
    """Outcome of one (definition, condition) pair for this profile; many measures share one."""

    value: Truth
    status: Status
    met: tuple[str, ...]
    blocked_by: tuple[Blocker, ...]
    missing: tuple[str, ...]
    parameters: tuple[str, ...]
    left_behind: Word
    #: Only the definition blocks it, not the measure's own condition.
    only_definition: bool


class Answering:
    """The applicable measures of a place and a day, ready to be answered for one woman after another."""

    def __init__(
        self, rules: Rules, policies: Sequence[Policy], applicable: Mapping[str, Sequence[ApplicableMeasure]]
    ) -> None:
        self.rules = rules
        self.plan = Plan(rules.vocabulary)
        self.definitions = {policy.id: self.plan.add(policy.definition.condition) for policy in policies}
        self.services = {
            name: tuple(self._planned(measure) for measure in measures) for name, measures in applicable.items()
        }
        self.blockers: dict[Said, Blocker] = {
            reason: Blocker(reason.phrase, reason.fact, reason.text) for node in self.plan.nodes for reason in node.said
        }

    def _planned(self, applicable: ApplicableMeasure) -> _PlannedMeasure:
        definition, condition = (self.plan.add(part) for part in applicable.pair)
        need = applicable.measure.need
        return _PlannedMeasure(applicable, definition, condition, None if need is None else self.plan.add(IsTrue(need)))

    def answer(self, situation: Situation) -> tuple[dict[str, Word], tuple[ServiceAnswer, ...]]:
        """(whether she is a 留守妇女 under each document, the services with their grounds)."""
        answer = _ProfileAnswer(self, situation)
        left_behind = {name: word(answer.values[number]) for name, number in self.definitions.items()}
        return left_behind, tuple(answer.service(name, measures) for name, measures in self.services.items())


class _ProfileAnswer:
    """The answer for one woman: what several measures need of her is computed once."""

    def __init__(self, answering: Answering, situation: Situation) -> None:
        self.answering, self.known = answering, situation.known
        self.explanation = Explanation(answering.plan, situation)
        self.values = self.explanation.values
        self.outcomes: dict[tuple[int, int], _PairOutcome] = {}

    def service(self, name: str, measures: tuple[_PlannedMeasure, ...]) -> ServiceAnswer:
        grounds: list[Ground] = []
        outcomes: list[_PairOutcome] = []
        needs: list[Truth] = []
        for planned in measures:
            pair = (planned.definition, planned.condition)
            outcome = self.outcomes.get(pair)
            if outcome is None:
                outcome = self.outcomes[pair] = self._outcome(*pair)
            outcomes.append(outcome)
            need: Word | None = None
            if planned.need is not None:
                needs.append(self.values[planned.need])
                need = word(self.values[planned.need])
            grounds.append(_ground(planned.applicable, outcome, need))
        service = self.answering.rules.services[name]
        status = status_of(any_of(outcome.value for outcome in outcomes))
        only_definition = status == "ineligible" and any(outcome.only_definition for outcome in outcomes)
        return ServiceAnswer(
            id=name,
            title=service.title,
            status=status,
            need=word(any_of(needs)) if needs else None,
            beyond_document=service.open_to_everyone and only_definition,
            grounds=tuple(grounds),
        )

    def _outcome(self, definition: int, condition: int) -> _PairOutcome:
        explanation, values = self.explanation, self.values
        defined, own = values[definition], values[condition]
        value = all_of((defined, own))
        blockers: tuple[Blocker, ...] = ()
        missing: tuple[str, ...] = ()
        parameters: tuple[str, ...] = ()
        if value is False:
            reasons = [
                reason
                for number in (definition, condition)
                if values[number] is False
                for reason in explanation.deciding(number)
            ]
            kept = _drop_not_applicable(reasons, self.known)
            blockers = tuple(self.answering.blockers[reason] for reason in kept)
        elif value is None:
            of_definition, of_condition = explanation.missing(definition), explanation.missing(condition)
            missing = tuple(dict.fromkeys(of_definition[0] + of_condition[0]))
            parameters = tuple(dict.fromkeys(of_definition[1] + of_condition[1]))
        met = dict.fromkeys(explanation.met(definition) + explanation.met(condition))
        return _PairOutcome(
            value=value,
            status=status_of(value),
            met=tuple(reason.text for reason in met),
            blocked_by=blockers,
            missing=missing,
            parameters=parameters,
            left_behind=word(defined),
            only_definition=defined is False and own is not False,
        )


def _ground(applicable: ApplicableMeasure, outcome: _PairOutcome, need: Word | None) -> Ground:
    measure = applicable.measure
    return Ground(
        policy=applicable.policy.id,
        status=outcome.status,
        force=measure.force,
        need=need,
        citation=applicable.citation,
        agencies=applicable.agencies,
        met=outcome.met,
        blocked_by=outcome.blocked_by,
        missing=outcome.missing,
        residual=measure.residual,
        reading=measure.reading,
        carried_out_by=measure.carried_out_by,
        until=measure.until,
        unknown_parameters=outcome.parameters,
        left_behind=outcome.left_behind,
    )


def _drop_not_applicable(reasons: Iterable[Said], known: Known) -> tuple[Said, ...]:
    """The reasons without those on facts that are not applicable, unless there is no other."""
    unique = tuple(dict.fromkeys(reasons))
    applicable = tuple(reason for reason in unique if reason.leaf.fact not in known.not_applicable)
    return applicable or unique


def count_missing(services: Iterable[Iterable[str]]) -> tuple[tuple[str, int], ...]:
    """(fact, number of services it is missing in), most first, from what is missing in each service."""
    counts: dict[str, int] = {}
    for missing in services:
        for fact in missing:
            counts[fact] = counts.get(fact, 0) + 1
    return tuple(sorted(counts.items(), key=lambda item: (-item[1], catalogue_order(item[0]))))


def is_asked(fact: Fact, unsure: Iterable[str]) -> bool:
    """Whether a missing fact is asked for: what she does not know only where an authority can settle it."""
    return fact.name not in unsure or fact.settled_by == "authority"


def questions(services: Iterable[ServiceAnswer], facts: Mapping[str, Fact], known: Known) -> tuple[Question, ...]:
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
        for name, count in count_missing(service.missing for service in services)
        if is_asked(fact := facts[name], known.unsure)
    )
