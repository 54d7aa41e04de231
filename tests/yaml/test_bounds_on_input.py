"""Depth, size and number of values are bounded, whatever the notation."""

import pytest

from liushou.yaml.tree import MAX_DEPTH, MAX_NODES, compose


@pytest.mark.parametrize("opening", ["[", "{a: ", "- ", "? ", "[{a: ", "{[", "{"])
def test_a_hundred_thousand_levels(opening: str) -> None:
    tree, problems = compose(opening * 100_000)
    assert tree is None
    assert problems[-1].code in ("too-deep", "syntax")
    assert len(str(problems[-1])) < 1000


def test_block_mappings_by_indentation() -> None:
    text = "".join(f"{' ' * level}a:\n" for level in range(3000))
    tree, problems = compose(text)
    assert tree is None
    assert [problem.code for problem in problems] == ["too-deep"]


def test_closed_brackets_beyond_the_limit() -> None:
    assert compose("[" * MAX_DEPTH + "]" * MAX_DEPTH)[1] == ()
    assert compose("[" * (MAX_DEPTH + 1) + "]" * (MAX_DEPTH + 1))[1][0].code == "too-deep"


@pytest.mark.slow
def test_too_many_values() -> None:
    tree, problems = compose("[" + "a," * (MAX_NODES + 1) + "]")
    assert tree is None
    assert [problem.code for problem in problems] == ["too-many-values"]


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("a: [1, 2\nb: 3\n", 1), ("a: 1\n b: 2\n", 2), ("a: 'x\n", 1), ("\ta: 1\n", 1), ("a: b: c\n", 1),
        ("]", 1), ("a: 1\n- b\n", 2), ("a: @x\n", 1), ("%YAML 9.9\n---\na\n", 1),
    ],
)  # fmt: skip
def test_broken_syntax_is_one_problem_with_a_place(text: str, line: int) -> None:
    tree, problems = compose(text)
    assert tree is None
    assert len(problems) == 1
    assert problems[0].code == "syntax"
    assert problems[0].location is not None
    assert problems[0].location.line == line


@pytest.mark.parametrize("text", ["a: \x00", "\x01", "a: \x7f", "a: \ufffe"])
def test_control_characters(text: str) -> None:
    tree, problems = compose(text)
    assert tree is None
    assert [problem.code for problem in problems] == ["syntax"]


@pytest.mark.parametrize("text", ["", "\n\n", "# only a comment\n"])
def test_nothing_at_all(text: str) -> None:
    assert compose(text) == (None, ())
