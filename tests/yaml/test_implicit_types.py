"""Only what reads the same to everyone is typed; YAML 1.1's surprises are problems."""

from datetime import date
from typing import Any

import pytest

from liushou.problems import Problem
from liushou.yaml.tree import Node, compose, to_data


def read(value: str, *, loose: bool = False) -> tuple[Any, tuple[Problem, ...]]:
    tree, problems = compose(f"a: {value}\n")
    assert problems == ()
    assert tree is not None
    data, found = to_data(tree, loose=loose)
    return data["a"], found


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("12", 12), ("-3", -3), ("0", 0), ("0.5", 0.5), ("-1.25", -1.25), ("true", True), ("False", False),
        ("null", None), ("~", None), ("", None), ("2024-03-01", date(2024, 3, 1)), ("是", "是"), ("农村", "农村"),
        ('"010"', "010"), ("'no'", "no"), ('"2024-03-01"', "2024-03-01"), ("2024-03", "2024-03"), ("二（一）", "二（一）"),
        ("2024-3-1", "2024-3-1"), ("1e3", "1e3"), ("y", "y"), ("n", "n"),
    ],
)  # fmt: skip
def test_what_reads_the_same_to_everyone(text: str, value: object) -> None:
    data, problems = read(text)
    assert problems == ()
    assert data == value
    assert type(data) is type(value)


@pytest.mark.parametrize("text", ["no", "No", "NO", "yes", "Yes", "YES", "on", "off", "TRUE", "FALSE"])
def test_words_that_yaml_takes_for_booleans(text: str) -> None:
    _, problems = read(text)
    assert [problem.code for problem in problems] == ["implicit-type"]
    assert f'"{text}"' in str(problems[0].expected)
    assert read(text, loose=True) == (text.lower() in ("yes", "on", "true"), ())


@pytest.mark.parametrize(
    "text",
    ["010203", "0x1", "0b1", "1:30", "190:20:30", "1_000", ".5", "5.", ".inf", "-.INF", ".nan", "1.0e+3",
     "2024-03-01 10:00:00", "2024-03-01T10:00:00Z"],
)  # fmt: skip
def test_notations_that_people_misread(text: str) -> None:
    _, problems = read(text)
    assert [problem.code for problem in problems] == ["implicit-type"]
    assert problems[0].location is not None
    assert problems[0].location.column == 4


def test_a_day_that_does_not_exist() -> None:
    _, problems = read("2023-02-29")
    assert [problem.code for problem in problems] == ["date"]


def test_a_very_long_number_is_refused() -> None:
    _, problems = read("9" * 100_000)
    assert [problem.code for problem in problems] == ["not-finite"]


def test_keys_are_never_typed() -> None:
    tree, _ = compose("yes: 1\n010: 2\nnull: 3\n")
    assert isinstance(tree, Node)
    assert to_data(tree) == ({"yes": 1, "010": 2, "null": 3}, ())
