"""The reasons of :mod:`liushou.rules.evaluate` for many conditions at once.

A :class:`Plan` holds conditions as one graph in which equal parts are one node, with the
words of every leaf ready; an :class:`Explanation` is the plan worked out for one woman,
each node once. Values are those of :func:`~.evaluate.evaluate`. A reason is a leaf as it is
written; what other facts say of it is only in its value (:mod:`.lower`).
"""

from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, TypeVar, cast

from ..values import Bounds, Truth
from . import condition as tree
from .evaluate import Situation, evaluate_stated, fact_settles, negate
from .lower import lowering
from .wording import phrase, say_leaf

_Kind = Literal["all", "any", "not", "possibly", "same", "leaf", "stated"]
T = TypeVar("T")


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class ReasonText:
    """A leaf as a reason, with its words; ``holds`` is False where it stands under a ``not``.

    There is one object for each leaf and way, so that reasons compare by identity.
    """

    leaf: tree.Leaf
    holds: bool
    fact: str
    phrase: str
    text: str


@dataclass(frozen=True, slots=True, eq=False)
class _Node:
    kind: _Kind
    children: tuple[int, ...] = ()
    #: Of a ``leaf`` as a rule file writes it (its child is what it stands for), and of a ``stated`` one.
    leaf: tree.Leaf | None = None
    #: The words of a written leaf: under a ``not``, and as it stands.
    reasons: tuple[ReasonText, ...] = ()
    #: The concepts and parameters (``$name``) that it names itself.
    names: tuple[str, ...] = ()
    #: Of a concept whose law came into force on a day.
    in_force: tree.InForce | None = None


@dataclass(frozen=True, slots=True)
class Plan:
    """Conditions as one graph; :meth:`add` gives the number of a condition's node.

    The words of its leaves show the values of ``parameters``, where they are given.
    """

    vocabulary: tree.Vocabulary
    parameters: Mapping[str, Bounds[Any]] = field(default_factory=dict)
    nodes: list[_Node] = field(default_factory=list)
    _numbers: dict[tuple[tree.Condition, bool], int] = field(default_factory=dict)

    def add(self, condition: tree.Condition, *, lowered: bool = False) -> int:
        """The number of the node of a condition, as it is written or ``lowered``; children have smaller numbers."""
        number = self._numbers.get((condition, lowered))
        if number is None:
            node = self._node(condition, lowered)
            number = self._numbers[condition, lowered] = len(self.nodes)
            self.nodes.append(node)
        return number

    def _node(self, condition: tree.Condition, lowered: bool) -> _Node:
        if isinstance(condition, tree.LEAVES):
            if lowered:
                return _Node("stated", (), condition)
            stands_for = self.add(lowering(self.vocabulary.facts).leaf(condition), lowered=True)
            reasons = self._reason(condition, False), self._reason(condition, True)
            names = tuple(f"${name}" for name in tree.parameters(condition))
            return _Node("leaf", (stands_for,), condition, reasons, names)
        if isinstance(condition, tree.Concept):
            in_force = tree.InForce(condition.in_force) if condition.in_force else None
            return _Node("same", (self.add(condition.condition),), names=(condition.name,), in_force=in_force)
        if isinstance(condition, (tree.AllOf, tree.AnyOf)):
            kind: _Kind = "all" if isinstance(condition, tree.AllOf) else "any"
            return _Node(kind, tuple(self.add(child, lowered=lowered) for child in condition.children))
        if isinstance(condition, tree.Not) or (lowered and isinstance(condition, tree.Possibly)):
            kind = "not" if isinstance(condition, tree.Not) else "possibly"
            return _Node(kind, (self.add(condition.child, lowered=lowered),))
        raise tree.UnsupportedNodeError("explaining", condition)

    def _reason(self, leaf: tree.Leaf, holds: bool) -> ReasonText:
        text = phrase(leaf)
        return ReasonText(
            leaf=leaf,
            holds=holds,
            fact=tree.source_fact(leaf.fact),
            phrase=text if holds else f"not: {text}",
            text=say_leaf(leaf, self.vocabulary, holds, parameters=self.parameters),
        )


