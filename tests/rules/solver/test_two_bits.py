"""The two-bit encoding says of partial knowledge what three-valued evaluation says."""

from __future__ import annotations

import random
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from liushou.problems import ContradictionError
from liushou.profile import Profile
from liushou.rules import ALWAYS, AllOf, AnyOf, Compare, Condition, Elapsed, Not, Situation, evaluate, resolve
from liushou.rules.condition import leaves, source_fact
from liushou.rules.solver import Prover
from liushou.rules.solver.knowledge import Knowledge
from liushou.values import Bounds

from ...examples import examples
from .small import DAYS, PARAMETERS, VOCABULARY, condition

pytest.importorskip("z3")


def _profile(rng: random.Random, facts: set[str], least: float = 0.6) -> dict[str, Any]:
    """Some of the facts, exactly or within bounds."""
    found: dict[str, Any] = {}
    for name in sorted(facts):
        if rng.random() > least:
            continue
        fact = VOCABULARY.facts[name]
        if fact.kind == "yes_no":
            found[name] = rng.random() < 0.5
        elif fact.kind == "choice":
            found[name] = rng.choice(list(fact.choices))
        elif fact.kind == "date":
            low, high = sorted(
                rng.choice(("1960-01-01", "1990-03-01", "2023-12-31", "2024-08-31", "2024-12-01", "2025-01-31"))
                for _ in "ab"
            )
            found[name] = rng.choice((low, {"at_least": low}, {"at_most": high}, {"at_least": low, "at_most": high}))
        else:
            low, high = sorted(rng.choice({"disability_grade": (1, 2, 3, 4), "husband_away_years": (0.25, 0.5, 1, 2, 3)}.get(
                name, (300, 400, 450, 500, 600))) for _ in "ab")  # fmt: skip
            found[name] = rng.choice((low, {"at_least": low}, {"at_most": high}, {"at_least": low, "at_most": high}))
    return found


def _stating(knowledge: Knowledge, told: dict[str, Any]) -> list[Any]:
    """The encoding's variables set to what a profile states."""
    z3, formulas = knowledge.z3, []
    profile = Profile.from_mapping(told)
    for name, stated in knowledge.stated.items():
        formulas.append(stated == (name in told))
        value = profile.get(name)
        if name not in told or name not in knowledge.axes:
            continue
        axis = knowledge.axes[name]
        if axis.kind == "flag":
            formulas.append(z3.Bool(name, knowledge.terms.context) == value)
        elif axis.kind == "choice":
            formulas.append(knowledge.values[name] == axis.choices.index(str(value)))
        elif isinstance(value, Bounds):
            span = knowledge.spans[name]
            low, high = value.low, value.high
            if axis.kind == "day":
                # As resolve() cuts it: no later than the day of assessment.
                high = knowledge.on if high is None else min(high, knowledge.on)
            for side, edge in ((span.low, low), (span.high, high)):
                formulas.append(side.there == (edge is not None))
                if edge is not None:
                    number = edge.toordinal() if axis.kind == "day" else edge
                    formulas.append(knowledge.terms.compare(side.at, "=", _fraction(number), axis.whole))
    return formulas


def _fraction(number: Any) -> Any:
    from fractions import Fraction

    return Fraction(number)


@settings(max_examples=examples(0.1))
@given(st.integers(0, 10**9))
def test_bits_are_what_evaluate_reports(seed: int) -> None:
    rng = random.Random(seed)
    whole, on = condition(rng), rng.choice(DAYS)
    facts = {source_fact(leaf.fact) for leaf in leaves(whole)} - {"birth_date"}
    _held_to_the_evaluator(whole, _profile(rng, facts), on)


@settings(max_examples=examples(0.1))
@given(st.integers(0, 10**9))
def test_both_facts_on_his_absence(seed: int) -> None:
    """Stated together and within bounds they are refused or narrowed as resolve() does."""
    rng = random.Random(seed)
    day, years = rng.choice(("2023-12-31", "2024-06-30", "2024-11-15")), rng.choice((0.5, 1.0, 2.0))
    whole = AllOf((Compare("husband_away_years", ">=", years), Compare("husband_away_since", "<=", date.fromisoformat(day)),
                   rng.choice((ALWAYS, Elapsed("husband_away_since", 6, "months")))))  # fmt: skip
    whole = whole if rng.random() < 0.5 else Not(AnyOf(whole.children))
    _held_to_the_evaluator(
        whole, _profile(rng, {"husband_away_since", "husband_away_years"}, least=0.9), rng.choice(DAYS)
    )


def _held_to_the_evaluator(whole: Condition, told: dict[str, Any], on: date) -> None:
    try:
        situation = Situation(resolve(Profile.from_mapping(told), on), PARAMETERS)
    except ContradictionError:
        situation = None
    prover = Prover(vocabulary=VOCABULARY, on=on, parameters=PARAMETERS)
    knowledge = prover.knowledge(exact=False, pinned=False)
    knowledge.read(whole)
    bits = knowledge.bits(whole)
    stated = _stating(knowledge, told)
    z3 = knowledge.z3
    possible = prover.solve(knowledge, stated) is not None
    assert possible is (situation is not None), told
    if situation is None:
        return
    expected = evaluate(whole, situation)
    unlike = z3.Not(z3.And(bits.yes == (expected is True), bits.no == (expected is False)))
    assert prover.solve(knowledge, [*stated, unlike]) is None, (whole, told, expected)


@settings(max_examples=examples(0.1))
@given(st.integers(0, 10**9), st.sampled_from((True, False, None)))
def test_what_is_reported_is_reported(seed: int, value: bool | None) -> None:
    """A profile found for a report gives that report; where none is found, none is met with."""
    rng = random.Random(seed)
    whole, on = condition(rng), rng.choice(DAYS)
    prover = Prover(vocabulary=VOCABULARY, on=on, parameters=PARAMETERS)
    found = prover.reports(whole, value)
    if found is not None:
        assert evaluate(whole, Situation(resolve(found.profile, on), PARAMETERS)) is value
        return
    facts = {source_fact(leaf.fact) for leaf in leaves(whole)}
    for _ in range(30):
        try:
            situation = Situation(resolve(Profile.from_mapping(_profile(rng, facts)), on), PARAMETERS)
        except ContradictionError:
            continue
        assert evaluate(whole, situation) is not value


def test_the_whole_tree_is_read(rules: Any) -> None:
    """Every condition that is shipped can be reported met under its own lines."""
    ages = {"two_cancer_screening_age_min": Bounds(35.0, 35.0), "two_cancer_screening_age_max": Bounds(64.0, 64.0)}
    laws = {name: Bounds(1.0, 1.0) for name, since in rules.laws().items() if since <= DAYS[3]}
    prover = Prover(vocabulary=rules.vocabulary, on=DAYS[3], parameters=ages | laws)
    seen: set[Condition] = set()
    for policy in rules.policies.values():
        seen |= {policy.definition.condition, *(measure.condition for _, measure in policy.measures())}
    for whole in seen:
        assert prover.reports(whole, True) is not None, whole
