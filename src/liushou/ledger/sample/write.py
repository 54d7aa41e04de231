"""Writing sample ledgers as files."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ...problems import MissingExtraError

if TYPE_CHECKING:
    from .people import Sample


def write_xlsx(sample: Sample, path: Path) -> None:
    """As a workbook: dates as dates, ID numbers as text."""
    try:
        import xlsxwriter  # type: ignore[import-untyped]
    except ImportError:
        raise MissingExtraError("ledger", "xlsxwriter") from None
    options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    book = xlsxwriter.Workbook(str(path), options)
    sheet = book.add_worksheet("台账")
    day = book.add_format({"num_format": "yyyy-mm-dd"})
    bold = book.add_format({"bold": True, "align": "center", "valign": "vcenter", "text_wrap": True, "border": 1})
    head = [*sample.above, *sample.header]
    for top, left, bottom, right in sample.merged:
        sheet.merge_range(top, left, bottom, right, head[top][left], bold)
    covered = {(top, left) for top, left, _, _ in sample.merged}
    for number, line in enumerate(head):
        for column, text in enumerate(line):
            if text and (number, column) not in covered:
                sheet.write_string(number, column, text, bold if number >= len(sample.above) else None)
    for number, row in enumerate(sample.rows, len(head)):
        for column, value in enumerate(row):
            if isinstance(value, date):
                sheet.write_datetime(number, column, value, day)
            elif isinstance(value, (int, float)):
                sheet.write_number(number, column, value)
            elif value:
                sheet.write_string(number, column, value)
    sheet.set_column(0, 0, 6)
    sheet.set_column(1, len(sample.header[-1]), 14)
    book.close()


def write_csv(sample: Sample, path: Path) -> None:
    """As CSV: a messy one in GB18030, a clean one in UTF-8 with BOM."""
    encoding = "gb18030" if sample.above else "utf-8-sig"
    with path.open("w", encoding=encoding, newline="") as handle:
        writer = csv.writer(handle, lineterminator="\r\n")
        for row in (*sample.above, *sample.header, *sample.rows):
            writer.writerow(["" if value is None else _text(value) for value in row])


def _text(value: Any) -> str:
    return value.isoformat() if isinstance(value, date) else str(value)


def write_parquet(sample: Sample, path: Path) -> None:
    """As Parquet: a column of dates where all of it is dates, text otherwise."""
    try:
        import polars as pl
    except ImportError:
        raise MissingExtraError("ledger", "polars") from None
    columns: list[pl.Series] = []
    names = _names(sample.header)
    for index, name in enumerate(names):
        values = [row[index] for row in sample.rows]
        dates = all(value is None or isinstance(value, date) for value in values)
        if dates and any(value is not None for value in values):
            columns.append(pl.Series(name, values, pl.Date))
        else:
            columns.append(pl.Series(name, [None if value is None else _text(value) for value in values], pl.String))
    pl.DataFrame(columns).write_parquet(path)


def _names(header: list[list[str]]) -> list[str]:
    """One name a column: the lowest header line that has one."""
    return [next(text for text in reversed(texts) if text) for texts in zip(*header, strict=True)]
