"""Single entries of the registers: a place's code and facts, a parameter's value."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ..places import NATION, UnknownPlaceError, place_of_code
from ..problems import Location, Problem, closest
from ..profile import Fact, FactError
from ..values import Bounds
from ..yaml import Mapping as Tree
from ..yaml import Node
from . import shapes
from .model import ParameterValue


def check_place(code: str, where: Location) -> Problem | None:
    """The problem of a code that names no place."""
    if code == NATION:
        return None
    try:
        place_of_code(code)
    except UnknownPlaceError as error:
        return error.problems[0].at(where)
    return None


def parameter_value(one: shapes.ValueShape, where: Location) -> ParameterValue | Problem:
    """The value, with a yearly figure turned into a monthly one."""
    if (one.value is None) == (one.at_least is None and one.at_most is None):
        return Problem("a value needs `value`, or `at_least` and/or `at_most`", where, "one of them", code="value")
    low = one.at_least if one.value is None else one.value
    high = one.at_most if one.value is None else one.value
    if low is not None and high is not None and low > high:
        return Problem("at_least is more than at_most", where, "the smaller one first", code="value")
    if one.until is not None and one.until < one.since:
        return Problem("`until` lies before `from`", where, "a later day", code="value")
    if one.per == "year":
        low, high = (None if side is None else side / 12 for side in (low, high))
    stated = one.source if isinstance(one.source, shapes.SourceShape) else shapes.SourceShape(title=one.source)
    bounds = Bounds(None if low is None else float(low), None if high is None else float(high))
    return ParameterValue(
        one.place, one.since, one.until, bounds, stated.title, one.official, stated.url, stated.note, where
    )


def place_facts(
    given: Mapping[str, Any], tree: Node | None, facts: Mapping[str, Fact]
) -> tuple[dict[str, bool], list[Problem]]:
    """The facts of a place, and what is wrong with them."""
    known: dict[str, bool] = {}
    problems: list[Problem] = []
    for name, raw in given.items():
        key = tree.key(name) if isinstance(tree, Tree) else None
        where = key.location if key else None
        fact = facts.get(name)
        if fact is None or not fact.place:
            allowed = [one.name for one in facts.values() if one.place]
            near = closest(name, allowed)
            message = f"`{name}` is not a fact of a place" if fact else f"unknown fact `{name}`"
            problems.append(Problem(message, where, None if near else ", ".join(allowed), near, "unknown-name"))
            continue
        try:
            value = fact.read(raw)
        except FactError as error:
            problems.append(error.at(where))
            continue
        if isinstance(value, bool):
            known[name] = value
    return known, problems
