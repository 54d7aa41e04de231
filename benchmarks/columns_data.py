"""A ledger as large as wanted: every fact a column, one value in ten unknown, no contradictions."""

from __future__ import annotations

from datetime import date
from typing import Any

import numpy as np
import polars as pl

from liushou.profile import BY_NAME, FACTS, relations

#: Places of four kinds of context: three documents, two, one, and a line of its own.
PLACES = ("500230", "500101", "220182", "220421", "530102", "430122", "110101", "500000")
UNKNOWN = 0.1


def ledger(rows: int, on: date, seed: int = 1) -> pl.DataFrame:
    """``rows`` women, the same for the same seed; dates and incomes are bounded columns."""
    draw = np.random.default_rng(seed)
    columns: dict[str, Any] = {"place_code": pl.Series(np.array(PLACES)[draw.integers(0, len(PLACES), rows)])}
    for fact in FACTS:
        if fact.kind == "yes_no":
            often = 0.9 if fact.name in ("lives_in_village", "husband_away_for_work", "husband_outside_county") else 0.3
            columns[fact.name] = _known(draw, draw.random(rows) < often)
    columns["sex"] = _known(draw, np.array(["female", "male"])[(draw.random(rows) < 0.05).astype(int)])
    columns["children_count"] = _known(draw, draw.integers(0, 5, rows))
    columns |= _days(draw, rows, "birth_date", on, 20 * 365, 80 * 365)
    columns |= _days(draw, rows, "husband_away_since", on, 1, 1000)
    income = np.round(draw.random(rows) * 1500, 2)
    spread = np.where(draw.random(rows) < 0.1, 100.0, 0.0)
    columns["income_per_capita_month__min"] = _known(draw, income)
    columns["income_per_capita_month__max"] = _known(draw, income + spread)
    columns["husband_away_years"] = _known(draw, draw.integers(1, 9, rows) / 2, 0.5)
    columns["disability_grade"] = _known(draw, draw.integers(1, 5, rows), 0.9)
    return pl.DataFrame(columns).with_columns(_calm())


def _known(draw: np.random.Generator, values: Any, unknown: float = UNKNOWN) -> pl.Series:
    series = pl.Series(values)
    known = pl.Series(draw.random(len(values)) >= unknown)
    return pl.select(pl.when(known).then(series)).to_series()


def _days(draw: np.random.Generator, rows: int, name: str, on: date, least: int, most: int) -> dict[str, pl.Series]:
    """Nine in ten are exact days, the rest whole months or so; an unknown one is unknown on both sides."""
    first = np.datetime64(on) - draw.integers(least, most, rows).astype("timedelta64[D]")
    spread = np.where(draw.random(rows) < 0.1, 30, 0).astype("timedelta64[D]")
    last = np.minimum(first + spread, np.datetime64(on))
    known = draw.random(rows) >= UNKNOWN
    low, high = (np.where(known, days, np.datetime64("NaT")) for days in (first, last))
    return {f"{name}__min": pl.Series(low).cast(pl.Date), f"{name}__max": pl.Series(high).cast(pl.Date)}


def _calm() -> list[pl.Expr]:
    """What could contradict something else is left unknown: a no of what another fact says is so."""
    dated = pl.col("husband_away_since__max").is_not_null()
    calm = [pl.when(dated).then(None).otherwise(pl.col("husband_away_years")).alias("husband_away_years")]
    says = relations(BY_NAME)
    for name in says.implied_by:
        stated = [
            pl.col(fact.name).fill_null(False) if fact.kind == "yes_no" else pl.col(fact.name).is_not_null()
            for fact in FACTS
            if says.implies(fact.name, name)
        ]
        refuted = pl.any_horizontal(stated) & pl.col(name).not_()
        calm.append(pl.when(refuted).then(None).otherwise(pl.col(name)).alias(name))
    return calm
