"""A frame whose facts are read and settled: what conditions are asked of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from ..problems import Code, InputError, Problem
from ..profile import Fact
from ..rules import lowering
from ..rules.columns import NO, Columns, Expr, Formulas, YesNoColumn
from .agreement import refuse_and_agree
from .backends import PREFIX, FrameHandle
from .fact_columns import FactColumns, read_fact_columns
from .row_places import CONTEXT, RowPlaces

#: What ``problem`` says of a row whose code names no place.
NO_PLACE = "place"


@dataclass(frozen=True, slots=True, kw_only=True)
class PreparedFrame:
    """A frame whose facts are read and settled, ready for conditions.

    ``problems`` has what a row cannot be answered for, the first that holds counting:
    the text of the ``problem`` column and the formula.
    """

    opened: FrameHandle
    columns: Columns
    entry: FactColumns
    problems: tuple[tuple[str, int], ...]
    context: Expr | None = None

    @classmethod
    def of(cls, opened: FrameHandle, on: date, facts: Mapping[str, Fact], placed: RowPlaces) -> PreparedFrame:
        """Reads the fact columns, applies the implications, adds what the places know."""
        taken = [name for name in opened.names if name.startswith(PREFIX)]
        if taken:
            raise InputError(Problem(Code.COLUMN_RESERVED, subject=taken[0]))
        columns = Columns(
            engine=opened.engine,
            on=on,
            formulas=Formulas(),
            parameters=placed.parameters,
            contexts=len(placed.locals),
            select=placed.select,
            lowering=lowering(facts),
        )
        entry = read_fact_columns(opened, columns, facts)
        problems: list[tuple[str, int]] = []
        if placed.context is not None:
            nowhere = columns.atom("no place", lambda: opened.engine.col(CONTEXT).is_null(), decided=True)
            problems.append((NO_PLACE, nowhere))
        problems += [(fact, formula) for fact, formula in entry.wrong.items() if formula != NO]
        _add_place_facts(columns, placed)
        problems += [(",".join(fields), formula) for fields, formula in refuse_and_agree(columns, entry, facts)]
        return cls(opened=opened, columns=columns, entry=entry, problems=tuple(problems), context=placed.context)

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


def _add_place_facts(columns: Columns, placed: RowPlaces) -> None:
    pool = columns.formulas
    for name, values in placed.facts.items():
        here = columns.each(values)
        own = columns.facts.get(name)
        if own is None:
            columns.facts[name] = YesNoColumn(here)
        elif isinstance(own, YesNoColumn):
            stated = pool.all_of((pool.is_unknown(own.value), here))
            columns.facts[name] = YesNoColumn(pool.any_of((pool.surely(own.value), stated)))
