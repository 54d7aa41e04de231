"""What facts say of each other, written into the condition tree: once, for every reading.

A rule file asks for facts by name, and a leaf stands on what is stated. That a grade of disability says that she is
disabled, or that a grade is not applicable to who is not, is data (facts.yaml: ``implies``, ``needs``).
:class:`Lowering` turns each leaf into a condition on stated facts alone that has this in it, and the contradictions
into conditions too, so that a reading needs the leaves, ``all``, ``any``, ``not``, :class:`~.condition.Possibly` and
:class:`~.condition.InForce`.

- A fact **holds** if it is stated yes, or if it is not stated no and one that implies it holds.
- A leaf on a fact that **needs** another is no where that one is no.
- It is a **contradiction** if a fact is stated no and one that implies it holds.

``implies`` and ``needs`` close transitively. What stands ``instead_of`` another and what lies in
the ``past`` is decided on values, before: :mod:`liushou.profile.relations`.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from ..profile import BY_NAME, Fact, Relations, related_facts, relations
from ..values import FIRST_DAY, LAST_DAY
from . import condition as tree

#: Beyond every number that a fact without a range can be.
_FARTHEST = 1e15


@dataclass(frozen=True, slots=True)
class Contradiction:
    """Two facts that cannot both be as they are stated, and the (lowered) condition that this is so.

    It can be so only where the ``refuted`` one is stated no.
    """

    fields: tuple[str, str]
    condition: tree.Condition
    refuted: str


class Lowering:
    """The lowered form of conditions on the given facts."""

    def __init__(self, facts: tuple[Fact, ...], known: Relations) -> None:
        self.facts = {fact.name: fact for fact in facts}
        self.relations = known
        self._leaves: dict[tree.Leaf, tree.Condition] = {}
        #: The facts that each fact needs, with those that these need.
        self.needed = {name: frozenset(self._all_needed(name)) for name in known.needs}
        listed = [each for name in known.implied_by for each in self._contradictions(name)]
        listed.sort(key=lambda each: self._needed(*each.fields), reverse=True)
        self.contradictions = tuple(listed)

    def condition(self, condition: tree.Condition) -> tree.Condition:
        """The whole tree lowered, concepts opened; a node that is not known here is left for the reading to refuse."""
        if isinstance(condition, (tree.AllOf, tree.AnyOf)):
            return type(condition)(tuple(self.condition(child) for child in condition.children))
        if isinstance(condition, (tree.Not, tree.Possibly)):
            return type(condition)(self.condition(condition.child))
        if isinstance(condition, tree.Concept):
            return self.condition(meaning(condition))
        return self.leaf(condition) if isinstance(condition, tree.LEAVES) else condition

    def leaf(self, leaf: tree.Leaf) -> tree.Condition:
        """What one written leaf asks of the facts that are stated; the leaf itself where nothing else matters."""
        if leaf not in self._leaves:
            name = tree.source_fact(leaf.fact)
            supports = self._supports(name, name) if isinstance(leaf, tree.IsTrue) else []
            others = _any([condition for _, condition in supports])
            holds = tree.AnyOf((leaf, tree.AllOf((tree.Possibly(leaf), others)))) if supports else leaf
            self._leaves[leaf] = _all([*self._guards(name), holds])
        return self._leaves[leaf]

    def applicable(self, name: str) -> tree.Condition:
        """That a fact is not ruled out by one that it needs."""
        return _all(self._guards(name))

    def _all_needed(self, name: str) -> Iterator[str]:
        for needed in self.relations.needs.get(name, ()):
            yield needed
            yield from self._all_needed(needed)

    def _guards(self, name: str) -> list[tree.Condition]:
        """What must not be no for the fact to be applicable.

        That the needed fact is no is only ever stated: whatever implies it makes it yes.
        """
        guards: dict[tree.Condition, None] = {}
        for needed in self.relations.needs.get(name, ()):
            guards |= dict.fromkeys([*self._guards(needed), tree.Possibly(tree.IsTrue(needed))])
        return list(guards)

    def _supports(self, name: str, of: str) -> list[tuple[str, tree.Condition]]:
        """(stated fact, condition) of each way in which others make the fact yes; ``of``: not refuted by itself."""
        supports: list[tuple[str, tree.Condition]] = []
        for fact in self.relations.implied_by.get(name, ()):
            guards = [guard for guard in self._guards(fact) if guard != tree.Possibly(tree.IsTrue(of))]
            roots = [(fact, stated(self.facts[fact])), *self._supports(fact, of)]
            supports += [(root, _all([*guards, condition])) for root, condition in roots]
        return supports

    def _contradictions(self, name: str) -> list[Contradiction]:
        guards, refuted = self._guards(name), tree.Not(tree.IsTrue(name))
        return [
            Contradiction(
                (name, root) if self._needed(name, root) else (root, name), _all([*guards, holds, refuted]), name
            )
            for root, holds in self._supports(name, name)
        ]

    def _needed(self, name: str, by: str) -> bool:
        return name in self.relations.needs.get(by, ())


def stated(fact: Fact) -> tree.Condition:
    """That a fact is yes; of a number or date, that it is stated at all: one of its bounds is within its range."""
    if fact.kind == "yes_no":
        return tree.IsTrue(fact.name)
    low, high = (FIRST_DAY, LAST_DAY) if fact.kind == "date" else (fact.low, fact.high)
    least, most = -_FARTHEST if low is None else low, _FARTHEST if high is None else high
    return tree.AnyOf((tree.Compare(fact.name, ">=", least), tree.Compare(fact.name, "<=", most)))


def meaning(concept: tree.Concept) -> tree.Condition:
    """What a concept stands for: unknown where it is unknown whether its law is in force."""
    if concept.in_force is None:
        return concept.condition
    guard = tree.InForce(concept.in_force)
    return tree.AllOf((guard, tree.AnyOf((concept.condition, tree.Not(guard)))))


def _all(conditions: list[tree.Condition]) -> tree.Condition:
    return conditions[0] if len(conditions) == 1 else tree.AllOf(tuple(conditions))


def _any(conditions: list[tree.Condition]) -> tree.Condition:
    return conditions[0] if len(conditions) == 1 else tree.AnyOf(tuple(conditions))


def lowering(facts: Mapping[str, Fact] = BY_NAME) -> Lowering:
    """The lowering that these facts ask for; the same object for equal relations."""
    return _lowering(related_facts(facts))


@lru_cache(maxsize=64)
def _lowering(facts: tuple[Fact, ...]) -> Lowering:
    return Lowering(facts, relations({fact.name: fact for fact in facts}))
