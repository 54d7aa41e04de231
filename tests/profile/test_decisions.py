"""What offices have decided, as part of a profile: read the same from YAML, JSON and Python, every mistake placed."""

import copy
import json
import pickle
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import yaml
from liushou import InputError, Profile
from liushou.profile import OUTCOMES, Decision, parse_json, parse_yaml

DECISION: dict[str, Any] = {
    "policy": "fengdu",
    "clause": "二（一）",
    "service": "dibao",
    "residual": "符合条件",
    "outcome": "granted",
    "by": "丰都县民政局",
    "on": "2025-06-01",
}
TEXTS = st.text("符合条件按规定abc（）", min_size=1, max_size=8)
DECISIONS = st.fixed_dictionaries(
    {
        **dict.fromkeys(("policy", "clause", "service", "residual", "by"), TEXTS),
        "outcome": st.sampled_from(OUTCOMES),
        "on": st.dates(date(2000, 1, 1), date(2030, 1, 1)).map(date.isoformat),
    }
)


@given(st.lists(DECISIONS, max_size=3))
def test_the_same_by_every_way_and_read_back(decisions: list[dict[str, Any]]) -> None:
    whole = {"sex": "female", "decisions": decisions}
    profile = Profile.from_mapping(whole)
    ways = [
        Profile(**whole),
        Profile(sex="女", decisions=tuple(Decision(**decision) for decision in decisions)),
        parse_json(json.dumps(whole)),
        parse_yaml(yaml.safe_dump(whole, allow_unicode=True)),
        Profile.from_mapping(profile.to_mapping()),
        parse_yaml(yaml.safe_dump(profile.to_mapping(), allow_unicode=True)),
        pickle.loads(pickle.dumps(profile)),
        copy.deepcopy(profile),
        replace(profile),
    ]
    assert [way for way in ways if way != profile or hash(way) != hash(profile)] == []
    assert replace(profile, disabled=True).decisions == profile.decisions


@pytest.mark.parametrize(
    ("change", "code", "place", "near"),
    [
        ({"outcome": "grant"}, "not-one-of", "8:14", "granted"),
        ({"on": "soon"}, "on-type", "10:9", None),
        ({"residual": None}, "missing-key", "4:5", None),
        ({"cluase": "二（一）", "clause": None}, "unknown-key", "10:5", "clause"),
    ],
)
def test_mistakes_at_their_places(change: dict[str, Any], code: str, place: str, near: str | None) -> None:
    stated = {key: value for key, value in {**DECISION, **change}.items() if value is not None}
    lines = [f"    {key}: {value}" for key, value in stated.items()]
    text = "\n".join(["sex: female", "decisions:", "  -", *lines])
    with pytest.raises(InputError) as caught:
        parse_yaml(text, "f")
    (problem,) = caught.value.problems
    assert (problem.code, problem.did_you_mean) == (code, near)
    assert str(problem.location) == f"f:{place}"
    assert problem.format("zh")
    with pytest.raises(InputError) as caught:
        Profile.from_mapping({"decisions": [stated]})
    assert [problem.code for problem in caught.value.problems] == [code]


@pytest.mark.parametrize(
    ("value", "code"), [("all", "decisions-list"), ({}, "decisions-list"), (["x"], "not-a-mapping")]
)
def test_another_shape(value: object, code: str) -> None:
    with pytest.raises(InputError) as caught:
        parse_json(json.dumps({"decisions": value}), "f.json")
    assert [problem.code for problem in caught.value.problems] == [code]
    assert [str(problem.location)[:9] for problem in caught.value.problems] == ["f.json:1:"]


def test_nothing_decided() -> None:
    assert parse_yaml("decisions:\n") == parse_yaml("decisions: []\n") == Profile()
    assert "decisions" not in Profile().to_mapping()
