"""What the readings are tried on: days (month ends among them), parameters, place facts, women."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import date, timedelta
from functools import lru_cache
from math import ceil, floor
from typing import Any

from hypothesis import strategies as st

from liushou import ContradictionError, Matcher, Profile, load_rules
from liushou.profile import BY_NAME, FACTS
from liushou.rules import (
    AllOf,
    AnyOf,
    Between,
    Compare,
    Concept,
    Condition,
    Elapsed,
    IsTrue,
    Not,
    OneOf,
    Parameter,
    resolve,
    source_fact,
)
from liushou.rules.condition import leaves, operands
from liushou.testing import conditions, left_behind, profiles
from liushou.values import cutoff, exactly

from ..situations import parameter_values
from .table import World

#: Month ends and leap days, where "half a year ago" and birthdays have their edges.
DAYS = (
    date(2021, 6, 1), date(2023, 2, 28), date(2024, 2, 28), date(2024, 2, 29), date(2024, 8, 29),
    date(2024, 8, 31), date(2025, 2, 28), date(2025, 3, 31), date(2025, 6, 30), date(2025, 8, 30),
)  # fmt: skip

days = st.one_of(st.sampled_from(DAYS), st.dates(date(2018, 1, 1), date(2030, 12, 31)))
place_facts = st.dictionaries(st.sampled_from([fact.name for fact in FACTS if fact.place]), st.booleans())


@st.composite
def worlds(draw: st.DrawFn) -> World:
    """A day and what holds in a place on it."""
    return World(draw(days), draw(parameter_values()), draw(place_facts))


@st.composite
def trials(draw: st.DrawFn, most: int = 4) -> tuple[list[Condition], list, World]:
    """(conditions, women, world)."""
    world = draw(worlds())
    trees = draw(st.lists(conditions(), min_size=1, max_size=most))
    trees.append(Concept("lawful", "有法可依", draw(st.sampled_from(trees)), in_force="lawful__in_force"))
    if draw(st.booleans()):
        world = replace(world, parameters={**world.parameters, "lawful__in_force": exactly(1.0)})
    anyone = draw(st.lists(profiles(on=world.on), min_size=1, max_size=most))
    # Each leaf also on its own: what it says wrongly is not hidden by the rest of its tree.
    trees += dict.fromkeys(leaf for tree in trees for leaf in leaves(tree))
    return trees, anyone + draw(women_at_edges(trees, world)), world


def edges(trees: Sequence[Condition], world: World) -> dict[str, set[Any]]:
    """By fact: the values at which a leaf of the trees changes, and their neighbours."""
    found: dict[str, set[Any]] = {}
    for leaf in (leaf for tree in trees for leaf in leaves(tree)):
        known = found.setdefault(source_fact(leaf.fact), set())
        if isinstance(leaf, IsTrue):
            known |= {True, False}
        elif isinstance(leaf, Elapsed):
            known |= _near(cutoff(world.on, leaf.amount, leaf.unit))
        elif isinstance(leaf, OneOf):
            known |= {near for value in leaf.values for near in _near(value)}
        for operand in operands(leaf):
            bounds = operand.within(world.parameters) if isinstance(operand, Parameter) else exactly(operand)
            for side in (bounds.low, bounds.high):
                if side is not None and leaf.fact == "age":
                    for years in (floor(side), ceil(side), floor(side) + 1):
                        known |= _near(cutoff(world.on, years, "years"))
                elif side is not None:
                    known |= _near(side)
    return {name: _possible(name, values, world.on) for name, values in found.items()}


def _near(value: Any) -> set[Any]:
    if isinstance(value, str):
        return {value}
    if isinstance(value, date):
        step = timedelta(days=1)
        return {value} if value in (date.min, date.max) else {value - step, value, value + step}
    # A quarter beside: for half years, and for what is no whole number.
    return {value - 1, value - 0.25, value, value + 0.25, value + 1}


def _possible(name: str, values: set[Any], on: date) -> set[Any]:
    found = set()
    for value in values:
        if isinstance(value, date) and value > on:
            continue
        with suppress(ValueError):
            BY_NAME[name].read(value)
            found.add(value)
    return found


@st.composite
def women_at_edges(draw: st.DrawFn, trees: Sequence[Condition], world: World) -> list[Profile]:
    """Women whose facts lie on the values at which the conditions change, or just beside them."""
    near = {name: sorted(values) for name, values in edges(trees, world).items() if values}
    found = []
    for _ in range(draw(st.integers(1, 6))):
        stated: dict[str, Any] = {}
        for name, values in near.items():
            one, other = draw(st.sampled_from(values)), draw(st.sampled_from(values))
            form = draw(st.sampled_from(("exact", "exact", "within", "from", "to", "not asked")))
            if form == "exact" or (form != "not asked" and isinstance(one, (bool, str))):
                stated[name] = one
            elif form != "not asked":
                low, high = sorted((one, other))
                stated[name] = {"at_least": low if form != "to" else None, "at_most": high if form != "from" else None}
        found.append(_without_contradiction(stated, world.on, draw(st.integers(0, 1))))
    return found


def women_at_every_edge(trees: Sequence[Condition], world: World) -> list[Profile]:
    """Nothing left to chance: the k-th woman has the k-th edge of every fact, exactly."""
    near = {name: sorted(values) for name, values in edges(trees, world).items() if values}
    most = max(map(len, near.values()))
    women = [{name: values[k % len(values)] for name, values in near.items()} for k in range(most)]
    return [Profile(), *(_without_contradiction(stated, world.on, k % 2) for k, stated in enumerate(women))]


#: One leaf of every kind and sign; each is a condition of its own.
EVERY_LEAF: tuple[Condition, ...] = (
    IsTrue("seriously_ill"),
    IsTrue("needs_long_term_care"),
    OneOf("sex", ("female",)),
    OneOf("disability_grade", (1.0, 2.0)),
    *(Compare("children_count", sign, 2.0) for sign in ("<", "<=", ">", ">=", "=")),
    *(Compare("income_per_capita_month", sign, Parameter("rural_dibao_line")) for sign in ("<", "<=", ">", ">=")),
    *(
        Compare("income_per_capita_month", sign, Parameter("rural_dibao_line", 1.1))
        for sign in ("<", "<=", ">", ">=", "=")
    ),
    Between("income_per_capita_month", Parameter("rural_dibao_line", 0.5), Parameter("rural_dibao_line", 1.5)),
    *(Compare("age", sign, 60.0) for sign in ("<", "<=", ">", ">=", "=")),
    Between("age", 35.0, 64.0),
    Elapsed("husband_away_since", 6, "months"),
)


@lru_cache
def fixed_trials() -> tuple[tuple[list[Condition], list[Profile], World], ...]:
    """Tried before anything is drawn: every kind of leaf, and all the documents, on a month's last day."""
    line = World(date(2025, 2, 28), {"rural_dibao_line": exactly(610.0)}, {})
    here = Matcher(place="220182", on=line.on).place_values
    county = World(line.on, here.parameters, here.facts)
    every, documents = list(EVERY_LEAF), document_conditions()
    joined: list[Condition] = [*every, AllOf(tuple(every[:4])), AnyOf(tuple(every[:4])), Not(every[0])]
    return (
        (joined, women_at_every_edge(every, line), line),
        (documents, women_at_every_edge(documents, county), county),
    )


