"""Words into conditions: who the women are that a quote names, with ages, grades, sums and spans as leaves."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from ...documents import Rules
from ...rules import ALWAYS, AllOf, AnyOf, Concept, Condition, IsTrue, Not, facts, source_fact, written
from ...texts import Lexicon
from .numbers import NumberReader
from .words import Mark, Marks

#: What ends the words before a noun that say which of them: marks, prepositions, and verbs with an object.
_EDGE = re.compile(
    r"[，。；：:;,\n]|(?<![成认])为(?!集体)|对(?!外)|向|(?<!即)将|给(?!予)|把|面向|针对|涉及|帮助|(?<!生活)保障|关爱|推进|推动|吸引|引导|支持|鼓励|动员|实现|"
    "开展|加大|加强|提供|落实"
)
_AND = re.compile(r"[、和及或与]|以及|或者")
#: Words between two nouns that are described together: 残疾妇女和重病妇女.
_TOGETHER = re.compile(r"(?:[、和及或与]|以及|或者)[^，。；]{0,20}")
_EXCEPT = re.compile(r"除[^，。；]{1,30}?(?:以外|之外|外)|不(?:含|包括)[^，。；]{1,30}")
_BEHIND = re.compile("困难群体|患者")
_SUMMED_UP = re.compile("等[^，。；]{0,6}?困难群体")
#: Drawing some in excludes nobody.
DRAWN = re.compile("重点(?:吸引|面向|关注|支持|排查|帮扶)")


@dataclass(frozen=True, slots=True)
class Group:
    """What a stretch of words asks of her, and where the words and numbers stand that it was read from."""

    condition: Condition
    read: tuple[tuple[int, int], ...]


def all_of(parts: Iterable[Condition]) -> Condition:
    """All of the parts, those that are themselves all of something opened."""
    flat: list[Condition] = []
    for part in parts:
        flat += [each for each in (part.children if isinstance(part, AllOf) else (part,)) if each not in flat]
    return AllOf(tuple(flat))


def names(condition: Condition) -> tuple[str, ...]:
    """The concepts and facts that a condition is written with, in order."""
    nodes = (node.name if isinstance(node, Concept) else getattr(node, "fact", "") for node in written(condition))
    return tuple(filter(None, nodes))


def same_names(first: Condition, second: Condition) -> bool:
    """Whether two conditions are written with the same concepts and facts; they may still ask all or any of them."""
    return sorted(names(first)) == sorted(names(second))


class ConditionReader:
    """Reads conditions from one text."""

    def __init__(self, rules: Rules, text: str, marks: Marks, lexicon: Lexicon) -> None:
        self.rules, self.text, self.marks = rules, text, marks
        self._numbers = NumberReader(rules, text, lexicon)

    def of(self, start: int, end: int, own: Sequence[Mark]) -> list[tuple[int, Group]]:
        """(where the words end, condition) for each group of women that a quote names; one where it names none.

        ``own`` are the words of the service, which may ask something themselves (残疾人两项补贴).
        """
        asked = [*self._own(start, end, own), *self._excepted(start, end)]
        groups: list[tuple[int, Group]] = []
        for first, noun, last in self._described(start, end):
            if DRAWN.search(self.text[max(start, first - 6) : first]):
                continue
            group = self._phrase(first, noun, last)
            if self._of_place(group):
                asked.append(group.condition)
            elif group.condition != ALWAYS and all(group.condition != each.condition for _, each in groups):
                groups.append((last, group))
        if len({self.text.count("，", start, last) for last, _ in groups}) < len(groups) or not groups:
            read = tuple(stretch for _, group in groups for stretch in group.read)
            together = all_of(group.condition for _, group in groups)
            return [(end, self._with(asked, Group(together, read)))]
        ends = [self._comma(last, end) for last, _ in groups[:-1]] + [end]
        return [(last, self._with(asked, group)) for last, (_, group) in zip(ends, groups, strict=True)]

    def descriptions(self, start: int, end: int) -> list[tuple[int, int]]:
        """Where the words stand that say which women are meant."""
        return [(first, noun) for first, noun, _ in self._described(start, end)]

    def _comma(self, at: int, end: int) -> int:
        comma = self.text.find("，", at, end)
        return end if comma < 0 else comma

    def _with(self, asked: list[Condition], group: Group) -> Group:
        """The group with what the service asks; what that already asks is not asked again."""
        inside = {source_fact(name) for each in asked for name in facts(each)}
        parts = group.condition.children if isinstance(group.condition, AllOf) else (group.condition,)
        parts = tuple(each for each in parts if not (isinstance(each, IsTrue) and each.fact in inside))
        whole = all_of([*parts, *asked])
        for entry in self.rules.concepts.values():
            if isinstance(whole, AllOf) and len(whole.children) > 1 and _same(entry.condition, whole):
                whole = AllOf((entry.node(),))
        return Group(whole, group.read)

    def _own(self, start: int, end: int, own: Sequence[Mark]) -> Iterator[Condition]:
        """What the words of the service themselves ask; several concepts of one word are alternatives."""
        by_place: dict[tuple[int, int], list[Condition]] = {}
        for mark in self.marks.within(start, end, "condition"):
            if any(mark.start < word.end and word.start < mark.end for word in own):
                by_place.setdefault((mark.start, mark.end), []).append(self._named(mark.of))
        for conditions in dict.fromkeys(map(tuple, by_place.values())):
            yield conditions[0] if len(conditions) == 1 else AnyOf(conditions)

    def _of_place(self, group: Group) -> bool:
        """Whether a condition asks only of the place: that holds for all whom the quote names."""
        asked = [self.rules.facts.get(source_fact(name)) for name in facts(group.condition)]
        return bool(asked) and all(fact is not None and fact.place for fact in asked)

    def _excepted(self, start: int, end: int) -> Iterator[Condition]:
        """Who is left out: 除…外, 不含…."""
        for match in _EXCEPT.finditer(self.text, start, end):
            marks = [mark for mark in self.marks.within(match.start(), match.end(), "fact") if self._asks(mark)]
            if marks and not self.marks.within(match.start(), match.end(), "woman"):
                nodes = tuple(self._named(mark.of) for mark in marks)
                yield Not(nodes[0] if len(nodes) == 1 else AnyOf(nodes))

    def _described(self, start: int, end: int) -> Iterator[tuple[int, int, int]]:
        """(first, noun, last) of what describes women: back from each noun to what ends the phrase, and behind it."""
        done = start
        women = self.marks.within(start, end, "woman")
        for number, mark in enumerate(women):
            following = women[number + 1].start if number + 1 < len(women) else end
            if number + 1 < len(women) and _TOGETHER.fullmatch(self.text, mark.end, following):
                continue
            edge = done
            for match in _EDGE.finditer(self.text, done, mark.start):
                edge = match.end()
            behind = _BEHIND.match(self.text, mark.end, end)
            tail = behind.end() if behind else mark.end
            if summed_up := _SUMMED_UP.match(self.text, mark.end, end):
                edge, tail = summed_up.start(), summed_up.end()
            yield edge, min(mark.end, tail) if edge < mark.end else edge, tail
            done = tail

    def _phrase(self, start: int, noun: int, end: int) -> Group:
        """One phrase: alternatives joined by 、和及或 up to the noun, and what follows it of all of them."""
        before, behind = self._alternatives(start, noun), self._alternatives(noun, end)
        return Group(all_of([before.condition, behind.condition]), (*before.read, *behind.read))

    def _alternatives(self, start: int, end: int) -> Group:
        read: list[tuple[int, int]] = []
        alternatives: list[Condition] = []
        numbers = self._numbers.between(start, end)
        joints = [match.end() for match in _AND.finditer(self.text, start, end)]
        joints = [at for at in joints if not any(number.start < at < number.end for number in numbers)]
        cuts = [start, *joints, end]
        for low, high in pairwise(cuts):
            marks = [mark for mark in self.marks.within(start, end, "fact") if low <= mark.start < high]
            lines = [mark for mark in self.marks.within(start, end, "parameter") if low <= mark.start < high]
            here = [number for number in numbers if low <= number.start < high]
            leaves, spans = self._numbers.leaves(low, marks, lines, here)
            read += spans
            for mark in marks:
                if self._asks(mark) and not any(first <= mark.start and mark.end <= last for first, last in spans):
                    read.append((mark.start, mark.end))
                    leaves.append(self._negated(mark, self._named(mark.of)))
            if leaves:
                alternatives.append(all_of(self._implied(leaves)))
        if len(alternatives) == 1:
            return Group(alternatives[0], tuple(read))
        opened = (
            each.children[0] if isinstance(each, AllOf) and len(each.children) == 1 else each for each in alternatives
        )
        return Group(AnyOf(tuple(opened)) if alternatives else ALWAYS, tuple(read))

    def _asks(self, mark: Mark) -> bool:
        """Whether a word is a yes/no fact or a concept, and no need."""
        fact = self.rules.facts.get(mark.of)
        return fact is None or (fact.kind == "yes_no" and not fact.need)

    def _negated(self, mark: Mark, node: Condition) -> Condition:
        around = _EXCEPT.finditer(self.text, max(0, mark.start - 30), mark.end + 30)
        excepted = any(match.start() <= mark.start and mark.end <= match.end() for match in around)
        return Not(node) if excepted or self.text[mark.start - 1 : mark.start] in ("非", "不", "未") else node

    def _implied(self, conditions: list[Condition]) -> list[Condition]:
        """The conditions without those that another of them implies: a grade says disabled."""
        implied: set[str] = set()
        for each in conditions:
            fact = self.rules.facts.get(getattr(each, "fact", ""))
            implied |= {*fact.implies, *fact.needs} if fact is not None and not isinstance(each, IsTrue) else set()
        return [each for each in conditions if not (isinstance(each, IsTrue) and each.fact in implied)]

    def _named(self, name: str) -> Condition:
        entry = self.rules.concepts.get(name)
        return IsTrue(name) if entry is None else entry.node()


def _same(first: Condition, second: AllOf) -> bool:
    """Whether two conditions ask all of the same, in any order."""
    children = first.children if isinstance(first, AllOf) else (first,)
    return len(children) == len(second.children) and all(child in second.children for child in children)
