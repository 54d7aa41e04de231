"""What the pages show: of a document its text in order and beside each quote the rule, and the registers."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any

from ..answer import SETTLER_WORDS
from ..chinese import label_words
from ..documents import (
    CERTAINTY_WORDS,
    CONTEXT_WORDS,
    ROLE_WORDS,
    Agency,
    AnnexItem,
    Clause,
    ConceptEntry,
    Measure,
    OfficeToday,
    ParameterEntry,
    ParameterValue,
    Policy,
    Reference,
    ReferenceStatus,
    Rules,
    Service,
    Successor,
    cited,
    office_on,
    reference_status,
)
from ..places import NATION, place_of_code
from ..profile import Fact
from ..rules import concepts as concepts_in
from ..rules import facts as facts_in
from ..rules import say
from ..texts import Source, SourceClause, place, touched
from ..values import grouped
from ..yaml import Passage, file_data
from .measure_view import MeasureView, measure_view

#: The words that templates print for the values of registers.
WORDS: dict[str, Any] = file_data(Path(__file__).with_name("words.yaml"))
WORDS |= {"certainty": CERTAINTY_WORDS, "role": ROLE_WORDS, "settler": SETTLER_WORDS}


@dataclass(frozen=True, slots=True)
class Card:
    """A measure beside its quote. ``number`` is its mark in the clause; ``lost`` if the text lacks the quote."""

    number: int
    view: MeasureView
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

    entry: Clause | AnnexItem
    opening: str
    rows: tuple[Row, ...]
    above: tuple[str, ...] = ()
    closing: str | None = None

    @property
    def heading(self) -> str:
        """The heading behind the label; empty where there is none."""
        return (self.entry.heading if isinstance(self.entry, Clause) else None) or ""


class DocumentView:
    """The page of a document as of the day ``on``: with ``source`` the ``whole`` text, else headings and quotes."""

    def __init__(self, rules: Rules, policy: Policy, *, source: Source | None, on: date, file: str) -> None:
        self.rules, self.policy, self.on, self.file = rules, policy, on, file
        self.whole = source is not None
        self.place = place_of_code(policy.place).name
        self.definition = say(policy.definition.condition, rules.vocabulary)
        self.clauses = tuple(self._from_source(source) if source else self._from_file())
        measures = [measure for _, measure in policy.measures()]
        individual = sum(measure.individual for measure in measures)
        self.counts = {"clauses": len(policy.clauses), "annex": len(policy.annex)}
        self.counts |= {"individual": individual, "collective": len(measures) - individual}
        self.counts["readings"] = sum(measure.reading is not None for measure in measures)
        self.counts["residuals"] = sum(bool(measure.residual) for measure in measures)

    def office(self, printed: str) -> tuple[OfficeToday, str | None]:
        """Who does the work of an office today, and its id in the register."""
        agency = self.rules.agency(printed, self.policy.place)
        return office_on(self.rules, printed, self.policy.place, self.on), agency.id if agency else None

    def annexes(self, clause: ClauseView) -> list[str]:
        """The items of the annex that name the offices of a clause which names none."""
        named, at = clause.entry.agencies, clause.entry.at
        return [] if named else [item.at for item in self.policy.annex if at in item.of]

    def cited(self, clause: ClauseView) -> list[tuple[str, Reference, ReferenceStatus]]:
        """What a clause cites: (as printed, the law or document, its status)."""
        names = clause.entry.references if isinstance(clause.entry, Clause) else ()
        known = [(name, reference) for name in names if (reference := cited(self.rules, name)) is not None]
        return [(name, reference, reference_status(reference, self.on, self.rules)) for name, reference in known]

    def _from_source(self, source: Source) -> Iterator[ClauseView]:
        for part in source.clauses:
            clause = self.policy.clause(part.at)
            opening = part.text[len(part.above) : part.body_start - part.start]
            yield ClauseView(
                entry=clause or self.policy.annex_item(part.at) or Clause(at=part.at),
                opening=opening.strip(),
                rows=tuple(self._rows(source, part, clause)),
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
        cuts = [*starts, part.body_start + len(part.body)]
        measured = [True, *(any(start <= first < stop for first, *_ in placed) for start, stop in pairwise(cuts))]
        # Sentences without a measure are one stretch, so that a page of background is one row.
        opening = [start for start, pair in zip(starts, pairwise(measured), strict=True) if any(pair)]
        for start, stop in pairwise([*opening, cuts[-1]]):
            words = tuple(dict.fromkeys(word for first, last, word in kinds if first < stop and last > start))
            cards = [Card(number, view) for number, (first, _, view) in enumerate(placed, 1) if start <= first < stop]
            yield Row(tuple(_runs(source.text, [at for at in cuts if start <= at <= stop], marks)), tuple(cards), words)
        if lost:
            yield Row((), tuple(Card(number, view, True) for number, view in enumerate(lost, len(placed) + 1)))

    def _from_file(self) -> Iterator[ClauseView]:
        for clause in self.policy.clauses:
            cards = (Card(number, view) for number, view in enumerate(self._views(clause), 1))
            quoted = grouped((card.view.citation.quote, card) for card in cards)
            marks = {quote: tuple(card.number for card in cards) for quote, cards in quoted.items()}
            rows = [Row((TextRun(quote, True, marks[quote]),), tuple(cards)) for quote, cards in quoted.items()]
            rows += [Row((TextRun(str(part), False, ()),), (), (CONTEXT_WORDS[part.kind],)) for part in clause.context]
            opening = f"{label_words(clause.at)} {clause.heading or ''}"
            yield ClauseView(entry=clause, opening=opening.strip(), rows=tuple(rows))
        yield from (ClauseView(entry=item, opening=label_words(item.at), rows=()) for item in self.policy.annex)

    def _views(self, clause: Clause | None) -> list[MeasureView]:
        return [measure_view(self.rules, self.policy, clause, measure) for measure in clause.measures] if clause else []


def _runs(text: str, cuts: Sequence[int], spans: Sequence[tuple[int, int, int]]) -> Iterator[TextRun]:
    """The text between the first and the last cut, in runs that end at each cut and where a quote begins or ends."""
    edges = {at for span in spans for at in span[:2] if cuts[0] < at < cuts[-1]}
    for first, last in pairwise(sorted(edges.union(cuts))):
        quoted = any(low <= first and last <= high for low, high, _ in spans)
        yield TextRun(text[first:last], quoted, tuple(number for _, high, number in spans if high == last))


@dataclass(frozen=True, slots=True, kw_only=True)
class Use:
    """A clause in which something is used, and the page that shows it."""

    policy: str
    number: str
    at: str
    href: str
    words: str = ""
    quote: str = ""


Uses = tuple[Use, ...]
#: A successor, and its entry in the register where it has one.
Succession = tuple[Successor, Agency | None]


class Registers:
    """The registers as a page shows them on the day ``on``.

    ``files`` names each document's page, and ``href`` gives the address of a page by its name.
    """

    def __init__(self, rules: Rules, files: Mapping[str, str], on: date, href: Callable[[str], str]) -> None:
        self.rules, self.files, self.on, self.href = rules, files, on, href

    def services(self) -> Iterator[tuple[Service, bool, Uses]]:
        """(service, whether it is a topic, uses): services, then topics, with every clause that gives it."""
        for individual, register in ((True, self.rules.services), (False, self.rules.topics)):
            for service in register.values():
                uses = tuple(
                    self._use(policy, clause.at, measure_view(self.rules, policy, clause, measure).rule, measure.quote)
                    for policy in self.rules.policies.values()
                    for clause, measure in policy.measures()
                    if measure.name == service.id and measure.individual is individual
                )
                yield service, not individual, uses

    def places(self) -> Iterator[tuple[str, str, list[tuple[Agency, OfficeToday, list[Succession], Uses]]]]:
        """(code, name, offices) of each place, the nation first; an office with who does its work, successors, uses."""
        codes = {agency.place for agency in self.rules.agencies.values()}
        for code in sorted(codes, key=lambda code: (code != NATION, code)):
            agencies = [agency for agency in self.rules.agencies.values() if agency.place == code]
            yield code, place_of_code(code).name, [self._agency(agency) for agency in agencies]

    def facts(self) -> Iterator[tuple[Fact, list[tuple[str, str]], Uses]]:
        """(fact, (id, title) of the concepts that ask for it, uses)."""
        for fact in self.rules.facts.values():
            entries = (entry for entry in self.rules.concepts.values() if fact.name in facts_in(entry.condition))
            yield fact, [(entry.id, entry.title) for entry in entries], self._uses(fact.name, _facts)

    def concepts(self) -> Iterator[tuple[ConceptEntry, str, Uses]]:
        """(concept, in words, uses)."""
        for name, entry in self.rules.concepts.items():
            uses = self._uses(name, lambda measure: concepts_in(measure.condition))
            yield entry, say(entry.condition, self.rules.vocabulary), uses

    def references(self) -> Iterator[tuple[Reference, ReferenceStatus, Uses]]:
        """(law or document, status, uses with the status when a clause cited it)."""
        for reference in self.rules.references.values():
            names = {reference.id, *reference.cited_as}
            uses = []
            for policy in self.rules.policies.values():
                then = str(reference_status(reference, policy.issued, self.rules))
                for clause in policy.clauses:
                    if names & {*clause.references}:
                        uses.append(self._use(policy, clause.at, f"印发时：{then}"))
                if reference.id in policy.implements:
                    uses.append(self._use(policy, policy.clauses[0].at, "据以制定"))
            yield reference, reference_status(reference, self.on, self.rules), tuple(uses)

    def parameters(self) -> Iterator[tuple[ParameterEntry, list[tuple[str, ParameterValue]]]]:
        """Each parameter with (place name, value) of every dated value."""
        for parameter in self.rules.parameters.values():
            values = sorted(parameter.values, key=lambda value: (value.place, value.since))
            yield parameter, [(place_of_code(value.place).name, value) for value in values]

    def law(self, passage: Passage) -> str:
        """The page of the law or document that a passage is from."""
        if passage.law in self.rules.references:
            return f"{self.href('references')}#{passage.law}"
        policy = next(policy for policy in self.rules.policies.values() if policy.number == passage.law)
        return self._href(policy, passage.at)

    def _agency(self, agency: Agency) -> tuple[Agency, OfficeToday, list[Succession], Uses]:
        uses = tuple(
            self._use(policy, part.at, ROLE_WORDS[role])
            for policy in self.rules.policies.values()
            if policy.place == agency.place
            for part in _parts(policy)
            for role, offices in part.agencies.roles()
            for printed in offices
            if self.rules.agency(printed, policy.place) is agency
        )
        known = self.rules.agencies
        successions = [(entry, known[entry.office] if entry.office else None) for entry in agency.successors]
        return agency, office_on(self.rules, agency.name, agency.place, self.on), successions, uses

    def _uses(self, name: str, names: Callable[[Measure], Collection[str]]) -> Uses:
        """The clauses with a measure among whose ``names`` this one is, each once."""
        return tuple(
            dict.fromkeys(
                self._use(policy, clause.at)
                for policy in self.rules.policies.values()
                for clause, measure in policy.measures()
                if name in names(measure)
            )
        )

    def _use(self, policy: Policy, at: str, words: str = "", quote: str = "") -> Use:
        href = self._href(policy, at)
        return Use(policy=policy.id, number=policy.number, at=at, href=href, words=words, quote=quote)

    def _href(self, policy: Policy, at: str) -> str:
        return f"{self.href(self.files[policy.id])}#{at.replace(' ', '-')}"


def _parts(policy: Policy) -> tuple[Clause | AnnexItem, ...]:
    return (*policy.clauses, *policy.annex)


def _facts(measure: Measure) -> set[str]:
    return {*facts_in(measure.condition), *([measure.need] if measure.need else [])}
