"""The readings of the rule language, each as one entry: conditions and women in, truths out.

A reading is a function of (conditions, profiles, world) that gives for each profile the
truths of all conditions. A new reading is one more entry of ``READINGS``; every test of
this folder then holds it to the reference.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import Any

import pytest
from hypothesis import Phase, given, settings
from hypothesis.strategies import SearchStrategy

from liushou import ContradictionError, Profile, load_rules
from liushou.profile import BY_NAME, Value
from liushou.rules import ALWAYS, Condition, Situation, evaluate, resolve
from liushou.rules.compile.program import build, compile_rules
from liushou.rules.durable.engine import DurableEngine
from liushou.rules.durable.rulesets import write_rulesets
from liushou.rules.javascript import Graph
from liushou.rules.javascript.graph import day_number
from liushou.values import Bounds, Truth, add

from ...examples import LEAST, examples
from ...frames.conditions import evaluate_conditions
from ...frames.frames import BACKENDS, polars_frame
from ...frames.rows import columns
from ...frames.sparks import in_spark, missing
from . import scripts
from .solver_reading import SolverReading

Truths = list[tuple[Truth, ...]]


@dataclass(frozen=True)
class World:
    """The day, and what holds in the place on it."""

    on: date
    parameters: Mapping[str, Bounds[Any]] = field(default_factory=dict)
    place_facts: Mapping[str, Value] = field(default_factory=dict)


Trial = tuple[Sequence[Condition], Sequence[Profile], World]
Reading = Callable[[Sequence[Condition], Sequence[Profile], World], Truths]


def reference(conditions: Sequence[Condition], profiles: Sequence[Profile], world: World) -> Truths:
    """What a rule means."""
    found = []
    for profile in profiles:
        situation = Situation(resolve(profile, world.on, world.place_facts), world.parameters)
        found.append(tuple(evaluate(condition, situation) for condition in conditions))
    return found


def compiled(conditions: Sequence[Condition], profiles: Sequence[Profile], world: World, build: Any = build) -> Truths:
    """The generated Python function."""
    truths = compile_rules(
        {str(number): [(ALWAYS, condition)] for number, condition in enumerate(conditions)},
        (False, None, True),
        on=world.on,
        parameters=world.parameters,
        place_facts=world.place_facts,
        build=build,
    ).truths
    return [truths(profile) for profile in profiles]


def another_day(conditions: Sequence[Condition], profiles: Sequence[Profile], world: World) -> Truths:
    """The generated Python function, made on one day and asked about another."""
    truths, _ = compile_rules(
        {str(number): [(ALWAYS, condition)] for number, condition in enumerate(conditions)},
        (False, None, True),
        on=add(world.on, -5, "months"),
        parameters=world.parameters,
        place_facts=world.place_facts,
    ).at(world.on)
    return [truths(profile) for profile in profiles]


@lru_cache(maxsize=1)
def durable_engine() -> DurableEngine:
    """One for all tests: rulesets stay registered as long as the process lives."""
    return DurableEngine(limit=20_000)


def durable(conditions: Sequence[Condition], profiles: Sequence[Profile], world: World) -> Truths:
    """The rulesets, run by durable_rules."""
    pytest.importorskip("durable.engine", reason="the extra `durable` is not installed")
    rules = write_rulesets({str(number): one for number, one in enumerate(conditions)}, BY_NAME)
    found = []
    for profile in profiles:
        situation = Situation(resolve(profile, world.on, world.place_facts), world.parameters)
        found.append(tuple(durable_engine().evaluate(rules, situation).values()))
    return found


def solver(conditions: Sequence[Condition], profiles: Sequence[Profile], world: World) -> Truths:
    """The two-bit encoding, each profile pinned onto it."""
    pytest.importorskip("z3", reason="the extra `prove` is not installed")
    reading = SolverReading(
        conditions, vocabulary=load_rules().vocabulary, on=world.on, parameters=world.parameters,
        place_facts=world.place_facts,
    )  # fmt: skip
    return [reading.truths(profile) for profile in profiles]


def javascript(
    conditions: Sequence[Condition], profiles: Sequence[Profile], world: World, source: str | None = None
) -> Truths:
    """The graph as data, read by the interpreter in V8."""
    graph = Graph(load_rules().vocabulary)
    numbers = [graph.add(condition) for condition in conditions]
    here = {
        "on": day_number(world.on),
        "facts": dict(world.place_facts),
        "parameters": graph.values_of(world.parameters),
    }
    women = [profile.to_mapping() for profile in profiles]
    truths = scripts.call("truths", graph.data(), numbers, here, women, source=source)
    return [tuple(row) for row in truths]


def _row(profile: Profile, world: World) -> dict[str, Any]:
    """The profile as a row of a ledger, with what is known of the place beneath."""
    row: dict[str, Any] = dict.fromkeys(columns())
    for name, value in {**world.place_facts, **dict(profile.known())}.items():
        if isinstance(value, Bounds):
            whole = BY_NAME[name].kind == "integer"
            low, high = (int(side) if whole and side is not None else side for side in (value.low, value.high))
            row[f"{name}__min"], row[f"{name}__max"] = low, high
        else:
            row[name] = value
    return row


def spark(frame: Any, run: Any) -> Any:
    """The rows in PySpark, where there is one."""
    reason = missing()
    if reason is not None:
        pytest.skip(reason)
    return in_spark(frame, run)


def columnar(backend: str) -> Reading:
    """The expressions over a frame's columns, on one engine."""
    engine = spark if backend == "spark" else BACKENDS[backend]

    def read(conditions: Sequence[Condition], profiles: Sequence[Profile], world: World) -> Truths:
        names = {str(number): condition for number, condition in enumerate(conditions)}
        frame = polars_frame([_row(profile, world) for profile in profiles])
        rows = engine(frame, lambda one: evaluate_conditions(one, names, on=world.on, parameters=world.parameters))
        assert all(row["problem"] is None for row in rows)
        return [tuple(None if row[name] is None else bool(row[name]) for name in names) for row in rows]

    return read


