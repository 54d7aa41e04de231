"""Conditions as the data that ``reading.js`` reads: the graph of :class:`~liushou.rules.Plan`, as JSON.

A node is ``[kind, children]``, of a leaf with the number of the leaf, of a concept with its name and the parameter of
its law. What facts say of each other is in the nodes (:mod:`liushou.rules.lower`), and what cannot be true together is
a node too. Days are numbers since 1970-01-01. A parameter is a text, its name; of a multiple ``FACTOR*NAME``, so that
no product is worked out in JavaScript. Words with the value of a parameter in them are in parts.
"""

import re
import sys
import unicodedata
from collections.abc import Iterator, Mapping
from datetime import date
from functools import lru_cache
from itertools import groupby
from math import nextafter
from pathlib import Path
from typing import Any, cast

from ...profile import DERIVED, Fact, InsteadOf, relations
from ...values import Bounds
from .. import condition as tree
from ..explain import Plan
from ..lower import lowering
from ..wording import Wording, phrase

_EPOCH = date(1970, 1, 1).toordinal()
#: The parts of a fact without which no profile can be read.
_READ = ("kind", "low", "high", "choices")
_MARK = re.compile("\0([^\0\1]*)\1")


@lru_cache
def interpreter() -> str:
    """The text of ``masks.js``, with the digits of all scripts, ``profile.js`` and ``reading.js``."""
    texts = (Path(__file__).with_name(f"{name}.js").read_text("utf-8") for name in ("masks", "profile", "reading"))
    return "\n".join([f"const DIGITS = [{','.join(map(str, _digits()))}];", *texts])


def _digits() -> Iterator[int]:
    """What is a digit: how many characters to pass over, how many digits follow, and the first; again and again."""
    numbers = ((code, unicodedata.numeric(chr(code), -1)) for code in range(sys.maxunicode + 1))
    codes = [(code, max(0, int(number))) for code, number in numbers if number in range(10) or chr(code) == "○"]
    end = 0
    for _, run in groupby(enumerate(codes), lambda item: (item[1][0] - item[0], (item[1][1] - item[0]) % 10)):
        (code, digit), *others = (each for _, each in run)
        yield from (code - end, len(others) + 1, digit)
        end = code + len(others) + 1


def day_number(day: date) -> int:
    """A day as the interpreter has it."""
    return day.toordinal() - _EPOCH


def number_text(number: float) -> str:
    """A number as JavaScript writes it."""
    return str(int(number)) if number.is_integer() else repr(number)


def parameter_key(parameter: tree.Parameter) -> str:
    """What a parameter, or a multiple of one, is called in the data."""
    return parameter.name if parameter.factor == 1.0 else f"{parameter.factor!r}*{parameter.name}"


