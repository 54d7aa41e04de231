"""The lines (parameters) that two documents are compared under.

A line that depends on the place is the same unknown on both sides; with one place for
both it stands at that place's value. On two dates it is two lines.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from ..documents import ParameterEntry, PlacesFile, local
from ..places import NATION, containing, find
from ..profile import Value
from ..rules import (
    AllOf,
    AnyOf,
    Between,
    Compare,
    Concept,
    Condition,
    Not,
    Operand,
    Parameter,
    ParameterType,
    Vocabulary,
)
from ..values import Bounds
from .model import ParameterRow
from .sides import Side

Lines = Mapping[str, Bounds[Any]]


@dataclass(frozen=True, slots=True)
class Ground:
    """Where two sides are compared: vocabulary, lines, facts of the place, renamed lines.

    ``usual`` are values to prefer where a witness needs a line at one value.
    """

    vocabulary: Vocabulary
    parameters: Lines
    place_facts: Mapping[str, Value]
    renamed: Mapping[str, Mapping[str, str]]
    usual: Mapping[str, float]
    place: str | None
    own: PlacesFile | None = field(default=None, repr=False)

    def read(self, condition: Condition, key: str) -> Condition:
        """The condition of a side (``a`` or ``b``), its dated lines under their own names."""
        names = self.renamed[key]
        return rename(condition, names) if names else condition

    def undated(self, condition: Condition, key: str) -> Condition:
        """The inverse of :meth:`read`."""
        return rename(condition, {dated: name for name, dated in self.renamed[key].items()})


def ground(a: Side, b: Side, *, place: str | None, own: PlacesFile | None) -> Ground:
    """What both sides stand on; ``place`` decides the lines where it is given.

    Without one, two documents of the same place are compared under its lines, others
    under those lines alone that are the same in the whole country.
    """
    common = place if place is not None else a.policy.place if a.policy.place == b.policy.place else None
    lines = {"a": _lines(a, common, own), "b": _lines(b, common, own)}
    parameters: dict[str, Bounds[Any]] = {}
    types = dict(a.rules.vocabulary.parameters)
    renamed: dict[str, dict[str, str]] = {"a": {}, "b": {}}
    for name in types.copy():
        mine, theirs = lines["a"].get(name), lines["b"].get(name)
        same_day = a.on == b.on
        if same_day or (mine is not None and mine == theirs and mine.exact):
            known = mine if mine is not None else theirs
            if known is not None:
                parameters[name] = known
            continue
        for key, side in (("a", a), ("b", b)):
            dated = f"{name}@{side.on.isoformat()}"
            renamed[key][name] = dated
            types[dated] = ParameterType(dated, f"{types[name].title}（{side.on.isoformat()}）", types[name].unit)
            if name in lines[key]:
                parameters[dated] = lines[key][name]
    facts = local(a.rules, place, a.on, own).facts if place is not None else {}
    vocabulary = replace(a.rules.vocabulary, parameters=types)
    usual = {name: value for name in types if (value := _usual(name, (a, b))) is not None}
    return Ground(vocabulary, parameters, facts, renamed, usual, common, own)


def _lines(side: Side, place: str | None, own: PlacesFile | None) -> dict[str, Bounds[Any]]:
    if place is not None:
        return dict(local(side.rules, place, side.on, own).parameters)
    nation = local(side.rules, NATION, side.on).parameters
    return {name: value for name, value in nation.items() if not _depends(side.rules.parameters[name])}


def _depends(entry: ParameterEntry) -> bool:
    return any(value.place != NATION for value in entry.values)


def _usual(name: str, sides: Iterable[Side]) -> float | None:
    for side in sides:
        entry = side.rules.parameters.get(name.partition("@")[0])
        value = entry.at(side.policy.place, side.on) if entry else None
        if value is not None and value.bounds.low is not None:
            return value.bounds.low
    return None


def parameter_rows(found: Ground, names: Iterable[str], a: Side, b: Side) -> tuple[ParameterRow, ...]:
    """How each line in use is treated, and its values in both places."""
    rows: list[ParameterRow] = []
    for name in dict.fromkeys(names):
        entry = a.rules.parameters[name]
        values = tuple(_value(entry, side, found) for side in (a, b))
        rows.append(ParameterRow(name, entry.title, entry.unit, _treated(found, name), tuple(dict.fromkeys(values))))
    return tuple(rows)


def _treated(found: Ground, name: str) -> Any:
    if name in found.renamed["a"]:
        return "by_date"
    known = found.parameters.get(name)
    if known is None:
        return "unknown"
    return "fixed" if known.exact else "bounded"


def _value(entry: ParameterEntry, side: Side, found: Ground) -> tuple[str, str]:
    if found.place is not None:
        known = local(side.rules, found.place, side.on, found.own).parameters.get(entry.id)
        return _where(side.on, found.place), "未知" if known is None else str(known)
    for code in containing(side.policy.place):
        value = entry.at(code, side.on)
        if value is not None:
            return _where(side.on, code), str(value.bounds)
    return f"{side.place_name} {side.on.isoformat()}", "未知（由各地确定）"


def _where(on: date, code: str) -> str:
    return f"{find(code).name} {on.isoformat()}"


def rename(condition: Condition, names: Mapping[str, str]) -> Condition:
    """The condition with its parameters under other names."""
    if isinstance(condition, (AllOf, AnyOf)):
        return replace(condition, children=tuple(rename(child, names) for child in condition.children))
    if isinstance(condition, Not):
        return replace(condition, child=rename(condition.child, names))
    if isinstance(condition, Concept):
        return replace(condition, condition=rename(condition.condition, names))
    if isinstance(condition, Compare):
        return replace(condition, operand=_renamed(condition.operand, names))
    if isinstance(condition, Between):
        return replace(condition, low=_renamed(condition.low, names), high=_renamed(condition.high, names))
    return condition


def _renamed(operand: Operand, names: Mapping[str, str]) -> Operand:
    if isinstance(operand, Parameter):
        return Parameter(names.get(operand.name, operand.name))
    return operand
