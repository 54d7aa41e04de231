"""Every service of every document that applies, for all rows of a frame at once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import reduce
from operator import or_
from typing import Any

from ..documents import Measure, Policy, Rules, load_rules
from ..documents.placesfile import PlacesFile
from ..problems import InputError, Problem
from ..profile import FACTS, Fact
from ..rules.columns import Columns, Expr, Plan, YesNoColumn, plan
from ..rules.kleene import NO, UNKNOWN, YES, Formulas
from ..values import check_day
from .entry import Entry, enter
from .frame import PREFIX, Opened, open_frame
from .implied import imply
from .placed import CONTEXT, Placed, many_places, one_place
from .settling import missing as missing_facts

MISSING, PROBLEM = "missing", "problem"
#: What ``problem`` says of a row whose code names no place.
NO_PLACE = "place"


def evaluate(
    frame: Any,
    *,
    on: date,
    place: str | None = None,
    place_column: str | None = None,
    rules: Rules | None = None,
    places: PlacesFile | None = None,
    missing: bool = True,
) -> Any:
    """The frame with a column for each service and each document's definition.
    """
    day = check_day(on)
    opened = open_frame(frame)
    used = load_rules() if rules is None else rules
    placed = _placed(used, opened, place, place_column, day, places)
    ready = Prepared.of(opened, day, used.facts, placed)
    return _Services(used, placed, ready, day).close(missing)


def _placed(
    rules: Rules, opened: Opened, place: str | None, column: str | None, on: date, own: PlacesFile | None
) -> Placed:
    if (place is None) == (column is None):
        raise InputError(
            Problem("one of place= and place_column= is needed", expected="a code, or the name of a column of codes")
        )
    if column is not None:
        return many_places(rules, opened, column, on, own)
    assert place is not None
    return one_place(rules, place, on, own)


@dataclass(frozen=True, slots=True)
class Prepared:
    """A frame whose facts are read and settled, ready for conditions.

    ``problems`` has what a row cannot be answered for, the first that holds counting:
    the text of the ``problem`` column and the formula.
    """

    opened: Opened
    columns: Columns
    entry: Entry
    problems: tuple[tuple[str, int], ...]
    context: Expr | None = None

    @classmethod
    def of(cls, opened: Opened, on: date, facts: Mapping[str, Fact], placed: Placed) -> Prepared:
        """Reads the fact columns, applies the implications, adds what the places know."""
        taken = [name for name in opened.names if name.startswith(PREFIX)]
        if taken:
            raise InputError(Problem(f"the column name `{taken[0]}` is reserved", expected="another name", code="duplicate"))
        columns = Columns(opened.engine, on, Formulas(), {}, placed.parameters, len(placed.locals), placed.select)
        entry = enter(opened, columns, facts)
        problems: list[tuple[str, int]] = []
        if placed.context is not None:
            nowhere = columns.atom("no place", lambda: opened.engine.col(CONTEXT).is_null(), decided=True)
            problems.append((NO_PLACE, nowhere))
        problems += [(fact, formula) for fact, formula in entry.wrong.items() if formula != NO]
        problems += [(",".join(fields), formula) for fields, formula in imply(columns, entry)]
        _add_place_facts(columns, placed)
        return cls(opened, columns, entry, tuple(problems), placed.context)

    @property
    def sound(self) -> int:
        """The formula that a row has no problem."""
        pool = self.columns.formulas
        return pool.negate(pool.any_of([formula for _, formula in self.problems]))

    def frame(self) -> Any:
        """The frame with the columns that the formulas read."""
        frame = self.opened.frame
        if self.context is not None:
            frame = frame.with_columns(self.context.alias(CONTEXT))
        for step in self.entry.prepared:
            if step:
                frame = frame.with_columns(*[expr.alias(name) for name, expr in step.items()])
        return frame


def _add_place_facts(columns: Columns, placed: Placed) -> None:
    pool = columns.formulas
    for name, values in placed.facts.items():
        here = columns.each(values)
        own = columns.facts.get(name)
        if own is None:
            columns.facts[name] = YesNoColumn(here)
        elif isinstance(own, YesNoColumn):
            stated = pool.all_of((pool.is_unknown(own.value), here))
            columns.facts[name] = YesNoColumn(pool.any_of((pool.surely(own.value), stated)))


@dataclass(frozen=True, slots=True)
class _Output:
    """A column to add: a formula, null where ``shown`` is no."""

    name: str
    formula: int
    shown: int


class _Services:
    """The formulas of all services of the documents that apply, and their columns."""

    def __init__(self, rules: Rules, placed: Placed, ready: Prepared, on: date) -> None:
        self.rules, self.placed, self.ready, self.on = rules, placed, ready, on
        self.columns, self.pool = ready.columns, ready.columns.formulas
        self.applies = {name: self.columns.each(values) for name, values in placed.applies.items()}
        self.defined = {one.id: self.columns.formula(one.definition.condition) for one in placed.policies}
        self.grounds = self._grounds()

    def _grounds(self) -> dict[str, list[tuple[Policy, Measure]]]:
        found: dict[str, list[tuple[Policy, Measure]]] = {}
        for policy in self.placed.policies:
            for _, measure in policy.measures():
                if measure.individual and (measure.until is None or self.on <= measure.until):
                    found.setdefault(measure.name, []).append((policy, measure))
        return {name: found[name] for name in self.rules.services if name in found}

    def _ground(self, policy: Policy, measure: Measure) -> int:
        own = self.columns.formula(measure.condition)
        return self.pool.all_of((self.applies[policy.id], self.defined[policy.id], own))

    def close(self, with_missing: bool) -> Any:
        """The caller's frame with the columns of the answer."""
        sound = self.ready.sound
        values = {name: self.pool.any_of([self._ground(*one) for one in many]) for name, many in self.grounds.items()}
        outputs = [
            _Output(
                f"service:{name}", values[name],
                self.pool.all_of((sound, self.pool.any_of([self.applies[policy.id] for policy, _ in many]))),
            )
            for name, many in self.grounds.items()
        ]  # fmt: skip
        outputs += [
            _Output(f"left_behind:{name}", formula, self.pool.all_of((sound, self.applies[name])))
            for name, formula in self.defined.items()
        ]
        facts = self._missing(values) if with_missing else None
        return _write(self.ready, outputs, facts, sound)

    def _missing(self, values: Mapping[str, int]) -> Mapping[str, int]:
        """For each fact, in the order of the catalogue, where it is missing."""
        pool, roots = self.pool, []
        for name, many in self.grounds.items():
            undetermined = pool.is_unknown(values[name])
            for policy, measure in many:
                is_open = pool.all_of((undetermined, pool.is_unknown(self._ground(policy, measure))))
                roots += [(policy.definition.condition, is_open), (measure.condition, is_open)]
        found = missing_facts(self.columns, roots)
        order = [fact.name for fact in FACTS if fact.name in found]
        return {name: found[name] for name in (*order, *(name for name in found if name not in order))}


