"""L006: a parameter without a value on a day that its document covers.

A document covers its place from its date of issue on. Where the place has no value (nor
any place that contains it), the conditions on the parameter are unknown, never no.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import groupby

from ...documents import ParameterEntry, Policy, Rules
from ...places import containing
from ...problems import Location
from ...rules import LEAVES, Concept, parameters
from ..sites import document_sites
from ..trees import written
from .findings import UNCOVERED, Finding


def parameter_gaps(rules: Rules, on: date) -> Iterator[Finding]:
    """A warning for each span without a value, by document and parameter, up to ``on``."""
    for policy in rules.policies.values():
        for name, where in _used(policy).items():
            entry = rules.parameters[name]
            for start, end in _gaps(entry, policy.place, policy.issued, on):
                until = "on" if end == on else f"to {end}"
                below = {value.place for value in entry.values if policy.place in containing(value.place)}
                count = sum(entry.at(code, start) is not None for code in below)
                elsewhere = f" ({count} places within it have values of their own)" if count else ""
                yield UNCOVERED.finding(
                    f"{policy.id} {name} {start}",
                    f"{policy.id} uses ${name} ({entry.title}), which has no value for {policy.place} "
                    f"from {start} {until}{elsewhere}: unknown there",
                    where,
                    related=entry.location,
                )


def _used(policy: Policy) -> dict[str, Location | None]:
    """The parameters of a document, each with the phrase that brings it in first."""
    used: dict[str, Location | None] = {}
    for site in document_sites(policy):
        for node in written(site.condition):
            for name in parameters(node) if isinstance(node, (Concept, *LEAVES)) else ():
                used.setdefault(name, node.location or site.location)
    return used


def _gaps(entry: ParameterEntry, place: str, first: date, last: date) -> Iterator[tuple[date, date]]:
    """The spans within ``first`` to ``last`` on which the place has no value."""
    codes = containing(place)
    values = [value for value in entry.values if value.place in codes]
    days = {first} | {value.since for value in values}
    days |= {value.until + timedelta(days=1) for value in values if value.until is not None}
    edges = sorted(day for day in days if first <= day <= last)
    spans = groupby(edges, lambda day: any(entry.at(code, day) is not None for code in codes))
    starts = [(known, next(days)) for known, days in spans]
    ends = [*(start - timedelta(days=1) for _, start in starts[1:]), last]
    yield from ((start, end) for (known, start), end in zip(starts, ends, strict=False) if not known)
