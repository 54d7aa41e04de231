"""Strategies for conditions: every kind of node, and nothing that a rule file could not say."""

from __future__ import annotations

from datetime import date
from typing import cast

from hypothesis import strategies as st
from hypothesis.errors import InvalidArgument

from ..documents import load_rules
from ..profile import DERIVED, Fact
from ..rules import AllOf, AnyOf, Between, Compare, Condition, Elapsed, IsTrue, Not, OneOf, Parameter, Vocabulary
from ..values import Operator, Unit
from . import arguments
from .facts import constants_of
from .named import named

_OPERATORS: tuple[Operator, ...] = (">=", "<=", ">", "<", "=")
_UNITS: tuple[Unit, ...] = ("months", "years", "days")


def conditions(*, vocabulary: Vocabulary | None = None, max_leaves: int = 8) -> st.SearchStrategy[Condition]:
    """Condition trees of the names in ``vocabulary`` (the shipped one unless given).

    Every kind of node occurs: all, any, not, concepts, and the leaves ``fact``, ``is``,
    ``in``, comparisons, ``between``, ``at least … ago``, with constants and parameters.
    Needs never do. A tree holds about ``max_leaves`` phrases at most; what a concept
    stands for is not counted. Each tree can be written into a rule file
    (:func:`liushou.rules.to_data`) and reads back the same. Shrinks towards one fact.
    """
    arguments.size("max_leaves", max_leaves, 1)
    if vocabulary is None:
        vocabulary = load_rules().vocabulary
    if not isinstance(vocabulary, Vocabulary):
        raise InvalidArgument(f"vocabulary={vocabulary!r} must be a liushou.rules.Vocabulary")
    if not any(not fact.need for fact in vocabulary.facts.values()):
        raise InvalidArgument("vocabulary holds no fact that a condition may use")
    trees = st.recursive(_phrases(vocabulary), _branches, max_leaves=max_leaves)
    return named("conditions", trees, max_leaves=max_leaves)


def _branches(inner: st.SearchStrategy[Condition]) -> st.SearchStrategy[Condition]:
    several = st.lists(inner, min_size=1, max_size=4).map(tuple)
    return st.one_of(several.map(AllOf), several.map(AnyOf), inner.map(Not))


def _phrases(vocabulary: Vocabulary) -> st.SearchStrategy[Condition]:
    facts = [fact for fact in vocabulary.facts.values() if not fact.need]
    facts += [fact for fact, source in DERIVED.values() if source in vocabulary.facts]
    kinds: list[st.SearchStrategy[Condition]] = []
    yes_no = [fact.name for fact in facts if fact.kind == "yes_no"]
    listed = [fact for fact in facts if fact.kind in ("choice", "integer") and fact.name not in DERIVED]
    ordered = [fact for fact in facts if fact.kind in ("date", "number", "integer")]
    dates = [fact.name for fact in facts if fact.kind == "date"]
    if yes_no:
        kinds.append(st.sampled_from(yes_no).map(IsTrue))
    if listed:
        kinds.append(st.sampled_from(listed).flatmap(_one_of))
    if ordered:
        kinds.append(_compares(vocabulary, ordered))
        kinds.append(_betweens(vocabulary, ordered))
    if dates:
        kinds.append(st.builds(Elapsed, st.sampled_from(dates), st.integers(1, 24), st.sampled_from(_UNITS)))
    if vocabulary.concepts:
        kinds.append(st.sampled_from(list(vocabulary.concepts.values())))
    return st.one_of(kinds)


def _one_of(fact: Fact) -> st.SearchStrategy[Condition]:
    values: st.SearchStrategy[str | float]
    if fact.kind == "choice":
        values = st.sampled_from(sorted(fact.choices))
    else:
        values = cast("st.SearchStrategy[str | float]", constants_of(fact))
    several = st.lists(values, min_size=1, max_size=3, unique=True).map(tuple)
    return several.map(lambda chosen: OneOf(fact.name, chosen))


def _compares(vocabulary: Vocabulary, facts: list[Fact]) -> st.SearchStrategy[Condition]:
    def of(fact: Fact) -> st.SearchStrategy[Condition]:
        return st.builds(Compare, st.just(fact.name), st.sampled_from(_OPERATORS), _operands(vocabulary, fact))

    return st.sampled_from(facts).flatmap(of)


def _betweens(vocabulary: Vocabulary, facts: list[Fact]) -> st.SearchStrategy[Condition]:
    def of(fact: Fact) -> st.SearchStrategy[Condition]:
        pair = st.tuples(_operands(vocabulary, fact), _operands(vocabulary, fact))
        return pair.map(lambda two: Between(fact.name, *_in_order(*two)))

    return st.sampled_from(facts).flatmap(of)


def _in_order(
    low: float | date | Parameter, high: float | date | Parameter
) -> tuple[float | date | Parameter, float | date | Parameter]:
    if isinstance(low, Parameter) or isinstance(high, Parameter) or low <= high:  # type: ignore[operator]
        return low, high
    return high, low


def _operands(vocabulary: Vocabulary, fact: Fact) -> st.SearchStrategy[float | date | Parameter]:
    constants = cast("st.SearchStrategy[float | date | Parameter]", constants_of(fact))
    same_unit = [name for name, known in vocabulary.parameters.items() if known.unit == (fact.unit or "")]
    if fact.kind == "date" or not same_unit:
        return constants
    return st.one_of(constants, st.sampled_from(same_unit).map(Parameter))


__all__ = ["conditions"]
