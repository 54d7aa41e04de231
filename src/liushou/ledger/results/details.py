"""What stands behind the statuses: for every row the clauses, the offices, what to ask.

Rows between which no condition can tell have the same details: the first of them is
answered as ``liushou match`` would answer it, and the others share what it says. Rows of
every run are answered a second time, each alone, and the two answers compared.
"""

from collections.abc import Collection, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from operator import attrgetter
from typing import Any, NamedTuple

from ...answer import Match, Status, truth_of
from ...answering import ApplicableMeasure, OfficeView, ServiceOutcome
from ...documents import Where
from ...matcher import Matcher
from ...matching import asked
from ...profile import Profile, relations
from ...rules import DisagreementError, Explanation, IsTrue, Leaf, Plan, Word, leaves, source_fact, source_facts
from ..rows.ledger import Ledger
from .statuses import Results


class GroundDetail(NamedTuple):
    """A measure as a ground with its service's status, and what is left to the office."""

    measure: ApplicableMeasure
    office: OfficeView


@dataclass(frozen=True, slots=True, eq=False)
class ServiceDetail:
    """One service for the rows of one kind; ``grounds`` are those with the service's status.

    Of the outcome ``need`` is None where the documents do not speak of need; ``beyond_document``
    says that only the definition of 留守妇女 stands in the way of a service open to everyone.
    """

    service: str
    outcome: ServiceOutcome
    grounds: tuple[GroundDetail, ...]

    @property
    def where(self) -> Where | None:
        """Where she goes for it."""
        places = (ground.measure.where for ground in self.grounds)
        return next((where for where in places if where is not None), None)


@dataclass(frozen=True, slots=True, eq=False)
class Detail:
    """The details that many rows share."""

    matcher: Matcher
    left_behind: Mapping[str, Word]
    services: tuple[ServiceDetail, ...]
    #: (fact, number of services it is missing in), most first.
    questions: tuple[tuple[str, int], ...]

    def of(self, status: Status) -> tuple[ServiceDetail, ...]:
        """The services with this status."""
        return tuple(service for service in self.services if service.outcome.status == status)


def details(results: Results, wanted: Mapping[str, Collection[str]] | None = None) -> list[Detail]:
    """The details of every kept row, in their order: of all services, or of those that are wanted in each place."""
    matchers = results.matchers.items()
    of_places = wanted or {code: matcher.services for code, matcher in matchers}
    builders = {code: _DetailBuilder(matcher, results.ledger, of_places[code]) for code, matcher in matchers}
    rows = zip(results.ledger.kept, results.places(), strict=True)
    return [builders[code].detail(position) for position, code in rows]


def offices(results: Results) -> list[Mapping[str, str | None]]:
    """For every kept row the office where she goes, by service; None where the documents name none."""
    fixed: dict[Matcher, dict[str, str | None]] = {}
    several: dict[str, Collection[str]] = {}
    for code, matcher in results.matchers.items():
        places = {
            service: {None if measure.where is None else measure.where.office for measure in measures}
            for service, measures in matcher.applicable.items()
        }
        fixed[matcher] = {service: names.pop() for service, names in places.items() if len(names) == 1}
        # Where several offices are named for a service, her own grounds say which.
        several[code] = places.keys() - fixed[matcher].keys()

    @cache
    def by_service(detail: Detail) -> dict[str, str | None]:
        own = ((service.service, service.where) for service in detail.services)
        return {**fixed[detail.matcher], **{name: where.office if where else None for name, where in own}}

    return [by_service(detail) for detail in details(results, several)]


