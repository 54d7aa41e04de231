"""What the pages of services, agencies, facts and references show."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from ..answer import SETTLER_WORDS
from ..documents import (
    CERTAINTY_WORDS,
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
    office_on,
    reference_status,
)
from ..places import NATION, place_of_code
from ..profile import Fact
from ..rules import Concept, say, walk
from ..rules import facts as facts_in
from ..yaml import Passage
from .document_view import anchor
from .measure_view import measure_view

#: The words that templates print for the values of registers.
WORDS: Mapping[str, Mapping[str, object]] = {
    "certainty": CERTAINTY_WORDS,
    "role": ROLE_WORDS,
    "kind": {"yes_no": "是/否", "choice": "选项", "date": "日期", "number": "数", "integer": "整数"},
    "level": {"nation": "国家", "province": "省级", "prefecture": "市级", "county": "县级", "group": "统称"},
    "settler": SETTLER_WORDS,
}


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
    """The registers of the rules as pages show them, on the day ``on``.

    ``files`` gives the page of each document by its id, without the ending.
    """

    def __init__(self, rules: Rules, files: Mapping[str, str], on: date, ending: str) -> None:
        self.rules, self.files, self.on, self.ending = rules, files, on, ending

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
            yield entry, say(entry.condition, self.rules.vocabulary), self._uses(name, _concepts)

    def references(self) -> Iterator[tuple[Reference, ReferenceStatus, Uses]]:
        """(law or document, status, uses with the status when a clause cited it)."""
        for reference in self.rules.references.values():
            names = (reference.id, *reference.cited_as)
            uses = []
            for policy in self.rules.policies.values():
                then = str(reference_status(reference, policy.issued, self.rules))
                for clause in policy.clauses:
                    if any(name in names for name in clause.references):
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
            return f"references{self.ending}#{passage.law}"
        policy = next(policy for policy in self.rules.policies.values() if policy.number == passage.law)
        return f"{self.files[policy.id]}{self.ending}#{anchor(passage.at)}"

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
        successions = [
            (entry, self.rules.agencies[entry.office] if entry.office else None) for entry in agency.successors
        ]
        today = office_on(self.rules, agency.name, agency.place, self.on)
        return agency, today, successions, uses

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
        href = f"{self.files[policy.id]}{self.ending}#{anchor(at)}"
        return Use(policy=policy.id, number=policy.number, at=at, href=href, words=words, quote=quote)


def _parts(policy: Policy) -> tuple[Clause | AnnexItem, ...]:
    return (*policy.clauses, *policy.annex)


def _facts(measure: Measure) -> set[str]:
    return {*facts_in(measure.condition), *([measure.need] if measure.need else [])}


def _concepts(measure: Measure) -> set[str]:
    return {node.name for node in walk(measure.condition) if isinstance(node, Concept)}
