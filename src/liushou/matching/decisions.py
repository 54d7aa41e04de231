"""What offices have decided, held to what the documents print."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from ..answering import names_residual, residuals_of
from ..documents import ConceptEntry, Measure, Policy, Rules
from ..problems import Code, InputError, Problem, unknown_name
from ..profile import Decision
from ..rules import Concept, walk


def open_concepts(rules: Rules, policy: Policy, measure: Measure) -> tuple[tuple[Concept, ConceptEntry], ...]:
    """The concepts that a measure and its document's definition rest on and that leave something open."""
    nodes = (node for condition in (policy.definition.condition, measure.condition) for node in walk(condition))
    named = {node.name: node for node in nodes if isinstance(node, Concept)}
    entries = ((node, rules.concepts[name]) for name, node in named.items() if name in rules.concepts)
    return tuple((node, entry) for node, entry in entries if entry.unless or entry.residual)


def check_decisions(rules: Rules, decisions: Sequence[Decision], on: date) -> None:
    """Refuse decisions on what no document prints, taken after ``on``, or against each other: InputError with all."""
    problems: list[Problem] = []
    outcomes: dict[tuple[object, ...], str] = {}
    for decision in decisions:
        problem = _unknown_part(rules, decision)
        about = (decision.policy, decision.clause, decision.service, decision.residual, decision.on)
        if problem is None and decision.on > on:
            problem = Problem(Code.DECISION_AFTER_ON, subject=decision.residual, value=decision.on, on=on)
        elif problem is None and outcomes.setdefault(about, decision.outcome) != decision.outcome:
            problem = Problem(Code.DECIDED_TWICE, subject=decision.residual, value=decision.on)
        if problem is not None:
            problems.append(problem.at(decision.location))
    if problems:
        raise InputError(problems)


def _unknown_part(rules: Rules, decision: Decision) -> Problem | None:
    """The first part of a decision that is not there: document, clause, service or residual."""
    policy = rules.policies.get(decision.policy)
    if policy is None:
        return unknown_name("document", decision.policy, rules.policies)
    clause = policy.clause(decision.clause)
    if clause is None:
        return unknown_name("clause", decision.clause, [clause.at for clause in policy.clauses])
    measures = [measure for measure in clause.measures if measure.service == decision.service]
    if not measures:
        return unknown_name("service", decision.service, [measure.service or "" for measure in clause.measures])
    residuals = [text for measure in measures for text in residuals_of(measure, open_concepts(rules, policy, measure))]
    if any(names_residual(decision.residual, text) for text in residuals):
        return None
    return unknown_name("residual", decision.residual, residuals)
