"""L002: conditions, and parts of them, that ask nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from .rulefiles import DEFINITION, document, folder, found, measure, report

pytest.importorskip("z3")


@pytest.mark.parametrize(
    "when",
    [
        "[{any: [disabled, {not: disabled}]}]",
        "[{any: [age >= 35, age <= 64]}]",
        "[lives_in_village]",
        "[sex is female, husband_away_for_work]",
        "[husband_away_half_year]",
        "[{not: {all: [domestic_violence, {not: rights_infringed}]}}]",
    ],
)
def test_it_asks_nothing(tmp_path: Path, when: str) -> None:
    [finding] = report(folder(tmp_path, document(measure(when=when)))).findings
    assert (finding.kind.id, finding.severity, finding.subject) == ("L002", "warning", "county 一 meals")


@pytest.mark.parametrize("when", [None, "[disabled]", "[{not: disabled}]", "[age between 0 and 64]"])
def test_no_condition_and_a_real_one_are_fine(tmp_path: Path, when: str | None) -> None:
    assert found(folder(tmp_path, document(measure(when=when)))) == []


def test_a_part_that_follows_from_the_rest(tmp_path: Path) -> None:
    where = folder(tmp_path, document(measure(when="[disabled, disability_grade is 1]")))
    [finding] = report(where).findings
    assert (finding.kind.id, finding.subject) == ("L002", "county 一 meals: disabled")
    assert finding.location is not None
    assert finding.location.text[finding.location.column - 1 :].startswith("disabled")


def test_of_two_that_say_the_same_the_later_is_superfluous(tmp_path: Path) -> None:
    where = folder(tmp_path, document(measure(when="[age >= 60, elderly]")))
    assert found(where) == [("L002", "county 一 meals: elderly")]


def test_a_definition_that_everybody_meets(tmp_path: Path) -> None:
    where = folder(tmp_path, document(measure(), definition=("any: [disabled, not: disabled]",)))
    assert found(where) == [("L002", "county definition")]


def test_a_part_of_the_definition(tmp_path: Path) -> None:
    where = folder(tmp_path, document(measure(), definition=(*DEFINITION, "husband_away_since at least 1 day ago")))
    assert found(where) == []
    where = folder(tmp_path, document(measure(), definition=(*DEFINITION, "lives_in_village")))
    assert found(where) == [("L002", "county definition: lives_in_village")]


def test_that_evaluation_does_not_notice_is_said(tmp_path: Path) -> None:
    where = folder(tmp_path, document(measure(when="[{any: [disabled, {not: disabled}]}]")))
    [finding] = report(where).findings
    assert "reported as unknown while nothing is known" in finding.message
    where = folder(tmp_path, document(measure(when="[lives_in_village]")))
    [finding] = report(where).findings
    assert "reported as unknown" not in finding.message
