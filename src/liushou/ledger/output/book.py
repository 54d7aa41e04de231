"""A workbook in the manner of a civil-affairs office: title, day, header, frozen panes, frames.

Rows are written once, in order, and leave memory (xlsxwriter's constant memory), so
that a workbook costs no more memory than its widest row.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import KW_ONLY, dataclass, field
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

from ...answer import DISCLAIMER
from ...chinese import format_day
from ...files import atomic_write
from ...problems import Code, InputError, MissingExtraError, Problem
from ..results.details import Detail
from ..results.statuses import Results
from ..rows.women import display_address, display_phone, display_who

#: Rows a sheet may have (Excel's limit, less title and header).
MAX_ROWS = 1_048_000
#: Characters a cell may have.
MAX_TEXT = 32_000
BODY, HEAD = "宋体", "黑体"
_HEADER_ROW = 2


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a sheet: its header, width in characters, and how cells look.

    ``kind``: ``text``, ``center``, ``date``, ``number``, ``wrapped``, ``long`` (wrapped, its rows as high as it needs).
    """

    title: str
    width: float = 10
    kind: str = "text"


#: How cells look that are framed, and texts that are not.
_FRAMED: Mapping[str, Mapping[str, Any]] = {
    "text": {"num_format": "@"},
    "center": {"align": "center", "num_format": "@"},
    "wrapped": {"text_wrap": True, "num_format": "@"},
    "long": {"text_wrap": True, "num_format": "@"},
    "number": {"align": "center", "num_format": "0"},
    "percent": {"align": "center", "num_format": "0.00"},
    "date": {"align": "center", "num_format": "yyyy-mm-dd"},
    "bold": {"font_name": HEAD},
    "header": {"font_name": HEAD, "align": "center", "text_wrap": True, "bg_color": "#E7EEF7"},
    "eligible": {"align": "center", "bg_color": "#E2F0D9", "font_color": "#1E5B1E"},
    "undetermined": {"align": "center", "bg_color": "#FFF6D6", "font_color": "#7A5B00"},
    "ineligible": {"align": "center", "font_color": "#7F7F7F"},
}
_PLAIN: Mapping[str, Mapping[str, Any]] = {
    "title": {"font_name": HEAD, "font_size": 16, "align": "center"},
    "under": {"font_name": BODY, "font_size": 10, "font_color": "#404040"},
    "section": {"font_name": HEAD, "font_size": 12},
}
_FRAME = {"font_name": BODY, "font_size": 10, "border": 1, "border_color": "#808080"}


@dataclass(frozen=True, slots=True)
class Book:
    """One workbook that is being written: xlsxwriter's, how cells look, the sheets so far."""

    book: Any
    formats: Mapping[str, Any]
    sheets: list[Sheet] = field(default_factory=list)


@contextlib.contextmanager
def new_book(path: Path | str, title: str) -> Iterator[Book]:
    """A workbook that is at ``path`` when the block ends well: whole, or not at all."""
    if Path(path).suffix.lower() != ".xlsx":
        raise InputError(Problem(Code.FILE_SUFFIX, file=path, names=(".xlsx",)))
    try:
        import xlsxwriter  # type: ignore[import-untyped]
        from xlsxwriter.exceptions import FileCreateError, FileSizeError  # type: ignore[import-untyped]
    except ImportError:
        raise MissingExtraError("ledger", "xlsxwriter") from None
    as_text = dict.fromkeys(("strings_to_formulas", "strings_to_urls", "strings_to_numbers"), False)
    looks = {name: {**_FRAME, **look} for name, look in _FRAMED.items()} | dict(_PLAIN)
    with atomic_write(path) as part:
        options = {"constant_memory": True, "nan_inf_to_errors": True, **as_text}
        workbook = xlsxwriter.Workbook(str(part), options)
        workbook.set_properties({"title": title, "subject": "农村留守妇女关爱服务政策匹配", "comments": DISCLAIMER})
        workbook.set_size(2400, 1400)
        formats = {name: workbook.add_format({"valign": "vcenter", **look}) for name, look in looks.items()}
        book = Book(workbook, formats)
        try:
            yield book
            for sheet in book.sheets:
                sheet.finish()
            workbook.close()
        except BaseException as error:
            # Remove what the sheets have kept beside the output.
            for sheet in workbook.worksheets():
                with contextlib.suppress(AttributeError, OSError):
                    sheet.row_data_fh.close()
                with contextlib.suppress(AttributeError, OSError):
                    Path(sheet.row_data_filename).unlink()
            workbook.fileclosed = 1
            if not isinstance(error, (FileCreateError, FileSizeError)):
                raise
            cause = error.args[0] if error.args else None
            raise cause if isinstance(cause, OSError) else OSError(str(error)) from None


def print_on(sheet: Any, paper: int, first: int, last: int) -> None:
    """How a sheet is printed: across the paper (8: A3, 9: A4), these rows on every page, the disclaimer below."""
    sheet.set_landscape()
    sheet.set_paper(paper)
    sheet.repeat_rows(first, last)
    sheet.set_footer(f"&C第 &P 页，共 &N 页&R{DISCLAIMER}")


