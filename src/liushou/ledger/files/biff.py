"""The records of an .xls workbook: its rows counted, and the cells that a library reads as blank.

The stream of the workbook is walked record by record ([MS-XLS]); no more is understood than that takes.
"""

import struct
from collections import defaultdict
from collections.abc import Iterator, Mapping
from struct import unpack_from

from ...apart import stream_of
from .bounds import NO_RESULT, damaged
from .sheet_xml import MONTHS, Counted, pattern_of, shown_day

_ERRORS = {0x00: "#NULL!", 0x07: "#DIV/0!", 0x0F: "#VALUE!", 0x17: "#REF!", 0x1D: "#NAME?", 0x24: "#NUM!"}
_ERRORS |= {0x2A: "#N/A", 0x2B: "#GETTING_DATA"}
_NUMBER, _RK, _SEVERAL, _ERROR = 0x0203, 0x027E, 0x00BD, 0x0205
_TEXTS = frozenset({0x00FD, 0x0204, 0x00D6})
_FORMULAS = frozenset({0x0006, 0x0206, 0x0406})
_CELLS = _FORMULAS | {_NUMBER, _RK, _SEVERAL, _ERROR}


class Records:
    """What the records of a workbook say; ``starts``: where its sheets begin. Raises :class:`RefusedError`."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self.starts: list[int] = []
        self.date1904 = False
        formats = dict.fromkeys(map(int, MONTHS), "%Y-%m")
        styles: list[int] = []
        try:
            self._stream = stream_of(data, "workbook", "book")
            for kind, content in _records(self._stream, 0):
                if kind == 0x0085:
                    self.starts.append(unpack_from("<I", content)[0])
                elif kind == 0x0022:
                    self.date1904 = content[:1] == b"\1"
                elif kind == 0x00E0:
                    styles.append(unpack_from("<H", content, 2)[0])
                elif kind == 0x041E:
                    code = content[5:].decode("utf-16-le" if content[4] & 1 else "latin-1", "replace")
                    formats |= {unpack_from("<H", content)[0]: pattern_of(code)}
        except (struct.error, IndexError, ValueError) as error:
            raise damaged(error) from None
        self._shown = {place: formats[style] for place, style in enumerate(styles) if formats.get(style)}

    def sheet(self, position: int) -> Counted:
        """The cells of a sheet."""
        try:
            return SheetRecords(_records(self._stream, self.starts[position]), self._shown, self.date1904)
        except (struct.error, IndexError) as error:
            raise damaged(error) from None


class SheetRecords(Counted):
    """The cells of one sheet."""

    def __init__(self, records: Iterator[tuple[int, bytes]], shown: Mapping[int, str], date1904: bool) -> None:
        super().__init__()
        rows: set[int] = set()
        self.instead = defaultdict(dict)
        unfinished: dict[int, int] = {}
        for kind, content in records:
            if kind in _TEXTS:
                self.texts.add(unpack_from("<H", content)[0] + 1)
                continue
            if kind not in _CELLS:
                continue
            row = unpack_from("<H", content)[0] + 1
            if kind in _FORMULAS and content[12:14] == b"\xff\xff" and content[6] not in (1, 2):
                # A text comes in a record of its own, and an empty one not at all.
                self.texts.add(row) if content[6] == 0 else unfinished.setdefault(row, unpack_from("<H", content, 2)[0])
                continue
            rows.add(row)
            for column, style, value in _values(kind, content):
                if isinstance(value, str):
                    self.instead[row][column] = value
                elif style in shown:
                    self.instead[row][column] = shown_day(value, shown[style], date1904)
        for row in unfinished.keys() - rows - self.texts:
            self.instead[row][unfinished[row]] = NO_RESULT
            rows.add(row)
            self.formulas += 1
        self.numbers = sorted(rows)


def _values(kind: int, content: bytes) -> Iterator[tuple[int, int, float | str]]:
    """(column, style, number or error) of the cells of a record."""
    column, style = unpack_from("<HH", content, 2)
    if kind == _SEVERAL:
        for place in range((len(content) - 6) // 6):
            yield column + place, unpack_from("<H", content, 4 + 6 * place)[0], _rk(content[6 + 6 * place :])
    elif kind == _ERROR:
        if content[7]:
            yield column, style, _ERRORS.get(content[6], "#N/A")
    elif kind == _RK:
        yield column, style, _rk(content[6:])
    elif kind == _NUMBER or content[12:14] != b"\xff\xff":
        yield column, style, unpack_from("<d", content, 6)[0]
    elif content[6] == 2:
        yield column, style, _ERRORS.get(content[8], "#N/A")


def _rk(raw: bytes) -> float:
    """A number in four bytes: an integer or the upper half of a float, perhaps a hundredfold."""
    (bits,) = unpack_from("<i", raw)
    value = float(bits >> 2) if bits & 2 else unpack_from("<d", bytes(4) + struct.pack("<i", bits & ~3))[0]
    return value / 100 if bits & 1 else value


def _records(stream: bytes, at: int) -> Iterator[tuple[int, bytes]]:
    """(kind, content) of the records of one part of the stream, without those of parts within it."""
    depth = 0
    while at + 4 <= len(stream):
        kind, length = unpack_from("<HH", stream, at)
        depth += (kind == 0x0809) - (kind == 0x000A)
        if kind == 0x000A and depth <= 0:
            return
        if depth <= 1:
            yield kind, stream[at + 4 : at + 4 + length]
        at += 4 + length
