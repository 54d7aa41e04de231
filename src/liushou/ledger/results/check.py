"""The answers of a run held to ``liushou match`` on single rows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from ...answer import Citation, Match, ServiceAnswer, Status, truth_of
from ...rules import DisagreementError, Word
from .details import Detail, ServiceDetail
from .statuses import Results

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


def _reasons(match: Match) -> dict[str, Any]:
    """What details should say."""
    left_behind = {policy.id: policy.left_behind for policy in match.policies}
    questions = tuple((question.fact, question.settles) for question in match.questions)
    services = {
        answer.id: (answer, [ground.citation for ground in answer.grounds if ground.status == answer.status])
        for answer in match.services
    }
    return {**_services(services), "left behind": left_behind, "questions": questions}


def _shared(detail: Detail) -> dict[str, Any]:
    """What the details of a row say."""
    services = {answer.service: (answer, [part.citation for part in answer.measures]) for answer in detail.services}
    return {**_services(services), "left behind": detail.left_behind, "questions": detail.questions}


def _services(services: Mapping[str, tuple[ServiceAnswer | ServiceDetail, list[Citation]]]) -> dict[str, Any]:
    return {
        name: (answer.status, answer.need, answer.beyond_document, cited) for name, (answer, cited) in services.items()
    }
