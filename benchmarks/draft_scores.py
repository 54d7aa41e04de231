"""How a draft is scored against the document that a person encoded: see :mod:`benchmarks.draft` for the definitions."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from liushou.documents import Agencies, Clause, Measure, Policy
from liushou.draft.measures.judge import normal
from liushou.draft.model import CERTAINTIES, Frame, Proposals, ProposedMeasure
from liushou.texts import Source, place, touched

#: What is compared of one measure.
KEYS = ("service", "force", "when", "need", "residual", "agencies", "contact")
#: These four right at once is what the issue sets targets for.
FOUR = ("service", "force", "when", "need")
#: A sure proposal that differs in one of these from all that it overlaps is wrong.
DECIDING = ("service", "force", "when", "need", "residual")
HEADER = ("number", "title", "issued", "place", "implements", "issuers", "definition")
_REMARK = re.compile(r"（[^（）]*）$")


@dataclass(frozen=True, slots=True)
class Encoded:
    """A measure as a person encoded it, and where its quote lies in the text."""

    clause: Clause
    measure: Measure
    start: int
    end: int
    agencies: Agencies


@dataclass(frozen=True, slots=True)
class Wrong:
    """A proposal that is sure and wrong: what it says, and what is encoded where it lies."""

    clause: str
    quote: str
    proposed: Mapping[str, Any]
    encoded: Sequence[Mapping[str, Any]]


@dataclass(slots=True, kw_only=True)
class Score:
    """The figures of one document."""

    target: str
    without: tuple[str, ...]
    encoded: int = 0
    proposed: int = 0
    recalled: int = 0
    precise: int = 0
    right: Counter[str] = field(default_factory=Counter)
    certainty: Counter[str] = field(default_factory=Counter)
    context: Counter[str] = field(default_factory=Counter)
    wrong: list[Wrong] = field(default_factory=list)
    #: Encoded measures that no proposal touches, and those that only lack one where all that touches them is sure.
    missed: list[str] = field(default_factory=list)
    unpaired_beside_sure: list[str] = field(default_factory=list)
    #: Sure context that lies over the quote of an encoded measure which no proposal touches.
    hidden_by_context: list[str] = field(default_factory=list)
    #: Sure context of another kind than is encoded there.
    wrong_context: list[str] = field(default_factory=list)
    frame: dict[str, Any] = field(default_factory=dict)
    seconds: float = 0.0

    def share(self, key: str) -> float:
        """The share of the encoded measures of which a key is right; those that were not found are not right."""
        return self.right[key] / self.encoded if self.encoded else 0.0

    @property
    def recall(self) -> float:
        """The share of the encoded measures that a proposal overlaps."""
        return self.recalled / self.encoded if self.encoded else 0.0

    @property
    def precision(self) -> float:
        """The share of the proposed measures that overlap an encoded one."""
        return self.precise / self.proposed if self.proposed else 0.0

    @property
    def force_found(self) -> float:
        """The share of the found measures whose force is right: that of the pair, else of any that overlaps."""
        return self.right["force_found"] / self.recalled if self.recalled else 0.0

    @property
    def sure(self) -> float:
        """The share of the proposed measures that are sure."""
        return self.certainty["sure"] / self.proposed if self.proposed else 0.0

    @property
    def sure_of_all(self) -> float:
        """The share of the proposed measures and contexts that are sure."""
        every = self.proposed + self.context.total()
        return (self.certainty["sure"] + self.context["sure"]) / every if every else 0.0


def printed(residual: Iterable[str]) -> frozenset[str]:
    """Residual conditions without the remark in brackets that says who decides."""
    return frozenset(_REMARK.sub("", words) for words in residual)


def values(clause: Clause | None, measure: Measure, agencies: Agencies) -> dict[str, Any]:
    """What is compared of a measure, by key."""
    first = next(iter(agencies.lead + agencies.sole), None)
    contact = measure.contact or (clause.contact if clause else None) or first
    return {
        "service": measure.name,
        "force": measure.force,
        "when": normal(measure.condition),
        "need": measure.need,
        "residual": printed(measure.residual),
        "agencies": agencies,
        "contact": None if contact == "none" else contact,
    }


def encoded_measures(policy: Policy, source: Source) -> list[Encoded]:
    """The measures of a document with the places of their quotes."""
    parts = {part.at: part for part in source.clauses}
    measures = []
    for clause, measure in policy.measures():
        for start, end in touched(parts[clause.at], [measure.quote]):
            measures.append(Encoded(clause, measure, start, end, policy.agencies_of(clause, measure)[1]))
    return measures


def overlap(one: Encoded | ProposedMeasure, other: Encoded | ProposedMeasure) -> int:
    """How many characters two quotes share."""
    return max(0, min(one.end, other.end) - max(one.start, other.start))


def pairs(encoded: Sequence[Encoded], proposals: Sequence[ProposedMeasure]) -> dict[int, int]:
    """Encoded measures and overlapping proposals, one to one, by position: those of one name first, then by overlap."""
    candidates = []
    for row, one in enumerate(encoded):
        for column, other in enumerate(proposals):
            if shared := overlap(one, other):
                mine, theirs = values(None, one.measure, Agencies()), values(None, other.measure, Agencies())
                equal = sum(mine[key] == theirs[key] for key in DECIDING)
                candidates.append((mine["service"] != theirs["service"], -equal, -shared, row, column))
    paired: dict[int, int] = {}
    taken: set[int] = set()
    for *_, row, column in sorted(candidates):
        if row not in paired and column not in taken:
            paired[row] = column
            taken.add(column)
    return paired


def score_measures(score: Score, encoded: Sequence[Encoded], proposals: Proposals, frame: Frame | None) -> None:
    """Fill in what concerns measures and context."""
    measures = proposals.measures
    clauses = {clause.at: clause for clause in frame.clauses} if frame else {}
    score.encoded, score.proposed = len(encoded), len(measures)
    score.certainty.update(proposal.judgement.certainty for proposal in measures)
    score.context.update(proposal.judgement.certainty for proposal in proposals.context)
    score.precise = sum(any(overlap(one, proposal) for one in encoded) for proposal in measures)
    paired = pairs(encoded, measures)
    for row, one in enumerate(encoded):
        near = [proposal for proposal in measures if overlap(one, proposal)]
        score.recalled += bool(near)
        line = f"{one.clause.at} {one.measure.name}: {one.measure.quote}"
        if not near:
            score.missed.append(line)
            _hidden(score, one, proposals, line)
        forces = [measures[paired[row]]] if row in paired else near
        score.right["force_found"] += any(one.measure.force == proposal.measure.force for proposal in forces)
        if row in paired:
            _compare(score, one, measures[paired[row]], clauses, frame)
        elif near and all(proposal.judgement.certainty == "sure" for proposal in near):
            score.unpaired_beside_sure.append(line)
    score.wrong = list(_wrong(encoded, measures))


def _hidden(score: Score, one: Encoded, proposals: Proposals, line: str) -> None:
    over = [part for part in proposals.context if part.start < one.end and one.start < part.end]
    if over and all(part.judgement.certainty == "sure" for part in over):
        score.hidden_by_context.append(line)


def _compare(
    score: Score, one: Encoded, proposal: ProposedMeasure, clauses: Mapping[str, Clause], frame: Frame | None
) -> None:
    clause = clauses.get(proposal.at)
    agencies = one.agencies if frame is None else _agencies(frame, clause, proposal.measure)
    mine, theirs = values(one.clause, one.measure, one.agencies), values(clause, proposal.measure, agencies)
    equal = {key for key in KEYS if mine[key] == theirs[key]}
    score.right.update(equal)
    score.right["four"] += equal.issuperset(FOUR)
    score.right["all"] += equal.issuperset(KEYS)


def _agencies(frame: Frame, clause: Clause | None, measure: Measure) -> Agencies:
    items = [item for item in frame.annex if clause and clause.at in item.of and measure.annex in (None, item.at)]
    if clause is None or clause.agencies or len(items) != 1:
        return clause.agencies if clause else Agencies()
    return items[0].agencies


def _wrong(encoded: Sequence[Encoded], measures: Sequence[ProposedMeasure]) -> Iterator[Wrong]:
    for proposal in measures:
        if proposal.judgement.certainty != "sure":
            continue
        theirs = values(None, proposal.measure, Agencies())
        near = [values(None, one.measure, Agencies()) for one in encoded if overlap(one, proposal)]
        if not any(all(mine[key] == theirs[key] for key in DECIDING) for mine in near):
            yield Wrong(proposal.at, proposal.measure.quote, shown(theirs), [shown(mine) for mine in near])


def shown(compared: Mapping[str, Any]) -> dict[str, Any]:
    """The deciding values as they are printed."""
    plain = {key: compared[key] for key in DECIDING}
    return plain | {"residual": sorted(plain["residual"])}


def score_context(score: Score, policy: Policy, source: Source, proposals: Proposals) -> None:
    """Fill in which context is sure and of another kind than the most of what is encoded there."""
    spans = [span for part in source.clauses for span in place(policy, part).context]
    whole = {
        clause.at: clause.context[0].kind for clause in policy.clauses if clause.context and clause.context[0].whole
    }
    for proposed in proposals.context:
        kinds: Counter[str] = Counter({whole[proposed.at]: 1} if proposed.at in whole else {})
        for start, end, kind in spans:
            kinds[kind] += max(0, min(end, proposed.end) - max(start, proposed.start))
        if proposed.judgement.certainty == "sure" and +kinds and kinds.most_common(1)[0][0] != proposed.kind:
            score.wrong_context.append(f"{proposed.at} {proposed.kind}: {source.text[proposed.start : proposed.end]}")


def score_frame(policy: Policy, frame: Frame) -> dict[str, Any]:
    """What of the frame is right: each key of the header; labels, headings, closings, annex as (right, all)."""
    right: dict[str, Any] = {key: getattr(policy, key) == getattr(frame, key) for key in HEADER}
    right["definition"] = _definition(policy) == _definition(frame)
    labels, proposed = [clause.at for clause in policy.clauses], [clause.at for clause in frame.clauses]
    right["labels"] = (len(set(labels) & set(proposed)), len(set(labels) | set(proposed)))
    right["in order"] = labels == proposed
    by_label = {clause.at: clause for clause in frame.clauses}
    both = [(clause, by_label.get(clause.at)) for clause in policy.clauses]
    for key in ("heading", "agencies", "references"):
        same = sum(other is not None and getattr(clause, key) == getattr(other, key) for clause, other in both)
        right[f"{key}"] = (same, len(both))
    items = {item.at: item for item in frame.annex}
    linked = sum(
        item.at in items and (item.of, item.agencies) == (items[item.at].of, items[item.at].agencies)
        for item in policy.annex
    )
    right["annex"] = (linked, len({item.at for item in policy.annex} | items.keys()))
    return right


def _definition(document: Policy | Frame) -> tuple[str, str, str]:
    definition = document.definition
    return definition.at, definition.quote, normal(definition.condition)


def as_data(score: Score) -> dict[str, Any]:
    """The figures as JSON data."""
    return {
        "without": list(score.without),
        "encoded": score.encoded,
        "proposed": score.proposed,
        "recall": round(score.recall, 4),
        "precision": round(score.precision, 4),
        "force_found": round(score.force_found, 4),
        "right": {key: round(score.share(key), 4) for key in (*KEYS, "four", "all")},
        "certainty": {name: score.certainty[name] for name in CERTAINTIES},
        "sure": round(score.sure, 4),
        "sure_of_all": round(score.sure_of_all, 4),
        "context": {name: score.context[name] for name in CERTAINTIES},
        "wrong_sure": [
            {"clause": wrong.clause, "quote": wrong.quote, "proposed": wrong.proposed, "encoded": wrong.encoded}
            for wrong in score.wrong
        ],
        "missed": score.missed,
        "unpaired_beside_sure": score.unpaired_beside_sure,
        "hidden_by_context": score.hidden_by_context,
        "wrong_context": score.wrong_context,
        "frame": score.frame,
        "seconds": round(score.seconds, 3),
    }
