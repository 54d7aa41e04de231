"""Evaluations by durable_rules in a process of their own: a crash is then a test's failure.

``python -m tests.rules.readings.durable_worker COUNT THREADS [WITHOUT]`` evaluates COUNT times in
THREADS threads, with one safeguard taken away where WITHOUT names it, and prints as JSON
how many answers were wrong, the memory (KB) at a quarter and at the end, the library's timers
that run and the sessions left.
"""

from __future__ import annotations

import contextlib
import json
import resource
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path
from typing import Any

from liushou import Profile
from liushou.profile import BY_NAME
from liushou.rules import AllOf, AnyOf, Compare, Condition, IsTrue, Not, Parameter, Situation, evaluate, resolve
from liushou.rules.durable import engine as engine_module
from liushou.rules.durable import rulesets as durable_module
from liushou.rules.durable import terms as terms_module
from liushou.rules.durable.engine import DurableEngine
from liushou.rules.durable.rulesets import write_rulesets
from liushou.values import Bounds

ON = date(2025, 6, 30)
LINE = Compare("income_per_capita_month", "<", Parameter("rural_dibao_line"))
CONDITIONS: dict[str, Condition] = {
    "line": LINE,
    "poor": AnyOf((IsTrue("receives_dibao"), AllOf((LINE, IsTrue("assets_within_limit"))))),
    "not": Not(AllOf((IsTrue("in_treatment"), IsTrue("is_tekun")))),
    # Beside a test that holds, one on an absent second field holds too, unless guarded.
    "some income": Compare("income_per_capita_month", ">", 50.0),
    "little income": Compare("income_per_capita_month", "<", 5000.0),
    "children": Compare("children_count", ">=", 2.0),
}
#: More first conditions than one fact may meet in a ruleset: only splitting makes them work.
STEPS = {f"step {number}": Compare("children_count", ">=", float(number)) for number in range(-90, 20)}


def women() -> list[tuple[Situation, tuple[Any, ...]]]:
    """Women with what the reference says of them; of the first ones nothing that decides a rule."""
    found = []
    for number in range(40):
        profile = Profile(
            receives_dibao=(None, True, False)[number % 3] if number > 3 else None,
            assets_within_limit=number % 2 == 0 if number > 5 else None,
            income_per_capita_month=(
                {"at_least": 10, "at_most": 6000} if number < 2 else 100 * number if number % 4 == 3 else None
            ),
            children_count=number % 9 if number > 20 else None,
            in_treatment=number % 5 == 1 if number > 6 else None,
        )
        line = {} if number % 8 == 3 else {"rural_dibao_line": Bounds(600.0, 640.0)}
        situation = Situation(resolve(profile, ON), line)
        found.append((situation, tuple(evaluate(one, situation) for one in CONDITIONS.values())))
    return found


def take_away(safeguard: str) -> None:
    """Undo one thing that keeps the library safe."""
    engine: Any = engine_module.DurableEngine
    if safeguard == "quiet":
        from durable import engine as library

        original = engine_module._quiet_host

        def loud(module: Any, action: Any) -> Any:
            host = original(module, action)
            library.Host._run(host)
            return host

        engine_module._quiet_host = loud
    elif safeguard == "lock":
        engine_module.RLock = contextlib.nullcontext  # type: ignore[assignment, misc]
    elif safeguard == "delete":
        engine._forget = lambda self, run: None
    elif safeguard == "open":
        engine_module.OPENING = {}  # type: ignore[misc]
        original_assert = engine._assert

        def unopened(self: Any, run: Any, ruleset: str, message: Any) -> None:
            if ruleset not in run.opened:
                run.opened.append(ruleset)
            original_assert(self, run, ruleset, message)

        engine._assert = unopened
    elif safeguard == "split":
        CONDITIONS.update(STEPS)
        terms_module.MOST_ON_FIELD = terms_module.MOST_RULES = 10**6  # type: ignore[misc]
    elif safeguard == "guard":
        original_sided = durable_module.sided

        def unguarded(fact: str, *sides: Any) -> dict[str, Any]:
            test = original_sided(fact, *sides)
            own = tuple({"$ex": {f"{fact}__{side}": 1}} for side in ("low", "high"))
            return {"$and": [one for one in test["$and"] if "$ex" not in one or one in own]}

        durable_module.sided = unguarded
    elif safeguard == "unheard":
        engine_module.suppress = lambda *_: contextlib.nullcontext()  # type: ignore[assignment, misc]
    elif safeguard == "surface":

        class Swallowing(list):  # type: ignore[type-arg]
            def append(self, error: Any) -> None:
                """Let the error go, as the library does."""

        original_run = engine_module._Run
        engine_module._Run = lambda **parts: original_run(**parts, errors=Swallowing())  # type: ignore[assignment, misc]
    elif safeguard:
        raise SystemExit(f"no such safeguard: {safeguard}")


def memory() -> int:
    """Resident memory now, in KB."""
    pages = Path("/proc/self/statm").read_text().split()[1] if Path("/proc/self/statm").exists() else None
    return int(pages) * resource.getpagesize() // 1024 if pages else resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


def sessions(engine: DurableEngine) -> int:
    """The sessions that are still there."""
    left = 0
    for ruleset in engine.host.list_rulesets():
        for number in range(1, 20):
            with contextlib.suppress(Exception):
                ruleset.get_state(f"s{number}")
                left += 1
    return left


def main(count: int, threads: int, without: str) -> None:
    take_away(without)
    rules = write_rulesets(CONDITIONS, BY_NAME)
    engine, known = DurableEngine(), women()
    if without == "surface":
        engine._conclude = lambda *_: 1 / 0  # type: ignore[assignment, method-assign, return-value]
    engine._register(rules)
    wrong, marks, lock = 0, [], threading.Lock()

    def work(number: int) -> None:
        nonlocal wrong
        situation, expected = known[number % len(known)]
        found = tuple(engine.evaluate(rules, situation).values())
        with lock:
            wrong += found != expected
            if number in (count // 4, count - 1):
                marks.append(memory())

    def share(first: int) -> None:
        for number in range(first, count, threads):
            work(number)

    # One task a thread: a task an evaluation would itself hold more memory with every one.
    with ThreadPoolExecutor(threads) as pool:
        list(pool.map(share, range(threads)))
    timers = sum(isinstance(one, threading.Timer) for one in threading.enumerate())
    print(
        json.dumps(
            {
                "wrong": wrong,
                "timers": timers,
                "memory": marks,
                "sessions": sessions(engine),
                "rulesets": len(rules.rulesets),
            }
        )
    )


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]), sys.argv[3] if len(sys.argv) > 3 else "")
