"""Any condition at all: the columns say what the reference says, and miss what it misses."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from liushou import ContradictionError, InputError, Profile
from liushou.documents import load_rules
from liushou.profile import DERIVED
from liushou.rules import (
    Compare,
    Condition,
    IsTrue,
    OneOf,
    Parameter,
    Situation,
    UnsupportedNodeError,
    evaluate,
    resolve,
)
from liushou.rules.condition import leaves
from liushou.testing import conditions
from liushou.values import Bounds

from ..examples import examples
from ..rules.tracing import missing_facts, trace
from .conditions import evaluate_conditions
from .frames import BACKENDS, polars_frame
from .rows import Dice, Row, profile_of

RULES = load_rules()
PHASES = (Phase.explicit, Phase.reuse, Phase.generate, Phase.shrink)


def bounds(low: float, high: float) -> st.SearchStrategy[Bounds[float]]:
    edges = st.integers(int(low), int(high)).map(float)
    pair = st.tuples(edges, edges).map(sorted)
    return st.one_of(
        edges.map(lambda one: Bounds(one, one)),
        edges.map(lambda one: Bounds(one, None)),
        edges.map(lambda one: Bounds(None, one)),
        pair.map(lambda two: Bounds(two[0], two[1])),
        st.just(Bounds(None, None)),
    )


PARAMETERS = st.fixed_dictionaries(
    {
        "rural_dibao_line": bounds(300, 700),
        "two_cancer_screening_age_min": bounds(20, 40),
        "two_cancer_screening_age_max": bounds(50, 70),
    }
)


def reference(row: Row, condition: Condition, on: date, parameters: dict[str, Bounds[Any]]) -> tuple[Any, Any, bool]:
    """(value, missing facts, whether the row is sound)."""
    try:
        situation = Situation(resolve(Profile(**profile_of(row)), on), parameters)
    except (ContradictionError, InputError):
        return None, None, False
    value = evaluate(condition, situation)
    return (
        None if value is None else int(value),
        frozenset(missing_facts(trace(condition, situation), situation)),
        True,
    )


def check(backend: str, condition: Condition, rows: list[Row], on: date, parameters: dict[str, Bounds[Any]]) -> int:
    asked = {DERIVED[leaf.fact][1] if leaf.fact in DERIVED else leaf.fact for leaf in leaves(condition)}
    result = BACKENDS[backend](
        polars_frame(rows), lambda frame: evaluate_conditions(frame, {"it": condition}, on=on, parameters=parameters)
    )
    decided = 0
    for row, made in zip(rows, result, strict=True):
        value, missing, sound = reference(row, condition, on, parameters)
        assert made["it"] == value, (condition, profile_of(row), on, parameters)
        assert (made["problem"] is None) == sound, (made["problem"], profile_of(row), on)
        if sound:
            assert frozenset((made["missing:it"] or "").split(",")) - {""} == missing, (condition, profile_of(row))
            assert missing <= asked
        decided += value is not None
    return decided


@given(
    condition=conditions(vocabulary=RULES.vocabulary, max_leaves=8),
    seed=st.integers(0, 2**32),
    on=st.dates(date(2020, 1, 1), date(2030, 12, 31)) | st.sampled_from([date(2024, 2, 29), date(2025, 8, 31)]),
    parameters=PARAMETERS,
    backend=st.sampled_from(["polars", "polars", "polars", "lazy", "pyarrow"]),
)
@settings(max_examples=examples(0.2), phases=PHASES)
def test_generated_trees(
    condition: Condition, seed: int, on: date, parameters: dict[str, Bounds[Any]], backend: str
) -> None:
    check(backend, condition, Dice(seed, on).rows(25), on, parameters)


@given(
    leaf=conditions(vocabulary=RULES.vocabulary, max_leaves=1), on=st.dates(date(2020, 1, 1), date(2030, 12, 31)),
    parameters=PARAMETERS,
)  # fmt: skip
@settings(max_examples=examples(0.2), phases=PHASES)
def test_generated_leaves(leaf: Condition, on: date, parameters: dict[str, Bounds[Any]]) -> None:
    check("polars", leaf, Dice(on.toordinal(), on).rows(60), on, parameters)


@pytest.mark.parametrize("operator", ["<", "<=", ">", ">=", "="])
@pytest.mark.parametrize("value", [35.0, 59.5, 60.0, 0.0, 150.0])
def test_ages_at_every_edge(operator: Any, value: float) -> None:
    on = date(2025, 2, 28)
    assert check("polars", Compare("age", operator, value), Dice(1, on).rows(120), on, {}) > 20


@pytest.mark.parametrize("on", [date(2024, 2, 29), date(2025, 6, 30)])
def test_ages_in_a_list(on: date) -> None:
    condition = OneOf("age", (34.0, 35.0, 36.0, 60.0, 64.0))
    assert check("polars", condition, Dice(2, on).rows(150), on, {}) > 20


def test_dates_against_a_day() -> None:
    on = date(2025, 6, 30)
    for operator in ("<", "<=", ">", ">=", "="):
        for day in (on, date(2025, 7, 1), date(2024, 12, 31), date(1960, 6, 30)):
            check("polars", Compare("husband_away_since", operator, day), Dice(3, on).rows(80), on, {})  # type: ignore[arg-type]


@pytest.mark.parametrize("backend", BACKENDS)
def test_every_kind_of_leaf_on_every_engine(backend: str) -> None:
    on = date(2025, 6, 30)
    rows = Dice(5, on).rows(60)
    parameters = {"rural_dibao_line": Bounds(415.0, None)}
    parts = [
        RULES.concepts["dibao_household"].condition,
        RULES.concepts["husband_away_half_year"].condition,
        OneOf("disability_grade", (1.0, 2.0)),
        Compare("income_per_capita_month", "<", Parameter("rural_dibao_line")),
    ]
    assert sum(check(backend, part, rows, on, dict(parameters)) for part in parts) > 60


class Strange:
    """A node that no reading knows."""

    fact = "disabled"


@pytest.mark.parametrize("condition", [Strange(), IsTrue("birth_date"), Compare("disabled", "<", 1.0)])
def test_an_unknown_node_is_loud(condition: Any) -> None:
    with pytest.raises(UnsupportedNodeError):
        evaluate_conditions(polars_frame(Dice(1, date(2025, 6, 30)).rows(20)), {"it": condition}, on=date(2025, 6, 30))
