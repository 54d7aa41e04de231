"""What two documents are compared under: parameters and facts of a place, the same on both sides or each day's own."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from ..documents import ParameterEntry, PlacesFile, Rules, values_at
from ..places import NATION, containing, place_of_code
from ..profile import Value
from ..rules import Concept, Condition, Vocabulary, parameters, tree, walk
from ..values import Bounds
from .model import ParameterRow, Treatment
from .sides import Key, Side


@dataclass(frozen=True, slots=True, kw_only=True)
class ComparisonBasis:
    """What is compared under what: the two sides, parameters, facts of the place.

    On two dates the conditions of each side name its own parameters, ``name@day``. ``usual``
    are values to prefer where a witness needs a parameter at one value.
    """

    sides: Mapping[Key, Side]
    parameters: Mapping[str, Bounds[Any]]
    place_facts: Mapping[str, Value]
    usual: Mapping[str, float]
    place: str | None
    own: PlacesFile | None = field(default=None, repr=False)

    def treated(self, name: str) -> Treatment:
        """How a parameter enters the comparison."""
        known = self.parameters.get(name)
        return "by_date" if "@" in name else "unknown" if known is None else "fixed" if known.exact else "bounded"


def comparison_basis(a: Side, b: Side, *, place: str | None, own: PlacesFile | None) -> ComparisonBasis:
    """What both sides are compared under: the parameters of ``place``, of a place of both, or the nation's."""
    common = place if place is not None else a.policy.place if a.policy.place == b.policy.place else None
    sides: dict[Key, Side] = {"a": a, "b": b}
    values = {key: _values(side, common, own) for key, side in sides.items()}
    parameters: dict[str, Bounds[Any]] = {}
    types = dict(a.rules.vocabulary.parameters)
    dated, laws = set[str](), a.rules.laws()
    for name, type_ in a.rules.vocabulary.parameters.items():
        value_a, value_b = values["a"].get(name), values["b"].get(name)
        # A law that is in force on neither day is one unknown; a threshold unknown on both may be two.
        alike = name in laws if value_a is None else value_a.exact
        if a.on == b.on or (value_a == value_b and alike):
            known = value_a if value_a is not None else value_b
            if known is not None:
                parameters[name] = known
            continue
        dated.add(name)
        for key, side in sides.items():
            own_name = f"{name}@{side.on}"
            types[own_name] = replace(type_, name=own_name, title=f"{type_.title}（{side.on}）")
            if name in values[key]:
                parameters[own_name] = values[key][name]
    vocabulary = replace(a.rules.vocabulary, parameters=types)
    return ComparisonBasis(
        sides={key: _dated(side, dated, vocabulary) for key, side in sides.items()},
        parameters=parameters,
        place_facts=values_at(a.rules, place, a.on, own).facts if place is not None else {},
        usual={name: value for name in types if (value := _usual(name, (a, b))) is not None},
        place=common,
        own=own,
    )


def _dated(side: Side, names: Collection[str], vocabulary: Vocabulary) -> Side:
    """The side with these parameters under the names of its day."""
    policy = side.policy
    if names:
        policy = tree.renamed(policy, lambda name: f"{name}@{side.on}" if name in names else name)
    return replace(side, policy=policy, rules=replace(side.rules, vocabulary=vocabulary))


def undated(condition: Condition) -> Condition:
    """A condition with every parameter under its plain name."""
    plain: Condition = tree.renamed(condition, _plain)
    return plain


def dated_titles(condition: Condition, rules: Rules) -> list[str]:
    """The titles of the parameters, and of laws that came into force, which are not the same on both days."""
    laws = [node.in_force for node in walk(condition) if isinstance(node, Concept) and node.in_force]
    names = (_plain(name) for name in (*parameters(condition), *laws) if "@" in name)
    return list(dict.fromkeys(rules.vocabulary.parameters[name].title for name in names))


def _plain(name: str) -> str:
    return name.partition("@")[0]


def _values(side: Side, place: str | None, own: PlacesFile | None) -> Mapping[str, Bounds[Any]]:
    if place is not None:
        return values_at(side.rules, place, side.on, own).parameters
    nation = values_at(side.rules, NATION, side.on).parameters
    entries = side.rules.parameters
    local = {name for name, entry in entries.items() if any(value.place != NATION for value in entry.values)}
    return {name: value for name, value in nation.items() if name not in local}


def _usual(name: str, sides: Iterable[Side]) -> float | None:
    for side in sides:
        entry = side.rules.parameters.get(_plain(name))
        value = entry.at(side.policy.place, side.on) if entry else None
        if value is not None and value.bounds.low is not None:
            return value.bounds.low
    return None


def parameter_rows(basis: ComparisonBasis, names: Iterable[str]) -> tuple[ParameterRow, ...]:
    """How each parameter in use is treated, and its values in both places."""
    entries, sides = basis.sides["a"].rules.parameters, basis.sides.values()
    return tuple(
        ParameterRow(
            id=plain,
            title=entries[plain].title,
            unit=entries[plain].unit,
            treated=basis.treated(name),
            values=tuple(dict.fromkeys(_value(entries[plain], side, basis) for side in sides)),
        )
        for plain, name in {_plain(name): name for name in names}.items()
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
