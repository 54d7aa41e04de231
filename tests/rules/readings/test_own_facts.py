"""Facts of one's own that imply, need and lie in the past mean in every reading what DESIGN §2 says."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from liushou import ContradictionError, InputError, Matcher, Profile, Rules, load_rules
from liushou.ledger import evaluate
from liushou.rules import IsTrue, Not, resolve
from liushou.rules import evaluate as by_reference
from liushou.rules.durable import rulesets_of
from liushou.rules.javascript import Graph
from liushou.rules.javascript.graph import day_number
from liushou.values import Truth

from . import scripts
from .own_facts import ON, Meaning, Own, folder, own_facts, row, schema, women
from .solver_reading import SolverReading
from .table import durable_engine

PLACE = "510000"
STATUSES = {"eligible": True, "ineligible": False, "undetermined": None}


@st.composite
def trials(draw: st.DrawFn) -> tuple[tuple[Own, ...], list[dict[str, Any]]]:
    facts = draw(own_facts())
    return facts, draw(st.lists(women(facts), min_size=1, max_size=4))


def loaded(facts: tuple[Own, ...]) -> Rules:
    with tempfile.TemporaryDirectory() as name:
        for file, text in folder(facts).items():
            Path(name, file).write_text(text, encoding="utf-8")
        return load_rules(name)


def meant(facts: tuple[Own, ...], stated: Mapping[str, Any]) -> dict[str, Truth]:
    """service → truth, by following the contract."""
    meaning = Meaning(facts, stated)
    truths = {name: meaning.truth(name) for name in meaning.facts}
    lacking = {f"lacks_{name}": None if value is None else not value for name, value in truths.items()}
    return {f"has_{name}": value for name, value in truths.items()} | lacking


def in_frame(rules: Rules, facts: tuple[Own, ...], many: list[dict[str, Any]]) -> list[dict[str, Any]]:
    types = {name: getattr(pl, kind) for name, kind in schema(facts).items()}
    frame = pl.DataFrame([row(facts, stated) for stated in many], schema=types)
    rows: list[dict[str, Any]] = evaluate(frame, place=PLACE, on=ON, rules=rules).to_dicts()
    return rows


@given(trials())
def test_every_reading_says_what_the_contract_says(trial: tuple[tuple[Own, ...], list[dict[str, Any]]]) -> None:
    facts, many = trial
    rules = loaded(facts)
    matcher = Matcher(place=PLACE, on=ON, rules=rules)
    conditions = {name: measures[0][1].condition for name in matcher.services if (measures := matcher.measures(name))}
    own = [name for name in matcher.services if name.startswith(("has_", "lacks_"))]
    solver = SolverReading([conditions[name] for name in own], vocabulary=rules.vocabulary, on=ON)
    assert len(own) == 2 * len(facts) + 2
    graph = Graph(rules.vocabulary)
    numbers = [graph.add(conditions[name]) for name in own]
    here = {"on": day_number(ON), "facts": dict(matcher.place_values.facts), "parameters": {}}
    definitions = {policy.id: policy.definition.condition for policy in matcher.policies}
    pairs = {name: [measure.pair for measure in measures] for name, measures in matcher.applicable.items()}
    rulesets = rulesets_of(definitions, pairs, rules.facts)
    for stated, cells in zip(many, in_frame(rules, facts, many), strict=True):
        refused = Meaning(facts, stated).refused()
        if refused:
            fields = set()
            for read in (matcher.match, matcher.statuses, matcher.truths):
                with pytest.raises(ContradictionError) as caught:
                    read(Profile.from_mapping(stated, facts=rules.facts))
                fields.add(caught.value.fields)
            assert len(fields) == 1
            assert set(caught.value.fields) in refused
            assert cells["problem"] == ",".join(caught.value.fields)
            assert solver.refuses(Profile.from_mapping(stated, facts=rules.facts))
            assert scripts.call("refused", graph.data(), here, stated)[1] == list(caught.value.fields)
            continue
        expected = meant(facts, stated)
        profile = Profile.from_mapping(stated, facts=rules.facts)
        situation = matcher.situation(profile)
        answers = {
            "reference": {name: by_reference(conditions[name], situation) for name in own},
            "match": {one.id: STATUSES[one.status] for one in matcher.match(profile).services},
            "compiled": {name: STATUSES[status] for name, status in matcher.statuses(profile).items()},
            "durable": {
                name.removeprefix("service "): value
                for name, value in durable_engine().evaluate(rulesets, situation).items()
            },
            "solver": dict(zip(own, solver.truths(profile), strict=True)),
            "javascript": dict(zip(own, scripts.call("truths", graph.data(), numbers, here, [stated])[0], strict=True)),
            "columns": {name: None if (cell := cells[f"service:{name}"]) is None else bool(cell) for name in own},
        }
        assert cells["problem"] is None
        differing = {
            (reading, name): (answer[name], expected[name])
            for reading, answer in answers.items()
            for name in own
            if answer[name] is not expected[name]
        }
        assert not differing


def test_a_past_day_after_the_assessment_is_refused_with_its_field() -> None:
    facts = (Own("own_0", "date", past=True), Own("own_1", "date"))
    rules = loaded(facts)
    matcher = Matcher(place=PLACE, on=ON, rules=rules)
    late = {"sex": "female", "own_0": "2025-07-01", "own_1": "2025-07-01"}
    for read in (matcher.match, matcher.statuses, matcher.truths, matcher.situation):
        with pytest.raises(ContradictionError) as caught:
            read(late)
        assert caught.value.fields == ("own_0", "on")
    assert matcher.match({"sex": "female", "own_1": "2025-07-01"}).service("has_own_1").status == "ineligible"
    (cells,) = in_frame(
        rules, facts, [{**late, "own_0": {"at_least": "2025-07-01", "at_most": "2025-07-01"}, "own_1": {}}]
    )
    assert cells["problem"] == "own_0,on"


def test_a_reason_is_the_leaf_as_it_is_written() -> None:
    """What others say of a fact is in its value, never a leaf of its own; what only implies it is not asked."""
    facts = (
        Own("own_0", "yes_no"),
        Own("own_1", "yes_no", implies=("own_0",)),
        Own("own_2", "yes_no", needs=("own_0",)),
    )
    matcher = Matcher(place=PLACE, on=ON, rules=loaded(facts))
    open_one = matcher.match({"sex": "female"}).service("has_own_0")
    assert [ground.missing for ground in open_one.grounds] == [("own_0",)]
    met = matcher.match({"sex": "female", "own_1": True}).service("has_own_0")
    assert met.status == "eligible"
    assert [ground.met[-1] for ground in met.grounds] == ["own_0"]
    ruled_out = matcher.match({"sex": "female", "own_0": False, "own_2": True}).service("has_own_2")
    assert [blocker.fact for ground in ruled_out.grounds for blocker in ground.blocked_by] == ["own_2"]


@pytest.mark.parametrize(
    ("facts", "message"),
    [
        (
            (Own("own_0", "yes_no", implies=("own_1",)), Own("own_1", "yes_no", implies=("own_0",))),
            "own_0 → own_1 → own_0",
        ),
        ((Own("own_0", "yes_no", needs=("own_1",)), Own("own_1", "yes_no", needs=("own_0",))), "own_0 → own_1 → own_0"),
        ((Own("own_0", "yes_no", implies=("own_9",)),), "own_9"),
        ((Own("own_0", "yes_no", past=True),), "past"),
    ],
)
def test_what_cannot_be_is_an_error_with_its_place(facts: tuple[Own, ...], message: str) -> None:
    with pytest.raises(InputError, match=message) as caught:
        loaded(facts)
    assert all(
        problem.location and problem.location.file.endswith("registers.yaml") for problem in caught.value.problems
    )


def test_the_reference_is_told_of_the_facts() -> None:
    """Without the facts of the rules an own fact would have no relations."""
    facts = (Own("own_0", "yes_no"), Own("own_1", "yes_no", implies=("own_0",)))
    rules = loaded(facts)
    profile = Profile.from_mapping({"own_1": True}, facts=rules.facts)
    matcher = Matcher(place=PLACE, on=ON, rules=rules)
    assert by_reference(IsTrue("own_0"), matcher.situation(profile)) is True
    assert by_reference(Not(IsTrue("own_0")), matcher.situation(profile)) is False
    assert resolve(profile, ON, facts=rules.facts).lowering is matcher.situation(profile).known.lowering
