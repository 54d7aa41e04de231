"""A sentence as runs of 分句: what each promises by its words and its neighbours, or that it promises nothing."""

from dataclasses import dataclass, field

from ...documents import MAX_QUOTE, ContextKind
from ...texts import Sentence
from .candidates import ALIKE, RELATED, Named, by_words, chosen
from .knowledge import Knowledge, kind_by_words
from .neighbours import Near
from .sentences import Cutter, Part, join
from .words import NAMES, Marks

#: So like a quote that nothing else is asked about where it begins and ends.
SAME = 0.75
#: How many parts of a sentence one quote may hold.
_MOST_PARTS = 4
#: How much more a likeness counts than the length of what is like it.
_SHARPNESS = 4
#: So many characters of words for a service or topic outweigh the heading of the part.
_PLAIN = 8
_CONTEXT = ("background", "goal", "organisation", "duty")


@dataclass(slots=True)
class Run:
    """Parts of a sentence that are one promise, or of one ``kind`` of context.

    ``named`` is all that its words name, ``picked`` what of that it promises; ``led`` is whether a part before it
    encourages others than the women, so that it may be theirs to do; ``read`` is whether context is known by its words.
    """

    part: Part
    kind: ContextKind | None = None
    near: list[Near] = field(default_factory=list)
    named: list[Named] = field(default_factory=list)
    picked: list[Named] = field(default_factory=list)
    led: bool = False
    read: bool = True

    @property
    def likeness(self) -> float:
        """How like the nearest quote it is."""
        return self.near[0].likeness if self.near else 0.0


