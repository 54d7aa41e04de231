"""A finding says where, what differs, and how the text reads there."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liushou.problems import Code, Location, Problem
from liushou.texts.findings import Difference, YamlPlaces, contrast, excerpt, nearest

WORDS = st.text(alphabet="农村留守妇女，。为开展救助", max_size=30)


@pytest.mark.parametrize(
    ("words", "text", "expected"),
    [
        ("开展贫困母亲救助", "为适龄妇女筛查，开展贫困母亲求助，给予补助", "开展贫困母亲求助"),
        ("妇女", "农村留守妇女", "妇女"),
        ("全然不同的话", "农村留守妇女", None),
        ("", "农村", None),
        ("农村", "", None),
    ],
)
def test_the_nearest_wording(words: str, text: str, expected: str | None) -> None:
    found = nearest(words, text)
    assert (None if found is None else text[slice(*found)]) == expected


@given(WORDS, WORDS, WORDS)
def test_words_that_are_there_are_found(before: str, words: str, after: str) -> None:
    text = before + words + after
    found = nearest(words, text)
    if words:
        assert found is not None
        assert text[slice(*found)] == words


def test_a_text_too_large_to_search_is_not_searched() -> None:
    assert nearest("甲" * 3000, "甲" * 3000) is None
    assert contrast("甲" * 3000, "乙" * 3000) == ""


@pytest.mark.parametrize(
    ("words", "text", "expected"),
    [
        ("求助", "救助", "「求」→「救」"),
        ("留守妇女", "农村留守妇女", "「」→「农村」"),
        ("农村留守妇女", "留守妇女", "「农村」→「」"),
        ("同", "同", ""),
    ],
)
def test_the_contrast(words: str, text: str, expected: str) -> None:
    assert contrast(words, text) == expected


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [(0, 2, "甲乙丙丁…"), (4, 6, "…丙丁戊己庚辛…"), (8, 10, "…庚辛壬癸"), (0, 10, "甲乙丙丁戊己庚辛壬癸")],
)
def test_an_excerpt(start: int, end: int, expected: str) -> None:
    assert excerpt("甲乙丙丁戊己庚辛壬癸", start, end, margin=2) == expected


def test_an_excerpt_is_one_short_line() -> None:
    assert excerpt("甲\r\n乙", 0, 4) == "甲⏎乙"
    assert len(excerpt("甲" * 5000, 0, 5000)) <= 160


def test_what_a_finding_says() -> None:
    problem = Problem(Code.FINDING, Location("a.yaml", 3, 5, "  quote: 甲"), "乙", reason="not there")
    finding = Difference("a", problem, Location("a.txt", 7, 2), "…乙…")
    assert finding.format().splitlines()[0] == "a.yaml:3:5: not there"
    assert finding.format().splitlines()[-2:] == ["  the text: …乙…", "  at a.txt:7:2"]
    assert finding.data() == {
        "policy": "a", "code": "finding", "message": "not there",
        "at": {"file": "a.yaml", "line": 3, "column": 5}, "expected": "乙",
        "source": {"file": "a.txt", "line": 7, "column": 2}, "text": "…乙…",
    }  # fmt: skip


def test_marks_are_the_deepest_place_that_is_there(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_text("policy: a\nclauses:\n  - at: 一\n    context:\n      goal: [甲…]\n", "utf-8")
    marks = YamlPlaces(str(path))
    at = [
        marks.at(*steps)
        for steps in (("policy",), ("clauses", 0, "context", "goal", 0), ("clauses", 0, "heading"), ("annex",))
    ]
    assert [(where.line, where.column) for where in at if where] == [(1, 9), (5, 14), (3, 5), (1, 1)]


def test_marks_of_a_file_that_is_gone(tmp_path: Path) -> None:
    assert YamlPlaces(str(tmp_path / "gone.yaml")).at("policy") == Location(str(tmp_path / "gone.yaml"), 1, 1)
    assert YamlPlaces("").at("policy") is None
