"""From the frame of a document to proposals for everything that its clauses say."""

import re
from typing import Any

from ...documents import CONTEXT_WORDS, MAX_QUOTE, Agencies, ContextKind, Measure, Rules, Service
from ...rules import ALWAYS, Condition
from ...texts import Sentence, SourceClause, normalise
from ..model import Frame, Judgement, Proposals, ProposedContext, ProposedMeasure
from .candidates import ALIKE, names_of
from .conditions import ConditionReader, Group, same_names
from .details import Details
from .doubts import Doubts
from .judge import Judge, Proposal
from .knowledge import Chapters, Knowledge, kind_by_words, knowledge
from .runs import Reader, Run
from .words import cited

#: The longest words that name people without saying who they are.
_NAME = 12
#: Words that give somebody something: a part with one of them is no context that needs no reading.
_GIVES = re.compile(
    r"提供|发放|给予|予以(?!通报|表扬|奖励)|纳入.{0,60}?(?:范围|监测)|免费|减免|补助|补贴|贷款|建立.{0,40}?台账|优先"
)
#: What a document is for: 为…，现提出如下意见. One that is sent out with another speaks of who does what.
_AIM = re.compile(r"为(?!.*印发).*(?:提出|制定|通知如下)")
#: What heads, preambles and lists of what is attached say of the document itself.
_FORMULA = re.compile(
    r"(?:提出|制定|制订).{0,12}(?:意见|方案|办法|措施|细则|制度|计划)|印发|转发|如下[:：]?\Z|[关有]于.*的(?:通知|意见|函)\Z"
    r"|(?:意见|方案|办法|措施|细则|制度|计划|清单|目录|通知|表)\Z|\A(?:附件|抄送|联系)|\A问[:：]|[?？]\Z"
)
#: Words by which something may be had that no verb of the table gives.
_MAY = re.compile("可以?(?:免费|按规定|依法|自愿|向)?(?:申请|享受|参加|领取|获得)|享受|报销|免费")


def propose(frame: Frame, rules: Rules) -> Proposals:
    """Measures and context for every sentence of a document, in printed order; new services are open measures.

    The documents of ``rules`` are the neighbours; one that is itself among them finds its own sentences.
    """
    return _Drafter(frame, knowledge(rules)).proposals()


