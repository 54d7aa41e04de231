"""Reading a workbook or a Parquet file in a process of its own."""

from pathlib import Path
from typing import Any

from ...apart import Job, read_apart
from ...problems import Code, InputError, Problem, closest
from .grid import Grid


def read_grid_apart(path: Path, kind: str, sheet: str | None) -> Grid:
    """The grid of a workbook or a Parquet file. Raises :class:`~liushou.InputError` where it cannot be read."""
    reader = "parquet" if kind == "parquet" else "workbooks"
    job = Job(
        reader=f"liushou.ledger.files.{reader}",
        file=path,
        arguments=(kind, sheet),
        extra="ledger",
        otherwise=None if kind == "parquet" else "the file saved again as .xlsx",
    )
    grid: dict[str, Any] = {"rows": [], "numbers": []}
    for what, *data in read_apart(job):
        if what == "rows":
            grid["numbers"] += data[0]
            grid["rows"] += data[1]
        elif what == "columns":
            # The values that occur in these rows, and for each row which of them it holds.
            columns = grid.setdefault("columns", [[] for _ in data])
            for column, (values, places) in zip(columns, data, strict=True):
                column += map(values.__getitem__, memoryview(places).cast("i"))
        elif what == "grid":
            grid |= data[0]
        else:
            near = closest(sheet or "", data[0])
            raise InputError(Problem(Code.NO_SHEET, subject=sheet, file=path, near=near, names=data[0]))
    return Grid(file=str(path), **grid)
