"""`changes` and `due` take --sheet, --filled and --mapping as `run` does; the old ledger may have its own."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from .sheets import ON, id_number
from .test_ledger_command import call

NUMBER = id_number("19750308")
WHERE = ("--place", "500230", "--on", ON)


def book(path: Path, sheets: dict[str, list[list[Any]]]) -> Path:
    workbook = xlsxwriter.Workbook(str(path))
    for name, rows in sheets.items():
        sheet = workbook.add_worksheet(name)
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)
    workbook.close()
    return path


def table(dibao: str, label: str = "是否低保") -> list[list[Any]]:
    header = ["姓名", "身份证号", "在农村居住", "丈夫务工地点", "丈夫外出日期", label]
    return [header, ["甲", NUMBER, "是", "广东", "2023-01-01", dibao]]


def changed(*arguments: object) -> dict[str, Any]:
    done = call("changes", *arguments, *WHERE, "--json")
    assert done.exit_code == 0, done.output
    answer: dict[str, Any] = json.loads(done.stdout)
    return answer


def test_the_sheet_of_both_and_of_the_old_one(tmp_path: Path) -> None:
    old = book(tmp_path / "old.xlsx", {"一": table("是"), "二": table("否"), "三": table("是")})
    new = book(tmp_path / "new.xlsx", {"一": table("是"), "二": table("是")})
    assert changed(old, new)["gained"] == 0
    assert changed(old, new, "--sheet", "二")["gained"] > 0
    assert changed(old, new, "--sheet", "二", "--old-sheet", "三")["gained"] == 0
    assert changed(old, new, "--old-sheet", "二")["gained"] > 0


def test_the_mapping_of_both_and_of_the_old_one(tmp_path: Path) -> None:
    old = book(tmp_path / "old.xlsx", {"一": table("是", "旧栏")})
    new = book(tmp_path / "new.xlsx", {"一": table("是", "新栏")})
    first, second = tmp_path / "old.yaml", tmp_path / "new.yaml"
    first.write_text("旧栏: receives_dibao", "utf-8")
    second.write_text("新栏: receives_dibao", "utf-8")
    assert changed(old, new)["changes"] == []
    assert changed(old, new, "--mapping", second)["gained"] > 0
    assert changed(old, new, "--mapping", second, "--old-mapping", first)["changes"] == []
    assert changed(old, new, "--old-mapping", first)["unclear"] > 0


def test_the_day_of_filling_in_of_both_and_of_the_old_one(tmp_path: Path) -> None:
    rows = [["姓名", "现住址", "年龄", "性别", "在农村居住", "丈夫务工地点", "丈夫外出日期"]]
    rows.append(["甲", "一村", 64, "女", "是", "广东", "2020-01-01"])
    old, new = (book(tmp_path / name, {"一": rows}) for name in ("old.xlsx", "new.xlsx"))
    same = changed(old, new, "--filled", "2015-06-30")
    assert same["changes"] == []
    other = changed(old, new, "--filled", "2015-06-30", "--old-filled", "2025-06-30")
    assert {change["service"] for change in other["changes"]}
    assert all(fact["fact"] == "birth_date" for change in other["changes"] for fact in change["because"])


def test_due_takes_the_day_of_filling_in(tmp_path: Path) -> None:
    rows = [["姓名", "现住址", "年龄", "性别", "在农村居住"], ["甲", "一村", 34, "女", "是"]]
    path = book(tmp_path / "a.xlsx", {"一": rows})
    stale = json.loads(call("due", path, *WHERE, "--json", "--filled", "2024-06-30").stdout)
    assert (len(stale["stale"]), stale["undated"]) == (1, 0)
    assert json.loads(call("due", path, *WHERE, "--json").stdout)["undated"] == 1


@pytest.mark.parametrize("option", ["--filled", "--old-filled", "--old-on"])
def test_a_day_that_is_none_is_refused(tmp_path: Path, option: str) -> None:
    path = book(tmp_path / "a.xlsx", {"一": table("是")})
    done = call("changes", path, path, *WHERE, option, "昨天")
    assert done.exit_code == 2
    assert option in done.output


@pytest.mark.parametrize("option", ["--sheet", "--old-sheet"])
def test_a_sheet_that_is_not_there_is_refused(tmp_path: Path, option: str) -> None:
    path = book(tmp_path / "a.xlsx", {"一": table("是")})
    assert call("changes", path, path, *WHERE, option, "没有").exit_code == 2


def test_a_woman_is_printed_once_with_all_that_changed(tmp_path: Path) -> None:
    old = [*table("是"), ["乙", id_number("19800101", 4), "是", "广东", "2023-01-01", "否"]]
    new = [*table("否"), ["乙", id_number("19800101", 4), "是", "广东", "2023-01-01", "是"]]
    new[1][3] = "本县"
    first, second = book(tmp_path / "old.xlsx", {"一": old}), book(tmp_path / "new.xlsx", {"一": new})
    page = call("changes", first, second, *WHERE).stdout
    assert [page.count(f"行 {name} ") for name in "甲乙"] == [1, 1]
    assert "享受低保：否→是" in page
    data = changed(first, second)
    assert [woman["name"] for woman in data["women"]] == ["甲", "乙"]
    assert sum(
        len(woman[kind]) for woman in data["women"] for kind in ("gained", "lost", "unclear", "ruled_out")
    ) == len(data["changes"])
    assert data["women"][0]["lost"]
    assert "husband_outside_county" in data["women"][0]["because"]
    assert data["women"][1]["gained"]
    assert NUMBER not in page + json.dumps(data)
