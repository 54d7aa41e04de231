"""A mapping file says what columns are where their names do not."""

from __future__ import annotations

from pathlib import Path

import pytest

from liushou import InputError
from liushou.ledger.columns.names import parse_mapping
from liushou.profile import BY_NAME
from liushou.values import Bounds

from .sheets import ledger_of, write_sheet


def test_targets_units_words_and_columns_not_to_be_used(tmp_path: Path) -> None:
    mapping = tmp_path / "map.yaml"
    mapping.write_text(
        """
columns:
  保障情况: receives_dibao
  纯收入: {fact: income_per_capita_month, unit: 万元, per: year}
  是否残疾: null
values:
  保障情况: {A类: true, 停保: false, 申请中: null}
""",
        "utf-8",
    )
    path = write_sheet(
        tmp_path / "a.xlsx",
        [
            ["姓名", "保障情况", "纯收入", "是否残疾"],
            ["甲", "A类", 0.6, "是"],
            ["乙", "停保", "0.9万元", "否"],
            ["丙", "申请中", None, None],
        ],
    )
    ledger = ledger_of(path, mapping=mapping)
    assert [ledger.mapping(position) for position in ledger.kept] == [
        {"receives_dibao": True, "income_per_capita_month": Bounds(500, 500)},
        {"receives_dibao": False, "income_per_capita_month": Bounds(750, 750)},
        {},
    ]
    assert [use.how for use in ledger.columns] == ["known", "mapping", "mapping", "mapping"]
    assert not ledger.unread


def test_a_plain_mapping_and_a_header_row(tmp_path: Path) -> None:
    mapping = tmp_path / "map.yaml"
    mapping.write_text("甲列: name\n乙列: birth_date\n", "utf-8")
    path = write_sheet(tmp_path / "a.xlsx", [["甲列", "乙列"], ["王", "1975"]])
    assert ledger_of(path, mapping=mapping).mapping(0)["birth_date"].low.year == 1975
    mapping.write_text("header_row: 2\ncolumns: {甲列: name, 乙列: birth_date}\n", "utf-8")
    path = write_sheet(tmp_path / "b.xlsx", [["姓名", "出生日期"], ["甲列", "乙列"], ["王", "1975"]])
    assert ledger_of(path, mapping=mapping).numbers == [3]


@pytest.mark.parametrize(
    ("text", "message"),
    [("columns: {甲: recieves_dibao}", "receives_dibao"), ("colums: {甲: name}\nvalues: {}", "columns"), ("columns: {甲: {fact: name, unit: 斤}}", "unit"),
     ("columns: {甲: receives_dibao}\nvalues: {甲: {x: maybe}}", "neither yes nor no"), ("columns: {}\nvalues: {乙: {x: true}}", "nothing says what"),
     ("header_row: 0\ncolumns: {}", "header_row"), ("- x", "names what each column is"), ("columns: [a]", "a mapping"), ("a: b: c", "not YAML")],
)  # fmt: skip
def test_mistakes_are_named(text: str, message: str) -> None:
    with pytest.raises(InputError, match=message):
        parse_mapping(text, BY_NAME)


def test_all_mistakes_at_once() -> None:
    with pytest.raises(InputError) as caught:
        parse_mapping("columns: {甲: xx1, 乙: yy2}\nheader_row: 0", BY_NAME)
    assert len(caught.value.problems) == 3
