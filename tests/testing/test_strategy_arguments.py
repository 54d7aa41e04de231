"""Arguments of the strategies are checked when the strategy is made."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import pytest
from hypothesis.errors import InvalidArgument

from liushou.testing import check_laws, complete_profiles, conditions, ledgers, left_behind, policies, profiles

ON = date(2025, 6, 30)


@pytest.mark.parametrize(
    ("make", "says"),
    [
        (lambda: profiles(on="yesterday"), "must be a day"),
        (lambda: profiles(on=datetime(2025, 6, 30)), "must be a day"),
        (lambda: complete_profiles(on=date(1800, 1, 1)), "1900"),
        (lambda: profiles(on=ON, known={"disabld": True}), "did you mean 'disabled'"),
        (lambda: profiles(on=ON, known={"age": 40}), "unknown fact 'age'"),
        (lambda: profiles(on=ON, known={"disability_grade": 7}), "out of range"),
        (lambda: profiles(on=ON, known={"disabled": None}), "is None"),
        (lambda: profiles(on=ON, known=["disabled"]), "must be a mapping"),
        (lambda: profiles(on=ON, known={"disabled": False, "disability_grade": 1}), "contradict"),
        (lambda: profiles(on=ON, known={"birth_date": "2026-01-01"}), "is after on"),
        (lambda: profiles(on=ON, facts=["sexx"]), "did you mean 'sex'"),
        (lambda: profiles(on=ON, facts="sex"), "list of names"),
        (lambda: profiles(on=ON, place="999999"), "unknown place code"),
        (lambda: profiles(on=ON, rules="shipped"), "load_rules"),
        (lambda: left_behind("2025"), "must be a day"),
        (lambda: conditions(max_leaves=0), "at least 1"),
        (lambda: conditions(max_leaves=True), "whole number"),
        (lambda: conditions(vocabulary={"sex": 1}), "Vocabulary"),
        (lambda: policies(max_clauses=0), "at least 1"),
        (lambda: ledgers(on=ON, min_size=3, max_size=2), "more than max_size"),
        (lambda: ledgers(on=ON, frame="csv"), "'rows' or 'polars'"),
        (lambda: check_laws("fengdu", only=["knowlege"]), "did you mean 'knowledge'"),
        (lambda: check_laws("fengdo"), "did you mean 'fengdu'"),
        (lambda: check_laws("fengdu", place="000000"), "place"),
    ],
)
def test_a_wrong_argument_says_what_is_wrong_at_once(make: Callable[[], Any], says: str) -> None:
    with pytest.raises(InvalidArgument, match=says):
        make()
