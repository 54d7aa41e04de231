"""The condition tree, what every reading reads, and the names that exist when one is read.

The kinds of node are a closed list (:data:`Condition`). A reading that does not know
one of them must say so: :class:`UnsupportedNodeError`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, fields, is_dataclass, replace
from datetime import date
from typing import Any

from ..problems import InputError, LiushouError, Location, Phrase, unknown_name
from ..profile import BY_NAME, DERIVED, Fact
from ..values import Bounds, Operator, Truth, Unit, compare, exactly, multiplied


@dataclass(frozen=True, slots=True)
class Parameter:
    """A dated value of parameters.yaml, written ``$name``, or a multiple of it, ``1.5 * $name``."""

    name: str
    factor: float = 1.0

    def within(self, parameters: Mapping[str, Bounds[Any]]) -> Bounds[Any]:
        """Its bounds where the parameters have these; open on both sides where it has no value."""
        known = parameters.get(self.name)
        return UNKNOWN if known is None else multiplied(known, self.factor)


Operand = float | date | Parameter


@dataclass(frozen=True, slots=True)
class Located:
    """A node, and where it is written; equal nodes may be written in several places."""

    location: Location | None = field(default=None, compare=False, repr=False, kw_only=True)


@dataclass(frozen=True, slots=True)
class AllOf(Located):
    """Every child is met; met if there is none."""

    children: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class AnyOf(Located):
    """At least one child is met; not met if there is none."""

    children: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class Not(Located):
    """The child is not met."""

    child: Condition


@dataclass(frozen=True, slots=True)
class Concept(Located):
    """A named condition of concepts.yaml, with what it stands for.

    ``in_force`` names the parameter that says whether the law it rests on is in force: 1 from
    that day on, without a value before. Until then the concept is unknown, whatever she says.
    """

    name: str
    title: str = field(compare=False)
    condition: Condition
    in_force: str | None = None


@dataclass(frozen=True, slots=True)
class IsTrue(Located):
    """A yes/no fact is yes."""

    fact: str


@dataclass(frozen=True, slots=True)
class OneOf(Located):
    """A choice or a whole number is one of the values."""

    fact: str
    values: tuple[str | float, ...]


@dataclass(frozen=True, slots=True)
class Compare(Located):
    """A number, date or age against a constant or a parameter."""

    fact: str
    operator: Operator
    operand: Operand


@dataclass(frozen=True, slots=True)
class Between(Located):
    """A number, date or age within two operands, both included."""

    fact: str
    low: Operand
    high: Operand


@dataclass(frozen=True, slots=True)
class Elapsed(Located):
    """``amount`` units are over since a date fact, on the day of assessment."""

    fact: str
    amount: int
    unit: Unit


@dataclass(frozen=True, slots=True)
class Possibly(Located):
    """The child is not known to be no: yes unless it is no, never unknown.

    Only :mod:`liushou.rules.lower` writes it, for what other facts say of a leaf's fact.
    """

    child: Condition


@dataclass(frozen=True, slots=True)
class InForce(Located):
    """The parameter of that name is 1: yes where a law is in force, unknown where it is not yet.

    Only :mod:`liushou.rules.lower` writes it, for a concept whose law came into force on a day.
    """

    parameter: str

    def within(self, parameters: Mapping[str, Bounds[Any]]) -> Truth:
        """Whether it is so where the parameters have these bounds."""
        return compare(Parameter(self.parameter).within(parameters), "=", exactly(1.0))


Leaf = IsTrue | OneOf | Compare | Between | Elapsed
Condition = AllOf | AnyOf | Not | Concept | Possibly | InForce | Leaf

LEAVES = (IsTrue, OneOf, Compare, Between, Elapsed)
ALWAYS = AllOf(())
UNKNOWN: Bounds[Any] = Bounds(None, None)


class UnsupportedNodeError(LiushouError, TypeError):
    """A reading met a node that it cannot read; never passed over in silence."""

    def __init__(self, reading: str, node: object) -> None:
        self.reading, self.node = reading, node
        super().__init__(f"the {reading} reading does not support {type(node).__name__}: {node!r}")


class DisagreementError(LiushouError, RuntimeError):
    """Two readings of the same rules give different answers: a fault of liushou, never passed over."""


def walk(condition: Condition) -> Iterator[Condition]:
    """The node and everything below it, concepts opened, in the order written."""
    yield condition
    for child in _children(condition):
        yield from walk(child)


def _children(node: Condition) -> tuple[Condition, ...]:
    if isinstance(node, (AllOf, AnyOf)):
        return node.children
    if isinstance(node, (Not, Possibly)):
        return (node.child,)
    return (node.condition,) if isinstance(node, Concept) else ()


def below(node: Condition) -> tuple[Condition, ...]:
    """The nodes right under one that a file writes; under a concept, what it stands for.

    Raises :class:`UnsupportedNodeError` for what only lowering writes.
    """
    if isinstance(node, (AllOf, AnyOf, Not, Concept, *LEAVES)):
        return _children(node)
    raise UnsupportedNodeError("reading what is written", node)


def written(condition: Condition) -> Iterator[Condition]:
    """The nodes as a file writes them: concepts are named, not opened."""
    yield condition
    for child in () if isinstance(condition, Concept) else below(condition):
        yield from written(child)


def leaves(condition: Condition) -> Iterator[Leaf]:
    """The leaves of the tree, concepts opened."""
    return (node for node in walk(condition) if isinstance(node, LEAVES))


def operands(leaf: Leaf) -> tuple[Operand, ...]:
    """What a leaf compares with: constants and parameters."""
    if isinstance(leaf, Compare):
        return (leaf.operand,)
    if isinstance(leaf, Between):
        return (leaf.low, leaf.high)
    return ()


def parameters(condition: Condition) -> tuple[str, ...]:
    """The names of the parameters a condition uses, each once."""
    used = (operand for leaf in leaves(condition) for operand in operands(leaf))
    return tuple(dict.fromkeys(operand.name for operand in used if isinstance(operand, Parameter)))


def facts(condition: Condition) -> tuple[str, ...]:
    """The facts a condition asks for (``age`` as such), each once."""
    return tuple(dict.fromkeys(leaf.fact for leaf in leaves(condition)))


def source_facts(*conditions: Condition) -> tuple[str, ...]:
    """The facts that have to be known for some conditions (``age`` as ``birth_date``), each once."""
    return tuple(dict.fromkeys(source_fact(name) for condition in conditions for name in facts(condition)))


def concepts(condition: Condition) -> tuple[str, ...]:
    """The names of the concepts a condition rests on, those inside others included, each once."""
    return tuple(dict.fromkeys(node.name for node in walk(condition) if isinstance(node, Concept)))


def renamed(part: Any, name: Callable[[str], str]) -> Any:
    """A condition, or whatever holds some, with its parameters under other names."""
    if isinstance(part, Parameter):
        return replace(part, name=name(part.name))
    if isinstance(part, Concept):
        in_force = part.in_force and name(part.in_force)
        return replace(part, condition=renamed(part.condition, name), in_force=in_force)
    if isinstance(part, tuple):
        return tuple(renamed(item, name) for item in part)
    if is_dataclass(part) and not isinstance(part, type):
        return replace(part, **{each.name: renamed(getattr(part, each.name), name) for each in fields(part)})
    return part


#: The unit of a parameter that says whether a law is in force.
LAW = "施行"


@dataclass(frozen=True, slots=True)
class ParameterType:
    """What a condition must know of a parameter: its unit, and how it is called."""

    name: str
    title: str
    unit: str

    def stated(self, value: float) -> str:
        """A value in words: 农村低保标准610元/月; of a law, whether it is in force."""
        if self.unit == LAW:
            return f"{self.title}{'已' if value else '未'}施行"
        return f"{self.title}{value:g}{self.unit}"


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Facts, concepts and parameters by name.

    ``needs`` facts may not stand in a condition: needs are reported, never decided.
    """

    facts: Mapping[str, Fact] = field(default_factory=lambda: BY_NAME)
    concepts: Mapping[str, Concept] = field(default_factory=dict)
    parameters: Mapping[str, ParameterType] = field(default_factory=dict)

    def fact(self, name: str) -> Fact | None:
        """The fact of that name, ``age`` and other derived ones included."""
        return DERIVED[name][0] if name in DERIVED else self.facts.get(name)

    def titles(self) -> dict[str, str]:
        """Everything that may open a leaf, with its Chinese title."""
        derived = {name: fact.title for name, (fact, _) in DERIVED.items()}
        named = {name: entry.title for entries in (self.facts, self.concepts) for name, entry in entries.items()}
        return named | derived


def known_fact(name: str, facts: Mapping[str, Fact]) -> Fact:
    """The fact of that name, ``age`` included; raises :class:`~liushou.InputError` where there is none."""
    fact = DERIVED[name][0] if name in DERIVED else facts.get(name)
    if fact is None:
        raise InputError(unknown_name("fact", name, facts, names=Phrase("fact-list")))
    return fact


def in_order(low: Operand, high: Operand) -> bool:
    """Whether something can lie between two operands; two parameters are compared where they are the same."""
    if isinstance(low, Parameter) and isinstance(high, Parameter):
        return low.name != high.name or low.factor <= high.factor
    return isinstance(low, Parameter) or isinstance(high, Parameter) or low <= high  # type: ignore[operator]


def source_fact(name: str) -> str:
    """The fact that is asked for: ``age`` is asked as ``birth_date``."""
    return DERIVED[name][1] if name in DERIVED else name
