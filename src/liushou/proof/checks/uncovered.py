"""L006: a parameter without a value on a day that a document using it covers.

A document covers its place from its date of issue on. Where the place has no value (nor
any place that contains it), the conditions on the parameter are unknown, never no.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from ...documents import ParameterEntry, Policy, Rules
from ...places import containing
from ...problems import Location
from ...rules.condition import Condition, Parameter, leaves, operands, walk
from ..findings import UNCOVERED, Finding
from ..sites import sites_of

Span = tuple[date, date]


def uncovered(rules: Rules, on: date) -> Iterator[Finding]:
    """A warning for each document and parameter with days of no value, up to ``on``."""
    for policy in rules.policies.values():
        for name, where in _used(policy).items():
            entry = rules.parameters[name]
            gaps = tuple(_gaps(entry, policy.place, policy.issued, on))
            if not gaps:
                continue
            yield Finding(
                UNCOVERED,
                "warning",
                f"{policy.id} {name}",
                f"${name} ({entry.title}) has no value for {policy.place} {_say(gaps, on)}; {policy.id} covers it "
                f"from {policy.issued} on, and reads it as unknown there",
                where,
                related=(entry.location,) if entry.location else (),
            )


def _used(policy: Policy) -> dict[str, Location | None]:
    """The parameters of a document, each with the phrase that brings it in first."""
    found: dict[str, Location | None] = {}
    for site in sites_of(policy):
        for node in _top(site.condition):
            for inner in leaves(node):
                for operand in operands(inner):
                    if isinstance(operand, Parameter):
                        found.setdefault(operand.name, getattr(node, "location", None) or site.location)
    return found


def _top(condition: Condition) -> Iterator[Condition]:
    """The phrases as the document writes them: its leaves, and its concepts unopened."""
    inside: set[int] = set()
    for node in walk(condition):
        if id(node) in inside:
            continue
        from ...rules import LEAVES, Concept

        if isinstance(node, Concept):
            inside.update(id(one) for one in walk(node.condition))
        if isinstance(node, (Concept, *LEAVES)):
            yield node


def _gaps(entry: ParameterEntry, place: str, first: date, last: date) -> Iterator[Span]:
    """The spans within ``first`` to ``last`` on which no value stands in the place."""
    codes = containing(place)
    values = [value for value in entry.values if value.place in codes]
    days = {first} | {value.since for value in values}
    days |= {value.until + timedelta(days=1) for value in values if value.until is not None}
    edges = sorted(day for day in days if first <= day <= last)
    start: date | None = None
    for day in edges:
        standing = any(entry.at(code, day) is not None for code in codes)
        if not standing and start is None:
            start = day
        elif standing and start is not None:
            yield start, day - timedelta(days=1)
            start = None
    if start is not None:
        yield start, last


def _say(gaps: tuple[Span, ...], last: date) -> str:
    words = []
    for start, end in gaps:
        words.append(f"from {start} on" if end == last else f"from {start} to {end}")
    return " and ".join(words)
