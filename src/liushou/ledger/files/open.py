"""Opening a ledger: what kind of file it is, whether it is safe to read, and its rows.

A file is read once, as it was at one moment: one that changes meanwhile is refused.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from ...problems import Code, InputError, Problem, os_reason
from .grid import Grid, unreadable

MAX_BYTES = 1024**3
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def read_grid(path: Path | str, *, sheet: str | None = None) -> Grid:
    """The sheet of a ``.xlsx``, ``.xls``, ``.csv`` or ``.parquet`` file.

    The kind is that of the content, not of the name. ``sheet`` names a worksheet; unless
    given, the first visible one that holds anything. Raises
    :class:`~liushou.InputError` where the file cannot be read, is not a ledger, is too
    large, is protected by a password, or changed while it was read.
    """
    path = Path(path)
    with unchanged(path):
        head = _head(path)
        kind = _kind(head, path)
        if sheet is not None and kind not in ("xlsx", "xls"):
            raise InputError(Problem(Code.SHEETS_OF_WORKBOOKS, file=path))
        if kind == "parquet":
            from .parquet import read_parquet

            grid = read_parquet(path)
        elif kind in ("xlsx", "xls"):
            from .workbook import read_workbook

            grid = read_workbook(path, kind, sheet)
        else:
            from .text import read_text_table

            grid = read_text_table(path)
    expected = {".xlsx": "xlsx", ".xlsm": "xlsx", ".xls": "xls", ".csv": "csv", ".parquet": "parquet"}
    if expected.get(path.suffix.lower(), kind) != kind:
        grid = replace(grid, notes=(*grid.notes, f"文件名以{path.suffix}结尾，内容却是{kind}，已按内容读取"))
    return grid


@contextmanager
def unchanged(path: Path) -> Iterator[None]:
    """Refuse a file that is another one, or has changed, by the time it has been read."""
    before = _stamp(path)
    yield
    if _stamp(path) != before:
        raise InputError(Problem(Code.CHANGED_WHILE_READ, file=path))


def _stamp(path: Path) -> tuple[int, int, int]:
    try:
        state = path.stat()
    except OSError as error:
        raise unreadable(path, os_reason(error)) from None
    except ValueError:
        raise unreadable(path, "not a path") from None
    return (state.st_ino, state.st_size, state.st_mtime_ns)


def _head(path: Path) -> bytes:
    if path.is_dir():
        raise unreadable(path, "it is a directory", "a .xlsx, .xls, .csv or .parquet file")
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
    return head


def _kind(head: bytes, path: Path) -> str:
    if head[:4] == b"PAR1":
        return "parquet"
    if head[:4] == b"PK\x03\x04":
        return "xlsx"
    if head[:8] == _OLE:
        return "xls"
    start = head.lstrip(b"\xef\xbb\xbf \r\n\t")[:200].lower()
    if start.startswith((b"<html", b"<!doctype", b"<table", b"<?xml", b"<meta")):
        raise unreadable(path, "it is a web page, not a workbook (网页另存的表格)", "the same sheet saved as .xlsx")
    if head[:4] == b"%PDF":
        raise unreadable(path, "it is a PDF", "a .xlsx, .xls, .csv or .parquet file")
    if path.suffix.lower() in (".parquet", ".xlsx", ".xlsm", ".xls") and _binary(head):
        raise unreadable(path, f"it is damaged, or no '{path.suffix}' file")
    if _binary(head):
        raise unreadable(path, "neither a workbook, nor Parquet, nor text")
    return "csv"


def _binary(head: bytes) -> bool:
    if head[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return False
    strange = sum(1 for byte in head if byte < 9 or 13 < byte < 32)
    return strange > len(head) // 20
