"""Where a frame's rows stand: one place for all, or a column of codes.

Rows of different places are answered by the same expressions; what differs from place to
place (which documents apply, its facts, its lines) is taken from the row's *context*.
Places that differ in nothing share one, so that there are few of them.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from ..documents import PlacesFile, PlaceValues, Policy, Rules, values_at
from ..matcher import Matcher
from ..places import NATION, answering_codes, containing
from ..problems import Code, InputError, Phrase, Problem, closest
from ..rules.columns import Expr, Values
from ..values import Bounds
from .backends import PREFIX, FrameHandle, is_text

CONTEXT = f"{PREFIX}context"


@dataclass(frozen=True, slots=True, kw_only=True)
class RowPlaces:
    """The contexts of a frame; ``context`` gives a row's number, null for no place at all."""

    policies: tuple[Policy, ...]
    locals: tuple[PlaceValues, ...]
    #: For each document, whether it applies in each context.
    applies: Mapping[str, Values]
    context: Expr | None = None
    engine: Any = None

    @property
    def parameters(self) -> Mapping[str, Sequence[Bounds[Any]]]:
        """The bounds of each parameter in each context."""
        names = dict.fromkeys(name for values in self.locals for name in values.parameters)
        nothing: Bounds[Any] = Bounds(None, None)
        return {name: tuple(values.parameters.get(name, nothing) for values in self.locals) for name in names}

    @property
    def facts(self) -> Mapping[str, Values]:
        """The facts of the places: True, False, or None where nothing is known."""
        names = dict.fromkeys(name for values in self.locals for name in values.facts)
        return {name: tuple(values.facts.get(name) for values in self.locals) for name in names}

    def select(self, values: Values) -> Any:
        """The expression of a row's own of one value for each context."""
        known = [(number, value) for number, value in enumerate(values) if value is not None]
        engine, first = self.engine, known[0][1]
        kind = engine.Boolean if isinstance(first, bool) else engine.Date if isinstance(first, date) else engine.Float64
        groups: dict[Any, list[int]] = {}
        for number, value in known:
            groups.setdefault(value, []).append(number)
        if len(groups) <= 8:
            return _chosen(engine, groups, kind)
        numbers = [number for number, _ in known]
        return engine.col(CONTEXT).replace_strict(
            numbers, [value for _, value in known], default=None, return_dtype=kind
        )


def _chosen(engine: Any, groups: Mapping[Any, list[int]], kind: Any) -> Expr:
    context, result = engine.col(CONTEXT), engine.lit(None, dtype=kind)
    for value, numbers in groups.items():
        here = context == numbers[0]
        for number in numbers[1:]:
            here = here | (context == number)
        result = engine.when(here).then(engine.lit(value, dtype=kind)).otherwise(result)
    return result


def _context(opened: FrameHandle, source: Expr, numbers: Mapping[str, int]) -> Expr:
    """A row's context: null where its code names no place."""
    engine = opened.engine
    if opened.tables:
        return source.replace_strict(list(numbers), list(numbers.values()), default=None, return_dtype=engine.Int16)
    of_context: dict[int, list[str]] = {}
    for code, number in numbers.items():
        of_context.setdefault(number, []).append(code)
    result = engine.lit(None, dtype=engine.Int16)
    for number, within in sorted(of_context.items(), key=lambda item: -len(item[1])):
        result = (
            engine.when(source.str.contains(_pattern(within)))
            .then(engine.lit(number, dtype=engine.Int16))
            .otherwise(result)
        )
    return result


def _pattern(within: Collection[str]) -> str:
    """A pattern for exactly these codes: one text where a list would be thousands of values."""
    tree: dict[str, dict[str, list[str]]] = {}
    for code in within:
        if code != NATION:
            tree.setdefault(code[:2], {}).setdefault(code[2:4], []).append(code[4:])
    parts = [NATION] if NATION in within else []
    for province, below in tree.items():
        parts.append(f"{province}(?:" + "|".join(f"{two}(?:{'|'.join(last)})" for two, last in below.items()) + ")")
    return f"^(?:{'|'.join(parts)})$"


def one_place(rules: Rules, place: str, on: date, own: PlacesFile | None) -> RowPlaces:
    """Every row stands in ``place``; raises :class:`~liushou.InputError` if there is none."""
    here = Matcher(place=place, on=on, rules=rules, places=own)
    applies = {policy.id: (True,) for policy in here.policies}
    return RowPlaces(policies=here.policies, locals=(here.place_values,), applies=applies)


def places_by_column(rules: Rules, opened: FrameHandle, column: str, on: date, own: PlacesFile | None) -> RowPlaces:
    """Each row stands in the place that ``column`` names by its code."""
    dtype = opened.schema.get(column)
    if dtype is None:
        near = closest(column, opened.names)
        raise InputError(Problem(Code.NO_COLUMN, subject=column, near=near))
    if not (is_text(dtype) or dtype.is_integer()):
        raise InputError(Problem(Code.COLUMN_TYPE, None, Phrase("codes-as-text"), subject=column, kind=dtype))
    engine = opened.engine
    source = engine.col(column).cast(engine.String)
    special = _special(rules, own)
    # A context is known by what is said of its places, and has the first code and the one that answers for it.
    contexts: dict[tuple[tuple[str, ...], ...], tuple[str, str]] = {}
    keys: dict[str, tuple[tuple[str, ...], ...]] = {}
    for code, answering in answering_codes(on.year).items():
        chains = (containing(answering), containing(answering, code))
        keys[code] = tuple(tuple(within for within in chain if within in special) for chain in chains)
        contexts.setdefault(keys[code], (answering, code))
    order = {key: number for number, key in enumerate(contexts)}
    policies = tuple(policy for policy in rules.policies.values() if policy.issued <= on)
    return RowPlaces(
        policies=policies,
        locals=tuple(values_at(rules, code, on, own, written=written) for code, written in contexts.values()),
        applies={policy.id: tuple(policy.place in applying for applying, _ in contexts) for policy in policies},
        context=_context(opened, source, {code: order[key] for code, key in keys.items()}),
        engine=engine,
    )


def _special(rules: Rules, own: PlacesFile | None) -> frozenset[str]:
    """The codes at which anything is said: documents, facts, lines."""
    places = {policy.place for policy in rules.policies.values()}
    lines = {value.place for entry in rules.parameters.values() for value in entry.values}
    return frozenset({*places, *lines, *rules.places, *(own.places if own else ())})
