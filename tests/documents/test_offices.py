"""Who does an office's work on a day: successions at their boundary days."""

from datetime import date
from pathlib import Path

import pytest

from liushou import Rules, load_rules
from liushou.documents import OfficeToday, office_on

from .making import folder


@pytest.mark.parametrize(
    ("day", "office", "certainty"),
    [
        ("2020-12-30", "重庆市扶贫开发办公室", "unknown"),
        ("2021-05-28", "重庆市扶贫开发办公室", "unknown"),
        ("2021-05-29", "重庆市乡村振兴局", "confirmed"),
        ("2023-03-06", "重庆市乡村振兴局", "confirmed"),
        ("2023-03-07", "重庆市农业农村委员会", "presumed"),
        ("2025-06-30", "重庆市农业农村委员会", "presumed"),
    ],
)
def test_chongqing_s_poverty_office(rules: Rules, day: str, office: str, certainty: str) -> None:
    found = office_on(rules, "市扶贫办", "500000", date.fromisoformat(day))
    assert (found.printed, found.office, found.certainty) == ("市扶贫办", office, certainty)


def test_where_no_succession_was_found_nothing_is_certain(rules: Rules) -> None:
    """Rulings, agencies: where no succession was found the certainty is unknown, never unchanged."""
    assert office_on(rules, "民政部", "nation", date(2025, 6, 30)) == OfficeToday("民政部", "民政部", "unknown")


def test_aliases_are_resolved_in_the_document_s_place(rules: Rules) -> None:
    on = date(2025, 6, 30)
    assert office_on(rules, "省妇联", "220000", on).office == "吉林省妇女联合会"
    assert office_on(rules, "省妇联", "530000", on).office == "云南省妇女联合会"
    assert office_on(rules, "省妇联", "500000", on).office is None


def test_every_printed_office_is_in_the_register(rules: Rules) -> None:
    for policy in rules.policies.values():
        for part in (*policy.clauses, *policy.annex):
            for printed in part.agencies.all():
                for day in (policy.issued, date(2025, 6, 30)):
                    found = office_on(rules, printed, policy.place, day)
                    assert found.office is not None or found.certainty == "unknown"
                assert rules.agency(printed, policy.place), (policy.id, printed)


def test_chains_ends_and_circles(tmp_path: Path) -> None:
    text = """
agencies:
  a: {name: 甲, level: province, place: "510000", successors: [{from: 2020-01-01, office: b, certainty: confirmed, source: x}]}
  b: {name: 乙, level: province, place: "510000", successors: [{from: 2021-01-01, office: c, certainty: presumed, source: x}]}
  c: {name: 丙, level: province, place: "510000", successors: [{from: 2022-01-01, office: null, certainty: unknown, source: x}]}
  d: {name: 丁, level: province, place: "510000", successors: [{from: 2020-01-01, office: e, certainty: confirmed, source: x}]}
  e: {name: 戊, level: province, place: "510000", successors: [{from: 2020-01-01, office: d, certainty: confirmed, source: x}]}
"""
    rules = load_rules(folder(tmp_path / "own", a=text))

    def found(printed: str, day: str) -> tuple[str | None, str]:
        one = office_on(rules, printed, "510000", date.fromisoformat(day))
        return one.office, one.certainty

    assert found("甲", "2019-12-31") == ("甲", "unknown")
    assert found("甲", "2020-01-01") == ("乙", "confirmed")
    assert found("甲", "2021-01-01") == ("丙", "presumed")
    assert found("甲", "2022-01-01") == (None, "unknown")
    assert found("丁", "2020-01-01") == (None, "unknown")


def test_every_office_that_is_no_group_has_a_field(rules: Rules) -> None:
    wrong = [agency.id for agency in rules.agencies.values() if (agency.field is None) is not (agency.level == "group")]
    assert wrong == []
    assert {agency.field for agency in rules.agencies.values()} - {None} == set(rules.fields)
