"""What a rule file may name, as data for programs: documents, services, facts, concepts, parameters, offices, words."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass
from datetime import date
from typing import Any

from ..answer import SETTLER_WORDS
from ..documents import (
    CERTAINTY_WORDS,
    CONTEXT_WORDS,
    FORCE_WORDS,
    ROLE_WORDS,
    OfficeToday,
    ParameterEntry,
    ParameterValue,
    PlacesFile,
    Rules,
    Service,
    schema,
    value_in_force,
    values_at,
)
from ..places import answering_place, containing, find_place, place_of_code
from ..rules import Condition, to_data
from ..rules import concepts as concepts_in
from ..rules import facts as facts_in
from ..values import show
from ..yaml import entries
from .views import Registers, Uses

Row = dict[str, Any]
#: Keys of the JSON that are called as in the files.
_OF_A_POLICY = ("id", "number", "title", "place", "implements", "issuers", "file")
_OF_A_FACT = ("title", "unit", "ask", "settled_by", "office", "place", "need", "group")
#: What has no place in the JSON: where an entry stands, and what is given in another form.
_LEFT_OUT = {"location", "condition", "bounds"}
_CONNECTIVES = {"all": "都要满足（列表即是）", "any": "满足其一", "not": "不是"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Lists:
    """The lists of all that the rules name, as of a day; ``place`` (a code or name) is whose parameters are given.

    Each method gives rows of JSON data; raises :class:`~liushou.InputError` for a place that does not exist.
    """

    rules: Rules
    on: date
    place: str | None = None
    own: PlacesFile | None = None

    def rows(self, name: str) -> list[Row]:
        """The rows of one of :data:`LISTS`."""
        return list(LISTS[name](self))

    @property
    def _registers(self) -> Registers:
        return Registers(self.rules, {policy: policy for policy in self.rules.policies}, self.on, str)

    def policies(self) -> Iterator[Row]:
        """The documents: number, day, place, how many clauses and measures."""
        for policy in self.rules.policies.values():
            measures = [measure for _, measure in policy.measures()]
            individual = sum(measure.individual for measure in measures)
            yield {
                **{name: _plain(getattr(policy, name)) for name in _OF_A_POLICY},
                "issued": policy.issued.isoformat(),
                "place_name": place_of_code(policy.place).name,
                "clauses": len(policy.clauses),
                "individual_measures": individual,
                "collective_measures": len(measures) - individual,
            }

    def services(self) -> Iterator[Row]:
        """The services, with the clauses that give them."""
        return (_offered(service, uses) for service, topic, uses in self._registers.services() if not topic)

    def topics(self) -> Iterator[Row]:
        """The topics of collective measures, with their clauses and the services of the same clauses."""
        for topic, collective, uses in self._registers.services():
            if collective:
                clauses = [self.rules.policies[use.policy].clause(use.at) for use in uses]
                given = (measure.service for clause in clauses if clause for measure in clause.measures)
                yield _offered(topic, uses) | {"services": list(dict.fromkeys(filter(None, given)))}

    def facts(self) -> Iterator[Row]:
        """The facts: type, unit, question, who settles them, and where they are asked for."""
        for fact, concepts, uses in self._registers.facts():
            settler = SETTLER_WORDS[fact.settled_by].word + (f"：{fact.office}" if fact.office else "")
            yield {
                **{"fact": fact.name, "type": fact.kind, "values": fact.expected, "choices": dict(fact.choices)},
                **{name: getattr(fact, name) for name in _OF_A_FACT},
                **{"settled_by_whom": settler, "concepts": [name for name, _ in concepts], **_used(uses)},
                "definitions": self._definitions(fact.name, facts_in),
            }

    def concepts(self) -> Iterator[Row]:
        """The concepts: condition, the laws and sources they rest on, and where they are used."""
        for entry, words, uses in self._registers.concepts():
            condition = {"when": to_data(entry.condition), "in_words": words}
            yield {
                **{**_plain(entry), **condition, "facts": sorted(facts_in(entry.condition)), **_used(uses)},
                "definitions": self._definitions(entry.id, concepts_in),
            }

    def _definitions(self, name: str, names: Callable[[Condition], Collection[str]]) -> list[str]:
        """The documents whose definition names it."""
        policies = self.rules.policies.values()
        return [policy.id for policy in policies if name in names(policy.definition.condition)]

    def parameters(self) -> Iterator[Row]:
        """The parameters with all their values and sources; of one place, with what holds there on the day."""
        for parameter, values in self._registers.parameters():
            row = _plain(parameter)
            row["values"] = [_dated(value, name) for name, value in values]
            yield row if self.place is None else row | {"here": self._here(parameter, self.place)}

    def _here(self, parameter: ParameterEntry, place: str) -> Row | None:
        """What holds in a place, with the printed value it comes from; None where no value is known."""
        asked = find_place(place, self.on)
        code, written = answering_place(asked, self.on)[0].code, asked.code
        bounds = values_at(self.rules, code, self.on, self.own, written=written).parameters.get(parameter.id)
        if bounds is None:
            return None
        own = self.own.places if self.own else {}
        stated = (
            _dated(value, place_of_code(above).name) | {"place": above}
            for above in containing(code, written)
            for values in (
                own[above].parameters.get(parameter.id, ()) if above in own else (),
                [value for value in parameter.values if value.place == above],
            )
            if (value := value_in_force(values, self.on)) is not None
        )
        return {"low": bounds.low, "high": bounds.high, "stated": next(stated)}

    def agencies(self) -> Iterator[Row]:
        """The offices: names, level, place, field, who does their work on the day, the clauses that name them."""
        asked = None if self.place is None else find_place(self.place, self.on)
        above = None if asked is None else containing(answering_place(asked, self.on)[0].code, asked.code)
        for place, place_name, agencies in self._registers.places():
            for agency, today, _, uses in agencies if above is None or place in above else ():
                row = {
                    **_plain(agency),
                    "place_name": place_name,
                    "field_title": self.rules.fields.get(agency.field or ""),
                }
                clauses = [
                    {"policy": use.policy, "number": use.number, "clause": use.at, "role": use.words} for use in uses
                ]
                yield row | {"today": _today(today), "clauses": clauses}

    def references(self) -> Iterator[Row]:
        """The laws and documents that others cite: their days, what replaced them, the clauses that name them."""
        for reference, status, uses in self._registers.references():
            yield {**_plain(reference), "status": str(status), **_used(uses)}

    def words(self) -> Iterator[Row]:
        """What else a file may say: keys, forces, roles, context, connectives; the words that quotes are read by."""
        for kind, words in (
            ("force", FORCE_WORDS),
            ("role", ROLE_WORDS),
            ("context", CONTEXT_WORDS),
            ("connective", _CONNECTIVES),
        ):
            yield from ({"id": word, "kind": kind, "title": title} for word, title in words.items())
        yield from ({"id": field, "kind": "field", "title": title} for field, title in self.rules.fields.items())
        for name, shape in schema("policy", self.rules)["$defs"].items():
            for key, value in shape.get("properties", {}).items():
                if "description" in value:
                    yield {"id": key, "kind": "key", "title": value["description"], "of": name.lower()}
        for group in self.rules.words.values():
            yield {"kind": "words", **_plain(group)}


#: The lists by name, in the order in which a name is sought in them.
LISTS: Mapping[str, Callable[[Lists], Iterable[Row]]] = {
    name: getattr(Lists, name)
    for name in ("services", "facts", "concepts", "parameters", "topics", "agencies", "references", "policies", "words")
}


def _offered(service: Service, uses: Uses) -> Row:
    used = _used(uses)
    return {**_plain(service), "policies": list(dict.fromkeys(use["policy"] for use in used["clauses"])), **used}


def _used(uses: Uses) -> Row:
    """The clauses in which something is used."""
    clauses = dict.fromkeys((use.policy, use.number, use.at) for use in uses)
    return {"clauses": [dict(zip(("policy", "number", "clause"), clause, strict=True)) for clause in clauses]}


def _today(today: OfficeToday) -> Row:
    """Who does the work of an office on the day, and how sure that is."""
    sure = CERTAINTY_WORDS[today.certainty] if today.changed else "未查到变动"
    office = today.office or "已不在，由谁承接不明"
    return {"office": today.office, "certainty": today.certainty, "in_words": f"{office}（{sure}）"}


def _dated(value: ParameterValue, place_name: str) -> Row:
    """A value of a parameter, with its place and its amount in words."""
    low, high = (None if side is None else show(side) for side in (value.at_least, value.at_most))
    amount = " 至 ".join(filter(None, (low, high))) if low and high else f"不低于 {low}" if low else f"不高于 {high}"
    amount = amount if value.value is None else show(value.value)
    return {"place_name": place_name, **_plain(value), "amount": amount + ("（按年）" if value.per == "year" else "")}


def _plain(value: Any) -> Any:
    """An entry as JSON data, by the keys of its fields."""
    if is_dataclass(value) and not isinstance(value, type):
        keys = {entry.attribute: entry.key for entry in entries(type(value)).values()}
        names = (field.name for field in fields(value) if field.name not in _LEFT_OUT)
        return {keys.get(name, name): _plain(getattr(value, name)) for name in names}
    if isinstance(value, date):
        return value.isoformat()
    return [_plain(item) for item in value] if isinstance(value, tuple) else value
