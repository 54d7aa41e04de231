"""L008: thresholds that leave a gap or an overlap between two measures."""

from __future__ import annotations

from pathlib import Path

import pytest

from liushou import Matcher, load_rules

from .rulefiles import COUNTY, ON, PROVINCE, document, folder, found, measure, report

pytest.importorskip("z3")


def pair(tmp_path: Path, county: str, province: str, *, other: str = PROVINCE) -> Path:
    return folder(
        tmp_path,
        document(measure(when=county)),
        document(measure(when=province), name="province", place=other),
    )


@pytest.mark.parametrize(
    ("county", "province"),
    [
        ("[age < 60]", "[age > 60]"),
        ("[age <= 59]", "[{not: age <= 60}]"),
        ("[age between 18 and 40]", "[age between 42 and 60]"),
        ("[disabled, age < 60]", "[seriously_ill, age > 60]"),
        ("[income_per_capita_month < 500]", "[income_per_capita_month > 500]"),
        ("[disability_grade <= 1]", "[disability_grade >= 3]"),
        ("[age < $two_cancer_screening_age_min]", "[age > $two_cancer_screening_age_max]"),
        ("[birth_date < 1960-01-01]", "[birth_date > 1960-01-01]"),
    ],
)
def test_a_gap_with_somebody_in_it(tmp_path: Path, county: str, province: str) -> None:
    where = pair(tmp_path, county, province)
    [finding] = report(where).findings
    assert (finding.kind.id, finding.severity) == ("L008", "warning")
    assert "gap" in finding.message
    assert finding.witness is not None
    matcher = Matcher(place=COUNTY, on=ON, rules=load_rules(where))
    assert matcher.statuses(finding.witness)["meals"] == "ineligible"


def test_the_woman_of_exactly_sixty(tmp_path: Path) -> None:
    [finding] = report(pair(tmp_path, "[age < 60]", "[age > 60]")).findings
    assert "up to 59 and from 61 on" in finding.message
    assert "age 60" in finding.message
    assert finding.witness is not None
    assert str(finding.witness["birth_date"]) == "1965-05-20"


@pytest.mark.parametrize(
    ("county", "province"),
    [("[age <= 60]", "[age >= 60]"), ("[income_per_capita_month < 600]", "[income_per_capita_month > 500]")],
)
def test_an_overlap_with_somebody_in_it(tmp_path: Path, county: str, province: str) -> None:
    where = pair(tmp_path, county, province)
    [finding] = report(where).findings
    assert finding.kind.id == "L008"
    assert "overlap" in finding.message
    assert finding.witness is not None
    answer = Matcher(place=COUNTY, on=ON, rules=load_rules(where)).match(finding.witness).service("meals")
    assert [ground.status for ground in answer.grounds] == ["eligible", "eligible"]


@pytest.mark.parametrize(
    ("county", "province"),
    [
        ("[age < 60]", "[age >= 60]"),
        ("[age between 35 and 64]", "[age between 35 and 64]"),
        ("[age between 40 and 50]", "[age between 35 and 64]"),
        ("[age >= 65]", "[age >= 60]"),
        ("[age < 60]", "[disabled]"),
        ("[income_per_capita_month <= 500]", "[income_per_capita_month > 500]"),
        ("[{any: [age < 60, disabled]}]", "[age > 60]"),
    ],
)
def test_nothing_to_hand_over_or_handed_over_well(tmp_path: Path, county: str, province: str) -> None:
    assert found(pair(tmp_path, county, province)) == []


def test_documents_that_never_meet_are_not_compared(tmp_path: Path) -> None:
    registers = """\
services:
  meals: {title: 送餐}
agencies:
  county_office: {name: 县办, level: county, place: "500240", aliases: [县办]}
  elsewhere: {name: 县办, level: county, place: "220182", aliases: [县办]}
"""
    where = folder(
        tmp_path,
        document(measure(when="[age < 60]")),
        document(measure(when="[age > 60]"), name="far", place="220182"),
        registers=registers,
    )
    assert found(where) == []


def test_a_gap_that_another_measure_fills(tmp_path: Path) -> None:
    where = folder(
        tmp_path,
        document(measure(when="[age < 60]"), measure(when="[age = 60]", quote="二")),
        document(measure(when="[age > 60]"), name="province", place=PROVINCE),
    )
    assert found(where) == []


def test_within_one_document(tmp_path: Path) -> None:
    gap = document(measure(when="[age < 60]"), measure(when="[age > 60]", quote="二"))
    assert found(folder(tmp_path, gap)) == [("L008", "county 一 meals / county 一 meals 2 age")]
    fine = document(measure(when="[age < 60]"), measure(when="[age >= 60]", quote="二"))
    assert found(folder(tmp_path, fine)) == []


def test_a_gap_where_nobody_can_stand(tmp_path: Path) -> None:
    """The two measures ask for what nobody has together, so nobody falls between them."""
    assert found(pair(tmp_path, "[disabled, age < 60]", "[{not: disabled}, age > 60]")) == []
