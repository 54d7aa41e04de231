"""A workbook as an office prints it: A4, title, day and header on every page; frozen, filtered, no column left empty.

xlsxwriter makes the file with everything but the rows under the headers. These are put in as XML, in the looks that
it numbered: cell by cell it takes ten times as long.
"""

from __future__ import annotations

import contextlib
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time
from functools import lru_cache
from io import BytesIO
from itertools import compress, islice, pairwise
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

from ...answer import DISCLAIMER, STATUS_WORDS
from ...files import atomic_write
from ...on_demand import library
from ...problems import Code, InputError, Problem
from ...yaml import file_data
from ..columns.names import column_letter

#: Rows a sheet may have (Excel's limit, less title and header), and pages that begin on a row of their own.
MAX_ROWS, MAX_PAGES = 1_048_000, 1_000
#: Characters a cell may have.
MAX_TEXT = 32_000
#: A sheet wider than this is printed across the paper.
PORTRAIT = 125
Row = Sequence[Any]
#: Told what is being done, how much of it is done, and how much there is.
Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a sheet: its header, width in characters, look, and the headings above its header.

    Looks: ``text`` (our words), ``given`` (the ledger's, kept as text), ``center``, ``number``, ``percent``, ``date``.
    """

    title: str
    width: float = 10
    look: str = "text"
    above: tuple[str, ...] = ()


_WRAPPED = ("text", "given")


@lru_cache(maxsize=1)
def layouts() -> Mapping[str, Any]:
    """The titles, columns and looks of the sheets, and what else there is in ``sheets.yaml``."""
    data = file_data(Path(__file__).with_name("sheets.yaml"))
    looks = {name: {**data["frame"], **look} for name, look in data["looks"].items()}
    sheets = {name: {"freeze": 0, "under": "", **sheet} for name, sheet in data["sheets"].items()}
    for sheet in sheets.values():
        columns = [(title, *how.split()) for title, how in sheet["columns"].items()]
        sheet["columns"] = tuple(Column(title, float(width), look) for title, look, width in columns)
    return {**data, "looks": looks, "sheets": sheets}


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A sheet: title, the line under it, columns and rows; goes on in another one, （2）, where it is full.

    Cells hold str, int, float or date, None for blank. ``freeze`` columns stay in view; where ``heads``, a formula,
    holds, a row is a heading; a ``whole`` table keeps columns that hold nothing; with the rows ``pages`` a page begins.
    """

    name: str
    title: str
    under: str
    columns: Sequence[Column]
    rows: Sequence[Row]
    freeze: int = 0
    heads: str = ""
    whole: bool = False
    pages: Sequence[int] = ()

    @classmethod
    def of(
        cls, name: str, rows: Sequence[Row], under: str, *, of: str = "", more: Sequence[Column] = (), **layout: Any
    ) -> Table:
        """The sheet as it is laid out, with ``of`` before its title, ``under`` before its line and ``more`` columns."""
        own = dict(layouts()["sheets"][name])
        title, columns = of + own.pop("title"), (*own.pop("columns"), *more)
        lines = "　　".join(filter(None, (under, own.pop("under"))))
        return cls(name=name, title=title, under=lines, columns=columns, rows=rows, **own, **layout)

    @property
    def depth(self) -> int:
        """How many lines the header has."""
        return 1 + max(len(column.above) for column in self.columns)

    @property
    def first(self) -> int:
        """The row of the sheet, from 0, where the table's own begin."""
        return 2 + self.depth

    @property
    def width(self) -> float:
        """Its width in characters."""
        return sum(column.width for column in self.columns)

    def without_empty(self) -> Table:
        """The table without columns that hold nothing in any row."""
        if self.whole or not self.rows:
            return self
        kept = [any(row[index] not in (None, "") for row in self.rows) for index in range(len(self.columns))]
        if all(kept):
            return self
        columns, rows = tuple(compress(self.columns, kept)), [tuple(compress(row, kept)) for row in self.rows]
        return replace(self, columns=columns, rows=rows, freeze=sum(kept[: self.freeze]))

    def sheets(self) -> Iterator[Table]:
        """The table in parts that each fit on a sheet."""
        starts = self.pages[::MAX_PAGES] or range(0, max(1, len(self.rows)), MAX_ROWS)
        for number, (start, end) in enumerate(pairwise((*starts, len(self.rows))), 1):
            name = self.name if number == 1 else f"{self.name}（{number}）"
            pages = [page - start for page in self.pages if start <= page < end]
            yield replace(self, name=name, rows=self.rows[start:end], pages=pages)


@dataclass(frozen=True, slots=True, kw_only=True)
class Book:
    """A workbook to be written: xlsxwriter's, what it writes into, its formats, and the tables, one a sheet."""

    workbook: Any
    frame: BytesIO
    formats: Mapping[str, Any]
    progress: Progress
    tables: list[Table] = field(default_factory=list)

    def add(self, table: Table) -> None:
        """Add a table in as many sheets as it fills."""
        for part in table.without_empty().sheets():
            self.tables.append(part)
            self._sheet(part)

    def _sheet(self, table: Table) -> None:
        """All of a sheet but its rows."""
        sheet, formats, first = self.workbook.add_worksheet(table.name), self.formats, table.first
        for index, column in enumerate(table.columns):
            sheet.set_column(index, index, column.width)
        right, last = len(table.columns) - 1, first + max(1, len(table.rows)) - 1
        for row, text, look, size in ((0, table.title, "title", 1.7), (1, table.under, "under", 1)):
            sheet.set_row(row, 6 + 14 * size * _lines(text, table.width / size))
            _merge(sheet, (row, 0, row, right), text, formats[look])
        _header(sheet, table.columns, table.depth, formats["header"])
        # The row after the header shows how each look is numbered; it is cut out again.
        for index, look in enumerate(layouts()["looks"]):
            sheet.write_blank(first, index, None, formats[look])
        sheet.freeze_panes(first, table.freeze)
        rules = {word: {"type": "cell", "criteria": "==", "value": f'"{word}"'} for word in STATUS_WORDS.values()}
        if table.heads:
            rules = {"head": {"type": "formula", "criteria": table.heads}}
        if table.pages:
            sheet.set_h_pagebreaks([first + page for page in table.pages[1:]])
        elif table.depth == 1 and right and not table.heads:
            sheet.autofilter(first - 1, 0, last, right)
        for mark, rule in rules.items():
            sheet.conditional_format(first, 0, last, right, {**rule, "format": formats[mark]})
        if table.width > PORTRAIT:
            sheet.set_landscape()
        sheet.set_paper(9)  # A4
        sheet.fit_to_pages(1, 0)
        sheet.set_margins(left=0.4, right=0.4, top=0.6, bottom=0.6)
        sheet.repeat_rows(0 if table.pages else 2, first - 1)
        sheet.set_footer(f"&C第 &P 页，共 &N 页&R{DISCLAIMER}")

    def write(self, path: Path) -> None:
        """Write the file: what xlsxwriter made, with the rows in their sheets and their texts among its own."""
        self.workbook.close()
        tables = {f"xl/worksheets/sheet{number}.xml": table for number, table in enumerate(self.tables, 1)}
        with ZipFile(self.frame) as frame, path.open("wb") as out, ZipFile(out, "w", ZIP_DEFLATED, True, 1) as archive:
            texts = _Texts(frame.read(_TEXTS))
            for name in (*(name for name in frame.namelist() if name != _TEXTS), _TEXTS):
                table = tables.get(name)
                large = table is not None and len(table.rows) * len(table.columns) > 5_000_000
                with archive.open(name, "w", force_zip64=large) as entry:
                    if table is not None:
                        for part in self._filled(frame.read(name), table, texts):
                            entry.write(part.encode("utf-8", "replace"))
                    else:
                        entry.write(texts.xml() if name == _TEXTS else frame.read(name))

    def _filled(self, frame: bytes, table: Table, texts: _Texts) -> Iterator[str]:
        """The XML of a sheet with the rows of its table."""
        head, end, tail = frame.decode().partition("</sheetData>")
        head, _, looks = head.rpartition("<row ")
        numbers = dict(zip(layouts()["looks"], re.findall(r' s="(\d+)"', looks), strict=True))
        last = f"{column_letter(len(table.columns) - 1)}{table.first + len(table.rows)}"
        yield re.sub('<dimension ref="[^"]*"', f'<dimension ref="A1:{last}"', head)
        rows = _rows(table, numbers, texts)
        for done in range(0, len(table.rows), 1_000):
            self.progress(f"写“{table.name}”", done, len(table.rows))
            yield "".join(islice(rows, 1_000))
        yield end + tail


@contextlib.contextmanager
def new_book(
    path: Path | str, title: str, on: date, progress: Progress = lambda _what, _done, _total: None
) -> Iterator[Book]:
    """A workbook that is at ``path`` when the block ends well: whole, or not at all.

    The same tables give the same bytes. ``progress`` is called as rows are written.
    """
    if Path(path).suffix.lower() != ".xlsx":
        raise InputError(Problem(Code.FILE_SUFFIX, file=path, names=(".xlsx",)))
    frame, xlsxwriter = BytesIO(), library("xlsxwriter", "ledger")
    as_text = dict.fromkeys(("strings_to_formulas", "strings_to_urls", "strings_to_numbers"), False)
    workbook = xlsxwriter.Workbook(frame, {"in_memory": True, **as_text})
    created = datetime.combine(on, time())
    about = {"title": title, "subject": "农村留守妇女关爱服务政策匹配", "comments": DISCLAIMER, "created": created}
    workbook.set_properties(about)
    workbook.set_size(2400, 1400)
    looks = {**layouts()["looks"], **layouts()["marks"]}
    formats = {name: workbook.add_format(dict(look)) for name, look in looks.items()}
    book = Book(workbook=workbook, frame=frame, formats=formats, progress=progress)
    with atomic_write(path) as part:
        yield book
        book.write(part)


def _merge(sheet: Any, area: tuple[int, int, int, int], text: str, look: Any) -> None:
    if area[:2] == area[2:]:
        sheet.write_string(*area[:2], text, look)
    else:
        sheet.merge_range(*area, text, look)


def _header(sheet: Any, columns: Sequence[Column], depth: int, look: Any) -> None:
    """The header in its lines: what is the same side by side or one below the other is one cell."""
    paths = [(*column.above, column.title) for column in columns]
    grid = [(path[0],) * (depth - len(path)) + path for path in paths]
    deepest = max(_lines(column.title, column.width) for column in columns)
    covered: set[tuple[int, int]] = set()
    for line in range(depth):
        sheet.set_row(2 + line, 22 if line < depth - 1 else max(22, 14 * deepest + 6))
        for column, path in enumerate(grid):
            if (line, column) in covered:
                continue
            right, bottom = column, line
            while line < depth - 1 and right + 1 < len(grid) and grid[right + 1][: line + 1] == path[: line + 1]:
                right += 1
            while bottom + 1 < depth and all(other[bottom + 1] == path[line] for other in grid[column : right + 1]):
                bottom += 1
            covered |= {(down, across) for down in range(line, bottom + 1) for across in range(column, right + 1)}
            _merge(sheet, (2 + line, column, 2 + bottom, right), path[line], look)


def _rows(table: Table, looks: Mapping[str, str], texts: _Texts) -> Iterator[str]:
    """The rows of a table as XML, each as high as its texts need."""
    cells = [_Cells(index, column.look, looks, texts) for index, column in enumerate(table.columns)]
    wrapped = [(index, column.width) for index, column in enumerate(table.columns) if column.look in _WRAPPED]
    # The women of one kind share the rows of their cards.
    shared: dict[int, str] = {}
    for number, row in enumerate(table.rows, table.first + 1):
        xml = shared.get(id(row))
        if xml is None:
            lines = max([_lines(row[index], width) for index, width in wrapped if row[index]], default=1)
            height = 17 if lines <= 1 else min(409, 13 * lines + 5)  # Excel's limit
            own = "".join([known[value] for known, value in zip(cells, row, strict=True)])
            xml = f'<row r="{_ROW}" ht="{height}" customHeight="1">{own}</row>'
            if table.pages:
                shared[id(row)] = xml
        yield xml.replace(_ROW, str(number))


#: Where the number of the row goes: a character that no cell holds.
_ROW = "\0"
_UNSOUND = re.compile("[\x00-\x08\x0b-\x1f\ufffe\uffff]|_(?=x[0-9A-Fa-f]{4}_)")
_DAY_0 = date(1899, 12, 30)
_TEXTS = "xl/sharedStrings.xml"


class _Texts(dict[str, int]):
    """The numbers of the texts that cells share, beginning with those of the file as xlsxwriter made it."""

    def __init__(self, frame: bytes) -> None:
        super().__init__()
        self.head, self.end, _ = frame.decode().partition("</sst>")
        self.first = self.head.count("<si>")

    def __missing__(self, xml: str) -> int:
        number = self[xml] = self.first + len(self)
        return number

    def xml(self) -> bytes:
        """All of them; how many there are is left out, as it may be."""
        head = re.sub(' (count|uniqueCount)="[^"]*"', "", self.head)
        return "".join((head, *(f"<si>{xml}</si>" for xml in self), self.end)).encode("utf-8", "replace")


class _Cells(dict[Any, str]):
    """The XML of the cells of a column by what they hold, each written once; our own words are shared texts."""

    def __init__(self, index: int, look: str, looks: Mapping[str, str], texts: _Texts) -> None:
        super().__init__()
        start = f'<c r="{column_letter(index)}{_ROW}" s='
        self.start, self.day = f'{start}"{looks[look]}"', f'{start}"{looks["date"]}"'
        self.texts = None if look == "given" else texts

    def __missing__(self, value: Any) -> str:
        if value is None or value == "":
            xml = f"{self.start}/>"
        elif isinstance(value, str):
            xml = f'<t xml:space="preserve">{_escaped(value)}</t>'
            if self.texts is None:
                xml = f'{self.start} t="inlineStr"><is>{xml}</is></c>'
            else:
                xml = f'{self.start} t="s"><v>{self.texts[xml]}</v></c>'
        elif isinstance(value, date):
            xml = f"{self.day}><v>{(value - _DAY_0).days}</v></c>"
        else:
            xml = f"{self.start}><v>{value!r}</v></c>"
        if len(self) > 50_000:
            self.clear()
        self[value] = xml
        return xml


def _escaped(text: str) -> str:
    """A text as XML holds it; what it cannot hold, and what would be taken for that, as Excel writes it."""
    text = text if len(text) < MAX_TEXT else text[:MAX_TEXT] + "…"
    text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return _UNSOUND.sub(lambda found: f"_x{ord(found[0]):04X}_", text)


@lru_cache(maxsize=100_000)
def _lines(text: str, width: float) -> int:
    """How many lines a text takes in a column; a Chinese character is two wide, a word of others is not divided."""
    # Widths count characters of the standard 11-point font; cells are set in 10 point, less what their edges take.
    room, lines = max(2, int(width * 1.05 - 1)), 0
    for part in text.split("\n"):
        wide = len(part) + len(_WIDE.findall(part))
        lines += max(1, -(-wide // room))
        # What a word leaves empty before it.
        lines += sum(len(word) > room // 2 for word in _WORD.findall(part)) if wide > room else 0
    return lines


_WIDE, _WORD = re.compile("[\u0100-\U0010ffff]"), re.compile("[!-~]{12,}")
