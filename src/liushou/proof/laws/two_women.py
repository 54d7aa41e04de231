"""Two women of whom one has more hardship than the other, as one condition.

Hardship is a fact that describes need and that only a person who needs help would want to
show: a recognised group (低保, 特困 …), an illness, a disability and its grade, an
infringement of rights, less income. Ages, places and what somebody does are no hardship.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from ...profile import IMPLIES
from ...rules import (
    LEAVES,
    AllOf,
    Compare,
    Concept,
    Condition,
    IsTrue,
    Not,
    OneOf,
    Operand,
    Vocabulary,
    leaves,
    operands,
)
from ..trees import rewrite

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


class TwoWomen:
    """A condition asked of two women; the vocabulary holds each hardship fact twice."""

    def __init__(self, condition: Condition, vocabulary: Vocabulary) -> None:
        self.condition = condition
        asked = {leaf.fact for leaf in leaves(condition)} & set(HARDSHIP)
        asked |= {_NEEDS_YES[name] for name in asked if name in _NEEDS_YES}
        #: The hardship facts that the condition asks for, with those that their being needs.
        self.hardships = tuple(name for name in HARDSHIP if name in asked)
        twice = {_second(name): replace(vocabulary.facts[name], name=_second(name)) for name in HARDSHIP}
        self.vocabulary = replace(vocabulary, facts={**vocabulary.facts, **twice})

    def law_broken(self, only: str | None = None) -> Condition:
        """The first woman meets the condition, and the second, with at least her hardship, does not.

        ``only`` names the one fact that may differ. Of numbers it says: whatever the condition
        compares them with, if the first is under it, so is the second.
        """
        order: list[Condition] = []
        for name in self.hardships:
            steps = [(first, _of_second(first)) for first in self._steps(name)]
            order += [_implies(first, second) for first, second in steps]
            if only is not None and name != only:
                order += [_implies(second, first) for first, second in steps]
        # The implications among the facts of the second woman; the first has the table itself.
        for fact, when, other, implied in IMPLIES:
            if implied is not None and fact in self.hardships and other in self.hardships:
                order.append(_implies(_is(_second(fact), when), _is(_second(other), implied)))
        return AllOf((self.condition, Not(_of_second(self.condition)), AllOf(tuple(order))))

    def profiles(self, both: Mapping[str, object]) -> tuple[dict[str, object], dict[str, object]]:
        """The two women's profiles out of one that states both."""
        first = {name: value for name, value in both.items() if not name.endswith(_SECOND)}
        second = {name: value for name, value in first.items() if name not in HARDSHIP}
        second |= {name.removesuffix(_SECOND): value for name, value in both.items() if name.endswith(_SECOND)}
        return first, second

    def _steps(self, name: str) -> Iterator[Condition]:
        """Each says that there is at least so much hardship."""
        if name in FLAGS:
            yield IsTrue(name)
            return
        for operand in dict.fromkeys(self._edges(name)):
            yield Compare(name, "<", operand)
            yield Compare(name, "<=", operand)

    def _edges(self, name: str) -> Iterator[Operand]:
        for leaf in leaves(self.condition):
            if leaf.fact == name:
                yield from operands(leaf)
                if isinstance(leaf, OneOf):
                    yield from (value for value in leaf.values if isinstance(value, float))


def _second(name: str) -> str:
    """The name of a hardship fact of the second woman."""
    return name + _SECOND


def _of_second(condition: Condition) -> Condition:
    """The condition as it reads for the second woman; what is not applicable to her is no."""

    def change(node: Condition) -> Condition | None:
        if isinstance(node, Concept):
            return _of_second(node.condition)
        if isinstance(node, LEAVES) and node.fact in HARDSHIP:
            leaf = replace(node, fact=_second(node.fact))
            needed = _NEEDS_YES.get(node.fact)
            return leaf if needed is None else AllOf((IsTrue(_second(needed)), leaf))
        return None

    return rewrite(condition, change)


def _implies(condition: Condition, other: Condition) -> Condition:
    return Not(AllOf((condition, Not(other))))


def _is(fact: str, answer: bool) -> Condition:
    return IsTrue(fact) if answer else Not(IsTrue(fact))