@dataclass(eq=False)
class Sheet:
    """One sheet with its title, the line under it and the header; goes on in another one, （2）, where it is full.

    ``freeze`` columns stay in view; a ``wide`` sheet prints over several pages, them repeated.
    """

    book: Book
    name: str
    title: str
    under: str
    _: KW_ONLY
    columns: Sequence[Column]
    freeze: int = 0
    wide: bool = False

    def __post_init__(self) -> None:
        self.part, self.filtered = 0, len(self.columns) > 1
        self.formats = [self.book.formats[column.kind] for column in self.columns]
        self.long = [(index, column.width) for index, column in enumerate(self.columns) if column.kind == "long"]
        self.book.sheets.append(self)
        self._open()

    def _open(self) -> None:
        self.part += 1
        name = self.name if self.part == 1 else f"{self.name}（{self.part}）"
        formats = self.book.formats
        sheet = self.at = self.book.book.add_worksheet(name)
        for index, column in enumerate(self.columns):
            sheet.set_column(index, index, column.width)
        sheet.set_row(0, 30)
        last = max(1, len(self.columns) - 1)
        sheet.merge_range(0, 0, 0, min(last, 11) if self.wide else last, self.title, formats["title"])
        sheet.set_row(1, 20)
        sheet.write_string(1, 0, self.under, formats["under"])
        deepest = max((_lines(column.title, column.width) for column in self.columns), default=1)
        sheet.set_row(_HEADER_ROW, max(24, 14 * deepest + 4))
        for index, column in enumerate(self.columns):
            sheet.write_string(_HEADER_ROW, index, column.title, formats["header"])
        sheet.freeze_panes(_HEADER_ROW + 1, self.freeze)
        if self.wide:
            sheet.set_print_scale(60)
            sheet.repeat_columns(0, self.freeze - 1)
        else:
            sheet.fit_to_pages(1, 0)
        sheet.set_margins(left=0.4, right=0.4, top=0.6, bottom=0.6)
        print_on(sheet, 8 if sum(column.width for column in self.columns) > 150 else 9, _HEADER_ROW, _HEADER_ROW)
        self.next = _HEADER_ROW + 1

    def row(self, cells: Sequence[Any]) -> None:
        """One row: str, int, float or date in each cell, None for blank; (text, look) for one that looks otherwise."""
        if self.next > MAX_ROWS:
            self.finish()
            self._open()
        sheet, number = self.at, self.next
        if self.long:
            deepest = max(_lines(cells[index], width) for index, width in self.long)
            sheet.set_row(number, min(400.0, max(18.0, 13.0 * deepest + 4)))  # Excel's limit
        write_string, write_blank = sheet.write_string, sheet.write_blank
        for index, (cell, look) in enumerate(zip(cells, self.formats, strict=True)):
            if cell.__class__ is tuple:
                cell, look = cell[0], self.book.formats[cell[1]]
            if cell.__class__ is str:
                if cell:
                    write_string(number, index, cell if len(cell) < MAX_TEXT else cell[:MAX_TEXT] + "…", look)
                else:
                    write_blank(number, index, None, look)
            elif cell is None:
                write_blank(number, index, None, look)
            elif isinstance(cell, date):
                sheet.write_datetime(number, index, cell, self.book.formats["date"])
            else:
                sheet.write_number(number, index, cell, look)
        self.next += 1

    def finish(self) -> None:
        """Set the filter over what has been written."""
        if self.filtered and self.next > _HEADER_ROW + 1:
            self.at.autofilter(_HEADER_ROW, 0, self.next - 1, len(self.columns) - 1)

    def section(self, text: str) -> None:
        """A heading across the sheet, which then has no filter, and a blank line before it."""
        self.filtered = False
        if self.next > _HEADER_ROW + 1:
            self.next += 1
        self.at.set_row(self.next, 22)
        self.at.write_string(self.next, 0, text, self.book.formats["section"])
        self.next += 1


@lru_cache(maxsize=100_000)
def _lines(text: str, width: float) -> int:
    """How many lines a text takes in a column; a Chinese character is two wide."""
    # Widths count characters of the standard 11-point font; cells are set in 10 point.
    room = max(1, int(width * 1.08))
    widths = (sum(2 if ord(character) > 255 else 1 for character in part) for part in text.split("\n"))
    return sum(max(1, -(-wide // room)) for wide in widths)


#: What :meth:`Context.women` says of each.
WHO = (Column("姓名", 10), Column("身份证号", 21), Column("住址", 26), Column("联系电话", 14))


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """The results, the details of every kept row, and how to show them; ``progress`` is called as rows are written."""

    book: Book
    results: Results
    details: Sequence[Detail]
    place_name: str
    show_ids: bool
    progress: Callable[[str, int, int], None]

    def sheet(
        self, name: str, title: str, columns: Sequence[Column], *, under: str = "", freeze: int = 0, wide: bool = False
    ) -> Sheet:
        """A new sheet of this place; ``under`` adds to the line below the title."""
        title, under = f"{self.place_name}农村留守妇女{title}", self.under(under)
        return Sheet(self.book, name, title, under, columns=columns, freeze=freeze, wide=wide)

    def under(self, more: str = "") -> str:
        """The line under a sheet's title."""
        count = len(self.results.ledger.kept)
        text = f"评估日：{format_day(self.results.on)}　　已评估{count}人　　本表为初步匹配，{DISCLAIMER}"
        return f"{text}　　{more}" if more else text

    def women(self, sheet: Sheet) -> Iterator[tuple[int, tuple[str, str, str, str], Detail]]:
        """(index, (name, ID number, address, phone) as displayed, details) of every kept row, for a sheet."""
        ledger, shown = self.results.ledger, self.show_ids
        for index, (position, detail) in enumerate(zip(ledger.kept, self.details, strict=True)):
            if index % 500 == 0:
                self.progress(f"写“{sheet.name}”", index, len(ledger.kept))
            phone = display_phone(ledger, position, shown)
            address = display_address(ledger, position, shown)
            yield index, (*display_who(ledger, position, shown), address, phone), detail
