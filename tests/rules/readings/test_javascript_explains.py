"""What JavaScript says of why is what Python's explanation says: reasons, words, what is missing, open concepts."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from liushou import ContradictionError, InputError, Profile, load_rules
from liushou.profile import FACTS, relations
from liushou.rules import Compare, Concept, Elapsed, Explanation, Plan, Situation, resolve, walk
from liushou.rules.javascript import Graph
from liushou.rules.javascript.graph import day_number
from liushou.values import exactly

from ...examples import examples
from . import scripts
from .table import Trial, World
from .worlds import document_trials, fixed_trials, trials

VOCABULARY = load_rules().vocabulary
WORLD = World(date(2025, 6, 30))


def here(graph: Graph, world: World) -> dict[str, Any]:
    parameters = graph.values_of(world.parameters)
    return {"on": day_number(world.on), "facts": dict(world.place_facts), "parameters": parameters}


def concepts_of(trial: Trial) -> list[Concept]:
    return list(dict.fromkeys(node for tree in trial[0] for node in walk(tree) if isinstance(node, Concept)))


def in_javascript(trial: Trial) -> Any:
    conditions, profiles, world = trial
    graph = Graph(VOCABULARY)
    numbers = [graph.add(condition) for condition in conditions]
    concepts = [graph.add(concept) for concept in concepts_of(trial)]
    women = [profile.to_mapping() for profile in profiles]
    return scripts.call("explained", graph.data(), numbers, concepts, here(graph, world), women)


def in_python(trial: Trial) -> list[list[dict[str, Any]]]:
    conditions, profiles, world = trial
    plan = Plan(VOCABULARY, world.parameters)
    numbers = [plan.add(condition) for condition in conditions]
    concepts = [plan.add(concept) for concept in concepts_of(trial)]
    result = []
    for profile in profiles:
        situation = Situation(resolve(profile, world.on, world.place_facts), world.parameters)
        explanation = Explanation(plan, situation)
        result.append([_explained(explanation, number, concepts) for number in numbers])
    return result


def _explained(explanation: Explanation, number: int, concepts: list[int]) -> dict[str, Any]:
    def reasons(listed: Any) -> list[dict[str, str]]:
        return [{"condition": each.phrase, "fact": each.fact, "text": each.text} for each in listed]

    return {
        "value": explanation.values[number],
        "deciding": reasons(explanation.deciding(number)),
        "met": reasons(explanation.met(number)),
        "rests_on": list(explanation.rests_on(number)),
        "missing": [list(part) for part in explanation.missing(number)],
        "opened": [explanation.opened(number, concept) for concept in concepts],
    }


@pytest.mark.parametrize("trial", fixed_trials(), ids=["leaves", "documents"])
def test_on_every_kind_of_leaf_and_all_documents(trial: Trial) -> None:
    assert in_javascript(trial) == in_python(trial)


@settings(max_examples=examples(0.5))
@given(st.one_of(trials(), document_trials(most=2)))
def test_on_generated_conditions_and_the_documents(trial: Trial) -> None:
    assert in_javascript(trial) == in_python(trial)


@pytest.mark.parametrize("bounds", [(610.0, 610.0), (None, 600.125), (581.375, None), (None, None), (0.0, 1234.5)])
def test_the_value_of_a_parameter_stands_in_the_words(bounds: tuple[Any, Any]) -> None:
    from liushou.values import Bounds

    conditions, women, world = fixed_trials()[0]
    known = World(world.on, {"rural_dibao_line": Bounds(*bounds)}, {})
    trial = conditions, women, known
    assert in_javascript(trial) == in_python(trial)


VALUES = [
    True, False, "是", " 否 ", "YES", "有", "女", "female", "", "2024-03", "2024-02-30", 2024, "1899", "2200-01-01",
    "2024-3-1", 1, 1.5, -1, 5, 1e308, "600", None, [], {}, {"at_least": 2}, {"at_most": "2024-03"},
    {"at_least": 3, "at_most": 2}, {"from": 1}, {"at_least": None}, {"at_least": "2024-05", "at_most": "2024-04-30"},
    {"at_least": True},
]  # fmt: skip


def _refused(mapping: dict[str, Any]) -> Any:
    try:
        Profile.from_mapping(mapping)
    except InputError as error:
        return [str(error.problems[0].code), [error.problems[0].subject]]
    return None


@pytest.mark.parametrize("value", VALUES, ids=repr)
def test_a_value_is_read_alike(value: Any) -> None:
    graph = Graph(VOCABULARY).data()
    for kind in ("yes_no", "choice", "date", "number", "integer"):
        fact = next(fact for fact in FACTS if fact.kind == kind)
        for mapping in ({fact.name: value}, {fact.name: value, "unsure": [fact.name]}):
            refused = scripts.call("refused", graph, here(Graph(VOCABULARY), WORLD), mapping)
            assert refused == _refused(mapping), mapping


@settings(max_examples=examples(2.0))
@given(st.data())
def test_what_contradicts_itself_is_refused_alike(data: st.DataObject) -> None:
    """Any values of the facts that say something of others, together."""
    graph = Graph(VOCABULARY)
    related = [fact for fact in FACTS if fact.past or fact.implies or fact.needs or fact.instead_of or fact.hardship]
    days, months = st.dates(date(2023, 1, 1), date(2025, 12, 31)), st.sampled_from(["2024-12", "2025-06", "2025"])
    values: dict[str, st.SearchStrategy[Any]] = {
        "yes_no": st.booleans(),
        "date": st.one_of(days.map(date.isoformat), months, days.map(lambda day: {"at_least": day.isoformat()})),
        "number": st.one_of(st.sampled_from([0.5, 1, 1.5, 2]), st.just({"at_least": 1}), st.just({"at_most": 0.5})),
        "integer": st.integers(1, 4),
    }
    names = data.draw(st.lists(st.sampled_from([fact.name for fact in related]), unique=True, max_size=8))
    mapping = {name: data.draw(values[VOCABULARY.facts[name].kind]) for name in names}
    refused = scripts.call("refused", graph.data(), here(graph, WORLD), mapping)
    fields = None
    try:
        resolve(Profile.from_mapping(mapping), WORLD.on)
    except ContradictionError as error:
        fields = list(error.fields)
    assert (refused and refused[1]) == fields


def test_a_law_that_is_not_in_force_is_missing_itself() -> None:
    lawful = Concept("lawful", "有法可依", VOCABULARY.concepts["low_income"], in_force="lawful__in_force")
    for parameters in ({}, {"lawful__in_force": exactly(1.0)}, {"lawful__in_force": exactly(0.0)}):
        women = [Profile(), Profile(receives_dibao=True), Profile(receives_dibao=False)]
        trial: Trial = ([lawful], women, World(WORLD.on, parameters))
        assert in_javascript(trial) == in_python(trial)


GIVEN = [
    {"number": {"at_least": 0.25, "at_most": 0.75}, "day": "2024-03"},
    {"number": {"at_least": 0.25, "at_most": 0.75}, "day": "2025-03"},
    {"number": 0.5, "day": {"at_least": "2024-08", "at_most": "2025-03"}},
    {"number": 0, "day": {"at_least": "2024-08"}},
    {"number": {"at_least": 0}},
    {"day": {"at_least": "2024-12"}},
]


@pytest.mark.parametrize("given_values", GIVEN, ids=str)
def test_a_day_and_its_number_narrow_each_other_and_are_cut_at_the_day(given_values: dict[str, Any]) -> None:
    ((number, pair),) = relations(VOCABULARY.facts).pairs
    names = {"number": number, "day": pair.fact}
    woman = Profile.from_mapping({names[name]: value for name, value in given_values.items()})
    conditions: list[Any] = [Compare(number, sign, amount) for sign in ("<", ">=") for amount in (0.25, 0.5, 0.75)]
    spans = [Elapsed(pair.fact, months, "months") for months in (0, 3, 6, 9)]
    trial: Trial = ([*conditions, *spans], [woman], WORLD)
    assert in_javascript(trial) == in_python(trial)