class _Drafter:
    """Drafts the measures of one document."""

    def __init__(self, frame: Frame, known: Knowledge) -> None:
        self.frame, self.known = frame, known
        self.text = frame.source.text
        self.marks = known.finder.marks(self.text)
        about = known.finder.marks(f"{frame.title}。{frame.definition.quote}")
        everything = len(frame.title) + len(frame.definition.quote) + 1
        self.of_women = bool(about.within(0, everything, "woman"))
        subject = frozenset(mark.word for mark in about.within(0, len(frame.title), "others"))
        self.reader = Reader(known, self.text, self.marks, frozenset() if self.of_women else subject)
        self.conditions = ConditionReader(known.rules, self.text, self.marks, known.lexicon)
        self.details = Details(known.rules, known.lexicon, frame)
        self.doubts = Doubts(known, self.text, self.marks)
        women = about.within(0, len(frame.title), "woman")
        narrower = about.within(0, women[0].start, "fact") if women else []
        self.about = tuple(f"题名里有{cited(mark.word)}" for mark in narrower)
        self.judge = Judge(known, self.text, self.marks, of_women=self.of_women)
        self.measures: list[ProposedMeasure] = []
        self.context: list[ProposedContext] = []
        self.new: dict[str, dict[str, Service]] = {"service": {}, "topic": {}}

    def proposals(self) -> Proposals:
        """Everything that is proposed."""
        chapters = Chapters(self.marks)
        repeating = {item.at for item in self.frame.annex if item.of}
        for clause in self.frame.source.clauses:
            if clause.at in repeating:
                continue
            chapter, about = chapters.of(clause), (*self.about, *self.doubts.of_clause(clause))
            for sentence in clause.sentences:
                if self._defines(clause, sentence):
                    continue
                if clause.kind == "numbered" or (clause.kind == "outside" and chapter is None and clause.heading):
                    self._sentence(clause, sentence, chapter, about)
                else:
                    self._outside(clause, sentence, chapter)
        services, topics = self.new["service"], self.new["topic"]
        return Proposals(measures=tuple(self.measures), context=tuple(self.context), services=services, topics=topics)

    def _defines(self, clause: SourceClause, sentence: Sentence) -> bool:
        """Whether the sentence says who is reached; one that merely names them may promise something all the same."""
        definition, judgement = self.frame.definition, self.frame.judgements.get(("definition",))
        if clause.at != definition.at or definition.quote not in sentence.text:
            return False
        names = judgement is not None and judgement.certainty == "open" and len(definition.quote) <= _NAME
        return not names or not (clause.kind == "numbered" or self._promising(clause, sentence, None))

    def _outside(self, clause: SourceClause, sentence: Sentence, chapter: ContextKind | None) -> None:
        """A sentence outside the numbered clauses: head, preamble, end, annex."""
        if self._promising(clause, sentence, chapter):
            self._sentence(clause, sentence, chapter, ("写在编号的条款之外",))
            return
        opening = self.known.openings.at(self.text, sentence.start, sentence.end)
        marks = self.marks.within(sentence.start, sentence.end, "background", "goal", "organisation", "duty")
        kind = opening.kind if opening else self._head(sentence) or kind_by_words(marks, chapter or "organisation")
        start, end = sentence.start, sentence.end
        head = self._head(sentence) is not None
        named = clause.kind == "annex" or bool(self.marks.within(start, end, "service"))
        self._context(clause, start, end, kind, chapter if named and not head else chapter or kind)

    def _context(
        self, clause: SourceClause, start: int, end: int, kind: ContextKind, chapter: ContextKind | None
    ) -> None:
        """What promises nothing; sure where the heading or an encoded document says so and no word is against it."""
        title = CONTEXT_WORDS[kind]
        opening = self.known.openings.at(self.text, start, end)
        known = opening is not None and opening.kind == kind
        said = dict.fromkeys(mark.word for mark in self.marks.within(start, end, kind))
        named = self.marks.within(start, end, "service", "topic")
        speaks_for = [f"{''.join(map(cited, said))}是“{title}”一类的话"] if said else []
        if opening is not None and known:
            speaks_for.append(f"开头同{opening.policy.number} {opening.at}")
        speaks_for += [f"标题或位置说的是“{title}”"] if chapter == kind else []
        against = []
        if named and self.reader.reaches(start, end):
            against.append(f"有{cited(named[0].word)}的说法，也写到人")
        same = known and opening is not None and (bool(opening.ending) or len(opening.opening) >= 6)
        gives = None if same or clause.kind != "numbered" else _GIVES.search(self.text, start, end)
        if gives is not None:
            against.append(f"有{cited(gives[0])}，也许是一项许诺")
        if not known and chapter != kind:
            against.append("没有相近的句子")
        judgement = Judgement(
            certainty="check" if against else "sure", speaks_for=tuple(speaks_for), speaks_against=tuple(against)
        )
        self.context.append(ProposedContext(at=clause.at, start=start, end=end, kind=kind, judgement=judgement))

    def _promising(self, clause: SourceClause, sentence: Sentence, chapter: ContextKind | None) -> bool:
        """Whether a sentence outside the numbered clauses gives something: a letter without clauses, an answer."""
        opening = self.known.openings.at(self.text, sentence.start, sentence.end)
        told = opening is not None and opening.kind in ("background", "goal")
        if clause.kind != "outside" or told or self._head(sentence) or _FORMULA.search(sentence.text):
            return False
        return any(run.kind is None and self._gives(run) for run in self.reader.runs(sentence, chapter))

    def _gives(self, run: Run) -> bool:
        """Whether a run names what is given, and who gets it or that it is given."""
        start, end = run.part.start, run.part.end
        verb, reaches = self.known.lexicon.governing(self.text[start:end]), self.reader.reaches(start, end)
        if not run.named:
            return reaches and re.search("给予|发放|免费|补贴|补助", self.text[start:end]) is not None
        named = any(each.individual for each in run.named) and reaches
        return named or verb is not None or _MAY.search(self.text[start:end]) is not None

    def _head(self, sentence: Sentence) -> ContextKind | None:
        """The kind of a title, of the line with the number, and of the sentence that says what it is all for."""
        source = self.frame.source
        named = [*source.titles, *([source.number] if source.number else [])]
        if any(line.start <= sentence.start < line.end for line in named):
            return "background"
        return "goal" if _AIM.match(sentence.text) else None

    def _sentence(
        self, clause: SourceClause, sentence: Sentence, chapter: ContextKind | None, about: tuple[str, ...]
    ) -> None:
        runs = self.reader.runs(sentence, chapter)
        doubts = self._doubts(runs, about)
        stretch: tuple[int, int, ContextKind] | None = None
        for number, run in enumerate([*runs, None]):
            if run is not None and run.kind is not None and stretch is not None and stretch[2] == run.kind:
                stretch = (stretch[0], run.part.end, run.kind)
                continue
            if stretch is not None:
                self._context(clause, *stretch, chapter)
            stretch = (run.part.start, run.part.end, run.kind) if run is not None and run.kind is not None else None
            if run is not None and run.kind is None:
                self._promise(clause, run, doubts[number])

    def _doubts(self, runs: list[Run], about: tuple[str, ...]) -> list[tuple[str, ...]]:
        """For each run what speaks against it in the rest of its sentence and of its clause."""
        promises = [run for run in runs if run.kind is None]
        behind = self.judge.behind(promises[-1]) if promises else ()
        before: list[str] = []
        doubts = []
        groups = [self.judge.groups(run, self.conditions.descriptions(run.part.start, run.part.end)) for run in runs]
        for number, own in enumerate(self.doubts.of_runs(runs)):
            run = runs[number]
            left = [*before, *(behind if promises and run is not promises[-1] else ())]
            begun = bool(run.near) and not run.near[0].quoted.whole
            for other in runs[:number] if begun else ():
                left += self.judge.unread(other) if self.doubts.related(run, other) else ()
            for other, words in zip(runs, groups, strict=True):
                left += words if other is not run and self._touches(run, other) else ()
            doubts.append((*about, *own, *(f"同句的{cited(words)}没有读懂" for words in left)))
            before += self.judge.in_front(run) if run.kind is None else ()
        return doubts

    def _touches(self, run: Run, other: Run) -> bool:
        """Whether whom another run of a sentence means may say whom a run means."""
        return other.kind is not None or other.likeness < ALIKE or self.doubts.related(run, other)

    # -- what is promised -----------------------------------------------------------------------

    def _promise(self, clause: SourceClause, run: Run, doubts: tuple[str, ...]) -> None:
        start, end = self._quote(run)
        doubts += self.doubts.left_out(run, start)
        doubts += tuple(f"引文之前的{cited(words)}没有读懂" for words in self.judge.left_out(run, start))
        words = self.text[start:end]
        names = names_of(words, run.near, run.named, run.picked, self.known.words)
        if not names:
            self._open(clause, run, start, end)
            return
        for name, individual in names:
            own = [mark for each in run.named if each.name == name for mark in each.marks]
            groups = self.conditions.of(start, end, own) if individual else [(end, Group(ALWAYS, ()))]
            for last, group in groups:
                proposal = self._proposal(clause, run, (start, last), name, individual=individual, group=group)
                self._add(clause, start, last, proposal.measure, self.judge.of(proposal, run, doubts))

    def _add(self, clause: SourceClause, start: int, end: int, measure: Measure, judgement: Judgement) -> None:
        self.measures.append(ProposedMeasure(at=clause.at, start=start, end=end, measure=measure, judgement=judgement))

    def _quote(self, run: Run) -> tuple[int, int]:
        """At most 80 characters: whole 分句 from the last ones back, as many as fit, and else from a verb on."""
        start, end = run.part.quote, run.part.end
        for piece in run.part.pieces[1:]:
            if end - start > MAX_QUOTE:
                start = piece.start
        if end - start > MAX_QUOTE:
            lexicon = self.known.lexicon
            verbs = (at for at in range(end - MAX_QUOTE, end - 4) if lexicon.verb_at(self.text[at:end]))
            start = next(verbs, end - MAX_QUOTE)
        return start, end

    def _proposal(
        self, clause: SourceClause, run: Run, at: tuple[int, int], name: str, *, individual: bool, group: Group
    ) -> Proposal:
        start, end = at
        words, details = self.text[start:end], self.details
        sentence = next((each.text for each in clause.sentences if each.start <= start < each.end), words)
        verb = self.known.lexicon.governing(words)
        likest = next((each for near in run.near for each in near.quoted.named(name)), None)
        force: Any = verb[1] if verb else likest.force if likest else "provide"
        condition = self._condition(words, group, run, name) if individual else ALWAYS
        label, agencies = self._agencies(clause.at, words)
        measure = Measure(
            service=name if individual else None,
            topic=None if individual else name,
            force=force,
            annex=label,
            quote=words,
            condition=condition,
            need=details.need(words, name) if individual else None,
            residual=details.residual(words, run.near),
            reading=details.reading(words, condition),
            contact=details.contact(name, words, agencies.all(), agencies.lead) if individual else None,
            carried_out_by=details.carried_out_by(name, sentence, words, run.near) if individual else (),
            until=details.until(words),
        )
        return Proposal(measure, start, end, group, tuple(run.named))

    def _condition(self, words: str, group: Group, run: Run, name: str) -> Condition:
        """The neighbour's condition where both describe the same women in the same words, else what the words say."""
        for near in run.near:
            if near.likeness < ALIKE:
                break
            measures = near.quoted.named(name)
            if measures and near.quoted.whole and self.judge.describe_alike(words, near.quoted.quote):
                theirs = measures[0].condition
                return group.condition if words != near.quoted.quote and same_names(theirs, group.condition) else theirs
        return group.condition

    def _agencies(self, at: str, words: str) -> tuple[str | None, Agencies]:
        """(the annex item to name, the offices) of a measure: of its clause, or of the annex item that repeats it."""
        own = next((clause.agencies for clause in self.frame.clauses if clause.at == at), Agencies())
        items = [item for item in self.frame.annex if at in item.of]
        if own or not items:
            return None, own
        wanted = normalise(words)
        holding = [item for item in items if wanted in normalise(self._body(item.at))]
        if not holding:
            holding = sorted(items, key=lambda item: -self._shared(wanted, normalise(self._body(item.at))))
        item = holding[0]
        return (item.at if len(items) > 1 else None), item.agencies

    def _body(self, at: str) -> str:
        part = self.frame.source.clause(at)
        return part.body if part else ""

    def _shared(self, words: str, body: str) -> int:
        """How many pairs of characters of some words a text has."""
        return sum(words[at : at + 2] in body for at in range(len(words) - 1))

    def _open(self, clause: SourceClause, run: Run, start: int, end: int) -> None:
        """A promise for which nothing is registered: a new service or topic of its own."""
        words = self.text[start:end]
        individual = self.reader.reaches(start, end)
        kind = "service" if individual else "topic"
        name = f"{self.frame.id}_{kind}_{len(self.new[kind]) + 1}"
        title = self.details.title(words)
        self.new[kind][name] = Service(id=name, title=title, about=re.sub(r"\s+", "", words) + "。")
        group = self.conditions.of(start, end, [])[0][1] if individual else Group(ALWAYS, ())
        label, _ = self._agencies(clause.at, words)
        verb = self.known.lexicon.governing(words)
        force: Any = verb[1] if verb else "provide"
        measure = Measure(
            service=name if individual else None,
            topic=None if individual else name,
            force=force,
            annex=label,
            quote=words,
            condition=group.condition,
            residual=self.details.residual(words, []),
            reading=self.details.reading(words, group.condition),
            until=self.details.until(words),
        )
        self._add(clause, start, end, measure, self.judge.open(run.near, title))
