"""Opening a ledger: what kind of file it is, whether it is safe to read, and its rows.

Tables are CSV (UTF-8, UTF-16 with BOM, GB18030), Parquet, .xlsx and .xls. A file is read once, as it was
at one moment: one that changes meanwhile is refused.
Workbooks and Parquet files are read in a process of their own, which may take so much memory and time and no more.
"""

import os
from dataclasses import replace
from pathlib import Path
from typing import Any

from ...apart import Job, read_apart, unreadable
from ...files import check_ordinary
from ...problems import Code, InputError, Problem, closest, os_reason
from .bounds import MAX_BYTES
from .grid import Grid
from .text_tables import read_text_table

_KINDS = {b"PAR1": "parquet", b"PK\x03\x04": "xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1": "xls"}


def read_grid(path: Path | str, *, sheet: str | None = None) -> Grid:
    """The sheet of a ``.xlsx``, ``.xls``, ``.csv`` or ``.parquet`` file.

    The kind is that of the content, not of the name. ``sheet`` names a worksheet; unless
    given, the first visible one that holds anything. Raises
    :class:`~liushou.InputError` where the file cannot be read, is not a ledger, is too
    large, is protected by a password, or changed while it was read.
    """
    path = Path(path)
    check_ordinary(path)
    before = _stamp(path)
    kind = _kind(path)
    if sheet is not None and kind not in ("xlsx", "xls"):
        raise InputError(Problem(Code.SHEETS_OF_WORKBOOKS, file=path))
    grid = read_text_table(path) if kind == "csv" else _read_apart(path, kind, sheet)
    if _stamp(path) != before:
        raise InputError(Problem(Code.CHANGED_WHILE_READ, file=path))
    expected = {".xlsx": "xlsx", ".xlsm": "xlsx", ".xls": "xls", ".csv": "csv", ".parquet": "parquet"}
    if expected.get(path.suffix.lower(), kind) != kind:
        grid = replace(grid, notes=(*grid.notes, f"文件名以{path.suffix}结尾，内容却是{kind}，已按内容读取"))
    return grid


def _stamp(path: Path) -> tuple[int, int, int]:
    """What another file, or a changed one, does not have."""
    try:
        state = path.stat()
    except OSError as error:
        raise unreadable(path, os_reason(error)) from None
    except ValueError:
        raise unreadable(path, "not a path") from None
    return (state.st_ino, state.st_size, state.st_mtime_ns)


def _kind(path: Path) -> str:
    """The kind of file that the content is; a file that cannot be a ledger is refused."""
    try:
        with path.open("rb") as handle:
            head = handle.read(4096)
            handle.seek(0, os.SEEK_END)
            size = handle.tell()
    except OSError as error:
        raise unreadable(path, os_reason(error)) from None
    if not head:
        raise unreadable(path, "the file is empty (空文件)")
    if size > MAX_BYTES and head[:4] != b"PAR1":
        raise unreadable(path, f"larger than {MAX_BYTES:,} bytes", "a Parquet file for a ledger of that size")
    for begins, kind in _KINDS.items():
        if head.startswith(begins):
            return kind
    start = head.lstrip(b"\xef\xbb\xbf \r\n\t")[:200].lower()
    if start.startswith((b"<html", b"<!doctype", b"<table", b"<?xml", b"<meta")):
        raise unreadable(path, "it is a web page, not a workbook (网页另存的表格)", "the same sheet saved as .xlsx")
    if head[:4] == b"%PDF":
        raise unreadable(path, "it is a PDF", "a .xlsx, .xls, .csv or .parquet file")
    strange = sum(1 for byte in head if byte < 9 or 13 < byte < 32)
    if strange > len(head) // 20 and head[:2] not in (b"\xff\xfe", b"\xfe\xff"):
        if path.suffix.lower() in (".parquet", ".xlsx", ".xlsm", ".xls"):
            raise unreadable(path, f"it is damaged, or no '{path.suffix}' file")
        raise unreadable(path, "neither a workbook, nor Parquet, nor text")
    return "csv"


def _read_apart(path: Path, kind: str, sheet: str | None) -> Grid:
    """The grid of a workbook or a Parquet file, read in a process of its own."""
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
