"""An answer as data: to JSON and back, its schema, its short repr."""

from __future__ import annotations

import json
from datetime import date

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import liushou
from liushou import InputError, Match, Profile, match
from liushou.answer import answer_schema
from liushou.testing import left_behind, profiles

ON = date(2025, 6, 30)
places = st.sampled_from(("500230", "220182", "532601", "430000", "nation"))


@pytest.mark.slow
@settings(max_examples=25)
@given(profiles(on=ON, place="500230") | profiles(on=ON, place="500230", known=left_behind(ON)), places)
def test_there_and_back_again_and_as_its_schema_says(profile: Profile, place: str) -> None:
    answer = match(profile, place=place, on=ON)
    data = json.loads(json.dumps(answer.to_dict()))
    assert Match.from_dict(data) == answer
    assert Match.from_dict({**data, "added": 1}) == answer
    jsonschema.Draft202012Validator(answer_schema()).validate(data)


def test_an_answer_of_a_spent_goal_and_of_unknown_parameters() -> None:
    answer = match({"sex": "female", "income_per_capita_month": 500}, place="220000", on=date(2020, 11, 1))
    data = json.loads(json.dumps(answer.to_dict()))
    assert Match.from_dict(data) == answer
    jsonschema.validate(data, answer_schema())


@pytest.mark.parametrize(
    ("path", "value", "where"),
    [
        (("on",), "2025-02-30", "answer.on"),
        (("services", 0, "status"), "maybe", "answer.services[0].status"),
        (("services", 0, "grounds", 0, "missing"), "birth_date", "answer.services[0].grounds[0].missing"),
        (("notes",), [1], "answer.notes[0]"),
        (("questions", 0, "settles"), True, "answer.questions[0].settles"),
        (("place",), None, "answer.place"),
    ],
)
def test_what_does_not_fit_is_named(path: tuple[str | int, ...], value: object, where: str) -> None:
    data = json.loads(json.dumps(match({}, place="500230", on=ON).to_dict()))
    inner = data
    for step in path[:-1]:
        inner = inner[step]
    inner[path[-1]] = value
    with pytest.raises(InputError) as caught:
        Match.from_dict(data)
    assert caught.value.problems[0].subject == where
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(data, answer_schema(), format_checker=jsonschema.FormatChecker())


def test_what_is_missing_is_named() -> None:
    data = match({}, place="500230", on=ON).to_dict()
    del data["rules"]["sha256"]
    with pytest.raises(InputError) as caught:
        Match.from_dict(data)
    assert caught.value.problems[0].subject == "answer.rules.sha256"


def test_a_short_repr() -> None:
    answer = match({"sex": "female"}, place="500230", on=ON)
    assert repr(answer).startswith("<Match 500230 重庆市丰都县 on 2025-06-30: eligible [")
    assert len(repr(answer)) < 400


def test_the_classes_of_an_answer_are_at_the_top() -> None:
    names = set(answer_schema()["$defs"]) - {"OfficeToday"}
    # The whole is called Answer there, as in OpenAPI.
    assert names - {"Answer"} | {"Match"} <= set(liushou.__all__)
    assert [name for name in liushou.__all__ if getattr(liushou, name, None) is None] == []
    assert set(dir(liushou)) == set(liushou.__all__)
