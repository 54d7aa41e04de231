"""A new edition: its sentences as unchanged, reworded, new and gone, and what that does to the rules."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from difflib import SequenceMatcher

from ..compare import Diff
from ..documents import FORCE_WORDS, Measure, Policy, Rules
from ..texts import Sentence, Source, SourceClause
from .carried import ALIKE, Kept, Span, changed_words, sentences_of, spans_of, within
from .model import Edition, EditionSentence, Frame, Proposals, ProposedContext, ProposedMeasure, RuleChange


def edition_of(
    frame: Frame,
    proposals: Proposals,
    quotes: Iterable[Kept],
    old: Policy,
    rules: Rules,
    old_source: Source | None = None,
) -> Edition:
    """What a new edition keeps and changes, sentence by sentence.

    With the older document's text (``old_source``) every sentence is compared, without it those it quotes.
    """
    titles = {**rules.services, **rules.topics, **proposals.services, **proposals.topics}
    names = {name: entry.title for name, entry in titles.items()}
    listing = _Listing(
        frame=frame,
        proposals=proposals,
        quotes=list(quotes),
        names=names,
        old_sentences=sentences_of(old_source),
        spans=list(spans_of(frame, old)),
    )
    return Edition(policy=old.id, number=old.number, title=old.title, issued=old.issued, sentences=tuple(listing.all()))


@dataclass(slots=True, kw_only=True)
class _Listing:
    frame: Frame
    proposals: Proposals
    quotes: list[Kept]
    names: Mapping[str, str]
    old_sentences: list[tuple[str, str]]
    spans: list[Span]

    def all(self) -> Iterator[EditionSentence]:
        """Every sentence of the new text, and those that are gone after the one they followed."""
        gone = [kept for kept in self.quotes if kept.is_gone]
        for part in self.frame.source.clauses:
            if part.kind == "annex":
                continue
            for sentence in part.sentences:
                yield self._sentence(part, sentence)
            for kept in [kept for kept in gone if kept.at == part.at]:
                gone.remove(kept)
                yield self._gone(kept)
        yield from map(self._gone, gone)

    def _sentence(self, part: SourceClause, sentence: Sentence) -> EditionSentence:
        here = [
            kept for kept in self.quotes if not kept.is_gone and kept.start < sentence.end and sentence.start < kept.end
        ]
        same_text = [at for at, text in self.old_sentences if text == sentence.text]
        result = EditionSentence(change="unchanged", at=part.at, start=sentence.start, end=sentence.end)
        reworded = [kept for kept in here if kept.is_reworded]
        effects = tuple(effect for kept in reworded for effect in self._reworded(kept))
        added = tuple(self._added(sentence, here))
        if same_text or (here and not reworded and not added):
            old_at = same_text[0] if same_text else here[0].at
            return replace(result, old_at=old_at, old=sentence.text if same_text else here[0].old)
        if here:
            old = "，".join(kept.old for kept in here)
            return replace(result, change="reworded", old_at=here[0].at, old=old, effects=effects + added)
        near = self._nearest(sentence.text)
        if near is not None:
            words = f"改了：{changed_words(near[1], sentence.text)}"
            return replace(result, change="reworded", old_at=near[0], old=near[1], effects=(words, *added))
        before = None if self.old_sentences else self._old_context(sentence)
        if before is not None:
            unseen = ("旧文件整条记作一种，没有逐句比较",) if before.whole else ()
            return replace(result, old_at=before.at, effects=unseen)
        return replace(result, change="new", effects=added or ("不产生措施",))

    def _nearest(self, text: str) -> tuple[str, str] | None:
        """The sentence of the older text that this one was, in other words."""
        matcher = SequenceMatcher(None, autojunk=False)
        matcher.set_seq2(text)
        best, result = ALIKE, None
        for old_at, old in self.old_sentences:
            matcher.set_seq1(old)
            if matcher.real_quick_ratio() > best and matcher.quick_ratio() > best and matcher.ratio() > best:
                best, result = matcher.ratio(), (old_at, old)
        return result

    def _old_context(self, sentence: Sentence) -> Span | None:
        """What of the older document's context the sentence is, where it is context and nothing else."""
        proposed: list[ProposedContext | ProposedMeasure] = [*self.proposals.context, *self.proposals.measures]
        here = [each for each in proposed if each.start < sentence.end and sentence.start < each.end]
        spans = [span for span in self.spans if span.start < sentence.end and sentence.start < span.end]
        return spans[0] if spans and all(isinstance(each, ProposedContext) for each in here) else None

    def _added(self, sentence: Sentence, here: list[Kept]) -> Iterator[str]:
        taken = [(kept.start, kept.end) for kept in here]
        for each in self.proposals.measures:
            if each.start < sentence.end and sentence.start < each.end and not within(taken, each.start, each.end):
                yield f"新增：{self._said(each.measure)}"

    def _reworded(self, kept: Kept) -> Iterator[str]:
        yield f"改了：{changed_words(kept.old, kept.new)}"
        yield from (f"沿用：{self._said(measure)}，请核对" for measure in kept.measures)

    def _gone(self, kept: Kept) -> EditionSentence:
        effects = tuple(f"不再有：{self._said(measure)}" for measure in kept.measures)
        return EditionSentence(change="gone", old_at=kept.at, old=kept.old, effects=effects)

    def _said(self, measure: Measure) -> str:
        return f"{self.names.get(measure.name, measure.name)}（{FORCE_WORDS[measure.force]}）"


def rule_changes(diff: Diff) -> tuple[RuleChange, ...]:
    """What differs between the older document and the draft, in the words of the comparison."""
    rows = (diff.definition, *diff.services, *diff.topics)
    return tuple(
        RuleChange(title=row.title, verdict=diff.verdict_text(row.verdict), sentence=row.sentence, notes=row.notes)
        for row in rows
        if row.verdict != "equivalent" or (row.id != "definition" and row.differs)
    )
