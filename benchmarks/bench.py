"""The speeds that liushou is held to, measured, compared with those kept, and kept: ``make bench``.

    python -m benchmarks.bench [--keep] [--only WORD]

Times are processor seconds, the least of several rounds, so that other work on the machine
counts little. Each is also told in units of a fixed loop of plain Python, timed in the same
run (the calibration): that is what is compared with ``benchmarks/results/``, which other
machines wrote. ``--keep`` writes the results there. Exit code 1: slower than kept by more than
``SLOWER``, or over a limit.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from benchmarks.profiles import women

from liushou import Matcher, __version__, load_rules

ROOT = Path(__file__).resolve().parent.parent
RESULTS = ROOT / "benchmarks" / "results"
ON = date(2025, 6, 30)
#: By how much a measure may be slower than the kept one: below that it is the machine.
SLOWER = 1.3


@dataclass(frozen=True)
class Measure:
    """One thing that is timed; ``per`` units of it in one run."""

    name: str
    run: Callable[[], object]
    per: int = 1
    rounds: int = 5
    #: In a process of its own: the child's processor time counts.
    child: bool = False
    #: Seconds that are promised, beyond those of the measure named in ``over``.
    limit: float | None = None
    over: str | None = None


def calibration() -> float:
    """Seconds of a fixed loop of plain Python: dictionaries, tuples, comparisons, calls."""

    def step(state: dict[int, tuple[int, int]], number: int) -> int:
        low, high = state.get(number % 97, (0, 0))
        state[number % 97] = (high, low + number) if low <= high else (low - high, high)
        return len(state)

    def loop() -> int:
        state: dict[int, tuple[int, int]] = {}
        return sum(step(state, number) for number in range(100_000))

    return least(loop, 7, child=False)


def least(run: Callable[[], object], rounds: int, *, child: bool) -> float:
    """The least processor time of several rounds."""
    return min(_seconds(run, child) for _ in range(rounds))


def _seconds(run: Callable[[], object], child: bool) -> float:
    before = _spent(child)
    run()
    return _spent(child) - before


def _spent(child: bool) -> float:
    if not child:
        return time.process_time()
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _python(*arguments: str) -> Callable[[], object]:
    return lambda: subprocess.run([sys.executable, *arguments], check=True, stdout=subprocess.DEVNULL, cwd=ROOT)


FIRST_ANSWER = (
    "from datetime import date; import liushou; liushou.match({'sex': 'female'}, place='500230', on=date(2025, 6, 30))"
)
COMMAND = ("-m", "liushou", "match", "examples/women/fengdu.yaml", "--place", "500230", "--on", "2025-06-30")


def measures(folder: Path) -> list[Measure]:
    """Everything that is timed, in the order in which it is shown."""
    people = women(ON, 200)
    county = Matcher(place="500230", on=ON)
    bare = "python, bare"
    return [
        Measure(bare, _python("-c", "pass"), rounds=9, child=True),
        Measure("import liushou", _python("-c", "import liushou"), rounds=9, child=True, limit=0.06, over=bare),
        Measure("import, first answer", _python("-c", FIRST_ANSWER), rounds=9, child=True, limit=0.15, over=bare),
        Measure("liushou match", _python(*COMMAND), rounds=9, child=True, limit=0.35),
        Measure("own rules read", lambda: load_rules(ROOT / "examples" / "sixth")),
        Measure("a matcher prepared", lambda: Matcher(place="500101", on=ON).statuses({}), rounds=7),
        Measure("statuses of a woman", lambda: [county.statuses(woman) for woman in people], per=200, rounds=9),
        Measure("answer of a woman", lambda: [county.match(woman) for woman in people], per=200),
        Measure("a row of a frame", _frame(20_000), per=20_000),
        Measure("a row of a ledger, workbook to workbook", _ledger(folder, 1_000), per=1_000, rounds=2),
        Measure("two documents compared", _diff, rounds=2),
        Measure("a document of 10,000 characters drafted", _draft(10_000), rounds=3, limit=2.0),
    ]


def _frame(rows: int) -> Callable[[], object]:
    from benchmarks.columns_data import ledger

    from liushou.ledger import evaluate

    frame = ledger(rows, ON)
    return lambda: evaluate(frame, on=ON, place="500230")


def _ledger(folder: Path, rows: int) -> Callable[[], object]:
    from typer.testing import CliRunner

    from liushou.cli.app import app

    where, source, target = ("--place", "500230", "--on", str(ON)), str(folder / "in.xlsx"), str(folder / "out.xlsx")

    def run(*arguments: str) -> None:
        result = CliRunner().invoke(app, ["ledger", *arguments])
        assert result.exit_code == 0, result.output

    run("sample", "--rows", str(rows), "--seed", "3", *where, "--messy", "--out", source)
    return lambda: run("run", source, *where, "--out", target)


def _diff() -> object:
    from liushou.compare import diff, read_side

    return diff(read_side("chongqing", on=ON), read_side("jilin", on=ON), on=ON)


def _draft(characters: int) -> Callable[[], object]:
    from liushou.draft import PrintedText, draft

    lines = (ROOT / "examples" / "draft" / "notice.txt").read_text(encoding="utf-8").splitlines()
    head, clauses, foot = lines[:6], [line.partition("）")[2] for line in lines[6:12]], lines[12:]
    text, number = "\n".join(head), 0
    while len(text) < characters:
        number += 1
        text += f"\n第{number}条　{clauses[number % len(clauses)]}"
    printed = PrintedText(file="long.txt", text="\n".join([text, *foot]) + "\n")
    rules = load_rules()
    return lambda: draft(printed, rules, today=ON, id="long").page


def measure(only: str) -> dict[str, Any]:
    """The results as they are kept."""
    unit = calibration()
    with tempfile.TemporaryDirectory() as folder:
        results = {}
        for item in measures(Path(folder)):
            if only not in item.name and not item.name.startswith("python"):
                continue
            seconds = least(item.run, item.rounds, child=item.child) / item.per
            unit = min(unit, calibration())
            results[item.name] = {"seconds": seconds, "limit": item.limit, "over": item.over}
            print(f"  {item.name:<42}{_time(seconds):>12}", flush=True)
    for entry in results.values():
        entry["calibrated"] = entry["seconds"] / unit
    return {
        "liushou": __version__,
        "python": platform.python_version(),
        "machine": {"system": platform.system(), "processor": platform.machine(), "cores": os.cpu_count()},
        "calibration_seconds": unit,
        "results": results,
    }


def verdicts(now: dict[str, Any], kept: dict[str, Any] | None) -> list[str]:
    """What is too slow, in words."""
    complaints = []
    for name, entry in now["results"].items():
        if entry["limit"] is not None:
            spent = entry["seconds"] - (now["results"][entry["over"]]["seconds"] if entry["over"] else 0)
            if spent > entry["limit"]:
                complaints.append(f"{name}: {_time(spent)}, at most {_time(entry['limit'])} is promised")
        before = (kept or {"results": {}})["results"].get(name)
        if before and entry["calibrated"] > SLOWER * before["calibrated"]:
            ratio = entry["calibrated"] / before["calibrated"]
            complaints.append(f"{name}: {ratio:.2f} times what was kept, as the calibration reckons")
    return complaints


def _time(seconds: float) -> str:
    for unit, factor in (("µs", 1e6), ("ms", 1e3)):
        if seconds * factor < 1000:
            return f"{seconds * factor:,.1f} {unit}"
    return f"{seconds:.2f} s"


def main() -> int:
    """Measure, compare, and keep where that was asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--keep", action="store_true", help="keep these results, on purpose")
    parser.add_argument("--only", default="", metavar="WORD", help="only measures whose name holds it")
    given = parser.parse_args()
    file = RESULTS / f"python{sys.version_info.major}.{sys.version_info.minor}.json"
    kept = json.loads(file.read_text(encoding="utf-8")) if file.exists() else None
    now = measure(given.only)
    print(
        f"calibration: {_time(now['calibration_seconds'])}"
        + (f", kept: {_time(kept['calibration_seconds'])}" if kept else "")
    )
    for name, entry in now["results"].items():
        before = kept["results"].get(name) if kept else None
        if before:
            print(f"  {name:<42}{entry['calibrated'] / before['calibrated']:>8.2f} × kept")
    complaints = verdicts(now, kept)
    print("\n".join(complaints) or "nothing is slower than what is kept, nothing is over a limit")
    if given.keep:
        file.parent.mkdir(exist_ok=True)
        file.write_text(json.dumps(now, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
        print(f"kept: {file.relative_to(ROOT)}")
    return 0 if given.keep else bool(complaints)


if __name__ == "__main__":
    sys.exit(main())
