"""L005: facts, concepts, parameters, agencies, services and topics that nothing uses.

Used is what a document says, and what that in turn rests on: the concepts of its
conditions, their facts and parameters, the facts that say something of those, the offices it prints
and the offices that came after them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from ...documents import Policy, Rules, shipped_directory
from ...profile import relations
from ...rules import Concept, Condition, facts, parameters, source_fact, walk
from .findings import UNUSED, Finding


def unused(rules: Rules) -> Iterator[Finding]:
    """A warning for each name of one's own registers that is never used, a note for a shipped one."""
    used = _Used(rules)
    registers: tuple[tuple[str, Mapping[str, Any], set[str]], ...] = (
        ("fact", rules.facts, used.facts),
        ("concept", rules.concepts, used.concepts),
        ("parameter", rules.parameters, used.parameters),
        ("agency", rules.agencies, used.agencies),
        ("service", rules.services, used.services),
        ("topic", rules.topics, used.topics),
    )
    for register, entries, names in registers:
        for name, entry in entries.items():
            if name in names:
                continue
            where = entry.location
            # A fact of the contract is in no rule file; everything else says where it is.
            shipped = where is None or Path(where.file).resolve().parent == shipped_directory()
            title = getattr(entry, "title", None) or entry.name
            yield Finding(
                kind=UNUSED,
                severity="note" if shipped else "warning",
                subject=f"{register} {name}",
                message=f"the {register} `{name}` ({title}) is used by no document",
                location=where,
            )


class _Used:
    def __init__(self, rules: Rules) -> None:
        self.rules = rules
        self.facts: set[str] = set()
        self.concepts: set[str] = set()
        self.parameters: set[str] = set()
        self.agencies: set[str] = set()
        self.services: set[str] = set()
        self.topics: set[str] = set()
        for policy in rules.policies.values():
            self._document(policy)
        self.facts |= relations(rules.facts).about(self.facts)

    def _document(self, policy: Policy) -> None:
        self._condition(policy.definition.condition)
        printed = set(policy.issuers)
        for _, measure in policy.measures():
            self._condition(measure.condition)
            (self.services if measure.individual else self.topics).add(measure.name)
            if measure.need is not None:
                self.facts.add(measure.need)
        for agencies in (*(part.agencies for part in policy.clauses), *(part.agencies for part in policy.annex)):
            printed.update(agencies.all())
        for name in printed:
            agency = self.rules.agency(name, policy.place)
            if agency is not None:
                self._agency(agency.id)

    def _condition(self, condition: Condition) -> None:
        self.concepts.update(node.name for node in walk(condition) if isinstance(node, Concept))
        self.parameters.update(parameters(condition))
        self.facts.update(source_fact(name) for name in facts(condition))

    def _agency(self, name: str) -> None:
        """An office and those that came after it."""
        if name not in self.agencies:
            self.agencies.add(name)
            for successor in self.rules.agencies[name].successors:
                if successor.office is not None:
                    self._agency(successor.office)
