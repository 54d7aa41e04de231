"""What the page of one document shows: its text in order, and beside each quote the rule."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise

from ..documents import (
    CONTEXT_WORDS,
    FORCE_WORDS,
    ROLE_WORDS,
    Agencies,
    AnnexItem,
    Clause,
    Measure,
    OfficeToday,
    Policy,
    Rules,
    cited,
    office_on,
    reference_status,
)
from ..places import find
from ..rules import AllOf, AnyOf, Concept, Condition, Not, say
from ..texts import Source, SourceClause, touched


@dataclass(frozen=True, slots=True)
class Card:
    """A measure in words. ``number`` is its mark in the clause; ``lost`` if the text lacks its quote."""

    number: int
    name: str
    title: str
    collective: bool
    force: str
    force_word: str
    quote: str
    condition: str
    concepts: tuple[tuple[str, str], ...]
    need: str | None
    residual: tuple[str, ...]
    reading: str | None
    contact: str | None
    carried_out_by: tuple[str, ...]
    until: date | None
    annex: str | None
    lost: bool = False


@dataclass(frozen=True, slots=True)
class Segment:
    """A run of text under the same quotes; ``ends`` are the marks to print behind it."""

    text: str
    quoted: bool
    ends: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """A stretch of text and the measures that are grounded in it."""

    segments: tuple[Segment, ...]
    cards: tuple[Card, ...]
    context: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """The text without marks."""
        return "".join(segment.text for segment in self.segments)


@dataclass(frozen=True, slots=True)
class Seat:
    """A role and the offices that fill it, with who does the work today."""

    role: str
    offices: tuple[tuple[OfficeToday, str | None], ...]


@dataclass(frozen=True, slots=True)
class ClauseView:
    """One part of the document, from its heading lines to its closing （…负责）."""

    at: str
    anchor: str
    above: tuple[str, ...]
    opening: str
    rows: tuple[Row, ...]
    closing: str | None
    seats: tuple[Seat, ...]
    annexes: tuple[str, ...] = ()
    cited: tuple[tuple[str, str, str, bool], ...] = ()
    repeats: tuple[str, ...] = ()
    differs: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
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
    maker = _Maker(rules, policy, on)
    measures = [measure for _, measure in policy.measures()]
    clauses = maker.from_source(source) if source else maker.from_file()
    individual = sum(measure.individual for measure in measures)
    return DocumentView(
        policy, file, find(policy.place).name, say(policy.definition.condition, rules.vocabulary),
        tuple(clauses), source is not None,
        tuple(office_on(rules, printed, policy.place, on) for printed in policy.issuers),
        {
            "clauses": len(policy.clauses), "annex": len(policy.annex), "individual": individual,
            "collective": len(measures) - individual,
            "readings": sum(1 for measure in measures if measure.reading),
            "residuals": sum(1 for measure in measures if measure.residual),
        },
    )  # fmt: skip


def anchor(at: str) -> str:
    """The label as the id of its part of the page."""
    return at.replace(" ", "-")


class _Maker:
    def __init__(self, rules: Rules, policy: Policy, on: date) -> None:
        self.rules, self.policy, self.on = rules, policy, on

    # -- with the full text ---------------------------------------------------------------

    def from_source(self, source: Source) -> Iterator[ClauseView]:
        for found in source.clauses:
            clause, item = self.policy.clause(found.at), self.policy.annex_item(found.at)
            opening = found.text[len(found.above) : found.body_start - found.start]
            rows = tuple(_merged(self._rows(source, found, clause)))
            above = tuple(line.strip() for line in found.above.splitlines() if line.strip())
            yield self._clause(found.at, above, opening.strip(), rows, found.closing, clause, item)

    def _rows(self, source: Source, found: SourceClause, clause: Clause | None) -> Iterator[Row]:
        measures = clause.measures if clause else ()
        context = clause.context if clause else ()
        placed: list[tuple[int, int, Measure]] = []
        lost: list[Measure] = []
        for measure in measures:
            spans = touched(found, [measure.quote])
            placed += [(first, last, measure) for first, last in spans]
            lost += [] if spans else [measure]
        placed.sort(key=lambda one: one[:2])
        numbered = [(start, end, number, measure) for number, (start, end, measure) in enumerate(placed, 1)]
        kinds = [
            (first, last, CONTEXT_WORDS[one.kind])
            for one in context
            for first, last in touched(found, [one.quote])
        ]  # fmt: skip
        marks = [(first, last, number) for first, last, number, _ in numbered]
        starts = [found.body_start, *(sentence.start for sentence in found.sentences[1:])]
        stops = [*starts[1:], found.body_start + len(found.body)]
        for start, stop in zip(starts, stops, strict=True):
            words = tuple(dict.fromkeys(word for first, last, word in kinds if first < stop and last > start))
            cards = tuple(
                self._card(number, measure) for first, _, number, measure in numbered if start <= first < stop
            )
            yield Row(tuple(_segments(source.text, start, stop, marks)), cards, words)
        if lost:
            cards = tuple(self._card(len(placed) + at, measure, True) for at, measure in enumerate(lost, 1))
            yield Row((), cards)

    # -- without it -------------------------------------------------------------------------

    def from_file(self) -> Iterator[ClauseView]:
        for clause in self.policy.clauses:
            rows: list[Row] = []
            number = 0
            for quote in dict.fromkeys(measure.quote for measure in clause.measures):
                cards = []
                for measure in clause.measures:
                    if measure.quote == quote:
                        number += 1
                        cards.append(self._card(number, measure))
                rows.append(Row((Segment(quote, True, tuple(card.number for card in cards)),), tuple(cards)))
            rows += [Row((Segment(one.quote, False, ()),), (), (CONTEXT_WORDS[one.kind],)) for one in clause.context]
            yield self._clause(clause.at, (), _label(clause.at, clause.heading), tuple(rows), None, clause, None)
        for item in self.policy.annex:
            yield self._clause(item.at, (), item.at, (), None, None, item)

    # -- parts --------------------------------------------------------------------------------

    def _clause(
        self,
        at: str,
        above: tuple[str, ...],
        opening: str,
        rows: tuple[Row, ...],
        closing: str | None,
        clause: Clause | None,
        item: AnnexItem | None,
    ) -> ClauseView:
        agencies = clause.agencies if clause else item.agencies if item else Agencies()
        annexes = () if agencies else tuple(one.at for one in self.policy.annex if at in one.of)
        return ClauseView(
            at, anchor(at), above, opening, rows, closing, tuple(self._seats(agencies)), annexes,
            tuple(self._cited(clause)) if clause else (),
            item.of if item else (),
            tuple((one.body, one.annex) for one in item.differs) if item else (),
        )  # fmt: skip

    def _seats(self, agencies: Agencies) -> Iterator[Seat]:
        for role, offices in agencies.roles():
            found = []
            for printed in offices:
                agency = self.rules.agency(printed, self.policy.place)
                today = office_on(self.rules, printed, self.policy.place, self.on)
                found.append((today, agency.id if agency else None))
            yield Seat(ROLE_WORDS[role], tuple(found))

    def _cited(self, clause: Clause) -> Iterator[tuple[str, str, str, bool]]:
        """(printed, id, how it stands, whether that must be marked)."""
        for name in clause.references:
            reference = cited(self.rules, name)
            if reference is not None:
                status = reference_status(reference, self.on, self.rules)
                yield name, reference.id, str(status), status.marked

    def _card(self, number: int, measure: Measure, lost: bool = False) -> Card:
        register = self.rules.services if measure.individual else self.rules.topics
        need = self.rules.facts.get(measure.need) if measure.need else None
        bare = isinstance(measure.condition, AllOf) and not measure.condition.children
        concepts = dict(_concepts(measure.condition))
        return Card(
            number, measure.name, register[measure.name].title, not measure.individual, measure.force,
            FORCE_WORDS[measure.force], measure.quote,
            "" if bare else say(measure.condition, self.rules.vocabulary), tuple(concepts.items()),
            need.title if need else None, measure.residual, measure.reading, measure.contact,
            measure.carried_out_by, measure.until, measure.annex, lost,
        )  # fmt: skip


def _concepts(condition: Condition) -> Iterator[tuple[str, str]]:
    """The concepts that the condition itself names, not those behind them."""
    if isinstance(condition, Concept):
        yield condition.name, condition.title
    elif isinstance(condition, Not):
        yield from _concepts(condition.child)
    elif isinstance(condition, (AllOf, AnyOf)):
        for child in condition.children:
            yield from _concepts(child)


def _label(at: str, heading: str | None) -> str:
    """A clause's first words as it prints them: 二（一） 加强解困帮扶."""
    return f"{at} {heading}" if heading else at


def _segments(text: str, start: int, stop: int, spans: Iterable[tuple[int, int, int]]) -> Iterator[Segment]:
    inside = [
        (max(first, start), min(last, stop), last, number)
        for first, last, number in spans
        if first < stop and last > start
    ]
    cuts = sorted({start, stop, *(first for first, *_ in inside), *(last for _, last, _, _ in inside)})
    for first, last in pairwise(cuts):
        quoted = any(a <= first and last <= b for a, b, _, _ in inside)
        ends = tuple(number for _, _, whole, number in inside if whole == last)
        yield Segment(text[first:last], quoted, ends)


def _merged(rows: Iterable[Row]) -> Iterator[Row]:
    """Stretches without a measure put together, so that a page of background is one row."""
    kept: Row | None = None
    for row in rows:
        if kept is not None and not kept.cards and not row.cards:
            context = tuple(dict.fromkeys((*kept.context, *row.context)))
            kept = Row(kept.segments + row.segments, (), context)
            continue
        if kept is not None:
            yield kept
        kept = row
    if kept is not None:
        yield kept
