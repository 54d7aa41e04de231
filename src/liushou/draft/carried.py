"""What of an older document stands in a new text, as it was or in other words, with what was encoded of it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from difflib import SequenceMatcher

from ..documents import FORCE_WORDS, MAX_QUOTE, NO_CONTACT, Clause, ContextKind, Definition, Measure, Policy
from ..texts import Source, SourceClause, place
from .compared import compared
from .model import Frame, Judgement, Proposals, ProposedContext, ProposedMeasure
from .write import undecided_lines

#: How alike a sentence must be to one of the older document to be that one reworded, from 0 to 1.
ALIKE = 0.6
#: What the same label adds to the likeness.
SAME_PLACE = 0.05
#: Differing words of this length or more are named; shorter ones are shown with what stands around them.
_SHOWN = 60


_LEFT = "旧文件里这一处还没有定"


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """A quote of the older document and where it, or what it was reworded to, stands in the new text."""

    at: str
    old: str
    measures: tuple[Measure, ...]
    new_at: str = ""
    start: int = 0
    end: int = 0
    new: str = ""

    @property
    def is_gone(self) -> bool:
        """Whether the new text has nothing like it."""
        return not self.new

    @property
    def is_reworded(self) -> bool:
        """Whether the new text says it in other words."""
        return bool(self.new) and self.new != self.old


@dataclass(slots=True)
class _Text:
    """The new text: its parts by label, and the stretches that quotes have taken."""

    source: Source
    taken: list[tuple[int, int]] = field(default_factory=list)

    def exact(self, kept: Kept) -> Kept:
        """The quote where it is printed as it was, first in the part of the same label."""
        for part in sorted(self.source.clauses, key=lambda part: part.at != kept.at):
            at = -1 if part.kind == "annex" else part.body.find(kept.old)
            if at >= 0:
                start = part.body_start + at
                return self._found(kept, part, start, start + len(kept.old))
        return kept

    def reworded(self, kept: Kept) -> Kept:
        """The quote as the likest run of 分句 of one sentence that no other quote has."""
        best: tuple[float, SourceClause, int, int] | None = None
        matcher = SequenceMatcher(None, autojunk=False)
        matcher.set_seq2(kept.old)
        for part in self.source.clauses:
            extra = SAME_PLACE if part.at == kept.at else 0.0
            for start, end in self._runs(part):
                matcher.set_seq1(self.source.text[start:end])
                least = max(ALIKE, best[0] - extra if best else 0)
                if matcher.real_quick_ratio() >= least and matcher.quick_ratio() >= least:
                    likeness = matcher.ratio()
                    if likeness >= ALIKE and (best is None or likeness + extra > best[0]):
                        best = (likeness + extra, part, start, end)
        return self._found(kept, *best[1:]) if best else kept

    def _runs(self, part: SourceClause) -> Iterator[tuple[int, int]]:
        for sentence in part.sentences if part.kind != "annex" else ():
            for first, piece in enumerate(sentence.pieces):
                for last in sentence.pieces[first:]:
                    if last.end - piece.start > MAX_QUOTE:
                        break
                    if not any(start < last.end and piece.start < end for start, end in self.taken):
                        yield piece.start, last.end

    def _found(self, kept: Kept, part: SourceClause, start: int, end: int) -> Kept:
        self.taken.append((start, end))
        return replace(kept, new_at=part.at, start=start, end=end, new=self.source.text[start:end])


def carried_over(
    frame: Frame, proposals: Proposals, old: Policy, old_source: Source | None = None
) -> tuple[Proposals, tuple[Kept, ...]]:
    """The proposals for a new text with what the older document says of the same sentences in their place.

    A quote that is printed as it was keeps its measures, sure; one that was reworded keeps them to be checked. Where
    neither is so, what was proposed stays. ``old_source`` is the older text.
    """
    text = _Text(frame.source)
    quotes = [text.exact(kept) for kept in _quotes(old)]
    quotes = [text.reworded(kept) if kept.is_gone else kept for kept in quotes]
    left = undecided_lines(old)
    measures = [
        measure
        for kept in quotes
        if not kept.is_gone
        for measure in _measures(kept, frame, old, proposals=proposals, left=left)
    ]
    others = [each for each in proposals.measures if not within(text.taken, each.start, each.end)]
    same = frozenset(words for _, words in sentences_of(old_source))
    rest = replace(proposals, measures=tuple(others))
    # Where the older document is itself a draft that is not decided, it decides nothing of the rest.
    rest = rest if left else _as_before(frame, rest, old, same)
    return replace(rest, measures=(*measures, *rest.measures)), tuple(quotes)


def with_definition(frame: Frame, old: Policy) -> Frame:
    """The frame with the definition of the older document, where the new text prints it word for word."""
    quote = old.definition.quote
    parts = [part for part in frame.source.clauses if part.kind != "annex" and quote in part.body]
    if not parts:
        return frame
    where = old.definition.location
    # The comment stands above `definition:`, the place of what it holds is a line or more below.
    left = where is not None and bool({where.line, where.line - 1} & undecided_lines(old))
    judgement = Judgement(
        certainty="check" if left else "sure",
        speaks_for=(f"{old.number} {old.definition.at}有这一句",),
        speaks_against=(_LEFT,) if left else (),
    )
    definition = Definition(parts[0].at, quote, old.definition.condition)
    return replace(frame, definition=definition, judgements={**frame.judgements, ("definition",): judgement})


def _quotes(old: Policy) -> Iterator[Kept]:
    for clause in old.clauses:
        for quote in dict.fromkeys(measure.quote for measure in clause.measures):
            same = tuple(measure for measure in clause.measures if measure.quote == quote)
            yield Kept(at=clause.at, old=quote, measures=same)


def within(taken: Iterable[tuple[int, int]], start: int, end: int) -> bool:
    """Whether a stretch of the text overlaps one of those that are taken."""
    return any(first < end and start < last for first, last in taken)


def _measures(
    kept: Kept, frame: Frame, old: Policy, *, proposals: Proposals, left: frozenset[int]
) -> Iterator[ProposedMeasure]:
    """The measures of a quote at its place in the new text."""
    clause = next((clause for clause in frame.clauses if clause.at == kept.new_at), None)
    proposed = [each for each in proposals.measures if within([(kept.start, kept.end)], each.start, each.end)]
    before = old.clause(kept.at)
    inferred = before is not None and bool(before.contact or before.agencies.lead or before.agencies.sole)
    for measure in kept.measures:
        moved = _at_home(replace(measure, quote=kept.new, annex=None), clause)
        if measure.contact is None and measure.individual and inferred:
            moved = replace(moved, contact=NO_CONTACT)
        speaks_for = (f"{old.number} {kept.at}{'原来的一句改写' if kept.is_reworded else '有这一句'}",)
        against = list(_against(kept, measure, moved, proposed, old))
        if measure.location is not None and measure.location.line in left:
            against.append(_LEFT)
        judgement = Judgement(
            certainty="check" if against else "sure", speaks_for=speaks_for, speaks_against=tuple(against)
        )
        yield ProposedMeasure(at=kept.new_at, start=kept.start, end=kept.end, measure=moved, judgement=judgement)


def _at_home(measure: Measure, clause: Clause | None) -> Measure:
    """The measure without a contact that its clause does not name."""
    offices = clause.agencies.all() if clause else ()
    return measure if measure.contact in offices else replace(measure, contact=None)


def _against(
    kept: Kept, measure: Measure, moved: Measure, proposed: list[ProposedMeasure], old: Policy
) -> Iterator[str]:
    if kept.is_reworded:
        yield f"改了：{changed_words(kept.old, kept.new)}"
        same = [each.measure for each in proposed if each.measure.name == measure.name]
        forces = {each.force for each in same}
        if forces and measure.force not in forces:
            yield f"照新的词语，力度是{'、'.join(FORCE_WORDS[force] for force in sorted(forces))}"
        if same and all(each.condition != measure.condition for each in same):
            yield "照新的词语，条件不同"
    if measure.contact and moved.contact is None:
        yield f"本条不再写{measure.contact}"
    if measure.until is not None and measure.until < old.issued:
        yield "期限已过"


def changed_words(old: str, new: str) -> str:
    """The stretches in which two sentences differ: 「贫困」→「低收入」，加「每年」."""
    differing = [(gone, added) for _, gone, added in compared(old, new) if gone or added]
    changes = "，".join(
        f"「{gone}」→「{added}」" if gone and added else f"删「{gone}」" if gone else f"加「{added}」"
        for gone, added in differing
    )
    return changes if len(changes) <= 2 * _SHOWN else f"{changes[: 2 * _SHOWN]}…"


def _as_before(frame: Frame, proposals: Proposals, old: Policy, same: frozenset[str]) -> Proposals:
    """The proposals with that as context which the older document has as context, in the same words.

    ``same`` are the sentences of the older text; where it is not known, first and last words are all there is to go by.
    """
    proposed: list[ProposedContext | ProposedMeasure] = [*proposals.context, *proposals.measures]
    measures: list[ProposedMeasure] = []
    context: list[ProposedContext] = []
    spans = list(spans_of(frame, old))
    sentences = [sentence for part in frame.source.clauses for sentence in part.sentences]
    unchanged = [(sentence.start, sentence.end) for sentence in sentences if sentence.text in same]
    for each in proposed:
        known = [span for span in spans if span.start <= each.start and each.end <= span.end]
        is_same = within(unchanged, each.start, each.end)
        if known and (is_same or not known[0].whole):
            against = () if isinstance(each, ProposedContext) or is_same else ("照词语像是一项措施",)
            context.append(known[0].context(each, old, against))
        elif isinstance(each, ProposedContext):
            context.append(each)
        else:
            measures.append(each)
    return replace(proposals, measures=tuple(measures), context=tuple(context))


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """A stretch of the new text that the older document has as context."""

    start: int
    end: int
    kind: ContextKind
    at: str
    whole: bool

    def context(
        self, proposed: ProposedContext | ProposedMeasure, old: Policy, against: tuple[str, ...]
    ) -> ProposedContext:
        """What was proposed, as the context that it is in the older document."""
        judgement = Judgement(
            certainty="check" if against else "sure",
            speaks_for=(f"{old.number} {self.at}也这样记",),
            speaks_against=against,
        )
        start, end = proposed.start, proposed.end
        return ProposedContext(at=proposed.at, start=start, end=end, kind=self.kind, judgement=judgement)


def spans_of(frame: Frame, old: Policy) -> Iterator[Span]:
    """The stretches of the new text that the older document has as context."""
    for part in frame.source.clauses:
        headed = [clause for clause in old.clauses if part.heading and clause.heading == part.heading]
        clause = headed[0] if headed else old.clause(part.at)
        if clause is not None and part.kind != "annex":
            alone = replace(old, clauses=(replace(clause, at=part.at),))
            whole = any(entry.whole for entry in clause.context)
            for start, end, kind in place(alone, part).context:
                yield Span(start=start, end=end, kind=kind, at=clause.at, whole=whole)


# -- what became of each sentence --------------------------------------------------------------------


def sentences_of(source: Source | None) -> list[tuple[str, str]]:
    """(label, sentence) of every sentence of a text outside its annexes; none where there is no text."""
    parts = source.clauses if source else ()
    return [(part.at, sentence.text) for part in parts for sentence in part.sentences if part.kind != "annex"]
