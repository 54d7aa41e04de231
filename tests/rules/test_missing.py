"""What is missing is what can still decide: tried out on every completion of small trees."""

from datetime import date
from itertools import product
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liushou.rules import (
    AllOf,
    AnyOf,
    Between,
    Compare,
    Condition,
    Elapsed,
    IsTrue,
    KnownFacts,
    Not,
    Parameter,
    Situation,
    evaluate,
)
from liushou.values import Bounds

from .tracing import deciding, met, missing_facts, missing_parameters, trace

ON = date(2025, 6, 30)
NAMES = ["disabled", "is_tekun", "is_monitored", "poor_area", "in_treatment", "seriously_ill"]


@st.composite
def read_once(draw: st.DrawFn) -> Condition:
    """A tree over NAMES in which each fact stands once at most."""
    trees: list[Any] = [IsTrue(name) for name in NAMES[: draw(st.integers(1, len(NAMES)))]]
    while len(trees) > 1:
        some = [trees.pop() for _ in range(draw(st.integers(1, min(3, len(trees)))))]
        made: Any = draw(st.sampled_from([AllOf, AnyOf]))(tuple(some))
        trees.insert(draw(st.integers(0, len(trees))), Not(made) if draw(st.booleans()) else made)
    return Not(trees[0]) if draw(st.booleans()) else trees[0]


def situation(values: dict[str, Any]) -> Situation:
    return Situation(KnownFacts(on=ON, values={name: value for name, value in values.items() if value is not None}))


def completions(values: dict[str, bool | None]) -> list[dict[str, bool | None]]:
    unknown = [name for name, value in values.items() if value is None]
    return [{**values, **dict(zip(unknown, some, strict=True))} for some in product([True, False], repeat=len(unknown))]


PARTLY = st.fixed_dictionaries({name: st.sampled_from([True, False, None]) for name in NAMES})


@given(read_once(), PARTLY)
def test_a_fact_is_missing_exactly_if_it_can_tip_the_whole(tree: Condition, values: dict[str, bool | None]) -> None:
    here = situation(values)
    missing = missing_facts(trace(tree, here), here)
    ends = {evaluate(tree, situation(one)) for one in completions(values)}
    assert evaluate(tree, here) is (ends.pop() if len(ends) == 1 else None)
    tipping = {
        name
        for one in completions(values)
        for name, value in values.items()
        if value is None
        and evaluate(tree, situation({**one, name: True})) is not evaluate(tree, situation({**one, name: False}))
    }
    assert set(missing) == tipping


@st.composite
def with_repeats(draw: st.DrawFn) -> Condition:
    leaf = st.sampled_from(NAMES).map(IsTrue)

    def grow(inner: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
        some = st.lists(inner, min_size=1, max_size=3).map(tuple)
        return some.map(AllOf) | some.map(AnyOf) | inner.map(Not)

    return draw(st.recursive(leaf, grow, max_leaves=8))


@given(with_repeats(), PARTLY)
def test_the_missing_facts_suffice(tree: Condition, values: dict[str, bool | None]) -> None:
    here = situation(values)
    missing = missing_facts(trace(tree, here), here)
    assert all(values[name] is None for name in missing)
    for some in product([True, False], repeat=len(missing)):
        answered = {**values, **dict(zip(missing, some, strict=True))}
        assert evaluate(tree, situation(answered)) is not None
    assert (evaluate(tree, here) is None) is bool(missing)


@given(with_repeats(), PARTLY)
def test_reasons_alone_decide(tree: Condition, values: dict[str, bool | None]) -> None:
    """The leaves that are given as met or as blocking decide the whole without the others."""
    here = situation(values)
    traced = trace(tree, here)
    reasons = deciding(traced)
    if traced.value is None:
        assert reasons == ()
        return
    alone = {reason.leaf.fact: values[reason.leaf.fact] for reason in reasons}
    assert evaluate(tree, situation(alone)) is traced.value
    if traced.value is False:
        assert all(values[reason.leaf.fact] is not reason.holds for reason in reasons)
    else:
        assert all(values[reason.leaf.fact] is reason.holds for reason in reasons)


@given(with_repeats(), PARTLY)
def test_what_is_met_is_so(tree: Condition, values: dict[str, bool | None]) -> None:
    for reason in met(trace(tree, situation(values))):
        assert values[reason.leaf.fact] is reason.holds


INCOME = Compare("income_per_capita_month", "<", Parameter("rural_dibao_line"))


@pytest.mark.parametrize(
    ("leaf", "values", "parameters", "facts", "lines"),
    [
        (Compare("age", ">=", 60.0), {}, {}, ("birth_date",), ()),
        (Compare("age", ">=", 60.0), {"birth_date": Bounds(date(1965, 1, 1), date(1965, 12, 31))}, {}, ("birth_date",), ()),
        (Elapsed("husband_away_since", 6, "months"), {}, {}, ("husband_away_since",), ()),
        (INCOME, {}, {}, (), ("rural_dibao_line",)),
        (INCOME, {}, {"rural_dibao_line": Bounds(500.0, 500.0)}, ("income_per_capita_month",), ()),
        # An exact income would settle it if it is under the floor.
        (INCOME, {}, {"rural_dibao_line": Bounds(500.0, None)}, ("income_per_capita_month",), ("rural_dibao_line",)),
        (INCOME, {"income_per_capita_month": Bounds(400.0, 900.0)}, {"rural_dibao_line": Bounds(500.0, None)},
         ("income_per_capita_month",), ("rural_dibao_line",)),
        # Nothing she could say settles these: only the county's line does.
        (INCOME, {"income_per_capita_month": Bounds(700.0, 700.0)}, {"rural_dibao_line": Bounds(500.0, None)},
         (), ("rural_dibao_line",)),
        (INCOME, {"income_per_capita_month": Bounds(600.0, 700.0)}, {"rural_dibao_line": Bounds(500.0, None)},
         (), ("rural_dibao_line",)),
        (INCOME, {"income_per_capita_month": Bounds(585.0, 595.0)}, {"rural_dibao_line": Bounds(581.0, 600.0)},
         (), ("rural_dibao_line",)),
        (Between("age", Parameter("two_cancer_screening_age_min"), 64.0), {}, {}, ("birth_date",),
         ("two_cancer_screening_age_min",)),
    ],
)  # fmt: skip
def test_facts_and_parameters_of_one_leaf(
    leaf: Any, values: dict[str, Any], parameters: dict[str, Any], facts: tuple[str, ...], lines: tuple[str, ...]
) -> None:
    here = Situation(KnownFacts(on=ON, values=values), parameters)
    traced = trace(leaf, here)
    assert traced.value is None
    assert missing_facts(traced, here) == facts
    assert missing_parameters(traced, here) == lines
