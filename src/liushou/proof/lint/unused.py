"""L005: facts, concepts, parameters, agencies, services and topics that nothing uses.

Used is what a document says, and what that in turn rests on: the concepts of its
conditions, their facts and parameters, the facts that say something of those, the offices it prints
and the offices that came after them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from ...documents import Rules, shipped_directory
from ...profile import relations
from ...rules import Concept, facts, parameters, source_fact, walk
from .findings import UNUSED, Finding

#: What an entry is called, and the register of the rules that holds it.
_REGISTERS = {
    "fact": "facts",
    "concept": "concepts",
    "parameter": "parameters",
    "agency": "agencies",
    "service": "services",
    "topic": "topics",
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
            message = f"the {register} `{name}` ({title}) is used by no document"
            yield UNUSED.finding(f"{register} {name}", message, where, severity="note" if shipped else "warning")


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
