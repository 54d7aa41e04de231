"""The wording reading: a condition as a Chinese sentence."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from ..chinese import format_day, format_span
from ..profile import DERIVED
from ..values import Bounds, show
from .condition import (
    LEAVES,
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
    UnsupportedNodeError,
)
from .vocabulary import Vocabulary

_SIGNS = {"<": "低于", "<=": "不高于", ">": "高于", ">=": "不低于", "=": "为"}
_AGE_SIGNS = {"<": "不满{}", "<=": "不超过{}", ">": "超过{}", ">=": "年满{}", "=": "为{}"}
_DATE_SIGNS = {"<": "早于", "<=": "不晚于", ">": "晚于", ">=": "不早于", "=": "为"}
_OPPOSITE = {"<": ">=", "<=": ">", ">": "<=", ">=": "<"}


def say(condition: Condition, vocabulary: Vocabulary, *, open_concepts: bool = False) -> str:
    """The condition as a Chinese phrase; an empty one is 无其他条件.

    Concepts are named by their titles, or opened where ``open_concepts``.
    """
    if isinstance(condition, AllOf) and not condition.children:
        return "无其他条件"
    return _Wording(vocabulary, {}, open_concepts).node(condition, True, outer=True)


def say_leaf(
    leaf: Leaf, vocabulary: Vocabulary, holds: bool = True, *, parameters: Mapping[str, Bounds[Any]] | None = None
) -> str:
    """One leaf as a Chinese phrase, or with ``holds=False`` the opposite.

    With ``parameters`` it shows their values: of a multiple, the threshold and the product.
    """
    return _Wording(vocabulary, parameters or {}, False).leaf(leaf, holds)


class _Wording:
    def __init__(self, vocabulary: Vocabulary, parameters: Mapping[str, Bounds[Any]], open_concepts: bool) -> None:
        self.vocabulary, self.parameters, self.open_concepts = vocabulary, parameters, open_concepts

    def node(self, node: Condition, holds: bool, *, outer: bool = False) -> str:
        if isinstance(node, Not):
            return self.node(node.child, not holds, outer=outer)
        if isinstance(node, Concept):
            if self.open_concepts:
                return self.node(node.condition, holds, outer=outer)
            return node.title if holds else f"不属于“{node.title}”"
        if isinstance(node, (AllOf, AnyOf)):
            if len(node.children) == 1:
                return self.node(node.children[0], holds, outer=outer)
            if not node.children:
                return "无条件" if isinstance(node, AllOf) is holds else "不可能满足"
            # Under a not, "all of" turns into "one of … not", and the other way round.
            every = isinstance(node, AllOf) is holds
            parts = [self.node(child, holds) for child in node.children]
            text = ("，且" if every else "，或").join(parts)
            return text if outer else f"（{text}）"
        if isinstance(node, LEAVES):
            return self.leaf(node, holds)
        raise UnsupportedNodeError("wording", node)

    def leaf(self, leaf: Leaf, holds: bool) -> str:
        fact = self.vocabulary.fact(leaf.fact)
        title = fact.title if fact else leaf.fact
        if isinstance(leaf, IsTrue):
            return fact.statement(holds) if fact else ("" if holds else "非") + leaf.fact
        if isinstance(leaf, OneOf):
            unit = (fact.unit or "") if fact else ""
            words = [
                fact.word(value) if fact and isinstance(value, str) else show(value) + unit for value in leaf.values
            ]
            listed = "或".join(filter(None, ("、".join(words[:-1]), words[-1])))
            return f"{title}{'为' if holds else '不为'}{listed}"
        if isinstance(leaf, Compare):
            return self._compare(leaf, title, holds)
        if isinstance(leaf, Between):
            return f"{title}{'' if holds else '不'}在{self._range(leaf)}之间"
        if isinstance(leaf, Elapsed):
            span = format_span(leaf.amount, leaf.unit)
            return f"自{title}起{'已满' if holds else '未满'}{span}"
        raise UnsupportedNodeError("wording", leaf)

    def _compare(self, leaf: Compare, title: str, holds: bool) -> str:
        operator: str = leaf.operator
        number = self._number(leaf.operand) if leaf.fact in DERIVED else None
        value = self._operand(leaf.fact, leaf.operand) if number is None else self._amount(leaf.fact, number)
        if not holds:
            if operator == "=":
                return f"{title}不为{value}"
            operator = _OPPOSITE[operator]
        if leaf.fact == "age":
            return f"年龄{_AGE_SIGNS[operator].format(value)}"
        signs = _DATE_SIGNS if isinstance(leaf.operand, date) else _SIGNS
        return f"{title}{signs[operator]}{value}"

    def _operand(self, name: str, operand: Operand) -> str:
        if isinstance(operand, Parameter):
            single = Parameter(operand.name)
            text = self._title(operand.name) + self._value(name, single)
            return text if operand == single else f"{text}的{show(operand.factor)}倍{self._value(name, operand)}"
        return format_day(operand) if isinstance(operand, date) else self._amount(name, operand)

    def _range(self, leaf: Between) -> str:
        low, high = self._number(leaf.low), self._number(leaf.high)
        if low is None or high is None:
            return f"{self._operand(leaf.fact, leaf.low)}至{self._operand(leaf.fact, leaf.high)}"
        return f"{show(low)}至{self._amount(leaf.fact, high)}"

    def _number(self, operand: Operand) -> float | None:
        """The number that an operand is known to be."""
        if isinstance(operand, Parameter):
            known = operand.within(self.parameters)
            return known.low if known.exact else None
        return None if isinstance(operand, date) else operand

    def _value(self, name: str, parameter: Parameter) -> str:
        """（610元/月）, （581至600元/月）, （至少415元/月）, or nothing where nothing is known."""
        known = parameter.within(self.parameters)
        if known.low is None or known.high is None:
            side, least = (known.low, "至少") if known.high is None else (known.high, "至多")
            return "" if side is None else f"（{least}{self._amount(name, side)}）"
        lowest = "" if known.exact else f"{show(known.low)}至"
        return f"（{lowest}{self._amount(name, known.high)}）"

    def _title(self, name: str) -> str:
        known = self.vocabulary.parameters.get(name)
        return known.title if known else f"${name}"

    def _amount(self, name: str, number: float) -> str:
        fact = self.vocabulary.fact(name)
        return show(number) + ((fact.unit or "") if fact else "")