class Reader:
    """Reads the sentences of one text."""

    def __init__(self, known: Knowledge, text: str, marks: Marks, others: frozenset[str]) -> None:
        self.known, self.text, self.marks = known, text, marks
        self.cutter = Cutter(text, marks, known.lexicon)
        self._others = others
        self._names = tuple((match.start(), match.end()) for match in NAMES.finditer(text))

    def runs(self, sentence: Sentence, chapter: ContextKind | None) -> list[Run]:
        """The runs of a sentence in printed order; ``chapter`` is what its heading says that it is."""
        runs = [self._run(part) for part in self._grouped(self.cutter.parts(sentence))]
        runs = self._joined(runs)
        led = False
        for number, run in enumerate(runs):
            run.kind = self._kind(run, chapter, first=number == 0)
            run.led = led
            marks = self.marks.within(run.part.start, run.part.end, *_CONTEXT)
            run.read = run.kind is None or bool(marks) or self._opened(run)
            led = led or (run.kind is None and self.cutter.leads(run.part))
        return self._with_goals(runs)

    def reaches(self, start: int, end: int) -> bool:
        """Whether words name the women, or those whom the document is about."""
        if self.marks.within(start, end, "woman"):
            return True
        if any(mark.word in self._others for mark in self.marks.within(start, end, "others")):
            return True
        words = self.text[start:end]
        return "其" in words.replace("其他", "").replace("其中", "")

    def _run(self, part: Part) -> Run:
        run = Run(part)
        run.near = self.known.index.near(self.text[part.quote : part.end])
        start = self.cutter.without_bodies(part)
        run.named = self._called(start, part.end)
        if self.cutter.leads(part) and len(part.pieces) > 1:
            each = [chosen(self.text, self._called(piece.start, piece.end)) for piece in part.pieces]
            run.picked = [named for own in each for named in own]
        else:
            run.picked = chosen(self.text, run.named)
        return run

    def _called(self, start: int, end: int) -> list[Named]:
        return by_words(self.marks, start, end, reaches=self.reaches(start, end), names=self._names)

    def _grouped(self, parts: list[Part]) -> list[Part]:
        """Parts joined where an encoded quote holds several of them: the cut that is most like what is encoded."""
        best: list[tuple[float, list[Part]]] = [(0.0, [])]
        for last in range(1, len(parts) + 1):
            options = []
            for first in range(max(0, last - _MOST_PARTS), last):
                whole = parts[first]
                for part in parts[first + 1 : last]:
                    whole = join(whole, part)
                length, several = whole.end - whole.quote, last - first > 1
                if several and length > MAX_QUOTE:
                    continue
                near = self.known.index.near(self.text[whole.quote : whole.end], 1)
                likeness = near[0].likeness if near else 0.0
                if several and likeness < ALIKE:
                    continue
                value = length * likeness**_SHARPNESS if likeness > RELATED else 0.0
                value += 0.5 * (last - first - 1) if near and near[0].quoted.whole else 0.0
                options.append((best[first][0] + value, [*best[first][1], whole]))
            best.append(max(options, key=lambda option: (option[0], -len(option[1]))))
        return best[-1][1]

    def _joined(self, runs: list[Run]) -> list[Run]:
        """Runs joined where the later one is only understood with the earlier one."""
        result: list[Run] = []
        for run in runs:
            if result and self._belongs(result[-1], run):
                result[-1] = self._run(join(result[-1].part, run.part))
            else:
                result.append(run)
        return result

    def _belongs(self, last: Run, run: Run) -> bool:
        if run.part.end - self.cutter.without_bodies(last.part) > MAX_QUOTE or self._speaks_of_goal(run):
            return False
        if self._of_one_quote(last, run):
            return True
        same = run.likeness >= SAME
        if self.cutter.leads(last.part):
            alone = same and run.near[0].quoted.whole
            return not alone and self.cutter.head(run.part.start, run.part.end)[1] not in ("encourage", "shall")
        names, before = {each.name for each in run.named}, {each.name for each in last.named}
        if (same and last.likeness >= SAME) or not names <= before or not before:
            return False
        if self.marks.within(last.part.quote, last.part.end, "woman"):
            return self.cutter.addressed(last.part) and bool(names) and not self.reaches(run.part.start, run.part.end)
        return self.cutter.addressed(run.part) and (not same or bool(names))

    def _of_one_quote(self, last: Run, run: Run) -> bool:
        """Whether two runs are like two parts of one encoded quote."""
        first = {(near.quoted.policy.id, near.quoted.quote) for near in last.near[:3] if near.likeness >= SAME}
        second = {(near.quoted.policy.id, near.quoted.quote) for near in run.near[:3] if near.likeness >= SAME}
        return bool(first & second) and last.near[0].quoted.words != run.near[0].quoted.words

    def _speaks_of_goal(self, run: Run) -> bool:
        at, _ = self.cutter.head(run.part.start, run.part.end)
        marks = self.marks.within(run.part.start, run.part.end, "goal", "duty")
        return any(mark.start <= at + 1 for mark in marks)

    # -- what promises nothing ------------------------------------------------------------------

    def _kind(self, run: Run, chapter: ContextKind | None, *, first: bool) -> ContextKind | None:
        """The kind of context of a run; None where it promises something."""
        part = run.part
        if self._opened(run):
            opening = self.known.openings.at(self.text, part.start, part.end)
            return opening.kind if opening else None
        goal = self._speaks_of_goal(run)
        same = run.likeness >= SAME and run.near[0].quoted.whole
        if run.likeness >= ALIKE and (first or not goal or same):
            return None
        marks = self.marks.within(part.start, part.end, *_CONTEXT)
        kind = kind_by_words(marks, chapter or "goal")
        promised = bool(run.named) and run.likeness >= RELATED
        if chapter is not None and not promised and not (run.named and run.named[0].weight >= _PLAIN):
            return kind_by_words(marks, chapter)
        if any(mark.means == "duty" for mark in marks) and not promised:
            return "duty"
        reaches = self.reaches(part.quote, part.end)
        if goal:
            shall = self.cutter.head(part.start, part.end)[1] == "shall"
            reached = reaches and any(each.individual for each in run.named)
            return None if (shall and reached) or (first and promised) else kind
        if run.named and (first or reaches or kind != "goal" or promised):
            return None
        if marks and (not reaches or not first):
            return kind
        return kind if self.known.lexicon.governing(self.text[part.quote : part.end]) is None else None

    def _opened(self, run: Run) -> bool:
        """Whether a run is as a piece of context of an encoded document, from its first words to its last."""
        part = run.part
        opening = self.known.openings.at(self.text, part.start, part.end)
        if opening is None or run.likeness >= 0.8:
            return False
        if opening.ending:
            covered = self.text[part.start : part.end].endswith(opening.ending)
        else:
            covered = len(part.pieces) == 1
        return covered and (len(opening.opening) >= 6 or bool(opening.ending) or run.likeness < ALIKE)

    def _with_goals(self, runs: list[Run]) -> list[Run]:
        """Goals that name what the run before them promises go into its quote."""
        result: list[Run] = []
        for run in runs:
            if result and run.kind == "goal" and result[-1].kind is None and run.named:
                last = result[-1]
                names = {each.name for each in last.named}
                if run.named[0].name in names and run.part.end - last.part.quote <= MAX_QUOTE:
                    joined = self._run(join(last.part, run.part))
                    joined.led = last.led
                    result[-1] = joined
                    continue
            result.append(run)
        return result
