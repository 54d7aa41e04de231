"""What the readings are tried on: days (month ends among them), parameters, place facts, women."""

from __future__ import annotations

from datetime import date

from hypothesis import strategies as st

from liushou import Matcher, load_rules
from liushou.profile import FACTS
from liushou.rules import Condition
from liushou.testing import conditions, left_behind, parameter_values, profiles

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
    women = draw(st.lists(profiles(on=world.on), min_size=1, max_size=most))
    return trees, women, world


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
    here = Matcher(place=place, on=on).local
    known = draw(st.sampled_from(({}, left_behind(on))))
    women = draw(st.lists(profiles(on=on, known=known, place=place), min_size=1, max_size=most))
    return document_conditions(), women, World(on, here.parameters, here.facts)
