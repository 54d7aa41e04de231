"""From YAML to the condition tree, with every mistake at its line and column.

The kinds of leaf are a closed list, one short phrase each::

    disabled                                    a yes/no fact, or a concept
    sex is female                               a choice (or `disability_grade is 1`)
    disability_grade in [1, 2]
    age >= 60                                   <, <=, >, >=, =
    age between 35 and 64                       both included
    income_per_capita_month < $rural_dibao_line
    husband_away_since at least 6 months ago    days, months, years

A list means ``all``; ``all:``, ``any:`` and ``not:`` nest.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, NoReturn, cast

from ..problems import Location, Problem, closest
from ..profile import Fact, FactError
from ..values import Bounds, Operator, Unit, parse_date
from ..yaml import Mapping, Node, Scalar, Sequence
from .condition import (
    AllOf,
    AnyOf,
    Between,
    Compare,
    Concept,
    Condition,
    Elapsed,
    IsTrue,
    Leaf,
    Not,
    OneOf,
    Operand,
    Parameter,
)
from .vocabulary import Vocabulary

LEAF_KINDS = (
    "a fact or concept, `fact is value`, `fact in [a, b]`, `fact >= number`, "
    "`fact between a and b`, `fact < $parameter`, or `fact at least N months ago`"
)
_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
_IS = re.compile(r"is\s+(\S.*)\Z")
_IN = re.compile(r"in\s*\[(.*)\]\Z")
_COMPARE = re.compile(r"(<=|>=|==|!=|<|>|=)\s*([^\s<>=!]\S*)\Z")
_BETWEEN = re.compile(r"between\s+(\S+)\s+and\s+(\S+)\Z")
_ELAPSED = re.compile(r"at\s+least\s+(\S+)\s+(\S+)\s+ago\Z")
_UNITS: dict[str, Unit] = {
    "day": "days", "days": "days", "month": "months", "months": "months", "year": "years", "years": "years",
}  # fmt: skip


@dataclass(slots=True)
class _Wrong(Exception):
    """A leaf that cannot be read; the problem says why."""

    problem: Problem


@dataclass(slots=True)
class Parser:
    """Reads conditions with the names of ``vocabulary``; what is wrong gathers in ``problems``.

    ``concept`` finds a concept that is itself still to be read (concepts.yaml);
    without it, those of the vocabulary are all there are.
    """

    vocabulary: Vocabulary
    concept: Callable[[str, Location], Concept | None] | None = None
    problems: list[Problem] = field(default_factory=list)

    def condition(self, node: Node | None) -> Condition:
        """The condition a ``when`` holds; nothing at all is always met."""
        if node is None or (isinstance(node, Scalar) and node.plain and not node.text):
            return AllOf(())
        return self._node(node)

    def _node(self, node: Node) -> Condition:
        if isinstance(node, Scalar):
            return self.leaf(node)
        if isinstance(node, Sequence):
            return AllOf(tuple(self._node(item) for item in node.items), node.location)
        return self._branch(node)

    def _branch(self, node: Mapping) -> Condition:
        if len(node.entries) != 1:
            self._problem(
                "a condition with several keys" if node.entries else "an empty condition",
                node.location, "one of all:, any:, not:, or a phrase", "condition",
            )  # fmt: skip
        children: list[Condition] = []
        for key, value in node:
            if key.text not in ("all", "any", "not"):
                near = closest(key.text, ("all", "any", "not"))
                self._problem(
                    f"unknown condition key `{key.text}`", key.location,
                    "all:, any: or not:", "unknown-key", near,
                )  # fmt: skip
                continue
            inner = self._node(value)
            if isinstance(value, (Scalar, Mapping)) and key.text in ("all", "any"):
                self._problem(f"`{key.text}:` needs a list", key.location, f"{key.text}: [ … ]", "condition")
            if isinstance(value, Sequence) and not value.items:
                self._problem(f"`{key.text}:` without a condition", key.location, "at least one", "condition")
            if key.text == "not":
                children.append(Not(inner, key.location))
            elif key.text == "any" and isinstance(inner, AllOf):
                children.append(AnyOf(inner.children, key.location))
            else:
                children.append(inner)
        return children[0] if len(children) == 1 else AllOf(tuple(children), node.location)

    def leaf(self, scalar: Scalar) -> Condition:
        """The leaf (or concept) that one phrase states; a wrong one reads as always met."""
        try:
            return self._leaf(scalar)
        except _Wrong as wrong:
            self.problems.append(wrong.problem)
            return AllOf((), scalar.location)

    def _leaf(self, scalar: Scalar) -> Condition:
        text = scalar.text
        found = _NAME.match(text)
        if found is None:
            where = scalar.at(0, len(text)) if text else scalar.location
            raise _Wrong(Problem(f"cannot read `{_cut(text)}`", where, LEAF_KINDS, code="condition"))
        name, rest = found.group(), text[found.end() :]
        where = scalar.at(0, len(name))
        if not rest.strip():
            return self._name(name, where)
        fact = self.vocabulary.fact(name)
        if fact is None:
            if name in self.vocabulary.concepts:
                raise _Wrong(
                    Problem(f"`{name}` is a concept: it stands alone", scalar.at(found.end(), len(rest)), name)
                )
            raise _Wrong(self._unknown(name, where))
        self._may_decide(fact, where)
        offset = found.end() + len(rest) - len(rest.lstrip())
        return _Tail(self, scalar, fact, offset).read()

    def _name(self, name: str, where: Location) -> Condition:
        fact = self.vocabulary.fact(name)
        if fact is not None:
            self._may_decide(fact, where)
            if fact.kind != "yes_no":
                raise _Wrong(
                    Problem(f"`{name}` ({fact.title}) is not a yes/no fact", where, _examples(fact), code="type")
                )
            return IsTrue(name, where)
        concept = self.vocabulary.concepts.get(name)
        if concept is None and self.concept is not None:
            concept = self.concept(name, where)
        if concept is None:
            raise _Wrong(self._unknown(name, where))
        return Concept(concept.name, concept.title, concept.condition, where)

    def _may_decide(self, fact: Fact, where: Location) -> None:
        if fact.need:
            raise _Wrong(
                Problem(
                    f"`{fact.name}` ({fact.title}) is a need: it says when a service is taken up and decides nothing",
                    where,
                    "put it under need:",
                    code="need",
                )
            )

    def _unknown(self, name: str, where: Location) -> Problem:
        near = closest(name, self.vocabulary.names())
        expected = None if near else "a fact (`liushou facts`) or a concept (concepts.yaml)"
        return Problem(f"unknown fact or concept `{_cut(name)}`", where, expected, near, "unknown-name")

    def _problem(self, message: str, where: Location, expected: str, code: str, near: str | None = None) -> None:
        self.problems.append(Problem(message, where, expected, near, code))


class _Tail:
    """What follows the fact in a leaf."""

    def __init__(self, parser: Parser, scalar: Scalar, fact: Fact, offset: int) -> None:
        self.parser, self.scalar, self.fact, self.offset = parser, scalar, fact, offset
        self.rest = scalar.text[offset:].rstrip()
        self.location = scalar.location

    def read(self) -> Leaf | Not:
        if found := _IS.match(self.rest):
            return self._is(found)
        if found := _IN.match(self.rest):
            return self._in(found)
        if found := _COMPARE.match(self.rest):
            return self._compare(found)
        if found := _BETWEEN.match(self.rest):
            return self._between(found)
        if found := _ELAPSED.match(self.rest):
            return self._elapsed(found)
        self._fail(f"cannot read `{_cut(self.rest)}` after {self.fact.name}", 0, len(self.rest), LEAF_KINDS)

    def _is(self, found: re.Match[str]) -> Leaf | Not:
        text, at = found[1], found.start(1)
        if self.fact.kind == "yes_no":
            value = self._value(text, at)
            leaf = IsTrue(self.fact.name, self.location)
            return leaf if value else Not(leaf, self.location)
        if self.fact.kind in ("choice", "integer") and self.fact.name != "age":
            return OneOf(self.fact.name, (cast("str | float", self._value(text, at)),), self.location)
        return Compare(self.fact.name, "=", self._operand(text, at), self.location)

    def _in(self, found: re.Match[str]) -> Leaf:
        if self.fact.kind not in ("choice", "integer"):
            self._fail(f"`in` does not fit {self.fact.name}", 0, 2, _examples(self.fact))
        values: list[str | float] = []
        at = found.start(1)
        for part in found[1].split(","):
            text = part.strip()
            shift = at + len(part) - len(part.lstrip())
            if not text:
                self._fail("an empty value in the list", at, max(1, len(part)), "[a, b]")
            value = cast("str | float", self._value(text, shift))
            if value in values:
                self._fail(f"`{text}` stands twice in the list", shift, len(text), "each value once")
            values.append(value)
            at += len(part) + 1
        return OneOf(self.fact.name, tuple(values), self.location)

    def _compare(self, found: re.Match[str]) -> Leaf:
        if self.fact.kind in ("yes_no", "choice"):
            self._fail(f"{self.fact.name} is not compared", 0, len(found[1]), _examples(self.fact))
        sign = {"==": "="}.get(found[1], found[1])
        if sign == "!=":
            self._fail("`!=` is not a comparison", 0, 2, "not: with =")
        return Compare(self.fact.name, cast(Operator, sign), self._operand(found[2], found.start(2)), self.location)

    def _between(self, found: re.Match[str]) -> Leaf:
        if self.fact.kind in ("yes_no", "choice"):
            self._fail(f"`between` does not fit {self.fact.name}", 0, 7, _examples(self.fact))
        low = self._operand(found[1], found.start(1))
        high = self._operand(found[2], found.start(2))
        ordered = isinstance(low, Parameter) or isinstance(high, Parameter) or low <= high  # type: ignore[operator]
        if not ordered:
            self._fail(
                f"between {found[1]} and {found[2]} holds for nobody",
                found.start(1), found.end(2) - found.start(1), "the smaller value first",
            )  # fmt: skip
        return Between(self.fact.name, low, high, self.location)

    def _elapsed(self, found: re.Match[str]) -> Leaf:
        if self.fact.kind != "date":
            self._fail(f"`at least … ago` does not fit {self.fact.name}", 0, len(self.rest), _examples(self.fact))
        amount, unit = found[1], _UNITS.get(found[2])
        if not amount.isascii() or not amount.isdigit() or not 1 <= int(amount[:6]) <= 1200 or len(amount) > 4:
            self._fail(f"`{_cut(amount)}` is not a number of {found[2]}", found.start(1), len(amount), "1 to 1200")
        if unit is None:
            near = closest(found[2], _UNITS)
            self._fail(f"unknown unit `{found[2]}`", found.start(2), len(found[2]), "days, months or years", near)
        return Elapsed(self.fact.name, int(amount), unit, self.location)

    def _value(self, text: str, at: int) -> Any:
        """A constant of the fact's own type and range."""
        raw: Any = text
        if self.fact.kind in ("integer", "number"):
            raw = self._numeral(text, at)
        try:
            value = self.fact.read(raw)
        except FactError as error:
            near = closest(text, self.fact.choices)
            raise _Wrong(error.problems[0].at(self.scalar.at(self.offset + at, len(text)), near=near)) from None
        return value.low if isinstance(value, Bounds) else value

    def _operand(self, text: str, at: int) -> Operand:
        if text.startswith("$"):
            return self._parameter(text[1:], at)
        if self.fact.kind == "date":
            try:
                bounds = parse_date(text)
            except ValueError as error:
                self._fail(str(error), at, len(text), "a day such as 2024-03-01")
            if bounds.low is None or not bounds.exact:
                self._fail(f"`{text}` is not a single day", at, len(text), "a day such as 2024-03-01")
            return bounds.low
        return cast(float, self._value(text, at))

    def _numeral(self, text: str, at: int) -> float:
        # No leading zero: what looks octal to some is a mistake everywhere else in these files.
        if not re.fullmatch(r"-?(0|[1-9][0-9]{0,14})(\.[0-9]{1,6})?", text):
            self._fail(f"`{_cut(text)}` is not a number", at, len(text), self.fact.expected)
        return float(text)

    def _parameter(self, name: str, at: int) -> Parameter:
        known = self.parser.vocabulary.parameters
        if self.fact.kind == "date":
            self._fail(f"${name}: parameters are numbers", at, len(name) + 1, "a day such as 2024-03-01")
        if name not in known:
            near = closest(name, known)
            expected = None if near else "a parameter of parameters.yaml"
            self._fail(f"unknown parameter `${name}`", at, len(name) + 1, expected, near and f"${near}")
        unit = known[name].unit
        if (self.fact.unit or "") != unit:
            self._fail(
                f"{self.fact.name} is in {self.fact.unit or 'no unit'}, ${name} in {unit or 'no unit'}",
                at, len(name) + 1, "the same unit on both sides",
            )  # fmt: skip
        return Parameter(name)

    def _fail(self, message: str, at: int, length: int, expected: str | None, near: str | None = None) -> NoReturn:
        where = self.scalar.at(self.offset + at, length)
        code = "unknown-name" if message.startswith("unknown") else "condition"
        raise _Wrong(Problem(message, where, expected, near, code))


def _examples(fact: Fact) -> str:
    if fact.kind == "yes_no":
        return f"`{fact.name}`, or not: {fact.name}"
    if fact.kind == "choice":
        return f"`{fact.name} is {next(iter(fact.choices))}`"
    if fact.kind == "date":
        return f"`{fact.name} at least 6 months ago`"
    return f"`{fact.name} >= 1` or `{fact.name} between 1 and 2`"


def _cut(text: str) -> str:
    return text if len(text) <= 60 else text[:59] + "…"