def _write(ready: Prepared, outputs: Iterable[_Output], facts: Mapping[str, int] | None, sound: int) -> Any:
    """The frame with the outputs, and with ``missing`` and ``problem``."""
    outputs = tuple(outputs)
    opened, columns, engine = ready.opened, ready.columns, ready.opened.engine
    names = [one.name for one in outputs] + ([MISSING] if facts is not None else []) + [PROBLEM]
    clash = [name for name in names if name in opened.schema]
    if clash:
        raise InputError(
            Problem(f"the frame already has a column `{clash[0]}`", expected="another name for it", code="duplicate")
        )
    wanted = [number for one in outputs for number in (one.formula, one.shown)]
    wanted += [formula for _, formula in ready.problems] + list((facts or {}).values()) + [sound]
    made = plan(columns, wanted, f"{PREFIX}f")
    frame = ready.frame()
    for step in made.steps:
        frame = frame.with_columns(*[expr.alias(name) for name, expr in step.items()])
    exprs: dict[tuple[int, int], str] = {}
    for one in outputs:
        exprs.setdefault((one.formula, one.shown), f"{PREFIX}out{len(exprs)}")
    frame = frame.with_columns(
        *[_status(engine, made, formula, shown).alias(name) for (formula, shown), name in exprs.items()]
    )
    result = [engine.col(name) for name in opened.names]
    result += [engine.col(exprs[one.formula, one.shown]).alias(one.name) for one in outputs]
    if facts is not None:
        result.append(_listed(engine, made, facts, sound).alias(MISSING))
    result.append(_named(engine, made, ready.problems).alias(PROBLEM))
    return opened.close(frame.select(*result), tuple(names))


def _status(engine: Any, made: Plan, formula: int, shown: int) -> Expr:
    value = made.expr(formula).cast(engine.Int8) if formula not in (YES, NO, UNKNOWN) else _constant(engine, formula)
    if shown == YES:
        return value
    return engine.when(made.expr(shown)).then(value)


def _constant(engine: Any, formula: int) -> Expr:
    return engine.lit({YES: 1, NO: 0, UNKNOWN: None}[formula], dtype=engine.Int8)


def _listed(engine: Any, made: Plan, facts: Mapping[str, int], sound: int) -> Expr:
    """The names of the facts whose formula holds, joined by commas; null for none."""
    if not facts:
        return engine.lit(None, dtype=engine.String)
    parts = [engine.when(made.expr(formula)).then(engine.lit(name)) for name, formula in facts.items()]
    some = reduce(or_, [made.expr(formula) for formula in facts.values()])
    joined = engine.concat_str(*parts, separator=",", ignore_nulls=True)
    return engine.when(some & made.expr(sound)).then(joined)


def _named(engine: Any, made: Plan, problems: Iterable[tuple[str, int]]) -> Expr:
    """The text of the first problem that holds; null for none."""
    result = engine.lit(None, dtype=engine.String)
    for text, formula in reversed(tuple(problems)):
        result = engine.when(made.expr(formula)).then(engine.lit(text)).otherwise(result)
    return result
