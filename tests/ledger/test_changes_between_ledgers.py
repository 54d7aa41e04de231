"""Two states of a ledger: who gained, lost or became unclear, and because of which fact."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

from python_calamine import CalamineWorkbook
from typer.testing import CliRunner

from liushou.cli.app import app
from liushou.ledger import Options
from liushou.ledger.results.changes import Changes, compare_ledgers

from .sheets import FENGDU, ON, id_number, write_sheet

HEADER = ["姓名", "身份证号", "在农村居住", "丈夫务工地点", "丈夫外出日期", "是否低保", "残疾等级"]
IDS = [id_number("19750308", order) for order in (2, 4, 6, 8)]
BASE = ["是", "广东", "2023-01-01"]


def compare(tmp_path: Path, old: list[list[Any]], new: list[list[Any]], **more: Any) -> Changes:
    first = write_sheet(tmp_path / "old.xlsx", [HEADER, *old])
    second = write_sheet(tmp_path / "new.xlsx", [HEADER, *new])
    return compare_ledgers(first, second, Options(on=ON, place=FENGDU), **more)


def test_gained_lost_unclear_and_the_fact_behind_each(tmp_path: Path) -> None:
    old = [
        ["甲", IDS[0], *BASE, "否", None],
        ["乙", IDS[1], *BASE, "是", None],
        ["丙", IDS[2], *BASE, "是", None],
        ["丁", IDS[3], *BASE, "是", None],
    ]
    new = [["丙", IDS[2], *BASE, None, None], ["甲", IDS[0], *BASE, "是", None], ["乙", IDS[1], *BASE, "否", None]]
    compared = compare(tmp_path, old, new)
    dibao = {
        change.who["name"]: (
            change.kind,
            [(difference.fact, difference.before, difference.after) for difference in change.because],
        )
        for change in compared.changes
        if change.service == "dibao"
    }
    assert dibao == {
        "甲": ("gained", [("receives_dibao", "否", "是")]),
        "乙": ("unclear", [("receives_dibao", "是", "否")]),
        "丙": ("unclear", [("receives_dibao", "是", None)]),
    }
    assert [woman["name"] for woman in compared.removed] == ["丁"]
    assert not compared.added


def test_only_the_fact_that_did_it_is_named(tmp_path: Path) -> None:
    old = [["甲", IDS[0], "是", "广东", "2023-01-01", "否", None]]
    new = [["甲", IDS[0], "是", "本县", "2023-01-01", "是", "二级"]]
    lost = [change for change in compare(tmp_path, old, new).changes if change.kind == "lost"]
    assert lost
    assert all([difference.fact for difference in change.because] == ["husband_outside_county"] for change in lost)


def test_a_later_day_alone_can_be_the_reason(tmp_path: Path) -> None:
    row = [["甲", IDS[0], "是", "广东", "2025-01-01", None, None]]
    compared = compare(tmp_path, row, row, old_on=date(2025, 5, 1))
    assert not compared.changes
    compared = compare(tmp_path, row, row, old_on=date(2025, 6, 30))
    assert not compared.changes
    later = compare_ledgers(
        tmp_path / "old.xlsx", tmp_path / "new.xlsx", Options(on=date(2025, 7, 1), place=FENGDU), old_on=ON
    )
    assert later.changes
    assert all(change.time and not change.because for change in later.changes)


def test_without_a_number_the_name_and_where_she_lives_tell(tmp_path: Path) -> None:
    header = ["姓名", "现住址", "是否低保"]
    first = write_sheet(tmp_path / "old.xlsx", [header, ["甲", "一村", "否"], ["乙", None, "是"]])
    second = write_sheet(tmp_path / "new.xlsx", [header, ["甲", "一村", "是"], ["乙", None, "否"]])
    compared = compare_ledgers(first, second, Options(on=ON, place=FENGDU))
    assert {change.who["name"] for change in compared.changes} <= {"甲"}
    assert compared.unclear_rows == 2


def test_the_same_ledger_twice_has_no_changes(tmp_path: Path) -> None:
    rows = [["甲", IDS[0], *BASE, "否", None], ["乙", IDS[1], *BASE, "是", None]]
    compared = compare(tmp_path, rows, rows)
    assert compared.same == 2
    assert not compared.changes
    assert not compared.added
    assert not compared.removed


def test_the_command(tmp_path: Path) -> None:
    compare(tmp_path, [["甲", IDS[0], *BASE, "否", None]], [["甲", IDS[0], *BASE, "是", None]])
    arguments = [
        "ledger",
        "changes",
        str(tmp_path / "old.xlsx"),
        str(tmp_path / "new.xlsx"),
        "--place",
        FENGDU,
        "--on",
        str(ON),
    ]
    done = CliRunner().invoke(app, [*arguments, "--json", "--out", str(tmp_path / "c.xlsx")])
    assert done.exit_code == 0, done.output
    compared = json.loads(done.stdout)
    assert compared["gained"] == sum(change["kind"] == "gained" for change in compared["changes"]) > 0
    assert IDS[0] not in done.stdout
    assert CalamineWorkbook.from_path(tmp_path / "c.xlsx").sheet_names == ["变动", "新增", "不在新台账"]
    assert "享受低保：否→是" in CliRunner().invoke(app, arguments).stdout
