"""What opens by time alone is the same by the compiled rules as by the reference, and one takes over from the other."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liushou import Matcher, Profile
from liushou.testing import left_behind, profiles

ON = date(2025, 6, 30)
MATCHERS = [
    Matcher(place=place, on=on)
    for place, on in (
        ("500230", ON),
        ("500101", date(2025, 1, 1)),
        ("220182", date(2024, 8, 31)),
        ("532601", date(2025, 12, 31)),
        ("nation", date(2025, 1, 1)),
        ("500230", date(2021, 6, 1)),
    )
]


@st.composite
def women(draw: st.DrawFn) -> tuple[Matcher, Profile]:
    """A place, and a woman there: nothing known of her before, or that her husband left so many days ago."""
    matcher = draw(st.sampled_from(MATCHERS))
    away = draw(st.sampled_from((None, 5, 60, 170)))
    known = {} if away is None else {**left_behind(matcher.on), "husband_away_since": matcher.on - timedelta(days=away)}
    return matcher, draw(profiles(on=matcher.on, known=known, place=matcher.place.code))


@given(women(), st.booleans())
def test_the_compiled_rules_say_what_the_reference_says(case: tuple[Matcher, Profile], possibly: bool) -> None:
    matcher, woman = case
    plain = matcher.openings.plain(woman, possibly=possibly)
    assert matcher.openings.quick(woman, possibly=possibly) == plain


@pytest.mark.parametrize(
    "stated",
    [
        {"husband_away_since": "2025-03", "husband_away_years": {"at_least": 0, "at_most": 1}},
        {"husband_away_since": "2025", "husband_away_years": 0.4},
        {"husband_away_since": {"at_least": "2025-03-31"}, "birth_date": "1990-07"},
        {"husband_away_since": "2024-12-31", "birth_date": {"at_least": "1990-07-01"}},
        {"birth_date": "1960-10-01", "husband_away_since": "2025-03-31"},
    ],
)
def test_days_within_bounds_and_two_facts_for_one_thing(stated: dict[str, object]) -> None:
    known = {name: value for name, value in left_behind(ON).items() if not name.startswith("husband_away_since")}
    woman = Profile(**{**known, **stated})
    for possibly in (True, False):
        matcher = MATCHERS[0]
        assert matcher.openings.quick(woman, possibly=possibly) == matcher.openings.plain(woman, possibly=possibly)


def test_the_answer_stays_the_same_from_the_first_woman_to_the_hundredth() -> None:
    matcher = Matcher(place="500230", on=ON)
    woman = Profile(**{**left_behind(ON), "husband_away_since": "2025-03-31", "birth_date": "1990-07-01"})
    first = matcher.match(woman)
    assert {service.opens for service in first.services} >= {date(2025, 9, 30)}
    assert all(matcher.match(woman) == first for _ in range(100))
