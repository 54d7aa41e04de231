"""The rows of one worksheet of a workbook, read by calamine; formulas by their stored results."""

import io
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from ...apart import RefusedError, protected
from ...messages import Phrase
from .archive import Archive
from .biff import Records
from .bounds import LONGEST, MAX_COLUMNS, MAX_FILLED, MAX_ROWS, MAX_TEXT, damaged

#: Rows sent at a time, and characters after which no more are added.
_TOGETHER, _LONG = 2_000, 4_000_000


def messages(path: Path, kind: str, wanted: str | None) -> Iterator[tuple[Any, ...]]:
    """The messages of which the grid is made. Raises :class:`RefusedError`."""
    import python_calamine as calamine

    data = path.read_bytes()
    if kind == "xls" and "EncryptedPackage".encode("utf-16-le") in data:
        raise protected()
    counter = Archive(data) if kind == "xlsx" else Records(data)
    try:
        book = calamine.CalamineWorkbook.from_filelike(io.BytesIO(counter.data))
        del data
        yield from _sheet(book, counter, wanted, calamine)
    except calamine.PasswordError:
        raise protected() from None
    except calamine.CalamineError as error:
        raise damaged(error) from None
    # A reader written in Rust reports a bug of its own as an exception that is no Exception.
    except BaseException as error:
        if type(error).__name__ != "PanicException":
            raise
        raise damaged("") from None


def _sheet(book: Any, counter: Archive | Records, wanted: str | None, calamine: Any) -> Iterator[tuple[Any, ...]]:
    """The sheet that is wanted, else the first visible one that holds more than one row."""
    sheets = [(place, sheet) for place, sheet in enumerate(book.sheets_metadata)]
    places = {sheet.name: place for place, sheet in sheets if sheet.typ == calamine.SheetTypeEnum.WorkSheet}
    if not places:
        raise RefusedError("it has no worksheet")
    if wanted is not None and wanted not in places:
        yield "no-sheet", list(places)
        return
    visible = {sheet.name for _, sheet in sheets if sheet.visible == calamine.SheetVisibleEnum.Visible}

    def height(name: str) -> int:
        counted = counter.sheet(places[name])
        return len(set(counted.numbers) | counted.texts)

    shown = [name for name in places if name in visible] or list(places)
    heights = {name: height(name) for name in shown} if wanted is None and len(shown) > 1 else {}
    chosen = wanted or next((name for name in shown if heights.get(name, 2) > 1), shown[0])
    unseen = places.keys() - {*shown, chosen}
    notes = [f"工作表“{name}”是隐藏的，未读取（需要时可指定读取它）" for name in places if name in unseen]
    notes += [f"工作表“{name}”未读取（需要时可指定读取它）" for name in heights if name != chosen and heights[name]]
    counted = counter.sheet(places[chosen])
    if counted.formulas:
        notes.insert(0, f"有{counted.formulas}个公式没有存下计算结果（在表格软件里打开并保存一次即可）")
    sheet = book.get_sheet_by_name(chosen)
    numbers: list[int] = []
    for some, rows in _chunks(sheet, counted.instead):
        numbers += some
        yield "rows", some, rows
    row = counted.differs(numbers)
    if row is not None:
        raise RefusedError(Phrase("two-readers", row=row), "the file saved again as .xlsx")
    merged = tuple((*top, *end) for top, end in sheet.merged_cell_ranges or ())
    empty = numbers[-1] - numbers[0] + 1 - len(numbers) if numbers else 0
    grid = {"empty": empty, "counted": len(numbers), "merged": merged, "notes": tuple(notes)}
    yield "grid", grid | {"date1904": counter.date1904}


def _chunks(sheet: Any, instead: Mapping[int, Mapping[int, str]]) -> Iterator[tuple[list[int], list[list[Any]]]]:
    """The rows that hold anything, with their numbers, some at a time; equal texts are one object."""
    left = [""] * sheet.start[1] if sheet.start else []
    if len(left) + sheet.width > MAX_COLUMNS:
        raise RefusedError(f"more than {MAX_ROWS:,} rows or {MAX_COLUMNS:,} columns")
    numbers: list[int] = []
    rows: list[list[Any]] = []
    texts: dict[str, str] = {}
    filled = length = sent = 0
    for number, cells in enumerate(sheet.iter_rows() if sheet.start else (), 1):
        row = [*left, *cells]
        if number in instead:
            row += [""] * (max(instead[number]) + 1 - len(row))
            for column, text in instead[number].items():
                row[column] = text
        while row and row[-1] == "":
            row.pop()
        if not row:
            continue
        size = sum(len(cell) for cell in row if cell.__class__ is str)
        if size > LONGEST:
            row = [cell[:LONGEST] if cell.__class__ is str else cell for cell in row]
        filled, length = filled + len(row), length + size
        if filled > MAX_FILLED or length > MAX_TEXT:
            raise RefusedError(f"more than {MAX_FILLED:,} filled cells or {MAX_TEXT:,} characters")
        numbers.append(number)
        rows.append([texts.setdefault(cell, cell) if cell.__class__ is str else cell for cell in row])
        if len(rows) == _TOGETHER or length - sent > _LONG:
            yield numbers, rows
            numbers, rows, texts, sent = [], [], {}, length
    yield numbers, rows
