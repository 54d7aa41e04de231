"""The parameters (thresholds) that two documents are compared under.

One that depends on the place is the same unknown on both sides; with one place for both
it has that place's value. On two dates it is two parameters.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields, is_dataclass, replace
from typing import Any, cast

from ..documents import ParameterEntry, PlacesFile, values_at
from ..places import NATION, containing, place_of_code
from ..profile import Value
from ..rules import Condition, Parameter, ParameterType, Vocabulary
from ..values import Bounds
from .model import ParameterRow, Treatment
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
        return cast(Condition, _rename(condition, self.renamed[key]))

    def undated(self, condition: Condition, key: Key) -> Condition:
        """The inverse of :meth:`read`."""
        return cast(Condition, _rename(condition, {dated: name for name, dated in self.renamed[key].items()}))

    def treated(self, name: str) -> Treatment:
        """How a parameter enters the comparison."""
        if name in self.renamed["a"]:
            return "by_date"
        known = self.parameters.get(name)
        return "unknown" if known is None else "fixed" if known.exact else "bounded"


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


def _values(side: Side, place: str | None, own: PlacesFile | None) -> Mapping[str, Bounds[Any]]:
    if place is not None:
        return values_at(side.rules, place, side.on, own).parameters
    nation = values_at(side.rules, NATION, side.on).parameters
    entries = side.rules.parameters
    return {name: nation[name] for name in nation if all(value.place == NATION for value in entries[name].values)}


def _usual(name: str, sides: Iterable[Side]) -> float | None:
    for side in sides:
        entry = side.rules.parameters.get(name.partition("@")[0])
        value = entry.at(side.policy.place, side.on) if entry else None
        if value is not None and value.bounds.low is not None:
            return value.bounds.low
    return None


def parameter_rows(basis: ComparisonBasis, names: Iterable[str], a: Side, b: Side) -> tuple[ParameterRow, ...]:
    """How each parameter in use is treated, and its values in both places."""
    return tuple(
        ParameterRow(
            id=entry.id,
            title=entry.title,
            unit=entry.unit,
            treated=basis.treated(entry.id),
            values=tuple(dict.fromkeys(_value(entry, side, basis) for side in (a, b))),
        )
        for entry in (a.rules.parameters[name] for name in dict.fromkeys(names))
    )


def _value(entry: ParameterEntry, side: Side, basis: ComparisonBasis) -> tuple[str, str]:
    """(place and day, value) of a parameter on one side."""
    if basis.place is not None:
        where: str = basis.place
        text = str(values_at(side.rules, where, side.on, basis.own).parameters.get(entry.id, "未知"))
    else:
        dated = ((code, entry.at(code, side.on)) for code in containing(side.policy.place))
        known = ((code, str(value.bounds)) for code, value in dated if value is not None)
        where, text = next(known, (side.policy.place, "未知（由各地确定）"))
    return f"{place_of_code(where).name} {side.on.isoformat()}", text


def _rename(part: Any, names: Mapping[str, str]) -> Any:
    """A condition, or a part of one, with its parameters under other names."""
    if isinstance(part, Parameter):
        return Parameter(names.get(part.name, part.name))
    if isinstance(part, tuple):
        return tuple(_rename(item, names) for item in part)
    if is_dataclass(part) and not isinstance(part, type):
        return replace(part, **{each.name: _rename(getattr(part, each.name), names) for each in fields(part)})
    return part
