"""From which day time alone makes a service a yes (``opens``), held to the reference on every day that could matter."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from liushou import InputError, Match, Matcher, Profile, load_rules, match
from liushou.documents import days_of_change
from liushou.matcher import cached_matcher
from liushou.rules import Condition, Situation, all_of, any_of, evaluate, resolve
from liushou.testing import left_behind, profiles
from liushou.values import LAST_DAY, Bounds, Truth, add

ON = date(2025, 6, 30)
DAY = timedelta(days=1)
PLACES = ("500230", "220182", "532601", "430000", "nation")
DAYS = (date(2021, 1, 1), date(2024, 8, 31), ON, date(2025, 12, 31))


def opening(woman: dict[str, Any], place: str = "500230", on: date = ON) -> dict[str, date]:
    answer = match(woman, place=place, on=on)
    return {service.id: service.opens for service in answer.services if service.opens is not None}


def test_half_a_year_ends_on_the_last_day_of_a_month() -> None:
    """丈夫在区县外连续外出务工、经商等半年以上: from 31 March to 30 September."""
    woman = {**left_behind(ON), "husband_away_since": "2025-03-31"}
    assert opening(woman)["visits"] == date(2025, 9, 30)
    assert match(woman, place="500230", on=date(2025, 9, 29)).service("visits").status == "ineligible"


def test_her_thirty_fifth_birthday() -> None:
    woman = {**left_behind(ON), "birth_date": "1992-02-29"}
    assert opening(woman) == {"two_cancer_screening": date(2027, 2, 28)}


def test_both_must_be_over() -> None:
    """The last of them is the day, not the first."""
    woman = {**left_behind(ON), "husband_away_since": "2025-03-31", "birth_date": "1990-07-01"}
    assert opening(woman)["two_cancer_screening"] == date(2025, 9, 30)
    assert opening({**woman, "birth_date": "1960-10-01"})["two_cancer_screening"] == date(2025, 9, 30)


def test_who_is_too_old_by_then_waits_for_nothing() -> None:
    """35 to 64 周岁: 65 on the very day on which half a year is over."""
    woman = {**left_behind(ON), "husband_away_since": "2025-03-31", "birth_date": "1960-09-30"}
    assert "two_cancer_screening" not in opening(woman)


def test_a_month_is_certain_with_its_last_day() -> None:
    woman = {**left_behind(ON), "husband_away_since": "2025-03"}
    assert opening(woman)["visits"] == date(2025, 9, 30)
    assert match(woman, place="500230", on=date(2025, 9, 29)).service("visits").status == "undetermined"


def test_undetermined_only_where_time_alone_decides() -> None:
    woman = {**left_behind(ON), "husband_away_since": "2024-12"}
    visits = match({**woman, "husband_away_since": "2024"}, place="500230", on=date(2025, 1, 15)).service("visits")
    assert (visits.status, visits.opens) == ("undetermined", date(2025, 6, 30))
    asked = {name: value for name, value in woman.items() if name != "lives_in_village"}
    assert opening(asked) == {}


def test_nothing_opens_for_a_man_or_for_nobody() -> None:
    assert opening({"sex": "male", "husband_away_since": "2025-03-31"}) == {}
    assert opening({}) == {}


def test_a_document_that_begins_later_counts() -> None:
    """民发〔2025〕7号 of 27 March 2025 does not ask for 丈夫在区县外, as Chongqing does."""
    on = date(2025, 1, 1)
    answer = match({**left_behind(on), "husband_outside_county": False}, place="500101", on=on)
    assert answer.service("legal_service").opens == date(2025, 3, 27)
    assert {ground.opens for ground in answer.service("legal_service").grounds} == {None}


def test_what_is_a_yes_has_no_later_day() -> None:
    answer = match({**left_behind(ON), "birth_date": "1980-05-01"}, place="500230", on=ON)
    assert all(part.opens is None for part in parts(answer) if part.status == "eligible")
    assert Match.from_dict(answer.to_dict()) == answer


def parts(answer: Match) -> Iterator[Any]:
    for service in answer.services:
        yield from (service, *service.grounds)


def reference(matcher: Matcher, profile: Profile, day: date) -> dict[str, bool]:
    """Whether each service is a yes on a day, by the reference alone; the documents and values are the matcher's."""
    values = matcher.place_values
    try:
        known = resolve(profile, day, values.facts, facts=matcher.rules.facts)
    except InputError:
        return {}
    situation = Situation(known, values.parameters)
    # Measures share their definition, and many a condition.
    truths: dict[int, Truth] = {}

    def truth(condition: Condition) -> Truth:
        if id(condition) not in truths:
            truths[id(condition)] = evaluate(condition, situation)
        return truths[id(condition)]

    return {
        name: any_of(all_of(map(truth, measure.pair)) for measure in measures) is True
        for name, measures in matcher.applicable.items()
    }


def days_that_could_matter(profile: Profile, on: date, place: str) -> list[date]:
    """Around every month of half a year and every birthday of sixty years, around what begins later, and between."""
    bounds = [value for _, value in profile.known() if isinstance(value, Bounds)]
    ends = {end for value in bounds for end in (value.low, value.high) if isinstance(end, date)}
    turns = {add(end, months, "months") for end in ends for months in range(13)}
    turns |= {add(end, years, "years") for end in ends for years in range(1, 80)}
    turns |= {*days_of_change(load_rules(), place), *(add(on, step * 7, "months") for step in range(100))}
    near = {day + step * DAY for day in turns if day.year > 1900 for step in (-1, 0)}
    return sorted(day for day in near if on < day <= min(add(on, 60, "years"), LAST_DAY))


def test_the_day_is_right_for_random_women() -> None:
    held_to_the_reference(12)


@pytest.mark.nightly
def test_the_day_is_right_for_many_random_women() -> None:
    held_to_the_reference(300)


def held_to_the_reference(count: int) -> None:
    check = given(st.data(), st.sampled_from(PLACES), st.sampled_from(DAYS), st.sampled_from((None, 5, 60, 170)))
    settings(max_examples=count, deadline=None)(check(the_day_is_right))()


def the_day_is_right(data: st.DataObject, place: str, on: date, away: int | None) -> None:
    """``away`` says for how many days her husband has been away; None: nothing is known of her before."""
    since = {} if away is None else {**left_behind(on), "husband_away_since": on - away * DAY}
    profile = data.draw(profiles(on=on, known=since, place=place))
    answer = match(profile, place=place, on=on)
    changes = [on, *(day for day in days_of_change(load_rules(), place) if day > on)]
    opened: dict[str, date] = {}
    for day in days_that_could_matter(profile, on, place):
        matcher = cached_matcher(place=place, on=max(each for each in changes if each <= day))
        for name, holds in reference(matcher, profile, day).items():
            if holds:
                opened.setdefault(name, day)
    for service in answer.services:
        expected = None if service.status == "eligible" else opened.get(service.id)
        assert service.opens == expected, service.id
        if expected is not None:
            assert match(profile, place=place, on=expected).service(service.id).status == "eligible"
        days = [ground.opens for ground in service.grounds if ground.opens is not None]
        assert service.status == "eligible" or not days or service.opens == min([*days, service.opens or LAST_DAY])


@pytest.mark.parametrize("place", PLACES)
def test_the_first_ground_that_opens_opens_the_service(place: str) -> None:
    woman = {**left_behind(ON), "husband_away_since": "2025-03-31", "birth_date": "1995-02-28"}
    for service in match(woman, place=place, on=ON).services:
        days = [ground.opens for ground in service.grounds if ground.opens is not None]
        assert service.opens == min(days, default=None)
