"""Which facts are hardship, and two women of whom one has more of it.

Hardship is a fact that describes need and that only a person who needs help would want to
show: a recognised group (低保, 特困 …), an illness, a disability and its grade, an
infringement of rights, less income. Ages, places and what somebody does are no hardship.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from ...profile import IMPLIES, Fact
from ...rules import (
    LEAVES,
    AllOf,
    AnyOf,
    Between,
    Compare,
    Concept,
    Condition,
    IsTrue,
    Leaf,
    Not,
    OneOf,
    Operand,
    UnsupportedNode,
    Vocabulary,
    leaves,
)

#: Yes is more hardship than no.
FLAGS: tuple[str, ...] = (
    "receives_dibao",
    "assets_within_limit",
    "is_tekun",
    "is_dibao_marginal",
    "is_rigid_expenditure_hardship",
    "is_monitored",
    "at_risk_of_poverty",
    "is_lifted_from_poverty",
    "registered_poor",
    "sudden_hardship",
    "no_stable_income",
    "weak_labour_capacity",
    "disabled",
    "incapacitated",
    "needs_long_term_care",
    "seriously_ill",
    "in_treatment",
    "two_cancer_diagnosed",
    "rights_infringed",
    "domestic_violence",
)
#: A lower number is more hardship: grade 1 is the gravest disability.
LESS: tuple[str, ...] = ("disability_grade", "income_per_capita_month")
HARDSHIP: tuple[str, ...] = FLAGS + LESS

_SECOND = "__more"
#: not applicable unless this fact is yes
_NEEDS_YES = {other: fact for fact, when, other, implied in IMPLIES if implied is None and when is False}


def second(name: str) -> str:
    """The name of a hardship fact of the second woman."""
    return name + _SECOND


def vocabulary_of_two(vocabulary: Vocabulary) -> Vocabulary:
    """The vocabulary with each hardship fact twice."""
    twice: dict[str, Fact] = dict(vocabulary.facts)
    for name in HARDSHIP:
        twice[second(name)] = replace(vocabulary.facts[name], name=second(name))
    return replace(vocabulary, facts=twice)


def of_second(condition: Condition) -> Condition:
    """The condition as it reads for the second woman; concepts are opened.

    What is not applicable to her is no, as in the table of implications.
    """
    if isinstance(condition, AllOf):
        return AllOf(tuple(of_second(child) for child in condition.children))
    if isinstance(condition, AnyOf):
        return AnyOf(tuple(of_second(child) for child in condition.children))
    if isinstance(condition, Not):
        return Not(of_second(condition.child))
    if isinstance(condition, Concept):
        return of_second(condition.condition)
    if isinstance(condition, LEAVES):
        if condition.fact not in HARDSHIP:
            return condition
        leaf: Condition = replace(condition, fact=second(condition.fact))
        guard = _NEEDS_YES.get(condition.fact)
        return leaf if guard is None else AllOf((IsTrue(second(guard)), leaf))
    raise UnsupportedNode("hardship", condition)


def hardship_of(condition: Condition) -> tuple[str, ...]:
    """The hardship facts that a condition asks for, with those that their being implies."""
    asked = {leaf.fact for leaf in leaves(condition)} & set(HARDSHIP)
    asked |= {_NEEDS_YES[name] for name in asked if name in _NEEDS_YES}
    return tuple(name for name in HARDSHIP if name in asked)


def at_least_as_hard(condition: Condition, *, only: str | None = None) -> Condition:
    """That the second woman has at least the hardship of the first, and is possible.

    ``only`` names the one fact that may differ. Of numbers it says: whatever the condition
    compares them with, if the first is under it, so is the second.
    """
    asked = hardship_of(condition)
    rules: list[Condition] = []
    for name in asked:
        rules += _no_less(name, condition)
        if only is not None and name != only:
            rules += _no_more(name, condition)
    rules += _possible(asked)
    return AllOf(tuple(rules))


def _no_less(name: str, condition: Condition) -> Iterator[Condition]:
    for first, other in _steps(name, condition):
        yield Not(AllOf((first, Not(other))))


def _no_more(name: str, condition: Condition) -> Iterator[Condition]:
    for first, other in _steps(name, condition):
        yield Not(AllOf((other, Not(first))))


def _steps(name: str, condition: Condition) -> Iterator[tuple[Condition, Condition]]:
    """(of the first, of the second): each says that there is at least so much hardship."""
    if name in FLAGS:
        yield IsTrue(name), of_second(IsTrue(name))
        return
    for operand in dict.fromkeys(_edges(name, condition)):
        for operator in ("<", "<="):
            leaf = Compare(name, operator, operand)
            yield leaf, of_second(leaf)


def _edges(name: str, condition: Condition) -> Iterator[Operand]:
    for leaf in leaves(condition):
        if leaf.fact == name:
            yield from _operands(leaf)


def _operands(leaf: Leaf) -> tuple[Operand, ...]:
    if isinstance(leaf, Compare):
        return (leaf.operand,)
    if isinstance(leaf, Between):
        return (leaf.low, leaf.high)
    if isinstance(leaf, OneOf):
        return tuple(value for value in leaf.values if isinstance(value, float))
    return ()


def _possible(asked: tuple[str, ...]) -> Iterator[Condition]:
    """The implications among the facts of the second woman; the first has the table itself."""
    for fact, when, other, implied in IMPLIES:
        if implied is not None and fact in asked and other in asked:
            antecedent: Condition = IsTrue(second(fact)) if when else Not(IsTrue(second(fact)))
            consequent: Condition = IsTrue(second(other)) if implied else Not(IsTrue(second(other)))
            yield Not(AllOf((antecedent, Not(consequent))))


def second_profile(both: Mapping[str, object]) -> dict[str, object]:
    """The second woman's profile out of one that states both."""
    shared = {name: value for name, value in both.items() if name not in HARDSHIP and not name.endswith(_SECOND)}
    own = {name.removesuffix(_SECOND): value for name, value in both.items() if name.endswith(_SECOND)}
    return {**shared, **own}


def first_profile(both: Mapping[str, object]) -> dict[str, object]:
    """The first woman's profile out of one that states both."""
    return {name: value for name, value in both.items() if not name.endswith(_SECOND)}