def _without_contradiction(stated: dict[str, Any], on: date, which: int) -> Profile:
    """The profile with one of two facts left out as long as they contradict each other."""
    while True:
        profile = Profile(**stated)
        try:
            resolve(profile, on)
        except ContradictionError as error:
            stated.pop(next(name for name in (error.fields[which], *error.fields) if name in stated))
        else:
            return profile


def document_conditions() -> list[Condition]:
    """Every definition and every condition of the shipped documents, and every concept."""
    rules = load_rules()
    found: dict[Condition, None] = {}
    for policy in rules.policies.values():
        found[policy.definition.condition] = None
        for _, measure in policy.measures():
            found[measure.condition] = None
    for concept in rules.concepts.values():
        found[concept.condition] = None
    return list(found)


PLACES = ("500230", "500101", "220182", "220000", "530102", "430000", "nation")


@st.composite
def document_trials(draw: st.DrawFn, most: int = 5) -> tuple[list[Condition], list, World]:
    """(everything the documents say, women, what holds where they live on that day)."""
    on = draw(st.sampled_from((*DAYS, date(2020, 12, 30), date(2022, 1, 1), date(2024, 9, 1))))
    place = draw(st.sampled_from(PLACES))
    here = Matcher(place=place, on=on).place_values
    known = draw(st.sampled_from(({}, left_behind(on))))
    women = draw(st.lists(profiles(on=on, known=known, place=place), min_size=1, max_size=most))
    world = World(on, here.parameters, here.facts)
    return document_conditions(), women + draw(women_at_edges(document_conditions(), world)), world