READINGS: dict[str, Reading] = {
    "compiled": compiled,
    "compiled on another day": another_day,
    "durable": durable,
    "javascript": javascript,
    "polars": columnar("polars"),
    "pyarrow": columnar("pyarrow"),
    "duckdb": columnar("duckdb"),
    "solver": solver,
    "spark": columnar("spark"),
}
#: A part of the usual number of examples, where a reading takes its time.
SHARE = {
    "compiled": 1.0,
    "compiled on another day": 0.5,
    "durable": 0.5,
    "javascript": 0.5,
    "polars": 0.2,
    "pyarrow": 0.1,
    "solver": 0.2,
}
#: Readings that start too slowly for one example after the other: all their examples in one batch.
BATCHED = {"duckdb", "spark"}
#: What tests run over; those that need more than the extras of the tests are marked.
#: PySpark takes half a minute to start: at night, and in the test of a change that lands (`make test-spark`).
NAMES = [
    pytest.param(name, marks=[pytest.mark.spark, pytest.mark.nightly]) if name == "spark" else name for name in READINGS
]


def agrees(
    name: str,
    trials: SearchStrategy[Any],
    reading: Reading | None = None,
    *,
    phases: Iterable[Phase] = Phase,
    share: float | None = None,
) -> None:
    """The law: on everything that ``trials`` draws, the reading gives what the reference gives."""
    read = reading or READINGS[name]
    if name in BATCHED:
        batch = one_batch(trials, LEAST)
        assert read(*batch) == reference(*batch)
        return

    def law(trial: Trial) -> None:
        assert read(*trial) == reference(*trial)

    for fixed in _fixed():
        law(fixed)
    settings(max_examples=examples(SHARE[name] if share is None else share), phases=tuple(phases))(given(trials)(law))()


def _fixed() -> tuple[Trial, ...]:
    from .worlds import fixed_trials

    return fixed_trials()


def one_batch(trials: SearchStrategy[Any], count: int) -> Trial:
    """All conditions and all women of some examples, on the latest of their days."""
    found: list[Trial] = []

    @settings(max_examples=count, phases=(Phase.generate,))
    @given(trials)
    def gather(trial: Trial) -> None:
        found.append(trial)

    gather()
    found.extend(_fixed())
    world = max((world for _, _, world in found), key=lambda one: one.on)
    women = [woman for _, some, _ in found for woman in some if _can_be(woman, world)]
    assert len(women) > count
    return list(dict.fromkeys(one for trees, _, _ in found for one in trees)), women, world


def _can_be(woman: Profile, world: World) -> bool:
    try:
        resolve(woman, world.on, world.place_facts)
    except ContradictionError:
        return False
    return True


def disagrees(name: str, trials: SearchStrategy[Any], reading: Reading | None = None, *, share: float = 1.0) -> bool:
    """Whether the law, with the whole number of examples, catches the reading.

    Most are caught by the first few; the smallest case is not looked for.
    """
    try:
        agrees(name, trials, reading, phases=(Phase.generate,), share=share)
    except Exception:
        # An error is as loud as a wrong answer.
        return True
    return False
