"""A condition in words: as a rule file writes it (the inverse of :mod:`.parse`), and as a Chinese sentence."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from ..chinese import format_day, format_span
from ..profile import DERIVED
from ..values import Bounds, show
from . import condition as tree

_SIGNS = {"<": "低于", "<=": "不高于", ">": "高于", ">=": "不低于", "=": "为"}
_AGE_SIGNS = {"<": "不满{}", "<=": "年龄不超过{}", ">": "年龄超过{}", ">=": "年满{}", "=": "年龄为{}"}
_DATE_SIGNS = {"<": "早于", "<=": "不晚于", ">": "晚于", ">=": "不早于", "=": "为"}
_OPPOSITE = {"<": ">=", "<=": ">", ">": "<=", ">=": "<"}


def phrase(leaf: tree.Condition) -> str:
    """The one-line phrase of a leaf, such as ``age between 35 and 64``."""
    if isinstance(leaf, tree.IsTrue):
        return leaf.fact
    if isinstance(leaf, tree.OneOf):
        if len(leaf.values) == 1:
            return f"{leaf.fact} is {_value(leaf.values[0])}"
        return f"{leaf.fact} in [{', '.join(_value(value) for value in leaf.values)}]"
    if isinstance(leaf, tree.Compare):
        return f"{leaf.fact} {leaf.operator} {_operand(leaf.operand)}"
    if isinstance(leaf, tree.Between):
        return f"{leaf.fact} between {_operand(leaf.low)} and {_operand(leaf.high)}"
    if isinstance(leaf, tree.Elapsed):
        unit = leaf.unit if leaf.amount != 1 else leaf.unit[:-1]
        return f"{leaf.fact} at least {leaf.amount} {unit} ago"
    raise tree.UnsupportedNodeError("phrase", leaf)


def to_data(condition: tree.Condition) -> Any:
    """The tree as plain lists, mappings and phrases, ready to be dumped as YAML."""
    if isinstance(condition, tree.AllOf):
        return [_nested(child) for child in condition.children]
    return [_nested(condition)]


def _nested(condition: tree.Condition) -> Any:
    if isinstance(condition, tree.AllOf):
        return {"all": [_nested(child) for child in condition.children]}
    if isinstance(condition, tree.AnyOf):
        return {"any": [_nested(child) for child in condition.children]}
    if isinstance(condition, tree.Not):
        return {"not": _nested(condition.child)}
    if isinstance(condition, tree.Concept):
        return condition.name
    return phrase(condition)


def _operand(operand: tree.Operand) -> str:
    if not isinstance(operand, tree.Parameter):
        return _value(operand)
    return f"${operand.name}" if operand.factor == 1 else f"{_value(operand.factor)} * ${operand.name}"


def _value(value: str | float | date) -> str:
    if isinstance(value, float):
        if value == int(value):
            return str(int(value))
        text = repr(value)
        # Rule files have no exponents: `0.00001`, not `1e-05`.
        return text if "e" not in text else f"{value:.6f}".rstrip("0")
    return value.isoformat() if isinstance(value, date) else value


def say(condition: tree.Condition, vocabulary: tree.Vocabulary) -> str:
    """The condition as a Chinese phrase, concepts by their titles; an empty one is 无其他条件."""
    if isinstance(condition, tree.AllOf) and not condition.children:
        return "无其他条件"
    return Wording(vocabulary, {}).node(condition, True, outer=True)


def say_leaf(
    leaf: tree.Leaf,
    vocabulary: tree.Vocabulary,
    holds: bool = True,
    *,
    parameters: Mapping[str, Bounds[Any]] | None = None,
) -> str:
    """One leaf as a Chinese phrase, or with ``holds=False`` the opposite.

    With ``parameters`` it shows their values: of a multiple, the threshold and the product.
    """
    return Wording(vocabulary, parameters or {}).leaf(leaf, holds)


class Wording:
    """The words of conditions, with the values of the parameters."""

    def __init__(self, vocabulary: tree.Vocabulary, parameters: Mapping[str, Bounds[Any]]) -> None:
        self.vocabulary, self.parameters = vocabulary, parameters

    def node(self, node: tree.Condition, holds: bool, *, outer: bool = False) -> str:
        """A condition, or the opposite; ``outer``: without brackets."""
        if isinstance(node, tree.Not):
            return self.node(node.child, not holds, outer=outer)
        if isinstance(node, tree.Concept):
            return node.title if holds else f"不属于“{node.title}”"
        if isinstance(node, (tree.AllOf, tree.AnyOf)):
            if len(node.children) == 1:
                return self.node(node.children[0], holds, outer=outer)
            if not node.children:
                return "无条件" if isinstance(node, tree.AllOf) is holds else "不可能满足"
            # Under a not, "all of" turns into "one of … not", and the other way round.
            every = isinstance(node, tree.AllOf) is holds
            parts = [self.node(child, holds) for child in node.children]
            text = ("，且" if every else "，或").join(parts)
            return text if outer else f"（{text}）"
        if isinstance(node, tree.LEAVES):
            return self.leaf(node, holds)
        raise tree.UnsupportedNodeError("wording", node)

    def leaf(self, leaf: tree.Leaf, holds: bool) -> str:
        """One leaf, or the opposite."""
        fact = self.vocabulary.fact(leaf.fact)
        title = fact.title if fact else leaf.fact
        if isinstance(leaf, tree.IsTrue):
            return fact.statement(holds) if fact else ("" if holds else "非") + leaf.fact
        if isinstance(leaf, tree.OneOf):
            *words, last = dict.fromkeys(self._listed(leaf.fact, value) for value in leaf.values)
            listed = "或".join(filter(None, ("、".join(words), last)))
            return f"{title}{'为' if holds else '不为'}{listed}"
        if isinstance(leaf, tree.Compare):
            return self._compare(leaf, title, holds)
        if isinstance(leaf, tree.Between):
            if leaf.low == leaf.high:
                return f"{title}{'为' if holds else '不为'}{self._operand(leaf.fact, leaf.low)}"
            return f"{title}{'' if holds else '不'}在{self._range(leaf)}之间"
        if isinstance(leaf, tree.Elapsed):
            title = title.removesuffix("起") if title.endswith(("日起", "时起")) else title
            return f"自{title}起{'已满' if holds else '未满'}{format_span(leaf.amount, leaf.unit)}"
        raise tree.UnsupportedNodeError("wording", leaf)

    def _compare(self, leaf: tree.Compare, title: str, holds: bool) -> str:
        operator: str = leaf.operator
        number = self._number(leaf.operand) if leaf.fact in DERIVED else None
        value = self._operand(leaf.fact, leaf.operand) if number is None else self._amount(leaf.fact, number)
        if not holds and operator == "=":
            return f"{title}不为{value}"
        operator = operator if holds else _OPPOSITE[operator]
        if leaf.fact == "age":
            return _AGE_SIGNS[operator].format(value)
        signs = _DATE_SIGNS if isinstance(leaf.operand, date) else _SIGNS
        return f"{title}{signs[operator]}{value}"

    def _operand(self, name: str, operand: tree.Operand) -> str:
        if isinstance(operand, tree.Parameter):
            single = tree.Parameter(operand.name)
            text = self._title(operand.name) + self._value(name, single)
            return text if operand == single else f"{text}的{show(operand.factor)}倍{self._value(name, operand)}"
        return format_day(operand) if isinstance(operand, date) else self._amount(name, operand)

    def _range(self, leaf: tree.Between) -> str:
        low, high = self._number(leaf.low), self._number(leaf.high)
        if low is None or high is None:
            return f"{self._operand(leaf.fact, leaf.low)}至{self._operand(leaf.fact, leaf.high)}"
        return f"{show(low)}至{self._amount(leaf.fact, high)}"

    def _number(self, operand: tree.Operand) -> float | None:
        """The number that an operand is known to be."""
        if isinstance(operand, tree.Parameter):
            known = operand.within(self.parameters)
            return known.low if known.exact else None
        return None if isinstance(operand, date) else operand

    def _value(self, name: str, parameter: tree.Parameter) -> str:
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

    def _listed(self, name: str, value: str | float) -> str:
        fact = self.vocabulary.fact(name)
        if isinstance(value, str):
            return fact.word(value) if fact else value
        return self._amount(name, value)

    def _amount(self, name: str, number: float) -> str:
        fact = self.vocabulary.fact(name)
        return show(number) + ((fact.unit or "") if fact else "")
