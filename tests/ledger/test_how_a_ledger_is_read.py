"""`ledger read` shows how columns and cells are understood before anything is evaluated; `ledger columns` what there is."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from liushou.ledger import column_targets, look_at, look_page
from liushou.ledger.cells.reading import known_words
from liushou.ledger.columns.names import ColumnNames, parse_mapping
from liushou.profile import BY_NAME

from .sheets import ON, Options, id_number, write_sheet
from .test_ledger_command import call

NUMBER = id_number("19750308")
HEADER = ["姓名", "身份证号", "联系电话", "是否低保", "家庭人均收入（元/年）", "丈夫务工地点", "备注", "不认得的"]
ROWS = [
    ["王某", NUMBER, "13812345678", "是？", 12000, "县外", "x", "y"],
    ["李某", NUMBER[:-1] + "z", "无", "否", "很少", "同上", None, f"尾号{NUMBER[-6:]}"],
    ["合计", None, None, None, None, None, None, None],
    ["张某", None, None, "是", "500-600", "不清楚", None, None],
]


def look(tmp_path: Path, table: list[list[Any]], rows: int = 10, **options: Any) -> dict[str, Any]:
    return look_at(write_sheet(tmp_path / "a.xlsx", table), Options(on=ON, **options), rows=rows)


def cells(data: dict[str, Any], row: int) -> dict[str, dict[str, Any]]:
    [own] = [entry for entry in data["first_rows"] if entry["row"] == row]
    return {cell["column"]: cell for cell in own["cells"]}


def test_columns_with_what_they_are_taken_for_or_why_not(tmp_path: Path) -> None:
    columns = {use["column"]: use for use in look(tmp_path, [HEADER, *ROWS])["columns"]}
    assert [columns[letter]["taken_for"] for letter in "ABCDEFGH"] == [
        *("name", "id_number", "phone", "receives_dibao", "income_per_capita_year", "away_place"),
        *(None, None),
    ]
    assert columns["E"]["hints"] == {"unit": "元"}
    assert [columns[letter]["title"] for letter in "GH"] == ["未使用（评估用不到）", "未使用（不认得的列）"]


def test_every_cell_says_what_it_says_or_why_it_is_unread(tmp_path: Path) -> None:
    data = look(tmp_path, [HEADER, *ROWS])
    first, second, third = (cells(data, row) for row in (2, 3, 5))
    assert first["E"]["says"] == {"家庭人均月收入": "1000"} or "1000" in str(first["E"]["says"])
    assert first["F"]["says"] == {
        BY_NAME["husband_away_for_work"].title: "是",
        BY_NAME["husband_outside_county"].title: "是",
    }
    assert first["D"]["says"] == {}
    assert "看不懂" in first["D"]["unread"]
    assert second["D"]["says"] == {"享受低保": "否"}
    assert second["E"]["unread"]
    assert second["F"]["note"] == "同上一行"
    assert third["F"]["says"] == {BY_NAME["husband_outside_county"].title: "不清楚"}
    assert {"row": 4, "reason": "合计行"} in data["reasons"]
    assert [row["row"] for row in data["first_rows"]] == [2, 3, 5]


@pytest.mark.parametrize("wanted", [0, 1, 2, 3, 50])
def test_so_many_rows_are_shown(tmp_path: Path, wanted: int) -> None:
    assert len(look(tmp_path, [HEADER, *ROWS], rows=wanted)["first_rows"]) == min(wanted, 3)


def test_no_number_of_a_person_is_shown(tmp_path: Path) -> None:
    rows = [[*row] for row in ROWS]
    rows[0][0], rows[1][3] = f"王某{NUMBER}", "13987654321"
    data = look(tmp_path, [[*HEADER[:-1], f"列{NUMBER}"], *rows])
    shown = json.dumps(data, ensure_ascii=False) + look_page(data)
    for secret in (NUMBER, NUMBER[:-1], "13812345678", "13987654321", "1975-03-08"):
        assert secret not in shown


def test_units_legends_words_and_the_mapping(tmp_path: Path) -> None:
    mapping = tmp_path / "map.yaml"
    mapping.write_text(
        "columns: {收入: {fact: household_income, unit: 万元, per: year}}\nvalues: {健康状况: {甲: 重病}}", "utf-8"
    )
    header = ["姓名", "性别（1男2女）", "年龄（虚岁）", "收入", "健康状况", "是否低保（不是没有）"]
    data = look(tmp_path, [header, ["王", 2, 50, 3.6, "甲", "是"]], mapping=mapping)
    hints = {use["column"]: use["hints"] for use in data["columns"]}
    assert hints["B"] == {"legend": {"1": "男", "2": "女"}}
    assert hints["C"] == {"nominal_age": True}
    assert hints["D"] == {"unit": "万元", "per": "year"}
    assert hints["E"] == {"words": {"甲": "重病"}}
    assert "看不懂列名" in data["columns"][5]["title"]
    assert cells(data, 2)["B"]["says"] == {"性别": "女"}
    assert cells(data, 2)["E"]["says"] == {BY_NAME["seriously_ill"].title: "是"}


def test_a_second_header_reads_the_rows_under_it(tmp_path: Path) -> None:
    rows = [["姓名", "是否低保", "乡镇"], ["甲", "是", "某镇"], ["姓名", "乡镇", "是否特困"], ["乙", "某镇", "否"]]
    data = look(tmp_path, rows)
    assert cells(data, 2)["B"]["says"] == {"享受低保": "是"}
    assert cells(data, 4)["C"]["label"] == "是否特困"


def test_typed_columns_too(tmp_path: Path) -> None:
    path = tmp_path / "a.parquet"
    pl.DataFrame({"姓名": ["甲", "乙"], "是否低保": [True, None], "年龄": [50, 40]}).write_parquet(path)
    data = look_at(path, Options(on=ON))
    assert [cell["says"] for cell in data["first_rows"][0]["cells"]] == [
        {"姓名": "甲"},
        {"享受低保": "是"},
        {"年龄": "50"},
    ]


def test_the_command(tmp_path: Path) -> None:
    path = write_sheet(tmp_path / "a.xlsx", [HEADER, *ROWS])
    done = call("read", path, "--place", "500230", "--on", ON, "--rows", 1)
    assert done.exit_code == 0, done.output
    assert "D  是否低保 → 享受低保（receives_dibao）" in done.stdout
    assert "第2行" in done.stdout
    assert "第3行\n" not in done.stdout
    assert NUMBER not in done.stdout
    data = json.loads(call("read", path, "--json").stdout)
    assert data["rows"] == 4
    assert call("read", path, "--sheet", "没有").exit_code == 2
    assert call("read", path, "--rows", -1).exit_code == 2
    assert call("read", path, "--filled", "2024-12-31", "--on", ON).exit_code == 0


def test_every_target_can_be_named_in_a_mapping_and_its_names_are_recognised() -> None:
    names = ColumnNames(BY_NAME)
    for entry in column_targets(BY_NAME):
        for name in (entry["target"], entry["title"]):
            assert parse_mapping(f"甲: {name}", BY_NAME).columns["甲"].fact == entry["target"], name
        assert entry["form"]
        taken = {names.use(0, [name]).how for name in entry["names"]}
        assert not taken & {"unknown", "none"}, entry["target"]
    assert {entry["target"] for entry in column_targets(BY_NAME)} == {*BY_NAME, *known_words().titles} - {"unused"}


def test_words_of_columns_are_listed_by_what_they_say() -> None:
    words = {entry["target"]: entry["words"] for entry in column_targets(BY_NAME)}
    assert "低保户" in words["receives_dibao"]["yes"]
    assert "停保" in words["receives_dibao"]["no"]
    assert "女" in words["sex"]["female"]
    assert "重病" in words["health"]["seriously_ill"]
    assert "特困人员" in words["hardship"]["is_tekun"]
    assert "重度" in words["disability_grade"]["1-2"]
    assert "县外" in words["away_place"]["outside"]
    assert "务工" in words["away_reason"]["yes"]


def test_the_list_as_json_and_as_a_table() -> None:
    targets = json.loads(call("columns", "--json").stdout)
    assert all({"target", "title", "fact", "kind", "form", "names", "words"} <= entry.keys() for entry in targets)
    page = call("columns").stdout
    assert all(entry["target"] in page for entry in targets)