class Graph:
    """Conditions on the facts of a vocabulary, gathered as data; a condition is a number, and each part stands once."""

    def __init__(self, vocabulary: tree.Vocabulary) -> None:
        self.vocabulary, self.plan = vocabulary, Plan(vocabulary)
        self.lowered, self.relations = lowering(vocabulary.facts), relations(vocabulary.facts)
        self.parameters: dict[str, tree.Parameter] = {}
        self.leaves: list[dict[str, Any]] = []
        self._nodes: list[list[Any]] = []
        self._contradictions = [
            [*each.fields, self._add(each.condition, lowered=True)] for each in self.lowered.contradictions
        ]
        needs = ((name, self.lowered.applicable(name)) for name in self.relations.needs)
        self._needs = [[name, self._add(condition, lowered=True)] for name, condition in needs]

    def add(self, condition: tree.Condition) -> int:
        """The number of a condition as a rule file writes it.

        Raises :class:`UnsupportedNodeError` for a node that this reading does not know.
        """
        return self._add(condition, lowered=False)

    def _add(self, condition: tree.Condition, *, lowered: bool) -> int:
        try:
            number = self.plan.add(condition, lowered=lowered)
        except tree.UnsupportedNodeError as error:
            raise tree.UnsupportedNodeError("javascript", error.node) from None
        # Each as it is met, so that a node that cannot be read is an error where it is added.
        self._nodes += map(self._node, self.plan.nodes[len(self._nodes) :])
        return number

    def _node(self, node: Any) -> list[Any]:
        if node.leaf is not None:
            self.leaves.append(self._leaf(node.leaf, written=node.kind == "leaf"))
            return [node.kind, list(node.children), len(self.leaves) - 1]
        law = [] if node.in_force is None else [node.in_force.parameter]
        for name in law:
            self.parameters[name] = tree.Parameter(name)
        return [node.kind, list(node.children), *node.names, *law]

    def _leaf(self, leaf: tree.Leaf, *, written: bool) -> dict[str, Any]:
        data: dict[str, Any] = {"kind": "compare", "fact": leaf.fact}
        kind = tree.known_fact(leaf.fact, self.vocabulary.facts).kind
        if isinstance(leaf, tree.IsTrue):
            data["kind"] = "is"
        elif isinstance(leaf, tree.OneOf):
            data |= {"kind": "in", "values": list(leaf.values)}
        elif isinstance(leaf, tree.Elapsed) and kind == "date":
            data |= {"kind": "ago", "amount": leaf.amount, "unit": leaf.unit}
        elif isinstance(leaf, (tree.Compare, tree.Between)) and kind not in ("yes_no", "choice"):
            data["operands"] = [self._operand(operand) for operand in tree.operands(leaf)]
            data["signs"] = [leaf.operator] if isinstance(leaf, tree.Compare) else [">=", "<="]
        else:
            raise tree.UnsupportedNodeError("javascript", leaf)
        if written:
            data |= {"phrase": phrase(leaf), "words": [self._words(leaf, holds) for holds in (False, True)]}
        return data

    def _operand(self, operand: tree.Operand) -> Any:
        if not isinstance(operand, tree.Parameter):
            return day_number(operand) if isinstance(operand, date) else operand
        for parameter in (tree.Parameter(operand.name), operand):
            self.parameters[parameter_key(parameter)] = parameter
        return parameter_key(operand)

    def _words(self, leaf: tree.Leaf, holds: bool) -> Any:
        parts = _MARK.split(_Slots(self.vocabulary, {}).leaf(leaf, holds))
        if len(parts) == 1:
            return parts[0]
        words: dict[str, Any] = {"parts": _slots(parts)}
        exact = _ExactSlots(self.vocabulary, {}).leaf(leaf, holds)
        if (other := _slots(_MARK.split(exact))) != words["parts"]:
            words["exact"] = other
        used = (operand for operand in tree.operands(leaf) if isinstance(operand, tree.Parameter))
        return {**words, "keys": [parameter_key(operand) for operand in used]}

    def data(self) -> dict[str, Any]:
        """All that was added, with the facts and what they say of each other."""
        facts = self.vocabulary.facts
        return {
            "facts": {name: self._fact(fact) for name, fact in facts.items()},
            "derived": {name: source for name, (_, source) in DERIVED.items()},
            "nodes": self._nodes,
            "leaves": self.leaves,
            "past": [name for name in facts if name in self.relations.past],
            "contradictions": self._contradictions,
            "needs": self._needs,
            "said_by": {name: list(others) for name, others in self.relations.said_by.items()},
            "pairs": [_pair(name, pair) for name, pair in self.relations.pairs],
        }

    def _fact(self, fact: Fact) -> dict[str, Any]:
        """What is needed to read a fact's value, and the facts without which it is not applicable."""
        data: dict[str, Any] = {part: value for part in _READ if (value := getattr(fact, part)) not in (None, {})}
        return {**data, "needs": list(dict.fromkeys(self._needed(fact.name)))}

    def _needed(self, name: str) -> Iterator[str]:
        for other in self.relations.needs.get(name, ()):
            yield other
            yield from self._needed(other)

    def values_of(self, parameters: Mapping[str, Bounds[Any]]) -> dict[str, Any]:
        """What the interpreter must know of parameters that have these values, multiples worked out."""
        used = {key: parameter.within(parameters) for key, parameter in self.parameters.items()}
        return {key: {"low": bounds.low, "high": bounds.high} for key, bounds in used.items()}


def _pair(name: str, pair: InsteadOf) -> dict[str, Any]:
    under, apart = nextafter(pair.threshold, 0.0), pair.apart_months / pair.unit_months
    data = {"number": name, "day": pair.fact, "threshold": pair.threshold, "under": under, "apart": apart}
    return {**data, "decides": pair.decides_months, "unit": pair.unit_months}


class _Slots(Wording):
    """Words with a mark where the value of a parameter stands, in brackets."""

    def _value(self, name: str, parameter: tree.Parameter) -> str:
        fact = self.vocabulary.fact(name)
        return f"\0{parameter_key(parameter)} {(fact.unit or '') if fact else ''}\1"


class _ExactSlots(_Slots):
    """Words where the parameters are known exactly: some show the number instead."""

    def _number(self, operand: tree.Operand) -> float | None:
        mark = f"\0{parameter_key(operand)}\1" if isinstance(operand, tree.Parameter) else super()._number(operand)
        return cast("float | None", mark)


def _slots(parts: list[str]) -> list[Any]:
    """Texts and marks in turn, a mark as [key, unit] or [key]."""
    named = (part.split(" ", 1) if index % 2 else part for index, part in enumerate(parts))
    return [part for part in named if part]
