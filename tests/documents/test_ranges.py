"""Values of places files and of parameters lie in their ranges, and in order."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from liushou import InputError, Rules, load_rules
from liushou.documents import parse_places, values_at

from .making import folder

ON = date(2025, 6, 30)
LINE = "heating_line: {{title: 线, unit: 元/月, {more}values: [{{place: '510000', from: 2024-01-01, {value}, source: x}}]}}"


def refused(rules: Rules, name: str, value: str) -> InputError:
    with pytest.raises(InputError) as caught:
        parse_places(f'"500230": {{parameters: {{{name}: {value}}}}}\n', rules, "f")
    return caught.value


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("two_cancer_screening_age_min", "640"),
        ("two_cancer_screening_age_max", "640"),
        ("two_cancer_screening_age_min", "3"),
        ("two_cancer_screening_age_min", "{at_least: 30, at_most: 350}"),
        ("two_cancer_screening_age_min", "[{from: 2024-01-01, value: 35}, {from: 2025-01-01, value: 350}]"),
        ("rural_dibao_line", "7560"),
        ("rural_dibao_line", "-5"),
        ("rural_dibao_line", "{value: -5}"),
        ("rural_dibao_line", "{at_least: 600, at_most: 90000}"),
    ],
)
def test_a_value_out_of_range_is_an_error_at_its_place(rules: Rules, name: str, value: str) -> None:
    (problem,) = refused(rules, name, value).problems
    assert problem.location is not None
    assert problem.location.line == 1
    assert problem.location.column > len('"500230": {parameters: {')
    entry = rules.parameters[name]
    assert "is out of range" in problem.message
    assert f"at most {entry.maximum:g}" in (problem.expected or "")
    chinese = problem.format("zh")
    assert f"{entry.title}（{name}）" in chinese
    assert "超出范围" in chinese
    assert f"不大于 {entry.maximum:g}" in chinese


def test_a_yearly_figure_is_named_as_such(rules: Rules) -> None:
    """7560 元 a year is 630 a month."""
    (problem,) = refused(rules, "rural_dibao_line", "7560").problems
    assert "per: year" in problem.format()
    assert "per: year" in problem.format("zh")
    assert "per: year" not in refused(rules, "two_cancer_screening_age_min", "640").problems[0].format()
    own = parse_places('"500230": {parameters: {rural_dibao_line: {value: 7560, per: year}}}\n', rules)
    assert str(values_at(rules, "500230", ON, own).parameters["rural_dibao_line"]) == "630"


def test_at_least_over_at_most(rules: Rules) -> None:
    (problem,) = refused(rules, "rural_dibao_line", "{at_least: 700, at_most: 600}").problems
    assert problem.code == "at-least-over-at-most"


@pytest.mark.parametrize(
    ("values", "wrong"),
    [
        ("{two_cancer_screening_age_min: 60, two_cancer_screening_age_max: 50}", True),
        ("{two_cancer_screening_age_min: 65}", True),  # the nation's ends at 64
        ("{two_cancer_screening_age_max: 30}", True),  # and begins at 35
        ("{two_cancer_screening_age_min: 65, two_cancer_screening_age_max: 70}", False),
        ("{two_cancer_screening_age_min: 64}", False),
        ("{two_cancer_screening_age_min: {at_most: 70}}", False),
    ],
)
def test_no_screening_begins_after_it_ends(rules: Rules, values: str, wrong: bool) -> None:
    own = parse_places(f'"500230": {{parameters: {values}}}\n', rules, "f")
    if not wrong:
        assert values_at(rules, "500230", ON, own).parameters
        return
    with pytest.raises(InputError) as caught:
        values_at(rules, "500230", ON, own)
    (problem,) = caught.value.problems
    assert problem.code == "over-parameter"
    assert problem.location is not None
    assert "two_cancer_screening_age_min of 500230" in problem.message
    assert "两个都要写" in problem.format("zh")


def test_every_shipped_value_is_in_range_and_in_order(rules: Rules) -> None:
    assert [name for name, entry in rules.parameters.items() if entry.maximum is None] == []


@pytest.mark.parametrize(
    ("more", "value", "code"),
    [
        ("minimum: 100, ", "value: 50", "parameter-range"),
        ("maximum: 100, ", "value: 1200", "parameter-range"),
        ("", "value: -1", "parameter-range"),
        ("minimum: 10, maximum: 5, ", "value: 7", "minimum-over-maximum"),
        ("not_over: nothing, ", "value: 7", "unknown-name"),
        ("not_over: two_cancer_screening_age_max, ", "value: 7", None),
    ],
)
def test_parameters_of_ones_own_are_held_to_it(tmp_path: Path, more: str, value: str, code: str | None) -> None:
    own = folder(tmp_path / "own", registers=f"parameters:\n  {LINE.format(more=more, value=value)}\n")
    if code is None:
        assert "heating_line" in load_rules(own).parameters
        return
    with pytest.raises(InputError) as caught:
        load_rules(own)
    assert code in {problem.code for problem in caught.value.problems}
    assert all(problem.location and problem.location.line == 2 for problem in caught.value.problems)


def test_pairs_of_ones_own(tmp_path: Path) -> None:
    pair = """
    parameters:
      low:
        title: 低
        unit: 元
        not_over: high
        values: [{place: "510000", from: 2024-01-01, value: 9, source: x}]
      high:
        title: 高
        unit: 元
        values:
          - {place: "510000", from: 2023-01-01, value: 10, source: x}
          - {place: "510000", from: 2025-01-01, value: 8, source: x}
    """
    with pytest.raises(InputError) as caught:
        load_rules(folder(tmp_path / "own", registers=pair))
    (problem,) = caught.value.problems
    assert (problem.code, problem.subject) == ("over-parameter", "low")
    assert "2025-01-01" in problem.message
