"""The answers of a run held to ``liushou match`` on single rows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from ...answer import Match, truth_of
from ...rules import DisagreementError
from .details import Detail, detail_of
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
        position, matcher = ledger.kept[index], results.matchers[codes[index]]
        match = matcher.match(ledger.profile(position))
        pairs = list(_columns(results.frame.row(index, named=True), match))
        if details is not None:
            pairs += zip(details[index].parts(), detail_of(matcher, match).parts(), strict=True)
        for (name, shared), (_, alone) in pairs:
            if shared != alone:
                raise DisagreementError(
                    f"row {ledger.numbers[position]}: {name} is {shared} in the run and {alone} by match; "
                    "please report this"
                )
    return len(indices)


def _columns(row: dict[str, Any], match: Match) -> Iterator[tuple[tuple[str, Any], tuple[str, Any]]]:
    """What the columns and the match say of each service and document."""
    answers = {f"service:{service.id}": service.status for service in match.services}
    left_behind = {f"left_behind:{policy.id}": policy.left_behind for policy in match.policies}
    for column, outcome in {**answers, **left_behind}.items():
        truth = truth_of(outcome)
        yield (column, row[column]), (column, None if truth is None else int(truth))
