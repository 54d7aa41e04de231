"""A workbook in and out, against reading and writing it alone with the same libraries.

    python benchmarks/workbook.py [--rows 20000] [--repeat 3]

``alone`` reads the ledger's cells with calamine and writes the cells of the results
workbook, already made, with xlsxwriter: no evaluation, nothing worked out. ``run`` is
the command ``liushou ledger run`` from start to end. Processor time with that of the
processes started, best of the repeats; the ratio is of two figures of one run. Memory is
the most that the command has had.
"""

from __future__ import annotations

import argparse
import os
import resource
import subprocess
import sys
import tempfile
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import xlsxwriter
from python_calamine import CalamineWorkbook

from liushou.ledger.sample import make_sample, write_sample

ON = date(2025, 6, 30)
PLACE = "500230"


def alone(ledger: Path, sheets: list[tuple[str, list[list[Any]]]], out: Path) -> None:
    """Read the ledger's cells; write these sheets."""
    for name in (book := CalamineWorkbook.from_path(ledger)).sheet_names:
        book.get_sheet_by_name(name).to_python()
    options = {
        "constant_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    with xlsxwriter.Workbook(str(out), options) as result:
        framed = result.add_format({"border": 1})
        day = result.add_format({"border": 1, "num_format": "yyyy-mm-dd"})
        for name, rows in sheets:
            sheet = result.add_worksheet(name)
            for number, row in enumerate(rows):
                for column, value in enumerate(row):
                    if isinstance(value, str):
                        if value:
                            sheet.write_string(number, column, value, framed)
                        else:
                            sheet.write_blank(number, column, None, framed)
                    elif isinstance(value, date):
                        sheet.write_datetime(number, column, value, day)
                    else:
                        sheet.write_number(number, column, value, framed)


def best(repeat: int, work: Callable[[], object]) -> float:
    """The least processor time of several runs."""
    times = []
    for _ in range(repeat):
        start = sum(os.times()[:4])
        work()
        times.append(sum(os.times()[:4]) - start)
    return min(times)


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=20_000)
    parser.add_argument("--repeat", type=int, default=3)
    arguments = parser.parse_args()
    command = [sys.executable, "-m", "liushou", "ledger", "run", "--place", PLACE, "--on", str(ON)]
    command += ["--assume", "sex=female", "--assume", "lives_in_village=yes"]
    print("| ledger | rows | cells out | alone (s) | run (s) | ratio | memory (MB) |")
    print("|---|---:|---:|---:|---:|---:|---:|")
    with tempfile.TemporaryDirectory() as folder:
        runs: dict[str, tuple[float, int]] = {}
        for name in ("clean", "messy"):
            ledger, out = Path(folder, f"{name}.xlsx"), Path(folder, f"{name}-out.xlsx")
            write_sample(make_sample(arguments.rows, seed=1, place=PLACE, on=ON, messy=name == "messy"), ledger)
            own = [*command, str(ledger), "--out", str(out)]
            run = best(arguments.repeat, lambda: subprocess.run(own, check=True, capture_output=True))  # noqa: B023
            runs[name] = run, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024
        for name, (run, memory) in runs.items():
            ledger, out = Path(folder, f"{name}.xlsx"), Path(folder, f"{name}-out.xlsx")
            book = CalamineWorkbook.from_path(out)
            sheets = [(sheet, book.get_sheet_by_name(sheet).to_python()) for sheet in book.sheet_names]
            cells = sum(len(row) for _, rows in sheets for row in rows)
            copy = Path(folder, "copy.xlsx")
            plain = best(arguments.repeat, lambda: alone(ledger, sheets, copy))  # noqa: B023
            ratio = f"{run / plain:.2f}"
            print(
                f"| {name} | {arguments.rows:,} | {cells:,} | {plain:.1f} | {run:.1f} | {ratio} | {memory} |",
                flush=True,
            )


if __name__ == "__main__":
    main()
