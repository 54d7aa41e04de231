"""CSV tables: UTF-8 with or without BOM, UTF-16 with BOM, GB18030."""

from __future__ import annotations

import csv
import io
from pathlib import Path

from .grid import MAX_COLUMNS, MAX_ROWS, Grid, unreadable

_DELIMITERS = (",", "\t", ";", "，", "|")
_FIELD = 1_000_000


def read_text_table(path: Path) -> Grid:
    """The rows of a text table; see :func:`.open.read_grid`."""
    data = path.read_bytes()
    text, notes = _decode(path, data)
    if "\0" in text:
        notes.append(f"文件里有{text.count(chr(0))}个空字符（NUL），已略去")
        text = text.replace("\0", "")
    delimiter = _delimiter(text)
    rows: list[list[str]] = []
    numbers: list[int] = []
    empty = pending = 0
    before = csv.field_size_limit(_FIELD)
    try:
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
        line = 1
        for row in reader:
            here, line = line, reader.line_num + 1
            if not any(cell.strip() for cell in row):
                pending += 1
                continue
            empty += pending if rows else 0
            pending = 0
            if len(rows) >= MAX_ROWS or len(row) > MAX_COLUMNS:
                raise unreadable(path, f"more than {MAX_ROWS:,} rows or {MAX_COLUMNS:,} columns (line {here})")
            rows.append(row)
            numbers.append(here)
    except csv.Error as error:
        raise unreadable(path, f"not a table from line {reader.line_num} on ({error})") from None
    finally:
        csv.field_size_limit(before)
    return Grid(file=str(path), rows=rows, numbers=numbers, empty=empty, notes=tuple(notes))


def _decode(path: Path, data: bytes) -> tuple[str, list[str]]:
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        encodings = ["utf-16"]
    else:
        encodings = ["utf-8-sig", "gb18030"]
    for encoding in encodings:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        return text, ([] if encoding == "utf-8-sig" else [f"文件编码按{encoding.upper()}读取"])
    raise unreadable(path, "neither UTF-8 nor GB18030 text", "a CSV file in UTF-8 or GB18030")


def _delimiter(text: str) -> str:
    """The one of the usual delimiters that divides the first lines most often."""
    sample = "\n".join(text[:20_000].splitlines()[:40])
    return max(_DELIMITERS, key=sample.count)
