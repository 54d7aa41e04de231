"""Rows as frames of every kind, and results as rows again."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import Any

import duckdb
import polars as pl

from .rows import Row, columns

POLARS = {bool: pl.Boolean, str: pl.String, date: pl.Date, float: pl.Float64, int: pl.Int64}
Run = Callable[[Any], Any]


def polars_frame(rows: Sequence[Row], names: Iterable[str] | None = None) -> pl.DataFrame:
    """The rows with a column for every fact (or those named), and their number."""
    schema: dict[str, Any] = {name: POLARS[kind] for name, kind in columns().items()}
    if names is not None:
        schema = {name: kind for name, kind in schema.items() if name in set(names)}
    if any("place_code" in row for row in rows):
        schema["place_code"] = pl.String
    data = {name: [row.get(name) for row in rows] for name in schema}
    return pl.DataFrame(data, schema=schema).with_columns(pl.Series("row", range(len(rows)), dtype=pl.Int64))


def in_polars(frame: pl.DataFrame, run: Run) -> list[Row]:
    result = run(frame)
    assert isinstance(result, pl.DataFrame)
    return result.to_dicts()


def in_lazy_polars(frame: pl.DataFrame, run: Run) -> list[Row]:
    result = run(frame.lazy())
    assert isinstance(result, pl.LazyFrame)
    return result.collect(engine="streaming").sort("row").to_dicts()


def in_pyarrow(frame: pl.DataFrame, run: Run) -> list[Row]:
    import pyarrow as pa

    result = run(frame.to_arrow())
    assert isinstance(result, pa.Table)
    rows: list[Row] = result.to_pylist()
    return rows


def in_duckdb(frame: pl.DataFrame, run: Run) -> list[Row]:
    connection = duckdb.connect()
    result = run(connection.from_arrow(frame.to_arrow()))
    assert isinstance(result, duckdb.DuckDBPyRelation)
    names = result.columns
    return [dict(zip(names, row, strict=True)) for row in result.order("row").fetchall()]


def in_pandas(frame: pl.DataFrame, run: Run) -> list[Row]:
    """As object columns and NaN, the way pandas holds what is unknown by default."""
    import pandas as pd

    source = pd.DataFrame({name: pd.Series(frame[name].to_list()) for name in frame.columns})
    result = run(source)
    assert isinstance(result, pd.DataFrame)
    made = [name for name in result.columns if name not in source.columns]
    found: list[Row] = result[made].astype(object).where(result[made].notna(), None).to_dict("records")
    return found


BACKENDS: dict[str, Callable[[pl.DataFrame, Run], list[Row]]] = {
    "polars": in_polars,
    "lazy": in_lazy_polars,
    "pyarrow": in_pyarrow,
    "duckdb": in_duckdb,
    "pandas": in_pandas,
}
