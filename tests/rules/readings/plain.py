"""The answer by the reference reading alone: every ground traced on its own, nothing shared."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from liushou import Profile
from liushou.answer import (
    AnswerPlace,
    Blocker,
    Ground,
    Match,
    PolicyAnswer,
    Question,
    RulesUsed,
    ServiceAnswer,
    Status,
    status_of,
)
from liushou.answering import ApplicableMeasure, passages_of
from liushou.documents import FORCES, ConceptEntry
from liushou.match import Matcher
from liushou.profile import FACTS
from liushou.rules import (
    ALWAYS,
    AllOf,
    AnyOf,
    Concept,
    Condition,
    InForce,
    IsTrue,
    Not,
    Situation,
    evaluate,
    phrase,
    say_leaf,
    source_fact,
    walk,
)
from liushou.rules.evaluate import all_of, any_of, word
from liushou.values import Truth

from ..tracing import Reason, Trace, deciding, met, missing_facts, missing_parameters, rests_on, trace

_ORDER = {fact.name: index for index, fact in enumerate(FACTS)}


def plain_statuses(matcher: Matcher, profile: Profile | Mapping[str, Any]) -> dict[str, Status]:
    """``Matcher.statuses`` by ``evaluate``."""
    situation = matcher.situation(profile)
    return {
        service: status_of(
            any_of(
                all_of((evaluate(policy.definition.condition, situation), evaluate(measure.condition, situation)))
                for policy, measure in matcher.measures(service)
            )
        )
        for service in matcher.services
    }


def plain_match(matcher: Matcher, profile: Profile | Mapping[str, Any]) -> Match:
    """``Matcher.match`` by ``trace``."""
    situation = matcher.situation(profile)
    definitions = {one.id: trace(one.definition.condition, situation) for one in matcher.policies}
    answers = [_service(matcher, name, bases, situation, definitions) for name, bases in matcher.applicable.items()]
    services = tuple(sorted(answers, key=lambda answer: _rank(answer, matcher)))
    return Match(
        place=AnswerPlace(matcher.place.code, matcher.place.name),
        on=matcher.on,
        rules=RulesUsed(matcher.rules.version, matcher.rules.sha256),
        notes=matcher.notes,
        policies=tuple(
            PolicyAnswer(one.id, one.number, one.title, word(definitions[one.id].value)) for one in matcher.policies
        ),
        services=services,
        questions=_questions(matcher, services, situation),
    )


def of_today(answer: Match) -> Match:
    """The answer without its later days, which tests/match/test_opens.py holds to the reference."""
    services = (
        replace(service, opens=None, grounds=tuple(replace(ground, opens=None) for ground in service.grounds))
        for service in answer.services
    )
    return replace(answer, services=tuple(services))


def _service(
    matcher: Matcher,
    name: str,
    bases: tuple[ApplicableMeasure, ...],
    situation: Situation,
    definitions: Mapping[str, Trace],
) -> ServiceAnswer:
    grounds: list[Ground] = []
    values: list[Truth] = []
    only_definition = False
    for basis in bases:
        defined = definitions[basis.policy.id]
        own = trace(basis.measure.condition, situation)
        value = all_of((defined.value, own.value))
        values.append(value)
        only_definition = only_definition or (defined.value is False and own.value is not False)
        grounds.append(_ground(matcher, basis, situation, defined, own, value))
    status = status_of(any_of(values))
    needs = [{"yes": True, "no": False, "unknown": None}[one.need] for one in grounds if one.need is not None]
    service = matcher.rules.services[name]
    return ServiceAnswer(
        id=name,
        title=service.title,
        status=status,
        need=word(any_of(needs)) if needs else None,
        beyond_document=service.open_to_everyone and status == "ineligible" and only_definition,
        grounds=tuple(grounds),
        where=next(
            (
                basis.where
                for basis, value in zip(bases, values, strict=True)
                if status_of(value) == status and basis.where
            ),
            None,
        ),
    )


def _rank(answer: ServiceAnswer, matcher: Matcher) -> tuple[int, int]:
    """The strongest force of the grounds that decide; among equals, whether one of them has a condition of its own."""
    decide = [
        measure
        for ground, (_, measure) in zip(answer.grounds, matcher.measures(answer.id), strict=True)
        if ground.status == answer.status
    ]
    strongest = min(FORCES.index(measure.force) for measure in decide)
    own = any(FORCES[strongest] == measure.force and measure.condition != ALWAYS for measure in decide)
    return strongest, 0 if own else 1


def _ground(
    matcher: Matcher, basis: ApplicableMeasure, situation: Situation, defined: Trace, own: Trace, value: Truth
) -> Ground:
    measure = basis.measure
    blocked: tuple[Blocker, ...] = ()
    missing: tuple[str, ...] = ()
    parameters: tuple[str, ...] = ()
    if value is False:
        reasons = [reason for one in (defined, own) if one.value is False for reason in deciding(one)]
        blocked = tuple(_blocker(matcher, reason) for reason in _telling(reasons, situation))
    elif value is None:
        missing = _merge(missing_facts(defined, situation), missing_facts(own, situation))
        parameters = _merge(missing_parameters(defined, situation), missing_parameters(own, situation))
    reasons_met = dict.fromkeys((*met(defined), *met(own)))
    return Ground(
        policy=basis.policy.id,
        status=status_of(value),
        force=measure.force,
        need=None if measure.need is None else word(evaluate(IsTrue(measure.need), situation)),
        citation=basis.citation,
        agencies=basis.agencies,
        met=tuple(_words(matcher, one) for one in reasons_met),
        blocked_by=blocked,
        missing=missing,
        residual=_merge(measure.residual, *(entry.residual for entry in _not_ruled_out(matcher, basis, situation))),
        reading=measure.reading,
        carried_out_by=measure.carried_out_by,
        until=measure.until,
        unknown_parameters=parameters,
        left_behind=word(defined.value),
        references=basis.references,
        unless=_unless(matcher, basis, situation) if value is False else (),
        basis=tuple(passage for name in rests_on(own) for passage in passages_of(matcher.rules).get(name, ()))
        if own.value is value
        else (),
    )


def _concepts(matcher: Matcher, basis: ApplicableMeasure) -> list[Concept]:
    nodes = [node for condition in basis.pair for node in walk(condition)]
    return list(dict.fromkeys(node for node in nodes if isinstance(node, Concept)))


def _not_ruled_out(matcher: Matcher, basis: ApplicableMeasure, situation: Situation) -> list[ConceptEntry]:
    """The concepts whose branch is open or met."""
    concepts = _concepts(matcher, basis)
    return [matcher.rules.concepts[node.name] for node in concepts if evaluate(node, situation) is not False]


def _opened(condition: Condition, name: str) -> Condition:
    """The condition with the no of a concept taken for unknown: nobody knows whether another class has her in it."""
    if isinstance(condition, Concept):
        inner = _opened(condition.condition, name)
        return replace(condition, condition=AnyOf((inner, InForce("unknown"))) if condition.name == name else inner)
    if isinstance(condition, (AllOf, AnyOf)):
        return replace(condition, children=tuple(_opened(child, name) for child in condition.children))
    return replace(condition, child=_opened(condition.child, name)) if isinstance(condition, Not) else condition


def _unless(matcher: Matcher, basis: ApplicableMeasure, situation: Situation) -> tuple[str, ...]:
    """DESIGN §2: what would be unknown were that concept's no unknown; each concept tested singly, texts once."""
    texts: list[str] = []
    for name in dict.fromkeys(node.name for node in _concepts(matcher, basis)):
        if all_of(evaluate(_opened(condition, name), situation) for condition in basis.pair) is None:
            texts += matcher.rules.concepts[name].unless
    return tuple(dict.fromkeys(texts))


