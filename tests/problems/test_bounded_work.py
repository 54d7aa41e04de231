"""What a message is made of is bounded, whatever was read."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liushou import InputError, Profile
from liushou.documents import read_rules
from liushou.problems import MAX_PROBLEMS, MAX_TEXT, Code, Location, Problem, Problems, closest, nfkc
from liushou.profile import MAX_ENTRIES
from liushou.profile.model import parse_json, parse_yaml
from liushou.texts.source import MAX_PIECES, parse_source

#: Letters, marks of several classes, what is normalised to several characters, and what joins with the one before.
SIGNS = st.sampled_from("aé甲，（Ａ１ﷺ①\u0301\u0323\u3099ﾞｶ\u1100\u1161\u11a8한 \n")


@given(st.text(SIGNS, max_size=60), st.integers(1, 40))
def test_normalised_in_stretches_is_normalised(text: str, times: int) -> None:
    assert nfkc(text * times + "。") == unicodedata.normalize("NFKC", text * times + "。")


def test_no_more_than_so_many_problems() -> None:
    problems = Problems()
    problems += [Problem(Code.KEY, Location("a.yaml", line, 1)) for line in range(MAX_PROBLEMS)]
    with pytest.raises(InputError) as refused:
        problems.append(Problem(Code.KEY, Location("a.yaml", 999, 1)))
    assert len(refused.value.problems) == MAX_PROBLEMS + 1
    last = refused.value.problems[-1]
    assert (last.code, last.location) == ("more-problems", Location("a.yaml", 999, 1))


@pytest.mark.parametrize("column", [1, 80, 81, 100, 240, 241, 300, 5000, 9990])
def test_the_excerpt_of_a_long_line_shows_the_place(column: int) -> None:
    line = "".join(f"{number:05d} " for number in range(2000))
    problem = Problem(Code.KEY, Location("a.yaml", 1, column, line))
    _, excerpt, caret, *_ = problem.format().split("\n")
    at = len(caret) - 1
    assert excerpt[at:][:6] == line[column - 1 :][:6]
    assert len(excerpt) < 140


@pytest.mark.parametrize("column", [1, 60, 200, 400])
def test_a_number_cut_off_by_the_excerpt_is_masked(column: int) -> None:
    line = "甲 " * 100 + "510212197503080021" * 30 + " 乙" * 100
    shown = Problem(Code.KEY, Location("a.yaml", 1, column, line)).format()
    assert "19750308" not in shown


def test_no_name_is_sought_for_a_text() -> None:
    assert closest("disable", ["disabled"]) == "disabled"
    assert closest("disable" * 100, ["disabled", "disable" * 100 + "d"]) is None


def test_a_file_of_mistakes_is_read_no_further(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_text("policy: a\n" + "".join(f"k{number}: 1\n" for number in range(5000)), encoding="utf-8")
    rules, problems = read_rules([], [str(path)])
    assert rules is None
    assert problems[-1].code == "more-problems"
    assert problems[-1].location is not None
    assert problems[-1].location.line == MAX_PROBLEMS + 2


@pytest.mark.parametrize("read", [parse_yaml, parse_json])
@pytest.mark.parametrize(
    "text", ["{KEYS}", '{"unsure": [LIST]}', '{"decisions": [DECISIONS]}'], ids=["facts", "unsure", "decisions"]
)
def test_a_profile_has_so_many_entries(read: type, text: str) -> None:
    numbers = range(MAX_ENTRIES + 1)
    text = text.replace("KEYS", ", ".join(f'"k{number}": 1' for number in numbers))
    text = text.replace("LIST", ", ".join(f'"k{number}"' for number in numbers))
    text = text.replace("DECISIONS", ", ".join("{}" for _ in numbers))
    with pytest.raises(InputError) as refused:
        read(text)
    assert [problem.code for problem in refused.value.problems] == ["too-many-entries"]


def test_a_profile_in_python_has_so_many_entries() -> None:
    with pytest.raises(InputError, match="more than 1000 entries"):
        Profile.from_mapping({f"k{number}": 1 for number in range(MAX_ENTRIES + 1)})


@pytest.mark.parametrize("sign", ["甲。", "甲，", "甲\n"])
def test_a_text_has_so_many_sentences(sign: str) -> None:
    source = parse_source("一、甲\n" + sign * (MAX_PIECES + 1))
    assert [problem.code for problem in source.problems] == ["too-many-sentences"]
    assert not source.clauses


def test_a_condition_has_so_many_characters(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_text(f"concepts:\n  a: {{title: 甲, source: 乙, when: [{'x' * 501}]}}\n", encoding="utf-8")
    problems = read_rules([], [str(path)])[1]
    assert [problem.code for problem in problems] == ["too-long"]
    assert "the condition has 501 characters" in problems[0].message


@pytest.mark.parametrize("text", ["x" * 10**6, "一、" * 10**5, "1 " * 10**5], ids=["letters", "numerals", "digits"])
def test_no_more_of_a_value_is_kept_than_can_be_shown(text: str) -> None:
    problem = Problem(Code.TYPE, Location("a.yaml", 1, 5000, text), subject=text, near=text, value=text)
    assert problem.location is not None
    kept = (problem.location.text, problem.subject or "", problem.did_you_mean or "", problem.data["value"])
    assert max(map(len, kept)) <= MAX_TEXT
    assert problem.at(problem.location) == problem
    assert problem.location.shifted(3, 1).start == problem.location.start
