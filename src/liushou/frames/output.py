"""From formulas to the columns of the answer, in a frame of the caller's own kind; which facts would settle what."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from operator import or_
from typing import Any

from ..problems import Code, InputError, Problem
from ..profile import catalogue_order
from ..rules import LEAVES, AllOf, AnyOf, Concept, Condition, InForce, Not, UnsupportedNodeError, source_fact
from ..rules.columns import NO, UNKNOWN, YES, Columns, Expr, Plan, parts_first
from .backends import PREFIX
from .prepare import PreparedFrame

PROBLEM = "problem"
_CONSTANTS = {YES: 1, NO: 0, UNKNOWN: None}


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
    names = [*(output.name for output in outputs), *lists, PROBLEM]
    clash = [name for name in names if name in opened.schema]
    if clash:
        raise InputError(Problem(Code.COLUMN_EXISTS, subject=clash[0]))
    wanted = [number for output in outputs for number in (output.formula, output.shown)]
    wanted += [formula for facts in lists.values() for formula in facts.values()]
    wanted += [formula for _, formula in ready.problems] + [sound]
    planned = Plan(columns, wanted, f"{PREFIX}f")
    frame = ready.frame()
    for step in planned.steps:
        frame = frame.with_columns(*[expr.alias(name) for name, expr in step.items()])
    exprs: dict[tuple[int, int], str] = {}
    for output in outputs:
        exprs.setdefault((output.formula, output.shown), f"{PREFIX}out{len(exprs)}")
    frame = frame.with_columns(
        *[_status(engine, planned, formula, shown).alias(name) for (formula, shown), name in exprs.items()]
    )
    result = [engine.col(name) for name in opened.names]
    result += [engine.col(exprs[output.formula, output.shown]).alias(output.name) for output in outputs]
    result += [_listed(engine, planned, facts, sound).alias(name) for name, facts in lists.items()]
    result.append(_named(engine, planned, ready.problems).alias(PROBLEM))
    return opened.close(frame.select(*result), tuple(names))


def _status(engine: Any, planned: Plan, formula: int, shown: int) -> Expr:
    if formula in _CONSTANTS:
        value = engine.lit(_CONSTANTS[formula], dtype=engine.Int8)
    else:
        value = planned.expr(formula).cast(engine.Int8)
    return value if shown == YES else engine.when(planned.expr(shown)).then(value)


def _listed(engine: Any, planned: Plan, facts: Mapping[str, int], sound: int) -> Expr:
    """The names of the facts whose formula holds, joined by commas; null for none."""
    if not facts:
        return engine.lit(None, dtype=engine.String)
    parts = [engine.when(planned.expr(formula)).then(engine.lit(name)) for name, formula in facts.items()]
    some = reduce(or_, [planned.expr(formula) for formula in facts.values()])
    joined = engine.concat_str(*parts, separator=",", ignore_nulls=True)
    return engine.when(some & planned.expr(sound)).then(joined)


def _named(engine: Any, planned: Plan, problems: Iterable[tuple[str, int]]) -> Expr:
    """The text of the first problem that holds; null for none."""
    result = engine.lit(None, dtype=engine.String)
    for text, formula in reversed(tuple(problems)):
        result = engine.when(planned.expr(formula)).then(engine.lit(text)).otherwise(result)
    return result


def missing_formulas(columns: Columns, roots: Iterable[tuple[Condition, int]]) -> Mapping[str, int]:
    """For each fact the formula that its value could still decide one of the ``roots``.

    A root is a condition and the formula that it is open: that something undetermined
    hangs on it. The facts come in the order of the catalogue, those of one's own after
    them by name; one that no row can miss is left out.
    """
    pool = columns.formulas
    matters: dict[Condition, list[int]] = {}
    for root, is_open in roots:
        matters.setdefault(root, []).append(is_open)
    facts: dict[str, list[int]] = {}
    for node in reversed(parts_first(list(matters), _children)):
        unknown = pool.is_unknown(columns.formula(node))
        here = pool.all_of((pool.any_of(matters.get(node, ())), unknown))
        if here == NO:
            continue
        if isinstance(node, LEAVES):
            facts.setdefault(source_fact(node.fact), []).append(pool.all_of((here, columns.settles(node))))
        if isinstance(node, Concept) and node.in_force:
            here = pool.all_of((here, pool.surely(columns.formula(InForce(node.in_force)))))
        for child in _children(node):
            matters.setdefault(child, []).append(here)
    formulas = ((fact, pool.any_of(facts[fact])) for fact in sorted(facts, key=catalogue_order))
    return {fact: formula for fact, formula in formulas if formula != NO}


def _children(node: Condition) -> tuple[Condition, ...]:
    if isinstance(node, (AllOf, AnyOf)):
        return node.children
    if isinstance(node, Not):
        return (node.child,)
    if isinstance(node, Concept):
        return (node.condition,)
    if isinstance(node, LEAVES):
        return ()
    raise UnsupportedNodeError("columns", node)
