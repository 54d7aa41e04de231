"""A ledger from file to file: ``liushou ledger run``."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from ..documents import Rules, load_rules
from ..documents.local import PlacesFile
from ..places import Place, find
from ..problems import InputError, Problem
from ..values import check_day
from .assume import parse_assumptions
from .build import build_ledger
from .mapping import read_mapping
from .reading_file import read_grid
from .results import Results, evaluate_ledger
from .table import Ledger
from .whole import check_writable

SUFFIXES = (".xlsx", ".csv", ".parquet")
#: (what is being done, rows done, rows in all)
Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class Options:
    """How a ledger is to be read: what the command line says of it."""

    on: date
    place: str | None = None
    mapping: Path | str | None = None
    assume: tuple[str, ...] = ()
    rules: Rules | None = None
    places: PlacesFile | None = None
    sheet: str | None = None
    day: date | None = None


def _silent(what: str, done: int, total: int) -> None:
    """Report nothing."""


def read_ledger(path: Path | str, options: Options) -> Ledger:
    """The ledger in a file. Raises :class:`~liushou.InputError` where it cannot be read."""
    on = check_day(options.on)
    rules = options.rules or load_rules()
    place: Place | None = None if options.place is None else find(options.place, on)
    mapping = None if options.mapping is None else read_mapping(options.mapping, rules.facts)
    assume = parse_assumptions(options.assume, rules.facts)
    ledger = build_ledger(
        read_grid(path, sheet=options.sheet),
        facts=rules.facts, on=on, place=place, mapping=mapping, assume=assume, day=options.day,
    )  # fmt: skip
    if place is None and "place" not in {use.target for use in ledger.columns}:
        raise InputError(
            Problem(
                f"{path}: the ledger has no column of place codes (区划代码)",
                expected="--place CODE, such as --place 500230",
                code="place",
            )
        )
    return ledger


def run_ledger(
    path: Path | str,
    out: Path | str | None,
    options: Options,
    *,
    show_ids: bool = False,
    progress: Progress = _silent,
) -> Results:
    """Evaluate the ledger at ``path``; write the results to ``out`` where it is given.

    ``out`` ends in ``.xlsx``, ``.csv`` or ``.parquet``. Raises
    :class:`~liushou.InputError` where the ledger cannot be read or the results cannot be
    written; what stood at ``out`` is then unchanged.
    """
    target = None if out is None else _checked(Path(path), Path(out))
    rules = options.rules or load_rules()
    progress("读取台账", 0, 0)
    ledger = read_ledger(path, options)
    progress("逐行评估", 0, len(ledger.kept))
    flat = target is not None and target.suffix.lower() != ".xlsx"
    results = evaluate_ledger(
        ledger, on=check_day(options.on), rules=rules, places=options.places, place=options.place, missing=flat
    )
    progress("逐行评估", len(ledger.kept), len(ledger.kept))
    if target is not None:
        _write(results, target, options, show_ids, progress)
    return results


def _checked(path: Path, out: Path) -> Path:
    if out.suffix.lower() not in SUFFIXES:
        raise InputError(
            Problem(
                f"cannot write {out}: results are not written as `{out.suffix}`",
                expected="、".join(SUFFIXES),
                code="unwritable",
            )
        )
    if out.exists() and path.exists() and out.samefile(path):
        raise InputError(
            Problem(f"{out} is the ledger itself", expected="another file for the results", code="unwritable")
        )
    check_writable(out)
    return out


def _write(results: Results, out: Path, options: Options, show_ids: bool, progress: Progress) -> None:
    total = len(results.ledger.kept)
    if out.suffix.lower() == ".xlsx":
        from .workbook import write_workbook

        done = 0

        def tick(count: int) -> None:
            nonlocal done
            done += count
            if count == 0 or done % 500 == 0:
                progress("写工作簿", done, 3 * total)

        assume = parse_assumptions(options.assume, results.rules.facts)
        write_workbook(results, out, place_name=_name(results), show_ids=show_ids, assume=assume, tick=tick)
        progress("写工作簿", 3 * total, 3 * total)
        return
    from .flat import write_csv, write_parquet

    progress("写结果", 0, total)
    (write_csv if out.suffix.lower() == ".csv" else write_parquet)(results, out, show_ids=show_ids)
    progress("写结果", total, total)


def _name(results: Results) -> str:
    """The place of the whole ledger, for titles; none where it has several."""
    names = [matcher.place.name for matcher in results.matchers.values()]
    return names[0] if len(names) == 1 else ""


def summary(results: Results) -> dict[str, Any]:
    """The counts of a run, as ``--json`` prints them; rows = evaluated + set_aside + duplicates."""
    ledger = results.ledger
    return {
        "rows": ledger.rows,
        "evaluated": len(ledger.kept),
        "set_aside": len(ledger.set_aside),
        "duplicates": len(ledger.duplicates),
        "services": results.counts,
        "on": results.on.isoformat(),
        "places": {code: matcher.place.name for code, matcher in results.matchers.items()},
        "rules": {"version": results.rules.version, "sha256": results.rules.sha256},
        "empty_rows": ledger.empty_rows,
        "unread_cells": len(ledger.unread),
        "assumed": dict(ledger.assumed),
        "columns": [
            {"column": use.letter, "label": use.label, "taken_for": use.target, "title": use.title}
            for use in ledger.columns
        ],
        "reasons": dict(_counted(ledger.set_aside.values())),
        "notes": [*ledger.remarks, *dict.fromkeys(note for one in results.matchers.values() for note in one.notes)],
    }


def _counted(reasons: Iterable[str]) -> list[tuple[str, int]]:
    """Reasons with their number of rows; row numbers and dates in them left out."""
    import re
    from collections import Counter

    return Counter(re.sub(r"第\d+行|\d{4}-\d{2}-\d{2}", "…", reason) for reason in reasons).most_common(50)
