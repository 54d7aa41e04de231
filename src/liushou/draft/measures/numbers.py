"""Numbers in words into leaves on the facts that are counted in their units: 年满60周岁, 一级、二级, 收入低于…."""

from collections.abc import Sequence
from dataclasses import dataclass

from ...documents import Rules
from ...profile import DERIVED
from ...rules import AllOf, AnyOf, Between, Compare, Condition, Elapsed, OneOf, Parameter
from ...texts import Lexicon, Quantity
from ...values import grouped
from .words import Mark

_MONTHS, _TIMES = "个月", "倍"


@dataclass(frozen=True, slots=True)
class Placed:
    """A number and where it stands."""

    start: int
    end: int
    quantity: Quantity


class NumberReader:
    """Reads the numbers of one text."""

    def __init__(self, rules: Rules, text: str, lexicon: Lexicon) -> None:
        self.rules, self.text, self.lexicon = rules, text, lexicon
        every = (*rules.facts.values(), *(fact for fact, _ in DERIVED.values()))
        self._counted = {self._unit(fact.unit): fact.name for fact in every if fact.unit}
        #: Facts of which a word must stand beside the number: 收入, 孩子.
        self._said = {group.of for group in rules.words.values() if group.means == "fact"}

    def _unit(self, unit: str) -> str:
        group = self.lexicon.units.get(unit)
        return unit if group is None else group.of or unit

    def between(self, start: int, end: int) -> list[Placed]:
        """The numbers between two offsets."""
        result: list[Placed] = []
        at = start
        for quantity in self.lexicon.quantities(self.text[start:end]):
            again = result and result[-1].quantity.text == quantity.text
            where = result[-1].start if again else self.text.find(quantity.text, at, end)
            if where >= 0:
                at = where + (0 if again else 1)
                result.append(Placed(where, where + len(quantity.text), quantity))
        return result

    def leaves(
        self, start: int, facts: Sequence[Mark], lines: Sequence[Mark], numbers: Sequence[Placed]
    ) -> tuple[list[Condition], list[tuple[int, int]]]:
        """(leaves, where what they were read from stands): against a line such as 低保标准, and by unit."""
        conditions: list[Condition] = []
        read: list[tuple[int, int]] = []
        for line in lines:
            leaf = self._against(start, line, [each.quantity for each in numbers])
            if leaf is not None:
                conditions.append(leaf)
                read.append((line.start, line.end))
                read += [(each.start, each.end) for each in numbers if each.quantity.of == _TIMES]
        units = grouped((each.quantity.of, each) for each in numbers if not (lines and each.quantity.of == _TIMES))
        for of, own in units.items():
            leaf = self._leaf(of, [each.quantity for each in own], facts)
            if leaf is not None:
                conditions.append(leaf)
                read += [(each.start, each.end) for each in own]
        return conditions, read

    def _against(self, start: int, line: Mark, numbers: list[Quantity]) -> Condition | None:
        """An amount against a line, or against a multiple of it."""
        name = self._counted.get(self._unit(self.rules.parameters[line.of].unit))
        times = next((each for each in numbers if each.of == _TIMES), None)
        bounds = sorted(self.lexicon.operators(self.text[start : line.start]))
        operator = bounds[0] if len(bounds) == 1 else times.operator if times else None
        if name is None or operator is None or operator == "=":
            return None
        return Compare(name, operator, Parameter(line.of, times.value if times else 1.0))

    def _leaf(self, of: str, numbers: list[Quantity], facts: Sequence[Mark]) -> Condition | None:
        """Numbers of one unit as a leaf on the fact that is counted in it."""
        if of == _MONTHS:
            return self._elapsed(numbers, facts)
        name = self._counted.get(of)
        fact = self.rules.vocabulary.fact(name) if name else None
        beside = name not in self._said or any(mark.of == name for mark in facts)
        if name is None or fact is None or not beside:
            return None
        values, operators = [each.value for each in numbers], [each.operator for each in numbers]
        if operators == [">=", "<="]:
            return Between(name, *values)
        if set(operators) == {"="} and fact.kind == "integer" and name not in DERIVED:
            return OneOf(name, tuple(sorted(set(values))))
        return Compare(name, operators[0], values[0]) if len(values) == 1 else None

    def _elapsed(self, numbers: list[Quantity], facts: Sequence[Mark]) -> Condition | None:
        """How long ago something began: by its date, or by the years that are kept instead of it."""
        named = (self.rules.facts.get(mark.of) for mark in facts)
        dated = next((fact.name for fact in named if fact is not None and fact.kind == "date"), None)
        if dated is None or len(numbers) != 1 or numbers[0].operator != ">=" or numbers[0].value % 1:
            return None
        months = int(numbers[0].value)
        alternatives: list[Condition] = [Elapsed(dated, months, "months")]
        for fact in self.rules.facts.values():
            if fact.instead_of is not None and fact.instead_of.fact == dated:
                alternatives.append(Compare(fact.name, ">=", months / fact.instead_of.unit_months))
        either = AnyOf(tuple(alternatives))
        concepts = self.rules.concepts.values()
        known = (entry.node() for entry in concepts if entry.condition in (either, AllOf((either,))))
        return next(known, either)
