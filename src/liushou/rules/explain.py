"""The reasons of :mod:`liushou.rules.evaluate` for many conditions at once.

A :class:`Plan` holds conditions as one graph in which equal parts are one node, with the
words of every leaf ready; an :class:`Explanation` is the plan worked out for one woman,
each node once. Values are those of :func:`~.evaluate.evaluate`. A reason is a leaf as it is
written; what other facts say of it is only in its value (:mod:`.lower`).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, TypeVar, cast

from ..values import Bounds, Truth
from .condition import (
    LEAVES,
    AllOf,
    AnyOf,
    Concept,
    Condition,
    InForce,
    Leaf,
    Not,
    Parameter,
    Possibly,
    UnsupportedNodeError,
    operands,
)
from .evaluate import Situation, evaluate_stated, fact_settles
from .lower import lowering
from .truth import negate
from .unparse import phrase
from .vocabulary import Vocabulary, source_fact
from .wording import say_leaf

_Kind = Literal["all", "any", "not", "possibly", "same", "leaf", "stated"]
T = TypeVar("T")


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class ReasonText:
    """A leaf as a reason, with its words; ``holds`` is False where it stands under a ``not``.

    There is one object for each leaf and way, so that reasons compare by identity.
    """

    leaf: Leaf
    holds: bool
    fact: str
    phrase: str
    text: str


@dataclass(frozen=True, slots=True, eq=False)
class _Node:
    kind: _Kind
    children: tuple[int, ...] = ()
    #: Of a ``leaf`` as a rule file writes it (its child is what it stands for), and of a ``stated`` one.
    leaf: Leaf | None = None
    #: The words of a written leaf: under a ``not``, and as it stands.
    reasons: tuple[ReasonText, ...] = ()
    #: Of a concept whose law came into force on a day.
    in_force: InForce | None = None


@dataclass(frozen=True, slots=True)
class Plan:
    """Conditions as one graph; :meth:`add` gives the number of a condition's node.

    The words of its leaves show the values of ``parameters``, where they are given.
    """

    vocabulary: Vocabulary
    parameters: Mapping[str, Bounds[Any]] = field(default_factory=dict)
    nodes: list[_Node] = field(default_factory=list)
    numbers: dict[Condition, int] = field(default_factory=dict)
    _lowered: dict[Condition, int] = field(default_factory=dict)

    def add(self, condition: Condition) -> int:
        """The number of the condition's node; children have smaller numbers."""
        number = self.numbers.get(condition)
        if number is None:
            number = self.numbers[condition] = self._append(self._written(condition))
        return number

    def _append(self, node: _Node) -> int:
        self.nodes.append(node)
        return len(self.nodes) - 1

    def _written(self, condition: Condition) -> _Node:
        if isinstance(condition, Concept):
            in_force = condition.in_force and InForce(condition.in_force)
            return _Node("same", (self.add(condition.condition),), in_force=in_force or None)
        if isinstance(condition, LEAVES):
            stands_for = self._add_lowered(lowering(self.vocabulary.facts).leaf(condition))
            reasons = tuple(self._reason(condition, holds) for holds in (False, True))
            return _Node("leaf", (stands_for,), condition, reasons)
        return self._joined(condition, self.add)

    def _add_lowered(self, condition: Condition) -> int:
        number = self._lowered.get(condition)
        if number is None:
            if isinstance(condition, LEAVES):
                node = _Node("stated", (), condition)
            elif isinstance(condition, Possibly):
                node = _Node("possibly", (self._add_lowered(condition.child),))
            else:
                node = self._joined(condition, self._add_lowered)
            number = self._lowered[condition] = self._append(node)
        return number

    def _joined(self, condition: Condition, add: Callable[[Condition], int]) -> _Node:
        if isinstance(condition, (AllOf, AnyOf)):
            kind: _Kind = "all" if isinstance(condition, AllOf) else "any"
            return _Node(kind, tuple(add(child) for child in condition.children))
        if isinstance(condition, Not):
            return _Node("not", (add(condition.child),))
        raise UnsupportedNodeError("explaining", condition)

    def _reason(self, leaf: Leaf, holds: bool) -> ReasonText:
        text = phrase(leaf)
        return ReasonText(
            leaf=leaf,
            holds=holds,
            fact=source_fact(leaf.fact),
            phrase=text if holds else f"not: {text}",
            text=say_leaf(leaf, self.vocabulary, holds, parameters=self.parameters),
        )


