"""All documents and registers as the data that ``answer.js`` reads.

What depends on the place and the day is worked out here for every place and day: what changes is a list of [first day,
value]. Conditions are those of :mod:`liushou.rules.javascript`.
"""

from collections.abc import Callable, Iterable
from dataclasses import asdict
from datetime import date, timedelta
from functools import partial
from typing import Any

from ..answer import DISCLAIMER, STATUS_WORDS, CitedLaw
from ..answering import passages_of
from ..ask import weights
from ..chinese import label_words
from ..documents import (
    FORCE_WORDS,
    Agencies,
    Measure,
    PlacesFile,
    Policy,
    Rules,
    cited,
    days_of_change,
    office_on,
    reference_status,
    registered_office,
    value_in_force,
    values_at,
    where_to_go,
)
from ..matching import open_concepts
from ..places import NATION, place_of_code
from ..profile import GROUPS, Fact, catalogue_order
from ..rules import ALWAYS, IsTrue
from ..rules.javascript import Graph, day_number, number_text
from ..values import FIRST_DAY, product

#: What a page needs of a fact beside what is needed to read its value.
_SHOWN = ("title", "ask", "settled_by", "office", "unit", "group", "place", "need", "usual")
_NEXT = timedelta(days=1)


def rules_data(rules: Rules, places: PlacesFile | None = None) -> dict[str, Any]:
    """Everything that is needed to answer, as plain data.

    Raises :class:`~liushou.rules.UnsupportedNodeError` for a condition that JavaScript does not read, and
    :class:`~liushou.InputError` for a line of the places file under its floor.
    """
    return _Writer(rules).data(places)


