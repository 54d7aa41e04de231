"""A ledger from file to file: ``liushou ledger run``."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from ..documents import load_rules
from ..files import check_writable
from ..problems import InputError, Problem
from ..values import check_day
from .results import summary
from .results.statuses import Results, evaluate_ledger
from .rows.assumptions import parse_assumptions
from .rows.read import Options, read_ledger

SUFFIXES = (".xlsx", ".csv", ".parquet")
#: (what is being done, rows done, rows in all)
Progress = Callable[[str, int, int], None]


def _silent(what: str, done: int, total: int) -> None:
    """Report nothing."""


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
        from .output.workbook import write_workbook

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
    from .output.flat import write_csv, write_parquet

    progress("写结果", 0, total)
    (write_csv if out.suffix.lower() == ".csv" else write_parquet)(results, out, show_ids=show_ids)
    progress("写结果", total, total)


def _name(results: Results) -> str:
    """The place of the whole ledger, for titles; none where it has several."""
    names = [matcher.place.name for matcher in results.matchers.values()]
    return names[0] if len(names) == 1 else ""


__all__ = ["SUFFIXES", "Options", "Progress", "read_ledger", "run_ledger", "summary"]
