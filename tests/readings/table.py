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

from liushou import Profile
from liushou.ledger import evaluate_conditions
from liushou.profile import BY_NAME, Value, settle
from liushou.rules import ALWAYS, Condition, Situation, evaluate
from liushou.rules.compile import build, compile_rules
from liushou.rules.durable import write_rulesets
from liushou.rules.durable_engine import DurableEngine
from liushou.values import Bounds, Truth

from ..columns.frames import BACKENDS, polars_frame
from ..columns.rows import columns

Truths = list[tuple[Truth, ...]]


@dataclass(frozen=True)
class World:
    """The day, and what holds in the place on it."""

    on: date
    parameters: Mapping[str, Bounds[Any]] = field(default_factory=dict)
    place_facts: Mapping[str, Value] = field(default_factory=dict)


Reading = Callable[[Sequence[Condition], Sequence[Profile], World], Truths]


def reference(conditions: Sequence[Condition], profiles: Sequence[Profile], world: World) -> Truths:
    """What a rule means."""
    found = []
    for profile in profiles:
        situation = Situation(settle(profile, world.on, world.place_facts), world.parameters)
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
        situation = Situation(settle(profile, world.on, world.place_facts), world.parameters)
        found.append(tuple(durable_engine().evaluate(rules, situation).values()))
    return found


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


def columnar(backend: str) -> Reading:
    """The expressions over a frame's columns, on one engine."""

    def read(conditions: Sequence[Condition], profiles: Sequence[Profile], world: World) -> Truths:
        names = {str(number): condition for number, condition in enumerate(conditions)}
        frame = polars_frame([_row(profile, world) for profile in profiles])
        rows = BACKENDS[backend](
            frame, lambda one: evaluate_conditions(one, names, on=world.on, parameters=world.parameters)
        )
        assert all(row["problem"] is None for row in rows)
        return [tuple(None if row[name] is None else bool(row[name]) for name in names) for row in rows]

    return read


READINGS: dict[str, Reading] = {
    "compiled": compiled,
    "durable": durable,
    "polars": columnar("polars"),
    "pyarrow": columnar("pyarrow"),
    "duckdb": columnar("duckdb"),
}
#: A part of the usual number of examples, where a reading takes its time.
SHARE = {"compiled": 1.0, "durable": 0.5, "polars": 0.2, "pyarrow": 0.1, "duckdb": 0.05}


def agrees(
    name: str, trials: SearchStrategy[Any], reading: Reading | None = None, *, phases: Iterable[Phase] = Phase
) -> None:
    """The law: on everything that ``trials`` draws, the reading gives what the reference gives."""
    read = reading or READINGS[name]

    @settings(max_examples=max(3, int(settings.default.max_examples * SHARE[name])), phases=tuple(phases))
    @given(trials)
    def law(trial: tuple[Sequence[Condition], Sequence[Profile], World]) -> None:
        assert read(*trial) == reference(*trial)

    law()


def disagrees(name: str, trials: SearchStrategy[Any], reading: Reading | None = None) -> bool:
    """Whether the law, with as many examples, catches the reading; it is not shrunk to the smallest case."""
    try:
        agrees(name, trials, reading, phases=(Phase.generate,))
    except Exception:
        # An error is as loud as a wrong answer.
        return True
    return False
