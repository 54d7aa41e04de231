"""The document that a frame and its proposals make, as it loads, and how certain each part of it is."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from ..documents import HEADS, MAX_QUOTE, NO_CONTACT, AnnexItem, Clause, Measure, Policy, with_contacts
from ..rules import AllOf, AnyOf, Condition, Not
from ..texts import SourceClause, annex_groups, reworded
from ..values import grouped
from .model import Frame, Judgement, Proposals, ProposedContext, ProposedMeasure
from .spans import Entry, entries, worst

#: Where something stands in a file.
Path = tuple[str | int, ...]
MAX_TITLE = 80
UNWRITTEN = Judgement(certainty="check", speaks_against=("这一条的分句分不开，先整条记下，请写出措施",))


@dataclass(frozen=True, slots=True)
class Assembled:
    """A document as it loads, with the certainty of its parts by where they stand in the file.

    A measure is at ``("clauses", 3, "measures", 0)``, context at ``("clauses", 3, "context", "goal", 0)`` or, where it
    is the whole clause, ``("clauses", 3, "context")``.
    """

    policy: Policy
    judgements: Mapping[Path, Judgement]


def assemble(frame: Frame, proposals: Proposals) -> Assembled:
    """The frame with the measures and the context that were proposed for its clauses and annex items."""
    work = _Assembly(frame, proposals)
    # What no line of the text is: its first words stand for the title, the title for the number.
    title = frame.title or frame.source.text.split(None, 1)[0][:MAX_TITLE]
    absent = [*frame.not_printed, *(() if frame.source.titles else ("title",))]
    policy = Policy(
        id=frame.id,
        title=title,
        number=frame.number if frame.title else f"《{title}》",
        issued=frame.issued,
        place=frame.place,
        implements=frame.implements,
        issuers=frame.issuers,
        not_printed=tuple(key for key in HEADS if key in absent),
        definition=replace(frame.definition, condition=_all_of(frame.definition.condition)),
        clauses=frame.clauses,
        annex=frame.annex,
    )
    annex = tuple(work.item(policy, number) for number in range(len(frame.annex)))
    clauses = tuple(work.clause(policy, number) for number in range(len(frame.clauses)))
    return Assembled(replace(policy, clauses=clauses, annex=annex), work.judgements)


class _Assembly:
    def __init__(self, frame: Frame, proposals: Proposals) -> None:
        self.frame = frame
        self.measures = grouped((each.at, each) for each in sorted(proposals.measures, key=lambda each: each.start))
        self.context = grouped((each.at, each) for each in sorted(proposals.context, key=lambda each: each.start))
        self.judgements: dict[Path, Judgement] = dict(frame.judgements)

    def clause(self, policy: Policy, number: int) -> Clause:
        """The clause with its measures and context."""
        clause, path = policy.clauses[number], ("clauses", number)
        part = self.frame.source.clause(clause.at)
        if part is None:
            return clause
        sounds = (self._sound(each, policy, clause, part) for each in self.measures.get(clause.at, ()))
        proposed = [each for each in sounds if 0 < len(each.measure.quote) <= MAX_QUOTE]
        context = self._context(part, [each.measure for each in proposed])
        if context is None:
            proposed, context = [], self._context(part, []) or ()
            context = tuple(replace(entry, judgement=UNWRITTEN) for entry in context)
        for position, each in enumerate(proposed):
            self.judgements[(*path, "measures", position)] = each.judgement
        self._judge(path, context)
        measures = tuple(each.measure for each in proposed)
        clause = replace(clause, measures=measures, context=tuple(entry.context for entry in context))
        return with_contacts(policy, _sharing(policy, clause))

    def item(self, policy: Policy, number: int) -> AnnexItem:
        """The annex item with its context: all that it says, or what it says beside the clauses that it repeats."""
        item = policy.annex[number]
        part = self.frame.source.clause(item.at)
        if part is None:
            return item
        repeated = None
        if item.of:
            group = next(group for group in annex_groups(policy) if number in group)
            repeated = reworded(policy, self.frame.source, group)
        context = self._context(part, [], repeated)
        if context is None:
            item, context = replace(item, of=(), differs=()), self._context(part, []) or ()
        self._judge(("annex", number), context)
        return replace(item, context=tuple(entry.context for entry in context))

    def _context(
        self, part: SourceClause, measures: Iterable[Measure], repeated: str | None = None
    ) -> tuple[Entry, ...] | None:
        """The context of a part; None where some of it can be written only without the measures or what is repeated."""
        definition = self.frame.definition if self.frame.definition.at == part.at else None
        quotes = [measure.quote for measure in measures]
        proposed = self.context.get(part.at, [])
        written = entries(part, proposed, quotes=quotes, definition=definition, repeated=repeated)
        if written is not None or quotes or repeated is not None:
            return written
        # The whole part is context, of the kind that most of it is.
        kinds = Counter(each.kind for each in proposed).most_common(1)
        kind = kinds[0][0] if kinds else "background"
        judgement = worst((*(each.judgement for each in proposed), UNWRITTEN))
        whole = ProposedContext(at=part.at, start=part.start, end=part.end, kind=kind, judgement=judgement)
        return entries(part, [whole], definition=definition)

    def _judge(self, path: Path, context: tuple[Entry, ...]) -> None:
        seen: Counter[str] = Counter()
        for entry in context:
            kind = entry.context.kind
            within: Path = () if entry.context.whole else (kind, seen[kind])
            self.judgements[(*path, "context", *within)] = entry.judgement
            seen[kind] += 1

    def _sound(self, proposed: ProposedMeasure, policy: Policy, clause: Clause, part: SourceClause) -> ProposedMeasure:
        """The measure without words that the clause does not print and offices that it does not name, and said so."""
        measure, dropped = proposed.measure, []
        quote = measure.quote if measure.quote in part.body else ""
        items = [item.at for item in policy.annex if clause.at in item.of]
        annex = measure.annex
        if annex not in items:
            annex = items[0] if len(items) > 1 else None
            dropped += [f"附件条目暂按{annex}"] if annex else []
        measure = replace(measure, quote=quote, annex=annex, condition=_all_of(measure.condition))
        offices = (NO_CONTACT, *policy.agencies_of(clause, measure)[1].all())
        contact = measure.contact if measure.contact in offices else None
        residual = tuple(words for words in measure.residual if re.split("[（(]", words)[0] in part.body)
        by = tuple(words for words in measure.carried_out_by if words in part.body)
        named = (*measure.residual, *measure.carried_out_by, *([measure.contact] if measure.contact else ()))
        dropped += [f"本条没有印“{words}”" for words in named if words not in (*residual, *by, contact)]
        until = measure.until if measure.until is None or measure.until >= policy.issued else None
        dropped += [f"期限{measure.until}早于印发日期"] if until != measure.until else []
        judgement = proposed.judgement
        if dropped:
            judgement = worst((judgement, Judgement(certainty="check", speaks_against=tuple(dropped))))
        measure = replace(measure, contact=contact, residual=residual, carried_out_by=by, until=until)
        return replace(proposed, measure=measure, judgement=judgement)


def _all_of(condition: Condition) -> Condition:
    """A condition as a list in a file is read, with nothing that stands alone in a list of its own."""
    condition = _simple(condition)
    return condition if isinstance(condition, AllOf) else AllOf((condition,))


def _simple(condition: Condition) -> Condition:
    if isinstance(condition, Not):
        return Not(_simple(condition.child))
    if isinstance(condition, (AllOf, AnyOf)):
        children = tuple(map(_simple, condition.children))
        return children[0] if len(children) == 1 else replace(condition, children=children)
    return condition


def _sharing(policy: Policy, clause: Clause) -> Clause:
    """The clause with the contact that most of its services have, where each of them has one."""
    individual = [measure for measure in clause.measures if measure.individual]
    inferred = with_contacts(policy, clause).measures
    contacts = Counter(measure.contact for measure in inferred if measure.individual)
    usual = contacts.most_common(1)[0][0] if contacts else None
    plain = with_contacts(policy, replace(clause, measures=tuple(replace(each, contact=None) for each in individual)))
    if not usual or None in contacts or len(individual) < 2 or usual == plain.measures[0].contact:
        return clause
    if policy.agencies_of(clause)[1] != clause.agencies or contacts[usual] == 1:
        return clause
    return replace(clause, contact=usual)
