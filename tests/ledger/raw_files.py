"""Workbooks put together byte by byte, as no program would write them."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import xlsxwriter

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
HEADER = ("姓名", "年龄")


def xlsx_parts(rows: str | bytes = "", **kinds: str) -> dict[str, bytes]:
    """The parts of a workbook of one sheet; ``rows`` is what its ``sheetData`` holds."""
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer)
    book.add_worksheet("台账").write_string(0, 0, "姓名")
    book.close()
    with zipfile.ZipFile(buffer) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    content = rows.encode() if isinstance(rows, str) else rows
    parts["xl/worksheets/sheet1.xml"] = b'<worksheet xmlns="%s"><sheetData>%s</sheetData></worksheet>' % (
        MAIN.encode(),
        content,
    )
    for name, part in kinds.items():
        parts[f"xl/{name}.xml"] = part.encode()
    return parts


def write_parts(path: Path, parts: Mapping[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> Path:
    """An archive of these parts."""
    with zipfile.ZipFile(path, "w", method) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return path


def text_row(number: int, *texts: str) -> str:
    """A row of cells that hold their own texts."""
    cells = (
        f'<c r="{chr(65 + place)}{number}" t="inlineStr"><is><t>{text}</t></is></c>' for place, text in enumerate(texts)
    )
    return f'<row r="{number}">{"".join(cells)}</row>'


def xlsx(path: Path, rows: str | bytes, **kinds: str) -> Path:
    """A workbook whose sheet holds the usual header in row 1, and these rows of XML."""
    content = rows.encode() if isinstance(rows, str) else rows
    return write_parts(path, xlsx_parts(text_row(1, *HEADER).encode() + content, **kinds))


_OFFICE = "urn:oasis:names:tc:opendocument:xmlns:"


def ods(path: Path, rows: str, method: int = zipfile.ZIP_DEFLATED) -> Path:
    """A workbook of OpenDocument whose table holds these rows of XML."""
    names = " ".join(f'xmlns:{name}="{_OFFICE}{name}:1.0"' for name in ("office", "table", "text"))
    names += ' xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"'
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    entry = f'<m:manifest xmlns:m="{_OFFICE}manifest:1.0"><m:file-entry m:full-path="/" m:media-type="{kind}"/></m:manifest>'
    table = f'<table:table table:name="台账">{rows}</table:table>'
    content = f"<office:document-content {names}><office:body><office:spreadsheet>{table}</office:spreadsheet></office:body></office:document-content>"
    parts = {"mimetype": kind, "META-INF/manifest.xml": entry, "content.xml": content}
    return write_parts(path, {name: part.encode() for name, part in parts.items()}, method)


def ods_row(*texts: str, repeated: int = 1) -> str:
    """A row of OpenDocument."""
    cells = (
        f'<table:table-cell office:value-type="string"><text:p>{text}</text:p></table:table-cell>' for text in texts
    )
    return f'<table:table-row table:number-rows-repeated="{repeated}">{"".join(cells)}</table:table-row>'


Record = tuple[int, bytes]


def label(row: int, column: int, text: str) -> Record:
    """A cell of an .xls that holds its own text."""
    return 0x0204, struct.pack("<HHHHB", row, column, 0, len(text), 1) + text.encode("utf-16-le")


def number(row: int, column: int, value: float, style: int = 0) -> Record:
    """A cell of an .xls that holds a number."""
    return 0x0203, struct.pack("<HHHd", row, column, style, value)


def error(row: int, column: int, code: int) -> Record:
    """A cell of an .xls that holds an error."""
    return 0x0205, struct.pack("<HHHBB", row, column, 0, code, 1)


def formula(row: int, column: int, result: bytes) -> Record:
    """A cell of an .xls that holds a formula with these eight bytes of result."""
    return 0x0006, struct.pack("<HHH", row, column, 0) + result + struct.pack("<HI", 0, 0) + struct.pack("<H", 0)


def biff(records: Iterable[Record], styles: Sequence[Record] = ()) -> bytes:
    """The stream of a workbook of one sheet."""

    def packed(some: Iterable[Record]) -> bytes:
        return b"".join(struct.pack("<HH", kind, len(data)) + data for kind, data in some)

    begin = struct.pack("<HHHHII", 0x0600, 0x0005, 0x0DBB, 0x07CC, 0, 6)
    name = "台账".encode("utf-16-le")
    before = packed([(0x0809, begin), (0x0042, struct.pack("<H", 1200)), *styles])
    at = len(before) + 4 + 8 + len(name) + 4
    sheet = struct.pack("<IBBBB", at, 0, 0, len(name) // 2, 1) + name
    begin_sheet = struct.pack("<HHHHII", 0x0600, 0x0010, 0x0DBB, 0x07CC, 0, 6)
    return before + packed([(0x0085, sheet), (0x000A, b""), (0x0809, begin_sheet), *records, (0x000A, b"")])


def xls(path: Path, records: Iterable[Record], styles: Sequence[Record] = ()) -> Path:
    """An .xls whose sheet holds these records."""
    path.write_bytes(compound(biff(records, styles)))
    return path


def compound(stream: bytes) -> bytes:
    """A compound file that holds one stream, of a workbook."""
    stream = stream.ljust(4096, b"\0")
    sectors = -(-len(stream) // 512)
    tables = -(-(sectors + 1) // 127)
    first = tables + 1
    chain = [0xFFFFFFFD] * tables + [0xFFFFFFFE] + [*range(first + 1, first + sectors), 0xFFFFFFFE]
    chain += [0xFFFFFFFF] * (128 * tables - len(chain))
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + bytes(6)
    head += struct.pack("<IIIIIIIII", 0, tables, tables, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0)
    head += struct.pack("<109I", *range(tables), *[0xFFFFFFFF] * (109 - tables))

    def entry(name: str, kind: int, child: int, start: int, size: int) -> bytes:
        text = name.encode("utf-16-le")
        links = struct.pack("<IIII", 0xFFFFFFFF, 0xFFFFFFFF, child, 0)
        padded = text.ljust(64, b"\0") + struct.pack("<HBB", len(text) + 2, kind, 1) + links
        return padded.ljust(116, b"\0") + struct.pack("<IQ", start, size)

    folder = entry("Root Entry", 5, 1, 0xFFFFFFFE, 0) + entry("Workbook", 2, 0xFFFFFFFF, first, len(stream))
    body = struct.pack(f"<{len(chain)}I", *chain) + folder.ljust(512, b"\0") + stream.ljust(512 * sectors, b"\0")
    return head + body
