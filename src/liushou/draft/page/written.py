"""What is proposed, with where it stands in the file: as it was proposed, or as the document was written in the end."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace

from ...documents import AnnexItem, Clause, Context, Measure, Policy
from ...texts import SourceClause, place, touched
from ...values import grouped
from ..model import Frame, Judgement, Proposals, ProposedContext, ProposedMeasure
from .rows import Path, Proposal

#: Of what nothing is said, nobody knows that it is right.
_UNJUDGED = Judgement(certainty="check")


def as_proposed(frame: Frame, proposals: Proposals) -> Iterator[tuple[Proposal, Path]]:
    """Every proposal and its path, the measures of a clause in the order of the text."""
    paths: dict[str, Path] = {entry.at: ("annex", number) for number, entry in enumerate(frame.annex)}
    paths |= {entry.at: ("clauses", number) for number, entry in enumerate(frame.clauses)}
    counts: Counter[str] = Counter()
    for measure in sorted(proposals.measures, key=lambda measure: measure.start):
        yield measure, (*paths.get(measure.at, ()), "measures", counts[measure.at])
        counts[measure.at] += 1
    yield from ((context, (*paths.get(context.at, ()), "context", context.kind)) for context in proposals.context)


def as_written(
    frame: Frame, proposals: Proposals, policy: Policy, judgements: Mapping[Path, Judgement]
) -> Iterator[tuple[Proposal, Path]]:
    """Every measure and every context entry of the document, with its path; where it stands in the text is found."""
    starts = grouped(((each.at, each.measure.quote), each.start) for each in sorted(proposals.measures, key=_start))
    for entry, path in _entries(policy):
        part = frame.source.clause(entry.at)
        if part is None:
            continue
        for position, measure in enumerate(entry.measures if isinstance(entry, Clause) else ()):
            within: Path = (*path, "measures", position)
            start = _place(measure, part, starts.get((entry.at, measure.quote), []))
            end, judgement = start + len(measure.quote), judgements.get(within, _UNJUDGED)
            yield ProposedMeasure(at=entry.at, start=start, end=end, measure=measure, judgement=judgement), within
        for context, within, start, end in _context(policy, entry, part, path):
            kind, judgement = context.kind, judgements.get(within, _UNJUDGED)
            yield ProposedContext(at=entry.at, start=start, end=end, kind=kind, judgement=judgement), within


def _entries(policy: Policy) -> Iterator[tuple[Clause | AnnexItem, Path]]:
    yield from ((clause, ("clauses", number)) for number, clause in enumerate(policy.clauses))
    yield from ((item, ("annex", number)) for number, item in enumerate(policy.annex))


def with_document(frame: Frame, policy: Policy, judgements: Mapping[Path, Judgement]) -> Frame:
    """The frame with what was written in the end, and the judgements that are about no measure and no context."""
    others = {path: judgement for path, judgement in judgements.items() if not {"measures", "context"} & {*path[2:3]}}
    return replace(
        frame,
        title=policy.title,
        number=policy.number,
        issuers=policy.issuers,
        definition=policy.definition,
        clauses=policy.clauses,
        annex=policy.annex,
        not_printed=(*frame.not_printed, *policy.not_printed),
        judgements=others,
    )


def _start(proposed: ProposedMeasure) -> int:
    return proposed.start


def _place(measure: Measure, part: SourceClause, starts: list[int]) -> int:
    """Where a quote begins: where it was proposed (quotes that are alike in turn, the last one as often as needed)."""
    if starts:
        return starts.pop(0) if len(starts) > 1 else starts[0]
    stretches = touched(part, [measure.quote])
    return stretches[0][0] if stretches else part.body_start


def _context(
    policy: Policy, entry: Clause | AnnexItem, part: SourceClause, path: Path
) -> Iterator[tuple[Context, Path, int, int]]:
    """Every context entry with its path and where it lies."""
    spans = place(replace(policy, definition=replace(policy.definition, at="")), part).context
    left = grouped((span.kind, span) for span in spans)
    seen: Counter[str] = Counter()
    for context in entry.context:
        here = left.get(context.kind, [])
        if not context.whole:
            here = [span for span in here if part.text.startswith(context.opening, span.start - part.start)][:1]
            left[context.kind] = [span for span in left.get(context.kind, []) if span not in here]
        start, end = (here[0].start, here[-1].end) if here else (part.body_start, part.body_start)
        yield context, (*path, "context", *(() if context.whole else (context.kind, seen[context.kind]))), start, end
        seen[context.kind] += 1
