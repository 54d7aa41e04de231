"""L003: measures that another one makes superfluous, and those that only look so."""

from __future__ import annotations

from pathlib import Path

import pytest

from liushou.profile import Profile

from .rulefiles import document, folder, found, measure, report

pytest.importorskip("z3")


def two(first: str, second: str, **more: str) -> str:
    return document(first, second, **more)


def test_a_narrower_measure_that_adds_nothing(tmp_path: Path) -> None:
    where = folder(tmp_path, two(measure(), measure(when="[disabled]", quote="二")))
    [finding] = report(where).findings
    assert (finding.kind.id, finding.subject) == ("L003", "county 一 meals 2 < county 一 meals")
    assert finding.witness is not None
    assert Profile.from_mapping(finding.witness).get("disabled") is True
    assert finding.related is not None
    assert finding.related.line == 18


def test_the_order_in_the_file_does_not_matter(tmp_path: Path) -> None:
    where = folder(tmp_path, two(measure(when="[disability_grade is 1]"), measure(when="[disabled]", quote="二")))
    assert found(where) == [("L003", "county 一 meals < county 一 meals 2")]


def test_the_same_condition_under_the_same_quote(tmp_path: Path) -> None:
    where = folder(tmp_path, two(measure(when="[disabled]"), measure(when="[disabled]")))
    assert found(where) == [("L003", "county 一 meals 2 < county 一 meals")]


@pytest.mark.parametrize("when", [None, "[disabled]"])
def test_the_same_condition_with_different_quotes_is_normal(tmp_path: Path, when: str | None) -> None:
    assert found(folder(tmp_path, two(measure(when=when), measure(when=when, quote="二")))) == []


def test_another_service_is_another_promise(tmp_path: Path) -> None:
    registers = """\
services:
  meals: {title: 送餐}
  visits_home: {title: 上门}
agencies:
  county_office: {name: 县办, level: county, place: "500240", aliases: [县办]}
"""
    where = folder(tmp_path, two(measure(), measure("visits_home", "[disabled]")), registers=registers)
    assert found(where) == []


@pytest.mark.parametrize(
    ("wide", "narrow"),
    [
        ({"force": "encourage"}, {"force": "shall"}),
        ({"extra": "residual: [符合条件]"}, {}),
        ({"extra": "until: 2021-12-31"}, {}),
        ({}, {"extra": "need: needs_rehabilitation"}),
        ({}, {"extra": "carried_out_by: [村委会]"}),
    ],
    ids=["stronger", "wider has a residual condition", "wider ends", "has a need", "carried out by somebody"],
)
def test_a_narrower_measure_that_adds_something(tmp_path: Path, wide: dict[str, str], narrow: dict[str, str]) -> None:
    where = folder(tmp_path, two(measure(**wide), measure(when="[disabled]", quote="二", **narrow)))
    assert found(where) == []


def test_a_narrower_measure_with_a_lead_of_its_own(tmp_path: Path) -> None:
    registers = """\
services:
  meals: {title: 送餐}
agencies:
  county_office: {name: 县办, level: county, place: "500240", aliases: [县办]}
  county_board: {name: 县局, level: county, place: "500240", aliases: [县局]}
"""
    clauses = """\
- at: 一
  agencies: {joint: [县办, 县局]}
  measures:
    - {service: meals, force: provide, quote: 一}
- at: 二
  agencies: {lead: [县局], support: [县办]}
  measures:
    - {service: meals, force: provide, quote: 二, when: [disabled]}
- at: 三
  agencies: {joint: [县办]}
  measures:
    - {service: meals, force: provide, quote: 三, when: [disabled]}
"""
    where = folder(tmp_path, document(clauses=clauses), registers=registers)
    assert found(where) == [("L003", "county 三 meals < county 一 meals")]