def _telling(reasons: Iterable[Reason], situation: Situation) -> tuple[Reason, ...]:
    unique = tuple(dict.fromkeys(reasons))
    return tuple(one for one in unique if one.leaf.fact not in situation.known.not_applicable) or unique


def _words(matcher: Matcher, reason: Reason) -> str:
    parameters = matcher.place_values.parameters
    return say_leaf(reason.leaf, matcher.rules.vocabulary, reason.holds, parameters=parameters)


def _blocker(matcher: Matcher, reason: Reason) -> Blocker:
    text = phrase(reason.leaf)
    return Blocker(text if reason.holds else f"not: {text}", source_fact(reason.leaf.fact), _words(matcher, reason))


def _questions(matcher: Matcher, services: tuple[ServiceAnswer, ...], situation: Situation) -> tuple[Question, ...]:
    settles: dict[str, int] = {}
    for service in services:
        for name in service.missing:
            settles[name] = settles.get(name, 0) + 1
    found = []
    # Which facts can still change a status is found out by trying everything in tests/ask.
    relevant = set().union(*matcher._desk.relevant(situation.known).values())
    for name, count in settles.items():
        fact = matcher.rules.facts[name]
        if name not in relevant or (name in situation.known.unsure and fact.settled_by != "authority"):
            continue
        found.append(
            Question(
                fact=name,
                ask=fact.ask,
                settles=count,
                settled_by=fact.settled_by,
                title=fact.title,
                office=fact.office,
                unit=fact.unit,
                group=fact.group,
            )
        )
    return tuple(sorted(found, key=lambda one: (-one.settles, _ORDER.get(one.fact, len(_ORDER)), one.fact)))


def _merge(*parts: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for part in parts for name in part))
