"""From YAML to the condition tree, with every mistake at its line and column.

The kinds of leaf are a closed list, one short phrase each::

    disabled                                    a yes/no fact, or a concept
    sex is female                               a choice (or `disability_grade is 1`)
    disability_grade in [1, 2]
    age >= 60                                   <, <=, >, >=, =
    age between 35 and 64                       both included
    income_per_capita_month < $rural_dibao_line           or a multiple: < 1.5 * $rural_dibao_line
    husband_away_since at least 6 months ago    days, months, years

A list means ``all``; ``all:``, ``any:`` and ``not:`` nest.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, NoReturn, cast, get_args

from ..problems import Code, InputError, Location, Phrase, Problem, Problems, closest, typed_ascii, unknown_name
from ..profile import Fact, FactError
from ..values import Bounds, Operator, Unit, parse_date
from ..yaml import Mapping as Tree
from ..yaml import Node, Scalar, Sequence
from . import condition as tree

LEAF_KINDS = Phrase("leaf-kinds")
_BRANCHES = ("all", "any", "not")
_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
#: What follows the name in a leaf: is, in, a comparison, between, at least … ago.
_TAILS = (
    re.compile(r"is\s+(\S.*)\Z"),
    re.compile(r"in\s*\[(.*)\]\Z"),
    re.compile(r"(<=|>=|==|!=|<|>|=)\s*([^\s<>=!].*)\Z"),
    re.compile(r"between\s++(\S++(?:\s++(?!and\s)\S++)*+)\s++and\s++(\S.*)\Z"),
    re.compile(r"at\s+least\s+(\S+)\s+(\S+)\s+ago\Z"),
)
_MULTIPLE = re.compile(r"([^\s*]+)\s*\*\s*(\$[^\s*]*)")
#: What is written for "times", where a Chinese hand or none at all writes it.
_TIMES = re.compile(r"[*×✕倍]|(?<=[0-9])\s+(?=\$)")
_NUMERAL = re.compile(r"-?(0|[1-9][0-9]{0,14})(\.[0-9]{1,6})?")
#: The longest phrase that is read, in characters.
MAX_PHRASE = 500
_UNITS: dict[str, Unit] = {word: unit for unit in get_args(Unit) for word in (unit, unit[:-1])}


@dataclass(slots=True)
class Parser:
    """Reads conditions with the names of ``vocabulary``; what is wrong gathers in ``problems``.

    ``concept`` finds a concept that is itself still to be read (concepts.yaml), and ``unread`` has the titles of all
    such; without them, those of the vocabulary are all there are.
    """

    vocabulary: tree.Vocabulary
    concept: Callable[[str, Location], tree.Concept | None] | None = None
    problems: Problems = field(default_factory=Problems)
    unread: dict[str, str] = field(default_factory=dict)

    def condition(self, node: Node | None) -> tree.Condition:
        """The condition a ``when`` holds; nothing at all is always met."""
        if node is None or (isinstance(node, Scalar) and node.plain and not node.text):
            return tree.AllOf(())
        return self._node(node)

    def _node(self, node: Node) -> tree.Condition:
        if isinstance(node, Scalar):
            return self.leaf(node)
        if isinstance(node, Sequence):
            return tree.AllOf(tuple(self._node(item) for item in node.items), location=node.location)
        return self._branch(node)

    def _branch(self, node: Tree) -> tree.Condition:
        if len(node.entries) != 1:
            self._problem(Code.SEVERAL_KEYS if node.entries else Code.EMPTY_CONDITION, node.location)
        children: list[tree.Condition] = []
        for key, value in node:
            if key.text not in _BRANCHES:
                near = closest(key.text, _BRANCHES)
                if key.text in self._names() and isinstance(value, Scalar):
                    near = f"{key.text} is {value.text}"
                self._problem(Code.CONDITION_KEY, key.location, subject=key.text, near=near)
                continue
            inner = self._node(value)
            if isinstance(value, (Scalar, Tree)) and key.text in ("all", "any"):
                self._problem(Code.LIST_NEEDED, key.location, subject=key.text)
            if isinstance(value, Sequence) and not value.items:
                self._problem(Code.NO_CONDITION, key.location, subject=key.text)
            if key.text == "not":
                children.append(tree.Not(inner, location=key.location))
            elif key.text == "any" and isinstance(inner, tree.AllOf):
                children.append(tree.AnyOf(inner.children, location=key.location))
            else:
                children.append(inner)
        return children[0] if len(children) == 1 else tree.AllOf(tuple(children), location=node.location)

    def leaf(self, scalar: Scalar) -> tree.Condition:
        """The leaf (or concept) that one phrase states; a wrong one reads as always met."""
        try:
            return self._leaf(scalar)
        except InputError as wrong:
            self.problems += wrong.problems
            return tree.AllOf((), location=scalar.location)

    def _leaf(self, scalar: Scalar) -> tree.Condition:
        text = scalar.text
        if len(text) > MAX_PHRASE:
            label = Phrase("the-phrase")
            raise InputError(Problem(Code.TOO_LONG, scalar.location, label=label, length=len(text), limit=MAX_PHRASE))
        found = _NAME.match(text)
        if found is None:
            where = scalar.at(0, len(text)) if text else scalar.location
            near = self._meant(text)
            raise InputError(Problem(Code.UNREADABLE_PHRASE, where, LEAF_KINDS, value=text or '""', near=near))
        name, rest = found.group(), text[found.end() :]
        if name in _BRANCHES and rest.strip():
            near, where = f"{name}: {typed_ascii(rest).strip(' :')}", scalar.at(0, len(text))
            raise InputError(Problem(Code.UNREADABLE_PHRASE, where, LEAF_KINDS, value=text, near=near))
        where = scalar.at(0, len(name))
        if not rest.strip():
            return self._name(name, where)
        fact = self.vocabulary.fact(name)
        if fact is None:
            if name in self.vocabulary.concepts:
                raise InputError(Problem(Code.CONCEPT_ALONE, scalar.at(found.end(), len(rest)), subject=name))
            raise InputError(self._unknown(name, where))
        self._may_decide(fact, where)
        offset = found.end() + len(rest) - len(rest.lstrip())
        return _Tail(self, scalar, fact, offset).read()

    def _name(self, name: str, where: Location) -> tree.Condition:
        fact = self.vocabulary.fact(name)
        if fact is not None:
            self._may_decide(fact, where)
            if fact.kind != "yes_no":
                wanted = _example(fact)
                raise InputError(Problem(Code.NOT_A_YES_NO_FACT, where, wanted, subject=name, title=fact.title))
            return tree.IsTrue(name, location=where)
        concept = self.vocabulary.concepts.get(name)
        if concept is None and self.concept is not None:
            concept = self.concept(name, where)
        if concept is None:
            raise InputError(self._unknown(name, where))
        return replace(concept, location=where)

    def _may_decide(self, fact: Fact, where: Location) -> None:
        if fact.need:
            raise InputError(Problem(Code.NEED_IN_CONDITION, where, subject=fact.name, title=fact.title))

    def _unknown(self, name: str, where: Location) -> Problem:
        return unknown_name("fact-or-concept", name, self._names(), where, names=Phrase("facts-and-concepts"))

    def _names(self) -> dict[str, str]:
        """Everything that may open a leaf, with its Chinese title."""
        return self.vocabulary.titles() | self.unread

    def _meant(self, text: str) -> str | None:
        """The phrase with its Chinese title, if it opens with one, as the name: 年龄≥60 is `age>=60`."""
        if typed_ascii(text[:1]) == "[":
            return typed_ascii(text)
        head = re.match(r"[^-\s<>=≥≤＜＞＝][^\s<>=≥≤＜＞＝]*", text)
        name = closest(head[0], self._names()) if head else None
        return name and name + typed_ascii(text[len(head[0]) :] if head else "")

    def _problem(self, code: Code, where: Location, **data: Any) -> None:
        self.problems.append(Problem(code, where, **data))


class _Tail:
    """What follows the fact in a leaf."""

    def __init__(self, parser: Parser, scalar: Scalar, fact: Fact, offset: int) -> None:
        self.parser, self.scalar, self.fact, self.offset = parser, scalar, fact, offset
        self.rest = scalar.text[offset:].rstrip()
        self.location = scalar.location

    def read(self) -> tree.Leaf | tree.Not:
        readers = (self._is, self._in, self._compare, self._between, self._elapsed)
        for pattern, read in zip(_TAILS, readers, strict=True):
            if found := pattern.match(self.rest):
                return read(found)
        near = f"{self.fact.name} is {typed_ascii(self.rest)[1:].strip()}" if self.rest[:1] in (":", "：") else None
        hint = Phrase("no-colon") if near else None
        data = {"value": self.rest, "expected": LEAF_KINDS, "near": near, "hint": hint}
        return self._fail(Code.UNREADABLE_TAIL, 0, len(self.rest), **data)

    def _is(self, found: re.Match[str]) -> tree.Leaf | tree.Not:
        text, at = found[1], found.start(1)
        if self.fact.kind == "yes_no":
            value = self._value(text, at)
            leaf = tree.IsTrue(self.fact.name, location=self.location)
            return leaf if value else tree.Not(leaf, location=self.location)
        if self.fact.kind in ("choice", "integer") and self.fact.name != "age":
            return tree.OneOf(self.fact.name, (cast("str | float", self._value(text, at)),), location=self.location)
        return tree.Compare(self.fact.name, "=", self._operand(text, at), location=self.location)

    def _in(self, found: re.Match[str]) -> tree.Leaf:
        if self.fact.kind not in ("choice", "integer"):
            self._misfit("in", 0, 2)
        values: list[str | float] = []
        at = found.start(1)
        for part in found[1].split(","):
            text = part.strip()
            shift = at + len(part) - len(part.lstrip())
            if not text:
                self._fail(Code.EMPTY_LIST_VALUE, at, max(1, len(part)))
            value = cast("str | float", self._value(text, shift))
            if value in values:
                where, expected = Phrase("in-the-list"), Phrase("each-value-once")
                self._fail(Code.APPEARS_TWICE, shift, len(text), subject=text, where=where, expected=expected)
            values.append(value)
            at += len(part) + 1
        return tree.OneOf(self.fact.name, tuple(values), location=self.location)

    def _compare(self, found: re.Match[str]) -> tree.Leaf:
        if self.fact.kind in ("yes_no", "choice"):
            self._misfit(found[1], 0, len(found[1]))
        sign = {"==": "="}.get(found[1], found[1])
        if sign == "!=":
            self._fail(Code.NOT_A_COMPARISON, 0, 2)
        operand = self._operand(found[2], found.start(2))
        return tree.Compare(self.fact.name, cast(Operator, sign), operand, location=self.location)

    def _between(self, found: re.Match[str]) -> tree.Leaf:
        if self.fact.kind in ("yes_no", "choice"):
            self._misfit("between", 0, 7)
        low = self._operand(found[1], found.start(1))
        high = self._operand(found[2], found.start(2))
        if not tree.in_order(low, high):
            length = found.end(2) - found.start(1)
            self._fail(Code.NEVER_TRUE, found.start(1), length, low=found[1], high=found[2])
        return tree.Between(self.fact.name, low, high, location=self.location)

    def _elapsed(self, found: re.Match[str]) -> tree.Leaf:
        if self.fact.kind != "date":
            self._misfit("at least … ago", 0, len(self.rest))
        amount, unit = found[1], _UNITS.get(found[2])
        if not amount.isascii() or not amount.isdigit() or not 1 <= int(amount[:6]) <= 1200 or len(amount) > 4:
            self._fail(Code.NOT_A_COUNT, found.start(1), len(amount), value=amount, unit=found[2])
        if unit is None:
            self._unknown(found[2], found.start(2), _UNITS, "unit")
        return tree.Elapsed(self.fact.name, int(amount), unit, location=self.location)

    def _value(self, text: str, at: int) -> Any:
        """A constant of the fact's own type and range."""
        raw: Any = text
        if self.fact.kind in ("integer", "number"):
            raw = self._numeral(text, at)
        try:
            value = self.fact.read(raw)
        except FactError as error:
            raise InputError(error.problems[0].at(self._at(at, len(text)), value=text)) from None
        return value.low if isinstance(value, Bounds) else value

    def _operand(self, text: str, at: int) -> tree.Operand:
        if found := _MULTIPLE.fullmatch(text):
            if not _NUMERAL.fullmatch(found[1]) or float(found[1]) <= 0:
                self._fail(Code.FACTOR, at, len(found[1]), value=found[1])
            return self._parameter(found[2][1:], at + found.start(2), float(found[1]))
        if _TIMES.search(typed_ascii(text)):
            self._fail(Code.MULTIPLE, at, len(text), value=text, near=_multiple(text))
        if " " in text:
            self._fail(Code.UNREADABLE_TAIL, 0, len(self.rest), value=self.rest, expected=LEAF_KINDS)
        if text.startswith("$"):
            return self._parameter(text[1:], at)
        if self.fact.kind == "date":
            try:
                bounds = parse_date(text)
            except InputError as error:
                raise InputError(error.problems[0].at(self._at(at, len(text)), expected=Phrase("a-day"))) from None
            if bounds.low is None or not bounds.exact:
                self._fail(Code.NOT_ONE_DAY, at, len(text), value=text)
            return bounds.low
        return cast(float, self._value(text, at))

    def _numeral(self, text: str, at: int) -> float:
        # No leading zero: what looks octal to some is a mistake everywhere else in these files.
        if not _NUMERAL.fullmatch(text):
            parameters = {name: known.title for name, known in self.parser.vocabulary.parameters.items()}
            parameter = closest(text, parameters) if not text[0].isdigit() else None
            near = f"${parameter}" if parameter else self.fact.meant(text)
            self._fail(Code.NUMBER_IN_CONDITION, at, len(text), value=text, near=near, expected=self.fact.expects)
        return float(text)

    def _parameter(self, name: str, at: int, factor: float = 1.0) -> tree.Parameter:
        known = self.parser.vocabulary.parameters
        if self.fact.kind == "date":
            self._fail(Code.DATE_PARAMETER, at, len(name) + 1, subject=name)
        if name not in known:
            self._unknown(name, at, known, "parameter")
        unit = known[name].unit
        if (self.fact.unit or "") != unit:
            units = {"unit": self.fact.unit or Phrase("no-unit"), "other_unit": unit or Phrase("no-unit")}
            self._fail(Code.UNIT_MISMATCH, at, len(name) + 1, subject=self.fact.name, other=name, **units)
        return tree.Parameter(name, factor)

    def _at(self, at: int, length: int) -> Location:
        return self.scalar.at(self.offset + at, length)

    def _misfit(self, words: str, at: int, length: int) -> NoReturn:
        wanted = _example(self.fact)
        self._fail(Code.DOES_NOT_FIT, at, length, subject=self.fact.name, value=words, expected=wanted)

    def _unknown(self, name: str, at: int, names: Mapping[str, object], kind: str) -> NoReturn:
        sign, known = ("$", Phrase("parameters-file")) if kind == "parameter" else ("", Phrase("units"))
        where = self._at(at, len(sign + name))
        problem = unknown_name(kind, name, names, names=known)
        near = problem.did_you_mean
        raise InputError(problem.at(where, subject=sign + name, near=near and sign + near))

    def _fail(self, code: Code, at: int, length: int, **data: Any) -> NoReturn:
        data.setdefault("subject", self.fact.name)
        raise InputError(Problem(code, self._at(at, length), **data))


def _multiple(text: str) -> str | None:
    """What was probably meant by a multiple that is not written as one: 1.5 × $line, or $line * 1.5."""
    parts = sorted(map(str.strip, _TIMES.split(typed_ascii(text))), key=lambda part: part.startswith("$"))
    meant = " * ".join(parts)
    return meant if _MULTIPLE.fullmatch(meant) and _NUMERAL.fullmatch(parts[0]) else None


def _example(fact: Fact) -> Phrase:
    """A leaf that fits the fact."""
    kind = {"yes_no": "yes-no", "choice": "choice", "date": "date"}.get(fact.kind, "number")
    return Phrase(f"example-{kind}", name=fact.name, value=next(iter(fact.choices), None))
