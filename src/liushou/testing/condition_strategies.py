"""Strategies for conditions: every kind of node, and nothing that a rule file could not say."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st
from hypothesis.errors import InvalidArgument

from ..documents import load_rules
from ..profile import DERIVED, Fact
from ..rules import (
    AllOf,
    AnyOf,
    Between,
    Compare,
    Condition,
    Elapsed,
    IsTrue,
    Not,
    OneOf,
    Operand,
    Parameter,
    Vocabulary,
)
from ..values import Operator, Unit
from . import arguments
from .facts import constants_of

_OPERATORS: tuple[Operator, ...] = (">=", "<=", ">", "<", "=")
_FACTORS = (1.0, 1.5, 0.5, 1.1, 2.0)
_UNITS: tuple[Unit, ...] = ("months", "years", "days")


def conditions(*, vocabulary: Vocabulary | None = None, max_leaves: int = 8) -> st.SearchStrategy[Condition]:
    """Condition trees of the names in ``vocabulary`` (the shipped one unless given).

    Every kind of node occurs: all, any, not, concepts, and the leaves ``fact``, ``is``,
    ``in``, comparisons, ``between``, ``at least … ago``, with constants, parameters and
    multiples of parameters.
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
    return st.recursive(_phrases(vocabulary), _branches, max_leaves=max_leaves)


def _branches(inner: st.SearchStrategy[Condition]) -> st.SearchStrategy[Condition]:
    several = st.lists(inner, min_size=1, max_size=4).map(tuple)
    return st.one_of(several.map(AllOf), several.map(AnyOf), inner.map(Not))


def _phrases(vocabulary: Vocabulary) -> st.SearchStrategy[Condition]:
    facts = [fact for fact in vocabulary.facts.values() if not fact.need]
    facts += [fact for fact, source in DERIVED.values() if source in vocabulary.facts]
    yes_no, listed, ordered, dates = (
        st.sampled_from(some) if (some := [fact for fact in facts if fact.kind in kinds]) else st.nothing()
        for kinds in (("yes_no",), ("choice", "integer"), ("date", "number", "integer"), ("date",))
    )
    return st.one_of(
        yes_no.map(lambda fact: IsTrue(fact.name)),
        listed.filter(lambda fact: fact.name not in DERIVED).flatmap(_one_of),
        ordered.flatmap(lambda fact: _compares(vocabulary, fact)),
        ordered.flatmap(lambda fact: _betweens(vocabulary, fact)),
        st.builds(Elapsed, dates.map(lambda fact: fact.name), st.integers(1, 24), st.sampled_from(_UNITS)),
        st.sampled_from(list(vocabulary.concepts.values())) if vocabulary.concepts else st.nothing(),
    )


def _one_of(fact: Fact) -> st.SearchStrategy[Condition]:
    values: st.SearchStrategy[Any] = constants_of(fact)
    if fact.kind == "choice":
        values = st.sampled_from(sorted(fact.choices))
    several = st.lists(values, min_size=1, max_size=3, unique=True).map(tuple)
    return several.map(lambda chosen: OneOf(fact.name, chosen))


def _compares(vocabulary: Vocabulary, fact: Fact) -> st.SearchStrategy[Condition]:
    return st.builds(Compare, st.just(fact.name), st.sampled_from(_OPERATORS), _operands(vocabulary, fact))


def _betweens(vocabulary: Vocabulary, fact: Fact) -> st.SearchStrategy[Condition]:
    pair = st.tuples(_operands(vocabulary, fact), _operands(vocabulary, fact))
    return pair.map(lambda two: Between(fact.name, *_in_order(*two)))


def _in_order(low: Operand, high: Operand) -> tuple[Operand, Operand]:
    if isinstance(low, Parameter) and isinstance(high, Parameter):
        ordered = low.name != high.name or low.factor <= high.factor
    else:
        ordered = isinstance(low, Parameter) or isinstance(high, Parameter) or low <= high  # type: ignore[operator]
    return (low, high) if ordered else (high, low)


def _operands(vocabulary: Vocabulary, fact: Fact) -> st.SearchStrategy[Operand]:
    same_unit = [name for name, known in vocabulary.parameters.items() if known.unit == (fact.unit or "")]
    if fact.kind == "date" or not same_unit:
        return constants_of(fact)
    multiples = st.builds(Parameter, st.sampled_from(same_unit), st.sampled_from(_FACTORS))
    return st.one_of(constants_of(fact), multiples)
