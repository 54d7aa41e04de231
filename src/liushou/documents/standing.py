"""What holds on a given day.

Of a place: its facts and parameters, as shipped and as a places file states them. Of the registers: who does an
office's work, where a woman goes, whether a law is in force. A places file::

    "500230":
      facts: {two_cancer_project_county: true}
      parameters: {rural_dibao_line: 640}
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import Literal

from ..files import read_text
from ..places import Place, containing, place_of_code
from ..problems import Code, InputError, Phrase, Problem, Problems
from ..profile import Value
from ..values import Bounds, exactly, grouped, show
from ..yaml import Mapping as Tree
from ..yaml import Scalar, compose
from .model import Agency, Certainty, Clause, Measure, Policy, Reference, Service
from .parameters import ParameterValue, PlaceFacts, reversed_pairs, value_in_force
from .rules import Rules, load_rules

Standing = Literal["in_force", "not_yet", "replaced", "ended", "unknown"]

CERTAINTY_WORDS: dict[str, str] = {"confirmed": "有出处", "presumed": "推定", "unknown": "不明"}
_ORDER = tuple(CERTAINTY_WORDS)


@dataclass(frozen=True, slots=True, eq=False)
class PlacesFile:
    """What a places file says, by code; empty where there is none."""

    places: Mapping[str, PlaceFacts] = field(default_factory=dict)
    file: str = ""


@dataclass(frozen=True, slots=True)
class PlaceValues:
    """What holds in one place on one day: its facts, and the bounds of its parameters."""

    facts: Mapping[str, Value]
    parameters: Mapping[str, Bounds[float]]


def values_at(
    rules: Rules, place: str, on: date, own: PlacesFile | None = None, *, written: str | None = None
) -> PlaceValues:
    """The facts and parameters of ``place`` on the day ``on``; the nearest code wins.

    ``written`` is the code for which ``place`` answers, where that is another one: what is said of it comes first. For
    one code, the places file wins over what is shipped. Raises :class:`~liushou.InputError` where a line of the file
    lies under the floor of its province, or over the parameter that it may not be over.
    """
    stated = own.places if own else {}
    facts: dict[str, Value] = {}
    parameters: dict[str, Bounds[float]] = {}
    for code in containing(place, written):
        for source in (stated.get(code), rules.places.get(code)):
            for name, fact in (source.facts if source else {}).items():
                facts.setdefault(name, fact)
        for name, entry in rules.parameters.items():
            value = value_in_force(stated[code].parameters.get(name, ()), on) if code in stated else None
            shipped = entry.at(code, on)
            if value is not None:
                parameters.setdefault(name, _on_or_above_floor(rules, name, value, code, on))
            elif shipped is not None:
                parameters.setdefault(name, shipped.bounds)
    for problem in reversed_pairs(rules.parameters, parameters) if own else ():
        own_values = [stated[code].parameters for code in containing(place, written) if code in stated]
        names = (str(problem.subject), str(problem.data["other"]))
        places = (value.location for name in names for values in own_values for value in values.get(name, ()))
        raise InputError(problem.at(next(places, None), place=place, on=on))
    in_force = {name: exactly(1.0) for name, since in rules.laws().items() if since <= on}
    return PlaceValues(facts, parameters | in_force)


def _on_or_above_floor(rules: Rules, name: str, stated: ParameterValue, code: str, on: date) -> Bounds[float]:
    """The bounds that a places file states, on or above the nearest floor: a shipped value that is open above."""
    shipped = (rules.parameters[name].at(above, on) for above in containing(code))
    nearest = next((value for value in shipped if value is not None), None)
    if nearest is None or nearest.bounds.low is None or nearest.bounds.high is not None:
        return stated.bounds
    floor, low, high = nearest.bounds.low, stated.bounds.low, stated.bounds.high
    if high is not None and high < floor:
        problem = Problem(Code.UNDER_FLOOR, stated.location, subject=name, place=code, value=show(high))
        raise InputError(problem.at(stated.location, above=nearest.place, floor=show(floor), on=on))
    return Bounds(floor if low is None else max(low, floor), high)


def offered_measures(
    rules: Rules, policies: Iterable[Policy], on: date
) -> dict[str, list[tuple[Policy, Clause, Measure]]]:
    """The measures that offer each service on a day, in the register's order."""
    every = ((policy, clause, measure) for policy in policies for clause, measure in policy.measures())
    by_service = grouped((part[2].name, part) for part in every if part[2].individual and part[2].in_force(on))
    return {name: by_service[name] for name in rules.services if name in by_service}


