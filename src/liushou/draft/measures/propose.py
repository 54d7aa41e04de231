"""From the frame of a document to proposals for everything that its clauses say."""

from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from ...documents import MAX_QUOTE, Agencies, ContextKind, Measure, Rules, Service
from ...rules import ALWAYS, Condition
from ...texts import Lexicon, Sentence, SourceClause
from ..model import Frame, Judgement, Proposals, ProposedContext, ProposedMeasure
from .candidates import ALIKE, RELATED, Named, by_words, chosen, measures_of
from .conditions import ConditionReader, Group
from .context import Chapters, Openings, kind_by_words
from .details import Details
from .judge import Judge, Stretch
from .neighbours import Index, Near
from .sentences import Cutter, Part
from .words import WordFinder


class Knowledge:
    """What proposals rest on: the words, and the quotes and the context of the encoded documents."""

    def __init__(self, rules: Rules) -> None:
        self.rules = rules
        self.lexicon, self.finder = Lexicon(rules.words), WordFinder(rules.words)
        self.index, self.openings = Index(rules), Openings(rules)
        self.details = Details(rules, self.lexicon)
        self.words: dict[str, list[str]] = {}
        for group in rules.words.values():
            if group.means in ("service", "topic"):
                self.words.setdefault(group.of or "", []).extend(group.says)


@lru_cache(maxsize=4)
def _knowledge(rules: Rules) -> Knowledge:
    return Knowledge(rules)


def propose(frame: Frame, rules: Rules) -> Proposals:
    """Measures and context for every sentence of a document, in printed order; new services are open measures.

    The measures of ``rules`` are the neighbours; a document that is itself among them finds its own sentences.
    """
    return _Drafter(frame, _knowledge(rules)).proposals()


@dataclass(slots=True)
class _Run:
    """One or more parts of a sentence with what they are taken for."""

    start: int
    end: int
    quote: int
    kind: ContextKind | None = None
    near: list[Near] = field(default_factory=list)
    named: list[Named] = field(default_factory=list)
    sure: bool = False


