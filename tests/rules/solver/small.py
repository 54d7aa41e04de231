"""Random conditions over a few facts, and every kind of person there is for them.

For the leaves of a pair of conditions, persons are told apart only by what the leaves
say of them. :func:`persons` lists, group of linked facts by group, one person for each
combination of leaf values that occurs among many candidates, so that evaluating a
condition on all of them is exhaustive.
"""

from __future__ import annotations

import itertools
import random
from collections.abc import Iterator
from datetime import date, timedelta
from functools import lru_cache
from typing import Any

from dateutil.relativedelta import relativedelta

from liushou.problems import ContradictionError
from liushou.profile import Profile
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
    ParameterType,
    Situation,
    Vocabulary,
    evaluate,
    resolve,
)
from liushou.rules.condition import leaves
from liushou.values import Bounds

VOCABULARY = Vocabulary(
    parameters={
        "line": ParameterType("line", "线", "元/月"),
        "floor": ParameterType("floor", "下限", "元/月"),
        "free": ParameterType("free", "未知线", "元/月"),
        "youngest": ParameterType("youngest", "起始年龄", "周岁"),
    }
)
PARAMETERS: dict[str, Bounds[Any]] = {
    "line": Bounds(500.0, 500.0), "floor": Bounds(400.0, None), "youngest": Bounds(34.0, 36.0),
}  # fmt: skip
DAYS = (date(2024, 2, 29), date(2025, 2, 28), date(2025, 8, 31), date(2025, 6, 30))


def condition(rng: random.Random, depth: int = 2) -> Condition:
    """A random condition."""
    if depth == 0 or rng.random() < 0.3:
        return leaf(rng)
    kind = rng.choice(("all", "any", "not", "concept"))
    if kind == "not":
        return Not(condition(rng, depth - 1))
    if kind == "concept":
        return Concept("c", "概念", condition(rng, depth - 1))
    children = tuple(condition(rng, depth - 1) for _ in range(rng.choice((0, 1, 2, 2, 2, 3))))
    return AllOf(children) if kind == "all" else AnyOf(children)


def leaf(rng: random.Random) -> Condition:
    """A random leaf over the facts of the groups below."""
    sign = rng.choice(("<", "<=", ">", ">=", "="))
    kind = rng.randrange(12)
    if kind < 3:
        return IsTrue(rng.choice(("disabled", "needs_long_term_care", "at_risk_of_poverty", "is_monitored",
                                  "domestic_violence", "rights_infringed")))  # fmt: skip
    if kind == 3:
        return OneOf("sex", (rng.choice(("female", "male")),))
    if kind == 4:
        return OneOf("disability_grade", tuple(float(n) for n in rng.sample((1, 2, 3, 4), rng.choice((1, 2)))))
    if kind == 5:
        return Compare("disability_grade", sign, float(rng.choice((1, 2, 3))))
    if kind == 6:
        return Elapsed("husband_away_since", *rng.choice(((6, "months"), (1, "years"), (30, "days"))))
    if kind == 7:
        return Compare("husband_away_years", sign, rng.choice((0.5, 1.0, 2.5)))
    if kind == 8:
        return Between("age", rng.choice((35.0, Parameter("youngest"))), rng.choice((64.0, 35.0)))
    if kind == 9:
        return Compare("age", sign, rng.choice((35.0, 60.0, Parameter("youngest"))))
    if kind == 10:
        return Compare("husband_away_since", sign, rng.choice((date(2023, 12, 31), date(2024, 8, 31))))
    operand = rng.choice((400.0, 500.0, Parameter("line"), Parameter("floor"), Parameter("free")))
    return Compare("income_per_capita_month", sign, operand)


def pair(seed: int) -> tuple[Condition, Condition, date]:
    """The pair of conditions of a seed; every third is a variation of one condition."""
    rng = random.Random(seed)
    a, on = condition(rng), rng.choice(DAYS)
    how = rng.randrange(3)
    if how == 0:
        return a, condition(rng), on
    b: Condition = AnyOf((a, condition(rng, 1))) if how == 1 else AllOf((condition(rng, 1), a))
    return (a, b, on) if rng.random() < 0.5 else (b, a, on)


GROUPS = (
    ("disabled", "disability_grade", "needs_long_term_care"),
    ("at_risk_of_poverty", "is_monitored"),
    ("domestic_violence", "rights_infringed"),
    ("sex",),
    ("husband_away_since", "husband_away_years"),
    ("age",),
    ("income_per_capita_month",),
)
Person = tuple[dict[str, Any], dict[str, float]]


