"""The rows of text tables: CSV and its kin, in UTF-8, UTF-16 with BOM, or GB18030."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from .grid import MAX_COLUMNS, MAX_ROWS, Grid, unreadable

_DELIMITERS = (",", "\t", ";", "，", "|")
_FIELD = 1_000_000


def filled_rows(path: Path, rows: Iterable[tuple[int, list[Any]]]) -> tuple[list[list[Any]], list[int], int]:
    """(the rows that hold anything, their numbers, how many lie empty between them), from rows with their numbers."""
    kept: list[list[Any]] = []
    numbers: list[int] = []
    empty = pending = 0
    for number, row in rows:
        if all(cell in ("", None) for cell in row):
            pending += 1
            continue
        if len(kept) >= MAX_ROWS or len(row) > MAX_COLUMNS:
            raise unreadable(path, f"more than {MAX_ROWS:,} rows or {MAX_COLUMNS:,} columns (line {number})")
        empty += pending if kept else 0
        pending = 0
        kept.append(row)
        numbers.append(number)
    return kept, numbers, empty


def read_text_table(path: Path) -> Grid:
    """The rows of a text table."""
    data = path.read_bytes()
    text, notes = _decode(path, data)
    if "\0" in text:
        notes.append(f"文件里有{text.count(chr(0))}个空字符（NUL），已略去")
        text = text.replace("\0", "")
    before = csv.field_size_limit(_FIELD)
    # The one of the usual delimiters that divides the first lines most often.
    delimiter = max(_DELIMITERS, key="\n".join(text[:20_000].splitlines()[:40]).count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        rows, numbers, empty = filled_rows(path, _numbered(reader))
    except csv.Error as error:
        raise unreadable(path, f"not a table from line {reader.line_num} on ({error})") from None
    finally:
        csv.field_size_limit(before)
    return Grid(file=str(path), rows=rows, numbers=numbers, empty=empty, notes=tuple(notes))


def _numbered(reader: Any) -> Iterable[tuple[int, list[str]]]:
    """The rows with the line on which each begins; those of blanks as empty ones."""
    line = 1
    for row in reader:
        yield line, row if any(cell.strip() for cell in row) else []
        line = reader.line_num + 1


def _decode(path: Path, data: bytes) -> tuple[str, list[str]]:
    marked = data[:2] in (b"\xff\xfe", b"\xfe\xff")
    for encoding in ("utf-16",) if marked else ("utf-8-sig", "gb18030"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        return text, ([] if encoding == "utf-8-sig" else [f"文件编码按{encoding.upper()}读取"])
    raise unreadable(path, "neither UTF-8 nor GB18030 text", "a CSV file in UTF-8 or GB18030")
