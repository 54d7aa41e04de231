"""A program of its own: something is done, the process is forked, and each child says how it fares.

``python -m tests.faults.forking NAME``; prints a JSON object of what became of each task: its answer, the code of what
refused it, or ``hung``.
"""

from __future__ import annotations

import json
import multiprocessing
import os
import sys
import tempfile
import time
import warnings
from collections.abc import Callable
from datetime import date
from pathlib import Path

from liushou import InputError, Profile, load_rules, match

ON = date(2025, 6, 30)
LEDGER = "姓名,性别,是否残疾\n甲,女,是\n乙,女,否\n"
ROWS = {"sex": ["female"] * 50, "disabled": [True, False] * 25}
PATIENCE = 20


def matched() -> object:
    return match(Profile(sex="female"), place="500230", on=ON).services[0].status


def ledger() -> object:
    from liushou.ledger import Options, run_ledger

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "a.csv"
        path.write_text(LEDGER, encoding="utf-8")
        return len(run_ledger(path, Path(folder) / "out.csv", Options(place="500230", on=ON)).ledger.kept)


def polars_frame() -> object:
    import polars

    from liushou.ledger import evaluate

    return evaluate(polars.DataFrame(ROWS), place="500230", on=ON).height


def arrow_table() -> object:
    import pyarrow

    from liushou.ledger import evaluate

    return evaluate(pyarrow.table(ROWS), place="500230", on=ON).num_rows


def own_polars() -> object:
    import polars

    return polars.DataFrame(ROWS).lazy().filter(polars.col("disabled")).collect().height


def imported() -> object:
    import polars

    import liushou.ledger

    return bool(liushou.ledger.evaluate and polars and load_rules())


TASKS: dict[str, Callable[[], object]] = {
    task.__name__: task for task in (matched, ledger, polars_frame, arrow_table, own_polars, imported)
}


def outcome(name: str) -> object:
    try:
        return TASKS[name]()
    except InputError as error:
        return str(error.problems[0].code)


def forked(name: str) -> object:
    """What becomes of a task in a forked child."""
    reading, writing = os.pipe()
    child = os.fork()
    if not child:
        os.write(writing, json.dumps(outcome(name)).encode())
        os._exit(0)
    for _ in range(PATIENCE * 20):
        if os.waitpid(child, os.WNOHANG)[0]:
            return json.loads(os.read(reading, 10_000))
        time.sleep(0.05)
    os.kill(child, 9)
    os.waitpid(child, 0)
    return "hung"


def pooled(kind: str, name: str) -> object:
    """What becomes of a task in a pool of processes."""
    with multiprocessing.get_context(kind).Pool(2) as pool:
        try:
            return pool.map_async(outcome, [name] * 4).get(PATIENCE)
        except multiprocessing.TimeoutError:
            return "hung"


if __name__ == "__main__":
    warnings.simplefilter("ignore", DeprecationWarning)  # of forking at all
    before, *names = sys.argv[1:]
    TASKS[before]()
    answers = {name: forked(name) for name in names if ":" not in name}
    answers |= {name: pooled(*name.split(":")) for name in names if ":" in name}
    print(json.dumps(answers))
