"""JavaScript finds the mistakes of a profile that Python finds: all of them, by code and place."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liushou import load_rules
from liushou.messages import catalogue, mask
from liushou.problems import closest
from liushou.profile import DERIVED, FACTS, read_stated
from liushou.rules.javascript import Graph

from . import scripts

RULES = load_rules()
GRAPH = Graph(RULES.vocabulary).data()
KEYS = ("policy", "clause", "service", "residual", "outcome", "by", "on")

_names = st.sampled_from([fact.name for fact in FACTS])
_no_names = st.sampled_from(
    ["sexx", "", "年龄", "__proto__", "constructor", "toString", "500230198001011234", "\ud83d", "是否低保", *DERIVED]
)
_words = st.sampled_from(
    [
        "yes",
        " 是\x1f",
        "NO",
        "\ufeff否",
        "2024",
        "2024-02-30",
        "2024-13",
        "1899-12-31",
        "2199-12-31",
        "2024-05",
        "女",
        "很",
        "半\ud83d字",
        "",
        "1" * 30,
    ]
)
_plain = (
    st.none() | st.booleans() | st.integers(-3, 10_000) | st.sampled_from([0.5, 2.75, 1e307, 2e308, 10**400]) | _words
)
_values = _plain | st.recursive(
    _plain,
    lambda inner: (
        st.lists(inner, max_size=2)
        | st.dictionaries(st.sampled_from(["at_least", "at_most", "at_leest"]), inner, max_size=2)
    ),
    max_leaves=3,
)
_right = {"policy": "fengdu", "clause": "二（一）", "service": "dibao", "residual": "符合条件", "outcome": "granted"}
_right |= {"by": "民政局", "on": "2025-06-01"}
_damaged_key = st.sampled_from([*KEYS, "polcy", "resdual", "服务", "outcomes", "ＢＹ", "no", "onn", "note", "x" * 201])


@st.composite
def _decisions(draw: st.DrawFn) -> Any:
    entry: Any = dict(_right)
    for key in draw(st.lists(st.sampled_from(KEYS), max_size=3)):
        entry.pop(key, None)
    return entry | draw(st.dictionaries(_damaged_key, _values, max_size=3))


@st.composite
def profiles(draw: st.DrawFn) -> dict[str, Any]:
    profile: dict[str, Any] = draw(st.dictionaries(_names, _values, max_size=6))
    profile |= draw(st.dictionaries(_no_names, _values, max_size=2))
    if draw(st.booleans()):
        profile["unsure"] = draw(st.lists(_names | _no_names | _plain, max_size=5) | _values)
    if draw(st.booleans()):
        profile["decisions"] = draw(st.lists(_decisions() | _values, max_size=3) | _values)
    # As JSON has it: a number too large for JavaScript is its infinity, which JSON cannot say.
    return dict(json.loads(json.dumps(profile).replace("Infinity", "1e308")))


def in_python(profile: dict[str, Any]) -> list[list[Any]]:
    _, wrong = read_stated(profile, RULES.facts)
    return [
        [str(problem.code), [mask(step) if isinstance(step, str) else step for step in path]] for path, problem in wrong
    ]


@given(st.lists(profiles(), min_size=20, max_size=20))
def test_all_mistakes_are_found_by_code_and_place(damaged: list[dict[str, Any]]) -> None:
    assert scripts.call("mistakes", GRAPH, json.dumps(damaged)) == list(map(in_python, damaged))


MANY: list[dict[str, Any]] = [
    {f"no{number}": 1 for number in range(1001)},
    {"unsure": ["sex"] * 1001, "decisions": [_right] * 1001},
    {"unsure": "😀" * 1000, "decisions": "x" * 1001},
    {"unsure": {str(number): 1 for number in range(1001)}, "sexx": 1},
]


@pytest.mark.parametrize("profile", MANY, ids=["facts", "lists", "texts", "mapping"])
def test_too_many_entries_are_not_looked_at(profile: dict[str, Any]) -> None:
    assert scripts.call("mistakes", GRAPH, json.dumps([profile])) == [in_python(profile)]


@pytest.mark.parametrize("profile", [None, [], "sex: 女", 5])
def test_what_is_no_profile(profile: Any) -> None:
    assert scripts.call("mistakes", GRAPH, json.dumps([profile])) == [[["profile-type", []]]]


@given(
    st.sampled_from(KEYS),
    st.lists(st.tuples(st.integers(0, 8), st.text("onbylicerséX：服务 ", max_size=3)), max_size=3),
)
def test_a_key_that_was_probably_meant_is_not_missing(key: str, changes: list[tuple[int, str]]) -> None:
    for at, other in changes:
        key = key[:at] + other + key[at + 1 :]
    words = [key, *catalogue().words]
    assert scripts.call("meant", words) == [closest(word, KEYS) if word not in KEYS else word for word in words]
