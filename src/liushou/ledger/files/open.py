"""Opening a ledger: what kind of file it is, whether it is safe to read, and its rows.

Tables are CSV (UTF-8, UTF-16 with BOM, GB18030), Parquet, .xlsx and .xls. A file is read once, as it was
at one moment: one that changes meanwhile is refused.
Worksheets are read by calamine, formulas by their cached values. Before it unpacks
anything, the declared sizes of the archive's parts and the extent of its sheets are
checked: a small file can claim a sheet of billions of cells.
"""

from __future__ import annotations

import io
import os
import re
import zipfile
import zlib
from dataclasses import replace
from functools import reduce
from pathlib import Path
from typing import IO, Any

from ...problems import Code, InputError, MissingExtraError, Problem, closest, os_reason
from .grid import MAX_COLUMNS, MAX_ROWS, Grid, unreadable
from .text_tables import filled_rows, read_text_table

MAX_CELLS = 100_000_000


def read_parquet(path: Path) -> Grid:
    """The columns of a Parquet file."""
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


MAX_BYTES = 1024**3
_KINDS = {b"PAR1": "parquet", b"PK\x03\x04": "xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1": "xls"}
MAX_UNPACKED = 2 * 1024**3
MAX_SHARED = 512 * 1024**2
MAX_PARTS = 10_000
_CHUNK = 1 << 20
_CELL = re.compile(rb"""<(?:\w+:)?c\s(?:[^>]*?\s)?r=["']([A-Z]{1,3})(\d{1,7})["']""")
_FORMULA_EMPTY = re.compile(
    rb"<(?:\w+:)?f[ >/](?:(?!</(?:\w+:)?c>).){0,4000}?</(?:\w+:)?f>"
    rb"(?:<(?:\w+:)?v/>|<(?:\w+:)?v></(?:\w+:)?v>)?</(?:\w+:)?c>"
)


def read_grid(path: Path | str, *, sheet: str | None = None) -> Grid:
    """The sheet of a ``.xlsx``, ``.xls``, ``.csv`` or ``.parquet`` file.

    The kind is that of the content, not of the name. ``sheet`` names a worksheet; unless
    given, the first visible one that holds anything. Raises
    :class:`~liushou.InputError` where the file cannot be read, is not a ledger, is too
    large, is protected by a password, or changed while it was read.
    """
    path = Path(path)
    before = _stamp(path)
    kind = _kind(path)
    if sheet is not None and kind not in ("xlsx", "xls"):
        raise InputError(Problem(Code.SHEETS_OF_WORKBOOKS, file=path))
    if kind == "parquet":
        grid = read_parquet(path)
    elif kind in ("xlsx", "xls"):
        grid = _workbook(path, kind, sheet)
    else:
        grid = read_text_table(path)
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


def _workbook(path: Path, kind: str, sheet: str | None) -> Grid:
    """The rows of one worksheet."""
    try:
        import python_calamine as calamine
    except ImportError:
        raise MissingExtraError("ledger", "python-calamine") from None
    data = path.read_bytes()
    if kind == "xls" and "EncryptedPackage".encode("utf-16-le") in data:
        raise _protected(path)
    empty = _check_archive(path, data) if kind == "xlsx" else 0
    notes = [f"有{empty}个公式没有存下计算结果，按空格处理（在表格软件里打开并保存一次即可）"] if empty else []
    try:
        book = calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
        name, unread = _choose(path, book, sheet, calamine)
        return _rows(path, book.get_sheet_by_name(name), (*notes, *unread))
    except calamine.PasswordError:
        raise _protected(path) from None
    except (calamine.CalamineError, calamine.ZipError, calamine.XmlError) as error:
        raise _damaged(path, error) from None
    # A reader written in Rust reports a bug of its own as an exception that is no Exception.
    except BaseException as error:
        if type(error).__name__ != "PanicException":
            raise
        raise unreadable(path, "a damaged workbook", "the file saved again as .xlsx") from None


