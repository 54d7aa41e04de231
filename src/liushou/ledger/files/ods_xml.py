"""The XML of an OpenDocument workbook: repetitions bounded, rows counted, cells mended as in a ``.xlsx``."""

import re
from itertools import pairwise

from ...apart import RefusedError
from .bounds import LAST_ROW, MAX_FILLED, MAX_TEXT, NO_RESULT
from .sheet_xml import Counted

_TABLE = re.compile(rb"<table:table(?=[\s>])")
_ROW = re.compile(rb"<table:table-row(?=[\s/>])([^<>]*)>")
_CELLS = re.compile(rb"(?=<table:(?:covered-)?table-cell[\s/>])")
_CELL = re.compile(rb"<table:(?:covered-)?table-cell([^<>]*?)(/?)>")
_REPEATED = re.compile(rb"""\stable:number-(?:rows|columns)-repeated\s*=\s*["'](\d+)["']""")
_VALUE = re.compile(rb"""\soffice:(?:string-value|value-type|date-value|value)\s*=\s*["'][^"'<>]*["']""")
_TEXT = re.compile(rb"<text:p(?:\s[^<>]*)?>([^<]*)")
#: What is shown of a day where that is a month or a year.
_MONTH = re.compile(r"\d{4}(?:\s*年(?:\s*\d{1,2}\s*月)?|[-/.]\d{1,2})?")


def count_and_mend(data: bytes) -> tuple[bytes, list[Counted]]:
    """(``content.xml`` with its cells mended, its tables in their order). Raises :class:`RefusedError`."""
    tables = [table.start() for table in _TABLE.finditer(data)]
    pieces, sheets = [data[: tables[0] if tables else None]], []
    for start, end in pairwise((*tables, len(data))):
        sheet = Counted()
        sheets.append(sheet)
        rows = list(_ROW.finditer(data, start, end))
        ends = [*(row.start() for row in rows), end]
        pieces.append(data[start : ends[0]])
        number, filled, length = 0, 0, 0
        for row, row_end in zip(rows, ends[1:], strict=True):
            times = _times(row[1])
            head, *cells = _CELLS.split(data[row.start() : row_end])
            holding = [cell for cell in cells if _holds(cell)]
            if holding:
                filled += times * sum(_times(cell.partition(b">")[0]) for cell in holding)
                length += times * sum(_times(cell.partition(b">")[0]) * len(cell) for cell in holding)
                if filled > MAX_FILLED or number + times > LAST_ROW or length > MAX_TEXT:
                    raise RefusedError(f"more than {LAST_ROW:,} rows or {MAX_FILLED:,} filled cells")
                sheet.numbers += range(number + 1, number + times + 1)
                cells = [_mended(cell, sheet) for cell in cells]
            number += times
            pieces += [head, *cells]
    return b"".join(pieces), sheets


def _times(opening: bytes) -> int:
    repeated = _REPEATED.search(opening)
    return int(repeated[1]) if repeated else 1


def _holds(cell: bytes) -> bool:
    opening = _CELL.match(cell)
    return opening is not None and (b"office:value-type" in opening[1] or b"table:formula" in opening[1])


def _mended(cell: bytes, sheet: Counted) -> bytes:
    opening = _CELL.match(cell)
    if opening is None or not _holds(cell):
        return cell
    attributes, text = opening[1], _TEXT.search(cell)
    shown = text[1].decode("utf-8", "replace") if text else ""
    if b"office:value-type" not in attributes and not shown:
        sheet.formulas += 1
        shown = NO_RESULT
    elif not (b'="error"' in attributes or (b'="date"' in attributes and _MONTH.fullmatch(shown))):
        return cell
    name = b"table:covered-table-cell" if cell.startswith(b"<table:covered") else b"table:table-cell"
    rest = cell[opening.end() :] if opening[2] else cell.partition(b"</%s>" % name)[2]
    plain = _VALUE.sub(b"", attributes)
    return b'<%s%s office:value-type="string"><text:p>%s</text:p></%s>%s' % (name, plain, shown.encode(), name, rest)
