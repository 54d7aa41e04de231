"""Parquet tables: columns with names and types of their own."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from ...problems import MissingExtraError
from .grid import MAX_COLUMNS, MAX_ROWS, Grid, unreadable


def read_parquet(path: Path) -> Grid:
    """The columns of a Parquet file; see :func:`.open.read_grid`."""
    try:
        import polars as pl
    except ImportError:
        raise MissingExtraError("ledger", "polars") from None
    try:
        lazy = pl.scan_parquet(path, glob=False)
        schema = lazy.collect_schema()
        height = lazy.select(pl.len()).collect().item()
        if height > MAX_ROWS or len(schema) > MAX_COLUMNS:
            raise unreadable(
                path,
                f"more than {MAX_ROWS:,} rows or {MAX_COLUMNS:,} columns",
                "liushou.ledger.evaluate(pl.scan_parquet(…)) for a ledger of that size, which streams",
            )
        frame = lazy.collect()
    except (pl.exceptions.PolarsError, OSError) as error:
        raise unreadable(path, f"a damaged Parquet file ({' '.join(str(error).split())[:80]})") from None
    columns: list[list[Any]] = []
    names: list[str] = []
    notes: list[str] = []
    for name, kind in schema.items():
        if kind.is_nested() or kind == pl.Binary or kind == pl.Object:
            notes.append(f"列“{name}”的类型是{kind}，未读取")
            continue
        if kind == pl.Categorical or kind == pl.Enum:
            frame = frame.with_columns(pl.col(name).cast(pl.String))
        elif kind.is_decimal():
            frame = frame.with_columns(pl.col(name).cast(pl.Float64))
        names.append(name)
        columns.append(frame.get_column(name).to_list())
    numbers = range(1, height + 1)
    return Grid(file=str(path), numbers=numbers, notes=tuple(notes), typed=True, names=tuple(names), columns=columns)
