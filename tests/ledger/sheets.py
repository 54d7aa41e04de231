"""Ledgers made by code, and the results read back."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import xlsxwriter
from python_calamine import CalamineWorkbook

from liushou.ledger.results.statuses import Results
from liushou.ledger.rows.ledger import Ledger
from liushou.ledger.rows.read import Options, read_ledger
from liushou.ledger.run import run_ledger

ON = date(2025, 6, 30)
FENGDU = "500230"


def write_sheet(path: Path, rows: Sequence[Sequence[Any]], merged: Sequence[tuple[int, int, int, int]] = ()) -> Path:
    """A workbook with these rows; dates as date cells, None left out."""
    book = xlsxwriter.Workbook(str(path), {"strings_to_formulas": False, "strings_to_urls": False})
    sheet = book.add_worksheet("台账")
    day = book.add_format({"num_format": "yyyy-mm-dd"})
    for top, left, bottom, right in merged:
        sheet.merge_range(top, left, bottom, right, "")
    for number, row in enumerate(rows):
        for column, value in enumerate(row):
            if isinstance(value, date):
                sheet.write_datetime(number, column, value, day)
            elif isinstance(value, bool):
                sheet.write_boolean(number, column, value)
            elif isinstance(value, (int, float)):
                sheet.write_number(number, column, value)
            elif value is not None:
                sheet.write_string(number, column, value)
    book.close()
    return path


def ledger_of(path: Path, **options: Any) -> Ledger:
    """The ledger in a file, of Fengdu unless said otherwise."""
    return read_ledger(path, Options(**{"on": ON, "place": FENGDU, **options}))


def one_row(tmp_path: Path, header: Sequence[str], row: Sequence[Any], **options: Any) -> dict[str, Any]:
    """What is known of the only row of a ledger."""
    ledger = ledger_of(write_sheet(tmp_path / "ledger.xlsx", [header, row]), **options)
    assert ledger.kept == (0,), ledger.set_aside
    return ledger.mapping(0)


def results_of(
    path: Path, out: Path | None = None, show_ids: bool = False, check_all: bool = False, **options: Any
) -> Results:
    """The results of a ledger, of Fengdu unless said otherwise."""
    how = Options(**{"on": ON, "place": FENGDU, **options})
    return run_ledger(path, out, how, show_ids=show_ids, check_all=check_all)


def sheet_rows(path: Path, name: str) -> list[list[Any]]:
    """The rows of a sheet of the results, from the header on."""
    rows: list[list[Any]] = CalamineWorkbook.from_path(path).get_sheet_by_name(name).to_python()
    return rows[2:]


def cards(path: Path) -> list[list[list[Any]]]:
    """The lines of every card of 一人一策, the line with her name first."""
    women: list[list[list[Any]]] = []
    for row in sheet_rows(path, "一人一策")[1:]:
        women += [[]] if isinstance(row[0], float) else []
        women[-1].append(row)
    return women


def id_number(birth: str, order: int = 2) -> str:
    """A sound ID number under an area code that nobody was registered under."""
    from stdnum.cn import ric

    digits = f"500299{birth}{order:03d}"
    return digits + ric.calc_check_digit(digits + "0")
