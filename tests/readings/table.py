"""The readings of the rule language, each as one entry: conditions and women in, truths out.

A reading is a function of (conditions, profiles, world) that gives for each profile the
truths of all conditions. A new reading is one more entry of ``READINGS``; every test of
this folder then holds it to the reference.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import Any

import pytest

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


def compiled(
    conditions: Sequence[Condition], profiles: Sequence[Profile], world: World, build: Any = build
) -> Truths:
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
            row[f"{name}__min"], row[f"{name}__max"] = value.low, value.high
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
