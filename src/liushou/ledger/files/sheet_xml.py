"""The XML of a sheet: its rows counted by a reader of a few lines, and its cells mended where a library loses them.

The count knows nothing of headers, nor of the library that reads the cells: it looks for rows in which
something is. Mended is what the library leaves out or fails at: cells of errors become their text (#N/A),
formulas that were never calculated say so, and days of which a month or a year is shown become that.
"""

import re
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from functools import reduce
from itertools import pairwise, takewhile
from xml.etree.ElementTree import Element

from ...apart import RefusedError
from .bounds import LAST_ROW, MAX_COLUMNS, MAX_TEXT, NO_RESULT

# Each takes what is between angle brackets without crossing one, so that no text costs more than its length.
_ROW = re.compile(rb"""<(?:\w+:)?row(?=[\s/>])(?:[^<>]*?\sr\s*=\s*["'](\d+)["'])?[^<>]*>""")
_FAR = re.compile(rb"""r\s*=\s*["'](?=[A-Za-z]{3}|[A-Za-z]*\d{7})([A-Za-z]*)(\d*)""")
_CELL = re.compile(rb"<((?:\w+:)?)c(?=[\s/>])([^<>]*?)/?>")
_CELLS = re.compile(rb"(?=<(?:\w+:)?c[\s/>])")
_FORMULA = re.compile(rb"<(?:\w+:)?f[\s/>]")
_VALUE = re.compile(rb"<(?:\w+:)?[vt](?:\s[^<>]*)?>(?:[^<]|<!\[CDATA\[)")
_HOLDS = re.compile(rb"<(?:\w+:)?(?:f[\s/>]|[vt](?:\s[^<>]*)?>(?:[^<]|<!\[CDATA\[))")
_NUMBER = re.compile(rb"<(?:\w+:)?v(?:\s[^<>]*)?>\s*(\d{1,7})(?:\.\d*)?\s*<")
_SHARED = re.compile(rb"""\st\s*=\s*["']s["'][^<>]*>\s*<(?:\w+:)?v(?:\s[^<>]*)?>\s*(\d+)""")
_ITEM = re.compile(rb"<(?:\w+:)?si[\s/>]")
_TYPE = re.compile(rb"""\st\s*=\s*["'](\w*)["']""")
_STYLE = re.compile(rb"""\ss\s*=\s*["'](\w*)["']""")


class SharedTexts:
    """The texts that a workbook keeps in one place: how long each is, and which are empty."""

    def __init__(self, data: bytes) -> None:
        spans = list(pairwise((*(item.start() for item in _ITEM.finditer(data)), len(data))))
        self.lengths = [end - start for start, end in spans]
        self.longest = max(self.lengths, default=0)
        self.empty = {index for index, span in enumerate(spans) if not _VALUE.search(data, *span)}


class Counted:
    """A sheet as it was counted: ``numbers`` of the rows that hold something, ``texts`` of those that may hold but
    empty texts, ``formulas`` that have no result, and ``instead`` the text of cells that are to be read so.
    """

    def __init__(self) -> None:
        self.numbers: list[int] = []
        self.texts: set[int] = set()
        self.formulas = 0
        self.instead: dict[int, dict[int, str]] = {}

    def differs(self, read: list[int]) -> int | None:
        """The first row that is counted and not read, read and not counted, or counted twice."""
        numbers = set(self.numbers)
        wrong = (numbers - set(read)) | (set(read) - numbers - self.texts)
        if not wrong and len(numbers) < len(self.numbers):
            wrong = {number for number, after in pairwise(sorted(self.numbers)) if number == after}
        return min(wrong, default=None)