class _DetailBuilder:
    """The details of the rows of one place and some of its services, each kind of row answered once.

    What a service comes to depends on the facts that its own conditions read: where these are as in another row, it is
    not worked out again.
    """

    def __init__(self, matcher: Matcher, ledger: Ledger, wanted: Collection[str]) -> None:
        self.matcher, self.ledger = matcher, ledger
        # The definitions alone, under no service, say whether she is left behind.
        conditions = {"": dict.fromkeys(policy.definition.condition for policy in matcher.policies)}
        for name in (name for name in matcher.services if name in wanted):
            measures = matcher.applicable[name]
            conditions[name] = dict.fromkeys(condition for measure in measures for condition in measure.pair)
            conditions[name] |= {IsTrue(of.measure.need): None for of in measures if of.measure.need is not None}
        related, values = relations(ledger.facts), ledger.values
        about = {name: related.about(source_facts(*own)) for name, own in conditions.items()}
        names = [name for name in ledger.fact_names() if any(name in read for read in about.values())]
        self.reads = {name: [number for number, fact in enumerate(names) if fact in of] for name, of in about.items()}
        pairs = ((name, pair.fact) for name, pair in related.pairs)
        self.pairs = [(values[day], values[number]) for day, number in pairs if {day, number} <= {*names}]
        own: dict[str, dict[Leaf, None]] = {name: {} for name in names}
        for leaf in (
            leaf for conditions_ in conditions.values() for condition in conditions_ for leaf in leaves(condition)
        ):
            if source_fact(leaf.fact) in own:
                own[source_fact(leaf.fact)][leaf] = None
        self.columns = [(values[name], _Codes(name, matcher, read_by)) for name, read_by in own.items()]
        self.details: dict[Hashable, Detail] = {}
        self.distinct: dict[Hashable, Detail] = {}
        self.services: dict[Hashable, ServiceDetail] = {}
        self.known: dict[Hashable, Any] = {}

    def detail(self, position: int) -> Detail:
        """The details of a row."""
        codes = [codes[column[position]] for column, codes in self.columns]
        # Two facts of which one stands for the other narrow each other: their values count.
        both = tuple(
            (day[position], number[position]) for day, number in self.pairs if day[position] and number[position]
        )
        own = self.ledger.unsure.get(position), self.ledger.item("decisions", position) or None
        kind = (*codes, both, own)
        detail = self.details.get(kind)
        if detail is None:
            detail = self.details[kind] = self._detail(position, codes, (both, own))
        return detail

    def _detail(self, position: int, codes: list[Hashable], more: tuple[Hashable, ...]) -> Detail:
        keys = {name: (name, *(codes[number] for number in own), *more) for name, own in self.reads.items()}
        new = [name for name, key in keys.items() if key not in self.known]
        unsure: Collection[str] = self.ledger.unsure.get(position) or ()
        if new or unsure:
            profile = self.ledger.profile(position)
            outcomes = self.matcher.outcomes(profile, filter(None, new))
            unsure = outcomes.unsure
            self.known[keys[""]] = outcomes.left_behind
            relevant = self.matcher.relevant(profile, [name for name, own in outcomes.services.items() if own.missing])
            for name, outcome in outcomes.services.items():
                self.known[keys[name]] = self._service(name, outcome), outcome.missing, relevant.get(name, ())
        left_behind, *known = (self.known[key] for key in keys.values())
        services, missing, hanging = zip(*known, strict=True) if known else ((), (), ())
        questions = asked(missing, self.matcher.rules.facts, unsure, set().union(*hanging))
        # What makes two details of one place equal, where they share their services.
        content = (*left_behind.values(), *map(id, services), questions)
        return self.distinct.setdefault(content, Detail(self.matcher, left_behind, services, questions))

    def _service(self, name: str, outcome: ServiceOutcome) -> ServiceDetail:
        """The details of a service; equal ones are one object."""
        # All of an outcome but what is missing, which the questions say.
        own = outcome.grounds, outcome.office, outcome.unless
        key = name, outcome.status, outcome.need, outcome.beyond_document, *own
        detail = self.services.get(key)
        if detail is None:
            outcome = replace(outcome, missing=())
            grounds = zip(self.matcher.applicable[name], outcome.office, outcome.grounds, strict=True)
            status = truth_of(outcome.status)
            deciding = (GroundDetail(measure, office) for measure, office, truth in grounds if truth is status)
            detail = self.services[key] = ServiceDetail(name, outcome, tuple(deciding))
        return detail


