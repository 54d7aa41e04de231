"""A places file: a county's own facts and thresholds, and what holds in a place with those that liushou ships.

::

    "500230":
      facts: {two_cancer_project_county: true}
      parameters: {rural_dibao_line: 640}
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path

from ..files import read_text
from ..places import containing
from ..problems import Code, InputError, Phrase, Problem
from ..profile import Value
from ..values import Bounds, exactly, show
from ..yaml import Mapping as Tree
from ..yaml import Scalar, compose
from .parameters import ParameterValue, PlaceFacts, reversed_pairs, value_in_force
from .rules import Rules, load_rules


@dataclass(frozen=True, slots=True)
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

    ``written`` is the code for which ``place`` answers, where that is another one: what is said
    of it comes first. For one code, the places file wins over what is shipped. Raises
    :class:`~liushou.InputError` where a line of the file lies under the floor of its
    province (DESIGN §2), or over the parameter that it may not be over.
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
    if own:
        codes = [code for code in containing(place, written) if code in stated]
        for problem in reversed_pairs(rules.parameters, parameters):
            values = [stated[code].parameters.get(str(problem.subject), ()) for code in codes]
            values += [stated[code].parameters.get(str(problem.data["other"]), ()) for code in codes]
            where = next((value.location for many in values for value in many), None)
            raise InputError(problem.at(where, place=place, on=on))
    in_force = {name: exactly(1.0) for name, since in rules.laws().items() if since <= on}
    return PlaceValues(facts, parameters | in_force)


def _on_or_above_floor(rules: Rules, name: str, stated: ParameterValue, code: str, on: date) -> Bounds[float]:
    """The bounds that a places file states, which lie on or above the nearest floor.

    A floor is a shipped value that is open above.
    """
    shipped = (rules.parameters[name].at(above, on) for above in containing(code))
    nearest = next((value for value in shipped if value is not None), None)
    floor = None if nearest is None or nearest.bounds.high is not None else nearest.bounds.low
    low, high = stated.bounds.low, stated.bounds.high
    if nearest is None or floor is None:
        return stated.bounds
    if high is not None and high < floor:
        problem = Problem(Code.UNDER_FLOOR, stated.location, subject=name, place=code, value=show(high))
        raise InputError(problem.at(stated.location, above=nearest.place, floor=show(floor), on=on))
    return Bounds(floor if low is None else max(low, floor), high)


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
    gathered: list[Problem] = []
    places: dict[str, PlaceFacts] = {}
    for key, node in tree:
        problem = check_place(key.text, key.location)
        if problem is not None:
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
