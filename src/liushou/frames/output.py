"""From formulas to the columns of the answer, in a frame of the caller's own kind."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from operator import or_
from typing import Any

from ..problems import Code, InputError, Problem
from ..rules.columns import NO, UNKNOWN, YES, Expr, Plan
from .backends import PREFIX
from .prepare import PreparedFrame

PROBLEM = "problem"


@dataclass(frozen=True, slots=True)
class Output:
    """A column to add: a formula, null where ``shown`` is no."""

    name: str
    formula: int
    shown: int


def add_outputs(ready: PreparedFrame, outputs: Sequence[Output], lists: Mapping[str, Mapping[str, int]]) -> Any:
    """The caller's frame with the outputs, then the ``lists`` of facts, then ``problem``.

    A list names the facts whose formula holds; it is a column of text.
    """
    sound = ready.sound
    opened, columns, engine = ready.opened, ready.columns, ready.opened.engine
    names = [*(one.name for one in outputs), *lists, PROBLEM]
    clash = [name for name in names if name in opened.schema]
    if clash:
        raise InputError(Problem(Code.COLUMN_EXISTS, subject=clash[0]))
    wanted = [number for one in outputs for number in (one.formula, one.shown)]
    wanted += [formula for facts in lists.values() for formula in facts.values()]
    wanted += [formula for _, formula in ready.problems] + [sound]
    made = Plan(columns, wanted, f"{PREFIX}f")
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
    result += [_listed(engine, made, facts, sound).alias(name) for name, facts in lists.items()]
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
