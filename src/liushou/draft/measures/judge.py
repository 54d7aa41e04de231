"""How certain a proposal is: sure only where words and encoded documents agree and nothing is left unexplained."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from ...documents import Measure
from ...rules import AllOf, AnyOf, Concept, Condition, Not, phrase
from ..model import Judgement
from .candidates import ALIKE, Named
from .conditions import DRAWN, Group
from .knowledge import Knowledge
from .neighbours import CALLED, WOMEN, Near
from .runs import Run
from .sentences import BODIES
from .words import NAMES, Mark, Marks, cited

#: Words that change who gets something, or whether.
_LIMITING = ("limit", "others", "fact", "parameter", "condition")
#: Words that a measure carries or that say how firmly it is promised.
_FORCES = ("shall", "priority", "provide", "encourage")
_SAID = (*_FORCES, "woman", "need", "residual", "open", "free")
_REMARK = re.compile("（[^）]*）$")
#: The fewest characters in a row that a text shares with its neighbour and that are taken as the same words.
_ROW = 4
#: So near before a noun a name says who is meant.
_BESIDE = 12
#: What a 分句 may begin after.
_ENDS = "，。；：）\n"
#: Quotes so much less like than the nearest explain nothing any more.
_CLOSE = 0.2


@dataclass(frozen=True, slots=True)
class Proposal:
    """A measure before it is judged: where its quote stands, and what it was read from."""

    measure: Measure
    start: int
    end: int
    group: Group
    named: tuple[Named, ...]


def normal(condition: Condition) -> str:
    """A condition in words in which neither order nor a list of one counts."""
    if isinstance(condition, AllOf | AnyOf):
        children = sorted({normal(child) for child in condition.children})
        kind = "all" if isinstance(condition, AllOf) else "any"
        return children[0] if len(children) == 1 else f"{kind}({', '.join(children)})"
    if isinstance(condition, Not):
        return f"not({normal(condition.child)})"
    return condition.name if isinstance(condition, Concept) else phrase(condition)


def values(measure: Measure) -> tuple[object, ...]:
    """What must be the same for two measures to promise the same."""
    printed = frozenset(_REMARK.sub("", words) for words in measure.residual)
    return measure.name, measure.force, normal(measure.condition), measure.need, printed, measure.until


def asked(measure: Measure) -> tuple[object, ...]:
    """What two measures must both give and ask where their force and residuals are read from their own words."""
    return measure.name, normal(measure.condition), measure.need, measure.until


class Judge:
    """Judges the proposals of one text."""

    def __init__(self, known: Knowledge, text: str, marks: Marks, *, of_women: bool) -> None:
        self.known, self.text, self.marks, self.of_women = known, text, marks, of_women
        self._seen: dict[str, Marks] = {}

    def of(self, proposal: Proposal, run: Run, doubts: Sequence[str]) -> Judgement:
        """The judgement of one proposal with a registered name."""
        measure = proposal.measure
        title = self.known.title(measure.name, individual=measure.individual)
        model = self._model(proposal, run)
        speaks_for = [*self._words_for(proposal, title)]
        against = [*self._words_against(proposal, title, run), *doubts]
        if model is not None:
            quoted = model.quoted
            same = "一字不差" if quoted.quote == measure.quote else "说法一致"
            speaks_for.append(f"与{quoted.policy.number} {quoted.clause.at}{same}")
            if normal(proposal.group.condition) != normal(measure.condition) and quoted.quote != measure.quote:
                against.append("按词读出的条件不同")
            against += self._unexplained(proposal, [near for near in run.near if near.quoted.named(measure.name)])
        else:
            against.append(self._apart(proposal, run))
        against += self._disagreeing(proposal, run)
        if not self.of_women:
            against.append("文件不是关于农村留守妇女的")
        near = model or (run.near[0] if run.near else None)
        return Judgement(
            certainty="check" if against else "sure",
            speaks_for=tuple(speaks_for),
            speaks_against=tuple(dict.fromkeys(filter(None, against))),
            neighbour=near.quoted.neighbour(near.likeness) if near else None,
        )

    def open(self, near: Sequence[Near], title: str) -> Judgement:
        """The judgement of a promise for which nothing is registered."""
        neighbour = near[0].quoted.neighbour(near[0].likeness) if near else None
        against = (f"没有登记过的服务或事项，暂名{cited(title)}",)
        return Judgement(certainty="open", speaks_against=against, neighbour=neighbour)

    # -- the words ------------------------------------------------------------------------------

    def _words_for(self, proposal: Proposal, title: str) -> Iterator[str]:
        said = [mark.word for each in proposal.named if each.name == proposal.measure.name for mark in each.marks]
        if said:
            yield f"{''.join(map(cited, dict.fromkeys(said)))}是{cited(title)}的说法"
        verb = self.known.lexicon.governing(proposal.measure.quote)
        if verb is not None:
            yield f"力度以“{verb[0]}”为准"

    def _words_against(self, proposal: Proposal, title: str, run: Run) -> Iterator[str]:
        measure, lexicon = proposal.measure, self.known.lexicon
        if not any(each.name == measure.name for each in proposal.named):
            yield f"没有{cited(title)}的说法"
        if measure.individual and not self._named_women(measure.quote):
            whole = (
                run.near
                and run.near[0].quoted.whole
                and not any(self._differences(measure.quote, run.near[0].quoted.quote))
            )
            if not whole:
                yield "没有写到农村留守妇女"
        if lexicon.governing(measure.quote) is None:
            yield "没有表示力度的动词"
        if run.led:
            yield "前面的“鼓励”一类的动词也许统领这一句"
        if measure.individual and measure.need is None and lexicon.words("need", measure.quote):
            yield "有需求的说法，没有登记这项需求"
        if measure.individual:
            read = [self.text[start:end] for start, end in proposal.group.read]
            for each in lexicon.quantities(measure.quote):
                if each.of in ("周岁", "级", "元/月", "倍", "平方米") and not any(each.text in words for words in read):
                    yield f"“{each.text}”没有读作条件"

    def _named_women(self, words: str) -> bool:
        return "为其" in words or bool(self.known.finder.marks(words).within(0, len(words), "woman"))

    # -- the neighbours -------------------------------------------------------------------------

    def _model(self, proposal: Proposal, run: Run) -> Near | None:
        """The nearest quote with a measure that promises the same to women described by the same words."""
        wanted = asked(proposal.measure)
        for near in run.near:
            if near.likeness < ALIKE:
                break
            if any(asked(each) == wanted for each in near.quoted.named(proposal.measure.name)):
                whole = self.describe_alike(proposal.measure.quote, near.quoted.quote)
                if whole or self.describe_alike(proposal.measure.quote, near.quoted.words):
                    return near
        return None

    def _apart(self, proposal: Proposal, run: Run) -> str:
        """How the nearest quote differs."""
        if not run.near or run.near[0].likeness < ALIKE:
            return "没有相近的句子"
        near = run.near[0]
        left = list(self._differences(proposal.measure.quote, near.quoted.words))
        number = near.quoted.policy.number
        if not left:
            return f"与{number} {near.quoted.clause.at}的记法不同"
        return f"与{number} {near.quoted.clause.at}不同：" + "、".join(map(cited, left[:4]))

    def _differences(self, words: str, quote: str) -> Iterator[str]:
        """What two texts do not share, but for light words, punctuation and what the women are called."""
        mine, theirs = CALLED.sub(WOMEN, words), CALLED.sub(WOMEN, quote)
        for kind, first, last, low, high in SequenceMatcher(None, mine, theirs, autojunk=False).get_opcodes():
            for each in (mine[first:last], theirs[low:high]) if kind != "equal" else ():
                if self.known.finder.heavy(each):
                    yield each

    def _disagreeing(self, proposal: Proposal, run: Run) -> Iterator[str]:
        """Quotes in the same words that are encoded otherwise."""
        wanted = values(proposal.measure)
        for near in run.near:
            quoted = near.quoted
            if near.likeness < 0.85 or not quoted.whole or any(self._differences(proposal.measure.quote, quoted.quote)):
                continue
            if not any(values(each) == wanted for each in quoted.measures):
                yield f"{quoted.policy.number} {quoted.clause.at}的同一句不是这样记的"

    def describe_alike(self, words: str, quote: str) -> bool:
        """Whether two texts describe women by the same words, numbers and limits."""
        return self._description(words) == self._description(quote)

    def _description(self, words: str) -> tuple[object, ...]:
        if words not in self._seen:
            self._seen[words] = self.known.finder.marks(words)
        limiting = self._seen[words].within(0, len(words), *_LIMITING)
        marks = sorted((mark.means, mark.of, mark.word) for mark in limiting if not self._is_need(mark.of))
        lexicon = self.known.lexicon
        numbers = [(each.value, each.of, each.operator) for each in lexicon.quantities(words)]
        printed = [sorted(lexicon.words(means, words)) for means in ("need", "free", "encourage")]
        return marks, numbers, printed, "困难群体" in words

    def _is_need(self, name: str) -> bool:
        fact = self.known.rules.facts.get(name)
        return fact is not None and fact.need

    def in_front(self, run: Run) -> tuple[str, ...]:
        """What no neighbour has before the first verb of a promise: it may govern what follows, too."""
        pieces = [piece for piece in run.part.pieces if not BODIES.search(piece.text)]
        start, end = (pieces[0].start if pieces else run.part.end), run.part.end
        verbs = self.marks.within(start, end, *_FORCES)
        front = verbs[0].start if verbs else end
        if "，" not in self.text[start:front] and self.marks.within(start, front, "woman"):
            return ()  # for whom this one promise is
        return tuple(self._left((start, front), (), self._alike(run), said=()))

    def left_out(self, run: Run, start: int) -> tuple[str, ...]:
        """What is said in front of a quote in its part of the sentence, but for bodies and what a neighbour says."""
        pieces = [piece for piece in run.part.pieces if piece.end < start and not BODIES.search(piece.text)]
        return tuple(words for piece in pieces for words in self._left((piece.start, piece.end), (), self._alike(run)))

    def unread(self, run: Run) -> tuple[str, ...]:
        """Words of a promise that neither the table nor the quotes most like it explain."""
        spans = [span for each in run.named for mark in each.marks for span in mark.literal]
        spans += [(mark.start, mark.end) for mark in self.marks.within(run.part.start, run.part.end, "fact")]
        return tuple(self._left((run.part.start, run.part.end), spans, self._alike(run)))

    def groups(self, run: Run, described: Sequence[tuple[int, int]]) -> tuple[str, ...]:
        """Words that say which women are meant, and that neither the table nor a neighbour explains."""
        result: list[str] = []
        for start, end in described:
            facts = [(mark.start, mark.end) for mark in self.marks.within(start, end, "fact", "goal")]
            left = [words for words in self._left((start, end), facts, self._alike(run)) if len(words) > 1]
            if run.kind is not None and DRAWN.search(self.text[run.part.start : end]):
                continue
            if run.kind is not None:
                marks = self.marks.within(run.part.start, end, *_FORCES, "goal")
                verbs = {mark.end for mark in marks if len(mark.word) > 1}
                left = [words for words in left if words.endswith("的") or self.text.find(words, start) in verbs]
            result += left
        return tuple(result)

    def _alike(self, run: Run) -> list[Near]:
        return [near for near in run.near if near.likeness >= ALIKE]

    def behind(self, run: Run) -> tuple[str, ...]:
        """What neither the table nor a neighbour explains in a last 分句 that promises nothing itself."""
        last = run.part.pieces[-1]
        if self.marks.within(last.start, last.end, "service", "topic", "provide", "shall"):
            return tuple(words for words in self._left((last.start, last.end), (), run.near) if words.startswith("的"))
        return tuple(self._left((last.start, last.end), (), self._alike(run)))

    def _unexplained(self, proposal: Proposal, near: Sequence[Near]) -> Iterator[str]:
        """Words of a quote that neither the table nor the neighbours with the same name explain."""
        named = {measure.name for each in near for measure in each.quoted.measures}
        spans = [span for each in proposal.named if each.name in named for mark in each.marks for span in mark.literal]
        near = [each for each in near if each.likeness >= ALIKE]
        for words in self._left((proposal.start, proposal.end), [*spans, *proposal.group.read], near):
            yield f"{cited(words)}没有读懂"

    def _left(
        self,
        stretch: tuple[int, int],
        spans: Sequence[tuple[int, int]],
        near: Sequence[Near],
        said: tuple[str, ...] = _SAID,
    ) -> Iterator[str]:
        """What is left of a stretch without the spans, the words that every measure has, and the neighbours' words."""
        start, end = stretch
        words = self.text[start:end]
        known = [False] * len(words)
        closest = [each for each in near if each.likeness >= near[0].likeness - _CLOSE]
        said_there = closest[0].quoted.quote if closest else ""
        carried = (span for mark in self.marks.within(start, end, *said) for span in self._carried(mark, said_there))
        for first, last in (*spans, *carried):
            known[max(0, first - start) : max(0, last - start)] = [True] * (min(last, end) - max(first, start))
        for each in closest:
            for at in range(len(words) - _ROW + 1):
                if words[at : at + _ROW] in each.quoted.quote:
                    known[at : at + _ROW] = [True] * _ROW
            for name in NAMES.finditer(words) if NAMES.search(each.quoted.quote) else ():
                if not self._names_women(start + name.end()):
                    known[name.start() : name.end()] = [True] * len(name[0])
        left = "".join("\n" if done else character for character, done in zip(words, known, strict=True))
        yield from (part.strip("，、") for part in left.split("\n") if self.known.finder.heavy(part))

    def _names_women(self, end: int) -> bool:
        """Whether what is only called so stands right before a noun for women, and so says which of them are meant."""
        return bool(self.marks.within(end, end + _BESIDE, "woman"))

    def _carried(self, mark: Mark, said_there: str) -> list[tuple[int, int]]:
        """What a word explains: a verb only where it is the first of its 分句, or the neighbour has it, too."""
        if mark.means in ("residual", "need"):
            return [(mark.start, mark.end)]
        if mark.means in _FORCES and mark.word not in said_there:
            begins = max(self.text.rfind(mark_of_end, 0, mark.start) + 1 for mark_of_end in _ENDS)
            if any(other.start < mark.start for other in self.marks.within(begins, mark.end, *_FORCES)):
                return []
        return mark.literal