def _kept(method: Callable[..., T]) -> Callable[..., T]:
    """What a method of an explanation says of a node is worked out once."""

    def answer(self: "Explanation", *key: int) -> T:
        kept: dict[Any, T] = self.kept[method.__name__]
        if key not in kept:
            kept[key] = method(self, *key)
        return kept[key]

    return answer


class Explanation:
    """A plan for one woman: the values of its nodes, and why."""

    __slots__ = ("kept", "nodes", "situation", "values")

    def __init__(self, plan: Plan, situation: Situation) -> None:
        self.nodes, self.situation = plan.nodes, situation
        self.values: list[Truth] = []
        self.kept: defaultdict[str, dict[Any, Any]] = defaultdict(dict)
        for node in self.nodes:
            self.values.append(self._value(node, self.values))

    def _value(self, node: _Node, values: Mapping[int, Truth] | list[Truth]) -> Truth:
        if node.kind == "stated":
            return evaluate_stated(cast(tree.Leaf, node.leaf), self.situation)
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

    @_kept
    def opened(self, number: int, concept: int) -> Truth:
        """The value of a node if the no of a concept's node were unknown."""
        node, value = self.nodes[number], self.values[number]
        if number == concept:
            return None if value is False else value
        if number < concept or node.leaf is not None:
            return value
        return self._value(node, {child: self.opened(child, concept) for child in node.children})

    def _in_force(self, node: _Node) -> Truth:
        return node.in_force is None or node.in_force.within(self.situation.parameters)

    @_kept
    def deciding(self, number: int, holds: bool = True) -> tuple[ReasonText, ...]:
        """The leaves that make a decided node what it is."""
        node, value = self.nodes[number], self.values[number]
        if value is None:
            return ()
        if node.leaf is not None:
            return (node.reasons[holds],)
        if node.kind == "not":
            return self.deciding(node.children[0], not holds)
        return _once([self.deciding(child, holds) for child in node.children if self.values[child] is value])

    @_kept
    def met(self, number: int, holds: bool = True) -> tuple[ReasonText, ...]:
        """The leaves that are already met, also where the whole is not decided yet."""
        if self.values[number] is True:
            return self.deciding(number, holds)
        node = self.nodes[number]
        inner = node.children if node.kind in ("all", "any", "same") and self._in_force(node) else ()
        return _once([self.met(child, holds) for child in inner])

    @_kept
    def rests_on(self, number: int) -> tuple[str, ...]:
        """The concepts and parameters (``$name``) that make a node what it is, decided or not."""
        node, value = self.nodes[number], self.values[number]
        if node.leaf is not None or not self._in_force(node):
            return node.names
        decisive = negate(value) if node.kind == "not" else value
        inner = (child for child in node.children if self.values[child] is decisive)
        return _once([node.names, *map(self.rests_on, inner)])

    @_kept
    def missing(self, number: int) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """(facts whose exact value could still decide, parameters that keep it open)."""
        node = self.nodes[number]
        if self.values[number] is not None:
            return (), ()
        if node.leaf is not None:
            return self._missing(node.leaf)
        if node.in_force is not None and not self._in_force(node):
            # Nothing that she says decides it before the law is in force.
            return (), (node.in_force.parameter,)
        inner = [self.missing(child) for child in node.children]
        return _once([facts for facts, _ in inner]), _once([names for _, names in inner])

    def _missing(self, leaf: tree.Leaf) -> tuple[tuple[str, ...], tuple[str, ...]]:
        situation = self.situation
        facts = (tree.source_fact(leaf.fact),) if fact_settles(leaf, situation) else ()
        used = (operand for operand in tree.operands(leaf) if isinstance(operand, tree.Parameter))
        open_ones = (parameter.name for parameter in used if not situation.operand(parameter).exact)
        return facts, tuple(dict.fromkeys(open_ones))


def _once(parts: list[tuple[T, ...]]) -> tuple[T, ...]:
    return parts[0] if len(parts) == 1 else tuple(dict.fromkeys(entry for part in parts for entry in part))
