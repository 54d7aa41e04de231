"""The whole answer in JavaScript is the JSON of Python's: women, places and days of every kind."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from liushou import InputError, Profile, match, read_profile
from liushou.matcher import cached_matcher
from liushou.testing import left_behind, profiles

from .alike import differing, first_difference
from .v8 import Asked, Module

ON = date(2025, 6, 30)
WOMEN = Path(__file__).resolve().parents[2] / "examples" / "women"
#: She has facts of the folder `examples/sixth`.
HEATING = WOMEN / "heating.yaml"
PLACES = (
    "500230", "500101", "220182", "220201", "530102", "430000", "nation", "220000", "220100", "222400", "500000", "110101",
    "511324", "530100", "659001", "500200", "220381", "419001", "500240", "222401",
)  # fmt: skip
DAYS = (date(2018, 6, 30), date(2021, 1, 1), date(2023, 2, 28), date(2024, 8, 31), ON, date(2025, 12, 31))


@st.composite
def asked(draw: st.DrawFn) -> Asked:
    on, place = draw(st.sampled_from(DAYS)), draw(st.sampled_from(PLACES))
    known = draw(st.sampled_from(({}, left_behind(on))))
    return draw(profiles(on=on, known=known, place=place)), place, on


def drawn(count: int) -> list[Asked]:
    """That many women; one call for all of them is quicker than one each."""
    women: list[Asked] = []

    @settings(max_examples=count, phases=(Phase.generate,), database=None)
    @given(asked())
    def gather(each: Asked) -> None:
        women.append(each)

    gather()
    return women


def test_random_women_at_many_places_and_days(shipped: Module) -> None:
    assert list(differing(shipped, drawn(60))) == []


@pytest.mark.nightly
def test_a_thousand_random_women(shipped: Module) -> None:
    assert list(differing(shipped, drawn(1000))) == []


@pytest.mark.parametrize("file", sorted(set(WOMEN.glob("*.yaml")) - {HEATING}), ids=lambda path: path.stem)
def test_the_example_women_at_every_place(shipped: Module, file: Path) -> None:
    woman = read_profile(file)
    women: list[Asked] = [(woman, place, ON) for place in PLACES]
    assert list(differing(shipped, women)) == []


def test_keys_are_in_the_same_order(shipped: Module) -> None:
    """So that the texts are the same too."""
    woman = Profile(**left_behind(ON))
    (answer,) = shipped.answers((woman, "500230", ON))
    assert first_difference(answer, match(woman, place="500230", on=ON).to_dict()) is None


def test_statuses_alone(shipped: Module) -> None:
    women = drawn(20)
    expected = [cached_matcher(place=place, on=on).statuses(woman) for woman, place, on in women]
    assert shipped.statuses(*women) == expected


REFUSED = [
    ({"no_such_fact": True}, "500230", ON),
    ({"birth_date": "3000-01-01"}, "500230", ON),
    ({"birth_date": "2025-07-01"}, "500230", ON),
    ({"disabled": False, "disability_grade": 1}, "500230", ON),
    ({}, "999999", ON),
    ({}, "没有这个地方", ON),
    ({}, "鼓楼区", ON),
    ({"decisions": [{"policy": "fengdu"}]}, "500230", ON),
]


@pytest.mark.parametrize("each", REFUSED, ids=str)
def test_what_python_refuses_is_refused(shipped: Module, each: Asked) -> None:
    profile, place, on = each
    with pytest.raises(InputError):
        match(profile, place=place, on=on)
    (answer,) = shipped.answers(each)
    assert set(answer) == {"refused", "fields"}
