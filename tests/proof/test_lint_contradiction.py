"""L004: two grounds of one service that contradict each other."""

from __future__ import annotations

from pathlib import Path

import pytest

from liushou import Matcher, load_rules

from .rulefiles import COUNTY, ON, document, folder, found, measure, report

pytest.importorskip("z3")


def test_one_quote_with_two_forces(tmp_path: Path) -> None:
    where = folder(tmp_path, document(measure(force="shall"), measure(force="encourage")))
    [finding] = report(where).findings
    assert (finding.kind.id, finding.severity) == ("L004", "error")
    assert finding.subject == "county 一 meals / county 一 meals 2"
    assert "force (shall, encourage)" in finding.message


def test_one_quote_with_two_conditions(tmp_path: Path) -> None:
    where = folder(tmp_path, document(measure(when="[disabled]"), measure(when="[seriously_ill]")))
    [finding] = report(where).findings
    assert (finding.kind.id, finding.severity) == ("L004", "error")
    assert "condition" in finding.message


def test_grounds_that_exclude_each_other(tmp_path: Path) -> None:
    where = folder(tmp_path, document(measure(when="[disabled]"), measure(when="[{not: disabled}]", quote="二")))
    [finding] = report(where).findings
    assert (finding.kind.id, finding.severity) == ("L004", "warning")
    assert finding.witness is not None
    answer = Matcher(place=COUNTY, on=ON, rules=load_rules(where)).match(finding.witness).service("meals")
    assert [ground.status for ground in answer.grounds] == ["ineligible", "eligible"]


@pytest.mark.parametrize(
    ("first", "second"),
    [("[disabled]", "[seriously_ill]"), ("[age >= 60]", "[{not: disabled}]"), (None, "[{not: disabled}]")],
)
def test_alternatives_are_fine(tmp_path: Path, first: str | None, second: str) -> None:
    where = folder(
        tmp_path, document(measure(when=first, force="encourage"), measure(when=second, quote="二", force="shall"))
    )
    assert found(where) == []


def test_conditions_written_differently_are_the_same(tmp_path: Path) -> None:
    """Not two readings, but one that stands twice."""
    where = folder(tmp_path, document(measure(when="[elderly]"), measure(when="[age >= 60]")))
    assert found(where) == [("L003", "county 一 meals 2 < county 一 meals")]