class _Codes(dict[Any, Hashable]):
    """What the conditions of a place see of the values of one fact: equal for values that no condition tells apart."""

    def __init__(self, name: str, matcher: Matcher, leaves: Iterable[Leaf]) -> None:
        super().__init__()
        self.name, self.matcher, self.plan = name, matcher, Plan(matcher.rules.vocabulary)
        self.empty = matcher.situation(Profile())
        self.views = dict.fromkeys(leaf.fact for leaf in leaves)
        for leaf in leaves:
            self.plan.add(leaf)
        self.seen: dict[Hashable, Hashable] = {}

    def __missing__(self, value: Any) -> Hashable:
        code = self[value] = value if value is None or isinstance(value, (bool, str)) else self._code(value)
        return code

    def _code(self, value: Any) -> Hashable:
        if value.exact:
            situation = replace(self.empty, known=replace(self.empty.known, values={self.name: value}))
        else:
            situation = self.matcher.situation(Profile.from_mapping({self.name: value}, facts=self.matcher.rules.facts))
        # Of a birth date the conditions see the age only: many dates are one to them.
        view = tuple(map(situation.value, self.views))
        if view not in self.seen:
            explanation = Explanation(self.plan, situation)
            self.seen[view] = tuple((truth, explanation.missing(node)) for node, truth in enumerate(explanation.values))
        return self.seen[view]


#: So many rows, spread over the ledger, are answered a second time in every run.
SAMPLE = 20


def check_rows(results: Results, details: Sequence[Detail] | None = None, *, every: bool = False) -> int:
    """Answer rows a second time, each alone by ``match``: a sample, or ``every`` row; returns how many.

    Raises :class:`~liushou.rules.DisagreementError` with both answers where they differ
    from the columns, or from the ``details`` that rows share: a fault of liushou, never
    of the ledger.
    """
    ledger, count = results.ledger, len(results.ledger.kept)
    indices = range(count) if every or count <= SAMPLE else [number * count // SAMPLE for number in range(SAMPLE)]
    codes = results.places()
    for index in indices:
        position = ledger.kept[index]
        match = results.matchers[codes[index]].match(ledger.profile(position))
        alone = {**_statuses(match), **(_reasons(match) if details is not None else {})}
        row = results.frame.row(index, named=True)
        run = {name: row[name] for name in _statuses(match)}
        run |= _shared(details[index]) if details is not None else {}
        for name in {**alone, **run}:
            if run.get(name) != alone.get(name):
                where = f"row {ledger.numbers[position]}: {name}"
                both = f"{run.get(name)} in the run and {alone.get(name)} by match"
                raise DisagreementError(f"{where} is {both}; please report this")
    return len(indices)


def _statuses(match: Match) -> dict[str, Any]:
    """What the columns should hold."""
    outcomes: dict[str, Status | Word] = {f"service:{service.id}": service.status for service in match.services}
    outcomes |= {f"left_behind:{policy.id}": policy.left_behind for policy in match.policies}
    truths = {column: truth_of(outcome) for column, outcome in outcomes.items()}
    return {column: None if truth is None else int(truth) for column, truth in truths.items()}


_SAID = attrgetter("status", "need", "beyond_document")


def _reasons(match: Match) -> dict[str, Any]:
    """What details should say."""
    services = {
        answer.id: (
            *(*_SAID(answer), answer.where),
            tuple(dict.fromkeys(text for ground in answer.deciding for text in ground.unless)),
            [(ground.citation, ground.residual, ground.settled) for ground in answer.deciding],
        )
        for answer in match.services
    }
    questions = tuple((question.fact, question.settles) for question in match.questions)
    left_behind = {policy.id: policy.left_behind for policy in match.policies}
    return {**services, "left behind": left_behind, "questions": questions}


def _shared(detail: Detail) -> dict[str, Any]:
    """What the details of a row say."""
    services = {
        answer.service: (
            *(*_SAID(answer.outcome), answer.where, answer.outcome.unless),
            [(ground.measure.citation, ground.office.residual, ground.office.settled) for ground in answer.grounds],
        )
        for answer in detail.services
    }
    return {**services, "left behind": detail.left_behind, "questions": detail.questions}
