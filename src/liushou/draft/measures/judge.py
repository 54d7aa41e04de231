"""How certain a proposal is: sure only where the words and the encoded documents agree and nothing is unexplained."""

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from ...documents import ContextKind, Measure, Rules
from ...rules import AllOf, AnyOf, Concept, Condition, Not, phrase
from ...texts import Lexicon
from ..model import Judgement
from .conditions import Group
from .details import _REMARK
from .neighbours import _WOMEN as CALLED
from .neighbours import WOMEN, Near, Quoted
from .words import Marks, WordFinder

_LIMITING = ("limit", "others", "fact", "parameter")


@dataclass(frozen=True, slots=True)
class Stretch:
    """A part of the text."""

    start: int
    end: int


def normal(condition: Condition) -> str:
    """A condition in words in which neither order nor a list of one counts."""
    if isinstance(condition, AllOf | AnyOf):
        children = sorted({normal(child) for child in condition.children})
        kind = "all" if isinstance(condition, AllOf) else "any"
        return children[0] if len(children) == 1 else f"{kind}({', '.join(children)})"
    if isinstance(condition, Not):
        return f"not({normal(condition.child)})"
    return condition.name if isinstance(condition, Concept) else phrase(condition)


class Judge:
    """Judges the proposals of one text."""

    def __init__(self, rules: Rules, lexicon: Lexicon, finder: WordFinder, text: str) -> None:
        self.rules, self.lexicon, self.finder, self.text = rules, lexicon, finder, text
        self._seen: dict[str, Marks] = {}

    def _marks(self, words: str) -> Marks:
        if words not in self._seen:
            self._seen[words] = self.finder.marks(words)
        return self._seen[words]

    def differences(self, words: str, quote: str) -> tuple[str, ...]:
        """What two texts do not share, but for light words, punctuation and what the women are called."""
        mine, theirs = CALLED.sub(WOMEN, words), CALLED.sub(WOMEN, quote)
        result = []
        for kind, first, last, low, high in SequenceMatcher(None, mine, theirs, autojunk=False).get_opcodes():
            if kind != "equal":
                result += [left for each in (mine[first:last], theirs[low:high]) if (left := self.finder.heavy(each))]
        return tuple(result)

    def describe_alike(self, words: str, quote: str) -> bool:
        """Whether two texts describe women by the same words, numbers and limits."""
        return self._description(words) == self._description(quote)

    def _description(self, words: str) -> tuple[object, ...]:
        marks = self._marks(words).within(0, len(words), *_LIMITING)
        numbers = [(each.value, each.of, each.operator) for each in self.lexicon.quantities(words)]
        return sorted((mark.means, mark.of, mark.word) for mark in marks), numbers, "困难群体" in words

    def model(self, near: Sequence[Near], name: str) -> Measure | None:
        """The measure of that name in the nearest quote that has one."""
        return next((each for item in near for each in item.quoted.measures if each.name == name), None)

    def doubtful(
        self, runs: Sequence[tuple[int, int, ContextKind | None, list[Near]]], marks: Marks
    ) -> tuple[str, ...]:
        """What limits in a sentence and stands in words that no encoded document has."""
        result: list[str] = []
        for start, end, _, near in runs:
            words = self.text[start:end]
            if any(not self.differences(words, each.quoted.quote) for each in near[:3]):
                continue
            known = near[0].quoted.quote if near and near[0].likeness > 0.6 else ""
            result += [mark.word for mark in marks.within(start, end, "limit") if mark.word not in known]
        return tuple(dict.fromkeys(result))

    def of(self, measure: Measure, near: Sequence[Near], group: Group, doubtful: Sequence[str]) -> Judgement:
        """The judgement of one proposal with a registered name."""
        speaks_for: list[str] = []
        against: list[str] = []
        title = (self.rules.services if measure.individual else self.rules.topics)[measure.name].title
        alike = [each for each in near if not self.differences(measure.quote, each.quoted.quote)]
        marks = self._marks(measure.quote)
        said = [
            mark.word for mark in marks.within(0, len(measure.quote), "service", "topic") if mark.of == measure.name
        ]
        if said:
            speaks_for.append(f"“{said[0]}”是“{title}”的说法")
        else:
            against.append(f"没有“{title}”的说法")
        if alike:
            numbers = "、".join(dict.fromkeys(each.quoted.policy.number for each in alike))
            speaks_for.append(
                f"与{numbers}的一句只差虚词" if alike[0].quoted.quote != measure.quote else f"与{numbers}一字不差"
            )
        elif near:
            differences = self.differences(measure.quote, near[0].quoted.quote)
            against.append("与最近的一句不同：" + "、".join(f"“{each}”" for each in differences[:4]))
        else:
            against.append("没有相近的句子")
        for each in alike:
            if not self._agrees(measure, each.quoted):
                against.append(f"{each.quoted.policy.number}{each.quoted.clause.at}的同一句不是这样记的")
        if alike and not any(normal(group.condition) == normal(measure.condition) for _ in alike):
            against.append("按词读出的条件不同")
        verb = self.lexicon.governing(measure.quote)
        if verb is None:
            against.append("没有表示力度的动词")
        else:
            speaks_for.append(f"力度以“{verb[0]}”为准")
        against += [f"句中有“{word}”" for word in doubtful]
        certainty = "sure" if alike and not against else "check"
        neighbour = near[0].quoted.neighbour(near[0].likeness) if near else None
        return Judgement(
            certainty=certainty,  # type: ignore[arg-type]
            speaks_for=tuple(speaks_for),
            speaks_against=tuple(dict.fromkeys(against)),
            neighbour=neighbour,
        )

    def _agrees(self, measure: Measure, quoted: Quoted) -> bool:
        return any(self._values(measure) == self._values(each) for each in quoted.measures)

    def _values(self, measure: Measure) -> tuple[object, ...]:
        printed = frozenset(_REMARK.sub("", words) for words in measure.residual)
        return measure.name, measure.force, normal(measure.condition), measure.need, printed

    def open(self, near: Sequence[Near], title: str) -> Judgement:
        """The judgement of a promise for which nothing is registered."""
        neighbour = near[0].quoted.neighbour(near[0].likeness) if near else None
        return Judgement(
            certainty="open", speaks_against=(f"没有已登记的服务或事项，暂名“{title}”",), neighbour=neighbour
        )
