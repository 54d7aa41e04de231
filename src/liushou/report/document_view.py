"""What the page of one document shows: its text in order, and beside each quote the rule."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from itertools import count, groupby, pairwise

from ..documents import (
    CONTEXT_WORDS,
    ROLE_WORDS,
    Agencies,
    AnnexItem,
    Clause,
    OfficeToday,
    Policy,
    Rules,
    cited,
    office_on,
    reference_status,
)
from ..places import place_of_code
from ..rules import say
from ..texts import Source, SourceClause, place, touched
from .measure_view import MeasureView, measure_view


@dataclass(frozen=True, slots=True)
class Card:
    """A measure beside its quote. ``number`` is its mark in the clause; ``lost`` if the text lacks the quote."""

    number: int
    measure: MeasureView
    lost: bool = False


@dataclass(frozen=True, slots=True)
class TextRun:
    """A run of text under the same quotes; ``ends`` are the marks to print behind it."""

    text: str
    quoted: bool
    ends: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """A stretch of text and the measures that are grounded in it."""

    runs: tuple[TextRun, ...]
    cards: tuple[Card, ...]
    context: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ClauseView:
    """One part of the document, from its heading lines to its closing （…负责）.

    ``seats`` are the roles with the offices that fill them, each with who does its work today.
    """

    at: str
    opening: str
    rows: tuple[Row, ...]
    seats: tuple[tuple[str, list[tuple[OfficeToday, str | None]]], ...]
    above: tuple[str, ...] = ()
    closing: str | None = None
    annexes: tuple[str, ...] = ()
    cited: tuple[tuple[str, str, str, bool], ...] = ()
    repeats: tuple[str, ...] = ()
    differs: tuple[tuple[str, str], ...] = ()

    @property
    def anchor(self) -> str:
        """The id of its part of the page."""
        return anchor(self.at)


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentView:
    """The page of a document; ``whole`` where its full text is on it."""

    policy: Policy
    file: str
    place: str
    definition: str
    clauses: tuple[ClauseView, ...]
    whole: bool
    issuers: tuple[OfficeToday, ...] = ()
    counts: Mapping[str, int] = field(default_factory=dict)


def document_view(rules: Rules, policy: Policy, source: Source | None, on: date, file: str) -> DocumentView:
    """The document as of the day ``on``; with ``source`` the whole text, else headings and quotes."""
    builder = _Builder(rules, policy, on)
    clauses = builder.from_source(source) if source else builder.from_file()
    measures = [measure for _, measure in policy.measures()]
    individual = sum(measure.individual for measure in measures)
    return DocumentView(
        policy=policy,
        file=file,
        place=place_of_code(policy.place).name,
        definition=say(policy.definition.condition, rules.vocabulary),
        clauses=tuple(clauses),
        whole=source is not None,
        issuers=tuple(office_on(rules, printed, policy.place, on) for printed in policy.issuers),
        counts={
            "clauses": len(policy.clauses),
            "annex": len(policy.annex),
            "individual": individual,
            "collective": len(measures) - individual,
            "readings": sum(1 for measure in measures if measure.reading),
            "residuals": sum(1 for measure in measures if measure.residual),
        },
    )


def anchor(at: str) -> str:
    """The label as the id of its part of the page."""
    return at.replace(" ", "-")


class _Builder:
    """Makes the parts of one document's page."""

    def __init__(self, rules: Rules, policy: Policy, on: date) -> None:
        self.rules, self.policy, self.on = rules, policy, on

    # -- with the full text ---------------------------------------------------------------

    def from_source(self, source: Source) -> Iterator[ClauseView]:
        for part in source.clauses:
            clause = self.policy.clause(part.at)
            opening = part.text[len(part.above) : part.body_start - part.start]
            yield self._clause(
                part.at,
                clause or self.policy.annex_item(part.at),
                opening=opening.strip(),
                rows=_merged(self._rows(source, part, clause)),
                above=tuple(line.strip() for line in part.above.splitlines() if line.strip()),
                closing=part.closing,
            )

    def _rows(self, source: Source, part: SourceClause, clause: Clause | None) -> Iterator[Row]:
        placed: list[tuple[int, int, MeasureView]] = []
        lost: list[MeasureView] = []
        for view in self._views(clause):
            spans = touched(part, [view.citation.quote])
            placed += [(first, last, view) for first, last in spans]
            lost += [] if spans else [view]
        placed.sort(key=lambda item: item[:2])
        marks = [(first, last, number) for number, (first, last, _) in enumerate(placed, 1)]
        kinds = [(span.start, span.end, CONTEXT_WORDS[span.kind]) for span in place(self.policy, part).context]
        starts = [part.body_start, *(sentence.start for sentence in part.sentences[1:])]
        stops = [*starts[1:], part.body_start + len(part.body)]
        for start, stop in zip(starts, stops, strict=True):
            words = tuple(dict.fromkeys(word for first, last, word in kinds if first < stop and last > start))
            cards = [Card(number, view) for number, (first, _, view) in enumerate(placed, 1) if start <= first < stop]
            yield Row(tuple(_runs(source.text, start, stop, marks)), tuple(cards), words)
        if lost:
            yield Row((), tuple(Card(number, view, True) for number, view in enumerate(lost, len(placed) + 1)))

    # -- without it -------------------------------------------------------------------------

    def from_file(self) -> Iterator[ClauseView]:
        for clause in self.policy.clauses:
            rows: list[Row] = []
            numbers = count(1)
            views = self._views(clause)
            for quote in dict.fromkeys(view.citation.quote for view in views):
                cards = tuple(Card(next(numbers), view) for view in views if view.citation.quote == quote)
                rows.append(Row((TextRun(quote, True, tuple(card.number for card in cards)),), cards))
            rows += [
                Row((TextRun(str(context), False, ()),), (), (CONTEXT_WORDS[context.kind],))
                for context in clause.context
            ]
            opening = f"{clause.at} {clause.heading}" if clause.heading else clause.at
            yield self._clause(clause.at, clause, opening=opening, rows=rows)
        for item in self.policy.annex:
            yield self._clause(item.at, item, opening=item.at, rows=())

    # -- parts --------------------------------------------------------------------------------

    def _clause(
        self,
        at: str,
        entry: Clause | AnnexItem | None,
        *,
        opening: str,
        rows: Iterable[Row],
        above: tuple[str, ...] = (),
        closing: str | None = None,
    ) -> ClauseView:
        agencies = entry.agencies if entry else Agencies()
        item = entry if isinstance(entry, AnnexItem) else None
        return ClauseView(
            at=at,
            opening=opening,
            rows=tuple(rows),
            seats=tuple(self._seats(agencies)),
            above=above,
            closing=closing,
            annexes=() if agencies else tuple(item.at for item in self.policy.annex if at in item.of),
            cited=tuple(self._cited(entry)) if isinstance(entry, Clause) else (),
            repeats=item.of if item else (),
            differs=tuple((difference.body, difference.annex) for difference in item.differs) if item else (),
        )

    def _views(self, clause: Clause | None) -> list[MeasureView]:
        return [measure_view(self.rules, self.policy, clause, measure) for measure in clause.measures] if clause else []

    def _seats(self, agencies: Agencies) -> Iterator[tuple[str, list[tuple[OfficeToday, str | None]]]]:
        for role, printed_names in agencies.roles():
            offices = []
            for printed in printed_names:
                agency = self.rules.agency(printed, self.policy.place)
                today = office_on(self.rules, printed, self.policy.place, self.on)
                offices.append((today, agency.id if agency else None))
            yield ROLE_WORDS[role], offices

    def _cited(self, clause: Clause) -> Iterator[tuple[str, str, str, bool]]:
        """(printed, id, status in words, whether that must be marked)."""
        for name in clause.references:
            reference = cited(self.rules, name)
            if reference is not None:
                status = reference_status(reference, self.on, self.rules)
                yield name, reference.id, str(status), status.marked


def _runs(text: str, start: int, stop: int, spans: Iterable[tuple[int, int, int]]) -> Iterator[TextRun]:
    inside = [
        (max(first, start), min(last, stop), last, number)
        for first, last, number in spans
        if first < stop and last > start
    ]
    cuts = sorted({start, stop, *(first for first, *_ in inside), *(last for _, last, _, _ in inside)})
    for first, last in pairwise(cuts):
        quoted = any(low <= first and last <= high for low, high, _, _ in inside)
        ends = tuple(number for _, _, whole, number in inside if whole == last)
        yield TextRun(text[first:last], quoted, ends)


def _merged(rows: Iterable[Row]) -> Iterator[Row]:
    """Stretches without a measure put together, so that a page of background is one row."""
    for measured, stretch in groupby(rows, key=lambda row: bool(row.cards)):
        if measured:
            yield from stretch
        else:
            parts = list(stretch)
            context = dict.fromkeys(word for part in parts for word in part.context)
            yield Row(tuple(run for part in parts for run in part.runs), (), tuple(context))