class _Writer:
    def __init__(self, rules: Rules) -> None:
        self.rules, self.graph = rules, Graph(rules.vocabulary)
        changes = (successor.since for agency in rules.agencies.values() for successor in agency.successors)
        self.days = (FIRST_DAY, *sorted(set(changes)))
        self.printed: dict[tuple[str, str], int] = {}
        self.agencies: dict[tuple[str, str], int] = {}
        self.roles: list[dict[str, Any]] = []
        self.references: dict[str, int] = {}
        self.concepts: dict[int, dict[str, Any]] = {}

    def data(self, places: PlacesFile | None) -> dict[str, Any]:
        rules = self.rules
        policies = [self._policy(policy) for policy in rules.policies.values()]
        offered = {measure["service"] for policy in policies for measure in policy["measures"]}
        here = self._places(places)
        graph = self.graph.data()
        for name, fact in rules.facts.items():
            graph["facts"][name] |= _shown(fact)
        used = {node[2] for node in graph["nodes"] if node[0] == "same"} | {f"${name}" for name in rules.parameters}
        labels = [entry.at for policy in rules.policies.values() for entry in policy.clauses]
        labels += [item.at for policy in rules.policies.values() for item in policy.annex]
        labels += [each.at for cites in passages_of(rules).values() for each in cites]
        passages = {name: [asdict(each) for each in cites] for name, cites in passages_of(rules).items()}
        return {
            "rules": {"version": rules.version, "sha256": rules.sha256},
            "disclaimer": DISCLAIMER,
            "words": {"statuses": STATUS_WORDS, "forces": FORCE_WORDS},
            "graph": graph,
            "groups": dict(GROUPS),
            "asking": dict(weights()),
            "policies": policies,
            "labels": {label: words for label in labels if (words := label_words(label)) != label},
            "services": [
                {
                    "id": name,
                    "title": service.title,
                    "about": service.about,
                    "everyone": service.open_to_everyone,
                    "door": service.door.office if service.door else None,
                }
                for name, service in rules.services.items()
                if name in offered
            ],
            "concepts": self.concepts,
            "basis": {name: cites for name, cites in passages.items() if name in used and cites},
            "agencies": self.roles,
            "printed": [[name, self._today(name, place)] for name, place in self.printed],
            "references": [self._standing(name) for name in self.references],
            "fields": dict(rules.fields),
            "offices": self._offices(),
            "places": here,
            "products": self._products(here),
            "laws": {name: day_number(since) for name, since in rules.laws().items()},
        }

    def _policy(self, policy: Policy) -> dict[str, Any]:
        return {
            "id": policy.id,
            "number": policy.number,
            "title": policy.title,
            "issued": day_number(policy.issued),
            "place": policy.place,
            "definition": self.graph.add(policy.definition.condition),
            "clauses": [clause.at for clause in policy.clauses],
            "measures": [
                self._measure(policy, measure) | self._clause(policy, clause, measure)
                for clause, measure in policy.measures()
                if measure.individual
            ],
        }

    def _measure(self, policy: Policy, measure: Measure) -> dict[str, Any]:
        nodes = []
        for concept, entry in open_concepts(self.rules, policy, measure):
            nodes.append(self.graph.add(concept))
            self.concepts[nodes[-1]] = {"unless": list(entry.unless), "residual": list(entry.residual)}
        return {
            "service": measure.name,
            "force": measure.force,
            "quote": measure.quote,
            "condition": self.graph.add(measure.condition),
            "always": measure.condition == ALWAYS,
            "need": None if measure.need is None else self.graph.add(IsTrue(measure.need)),
            "residual": list(measure.residual),
            "reading": measure.reading,
            "contact": measure.contact,
            "carried_out_by": list(measure.carried_out_by),
            "until": None if measure.until is None else day_number(measure.until),
            "concepts": nodes,
        }

    def _clause(self, policy: Policy, clause: Any, measure: Measure) -> dict[str, Any]:
        label, roles = policy.agencies_of(clause, measure)
        printed = [name for name in (measure.contact, *roles.lead, *roles.sole) if name]
        return {
            "clause": clause.at,
            "agencies": self._agencies(policy, label, roles),
            "field": self._field(policy, printed),
            "references": [self.references.setdefault(name, len(self.references)) for name in clause.references],
        }

    def _agencies(self, policy: Policy, label: str, roles: Agencies) -> int:
        if (policy.id, label) not in self.agencies:
            self.agencies[policy.id, label] = len(self.roles)
            numbers = [self.printed.setdefault((name, policy.place), len(self.printed)) for name in roles.all()]
            self.roles.append({**asdict(roles), "clause": label, "today": numbers})
        return self.agencies[policy.id, label]

    def _today(self, printed: str, place: str) -> list[Any]:
        def value(on: date) -> list[Any]:
            today = office_on(self.rules, printed, place, on)
            return [today.office, today.certainty]

        return dated(self.days, value)

    def _field(self, policy: Policy, printed: list[str]) -> list[Any]:
        """The field of the office where she goes, as far as no statute names it."""
        nowhere, service = place_of_code(NATION), next(each for each in self.rules.services.values() if not each.door)

        def value(on: date) -> str | None:
            where = where_to_go(self.rules, service, printed, document_of=policy.place, place=nowhere, on=on)
            return where.field if where else None

        return dated(self.days, value)

    def _standing(self, name: str) -> list[Any]:
        reference = cited(self.rules, name)
        if reference is None:
            return [[day_number(FIRST_DAY), None]]

        def value(on: date) -> dict[str, Any] | None:
            standing = reference_status(reference, on, self.rules)
            law = CitedLaw(title=name, standing=str(standing), replaced_by=standing.replaced_by)
            return asdict(law) if standing.marked else None

        changes = (reference.in_force, reference.until + _NEXT if reference.until else None)
        return dated((FIRST_DAY, *sorted(day for day in changes if day)), value)

    def _offices(self) -> dict[str, dict[str, list[Any]]]:
        """The offices registered at a county, by field."""
        offices: dict[str, dict[str, list[Any]]] = {}
        for agency in self.rules.agencies.values():
            if agency.field and agency.place != NATION and not agency.place.endswith("00"):
                office = partial(registered_office, self.rules, agency.field, agency.place)
                offices.setdefault(agency.place, {})[agency.field] = dated(self.days, office)
        return offices

    def _places(self, own: PlacesFile | None) -> dict[str, dict[str, Any]]:
        """The facts and parameters stated of each code, without those of what contains it."""
        rules = self.rules
        codes = {value.place for entry in rules.parameters.values() for value in entry.values}
        codes |= {*rules.places, *(own.places if own else ())}
        result: dict[str, dict[str, Any]] = {}
        for code in sorted(codes):
            stated, shipped = own.places.get(code) if own else None, rules.places.get(code)
            facts = {**(shipped.facts if shipped else {}), **(stated.facts if stated else {})}
            days = (FIRST_DAY, *days_of_change(rules, code, own))
            here = [(day, values_at(rules, code, day, own).parameters) for day in days]
            parameters = {}
            for name, entry in rules.parameters.items():
                values = (*(stated.parameters.get(name, ()) if stated else ()), *entry.values)
                if not any(value.place == code for value in values):
                    continue
                parameters[name] = merged(
                    (day, _sides(known.get(name)) if self._has(own, name, code, day) else None) for day, known in here
                )
            result[code] = {"facts": facts, "parameters": parameters}
        return result

    def _has(self, own: PlacesFile | None, name: str, code: str, on: date) -> bool:
        """Whether a value of the parameter is in force for exactly this code."""
        stated = own.places[code].parameters.get(name, ()) if own and code in own.places else ()
        return bool(value_in_force(stated, on) or self.rules.parameters[name].at(code, on))

    def _products(self, places: dict[str, dict[str, Any]]) -> dict[str, dict[str, float]]:
        """What each multiple of a parameter comes to, by the value as JavaScript writes it."""
        products: dict[str, dict[str, float]] = {}
        for key, parameter in self.graph.parameters.items():
            if parameter.factor != 1.0:
                series = [each["parameters"].get(parameter.name, ()) for each in places.values()]
                sides = {side for dated in series for _, bounds in dated for side in bounds or () if side is not None}
                products[key] = {number_text(side): product(side, parameter.factor) for side in sorted(sides)}
        return products


def _sides(bounds: Any) -> list[Any] | None:
    return None if bounds is None else [bounds.low, bounds.high]


def _shown(fact: Fact) -> dict[str, Any]:
    parts: dict[str, Any] = {name: value for name in _SHOWN if (value := getattr(fact, name)) not in (None, "", False)}
    if fact.usual is not None:
        parts["usual"] = fact.usual
    if fact.kind == "yes_no":
        parts |= {"yes": fact.statement(True), "no": fact.statement(False)}
    # A number or day that says something of others as soon as it is stated: in some cases it cannot be.
    special = bool(fact.implies) and fact.kind not in ("yes_no", "choice")
    before = [*fact.needs, *fact.implies]
    return {**parts, **({"special": True} if special else {}), "before": before, "order": catalogue_order(fact.name)[0]}


def dated(days: Iterable[date], value: Callable[[date], Any]) -> list[Any]:
    """[first day, value] for each run of days, which are in order, with the same value."""
    return merged((day, value(day)) for day in days)


def merged(values: Iterable[tuple[date, Any]]) -> list[Any]:
    """The same of days with their values."""
    runs: list[Any] = []
    for day, value in values:
        if not runs or runs[-1][1] != value:
            runs.append([day_number(day), value])
    return runs
