"""What a fact may be, and what it may not: types, ranges, bounds."""

from datetime import date
from typing import Any

import pytest

from liushou import InputError, Profile
from liushou.profile import FACTS, Fact
from liushou.values import Bounds


@pytest.mark.parametrize("raw", [True, "yes", "是", "true", "True", " YES "])
def test_yes(raw: object) -> None:
    assert Profile(disabled=raw).disabled is True


@pytest.mark.parametrize("raw", [False, "no", "否", "false", "No"])
def test_no(raw: object) -> None:
    assert Profile(disabled=raw).disabled is False


def test_sex_by_value_and_by_word() -> None:
    assert Profile(sex="女").sex == Profile(sex="female").sex == "female"
    assert Profile(sex="男").sex == "male"


def test_dates_and_numbers_are_bounds() -> None:
    assert Profile(birth_date=date(1990, 5, 1)).birth_date == Bounds(date(1990, 5, 1), date(1990, 5, 1))
    assert Profile(husband_away_since="2024-02").husband_away_since == Bounds(date(2024, 2, 1), date(2024, 2, 29))
    assert Profile(birth_date=1990).birth_date == Bounds(date(1990, 1, 1), date(1990, 12, 31))
    assert Profile(income_per_capita_month={"at_most": 500}).income_per_capita_month.high == 500
    assert Profile(husband_away_years=0.5).husband_away_years == Bounds(0.5, 0.5)
    since = Profile(husband_away_since={"at_least": "2024-03", "at_most": 2024}).husband_away_since
    assert since == Bounds(date(2024, 3, 1), date(2024, 12, 31))


def test_none_is_not_asked() -> None:
    assert Profile(**{fact.name: None for fact in FACTS}) == Profile()
    assert Profile.from_mapping({fact.name: None for fact in FACTS}) == Profile()


WRONG: dict[str, list[Any]] = {
    "yes_no": ["maybe", "", "y", 1, 0, 1.0, [], [True], {}, {"at_least": True}, date(2024, 1, 1), "unknown", "不清楚"],
    "choice": ["femal", "", True, 1, [], {}, "女性", "F"],
    "date": ["soon", "", "2024-13", True, 2024.5, [], [2024], {}, {"at_least": None}, {"from": 2024},
             {"at_least": 2025, "at_most": 2024}, {"at_least": "x"}, 1899, "2024-02-30", "2024年3月"],
    "number": ["5", "", "many", True, [], {}, {"at_least": None, "at_most": None}, {"min": 1}, float("nan"),
               float("inf"), -1, 1e12, {"at_least": 5, "at_most": 4}, {"at_least": "5"}, {"at_most": -1}],
    "integer": ["1", 1.5, True, -1, 1000, {"at_least": 1.5}, [], {}, {"at_least": 3, "at_most": 2}, float("nan")],
}  # fmt: skip


@pytest.mark.parametrize("fact", FACTS, ids=lambda fact: fact.name)
def test_wrong_types_and_ranges_name_the_fact_and_what_it_takes(fact: Fact) -> None:
    for raw in WRONG[fact.kind]:
        with pytest.raises(InputError) as caught:
            Profile.from_mapping({fact.name: raw})
        (problem,) = caught.value.problems
        assert fact.name in problem.message, raw
        assert fact.title in problem.message
        assert problem.expected
        with pytest.raises(InputError):
            Profile(**{fact.name: raw})


@pytest.mark.parametrize("fact", [fact for fact in FACTS if fact.low is not None], ids=lambda fact: fact.name)
def test_both_ends_of_a_range_are_inside(fact: Fact) -> None:
    assert fact.low is not None
    assert fact.high is not None
    for edge in (fact.low, fact.high):
        assert Profile.from_mapping({fact.name: edge}).get(fact.name) == Bounds(edge, edge)
    for outside in (fact.low - 1, fact.high + 1):
        with pytest.raises(InputError, match="range"):
            Profile.from_mapping({fact.name: outside})


def test_everything_that_is_wrong_is_said_at_once() -> None:
    with pytest.raises(InputError) as caught:
        Profile.from_mapping({"sex": "x", "disabld": True, "birth_date": "x", "unsure": ["bogus", "sex"], "age": 40})
    assert len(caught.value.problems) == 5


def test_unknown_facts_have_a_neighbour() -> None:
    with pytest.raises(InputError) as caught:
        Profile.from_mapping({"disabeld": True})
    assert caught.value.problems[0].did_you_mean == "disabled"


def test_age_is_refused_with_a_reason() -> None:
    with pytest.raises(InputError, match="birth_date"):
        Profile.from_mapping({"age": 40})


@pytest.mark.parametrize("unsure", ["sex", {"sex": 1}, 5, True])
def test_unsure_is_a_list(unsure: Any) -> None:
    with pytest.raises(InputError, match="list"):
        Profile.from_mapping({"unsure": unsure})
    with pytest.raises(InputError, match="list"):
        Profile(unsure=unsure)


@pytest.mark.parametrize("name", [["a"], {"a": 1}, None, 5, "bogus", ""])
def test_unsure_holds_facts(name: Any) -> None:
    with pytest.raises(InputError, match="unknown fact"):
        Profile.from_mapping({"unsure": [name]})


def test_known_and_unsure_cannot_both_be() -> None:
    with pytest.raises(InputError, match="disabled"):
        Profile(disabled=True, unsure=["disabled"])
    # A birth year is knowledge, and she may well not know the day.
    assert Profile(birth_date=1990, unsure=["birth_date"]).unsure == {"birth_date"}


def test_the_range_of_a_whole_number_closes_an_open_side() -> None:
    """A grade of at most 2 is 1 or 2, of at least 3 is 3 or 4."""
    assert Profile(disability_grade={"at_most": 2}).disability_grade == Bounds(1.0, 2.0)
    assert Profile(disability_grade={"at_least": 3}).disability_grade == Bounds(3.0, 4.0)
    assert Profile(disability_grade={"at_least": 4}).disability_grade == Bounds(4.0, 4.0)
