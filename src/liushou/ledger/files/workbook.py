"""Worksheets of .xlsx and .xls files, by calamine; formulas by their cached values.

Before calamine unpacks anything, the declared sizes of the archive's parts and the
extent of its sheets are checked: a small file can claim a sheet of billions of cells.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from pathlib import Path
from typing import IO, Any

from ...problems import Code, InputError, MissingExtraError, Problem, closest
from .grid import MAX_CELLS, MAX_COLUMNS, MAX_ROWS, Grid, Merged, unreadable

MAX_UNPACKED = 2 * 1024**3
MAX_SHARED = 512 * 1024**2
MAX_PARTS = 10_000
_CHUNK = 1 << 20
_CELL = re.compile(rb"""<(?:\w+:)?c\s(?:[^>]*?\s)?r=["']([A-Z]{1,3})(\d{1,7})["']""")
_FORMULA_EMPTY = re.compile(
    rb"<(?:\w+:)?f[ >/](?:(?!</(?:\w+:)?c>).){0,4000}?</(?:\w+:)?f>"
    rb"(?:<(?:\w+:)?v/>|<(?:\w+:)?v></(?:\w+:)?v>)?</(?:\w+:)?c>"
)


def read_workbook(path: Path, kind: str, sheet: str | None) -> Grid:
    """The rows of one worksheet; see :func:`.open.read_grid`."""
    try:
        import python_calamine as calamine
    except ImportError:
        raise MissingExtraError("ledger", "python-calamine") from None
    data = path.read_bytes()
    notes: list[str] = []
    if kind == "xlsx":
        notes.extend(_check_archive(path, data))
    elif _is_encrypted(data):
        raise _protected(path)
    try:
        book = calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
        name, unread = _choose(path, book, sheet, calamine)
        notes.extend(unread)
        return _rows(path, book.get_sheet_by_name(name), name, notes)
    except calamine.PasswordError:
        raise _protected(path) from None
    except (calamine.CalamineError, calamine.ZipError, calamine.XmlError) as error:
        raise unreadable(path, f"a damaged workbook ({_short(error)})", "the file saved again as .xlsx") from None
    except InputError:
        raise
    # A reader written in Rust reports a bug of its own as an exception that is no Exception.
    except BaseException as error:
        if type(error).__name__ != "PanicException":
            raise
        raise unreadable(path, "a damaged workbook", "the file saved again as .xlsx") from None


def _rows(path: Path, sheet: Any, name: str, notes: list[str]) -> Grid:
    rows: list[list[Any]] = []
    numbers: list[int] = []
    empty = pending = 0
    start = sheet.start
    first = 0 if start is None else start[0]
    left = 0 if start is None else start[1]
    if sheet.total_height > MAX_ROWS:
        raise unreadable(path, f"more than {MAX_ROWS:,} rows")
    for index, row in enumerate(sheet.iter_rows() if start is not None else ()):
        if not any(cell not in ("", None) for cell in row):
            pending += 1
            continue
        empty += pending if rows else 0
        pending = 0
        rows.append(row)
        numbers.append(index + 1)
    if rows and start is not None and len(rows[0]) < sheet.total_width:
        # iter_rows may begin at the first used cell; the numbers are those of the sheet.
        rows = [[""] * left + row for row in rows]
        numbers = [number + first for number in numbers]
    merged: tuple[Merged, ...] = ()
    ranges = getattr(sheet, "merged_cell_ranges", None)
    if ranges:
        merged = tuple((top[0], top[1], end[0], end[1]) for top, end in ranges)
    return Grid(file=str(path), sheet=name, rows=rows, numbers=numbers, empty=empty, merged=merged, notes=tuple(notes))


def _choose(path: Path, book: Any, wanted: str | None, calamine: Any) -> tuple[str, list[str]]:
    """(the sheet to read, notes on the sheets that are not read)."""
    sheets = [sheet for sheet in book.sheets_metadata if sheet.typ == calamine.SheetTypeEnum.WorkSheet]
    names = [sheet.name for sheet in sheets]
    if not names:
        raise unreadable(path, "it has no worksheet")
    hidden = {sheet.name for sheet in sheets if sheet.visible != calamine.SheetVisibleEnum.Visible}
    notes = [
        f"工作表“{name}”是隐藏的，未读取（需要时用 --sheet 指定）"
        for name in names
        if name in hidden and name != wanted
    ]
    if wanted is not None:
        if wanted not in names:
            raise InputError(
                Problem(Code.NO_SHEET, subject=wanted, file=path, near=closest(wanted, names), names=names)
            )
        return wanted, notes
    visible = [name for name in names if name not in hidden] or names
    heights = {name: book.get_sheet_by_name(name).total_height for name in visible} if len(visible) > 1 else {}
    chosen = next((name for name in visible if heights.get(name, 0) > 1), visible[0])
    unread = [name for name in visible if name != chosen and heights[name]]
    notes.extend(f"工作表“{name}”未读取（需要时用 --sheet 指定）" for name in unread)
    return chosen, notes


def _check_archive(path: Path, data: bytes) -> list[str]:
    """Refuse an archive that would unpack to too much; notes on formulas without values."""
    notes: list[str] = []
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
            if len(parts) > MAX_PARTS or sum(part.file_size for part in parts) > MAX_UNPACKED:
                raise unreadable(path, f"it unpacks to more than {MAX_UNPACKED:,} bytes (可能是压缩炸弹)")
            if any(part.flag_bits & 1 for part in parts):
                raise _protected(path)
            empty = 0
            for part in parts:
                name = part.filename.lower()
                if name.endswith("sharedstrings.xml") and part.file_size > MAX_SHARED:
                    raise unreadable(path, f"its texts unpack to more than {MAX_SHARED:,} bytes (可能是压缩炸弹)")
                if "worksheets/" in name and name.endswith(".xml"):
                    with archive.open(part) as handle:
                        empty += _check_sheet(path, handle)
            if empty:
                notes.append(f"有{empty}个公式没有存下计算结果，按空格处理（在表格软件里打开并保存一次即可）")
    except InputError:
        raise
    except (zipfile.BadZipFile, zipfile.LargeZipFile, NotImplementedError, EOFError, ValueError, zlib.error) as error:
        raise unreadable(path, f"a damaged workbook ({_short(error)})", "the file saved again as .xlsx") from None
    return notes


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
        width = max(map(_column, columns), default=0)
        if width * last > MAX_CELLS or width > MAX_COLUMNS:
            claim = f"a sheet claims {width:,} columns and {last:,} rows"
            raise unreadable(path, claim, f"at most {MAX_COLUMNS:,} columns and {MAX_CELLS:,} cells")
    return empty


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def _is_encrypted(data: bytes) -> bool:
    return "EncryptedPackage".encode("utf-16-le") in data


def _protected(path: Path) -> InputError:
    return unreadable(path, "it is protected by a password (文件有密码)", "the same file saved without a password")


def _short(error: BaseException) -> str:
    return " ".join(str(error).split())[:80]
