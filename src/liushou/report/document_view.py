"""What the page of one document shows: its text in order, and beside each quote the rule."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import groupby, pairwise

from ..documents import (
    CONTEXT_WORDS,
    Agencies,
    AnnexItem,
    Clause,
    OfficeToday,
    Policy,
    Reference,
    ReferenceStatus,
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
    """One part of the document, from its heading lines to its closing （…负责）, and its entry in the file."""

    at: str
    entry: Clause | AnnexItem | None
    opening: str
    rows: tuple[Row, ...]
    above: tuple[str, ...] = ()
    closing: str | None = None

    @property
    def anchor(self) -> str:
        """The id of its part of the page."""
        return anchor(self.at)

    @property
    def agencies(self) -> Agencies:
        """The offices by role."""
        return self.entry.agencies if self.entry else Agencies()

    @property
    def repeats(self) -> tuple[str, ...]:
        """The clauses that an item of the annex repeats."""
        return self.entry.of if isinstance(self.entry, AnnexItem) else ()

    @property
    def differs(self) -> list[tuple[str, str]]:
        """Where the annex has another wording: (the body's, the annex's)."""
        entries = self.entry.differs if isinstance(self.entry, AnnexItem) else ()
        return [(entry.body, entry.annex) for entry in entries]


def anchor(at: str) -> str:
    """The label as the id of its part of the page."""
    return at.replace(" ", "-")


class DocumentView:
    """The page of a document as of the day ``on``.

    With ``source`` the ``whole`` text, else headings and quotes.
    """

    def __init__(self, rules: Rules, policy: Policy, *, source: Source | None, on: date, file: str) -> None:
        self.rules, self.policy, self.on, self.file = rules, policy, on, file
        self.whole = source is not None
        self.place = place_of_code(policy.place).name
        self.definition = say(policy.definition.condition, rules.vocabulary)
        self.clauses = tuple(self._from_source(source) if source else self._from_file())
        measures = [measure for _, measure in policy.measures()]
        individual = sum(measure.individual for measure in measures)
        self.counts = {
            "clauses": len(policy.clauses),
            "annex": len(policy.annex),
            "individual": individual,
            "collective": len(measures) - individual,
            "readings": sum(1 for measure in measures if measure.reading),
            "residuals": sum(1 for measure in measures if measure.residual),
        }

    def office(self, printed: str) -> tuple[OfficeToday, str | None]:
        """Who does the work of an office today, and its id in the register."""
        agency = self.rules.agency(printed, self.policy.place)
        return office_on(self.rules, printed, self.policy.place, self.on), agency.id if agency else None

    def annexes(self, clause: ClauseView) -> list[str]:
        """The items of the annex that name the offices of a clause which names none."""
        return [] if clause.agencies else [item.at for item in self.policy.annex if clause.at in item.of]

    def cited(self, clause: ClauseView) -> list[tuple[str, Reference, ReferenceStatus]]:
        """What a clause cites: (as printed, the law or document, its status)."""
        names = clause.entry.references if isinstance(clause.entry, Clause) else ()
        return [
            (name, reference, reference_status(reference, self.on, self.rules))
            for name in names
            if (reference := cited(self.rules, name)) is not None
        ]

    def _from_source(self, source: Source) -> Iterator[ClauseView]:
        for part in source.clauses:
            clause = self.policy.clause(part.at)
            opening = part.text[len(part.above) : part.body_start - part.start]
            yield ClauseView(
                at=part.at,
                entry=clause or self.policy.annex_item(part.at),
                opening=opening.strip(),
                rows=tuple(_merged(self._rows(source, part, clause))),
                above=tuple(line.strip() for line in part.above.splitlines() if line.strip()),
                closing=part.closing,
            )

    def _rows(self, source: Source, part: SourceClause, clause: Clause | None) -> Iterator[Row]:
        spans = [(view, touched(part, [view.citation.quote])) for view in self._views(clause)]
        lost = [view for view, stretches in spans if not stretches]
        placed = [(*stretch, view) for view, stretches in spans for stretch in stretches]
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

    def _from_file(self) -> Iterator[ClauseView]:
        for clause in self.policy.clauses:
            rows: list[Row] = []
            by_quote: dict[str, list[Card]] = {}
            for number, view in enumerate(self._views(clause), 1):
                by_quote.setdefault(view.citation.quote, []).append(Card(number, view))
            for quote, cards in by_quote.items():
                rows.append(Row((TextRun(quote, True, tuple(card.number for card in cards)),), tuple(cards)))
            for context in clause.context:
                rows.append(Row((TextRun(str(context), False, ()),), (), (CONTEXT_WORDS[context.kind],)))
            opening = f"{clause.at} {clause.heading}" if clause.heading else clause.at
            yield ClauseView(at=clause.at, entry=clause, opening=opening, rows=tuple(rows))
        for item in self.policy.annex:
            yield ClauseView(at=item.at, entry=item, opening=item.at, rows=())

    def _views(self, clause: Clause | None) -> list[MeasureView]:
        return [measure_view(self.rules, self.policy, clause, measure) for measure in clause.measures] if clause else []


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