def days_of_change(rules: Rules, place: str, own: PlacesFile | None = None) -> tuple[date, ...]:
    """The days on which a document, a law or a parameter of ``place`` starts or ends, in order."""
    days = {policy.issued for policy in rules.policies_of(place)} | set(rules.laws().values())
    for code in containing(place):
        values = [value for entry in rules.parameters.values() for value in entry.values if value.place == code]
        if own and code in own.places:
            values += [value for many in own.places[code].parameters.values() for value in many]
        days |= {value.since for value in values}
        days |= {value.until + timedelta(days=1) for value in values if value.until is not None}
    return tuple(sorted(days))


def read_places(path: Path | str, rules: Rules | None = None) -> PlacesFile:
    """The places file at ``path``, with the names of ``rules`` (the shipped ones unless given).

    Raises :class:`~liushou.InputError` with all problems.
    """
    return parse_places(read_text(path), load_rules() if rules is None else rules, str(path))


def parse_places(text: str, rules: Rules, file: str = "<places>") -> PlacesFile:
    """The places file that a YAML text states."""
    from .entries import PlaceEntry, PlacesReader, check_place  # reads conditions, too: most answers need no file

    tree, problems = compose(text, file)
    if problems:
        raise InputError(problems)
    if tree is None or (isinstance(tree, Scalar) and not tree.text):
        return PlacesFile({}, file)
    if not isinstance(tree, Tree):
        raise InputError(Problem(Code.PLACE_ENTRIES, tree.location))
    laws = {**rules.references, **{policy.number: policy for policy in rules.policies.values()}}
    gathered = Problems()
    places: dict[str, PlaceFacts] = {}
    for key, node in tree:
        if problem := check_place(key.text, key.location):
            gathered.append(problem)
            continue
        if not isinstance(node, Tree):
            label, what = Phrase("key-label", name=key.text), Phrase("keys")
            expected = "facts: {…}, parameters: {…}"
            gathered.append(Problem(Code.NOT_A_MAPPING, key.location, label=label, what=what, expected=expected))
            continue
        reader = PlacesReader(rules.facts, rules.parameters, key.text)
        reader.names["law"] = laws
        entry = reader.read(PlaceEntry, node, key.location, code=key.text, location=key.location)
        gathered += reader.problems
        if entry is not None:
            places[key.text] = entry
    if gathered:
        raise InputError(gathered)
    return PlacesFile(places, file)


@dataclass(frozen=True, slots=True)
class OfficeToday:
    """An office as printed, who does its work on the day, and how sure that is.

    ``unknown`` with the office itself: no succession was found, which does not say that there was
    none. ``office`` is None where a change is known but not who came after.
    """

    printed: str
    office: str | None
    certainty: Certainty

    @property
    def changed(self) -> bool:
        """Whether a succession is known."""
        return self.office is None or self.certainty != "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class Where:
    """Where she goes for a service: an office of her county, or the one that a statute names.

    ``field`` is that of agencies.yaml, ``level`` that of the office; both are None for an office that a statute names.
    ``inferred``: no text sends her there, it is read from the offices that the document names.
    """

    office: str
    field: str | None
    level: str | None
    inferred: bool


def office_on(rules: Rules, printed: str, place: str, on: date) -> OfficeToday:
    """The office that a document of ``place`` prints as ``printed``, as of the day ``on``."""
    agency, certainty = _agency_on(rules, rules.agency(printed, place), on)
    return OfficeToday(printed, None if agency is None else agency.name, certainty)


