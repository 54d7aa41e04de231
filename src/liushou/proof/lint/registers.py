"""L005 and L006: names that nothing uses, and parameters without a value on a day that their document covers.

Used is what a document says, and what that in turn rests on: the concepts of its
conditions, their facts and parameters, the facts that say something of those, the offices it prints
and the offices that came after them. A document covers its place from its date of issue on; where
neither the place nor any that contains it has a value, its conditions are unknown, never no.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from itertools import groupby
from pathlib import Path
from typing import Any

from ...documents import ParameterEntry, Policy, Rules, shipped_directory
from ...places import containing
from ...problems import Location, Phrase
from ...profile import relations
from ...rules import LEAVES, Concept, facts, parameters, source_fact, walk
from ..sites import document_sites, written
from .findings import UNCOVERED, UNUSED, Finding


def parameter_gaps(rules: Rules, on: date) -> Iterator[Finding]:
    """A warning for each span without a value, by document and parameter, up to ``on``."""
    for policy in rules.policies.values():
        for name, where in _parameters_of(policy).items():
            entry = rules.parameters[name]
            for start, end in _gaps(entry, policy.place, policy.issued, on):
                below = {value.place for value in entry.values if policy.place in containing(value.place)}
                data = {
                    "policy": policy.id,
                    "parameter": name,
                    "title": entry.title,
                    "place": policy.place,
                    "start": start,
                    "until": Phrase("lint-gap-on") if end == on else Phrase("lint-gap-to", day=end),
                    "count": sum(entry.at(code, start) is not None for code in below) or None,
                }
                subject = f"{policy.id} {name} {start}"
                yield UNCOVERED.finding(subject, "gap", where, related=entry.location, **data)


def _parameters_of(policy: Policy) -> dict[str, Location | None]:
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


#: What an entry is called, and the register of the rules that holds it.
_REGISTERS = {name: f"{name}s" for name in ("fact", "concept", "parameter", "service", "topic")} | {
    "agency": "agencies"
}


def unused(rules: Rules) -> Iterator[Finding]:
    """A warning for each name of one's own registers that is never used, a note for a shipped one."""
    used = _used(rules)
    for register, names in used.items():
        entries: Mapping[str, Any] = getattr(rules, _REGISTERS[register])
        for name, entry in entries.items():
            if name in names:
                continue
            where = entry.location
            # A fact of the contract is in no rule file; everything else says where it is.
            shipped = where is None or Path(where.file).resolve().parent == shipped_directory()
            title = getattr(entry, "title", None) or entry.name
            data = {"kind": Phrase(f"kind-{register}"), "entry": name, "title": title}
            severity = "note" if shipped else "warning"
            yield UNUSED.finding(f"{register} {name}", "unused", where, severity=severity, **data)


def _used(rules: Rules) -> dict[str, set[str]]:
    """The names that the documents use, by register."""
    used: dict[str, set[str]] = {register: set() for register in _REGISTERS}
    for policy in rules.policies.values():
        printed = {*policy.issuers}
        for _, measure in policy.measures():
            used["service" if measure.individual else "topic"].add(measure.name)
            used["fact"].update(name for name in (measure.need,) if name)
        for agencies in (*(part.agencies for part in policy.clauses), *(part.agencies for part in policy.annex)):
            printed.update(agencies.all())
        for condition in (policy.definition.condition, *(measure.condition for _, measure in policy.measures())):
            used["concept"].update(node.name for node in walk(condition) if isinstance(node, Concept))
            used["parameter"].update(parameters(condition))
            used["fact"].update(source_fact(name) for name in facts(condition))
        waiting = [agency.id for name in printed if (agency := rules.agency(name, policy.place)) is not None]
        while waiting:
            name = waiting.pop()
            if name not in used["agency"]:
                used["agency"].add(name)
                waiting += [after.office for after in rules.agencies[name].successors if after.office is not None]
    used["fact"] |= relations(rules.facts).about(used["fact"])
    return used
