"""The one reader: dataclasses say what a mapping may hold, and every mistake has its place."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Annotated, Any, Literal

import pytest

from liushou.problems import Code, Location
from liushou.yaml import (
    BROKEN,
    GIVEN,
    By,
    Identifier,
    Key,
    Length,
    Node,
    Range,
    Reader,
    Text,
    compose,
    entries,
    text_of,
)


@dataclass(frozen=True, slots=True)
class Part:
    name: Text
    count: Annotated[int, Range(1, 9)] = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Thing:
    id: Annotated[str, GIVEN]
    title: Annotated[Text, "what it is called"]
    since: Annotated[date | None, Key("from")] = None
    force: Literal["shall", "provide"] = "shall"
    parts: Annotated[tuple[Part, ...], Length(0, 2)] = ()
    words: Mapping[Identifier, Text] = field(default_factory=dict)
    source: Text | Part = ""
    usual: bool | str | None = None
    rate: float | None = None
    own: Annotated[str, By("upper")] = ""
    location: Location | None = field(default=None, compare=False, repr=False)


def upper(node: Node, _where: Location) -> Any:
    return (text_of(node) or "").upper() or BROKEN


def read(text: str) -> tuple[Thing | None, Reader]:
    tree, problems = compose(text, "f")
    assert tree is not None
    assert problems == ()
    reader = Reader({"upper": upper})
    return reader.read(Thing, tree, id="x"), reader


def test_everything_at_once() -> None:
    thing, reader = read(
        "title: 甲\nfrom: 2024-03-01\nforce: provide\nparts: [{name: a}, {name: b, count: 3}]\nwords: {a_1: 乙}\n"
        "source: {name: s}\nusual: true\nrate: 2\nown: abc\n"
    )
    assert reader.problems == []
    assert thing == Thing(
        id="x",
        title="甲",
        since=date(2024, 3, 1),
        force="provide",
        parts=(Part("a"), Part("b", 3)),
        words={"a_1": "乙"},
        source=Part("s"),
        usual=True,
        rate=2.0,
        own="ABC",
    )
    assert thing is not None
    assert thing.location == Location("f", 1, 1, "title: 甲")


def test_defaults_and_the_other_branch_of_a_union() -> None:
    thing, reader = read("title: 甲\nsource: 出处\nusual: 12 months ago\nfrom:\n")
    assert reader.problems == []
    assert thing == Thing(id="x", title="甲", source="出处", usual="12 months ago")


@pytest.mark.parametrize(
    ("text", "code", "place"),
    [
        ("titel: 甲\ntitle: 乙", Code.UNKNOWN_KEY, "f:1:1"),
        ("force: shall", Code.MISSING_KEY, "f:1:1"),
        ("title: 甲\nid: y", Code.UNKNOWN_KEY, "f:2:1"),
        ("title: 甲\nlocation: y", Code.UNKNOWN_KEY, "f:2:1"),
        ("title: 5", Code.TYPE, "f:1:8"),
        ("title:", Code.TYPE, "f:1:1"),
        ("title: ''", Code.EMPTY_VALUE, "f:1:1"),
        ("title: [甲]", Code.TYPE, "f:1:1"),
        ("title: 甲\nforce: must", Code.NOT_ONE_OF, "f:2:8"),
        ("title: 甲\nparts: [{name: a}, {name: b}, {name: c}]", Code.COUNT, "f:2:1"),
        ("title: 甲\nparts: {name: a}", Code.TYPE, "f:2:1"),
        ("title: 甲\nparts: [{nam: a}]", Code.UNKNOWN_KEY, "f:2:10"),
        ("title: 甲\nparts: [a]", Code.TYPE, "f:2:9"),
        ("title: 甲\nparts: [{name: a, count: 12}]", Code.OUT_OF_RANGE, "f:2:26"),
        ("title: 甲\nwords: {A-1: 乙}", Code.NOT_AN_IDENTIFIER, "f:2:9"),
        ("title: 甲\nwords: [乙]", Code.TYPE, "f:2:1"),
        ("title: 甲\nfrom: soon", Code.TYPE, "f:2:7"),
        ("title: 甲\nfrom: 2024-02-30", Code.DATE, "f:2:7"),
        ("title: 甲\nrate: no", Code.IMPLICIT_TYPE, "f:2:7"),
        ("title: 甲\nrate: true", Code.TYPE, "f:2:7"),
        ("title: 甲\nusual: 5", Code.TYPE, "f:2:8"),
        (f"title: {'字' * 2001}", Code.TOO_LONG, "f:1:8"),
        ("- 1", Code.TYPE, "f:1:1"),
    ],
)
def test_one_mistake_one_problem_at_its_place(text: str, code: Code, place: str) -> None:
    thing, reader = read(text)
    assert thing is None
    wrong = [problem for problem in reader.problems if problem.code == code]
    assert [str(problem.location) for problem in wrong] == [place], reader.problems
    assert {problem.code for problem in reader.problems} <= {code, Code.MISSING_KEY}
    assert all(problem.expected or problem.did_you_mean or code == Code.IMPLICIT_TYPE for problem in wrong)


def test_all_mistakes_of_a_mapping_at_once() -> None:
    _, reader = read("titel: 甲\nforce: must\nrate: many\nparts: [{count: 0}]\n")
    codes = [problem.code for problem in reader.problems]
    assert sorted(codes) == sorted([Code.UNKNOWN_KEY, Code.NOT_ONE_OF, Code.TYPE, Code.OUT_OF_RANGE, Code.MISSING_KEY])


def test_the_keys_as_data() -> None:
    keys = entries(Thing)
    assert list(keys) == ["title", "from", "force", "parts", "words", "source", "usual", "rate", "own"]
    assert (keys["title"].required, keys["title"].about) == (True, "what it is called")
    assert (keys["from"].attribute, keys["from"].required) == ("since", False)
