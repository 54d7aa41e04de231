"""Words into conditions: who the women are that a quote names, with ages, grades, sums and spans as leaves."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from ...documents import Rules
from ...profile import DERIVED
from ...rules import AllOf, AnyOf, Between, Compare, Concept, Condition, Elapsed, IsTrue, Not, OneOf, Parameter, written
from ...texts import Lexicon, Quantity
from .words import Mark, Marks

#: What ends the words before a noun that say which of them: verbs and prepositions, but not between 的 and the noun.
_EDGE = re.compile(
    r"[，。；：:;,\n“”]|(?<!成)为(?!集体)|对(?!外)|向|将|给(?!予)|把|面向|针对|涉及|帮助|保障|关爱|推进|推动|吸引|引导|支持|鼓励|动员|实现|开展|加大|加强"
)
_AND = re.compile(r"[、和及或与]|以及|或者")
_EXCEPT = re.compile(r"除[^，。；]{1,30}?(?:以外|之外|外)|不(?:含|包括)[^，。；]{1,30}")
_SIGNS = {"<": ">", ">": "<", "<=": ">=", ">=": "<="}


@dataclass(frozen=True, slots=True)
class Group:
    """What a stretch of words asks of her, and the marks and numbers that it was read from."""

    condition: Condition
    read: tuple[tuple[int, int], ...]

    @property
    def empty(self) -> bool:
        """Whether nothing is asked."""
        return isinstance(self.condition, AllOf) and not self.condition.children


class ConditionReader:
    """Reads conditions from one text."""

    def __init__(self, rules: Rules, text: str, marks: Marks, lexicon: Lexicon) -> None:
        self.rules, self.text, self.marks, self.lexicon = rules, text, marks, lexicon
        facts = (*rules.facts.values(), *(fact for fact, _ in DERIVED.values()))
        self._counted = {self._unit(fact.unit): fact.name for fact in facts if fact.unit}

    def _unit(self, unit: str) -> str:
        group = self.lexicon.units.get(unit)
        return unit if group is None else group.of or unit

    def of(self, start: int, end: int, own: Iterable[Mark] = ()) -> Group:
        """The condition of the words between two offsets; ``own`` are the words of the service itself."""
        parts: list[Condition] = []
        read: list[tuple[int, int]] = []
        for first, last in self._described(start, end):
            group = self._phrase(first, last)
            if not group.empty and group.condition not in parts:
                parts.append(group.condition)
            read += group.read
        parts += [each for each in self._own(start, end, list(own)) if each not in parts]
        return Group(_all(parts), tuple(read))

    def _own(self, start: int, end: int, own: list[Mark]) -> Iterator[Condition]:
        """What the words of the service themselves ask; several concepts of one word are alternatives."""
        by_place: dict[tuple[int, int], list[Condition]] = {}
        for mark in self.marks.within(start, end, "condition"):
            if any(mark.start < word.end and word.start < mark.end for word in own):
                by_place.setdefault((mark.start, mark.end), []).append(self._named(mark.of))
        for conditions in by_place.values():
            yield conditions[0] if len(conditions) == 1 else AnyOf(tuple(conditions))

    def _described(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        """The stretches that describe women: back from each noun to what ends the phrase."""
        done = start
        women = self.marks.within(start, end, "woman")
        for number, mark in enumerate(women):
            following = women[number + 1].start if number + 1 < len(women) else None
            if following is not None and following - mark.end <= 20:
                between = self.text[mark.end : following]
                if re.fullmatch(r"(?:[、和及或与]|以及|或者)[^，。；、]*", between):
                    continue
            edge = done
            for match in _EDGE.finditer(self.text, done, mark.start):
                edge = match.end()
            tail = mark.end
            suffix = re.compile("困难群体|患者").match(self.text, mark.end, end)
            if suffix:
                tail = suffix.end()
            group = re.compile("等[^，。；]{0,6}?困难群体").match(self.text, mark.end, end)
            if group:
                edge, tail = group.start(), group.end()
            yield edge, tail
            done = tail

    def _phrase(self, start: int, end: int) -> Group:
        """One phrase: alternatives joined by 、和及或, each of them all that stands in it."""
        marks = self.marks.within(start, end, "fact")
        limits = [*self.marks.within(start, end, "parameter")]
        cuts = [start, *(match.end() for match in _AND.finditer(self.text, start, end)), end]
        read: list[tuple[int, int]] = []
        alternatives: list[list[Condition]] = []
        quantities = self._quantities(start, end)
        for low, high in pairwise(cuts):
            inside = [mark for mark in marks if low <= mark.start < high]
            conditions: list[Condition] = []
            numbers = [each for each in quantities if low <= each[0] < high]
            lines = [limit for limit in limits if low <= limit.start < high]
            numeric, spans = self._numeric(low, inside, lines, numbers)
            conditions += numeric
            read += spans
            for mark in inside:
                fact = self.rules.facts.get(mark.of)
                covered = any(a <= mark.start and mark.end <= b for a, b in spans)
                if covered or (fact is not None and fact.kind != "yes_no") or (fact is not None and fact.need):
                    continue
                read.append((mark.start, mark.end))
                node = self._named(mark.of)
                if node not in conditions:
                    conditions.append(self._negated(mark, node))
            if conditions:
                alternatives.append(self._implied(conditions))
        if not alternatives:
            return Group(AllOf(()), tuple(read))
        if len(alternatives) == 1:
            return Group(_all(alternatives[0]), tuple(read))
        return Group(AnyOf(tuple(_all(each) for each in alternatives)), tuple(read))

    def _negated(self, mark: Mark, node: Condition) -> Condition:
        for match in _EXCEPT.finditer(self.text, max(0, mark.start - 30), mark.end + 30):
            if match.start() <= mark.start and mark.end <= match.end():
                return Not(node)
        return Not(node) if self.text[max(0, mark.start - 1) : mark.start] in ("非", "不", "未") else node

    def _implied(self, conditions: list[Condition]) -> list[Condition]:
        """The conditions without those that another of them implies: a grade says disabled."""
        implied: set[str] = set()
        for each in conditions:
            fact = self.rules.facts.get(getattr(each, "fact", ""))
            implied |= set(fact.implies) | set(fact.needs) if fact is not None else set()
        return [each for each in conditions if not (isinstance(each, IsTrue) and each.fact in implied)] or conditions

    def _named(self, name: str) -> Condition:
        entry = self.rules.concepts.get(name)
        return entry.node() if entry is not None else IsTrue(name)

    def _quantities(self, start: int, end: int) -> list[tuple[int, int, Quantity]]:
        """The numbers in a stretch with their places."""
        result: list[tuple[int, int, Quantity]] = []
        at = start
        for each in self.lexicon.quantities(self.text[start:end]):
            where = self.text.find(each.text, start if result and result[-1][2].text == each.text else at, end)
            if where < 0:
                continue
            at = where
            result.append((where, where + len(each.text), each))
        return result

    def _numeric(
        self, low: int, facts: list[Mark], limits: list[Mark], here: list[tuple[int, int, Quantity]]
    ) -> tuple[list[Condition], list[tuple[int, int]]]:
        conditions: list[Condition] = []
        spans: list[tuple[int, int]] = []
        for limit in limits:
            leaf = self._against(limit, low, here)
            if leaf is not None:
                conditions.append(leaf)
                spans.append((limit.start, limit.end))
                here = [each for each in here if each[2].of != "倍"]
        by_unit: dict[str, list[tuple[int, int, Quantity]]] = {}
        for each in here:
            by_unit.setdefault(each[2].of, []).append(each)
        for of, group in by_unit.items():
            leaf = self._leaf(of, [each[2] for each in group], facts)
            if leaf is not None:
                conditions.append(leaf)
                spans += [(first, last) for first, last, _ in group]
        return conditions, spans

    def _against(self, limit: Mark, low: int, here: list[tuple[int, int, Quantity]]) -> Condition | None:
        """An amount against a line: below it, or below a multiple of it."""
        parameter = self.rules.parameters[limit.of]
        name = self._counted.get(self._unit(parameter.unit))
        times = next((each[2] for each in here if each[2].of == "倍"), None)
        bounds = self.lexicon.operators(self.text[low : limit.start])
        operator = times.operator if times and times.operator != "=" else next(iter(sorted(bounds)), None)
        if name is None or operator is None or len(bounds) > 1:
            return None
        return Compare(name, operator, Parameter(limit.of, times.value if times else 1.0))

    def _leaf(self, of: str, numbers: list[Quantity], facts: list[Mark]) -> Condition | None:
        """Numbers of one unit as a leaf on the fact that is counted in it."""
        named = [fact for mark in facts if (fact := self.rules.facts.get(mark.of)) is not None]
        date_fact = next((fact for fact in named if fact.kind == "date"), None)
        if of == "个月":
            return self._elapsed(date_fact.name if date_fact else None, numbers)
        name = self._counted.get(of)
        fact = self.rules.vocabulary.fact(name) if name else None
        if name is None or fact is None:
            return None
        words = any(group.means == "fact" and group.of == name for group in self.rules.words.values())
        if words and not any(mark.of == name for mark in facts):
            return None
        values = [each.value for each in numbers]
        operators = [each.operator for each in numbers]
        if operators == [">=", "<="]:
            return Between(name, values[0], values[1])
        if set(operators) == {"="}:
            if fact.kind == "integer" and (len(values) > 1 or (fact.low is not None and name not in DERIVED)):
                return OneOf(name, tuple(sorted(set(values))))
            return Compare(name, "=", values[0]) if len(values) == 1 else None
        return Compare(name, operators[0], values[0]) if len(values) == 1 else None

    def _elapsed(self, name: str | None, numbers: list[Quantity]) -> Condition | None:
        """How long ago something began: by its date, or by the years that are kept instead of it."""
        if name is None or len(numbers) != 1 or numbers[0].operator != ">=" or numbers[0].value % 1:
            return None
        months = int(numbers[0].value)
        alternatives: list[Condition] = [Elapsed(name, months, "months")]
        for fact in self.rules.facts.values():
            instead = fact.instead_of
            if instead is not None and instead.fact == name:
                alternatives.append(Compare(fact.name, ">=", months / instead.unit_months))
        either = AnyOf(tuple(alternatives))
        for entry in self.rules.concepts.values():
            if entry.condition in (either, AllOf((either,))):
                return entry.node()
        return either


def _all(parts: list[Condition]) -> Condition:
    """All of the parts, those that are themselves all of something opened."""
    flat: list[Condition] = []
    for part in parts:
        flat += [each for each in (part.children if isinstance(part, AllOf) else (part,)) if each not in flat]
    return AllOf(tuple(flat))


def names(condition: Condition) -> tuple[str, ...]:
    """The concepts and facts that a condition is written with, in order."""
    return tuple(
        node.name if isinstance(node, Concept) else node.fact
        for node in written(condition)
        if isinstance(node, Concept) or hasattr(node, "fact")
    )