@lru_cache(maxsize=64)
def candidates(group: tuple[str, ...], on: date) -> tuple[tuple[Person, Situation], ...]:
    """Complete facts of a group (and unknown lines) that contradict nothing."""
    found: list[tuple[Person, Situation]] = []
    for facts, lines in _raw(group, on):
        try:
            told = situation(facts, lines, on)
        except ContradictionError:
            continue
        found.append(((facts, lines), told))
    return tuple(found)


def _raw(group: tuple[str, ...], on: date) -> Iterator[Person]:
    both = (True, False)
    if group[0] == "disabled":
        yield {"disabled": False}, {}
        for grade, care in itertools.product((1, 2, 3, 4), both):
            yield {"disabled": True, "disability_grade": grade, "needs_long_term_care": care}, {}
    elif len(group) == 2 and group[0] != "husband_away_since":
        for one, other in itertools.product(both, both):
            yield {group[0]: one, group[1]: other}, {}
    elif group == ("sex",):
        yield from (({"sex": value}, {}) for value in ("female", "male"))
    elif group[0] == "husband_away_since":
        around = [on + relativedelta(months=-6), on + relativedelta(years=-1), on - timedelta(days=30),
                  date(2023, 12, 31), date(2024, 8, 31), on]  # fmt: skip
        days = {day + timedelta(days=shift) for day in around for shift in (-3, -2, -1, 0, 1, 2, 3)}
        days |= {on + relativedelta(months=-months) for months in range(0, 60, 4)}
        since = [day for day in sorted(days) if day <= on]
        years = [0, 0.25, 0.5, 0.75, 1, 1.25, 1.75, 2, 2.25, 2.5, 2.75, 3, 3.5, 4, 5]
        for day in since:
            yield {"husband_away_since": day.isoformat()}, {}
            for many in years:
                yield {"husband_away_since": day.isoformat(), "husband_away_years": many}, {}
        yield from (({"husband_away_years": many}, {}) for many in years)
    elif group == ("age",):
        births = [on + relativedelta(years=-years, days=days)
                  for years in (33, 34, 35, 36, 37, 59, 60, 61, 64, 65, 66) for days in (-1, 0, 1)]  # fmt: skip
        for birth, line in itertools.product(births, (34.0, 34.5, 35.0, 35.5, 36.0)):
            yield {"birth_date": birth.isoformat()}, {"youngest": line}
    else:
        incomes = (0, 300, 350, 400, 420, 450, 500, 550, 600, 650)
        for income, floor, free in itertools.product(
            incomes, (400, 410, 430, 500, 510, 560, 610), (0, 300, 360, 400, 440, 500, 520, 600, 700)
        ):
            yield {"income_per_capita_month": income}, {"floor": float(floor), "free": float(free)}


def situation(facts: dict[str, Any], lines: dict[str, float], on: date) -> Situation:
    """A complete person as the evaluator takes her."""
    pinned = {name: Bounds(value, value) for name, value in lines.items()}
    return Situation(resolve(Profile.from_mapping(facts), on), {**PARAMETERS, **pinned})


def persons(a: Condition, b: Condition, on: date) -> Iterator[Person]:
    """One complete person for every combination of leaf values that occurs."""
    used = list(dict.fromkeys([*leaves(a), *leaves(b)]))
    groups: list[list[Person]] = []
    for group in GROUPS:
        mine = [one for one in used if one.fact in group]
        if not mine:
            continue
        seen: dict[tuple[object, ...], Person] = {}
        for person, told in candidates(group, on):
            seen.setdefault(tuple(evaluate(one, told) for one in mine), person)
        groups.append(list(seen.values()))
    for combination in itertools.product(*groups):
        facts = {name: value for one, _ in combination for name, value in one.items()}
        yield facts, {name: value for _, lines in combination for name, value in lines.items()}


def relation(a: Condition, b: Condition, on: date) -> str:
    """How the two relate, by evaluating both for every person."""
    only_a = only_b = False
    for facts, lines in persons(a, b, on):
        told = situation(facts, lines, on)
        one, other = evaluate(a, told), evaluate(b, told)
        assert one is not None
        assert other is not None
        only_a, only_b = only_a or (one and not other), only_b or (other and not one)
    if only_a and only_b:
        return "incomparable"
    return "a_wider" if only_a else "b_wider" if only_b else "equivalent"
