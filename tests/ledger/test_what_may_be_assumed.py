"""A fact that has no column at all may leave everything open: the summary says what ``--assume`` would change."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from .sheets import FENGDU, ON, id_number, results_of, sheet_rows, write_sheet
from .test_ledger_command import call

HEADER = ["姓名", "身份证号", "丈夫务工地点", "丈夫外出日期", "是否低保", "在农村居住"]
WOMEN = [
    ["甲", id_number("19750308", 2), "广东", "2023-01-01", "是", "是"],
    ["乙", id_number("19800808", 4), "湖北武汉", "2024-01-01", "否", "是"],
    ["丙", id_number("19590308", 6), "本县", "2023-05-01", "是", "是"],
]


def without(tmp_path: Path, *left_out: str, rows: list[list[Any]] = WOMEN) -> Path:
    kept = [index for index, label in enumerate(HEADER) if label not in left_out]
    return write_sheet(tmp_path / "a.xlsx", [[row[index] for index in kept] for row in (HEADER, *rows)])


def proposed(path: Path, **options: Any) -> list[tuple[tuple[str, ...], int, int]]:
    return [(advice.assume, advice.eligible, advice.ineligible) for advice in results_of(path, **options).could_assume]


def test_the_fact_without_a_column_is_named_with_what_would_change(tmp_path: Path) -> None:
    path = without(tmp_path, "在农村居住")
    [(assume, eligible, ineligible)] = proposed(path)
    assert assume == ("lives_in_village=yes",)
    before, after = results_of(path), results_of(path, assume=assume)
    changed = {
        status: sum(after.counts[name][status] - before.counts[name][status] for name in before.services)
        for status in ("eligible", "ineligible", "undetermined")
    }
    assert changed == {"eligible": eligible, "ineligible": ineligible, "undetermined": -eligible - ineligible}
    assert eligible > 0


@pytest.mark.parametrize(
    ("left_out", "expected"),
    [
        ((), set()),
        (("丈夫务工地点",), {"husband_outside_county=yes", "husband_away_for_work=yes"}),
        (("丈夫外出日期",), {f"husband_away_since={date(2024, 6, 30)}"}),
        (("身份证号",), {"sex=female"}),
        (("是否低保",), set()),
        (("在农村居住",), {"lives_in_village=yes"}),
    ],
)
def test_facts_with_a_usual_value_and_no_others(tmp_path: Path, left_out: tuple[str, ...], expected: set[str]) -> None:
    texts = {text for assume, *_ in proposed(without(tmp_path, *left_out)) for text in assume}
    assert texts <= expected
    assert bool(texts) == bool(expected)


def test_largest_first_and_at_most_three(tmp_path: Path) -> None:
    path = write_sheet(tmp_path / "a.xlsx", [["姓名", "现住址", "出生日期"], ["甲", "一村", "1975-03-08"]])
    advice = proposed(path)
    assert 0 < len(advice) <= 3
    sizes = [eligible + ineligible for _, eligible, ineligible in advice]
    assert sizes == sorted(sizes, reverse=True)
    assert all(sizes)


def test_several_together_where_none_settles_anything_alone(tmp_path: Path) -> None:
    rows = [["姓名", "现住址", "丈夫务工地点", "丈夫外出日期"], ["甲", "一村", "广东", "2023-01-01"]]
    advice = proposed(write_sheet(tmp_path / "a.xlsx", rows))
    assert advice
    assert all(set(assume) <= {"sex=female", "lives_in_village=yes"} for assume, *_ in advice)


@pytest.mark.parametrize("column", [[None] * 3, ["不清楚"] * 3, ["是？"] * 3, ["否"] * 3, ["是", None, None]])
def test_a_column_that_is_there_is_not_assumed_over(tmp_path: Path, column: list[Any]) -> None:
    rows = [[*woman[:-1], cell] for woman, cell in zip(WOMEN, column, strict=True)]
    assert proposed(without(tmp_path, rows=rows)) == []


def test_years_in_place_of_a_day_are_a_column_of_it(tmp_path: Path) -> None:
    header = [label if label != "丈夫外出日期" else "丈夫外出务工年限" for label in HEADER]
    rows = [[*woman[:3], None, *woman[4:]] for woman in WOMEN]
    assert proposed(write_sheet(tmp_path / "a.xlsx", [header, *rows])) == []


def test_nothing_is_proposed_that_was_assumed_and_nothing_is_assumed(tmp_path: Path) -> None:
    path = without(tmp_path, "在农村居住")
    assert proposed(path, assume=("lives_in_village=yes",)) == []
    results = results_of(path)
    assert not results.ledger.assumed
    assert "lives_in_village" not in results.ledger.values


def test_it_is_on_the_page_in_the_json_and_in_the_workbook(tmp_path: Path) -> None:
    path, out = without(tmp_path, "在农村居住"), tmp_path / "o.xlsx"
    given = ("run", path, "--place", FENGDU, "--on", ON, "--out", out)
    page = call(*given).stdout
    assert "--assume lives_in_village=yes" in page
    [advice] = json.loads(call(*given, "--json").stdout)["could_assume"]
    assert advice["assume"] == ["lives_in_village=yes"]
    assert f"{advice['eligible']}项变为可能符合" in page
    assert any("--assume lives_in_village=yes" in str(row[2]) for row in sheet_rows(out, "说明"))
    assert "--assume" not in call(*given, "--assume", "lives_in_village=yes").stdout


def test_a_ledger_without_rows_proposes_nothing(tmp_path: Path) -> None:
    assert proposed(without(tmp_path, "在农村居住", rows=[])) == []
