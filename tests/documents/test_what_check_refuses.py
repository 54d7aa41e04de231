"""What is written but says nothing, or says it twice, is an error with a hint."""

from __future__ import annotations

from pathlib import Path

import pytest

from liushou.documents.rules import read_rules, shipped_directory
from liushou.problems import Problem

from .making import document, folder, measure

REGISTERS = """\
agencies:
  sc_civil: {{name: 四川省民政厅, level: province, place: "510000", aliases: [{aliases}]}}
facts:
  coal_price: {{title: 煤价, type: number, ask: 煤价多少？, minimum: {minimum}, maximum: 9}}
parameters:
  coal_limit: {{title: 限, unit: 元, values: [{values}]}}
"""
VALUE = "{place: nation, from: 2024-01-01, value: 5, source: x}"


def problems(path: Path) -> tuple[Problem, ...]:
    return read_rules((), (str(path),))[1]


def registers(
    tmp_path: Path, aliases: str = "省民政厅", minimum: str = "1", values: str = VALUE
) -> tuple[Problem, ...]:
    text = REGISTERS.format(aliases=aliases, minimum=minimum, values=values)
    return problems(folder(tmp_path / "own", registers=text) / "registers.yaml")


def own_document(tmp_path: Path, text: str) -> tuple[Problem, ...]:
    return problems(folder(tmp_path / "own", mine=text) / "mine.yaml")


def the_one(wrong: tuple[Problem, ...], code: str, line: str, english: str, chinese: str) -> None:
    (problem,) = wrong
    assert problem.code == code
    assert problem.location is not None
    assert line in problem.location.text
    assert english in problem.format()
    assert chinese in problem.format("zh")


def test_what_is_right_passes(tmp_path: Path) -> None:
    assert registers(tmp_path) == ()
    assert own_document(tmp_path, document()) == ()


def test_a_minimum_above_the_maximum(tmp_path: Path) -> None:
    the_one(
        registers(tmp_path, minimum="10"),
        "minimum-over-maximum",
        "coal_price",
        "smaller one",
        "`minimum` 大于 `maximum`",
    )


@pytest.mark.parametrize("mark", ["need", "place"])
def test_a_need_and_a_fact_of_a_place_that_are_no_yes_or_no(tmp_path: Path, mark: str) -> None:
    """A places file states such a fact as yes or no; a number there would be lost."""
    text = REGISTERS.format(aliases="省民政厅", minimum="1", values=VALUE).replace(
        "maximum: 9", f"maximum: 9, {mark}: true"
    )
    wrong = problems(folder(tmp_path / "own", registers=text) / "registers.yaml")
    the_one(wrong, "need-type", "coal_price", "yes/no fact", "“是/否”类")


def test_a_parameter_without_values(tmp_path: Path) -> None:
    the_one(registers(tmp_path, values=""), "count", "values", "at least 1", "至少 1 项")


@pytest.mark.parametrize("aliases", ["省民政厅, 省民政厅", "四川省民政厅, 四川省民政厅"])
def test_an_alias_that_is_listed_twice(tmp_path: Path, aliases: str) -> None:
    the_one(registers(tmp_path, aliases=aliases), "twice", "sc_civil", "listed twice", "写了两遍")


def test_a_measure_with_an_empty_when(tmp_path: Path) -> None:
    text = document(measure(service="dibao", force="shall", quote="纳入最低生活保障", when="[]"))
    the_one(own_document(tmp_path, text), "no-condition", "when: []", "has no `when`", "不写 `when`")


@pytest.mark.parametrize(("label", "near"), [("二(一)", "二（一）"), ("二（一)", "二（一）"), ("(三)", "（三）")])
def test_a_label_with_half_width_brackets(tmp_path: Path, label: str, near: str) -> None:
    text = document().replace("at: 一（一）", f"at: {label}")
    the_one(own_document(tmp_path, text), "half-width-label", label, f"did you mean: {near}", "半角括号")


@pytest.mark.parametrize("context", ["{}", "{goal: []}", "{goal: [], duty: []}"])
def test_a_context_of_nothing(tmp_path: Path, context: str) -> None:
    text = document() + f"    context: {context}\n"
    the_one(own_document(tmp_path, text), "context-empty", context, "first words", "没有写首词")


def test_a_document_of_ones_own_under_a_shipped_id(tmp_path: Path) -> None:
    """It would stand in for the shipped document wherever the file is named."""
    text = document().replace("policy: sichuan", "policy: chongqing")
    (problem,) = own_document(tmp_path, text)
    assert (problem.code, problem.subject) == ("id-taken", "chongqing")
    assert problem.location is not None
    assert problem.location.line == 1
    assert "渝民发〔2020〕38号" in problem.format("zh")
    assert "another id" in problem.format()


def test_a_changed_copy_of_a_shipped_document_is_no_taken_id(tmp_path: Path) -> None:
    text = (shipped_directory() / "chongqing.yaml").read_text(encoding="utf-8")
    assert own_document(tmp_path, text.replace("force: shall", "force: provide", 1)) == ()
    assert problems(shipped_directory() / "chongqing.yaml") == ()
