"""L001: conditions, and parts of them, that nobody can meet."""

from __future__ import annotations

from pathlib import Path

import pytest

from .rulefiles import DEFINITION, block, document, folder, found, measure, report

pytest.importorskip("z3")


@pytest.mark.parametrize(
    "when",
    [
        "[age >= 60, age < 50]",
        "[sex is male]",
        "[disabled, not: disabled]",
        "[{not: disabled}, disability_grade is 1]",
        "[disability_grade > 4]",
        "[{not: disabled}, needs_long_term_care]",
        "[domestic_violence, not: rights_infringed]",
        "[age < $two_cancer_screening_age_min, age > $two_cancer_screening_age_max]",
        "[husband_away_since at least 12 months ago, {not: husband_away_since at least 6 months ago}]",
    ],
)
def test_nobody_meets_it(tmp_path: Path, when: str) -> None:
    # From the first day on which the country has an age of screening.
    where = folder(tmp_path, document(measure(when=when), issued="2022-01-18"))
    assert found(where) == [("L001", "county 一 meals")]


@pytest.mark.parametrize(
    "when",
    [
        "[age >= 60, disabled]",
        "[disability_grade is 1, needs_long_term_care]",
        "[{any: [age < 35, age > 64]}]",
        "[income_per_capita_month < $rural_dibao_line]",
        "[{not: rights_infringed}]",
    ],
)
def test_somebody_meets_it(tmp_path: Path, when: str) -> None:
    assert not {kind for kind, _ in found(folder(tmp_path, document(measure(when=when))))} - {"L007"}


def test_a_dead_branch_is_reported_at_its_place(tmp_path: Path) -> None:
    when = block(
        """
        - any:
            - seriously_ill
            - all: [age >= 60, age < 60]
        """
    )
    [finding] = report(folder(tmp_path, document(measure(when=when)))).findings
    assert finding.kind.id == "L001"
    assert finding.severity == "error"
    assert finding.subject == "county 一 meals: all: [age >= 60, age < 60]"
    assert finding.location is not None
    assert finding.location.text.strip() == "- all: [age >= 60, age < 60]"


def test_a_branch_is_judged_with_what_must_hold_beside_it(tmp_path: Path) -> None:
    when = "[age >= 60, {any: [age < 50, seriously_ill]}]"
    assert found(folder(tmp_path, document(measure(when=when)))) == [("L001", "county 一 meals: age < 50")]


def test_a_definition_nobody_meets_is_reported_once(tmp_path: Path) -> None:
    definition = (*DEFINITION, "age < 10", "age > 20")
    where = folder(tmp_path, document(measure(), measure(when="[disabled]", quote="二"), definition=definition))
    assert found(where) == [("L001", "county definition")]


def test_a_concept_is_reported_where_it_is_defined(tmp_path: Path) -> None:
    registers = """\
services:
  meals: {title: 送餐}
agencies:
  county_office: {name: 县办, level: county, place: "500240", aliases: [县办]}
concepts:
  nobody: {title: 无人, source: 测试, when: [age < 1, age > 2]}
"""
    where = folder(tmp_path, document(measure(when="[{any: [nobody, disabled]}]")), registers=registers)
    assert found(where) == [("L001", "county 一 meals: nobody"), ("L001", "concept nobody")]
