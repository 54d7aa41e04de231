"""A places file: a county's own facts and thresholds, beside those that liushou ships.

::

    "500230":
      facts: {two_cancer_project_county: true}
      parameters: {rural_dibao_line: 640}
"""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from pydantic import Field

from ..files import read_text
from ..problems import Code, InputError, Location, Phrase, Problem, unknown_name
from ..values import FIRST_DAY, Bounds, number, show
from ..yaml import Mapping as Tree
from ..yaml import Node, Scalar, Sequence, child, compose, shape, to_data
from .entries import check_place, parameter_value, place_facts
from .model import ParameterValue, PlaceFacts
from .place_values import Local, PlacesFile, days_of_change, local
from .rules import Rules
from .shapes import Name, Shape, Text, ValueShape


class _EntryShape(Shape):
    facts: dict[Name, Any] | None = None
    parameters: dict[Name, Any] | None = None
    source: Text | None = None


class _DatedShape(Shape):
    since: date = Field(alias="from", default=FIRST_DAY)
    until: date | None = None
    value: float | None = None
    at_least: float | None = None
    at_most: float | None = None
    per: str = Field(default="month", pattern="^(month|year)$")
    source: Text | None = None


def read_places(path: Path | str, rules: Rules) -> PlacesFile:
    """The places file at ``path``; raises :class:`~liushou.InputError` with all problems."""
    return parse_places(read_text(path), rules, str(path))


def parse_places(text: str, rules: Rules, file: str = "<places>") -> PlacesFile:
    """The places file that a YAML text states."""
    tree, problems = compose(text, file)
    if problems:
        raise InputError(problems)
    if tree is None or (isinstance(tree, Scalar) and not tree.text):
        return PlacesFile({}, file)
    if not isinstance(tree, Tree):
        raise InputError(Problem(Code.PLACE_ENTRIES, tree.location))
    found: list[Problem] = []
    places: dict[str, PlaceFacts] = {}
    for key, node in tree:
        wrong = check_place(key.text, key.location)
        if wrong:
            found.append(wrong)
            continue
        if not isinstance(node, Tree):
            texts: dict[str, Any] = {"label": Phrase("key-label", name=key.text), "what": Phrase("keys")}
            found.append(Problem(Code.NOT_A_MAPPING, key.location, "facts: {…}, parameters: {…}", **texts))
            continue
        made, _, wrongs = shape(_EntryShape, node, loose=True)
        found.extend(wrongs)
        if made is None:
            continue
        known, wrongs_facts = place_facts(made.facts or {}, child(node, "facts"), rules.facts)
        found.extend(wrongs_facts)
        parameters: dict[str, tuple[ParameterValue, ...]] = {}
        values = child(node, "parameters")
        for name, value in values if isinstance(values, Tree) else ():
            parameters[name.text] = _values(name, value, key.text, rules, found)
        places[key.text] = PlaceFacts(key.text, known, parameters, made.source, key.location)
    if found:
        raise InputError(found)
    return PlacesFile(places, file)


def _values(name: Scalar, node: Node, place: str, rules: Rules, found: list[Problem]) -> tuple[ParameterValue, ...]:
    if name.text not in rules.parameters:
        found.append(unknown_name("parameter", name.text, rules.parameters, name.location))
        return ()
    nodes = node.items if isinstance(node, Sequence) else (node,)
    values = [_value(one, name, place, found) for one in nodes]
    return tuple(value for value in values if value is not None)


def _value(node: Node, name: Scalar, place: str, found: list[Problem]) -> ParameterValue | None:
    where: Location = node.location if isinstance(node, Scalar) and node.text else name.location
    texts: dict[str, Any] = {"subject": name.text, "expected": Phrase("parameter-forms")}
    if isinstance(node, Scalar):
        data, _ = to_data(node)
        try:
            exact = number(data)
        except InputError:
            found.append(Problem(Code.PARAMETER_VALUE, where, value=node.text, **texts))
            return None
        if exact < 0:
            found.append(Problem(Code.NEGATIVE_VALUE, where, value=show(exact), **texts))
            return None
        return ParameterValue(place, FIRST_DAY, None, Bounds(exact, exact), "", False, location=where)
    if not isinstance(node, Tree):
        found.append(Problem(Code.LIST_IN_LIST, where, **texts))
        return None
    made, _, wrongs = shape(_DatedShape, node)
    found.extend(wrongs)
    if made is None:
        return None
    one = ValueShape.model_validate(
        {"place": place, "from": made.since, "until": made.until, "value": made.value, "at_least": made.at_least,
         "at_most": made.at_most, "per": made.per, "source": made.source or "places file"}
    )  # fmt: skip
    value = parameter_value(one, where)
    if isinstance(value, Problem):
        found.append(value)
        return None
    return value


__all__ = ["Local", "PlacesFile", "days_of_change", "local", "parse_places", "read_places"]