class Sheet(Counted):
    """A part of a .xlsx that holds rows; ``data`` is the part with its cells mended.

    Raises :class:`RefusedError` where it claims or repeats too much.
    """

    def __init__(self, data: bytes, texts: SharedTexts, styles: Mapping[bytes, str], date1904: bool) -> None:
        super().__init__()
        self._shared, self._styles, self._date1904 = texts, styles, date1904
        words = [word for word in (b'"e"', b"'e'", b"<f", b":f") if word in data]
        if styles:
            words.append(rb"""s=["'](?:%s)["']""" % b"|".join(styles))
        special = re.compile(b"|".join(words) if words else b"(?!)").search
        pieces, copied = [], 0
        for number, start, end in self._rows(data):
            self.numbers.append(number)
            if words and special(data, start, end):
                head, *cells = _CELLS.split(data[start:end])
                valued = any(_VALUE.search(cell) for cell in cells)
                mended = (self._mended_cell(cell, valued) if special(cell) else cell for cell in cells)
                pieces += [data[copied:start], head, *mended]
                copied = end
        self._check_extent(data)
        self.data = b"".join((*pieces, data[copied:])) if pieces else data

    def _rows(self, data: bytes) -> Iterable[tuple[int, int, int]]:
        """The rows that hold anything: number, and where what they hold begins and ends."""
        first, last = data.find(b"sheetData"), data.rfind(b"sheetData")
        number, rows = 0, _ROW.finditer(data, first, last)
        row = next(rows, None)
        while row is not None:
            after = next(rows, None)
            number = int(row[1]) if row[1] else number + 1
            if number > LAST_ROW:
                raise _claims(0, number)
            start, end = row.end(), last if after is None else after.start()
            if _HOLDS.search(data, start, end) and not self._only_empty_texts(data, start, end):
                yield number, start, end
            row = after

    def _only_empty_texts(self, data: bytes, start: int, end: int) -> bool:
        """Whether all that the row holds are shared texts in which nothing is."""
        places = _SHARED.finditer(data, start, end) if self._shared.empty else iter(())
        empty = list(takewhile(lambda shared: int(shared[1]) in self._shared.empty, places))
        return bool(empty) and len(empty) == len(_HOLDS.findall(data, start, end))

    def _check_extent(self, data: bytes) -> None:
        """Refuse a sheet that reaches too far, or repeats a text too often."""
        for place in _FAR.finditer(data):
            width = reduce(lambda number, letter: 26 * number + letter - 64, place[1].upper(), 0)
            last = int(place[2][:9] or 0)
            if (width > MAX_COLUMNS or last > LAST_ROW) and data[place.start() - 1 : place.start()].isspace():
                raise _claims(width, last)
        if data.count(b"<") // 2 * self._shared.longest > MAX_TEXT:
            lengths = self._shared.lengths
            shared = (int(cell[1]) for cell in _SHARED.finditer(data))
            if sum(lengths[index] for index in shared if index < len(lengths)) > MAX_TEXT:
                raise RefusedError(f"its texts unpack to more than {MAX_TEXT:,} bytes (可能是压缩炸弹)")

    def _mended_cell(self, cell: bytes, valued: bool) -> bytes:
        """``valued``: something in its row has a value."""
        opening = _CELL.match(cell)
        if opening is None:
            return cell
        kind, style = (found[1] if (found := which.search(opening[2])) else b"" for which in (_TYPE, _STYLE))
        if _FORMULA.search(cell) and not _VALUE.search(cell):
            # Of a formula whose result is an empty text this is what is kept: a blank, unless there is nothing else.
            if kind == b"str" and valued:
                return cell
            self.formulas += 1
            return _with_text(cell, opening, NO_RESULT)
        if kind == b"e":
            return _TYPE.sub(b' t="str"', cell, count=1)
        if style in self._styles and kind in (b"", b"n") and (number := _NUMBER.search(cell)):
            return _with_text(cell, opening, shown_day(int(number[1]), self._styles[style], self._date1904))
        return cell


def _claims(width: int, last: int) -> RefusedError:
    claim = f"a sheet claims {width:,} columns and {last:,} rows"
    return RefusedError(claim, f"at most {MAX_COLUMNS:,} columns and {LAST_ROW:,} rows")


def _with_text(cell: bytes, opening: re.Match[bytes], text: str) -> bytes:
    """The cell with a text in the place of what it holds, and what follows it."""
    prefix, attributes = opening[1], _TYPE.sub(b"", opening[2])
    after = cell.partition(b"</%sc>" % prefix)[2]
    value = b"<%sv>%s</%sv></%sc>" % (prefix, text.encode(), prefix, prefix)
    return b'<%sc%s t="str">%s%s' % (prefix, attributes, value, after)


#: Formats by number that show a month: the usual one, and those of Chinese Excel.
MONTHS = ("17", "27", "36", "50", "52", "57")
_NOT_SHOWN = re.compile(r'"[^"]*"|\\.|_.|\*.|\[[^\[\]]*\]|general')


def shown_as(elements: Iterable[tuple[str, Element]]) -> Mapping[bytes, str]:
    """The styles by which a day is shown as its month or its year, from the elements of ``styles.xml``."""
    patterns: dict[str | None, str | None] = dict.fromkeys(MONTHS, "%Y-%m")
    styles: list[str | None] = []
    for name, element in elements:
        if name == "numFmt":
            patterns[element.get("numFmtId")] = pattern_of(element.get("formatCode", ""))
        elif name == "cellXfs":
            styles = [style.get("numFmtId") for style in element]
    shown = ((place, patterns.get(style)) for place, style in enumerate(styles))
    return {str(place).encode(): pattern for place, pattern in shown if pattern}


def pattern_of(code: str) -> str | None:
    """How a format shows a day, where it is as a month or a year only."""
    letters = set(_NOT_SHOWN.sub("", code[:255].lower()).partition(";")[0])
    if not letters & set("ye") or letters & set("dhs0#?"):
        return None
    return "%Y-%m" if "m" in letters else "%Y"


def shown_day(serial: float, pattern: str, date1904: bool) -> str:
    """The month or the year that a day is shown as; a year that was typed where a day is expected is that year."""
    if 1900 <= serial <= 2100:
        return str(int(serial))
    try:
        return ((date(1904, 1, 1) if date1904 else date(1899, 12, 30)) + timedelta(days=serial)).strftime(pattern)
    except (OverflowError, ValueError):
        return str(serial)
