"""Columns are known by the forms' names, every fact's id and title, and their variants."""

from __future__ import annotations

from pathlib import Path

import pytest

from liushou.ledger.cells.reading import known_words
from liushou.ledger.columns.names import ColumnNames, label_key
from liushou.profile import BY_NAME, FACTS

from .sheets import ledger_of, write_sheet

NAMES = ColumnNames(BY_NAME)


@pytest.mark.parametrize("fact", FACTS, ids=lambda fact: fact.name)
def test_every_fact_by_id_and_title(fact: object) -> None:
    for label in (fact.name, fact.title, f"是否{fact.title}", f"{fact.title}（必填）", f" *{fact.title}： "):  # type: ignore[attr-defined]
        assert NAMES.use(0, [label]).target == fact.name, label  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("label", "target"),
    [("丈夫外出年限（年）", "husband_away_years"), ("丈夫最近一次回家探望时间", "husband_last_home"), ("证件号码", "id_number"),
     ("出生日期", "birth_date"), ("出生年月", "birth_date"), ("文化程度", "education"), ("是否登记领证", "marriage"), ("公婆情况", "parents_in_law"),
     ("子女数量", "children_count"), ("健康状况", "health"), ("残疾等级", "disability_grade"), ("家庭经济来源情况", "income_source"),
     ("获得生产帮扶情况", "help_received"), ("身份类别", "identity"), ("组别", "group"), ("联系电话", "phone"), ("家庭住址", "address"),
     ("是否低保", "receives_dibao"), ("是否享受低保", "receives_dibao"), ("是否低保户（是/否）", "receives_dibao"), ("低保情况", "receives_dibao"),
     ("是否建档立卡户", "registered_poor"), ("birthday", "birth_date"), ("husbandGoOutYear", "husband_away_years"), ("区划代码", "place"),
     ("更新日期", "filled_on"), ("身份证号码", "id_number"), ("birth_date__min", "birth_date__min")],
)  # fmt: skip
def test_the_forms_and_their_variants(label: str, target: str) -> None:
    assert NAMES.use(0, [label]).target == target


def test_no_name_is_claimed_twice() -> None:
    seen: dict[str, str] = {}
    for target, names in known_words().columns.items():
        for key in {label_key(name) for name in (target, *names)}:
            assert seen.setdefault(key, target) == target, key
    titles = {label_key(fact.title): fact.name for fact in FACTS}
    assert {key: seen[key] for key in titles if key in seen and seen[key] != titles[key]} == {}


def test_what_stands_under_the_husband_is_his(tmp_path: Path) -> None:
    assert NAMES.use(0, ["丈夫情况", "姓名"]).target is None
    assert NAMES.use(0, ["丈夫情况", "身份证号"]).target is None
    assert NAMES.use(0, ["丈夫情况", "外出年限"]).target == "husband_away_years"
    assert NAMES.use(0, ["子女情况", "姓名"]).target is None
    assert NAMES.use(0, ["基本情况", "姓名"]).target == "name"


def test_the_report_says_what_each_column_was_taken_for(tmp_path: Path) -> None:
    ledger = ledger_of(
        write_sheet(tmp_path / "a.xlsx", [["姓名", "是否低保", "星座", "备注"], ["甲", "是", "双鱼", "x"]])
    )
    assert [(use.letter, use.label, use.target, use.how) for use in ledger.columns] == [
        ("A", "姓名", "name", "known"), ("B", "是否低保", "receives_dibao", "known"), ("C", "星座", None, "unknown"), ("D", "备注", None, "unused"),
    ]  # fmt: skip