class _Drafter:
    """Drafts the measures of one document."""

    def __init__(self, frame: Frame, knowledge: Knowledge) -> None:
        self.frame, self.known = frame, knowledge
        self.text = frame.source.text
        self.marks = knowledge.finder.marks(self.text)
        self.cutter = Cutter(self.text, self.marks, knowledge.lexicon)
        self.conditions = ConditionReader(knowledge.rules, self.text, self.marks, knowledge.lexicon)
        self.judge = Judge(knowledge.rules, knowledge.lexicon, knowledge.finder, self.text)
        self.measures: list[ProposedMeasure] = []
        self.context: list[ProposedContext] = []
        self.new: dict[str, dict[str, Service]] = {"service": {}, "topic": {}}

    def proposals(self) -> Proposals:
        """Everything that is proposed."""
        chapters = Chapters(self.marks)
        repeated = {item.at for item in self.frame.annex if item.of}
        for clause in self.frame.source.clauses:
            if clause.kind == "annex":
                if clause.at not in repeated:
                    self._all_context(clause, "organisation")
                continue
            kind = chapters.of(clause)
            for sentence in clause.sentences:
                if not self._defines(clause, sentence):
                    if clause.kind == "outside":
                        self._outside(clause, sentence, kind)
                    else:
                        self._sentence(clause, sentence, kind)
        return Proposals(
            measures=tuple(self.measures),
            context=tuple(self.context),
            services=self.new["service"],
            topics=self.new["topic"],
        )

    # -- what promises nothing ------------------------------------------------------------------

    def _defines(self, clause: SourceClause, sentence: Sentence) -> bool:
        definition = self.frame.definition
        return clause.at == definition.at and definition.quote in sentence.text

    def _all_context(self, clause: SourceClause, kind: ContextKind) -> None:
        for sentence in clause.sentences:
            self._context(clause, sentence.start, sentence.end, kind, Judgement(certainty="check"))

    def _outside(self, clause: SourceClause, sentence: Sentence, kind: ContextKind | None) -> None:
        """A sentence outside the numbered clauses: head, preamble, end."""
        opening = self.known.openings.at(self.text, sentence.start, sentence.end)
        marks = self.marks.within(sentence.start, sentence.end, "background", "goal", "organisation", "duty")
        default: ContextKind = kind or "organisation"
        found = opening.kind if opening else kind_by_words(marks, default)
        self._context(clause, sentence.start, sentence.end, found, Judgement(certainty="sure"))

    def _context(self, clause: SourceClause, start: int, end: int, kind: ContextKind, why: Judgement) -> None:
        self.context.append(ProposedContext(at=clause.at, start=start, end=end, kind=kind, judgement=why))

    # -- sentences of the numbered clauses ------------------------------------------------------

    def _sentence(self, clause: SourceClause, sentence: Sentence, chapter: ContextKind | None) -> None:
        parts = self.cutter.parts(sentence)
        runs = self._merged([self._run(group, chapter) for group in self._grouped(parts)])
        doubtful = self.judge.doubtful([(run.start, run.end, run.kind, run.near) for run in runs], self.marks)
        for run in runs:
            if run.kind is None:
                self._promise(clause, run, doubtful)
        self._rest(clause, runs)

    def _rest(self, clause: SourceClause, runs: list[_Run]) -> None:
        """The context among the runs, neighbours of one kind as one stretch."""
        stretch: tuple[int, int, ContextKind] | None = None
        for run in runs:
            if run.kind is None:
                if stretch:
                    self._context(clause, *stretch, Judgement(certainty="check"))
                stretch = None
            elif stretch and stretch[2] == run.kind:
                stretch = (stretch[0], run.end, run.kind)
            else:
                if stretch:
                    self._context(clause, *stretch, Judgement(certainty="check"))
                stretch = (run.start, run.end, run.kind)
        if stretch:
            self._context(clause, *stretch, Judgement(certainty="check"))

    def _grouped(self, parts: list[Part]) -> list[list[Part]]:
        """Parts joined where an encoded quote holds several of them: the cut that is most like what is encoded."""
        best: list[tuple[float, list[list[Part]]]] = [(0.0, [])]
        for last in range(1, len(parts) + 1):
            options = []
            for first in range(max(0, last - 4), last):
                group = parts[first:last]
                start, end = group[0].quote, group[-1].end
                if len(group) > 1 and end - start > MAX_QUOTE + 20:
                    continue
                near = self.known.index.near(self.text[start:end], 1)
                likeness = near[0].likeness if near else 0.0
                value = (end - start) * likeness**2 if likeness > (RELATED if len(group) == 1 else ALIKE) else 0.0
                value -= 0.5 * (len(group) - 1)
                if len(group) > 1 and value <= 0:
                    continue
                options.append((best[first][0] + value, [*best[first][1], group]))
            best.append(max(options, key=lambda option: (option[0], len(option[1]))))
        return best[-1][1]

    def _run(self, group: list[Part], chapter: ContextKind | None) -> _Run:
        run = _Run(group[0].start, group[-1].end, group[0].quote)
        words = self.text[run.quote : run.end]
        run.near = self.known.index.near(words)
        likeness = run.near[0].likeness if run.near else 0.0
        reaches = bool(self.marks.within(run.quote, run.end, "woman")) or bool(self._her(words))
        run.named = by_words(self.marks, run.quote, run.end, reaches=reaches)
        opening = self.known.openings.at(self.text, run.start, run.end)
        if opening is not None and likeness < 0.8 and (len(opening.opening) >= 6 or likeness < ALIKE):
            run.kind = opening.kind
        elif likeness < ALIKE:
            run.kind = self._context_kind(run, chapter, likeness, reaches=reaches)
        return run

    def _her(self, words: str) -> bool:
        return "其" in words and "其他" not in words

    def _context_kind(
        self, run: _Run, chapter: ContextKind | None, likeness: float, *, reaches: bool
    ) -> ContextKind | None:
        """The kind of context of words that are like no quote; None where they promise something."""
        marks = self.marks.within(run.start, run.end, "background", "goal", "organisation", "duty")
        at, _ = self.cutter.head(run.start, run.end)
        kind = kind_by_words(marks, chapter or "goal")
        if chapter is not None and not (run.named and likeness >= RELATED):
            return kind_by_words(marks, chapter)
        goal_first = any(mark.means in ("goal", "duty") and mark.start <= at + 1 for mark in marks)
        if goal_first and not (run.named and likeness >= RELATED):
            return kind
        if run.named:
            return None
        if marks and not reaches:
            return kind
        lexicon = self.known.lexicon
        force = lexicon.governing(self.text[run.quote : run.end])
        if force is None:
            return kind
        return None if reaches or not marks else kind

    def _merged(self, runs: list[_Run]) -> list[_Run]:
        """Goals that name what the run before them promises go into its quote."""
        result: list[_Run] = []
        for run in runs:
            if result and run.kind == "goal" and result[-1].kind is None and run.named:
                last = result[-1]
                names = {each.name for each in last.named} | self._names(last)
                if run.named[0].name in names and run.end - last.quote <= MAX_QUOTE:
                    last.end = run.end
                    continue
            result.append(run)
        return result

    def _names(self, run: _Run) -> set[str]:
        near = run.near[0] if run.near and run.near[0].likeness >= ALIKE else None
        return {measure.name for measure in near.quoted.measures} if near else set()

    # -- what is promised -----------------------------------------------------------------------

    def _promise(self, clause: SourceClause, run: _Run, doubtful: tuple[str, ...]) -> None:
        start, end = self._quote(run)
        quote = self.text[start:end]
        near = run.near[0] if run.near else None
        names: list[tuple[str, bool]] = []
        picked = chosen(self.text, run.named)
        if near and near.likeness >= ALIKE:
            kept = measures_of(near, quote, self.known.words, run.named)
            kinds = {measure.name: measure.individual for measure in near.quoted.measures}
            names = [(name, kinds[name]) for name in dict.fromkeys(kept)]
            said = {word for name in self.known.words for word in self.known.words[name] if word in near.quoted.quote}
            names += [
                (each.name, each.individual)
                for each in picked
                if each.name not in kinds and not any(mark.word in said for mark in each.marks)
            ]
        names = names or [(each.name, each.individual) for each in picked]
        if not names and near and near.likeness >= RELATED:
            names = list({measure.name: measure.individual for measure in near.quoted.measures}.items())
        if not names:
            self._open(clause, run, start, end)
            return
        for name, individual in names:
            self._measure(clause, run, Stretch(start, end), name, individual, doubtful)

    def _quote(self, run: _Run) -> tuple[int, int]:
        """At most 80 characters: whole 分句 from the last ones back, as many as fit."""
        start, end = run.quote, run.end
        while end - start > MAX_QUOTE:
            comma = self.text.find("，", start, end)
            if comma < 0:
                break
            start = comma + 1
        if end - start > MAX_QUOTE:
            verbs = [at for at in range(end - MAX_QUOTE, end - 4) if self.known.lexicon.verb_at(self.text[at:end])]
            start = verbs[0] if verbs else end - MAX_QUOTE
        while start < end and not self.text[start].isalnum() and self.text[start] not in "“《（":
            start += 1
        return start, end

    def _measure(
        self, clause: SourceClause, run: _Run, quote: Stretch, name: str, individual: bool, doubtful: tuple[str, ...]
    ) -> None:
        words = self.text[quote.start : quote.end]
        details = self.known.details
        model = self.judge.model(run.near, name)
        own = [mark for each in run.named if each.name == name for mark in each.marks]
        group = self.conditions.of(quote.start, quote.end, own) if individual else Group(ALWAYS, ())
        verb = self.known.lexicon.governing(words)
        force: Any = verb[1] if verb else (model.force if model else "provide")
        condition = self._condition(words, group, run, name) if individual else ALWAYS
        agencies = self._agencies(clause.at)
        measure = Measure(
            service=name if individual else None,
            topic=None if individual else name,
            force=force,
            quote=words,
            condition=condition,
            need=details.need(words, name) if individual else None,
            residual=details.residual(words, run.near),
            reading=details.reading(words, condition),
            contact=details.contact(name, agencies, self.frame.place),
            carried_out_by=details.carried_out_by(self.text[run.start : run.end], run.near),
            until=details.until(words),
        )
        judgement = self.judge.of(measure, run.near, group, doubtful)
        self.measures.append(
            ProposedMeasure(at=clause.at, start=quote.start, end=quote.end, measure=measure, judgement=judgement)
        )

    def _condition(self, words: str, group: Group, run: _Run, name: str) -> Condition:
        """The neighbour's condition where both describe the same women in the same words, else what the words say."""
        near = run.near[0] if run.near else None
        if near is not None and near.likeness >= ALIKE:
            for measure in near.quoted.measures:
                if measure.name == name and self.judge.describe_alike(words, near.quoted.quote):
                    return measure.condition
        return group.condition

    def _agencies(self, at: str) -> Agencies:
        own = next((clause.agencies for clause in self.frame.clauses if clause.at == at), Agencies())
        if own:
            return own
        items = [item for item in self.frame.annex if at in item.of]
        return items[0].agencies if len(items) == 1 else Agencies()

    def _open(self, clause: SourceClause, run: _Run, start: int, end: int) -> None:
        """A promise for which nothing is registered: a new service or topic of its own."""
        words = self.text[start:end]
        individual = bool(self.marks.within(start, end, "woman"))
        kind = "service" if individual else "topic"
        number = len(self.new["service"]) + len(self.new["topic"]) + 1
        name = f"{self.frame.id}_{kind}_{number}"
        title = self.known.details.title(words)
        self.new[kind][name] = Service(id=name, title=title)
        verb = self.known.lexicon.governing(words)
        group = self.conditions.of(start, end) if individual else Group(ALWAYS, ())
        measure = Measure(
            service=name if individual else None,
            topic=None if individual else name,
            force=verb[1] if verb else "provide",  # type: ignore[arg-type]
            quote=words,
            condition=group.condition,
            residual=self.known.details.residual(words, []),
            reading=self.known.details.reading(words, group.condition),
        )
        judgement = self.judge.open(run.near, title)
        self.measures.append(ProposedMeasure(at=clause.at, start=start, end=end, measure=measure, judgement=judgement))
