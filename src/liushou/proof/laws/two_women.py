"""Two women of whom one has more hardship than the other, as one condition.

Hardship is a fact that describes need and that only a person who needs help would want to
show: a recognised group (低保, 特困 …), an illness, a disability and its grade, an
infringement of rights, less income. Ages, places and what somebody does are no hardship.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from ...profile import Fact
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

_SECOND = "__more"


class TwoWomen:
    """A condition asked of two women; the vocabulary holds each hardship fact twice."""

    def __init__(self, condition: Condition, vocabulary: Vocabulary) -> None:
        self.condition, self._facts = condition, vocabulary.facts
        hardships = hardship_facts(vocabulary.facts)
        asked = {leaf.fact for leaf in leaves(condition)}
        asked |= {needed for fact in hardships if fact.name in asked for needed in fact.needs}
        #: The hardship facts that the condition asks for, with those that their being needs.
        self.hardships = tuple(fact.name for fact in hardships if fact.name in asked)
        twice = {_second(fact.name): replace(fact, name=_second(fact.name), implies=(), needs=()) for fact in hardships}
        self.vocabulary = replace(vocabulary, facts={**vocabulary.facts, **twice})

    def law_broken(self, only: str | None = None) -> Condition:
        """The first woman meets the condition, and the second, with at least her hardship, does not.

        ``only`` names the one fact that may differ. Of numbers it says: whatever the condition
        compares them with, if the first is under it, so is the second.
        """
        order: list[Condition] = []
        for name in self.hardships:
            steps = [(first, self._of_second(first)) for first in self._steps(name)]
            order += [_implies(first, second) for first, second in steps]
            if only is not None and name != only:
                order += [_implies(second, first) for first, second in steps]
        # What holds of the first woman's facts by itself is said of the second's here.
        for name in self.hardships:
            for other in self._facts[name].implies:
                if self._facts[name].kind == "yes_no" and other in self.hardships:
                    order.append(_implies(IsTrue(_second(name)), IsTrue(_second(other))))
        return AllOf((self.condition, Not(self._of_second(self.condition)), AllOf(tuple(order))))

    def profiles(self, both: Mapping[str, object]) -> tuple[dict[str, object], dict[str, object]]:
        """The two women's profiles out of one that states both."""
        first = {name: value for name, value in both.items() if not name.endswith(_SECOND)}
        second = {name: value for name, value in first.items() if self._facts[name].hardship is None}
        second |= {name.removesuffix(_SECOND): value for name, value in both.items() if name.endswith(_SECOND)}
        return first, second

    def _steps(self, name: str) -> Iterator[Condition]:
        """Each says that there is at least so much hardship."""
        if self._facts[name].hardship == "more":
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

    def _of_second(self, condition: Condition) -> Condition:
        """The condition as it reads for the second woman; what is not applicable to her is no."""

        def change(node: Condition) -> Condition | None:
            if isinstance(node, Concept):
                return replace(node, condition=self._of_second(node.condition))
            if not isinstance(node, LEAVES) or node.fact not in self.hardships:
                return None
            leaf = replace(node, fact=_second(node.fact))
            needed = self._facts[node.fact].needs
            return AllOf((*(IsTrue(_second(name)) for name in needed), leaf)) if needed else leaf

        return rewrite(condition, change)


def hardship_facts(facts: Mapping[str, Fact]) -> list[Fact]:
    """The facts that are hardship (``hardship`` in facts.yaml): yes/no facts, then whole and other numbers."""
    hardships = (fact for fact in facts.values() if fact.hardship)
    return sorted(hardships, key=lambda fact: ("yes_no", "integer", "number").index(fact.kind))


def _second(name: str) -> str:
    """The name of a hardship fact of the second woman."""
    return name + _SECOND


def _implies(condition: Condition, other: Condition) -> Condition:
    return Not(AllOf((condition, Not(other))))
