"""A ledger from file to file: ``liushou ledger run``."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from ..files import check_writable, made_from
from ..on_demand import polars
from ..problems import Code, InputError, Problem
from .results.details import check_rows, details
from .results.statuses import Results, could_assume, evaluate_ledger
from .rows.read import Options, read_ledger

SUFFIXES = (".xlsx", ".csv", ".parquet")
#: (what is being done, rows done, rows in all)
Progress = Callable[[str, int, int], None]


def run_ledger(
    path: Path | str,
    out: Path | str | None,
    options: Options,
    *,
    show_ids: bool = False,
    check_all: bool = False,
    progress: Progress = lambda _what, _done, _total: None,
) -> Results:
    """Evaluate the ledger at ``path``; write the results to ``out`` where it is given.

    ``out`` ends in ``.xlsx``, ``.csv`` or ``.parquet``. A sample of the rows, or every one
    with ``check_all``, is answered a second time by ``match``. Raises
    :class:`~liushou.InputError` where the ledger cannot be read or the results cannot be
    written, and :class:`~liushou.rules.DisagreementError` where the two answers differ; what
    was at ``out`` is then unchanged.
    """
    polars()  # refuses at once where it would never answer
    target, places = None if out is None else Path(out), options.places
    workbook = target is not None and target.suffix.lower() == ".xlsx"
    with made_from((path, options.mapping, None if places is None else places.file)):
        if target is not None:
            if target.suffix.lower() not in SUFFIXES:
                raise InputError(Problem(Code.FILE_SUFFIX, file=target, names=SUFFIXES))
            check_writable(target)
        progress("读取台账", 0, 0)
        ledger = read_ledger(path, options)
        total = len(ledger.kept)
        progress("逐行评估", 0, total)
        results = evaluate_ledger(ledger, options, missing=target is not None and not workbook)
        results = replace(results, could_assume=could_assume(results, options))
        shared = details(results) if workbook else None
        check_rows(results, shared, every=check_all)
        progress("逐行评估", total, total)
        if target is not None and shared is not None:
            from .output.workbook import write_workbook

            write_workbook(results, shared, target, show_ids=show_ids, progress=progress)
        elif target is not None:
            from .output.flat import write_flat

            progress("写结果", 0, total)
            write_flat(results, target, show_ids=show_ids)
    return results
