"""Simplified formulas keep their value for every assignment of yes, no and unknown."""

from __future__ import annotations

from itertools import product
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liushou.rules.columns.formulas import NO, UNKNOWN, YES, Formulas
from liushou.rules.evaluate import all_of, any_of, negate

NAMES = "abc"
TREES = st.recursive(
    st.sampled_from([*NAMES, True, False, None]),
    lambda inner: st.one_of(
        st.tuples(st.just("all"), st.lists(inner, max_size=4)),
        st.tuples(st.just("any"), st.lists(inner, max_size=4)),
        st.tuples(st.sampled_from(["not", "is_unknown", "surely"]), inner),
    ),
    max_leaves=12,
)


def value(tree: Any, given_: dict[str, bool | None]) -> bool | None:
    """The tree as it is written."""
    if isinstance(tree, str):
        return given_[tree]
    if not isinstance(tree, tuple):
        return tree  # type: ignore[no-any-return]
    kind, inner = tree
    if kind == "all":
        return all_of([value(one, given_) for one in inner])
    if kind == "any":
        return any_of([value(one, given_) for one in inner])
    own = value(inner, given_)
    return negate(own) if kind == "not" else (own is None if kind == "is_unknown" else own is True)


def build(pool: Formulas, tree: Any) -> int:
    if isinstance(tree, str):
        return pool.atom(tree)[0]
    if not isinstance(tree, tuple):
        return {True: YES, False: NO, None: UNKNOWN}[tree]
    kind, inner = tree
    if kind in ("all", "any"):
        parts = [build(pool, one) for one in inner]
        return pool.all_of(parts) if kind == "all" else pool.any_of(parts)
    return {"not": pool.negate, "is_unknown": pool.is_unknown, "surely": pool.surely}[kind](build(pool, inner))


def read(pool: Formulas, number: int, given_: dict[str, bool | None]) -> bool | None:
    """The formula that was made of it."""
    names = {pool.atom(name)[0]: name for name in NAMES}
    node = pool.nodes[number]
    if node.kind == "atom":
        return given_[names[number]]
    parts = [read(pool, part, given_) for part in node.parts]
    if node.kind in ("all", "any"):
        return all_of(parts) if node.kind == "all" else any_of(parts)
    if not parts:
        return {"yes": True, "no": False, "unknown": None}[node.kind]
    own = parts[0]
    return negate(own) if node.kind == "not" else (own is None if node.kind == "is_unknown" else own is True)


@given(TREES)
def test_the_value_never_changes(tree: Any) -> None:
    pool = Formulas()
    number = build(pool, tree)
    for values in product((True, False, None), repeat=len(NAMES)):
        given_ = dict(zip(NAMES, values, strict=True))
        assert read(pool, number, given_) == value(tree, given_)


@given(TREES)
def test_what_is_never_unknown_is_never_unknown(tree: Any) -> None:
    pool = Formulas()
    number = build(pool, tree)
    if pool.is_unknown(number) == NO:
        for values in product((True, False, None), repeat=len(NAMES)):
            assert value(tree, dict(zip(NAMES, values, strict=True))) is not None


@given(yes=st.sampled_from([True, False, None]), possible=st.sampled_from([True, False, None]))
def test_decide(yes: bool | None, possible: bool | None) -> None:
    if yes is True and possible is not True:
        return
    pool = Formulas()
    number = pool.decide(pool.atom("a")[0], pool.atom("b")[0])
    found = read(pool, number, {"a": yes, "b": possible, "c": None})
    assert found is (True if yes is True else False if possible is False else None)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("all", ["a", ("any", ["a", "b"])]), "a"),
        (("any", ["a", ("all", ["b", "a"])]), "a"),
        (("any", [("all", ["a", "b"]), ("all", ["a", "c"])]), ("all", ["a", ("any", ["b", "c"])])),
        (("not", ("not", "a")), "a"),
        (("all", ["a", True, ("all", ["b", "a"])]), ("all", ["b", "a"])),
        (("is_unknown", ("not", "a")), ("is_unknown", "a")),
    ],
)
def test_the_same_thing_has_one_number(one: Any, other: Any) -> None:
    pool = Formulas()
    assert build(pool, one) == build(pool, other)


def test_no_law_of_two_values() -> None:
    pool = Formulas()
    assert build(pool, ("any", ["a", ("not", "a")])) != YES
    assert build(pool, ("all", ["a", ("not", "a")])) != NO
