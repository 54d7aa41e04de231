"""What time alone will change, and which records have grown old."""

from __future__ import annotations

import json
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from python_calamine import CalamineWorkbook
from typer.testing import CliRunner

from liushou import InputError
from liushou.cli.app import app
from liushou.ledger import Options
from liushou.ledger.results.due import DueList, due_list, parse_within
from liushou.match import Matcher

from .sheets import FENGDU, ON, ledger_of, write_sheet

HEADER = ["姓名", "性别", "出生日期", "在农村居住", "丈夫务工地点", "丈夫外出日期", "失能", "更新日期"]


def due(tmp_path: Path, *rows: list[Any], within: int = 90) -> DueList:
    path = write_sheet(tmp_path / "a.xlsx", [HEADER, *rows])
    return due_list(path, Options(on=ON, place=FENGDU), within=within)


def woman(
    born: str, since: str = "2020-01-01", incapacitated: str | None = None, updated: str | None = "2025-06-01"
) -> list[Any]:
    return ["甲", "女", born, "是", "广东", since, incapacitated, updated]


def test_half_a_year_is_reached(tmp_path: Path) -> None:
    listed = due(tmp_path, woman("1985-01-01", "2025-02-28"))
    assert [(entry.day, entry.why) for entry in listed.due] == [(date(2025, 8, 28), "丈夫连续外出起始日满半年")]
    change = {"service": "ledger_registration", "title": "信息台账", "before": "ineligible", "after": "eligible"}
    assert change in listed.due[0].services


@pytest.mark.parametrize(
    ("born", "years", "service", "before", "after"),
    [("1990-07-15", 35, "two_cancer_screening", "ineligible", "eligible"), ("1960-07-15", 65, "two_cancer_screening", "eligible", "ineligible"),
     ("1965-07-15", 60, "elderly_care_priority", "ineligible", "eligible")],
)  # fmt: skip
def test_birthdays_that_matter(tmp_path: Path, born: str, years: int, service: str, before: str, after: str) -> None:
    listed = due(tmp_path, woman(born, incapacitated="是"))
    assert [(entry.day, entry.why) for entry in listed.due] == [(date(2025, 7, 15), f"满{years}周岁")]
    assert (before, after) in [
        (change["before"], change["after"]) for change in listed.due[0].services if change["service"] == service
    ]


@pytest.mark.slow
def test_the_days_are_exactly_those_on_which_match_changes(tmp_path: Path) -> None:
    rows = [
        woman("1990-07-15", "2025-01-20"),
        woman("1965-09-01"),
        woman("1960-08-31", "2025-03-31"),
        woman("1980-01-01"),
    ]
    listed = due(tmp_path, *rows, within=100)
    ledger = ledger_of(tmp_path / "a.xlsx")
    expected = []
    for position in ledger.kept:
        profile = ledger.profile(position)
        statuses = [Matcher(place=FENGDU, on=ON + timedelta(days=days)).statuses(profile) for days in range(101)]
        expected += [
            (ON + timedelta(days=days), ledger.numbers[position])
            for days in range(1, 101)
            if statuses[days] != statuses[days - 1]
        ]
    assert [(entry.day, entry.who["row"]) for entry in listed.due] == sorted(expected)


def test_beyond_the_span_and_before_it_nothing_is_due(tmp_path: Path) -> None:
    assert not due(tmp_path, woman("1990-07-15"), within=14).due
    assert due(tmp_path, woman("1990-07-15"), within=15).due
    assert not due(tmp_path, woman("1990-06-30")).due


def test_a_month_is_due_from_its_first_to_its_last_day(tmp_path: Path) -> None:
    listed = due(tmp_path, woman("1990.8"))
    assert [(entry.day, entry.bounded) for entry in listed.due] == [(date(2025, 8, 1), True), (date(2025, 8, 31), True)]


def test_records_older_than_six_months(tmp_path: Path) -> None:
    listed = due(
        tmp_path,
        woman("1980-01-01", updated="2024-12-30"),
        woman("1980-01-01", updated="2025-01-01"),
        woman("1980-01-01", updated=None),
        woman("1980-01-01", updated="2024.11"),
    )
    assert [(record.who["row"], record.due_since) for record in listed.stale] == [
        (2, date(2025, 6, 30)),
        (5, date(2025, 5, 30)),
    ]
    assert listed.undated == 1


@pytest.mark.parametrize(
    ("text", "days"), [("90d", 90), ("90", 90), ("12w", 84), ("3m", 93), ("1y", 366), ("90天", 90)]
)
def test_spans(text: str, days: int) -> None:
    assert parse_within(text) == days


@pytest.mark.parametrize("text", ["", "x", "0d", "-5", "99999d", "9999y"])
def test_what_is_no_span(text: str) -> None:
    with pytest.raises(InputError):
        parse_within(text)


def test_the_command(tmp_path: Path) -> None:
    write_sheet(tmp_path / "a.xlsx", [HEADER, woman("1990-07-15", updated="2024-01-01")])
    arguments = ["ledger", "due", str(tmp_path / "a.xlsx"), "--place", FENGDU, "--on", str(ON), "--within", "90d"]
    done = CliRunner().invoke(app, [*arguments, "--json", "--out", str(tmp_path / "d.xlsx")])
    assert done.exit_code == 0, done.output
    listed = json.loads(done.stdout)
    assert [entry["day"] for entry in listed["due"]] == ["2025-07-15"]
    assert len(listed["stale"]) == 1
    assert listed["citation"] == "民发〔2025〕7号 三（一）"
    assert CalamineWorkbook.from_path(tmp_path / "d.xlsx").sheet_names == ["到期变动", "待更新"]
    assert "满35周岁" in CliRunner().invoke(app, arguments).stdout