class Explanation:
    """A plan for one woman: the values of its nodes, and why."""

    __slots__ = ("_deciding", "_met", "_open", "_opened", "nodes", "situation", "values")

    def __init__(self, plan: Plan, situation: Situation) -> None:
        self.nodes, self.situation = plan.nodes, situation
        self.values: list[Truth] = []
        self._deciding: dict[tuple[int, bool], tuple[ReasonText, ...]] = {}
        self._met: dict[tuple[int, bool], tuple[ReasonText, ...]] = {}
        self._open: dict[int, tuple[tuple[str, ...], tuple[str, ...]]] = {}
        self._opened: dict[tuple[int, int], Truth] = {}
        for node in self.nodes:
            self.values.append(self._value(node, self.values))

    def _value(self, node: _Node, values: Mapping[int, Truth] | list[Truth]) -> Truth:
        if node.kind == "stated":
            return evaluate_stated(cast(Leaf, node.leaf), self.situation)
        if node.in_force is not None and (in_force := self._in_force(node)) is not True:
            return in_force
        if node.kind in ("leaf", "same"):
            return values[node.children[0]]
        if node.kind == "not":
            return negate(values[node.children[0]])
        if node.kind == "possibly":
            return values[node.children[0]] is not False
        decides = node.kind == "any"
        result: Truth = not decides
        for child in node.children:
            value = values[child]
            if value is decides:
                return decides
            if value is None:
                result = None
        return result

    def opened(self, number: int, concept: int) -> Truth:
        """The value of a node if the no of a concept's node were unknown."""
        node, value = self.nodes[number], self.values[number]
        if number == concept:
            return None if value is False else value
        if number < concept or node.leaf is not None:
            return value
        if (number, concept) not in self._opened:
            inner = {child: self.opened(child, concept) for child in node.children}
            self._opened[number, concept] = self._value(node, inner)
        return self._opened[number, concept]

    def _in_force(self, node: _Node) -> Truth:
        return node.in_force is None or node.in_force.within(self.situation.parameters)

    def deciding(self, number: int, holds: bool = True) -> tuple[ReasonText, ...]:
        """The leaves that make a decided node what it is."""
        found = self._deciding.get((number, holds))
        if found is None:
            found = self._deciding[number, holds] = self._decide(number, holds)
        return found

    def _decide(self, number: int, holds: bool) -> tuple[ReasonText, ...]:
        node, value = self.nodes[number], self.values[number]
        if value is None:
            return ()
        if node.leaf is not None:
            return (node.reasons[holds],)
        if node.kind == "not":
            return self.deciding(node.children[0], not holds)
        return _once([self.deciding(child, holds) for child in node.children if self.values[child] is value])

    def met(self, number: int, holds: bool = True) -> tuple[ReasonText, ...]:
        """The leaves that are already met, also where the whole is not decided yet."""
        if self.values[number] is True:
            return self.deciding(number, holds)
        found = self._met.get((number, holds))
        if found is None:
            node = self.nodes[number]
            inner = node.children if node.kind in ("all", "any", "same") and self._in_force(node) else ()
            found = self._met[number, holds] = _once([self.met(child, holds) for child in inner])
        return found

    def missing(self, number: int) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """(facts whose exact value could still decide, parameters that keep it open)."""
        if self.values[number] is not None:
            return (), ()
        found = self._open.get(number)
        if found is None:
            node = self.nodes[number]
            if node.leaf is not None:
                found = self._missing(node.leaf)
            elif node.in_force is not None and not self._in_force(node):
                # Nothing that she says decides it before the law is in force.
                found = (), (node.in_force.parameter,)
            else:
                inner = [self.missing(child) for child in node.children]
                found = _once([facts for facts, _ in inner]), _once([names for _, names in inner])
            self._open[number] = found
        return found

    def _missing(self, leaf: Leaf) -> tuple[tuple[str, ...], tuple[str, ...]]:
        situation = self.situation
        facts = (source_fact(leaf.fact),) if fact_settles(leaf, situation) else ()
        used = (operand for operand in operands(leaf) if isinstance(operand, Parameter))
        open_ones = (parameter.name for parameter in used if not situation.operand(parameter).exact)
        return facts, tuple(dict.fromkeys(open_ones))


def _once(parts: list[tuple[T, ...]]) -> tuple[T, ...]:
    if len(parts) == 1:
        return parts[0]
    return tuple(dict.fromkeys(one for part in parts for one in part))
