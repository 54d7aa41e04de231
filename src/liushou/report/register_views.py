"""What the pages of services, agencies, facts and references show."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from ..documents import (
    CERTAINTY_WORDS,
    FORCE_WORDS,
    ROLE_WORDS,
    Agency,
    ConceptEntry,
    ParameterEntry,
    ParameterValue,
    Policy,
    Reference,
    ReferenceStatus,
    Rules,
    Service,
    office_on,
    reference_status,
)
from ..places import find
from ..profile import Fact
from ..rules import AllOf, Concept, Condition, say, walk
from ..rules import facts as facts_in
from .document_view import anchor

SETTLERS: dict[str, str] = {"herself": "本人", "certificate": "证件或证明", "authority": "主管部门"}
KINDS: dict[str, str] = {"yes_no": "是/否", "choice": "选项", "date": "日期", "number": "数", "integer": "整数"}
LEVELS: dict[str, str] = {
    "nation": "国家", "province": "省级", "prefecture": "市级", "county": "县级", "group": "统称",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Use:
    """A clause in which something is used, and the page that shows it."""

    policy: str
    number: str
    at: str
    href: str
    words: str = ""
    quote: str = ""


@dataclass(frozen=True, slots=True)
class ServiceView:
    service: Service
    collective: bool
    uses: tuple[Use, ...]


@dataclass(frozen=True, slots=True)
class SuccessionView:
    since: date
    office: str | None
    office_id: str | None
    certainty: str
    source: str
    official: bool


@dataclass(frozen=True, slots=True)
class AgencyView:
    agency: Agency
    level: str
    today: str | None
    certainty: str
    successions: tuple[SuccessionView, ...]
    uses: tuple[Use, ...]


@dataclass(frozen=True, slots=True)
class PlaceView:
    code: str
    name: str
    agencies: tuple[AgencyView, ...]


@dataclass(frozen=True, slots=True)
class FactView:
    fact: Fact
    kind: str
    settled_by: str
    concepts: tuple[tuple[str, str], ...]
    uses: tuple[Use, ...]


@dataclass(frozen=True, slots=True)
class ConceptView:
    concept: ConceptEntry
    words: str
    uses: tuple[Use, ...]


@dataclass(frozen=True, slots=True)
class ReferenceView:
    reference: Reference
    status: ReferenceStatus
    uses: tuple[Use, ...]


@dataclass(frozen=True, slots=True)
class ValueView:
    place: str
    value: ParameterValue
    bounds: str


@dataclass(frozen=True, slots=True)
class ParameterView:
    parameter: ParameterEntry
    values: tuple[ValueView, ...]


class Registers:
    """The registers of the rules as pages show them, on the day ``on``.

    ``files`` gives the page of each document by its id, without the ending.
    """

    def __init__(self, rules: Rules, files: Mapping[str, str], on: date, ending: str) -> None:
        self.rules, self.files, self.on, self.ending = rules, files, on, ending

    def services(self) -> Iterator[ServiceView]:
        """Services and then topics, each with every clause that gives it."""
        for collective, register in ((False, self.rules.services), (True, self.rules.topics)):
            for service in register.values():
                uses = tuple(
                    self._use(
                        policy, clause.at, self._rule(measure.force, measure.condition, measure.need), measure.quote
                    )
                    for policy in self.rules.policies.values()
                    for clause, measure in policy.measures()
                    if measure.name == service.id and measure.individual is not collective
                )
                yield ServiceView(service, collective, uses)

    def places(self) -> Iterator[PlaceView]:
        """The offices by place, the nation first."""
        codes = dict.fromkeys(agency.place for agency in self.rules.agencies.values())
        for code in sorted(codes, key=lambda code: (code != "nation", code)):
            found = [agency for agency in self.rules.agencies.values() if agency.place == code]
            yield PlaceView(code, find(code).name, tuple(self._agency(agency) for agency in found))

    def facts(self) -> Iterator[FactView]:
        """Every fact, with the concepts and clauses that ask for it."""
        for fact in self.rules.facts.values():
            concepts = tuple(
                (name, entry.title)
                for name, entry in self.rules.concepts.items()
                if fact.name in facts_in(entry.condition)
            )
            uses = tuple(
                dict.fromkeys(
                    self._use(policy, clause.at)
                    for policy in self.rules.policies.values()
                    for clause, measure in policy.measures()
                    if fact.name == measure.need or fact.name in facts_in(measure.condition)
                )
            )
            yield FactView(fact, KINDS[fact.kind], SETTLERS[fact.settled_by], concepts, uses)

    def concepts(self) -> Iterator[ConceptView]:
        """Every concept in words, with the clauses that use it."""
        for name, entry in self.rules.concepts.items():
            uses = tuple(
                dict.fromkeys(
                    self._use(policy, clause.at)
                    for policy in self.rules.policies.values()
                    for clause, measure in policy.measures()
                    if any(isinstance(node, Concept) and node.name == name for node in walk(measure.condition))
                )
            )
            yield ConceptView(entry, say(entry.condition, self.rules.vocabulary), uses)

    def references(self) -> Iterator[ReferenceView]:
        """Laws and documents with how they stand, and how they stood when a clause cited them."""
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
            yield ReferenceView(reference, reference_status(reference, self.on, self.rules), tuple(uses))

    def parameters(self) -> Iterator[ParameterView]:
        """Parameters with every dated value."""
        for parameter in self.rules.parameters.values():
            values = sorted(parameter.values, key=lambda value: (value.place, value.since))
            yield ParameterView(
                parameter,
                tuple(ValueView(find(value.place).name, value, f"{value.bounds} {parameter.unit}") for value in values),
            )

    def _agency(self, agency: Agency) -> AgencyView:
        today = office_on(self.rules, agency.name, agency.place, self.on)
        uses = []
        for policy in self.rules.policies.values():
            if policy.place != agency.place:
                continue
            parts = [(one.at, one.agencies) for one in policy.clauses]
            parts += [(one.at, one.agencies) for one in policy.annex]
            for at, agencies in parts:
                for role, offices in agencies.roles():
                    for printed in offices:
                        if self.rules.agency(printed, policy.place) is agency:
                            uses.append(self._use(policy, at, ROLE_WORDS[role]))
        successions = []
        for one in agency.successors:
            office = self.rules.agencies[one.office] if one.office else None
            successions.append(
                SuccessionView(
                    one.since, office.name if office else None, office.id if office else None,
                    CERTAINTY_WORDS[one.certainty], one.source, one.official,
                )
            )  # fmt: skip
        return AgencyView(
            agency, LEVELS.get(agency.level, agency.level), today.office, CERTAINTY_WORDS[today.certainty],
            tuple(successions), tuple(uses),
        )  # fmt: skip

    def _rule(self, force: str, condition: Condition, need: str | None) -> str:
        bare = isinstance(condition, AllOf) and not condition.children
        words = [FORCE_WORDS[force]] + ([] if bare else [say(condition, self.rules.vocabulary)])
        if need and need in self.rules.facts:
            words.append(f"需求：{self.rules.facts[need].title}")
        return "；".join(words)

    def _use(self, policy: Policy, at: str, words: str = "", quote: str = "") -> Use:
        return Use(policy.id, policy.number, at, f"{self.files[policy.id]}{self.ending}#{anchor(at)}", words, quote)
