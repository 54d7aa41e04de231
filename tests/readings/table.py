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
from liushou.profile import BY_NAME, Value, settle
from liushou.rules import ALWAYS, Condition, Situation, evaluate
from liushou.rules.compile import build, compile_rules
from liushou.rules.durable import write_rulesets
from liushou.rules.durable_engine import DurableEngine
from liushou.values import Bounds, Truth

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


READINGS: dict[str, Reading] = {"compiled": compiled, "durable": durable}
