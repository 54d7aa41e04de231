"""L006: parameters without a value on a day that their document covers."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from liushou import load_rules
from liushou.proof.lint.run import parameter_gaps

from .rulefiles import ON, REGISTERS, document, folder, measure


def gaps(tmp_path: Path, values: str, on: date = ON, when: str = "[income_per_capita_month < $line]") -> list[str]:
    registers = f"{REGISTERS}parameters:\n  line: {{title: 线, unit: 元/月, values: [{values}]}}\n"
    where = folder(tmp_path, document(measure(when=when)), registers=registers)
    return [
        finding.subject for finding in parameter_gaps(load_rules(where), on) if finding.subject.startswith("county")
    ]


def value(place: str = "500240", since: str = "2021-01-01", until: str | None = None) -> str:
    last = f", until: {until}" if until else ""
    return f'{{place: "{place}", from: {since}{last}, value: 100, source: 测试}}'


@pytest.mark.parametrize("place", ["500240", "500000", "nation"])
def test_a_value_of_the_place_or_around_it_covers(tmp_path: Path, place: str) -> None:
    assert gaps(tmp_path, value(place)) == []


def test_a_value_of_another_place_does_not(tmp_path: Path) -> None:
    assert gaps(tmp_path, value("500230")) == ["county line 2021-01-01"]


def test_a_value_that_begins_after_the_document(tmp_path: Path) -> None:
    assert gaps(tmp_path, value(since="2021-03-01")) == ["county line 2021-01-01"]
    assert gaps(tmp_path, value(since="2020-03-01")) == []


def test_a_value_that_ran_out_and_one_that_follows_late(tmp_path: Path) -> None:
    two = f"{value(until='2022-12-31')}, {value(since='2023-02-01', until='2024-12-31')}"
    assert gaps(tmp_path, two) == ["county line 2023-01-01", "county line 2025-01-01"]
    assert gaps(tmp_path, two, on=date(2024, 12, 31)) == ["county line 2023-01-01"]
    assert gaps(tmp_path, two, on=date(2022, 12, 31)) == []


def test_the_province_fills_what_the_county_leaves(tmp_path: Path) -> None:
    assert gaps(tmp_path, f"{value(until='2022-12-31')}, {value('500000')}") == []


def test_no_value_at_all(tmp_path: Path) -> None:
    assert gaps(tmp_path, value("110000")) == ["county line 2021-01-01"]


def test_a_parameter_behind_a_concept_is_placed_at_the_concept(tmp_path: Path) -> None:
    registers = f"""{REGISTERS}parameters:
  line: {{title: 线, unit: 元/月, values: [{value("110000")}]}}
concepts:
  low: {{title: 低, source: 测试, when: [income_per_capita_month < $line]}}
"""
    where = folder(tmp_path, document(measure(when="[disabled, low]")), registers=registers)
    [finding] = [one for one in parameter_gaps(load_rules(where), ON) if one.subject.startswith("county")]
    assert finding.location is not None
    assert finding.location.text[finding.location.column - 1 :].startswith("low")
    assert "from 2021-01-01 on" in finding.message


def test_values_of_places_within_are_counted(tmp_path: Path) -> None:
    [finding] = [one for one in parameter_gaps(load_rules(), ON) if one.subject.startswith("national_2025")]
    assert "places within it have values of their own" in finding.message