def _agency_on(rules: Rules, agency: Agency | None, on: date) -> tuple[Agency | None, Certainty]:
    """(who does the work of an office on the day, how sure that is)."""
    certainty: Certainty | None = None
    seen = set()
    while agency is not None and agency.id not in seen:
        seen.add(agency.id)
        past = [successor for successor in agency.successors if successor.since <= on]
        if not past:
            return agency, certainty or "unknown"
        latest = max(past, key=lambda successor: successor.since)
        certainty = max(certainty or latest.certainty, latest.certainty, key=_ORDER.index)
        agency = rules.agencies[latest.office] if latest.office is not None else None
    return None, "unknown"


def where_to_go(
    rules: Rules, service: Service, printed: Iterable[str], *, document_of: str, place: Place, on: date
) -> Where | None:
    """Where a woman of ``place`` goes for a service, by the offices that a document prints for it.

    The first of them that is of a field (as it is called on the day ``on``) says which field. The office is the one of
    that field that is registered at her county, else it is named by the county and the field (万州区民政部门); what a
    statute names as the door comes before both. None where no office printed is of any field.
    """
    if service.door is not None:
        return Where(office=service.door.office, field=None, level=None, inferred=False)
    offices = (_agency_on(rules, rules.agency(name, document_of), on)[0] for name in printed)
    field = next((office.field for office in offices if office and office.field), None)
    if field is None:
        return None
    if place.level != "county":
        office = f"当地县级{rules.fields[field]}"
    elif (registered := registered_office(rules, field, place.code, on)) is not None:
        office = registered
    else:
        office = place.name.removeprefix(place_of_code(place.within[1], on).name) + rules.fields[field]
    return Where(office=office, field=field, level="county", inferred=True)


def registered_office(rules: Rules, field: str, place: str, on: date) -> str | None:
    """The office of a field that is registered at exactly this place and still does its work on the day."""
    here = (agency for agency in rules.agencies.values() if agency.place == place and agency.field == field)
    return next((agency.name for agency in here if _agency_on(rules, agency, on)[0] is agency), None)


@dataclass(frozen=True, slots=True)
class ReferenceStatus:
    """How a reference stands on a day: ``since`` is the day from which that holds, where known.

    ``replaced_by`` is the title of what came after; ``certainty`` how sure the change is.
    """

    status: Standing
    since: date | None = None
    replaced_by: str | None = None
    certainty: str | None = None

    @property
    def marked(self) -> bool:
        """Whether a reader must know: the reference is not in force as it is cited."""
        return self.status in ("not_yet", "replaced", "ended")

    def __str__(self) -> str:
        day = self.since.isoformat() if self.since else ""
        sure = f"（{CERTAINTY_WORDS.get(self.certainty, self.certainty)}）" if self.certainty else ""
        words = {
            "in_force": f"现行，自 {day} 起施行",
            "not_yet": f"所列文本自 {day} 起施行，此前尚未施行",
            "replaced": f"自 {day} 起由{self.replaced_by}取代{sure}",
            "ended": f"自 {day} 起失效{sure}",
        }
        return words.get(self.status, "施行日期未查到")


def reference_status(reference: Reference, on: date, titles: Rules | None = None) -> ReferenceStatus:
    """How ``reference`` stands on the day ``on``, by the dates of references.yaml.

    With the rules at hand ``replaced_by`` is given by its title, else by its id.
    """
    if reference.until is not None and on > reference.until:
        after = titles.references.get(reference.replaced_by or "") if titles else None
        title = after.title if after else reference.replaced_by
        since = reference.until + timedelta(days=1)
        return ReferenceStatus("replaced" if title else "ended", since, title, reference.certainty)
    if reference.in_force is None:
        return ReferenceStatus("unknown")
    return ReferenceStatus("not_yet" if on < reference.in_force else "in_force", reference.in_force)


def cited(rules: Rules, name: str) -> Reference | None:
    """The reference that a document prints as ``name``."""
    if name in rules.references:
        return rules.references[name]
    known = ((reference, (reference.title, *reference.cited_as)) for reference in rules.references.values())
    return next((reference for reference, names in known if name in names), None)
