"""Conditions that ask for each fact in one direction are exact, by trying everything."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liushou import Profile, Rules
from liushou.problems import ContradictionError
from liushou.profile import BY_NAME
from liushou.proof.lint.conditions import both_ways
from liushou.proof.sites import all_sites
from liushou.rules import (
    AllOf,
    AnyOf,
    Compare,
    Condition,
    IsTrue,
    Not,
    OneOf,
    Situation,
    evaluate,
    resolve,
    source_fact,
)
from liushou.rules.condition import facts

ON = date(2025, 6, 30)
VALUES: dict[str, tuple[object, ...]] = {
    "disabled": (True, False),
    "disability_grade": (1, 3),
    "needs_long_term_care": (True, False),
    "seriously_ill": (True, False),
    "rights_infringed": (True, False),
    "domestic_violence": (True, False),
    "birth_date": ("1950-01-01", "1975-01-01", "2000-01-01"),
}
LEAVES: tuple[Condition, ...] = (
    IsTrue("disabled"),
    IsTrue("needs_long_term_care"),
    OneOf("disability_grade", (1.0, 2.0)),
    IsTrue("seriously_ill"),
    IsTrue("rights_infringed"),
    IsTrue("domestic_violence"),
    Compare("age", ">=", 60.0),
    Compare("age", ">=", 40.0),
    Compare("age", "<", 60.0),
)


def trees() -> st.SearchStrategy[Condition]:
    def branch(inner: st.SearchStrategy[Condition]) -> st.SearchStrategy[Condition]:
        some = st.lists(inner, min_size=2, max_size=3).map(tuple)
        return st.one_of(some.map(AllOf), some.map(AnyOf), inner.map(Not))

    return st.recursive(st.sampled_from(LEAVES), branch, max_leaves=5)


def value(condition: Condition, profile: dict[str, object]) -> bool | None:
    return evaluate(condition, Situation(resolve(Profile(**profile), ON)))


def partial(names: list[str]) -> Iterator[dict[str, object]]:
    """Everything that can be known of these facts without contradiction, settled as far as it goes."""
    for values in product(*((None, *VALUES[name]) for name in names)):
        profile = {name: one for name, one in zip(names, values, strict=True) if one is not None}
        if profile.get("needs_long_term_care") is True and "disabled" not in profile:
            continue  # the table of implications read backwards
        if profile.get("rights_infringed") is False and "domestic_violence" not in profile:
            continue
        try:
            resolve(Profile(**profile), ON)
        except ContradictionError:
            continue
        yield profile


def completions(condition: Condition, profile: dict[str, object], names: list[str]) -> set[bool | None]:
    open_names = [name for name in names if name not in profile]
    found = set()
    for values in product(*((*VALUES[name], *((None,) if name in NOT_APPLICABLE else ())) for name in open_names)):
        whole = {**profile, **{n: v for n, v in zip(open_names, values, strict=True) if v is not None}}
        if whole.get("disabled") is not False and any(
            name in open_names and name not in whole for name in NOT_APPLICABLE
        ):
            continue
        try:
            found.add(value(condition, whole))
        except ContradictionError:
            continue
    return found


NOT_APPLICABLE = ("disability_grade", "needs_long_term_care")


@given(trees())
def test_exact_means_that_unknown_is_open(condition: Condition) -> None:
    names = sorted({source_fact(name) for name in facts(condition)} | {"disabled"})
    if both_ways(condition, BY_NAME):
        return
    for profile in partial(names):
        if value(condition, profile) is None:
            assert completions(condition, profile, names) == {True, False}, profile


@pytest.mark.parametrize(
    ("condition", "names"),
    [
        (AnyOf((IsTrue("disabled"), Not(IsTrue("disabled")))), ("disabled",)),
        (AnyOf((Compare("age", ">=", 60.0), Compare("age", "<", 60.0))), ("age",)),
        (
            AllOf((IsTrue("domestic_violence"), Not(IsTrue("rights_infringed")))),
            ("domestic_violence", "rights_infringed"),
        ),
        (AnyOf((OneOf("disability_grade", (1.0, 2.0)), OneOf("disability_grade", (3.0, 4.0)))), ("disability_grade",)),
        (
            AllOf((IsTrue("seriously_ill"), IsTrue("disabled"), Not(OneOf("disability_grade", (1.0,))))),
            ("disabled", "disability_grade"),
        ),
    ],
)
def test_what_is_asked_for_in_both_directions(condition: Condition, names: tuple[str, ...]) -> None:
    assert both_ways(condition, BY_NAME) == names


def test_every_shipped_condition_is_exact(rules: Rules) -> None:
    assert [site.name for site in all_sites(rules) if both_ways(site.whole, rules.facts)] == []
