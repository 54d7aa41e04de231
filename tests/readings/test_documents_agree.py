"""Every reading gives what the reference gives, on everything the five documents say."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from liushou.match import Matcher
from liushou.testing import left_behind, profiles

from .table import READINGS, World, reference
from .worlds import DAYS, document_conditions

PLACES = ("500230", "500101", "220182", "220000", "530102", "430000", "nation")
CONDITIONS = document_conditions()


@st.composite
def women_somewhere(draw: st.DrawFn):
    """(women, what holds where they live on that day)."""
    on = draw(st.sampled_from((*DAYS, date(2020, 12, 30), date(2022, 1, 1), date(2024, 9, 1))))
    place = draw(st.sampled_from(PLACES))
    here = Matcher(place=place, on=on).local
    known = draw(st.sampled_from(({}, left_behind(on))))
    women = draw(st.lists(profiles(on=on, known=known, place=place), min_size=1, max_size=5))
    return women, World(on, here.parameters, here.facts)


def test_the_documents_have_conditions_of_many_kinds() -> None:
    assert len(CONDITIONS) > 20


@pytest.mark.parametrize("name", READINGS)
@settings(max_examples=30)
@given(trial=women_somewhere())
def test_a_reading_agrees_with_the_reference(name: str, trial) -> None:
    women, world = trial
    assert READINGS[name](CONDITIONS, women, world) == reference(CONDITIONS, women, world)
