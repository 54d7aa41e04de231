"""A sheet as it is in the file, before anything is interpreted; and the sheets of CSV and Parquet files."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ...problems import Code, Foreign, InputError, MissingExtraError, Phrase, Problem

#: A merged range: first row, first column, last row, last column; from 0.
Merged = tuple[int, int, int, int]

MAX_ROWS = 5_000_000
MAX_CELLS = 100_000_000
MAX_COLUMNS = 1_000
_DELIMITERS = (",", "\t", ";", "，", "|")
_FIELD = 1_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """The rows that hold anything, each with its number in the file (from 1).

    ``empty`` counts the rows without anything between the first and the last that is
    kept. ``typed``: the columns have names and types of their own (Parquet), ``rows``
    is then empty and ``columns`` holds the values.
    """

    file: str
    rows: Sequence[Sequence[Any]] = ()
    numbers: Sequence[int] = ()
    empty: int = 0
    merged: tuple[Merged, ...] = ()
    notes: tuple[str, ...] = ()
    typed: bool = False
    names: tuple[str, ...] = ()
    columns: Sequence[Sequence[Any]] = field(default=(), repr=False)


def unreadable(path: Path, reason: str | Phrase, expected: str | None = None) -> InputError:
    """The error of a file that cannot be read."""
    why = Foreign(reason) if isinstance(reason, str) else reason
    return InputError(Problem(Code.UNREADABLE, file=path, reason=why, expected=expected and Foreign(expected)))


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
    """The rows of a text table; see :func:`.open.read_grid`."""
    data = path.read_bytes()
    text, notes = _decode(path, data)
    if "\0" in text:
        notes.append(f"文件里有{text.count(chr(0))}个空字符（NUL），已略去")
        text = text.replace("\0", "")
    before = csv.field_size_limit(_FIELD)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text))
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


def _delimiter(text: str) -> str:
    """The one of the usual delimiters that divides the first lines most often."""
    sample = "\n".join(text[:20_000].splitlines()[:40])
    return max(_DELIMITERS, key=sample.count)


def read_parquet(path: Path) -> Grid:
    """The columns of a Parquet file; see :func:`.open.read_grid`."""
    try:
        import polars as pl
    except ImportError:
        raise MissingExtraError("ledger", "polars") from None
    try:
        lazy = pl.scan_parquet(path, glob=False)
        schema = lazy.collect_schema()
        height = lazy.select(pl.len()).collect().item()
        if height > MAX_ROWS or len(schema) > MAX_COLUMNS:
            raise unreadable(
                path,
                f"more than {MAX_ROWS:,} rows or {MAX_COLUMNS:,} columns",
                "liushou.ledger.evaluate(pl.scan_parquet(…)) for a ledger of that size, which streams",
            )
        frame = lazy.collect()
    except (pl.exceptions.PolarsError, OSError) as error:
        raise unreadable(path, f"a damaged Parquet file ({' '.join(str(error).split())[:80]})") from None
    columns: list[list[Any]] = []
    names: list[str] = []
    notes: list[str] = []
    for name, kind in schema.items():
        if kind.is_nested() or kind == pl.Binary or kind == pl.Object:
            notes.append(f"列“{name}”的类型是{kind}，未读取")
            continue
        if kind == pl.Categorical or kind == pl.Enum:
            frame = frame.with_columns(pl.col(name).cast(pl.String))
        elif kind.is_decimal():
            frame = frame.with_columns(pl.col(name).cast(pl.Float64))
        names.append(name)
        columns.append(frame.get_column(name).to_list())
    numbers = range(1, height + 1)
    return Grid(file=str(path), numbers=numbers, notes=tuple(notes), typed=True, names=tuple(names), columns=columns)
