"""How fast the columnar reading is: ``python benchmarks/columns.py`` prints a table.

Every ratio is of times taken in turn in one run, so that a busy machine slows both
sides. ``--rows`` and ``--largest`` make it smaller or larger.
"""

from __future__ import annotations

import argparse
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

import polars as pl
from columns_by_hand import chongqing
from columns_data import ledger

from liushou.ledger import evaluate

#: Chongqing alone, before 民发〔2025〕7号, and its line between two bounds.
ONE = {"on": date(2024, 6, 30), "place": "500101", "missing": False}
#: County, province and nation.
THREE = {"on": date(2025, 6, 30), "place": "500230", "missing": False}
MIXED = {"on": date(2025, 6, 30), "place_column": "place_code"}
FILE_ROWS = 1_000_000


def in_turn(runs: dict[str, Callable[[], object]], rounds: int) -> dict[str, float]:
    """The median seconds of each, taken in turn after one round that does not count."""
    times: dict[str, list[float]] = {name: [] for name in runs}
    for round_ in range(rounds + 1):
        for name, run in runs.items():
            start = time.perf_counter()
            run()
            if round_:
                times[name].append(time.perf_counter() - start)
    return {name: statistics.median(values) for name, values in times.items()}


def same(frame: pl.DataFrame) -> None:
    """Both sides must give the same answers, or the times mean nothing."""
    hand = frame.select(**chongqing())
    ours = evaluate(frame, **ONE).select(hand.columns)
    if not hand.equals(ours):
        raise SystemExit("the expressions written by hand give other answers")


def memory(rows: int, rounds: int) -> None:
    frame = ledger(rows, ONE["on"])
    same(frame)
    hand = [expr.alias(name) for name, expr in chongqing().items()]
    times = in_turn(
        {
            "by hand, one document": lambda: frame.lazy().with_columns(hand).collect(),
            "evaluate, the same document": lambda: evaluate(frame, **ONE),
            "evaluate, county + province + nation": lambda: evaluate(frame, **THREE),
            "evaluate, the same three, with missing": lambda: evaluate(frame, **{**THREE, "missing": True}),
            "evaluate, mixed places": lambda: evaluate(frame, **MIXED, missing=False),
            "evaluate, mixed places, with missing": lambda: evaluate(frame, **MIXED),
        },
        rounds,
    )
    table(f"In memory, {rows:,} rows", times, "by hand, one document")


def files(folder: Path, rows: int, rounds: int) -> None:
    source, target = folder / "in.parquet", folder / "out.parquet"
    ledger(rows, ONE["on"]).write_parquet(source)
    hand = [expr.alias(name) for name, expr in chongqing().items()]
    times = in_turn(
        {
            "by hand, one document": lambda: pl.scan_parquet(source).with_columns(hand).sink_parquet(target),
            "evaluate, the same document": lambda: evaluate(pl.scan_parquet(source), **ONE).sink_parquet(target),
            "evaluate, county + province + nation": lambda: evaluate(pl.scan_parquet(source), **THREE).sink_parquet(
                target
            ),
        },
        rounds,
    )
    table(f"Parquet to Parquet, {rows:,} rows", times, "by hand, one document")


def growth(folder: Path, largest: int) -> None:
    print("\nStreamed from Parquet to Parquet, county + province + nation, each in a process of its own\n")
    print("| rows | seconds | microseconds a row | peak memory |\n|---:|---:|---:|---:|")
    rows = largest // 100
    while rows <= largest:
        source = folder / f"rows{rows}"
        source.mkdir()
        for number in range(max(1, rows // FILE_ROWS)):
            ledger(min(rows, FILE_ROWS), ONE["on"], number + 1).write_parquet(source / f"{number:03}.parquet")
        command = [sys.executable, __file__, "--stream", str(source)]
        seconds, kilobytes = subprocess.run(command, check=True, capture_output=True, text=True).stdout.split()
        per_row = 1e6 * float(seconds) / rows
        print(f"| {rows:,} | {float(seconds):.2f} | {per_row:.2f} | {int(kilobytes) / 2**20:.2f} GiB |", flush=True)
        rows *= 10


def stream(source: Path) -> None:
    """One run, in this process: seconds, and the most memory it ever held."""
    evaluate(pl.LazyFrame({"disabled": [True]}), **THREE).collect()
    start = time.perf_counter()
    evaluate(pl.scan_parquet(source / "*.parquet"), **THREE).sink_parquet(source.parent / "streamed.parquet")
    seconds = time.perf_counter() - start
    print(seconds, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)


def table(title: str, times: dict[str, float], base: str) -> None:
    print(f"\n{title}\n\n| | ms | ratio |\n|---|---:|---:|")
    for name, seconds in times.items():
        print(f"| {name} | {1000 * seconds:.0f} | {seconds / times[base]:.2f} |", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--largest", type=int, default=10_000_000, help="rows of the streamed runs (0: none)")
    parser.add_argument("--rounds", type=int, default=9)
    parser.add_argument("--stream", type=Path, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.stream is not None:
        stream(given.stream)
        return
    memory(given.rows, given.rounds)
    with tempfile.TemporaryDirectory() as folder:
        files(Path(folder), given.rows, given.rounds)
        if given.largest:
            growth(Path(folder), given.largest)


if __name__ == "__main__":
    main()
