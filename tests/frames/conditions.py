"""Conditions of one's own in every row of a frame: what holds the columns to the reference."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from liushou.documents import PlaceValues
from liushou.frames.backends import open_frame
from liushou.frames.evaluation import Output, add_outputs, missing_formulas
from liushou.frames.prepare import PreparedFrame, RowPlaces
from liushou.profile import BY_NAME, Fact
from liushou.rules import Condition
from liushou.values import Bounds


def evaluate_conditions(
    frame: Any,
    conditions: Mapping[str, Condition],
    *,
    on: date,
    parameters: Mapping[str, Bounds[Any]] | None = None,
    facts: Mapping[str, Fact] = BY_NAME,
) -> Any:
    """The frame with a column for each condition: 1, 0, null, and ``missing:<name>``.

    As ``evaluate``, for conditions of one's own: no document, and no place but the
    ``parameters`` given. ``problem`` is there too.
    """
    opened = open_frame(frame)
    nowhere = RowPlaces(policies=(), locals=(PlaceValues({}, parameters or {}),), applies={})
    ready = PreparedFrame.of(opened, on, facts, nowhere)
    pool, columns, sound = ready.columns.formulas, ready.columns, ready.sound
    formulas = {name: columns.formula(condition) for name, condition in conditions.items()}
    outputs = [Output(name, formula, sound) for name, formula in formulas.items()]
    lists = {
        f"missing:{name}": missing_formulas(columns, [(condition, pool.is_unknown(formulas[name]))])
        for name, condition in conditions.items()
    }
    return add_outputs(ready, outputs, lists)
