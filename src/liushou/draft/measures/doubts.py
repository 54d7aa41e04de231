"""What stands around a quote and may limit it: elsewhere in its sentence, in front of it, in the heading."""

import re
from collections.abc import Sequence

from ...texts import SourceClause
from .candidates import ALIKE
from .conditions import DRAWN
from .knowledge import Knowledge
from .runs import Run
from .sentences import BODIES
from .words import Mark, Marks, cited

_NEGATION, _FAMILY, _INSTEAD = "negation", "family", "instead"
#: A sentence that speaks of what other sentences promise.
_REFERS = re.compile(r"上述|前述|前款|下列|本[条款项]|以[上下](?:服务|措施|政策|人员|对象|所|各项|内容)")
#: How a sentence begins that limits the one before it.
_GOES_ON = re.compile("其中|但|不过|已享受|对已|不适用|除|同时须|执行至")
_LIMITING = ("limit", "fact", "parameter")


class Doubts:
    """Finds in one text what is no part of a promise and may limit it."""

    def __init__(self, known: Knowledge, text: str, marks: Marks) -> None:
        self.known, self.text, self.marks = known, text, marks

    def of_clause(self, clause: SourceClause) -> tuple[str, ...]:
        """Of the heading, and of sentences that speak of the others."""
        above = self.marks.within(clause.start, clause.body_start, *_LIMITING)
        result = [f"标题里有{cited(mark.word)}" for mark in above if mark.of != _NEGATION and self._limits(mark)]
        result += [f"本条另有一句说到“{match[0]}”" for match in _REFERS.finditer(clause.body)]
        result += [
            f"本条另有一句以“{match[0]}”开头" for each in clause.sentences if (match := _GOES_ON.match(each.text))
        ]
        return tuple(dict.fromkeys(result))

    def of_runs(self, runs: Sequence[Run]) -> list[tuple[str, ...]]:
        """For each run of a sentence the words elsewhere in it that no encoded document has in such a place."""
        everywhere: list[str] = []
        before: list[str] = []
        earlier: list[list[str]] = []
        for run in runs:
            earlier.append([*before])
            if run.kind is None:
                before += self._in_front(run)
                everywhere += [mark.word for mark in self._new(run, "limit", "others") if self._governs(mark)]
            else:
                everywhere += self._of_context(run)
        for run, own in zip(runs, earlier, strict=True):
            own += [mark.word for other in runs if self.related(run, other) for mark in self._new(other, "others")]
        return [tuple(f"同句有{cited(words)}" for words in dict.fromkeys([*everywhere, *own])) for own in earlier]

    def _governs(self, mark: Mark) -> bool:
        """Whether a word in one promise may limit the others: a limit, or people who stand where the women do."""
        return mark.means == "limit" or mark.of == _INSTEAD

    def related(self, run: Run, other: Run) -> bool:
        """Whether two promises of one sentence are of one kind, or like parts of one encoded quote."""
        if run is other or run.kind is not None or other.kind is not None:
            return False
        names = {each.name for each in run.named} & {each.name for each in other.named}
        return bool(names or _quotes(run) & _quotes(other))

    def left_out(self, run: Run, start: int) -> tuple[str, ...]:
        """What is said in front of a quote, in the same part of the sentence, and limits it."""
        words = self.text[run.part.start : start]
        marks = self.marks.within(run.part.start, start, *_LIMITING)
        left = [mark.word for mark in marks if self._limits(mark)]
        lexicon = self.known.lexicon
        left += [*lexicon.words("residual", words), *lexicon.words("need", words)]
        left += [each.text for each in lexicon.quantities(words)]
        return tuple(f"引文之前有{cited(word)}" for word in dict.fromkeys(left))

    def _in_front(self, run: Run) -> list[str]:
        """What the first 分句 of a promise says without a verb, unless a neighbour says it too: it may go on."""
        first = run.part.pieces[0]
        result = [
            mark.word for mark in self.marks.within(run.part.start, run.part.end, "fact") if self._of_place(mark.of)
        ]
        known = self._known(run)
        if BODIES.search(first.text):
            return result
        if len(run.part.pieces) > 1 and self.known.lexicon.governing(first.text) is None and first.text not in known:
            result.append(first.text)
        return result

    def _of_context(self, run: Run) -> list[str]:
        """What in words that promise nothing may limit what is promised beside them."""
        start, end = run.part.start, run.part.end
        words, lexicon = self.text[start:end], self.known.lexicon
        others = [mark.word for mark in self._new(run, "others") if mark.of != _FAMILY]
        numbers = [each.text for each in lexicon.quantities(words)]
        if run.kind == "goal" and run.read:
            return [*others, *numbers, *(mark.word for mark in self._new(run, "limit") if mark.of != _NEGATION)]
        result = [*others, *(mark.word for mark in self._new(run, *_LIMITING))]
        result += [*lexicon.words("residual", words), *lexicon.words("need", words)]
        result += numbers
        return result if run.read else [*result, words[:20]]

    def _new(self, run: Run, *meanings: str) -> list[Mark]:
        """The limiting words of a run that its neighbour does not have."""
        known = self._known(run)
        marks = self.marks.within(run.part.start, run.part.end, *meanings)
        return [mark for mark in marks if mark.word not in known and self._limits(mark)]

    def _known(self, run: Run) -> str:
        return next((near.quoted.quote for near in run.near if near.likeness > ALIKE), "")

    def _of_place(self, name: str) -> bool:
        fact = self.known.rules.facts.get(name)
        return fact is not None and fact.place

    def _limits(self, mark: Mark) -> bool:
        """Whether a word can limit who gets something: drawing some in excludes nobody, nor does a need."""
        if DRAWN.search(self.text[max(0, self.text.rfind("，", 0, mark.start)) : mark.end + 2]):
            return False
        fact = self.known.rules.facts.get(mark.of)
        return fact is None or (fact.kind == "yes_no" and not fact.need)


def _quotes(run: Run) -> set[str]:
    return {near.quoted.quote for near in run.near if near.likeness >= ALIKE}
