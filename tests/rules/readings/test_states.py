"""A state says why a pair of conditions is what it is, as the explanation says it."""

from __future__ import annotations

import pytest
from hypothesis import given

from liushou import load_rules
from liushou.rules import Condition, Explanation, Plan, Situation, all_of, resolve
from liushou.rules.compile import Reasons, compile_states

from .table import Trial
from .worlds import document_trials, fixed_trials, trials


def explained(pair: tuple[Condition, Condition], situation: Situation) -> Reasons:
    """The same by the reference."""
    plan = Plan(load_rules().vocabulary, situation.parameters)
    numbers = [plan.add(condition) for condition in pair]
    explanation = Explanation(plan, situation)
    values = [explanation.values[number] for number in numbers]
    open_ = [explanation.missing(number) for number in numbers if all_of(values) is None]
    no = [number for number, value in zip(numbers, values, strict=True) if value is False]
    reasons = dict.fromkeys(reason for number in no for reason in explanation.deciding(number))
    applicable = [each for each in reasons if each.leaf.fact not in situation.known.not_applicable] or list(reasons)
    facts, names = ([name for part in open_ for name in part[at]] for at in (0, 1))
    blocked_by = tuple(each.fact for each in applicable)
    return Reasons((values[0], values[1]), blocked_by, tuple(dict.fromkeys(facts)), tuple(dict.fromkeys(names)))


def agrees(trial: Trial) -> None:
    conditions, women, world = trial
    pairs = list(zip(conditions, conditions[1:] + conditions[:1], strict=True))
    states = compile_states(pairs, [], on=world.on, parameters=world.parameters, place_facts=world.place_facts)
    for woman in women:
        situation = Situation(resolve(woman, world.on, world.place_facts), world.parameters)
        read = [states.reasons(at, state) for at, state in enumerate(states.of(woman))]
        assert read == [explained(pair, situation) for pair in pairs]


@given(trials())
def test_of_generated_conditions(trial: Trial) -> None:
    agrees(trial)


@given(document_trials())
def test_of_the_documents(trial: Trial) -> None:
    agrees(trial)


@pytest.mark.parametrize("trial", fixed_trials(), ids=("leaves", "documents"))
def test_of_women_at_every_edge(trial: Trial) -> None:
    agrees(trial)