def _rows(path: Path, sheet: Any, notes: tuple[str, ...]) -> Grid:
    if sheet.total_height > MAX_ROWS:
        raise unreadable(path, f"more than {MAX_ROWS:,} rows")
    merged = tuple((top[0], top[1], end[0], end[1]) for top, end in getattr(sheet, "merged_cell_ranges", None) or ())
    rows, numbers, empty = filled_rows(path, enumerate(sheet.iter_rows() if sheet.start is not None else (), 1))
    if rows and len(rows[0]) < sheet.total_width:
        # iter_rows may begin at the first used cell; the numbers are those of the sheet.
        first, left = sheet.start
        rows = [[""] * left + row for row in rows]
        numbers = [number + first for number in numbers]
    return Grid(file=str(path), rows=rows, numbers=numbers, empty=empty, merged=merged, notes=notes)


def _choose(path: Path, book: Any, wanted: str | None, calamine: Any) -> tuple[str, list[str]]:
    """(the sheet to read, notes on the sheets that are not read)."""
    sheets = [sheet for sheet in book.sheets_metadata if sheet.typ == calamine.SheetTypeEnum.WorkSheet]
    names = [sheet.name for sheet in sheets]
    if not names:
        raise unreadable(path, "it has no worksheet")
    hidden = {sheet.name for sheet in sheets if sheet.visible != calamine.SheetVisibleEnum.Visible}
    unseen = (name for name in names if name in hidden and name != wanted)
    notes = [f"工作表“{name}”是隐藏的，未读取（需要时用 --sheet 指定）" for name in unseen]
    if wanted is not None and wanted in names:
        return wanted, notes
    if wanted is not None:
        near = closest(wanted, names)
        raise InputError(Problem(Code.NO_SHEET, subject=wanted, file=path, near=near, names=names))
    visible = [name for name in names if name not in hidden] or names
    heights = {name: book.get_sheet_by_name(name).total_height for name in visible} if len(visible) > 1 else {}
    chosen = next((name for name in heights if heights[name] > 1), visible[0])
    unread = (name for name in heights if name != chosen and heights[name])
    return chosen, [*notes, *(f"工作表“{name}”未读取（需要时用 --sheet 指定）" for name in unread)]


def _check_archive(path: Path, data: bytes) -> int:
    """Refuse an archive that would unpack to too much; how many formulas carry no value."""
    empty = 0
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
            if len(parts) > MAX_PARTS or sum(part.file_size for part in parts) > MAX_UNPACKED:
                raise unreadable(path, f"it unpacks to more than {MAX_UNPACKED:,} bytes (可能是压缩炸弹)")
            if any(part.flag_bits & 1 for part in parts):
                raise _protected(path)
            for part in parts:
                name = part.filename.lower()
                if name.endswith("sharedstrings.xml") and part.file_size > MAX_SHARED:
                    raise unreadable(path, f"its texts unpack to more than {MAX_SHARED:,} bytes (可能是压缩炸弹)")
                if "worksheets/" in name and name.endswith(".xml"):
                    with archive.open(part) as handle:
                        empty += _check_sheet(path, handle)
    except InputError:
        raise
    except (zipfile.BadZipFile, zipfile.LargeZipFile, NotImplementedError, EOFError, ValueError, zlib.error) as error:
        raise _damaged(path, error) from None
    return empty


def _check_sheet(path: Path, handle: IO[bytes]) -> int:
    """Bound the sheet's extent; count formulas that carry no value."""
    columns: set[bytes] = set()
    last = empty = 0
    rest = b""
    while chunk := handle.read(_CHUNK):
        text = rest + chunk
        cells = _CELL.findall(text)
        if cells:
            columns.update(column for column, _ in cells)
            last = max(last, int(cells[-1][1]), int(cells[0][1]))
        if b"<f" in text or b":f" in text:
            empty += len(_FORMULA_EMPTY.findall(text))
        rest = text[-64:]
        if rest.rfind(b"<c ") > 0:
            rest = rest[rest.rfind(b"<c ") :]
        width = max((reduce(lambda number, letter: 26 * number + letter - 64, name, 0) for name in columns), default=0)
        if width * last > MAX_CELLS or width > MAX_COLUMNS:
            claim = f"a sheet claims {width:,} columns and {last:,} rows"
            raise unreadable(path, claim, f"at most {MAX_COLUMNS:,} columns and {MAX_CELLS:,} cells")
    return empty


def _protected(path: Path) -> InputError:
    return unreadable(path, "it is protected by a password (文件有密码)", "the same file saved without a password")


def _damaged(path: Path, error: BaseException) -> InputError:
    reason = " ".join(str(error).split())[:80]
    return unreadable(path, f"a damaged workbook ({reason})", "the file saved again as .xlsx")
