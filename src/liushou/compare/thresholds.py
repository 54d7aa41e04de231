"""The parameters (thresholds) that two documents are compared under.

One that depends on the place is the same unknown on both sides; with one place for both
it has that place's value. On two dates it is two parameters.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from ..documents import ParameterEntry, PlacesFile, values_at
from ..places import NATION, containing, place_of_code
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
from .sides import Key, Side


@dataclass(frozen=True, slots=True, kw_only=True)
class ComparisonBasis:
    """What two sides are compared under: vocabulary, parameters, facts of the place.

    ``renamed`` are, for each side, the names that parameters of its own day go by; ``usual``
    are values to prefer where a witness needs a parameter at one value.
    """

    vocabulary: Vocabulary
    parameters: Mapping[str, Bounds[Any]]
    place_facts: Mapping[str, Value]
    renamed: Mapping[Key, Mapping[str, str]]
    usual: Mapping[str, float]
    place: str | None
    own: PlacesFile | None = field(default=None, repr=False)

    def read(self, condition: Condition, key: Key) -> Condition:
        """The condition of a side, its dated parameters under their own names."""
        names = self.renamed[key]
        return rename(condition, names) if names else condition

    def undated(self, condition: Condition, key: Key) -> Condition:
        """The inverse of :meth:`read`."""
        return rename(condition, {dated: name for name, dated in self.renamed[key].items()})


def comparison_basis(a: Side, b: Side, *, place: str | None, own: PlacesFile | None) -> ComparisonBasis:
    """What both sides are compared under; ``place`` decides the parameters where it is given.

    Without one, two documents of the same place are compared under its parameters, others
    under those alone that are the same in the whole country.
    """
    common = place if place is not None else a.policy.place if a.policy.place == b.policy.place else None
    sides: dict[Key, Side] = {"a": a, "b": b}
    values = {key: _values(side, common, own) for key, side in sides.items()}
    parameters: dict[str, Bounds[Any]] = {}
    types = dict(a.rules.vocabulary.parameters)
    renamed: dict[Key, dict[str, str]] = {"a": {}, "b": {}}
    for name, type_ in a.rules.vocabulary.parameters.items():
        value_a, value_b = values["a"].get(name), values["b"].get(name)
        if a.on == b.on or (value_a is not None and value_a == value_b and value_a.exact):
            known = value_a if value_a is not None else value_b
            if known is not None:
                parameters[name] = known
            continue
        for key, side in sides.items():
            dated = f"{name}@{side.on.isoformat()}"
            renamed[key][name] = dated
            types[dated] = ParameterType(dated, f"{type_.title}（{side.on.isoformat()}）", type_.unit)
            if name in values[key]:
                parameters[dated] = values[key][name]
    return ComparisonBasis(
        vocabulary=replace(a.rules.vocabulary, parameters=types),
        parameters=parameters,
        place_facts=values_at(a.rules, place, a.on, own).facts if place is not None else {},
        renamed=renamed,
        usual={name: value for name in types if (value := _usual(name, (a, b))) is not None},
        place=common,
        own=own,
    )


def _values(side: Side, place: str | None, own: PlacesFile | None) -> dict[str, Bounds[Any]]:
    if place is not None:
        return dict(values_at(side.rules, place, side.on, own).parameters)
    nation = values_at(side.rules, NATION, side.on).parameters
    return {name: value for name, value in nation.items() if not _depends(side.rules.parameters[name])}


def _depends(entry: ParameterEntry) -> bool:
    """Whether a parameter has values of its own in some place."""
    return any(value.place != NATION for value in entry.values)


def _usual(name: str, sides: Iterable[Side]) -> float | None:
    for side in sides:
        entry = side.rules.parameters.get(name.partition("@")[0])
        value = entry.at(side.policy.place, side.on) if entry else None
        if value is not None and value.bounds.low is not None:
            return value.bounds.low
    return None


def parameter_rows(basis: ComparisonBasis, names: Iterable[str], a: Side, b: Side) -> tuple[ParameterRow, ...]:
    """How each parameter in use is treated, and its values in both places."""
    entries = [a.rules.parameters[name] for name in dict.fromkeys(names)]
    return tuple(
        ParameterRow(
            id=entry.id,
            title=entry.title,
            unit=entry.unit,
            treated=_treated(basis, entry.id),
            values=tuple(dict.fromkeys(_value(entry, side, basis) for side in (a, b))),
        )
        for entry in entries
    )


def _treated(basis: ComparisonBasis, name: str) -> Any:
    if name in basis.renamed["a"]:
        return "by_date"
    known = basis.parameters.get(name)
    if known is None:
        return "unknown"
    return "fixed" if known.exact else "bounded"


def _value(entry: ParameterEntry, side: Side, basis: ComparisonBasis) -> tuple[str, str]:
    """(place and day, value) of a parameter on one side."""
    if basis.place is not None:
        known = values_at(side.rules, basis.place, side.on, basis.own).parameters.get(entry.id)
        return _where(side.on, basis.place), "未知" if known is None else str(known)
    for code in containing(side.policy.place):
        value = entry.at(code, side.on)
        if value is not None:
            return _where(side.on, code), str(value.bounds)
    return f"{side.place_name} {side.on.isoformat()}", "未知（由各地确定）"


def _where(on: date, code: str) -> str:
    return f"{place_of_code(code).name} {on.isoformat()}"


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
