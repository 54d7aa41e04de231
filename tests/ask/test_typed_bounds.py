"""Bounds may be typed, in English and Chinese, as a person says them or as a profile file has them."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liushou import load_rules
from liushou.ask import typed_value

FACTS = load_rules().facts


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [
        ("60", "number", 60.0),
        ("1.5", "number", 1.5),
        ("at least 60", "number", {"at_least": 60.0}),
        (">= 60", "number", {"at_least": 60.0}),
        (">60", "number", {"at_least": 60.0}),
        ("至少600元", "number", {"at_least": 600.0}),
        ("600元以上", "number", {"at_least": 600.0}),
        ("at most 500", "number", {"at_most": 500.0}),
        ("under 500", "number", {"at_most": 500.0}),
        ("≤500", "number", {"at_most": 500.0}),
        ("不超过500", "number", {"at_most": 500.0}),
        ("500以下", "number", {"at_most": 500.0}),
        ("between 500 and 800", "number", {"at_least": 500.0, "at_most": 800.0}),
        ("500 to 800", "number", {"at_least": 500.0, "at_most": 800.0}),
        ("500-800", "number", {"at_least": 500.0, "at_most": 800.0}),
        ("500至800", "number", {"at_least": 500.0, "at_most": 800.0}),
        ("500到800之间", "number", {"at_least": 500.0, "at_most": 800.0}),
        ("在500和800之间", "number", {"at_least": 500.0, "at_most": 800.0}),
        ("{at_least: 2}", "integer", {"at_least": 2}),
        ("1至2", "integer", {"at_least": 1.0, "at_most": 2.0}),
        ("before 2023-05", "date", {"at_most": "2023-05"}),
        ("2023年5月以前", "date", {"at_most": "2023-05"}),
        ("after 2023", "date", {"at_least": "2023"}),
        ("2023以后", "date", {"at_least": "2023"}),
        ("2023-05 to 2024-02-01", "date", {"at_least": "2023-05", "at_most": "2024-02-01"}),
        ("between 2023-05 and 2024", "date", {"at_least": "2023-05", "at_most": "2024"}),
        ("{at_most: 2023-05}", "date", {"at_most": "2023-05"}),
        ("2023-05-01", "date", "2023-05-01"),
        ("2023", "date", "2023"),
        ("some time", "date", "some time"),
        ("many", "number", "many"),
        ("at least many", "number", "at least many"),
        ("600元", "number", "600元"),
        ("-5", "number", -5.0),
        ("{", "number", "{"),
    ],
)
def test_what_is_typed(text: str, kind: str, value: Any) -> None:
    assert typed_value(text, kind) == value


@given(st.text(max_size=40), st.sampled_from(["number", "integer", "date"]))
def test_anything_typed_is_a_value_or_left_as_it_is(text: str, kind: str) -> None:
    assert isinstance(typed_value(text, kind), (str, float, int, dict, list, bool, type(None)))


def test_what_is_typed_is_what_a_profile_says() -> None:
    income = next(fact for fact in FACTS.values() if fact.kind == "number")
    day = next(fact for fact in FACTS.values() if fact.kind == "date")
    assert income.read(typed_value("5至8", income.kind)) == income.read({"at_least": 5, "at_most": 8})
    assert day.read(typed_value("before 2020-05", day.kind)) == day.read({"at_most": "2020-05"})
