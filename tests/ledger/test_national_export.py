"""The national export of 防返贫监测 (31 columns) and the coded words of the 扶贫手册 are read with their meaning."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from .sheets import id_number, ledger_of, one_row, write_sheet

WOMAN = {
    "序号": 1, "县(市、区、旗)": "丰都县", "乡(镇)": "青石镇", "行政村": "大田村", "自然村": "一组", "户编号": "5002300001", "人编号": "50023000010002",
    "姓名": "甲", "证件号码": id_number("19750308"), "人数": 4, "与户主关系": "配偶", "民族": "汉族", "文化程度": "小学", "在校生状况": "",
    "健康状况": "健康", "劳动技能": "普通劳动力", "务工时间（月）": 6, "是否参加大病保险": "是", "致贫原因1": "因病", "危房户": "否",
    "是否解决安全饮用水": "是", "人均纯收入": 12000, "户联系电话": "13000000001", "人联系电话": "13000000002", "首次识别时间": "2014-01-01",
    "人员识别时间": "2014-01-01", "户类型": "脱贫户", "易返贫致贫户(监测对象)类型": "脱贫不稳定户", "风险是否消除": "否", "风险识别时间": "2022-01-01",
    "风险消除时间": "",
}  # fmt: skip
HEADER = [*WOMAN]
USED = {
    "序号": "serial", "乡(镇)": "township", "行政村": "village", "自然村": "group", "姓名": "name", "证件号码": "id_number", "民族": "nation",
    "文化程度": "education", "健康状况": "health", "劳动技能": "weak_labour_capacity", "人均纯收入": "income_per_capita_year", "人联系电话": "phone",
    "户类型": "hardship", "易返贫致贫户(监测对象)类型": "hardship", "风险是否消除": "risk_removed", "风险消除时间": "risk_removed",
}  # fmt: skip


def export(tmp_path: Path, **cells: Any) -> Any:
    row = [{**WOMAN, **cells}[name] for name in HEADER]
    title = ["全国防返贫监测信息系统－脱贫人口名单"]
    return ledger_of(write_sheet(tmp_path / "a.xlsx", [title, HEADER, row], [(0, 0, 0, 30)]))


def test_every_column_is_known(tmp_path: Path) -> None:
    ledger = export(tmp_path)
    assert len(HEADER) == 31
    assert {use.label: use.target for use in ledger.columns if use.target} == USED
    assert [use.label for use in ledger.columns if use.how == "unknown"] == []
    known = {name: str(value) for name, value in ledger.mapping(0).items()}
    assert known == {
        "sex": "female", "birth_date": "1975-03-08", "seriously_ill": "False", "weak_labour_capacity": "False",
        "income_per_capita_month": "1000", "is_lifted_from_poverty": "True", "is_monitored": "True",
    }  # fmt: skip
    assert ledger.item("phone", 0) == "13000000002"
    assert not ledger.unread


@pytest.mark.parametrize(
    ("cells", "facts"),
    [
        ({"健康状况": "长期慢性病"}, {"seriously_ill": None, "disabled": None}),
        ({"健康状况": "患有大病"}, {"seriously_ill": True, "disabled": None}),
        ({"健康状况": "大病残疾"}, {"seriously_ill": True, "disabled": True}),
        ({"健康状况": "长期慢性病残疾"}, {"seriously_ill": None, "disabled": True}),
        ({"劳动技能": "弱劳动力或半劳动力"}, {"weak_labour_capacity": True}),
        ({"劳动技能": "技能劳动力"}, {"weak_labour_capacity": False}),
        ({"劳动技能": "无劳动力"}, {"weak_labour_capacity": None}),
        ({"易返贫致贫户(监测对象)类型": "边缘易致贫户"}, {"at_risk_of_poverty": True}),
        ({"易返贫致贫户(监测对象)类型": "突发严重困难户"}, {"is_monitored": True}),
        ({"易返贫致贫户(监测对象)类型": ""}, {"is_monitored": None}),
        ({"户类型": "一般农户"}, {"is_lifted_from_poverty": None}),
        ({"务工时间（月）": 12}, {"husband_away_years": None, "husband_away_for_work": None}),
    ],
)
def test_its_words(tmp_path: Path, cells: dict[str, Any], facts: dict[str, bool | None]) -> None:
    known = export(tmp_path, **cells).mapping(0)
    assert {fact: known.get(fact) for fact in facts} == facts


@pytest.mark.parametrize(
    "cells",
    [
        {"风险是否消除": "是"},
        {"风险是否消除": "已消除", "风险消除时间": "2024-05-01"},
        {"风险是否消除": "", "风险消除时间": "2024-05-01"},
        {"风险是否消除": "不清楚"},
        {"风险是否消除": "是", "易返贫致贫户(监测对象)类型": "边缘易致贫户"},
        {"风险是否消除": "√"},
    ],
)
def test_a_risk_that_is_removed_takes_the_monitoring_back(tmp_path: Path, cells: dict[str, Any]) -> None:
    ledger = export(tmp_path, **cells)
    assert not {"is_monitored", "at_risk_of_poverty"} & ledger.mapping(0).keys()
    assert any("不再采用" in note for note in ledger.notes[0])


@pytest.mark.parametrize(
    ("column", "cell", "facts"),
    [
        ("贫困户属性", "一般贫困户", {"registered_poor": True}),
        ("贫困户属性", "低保贫困户", {"registered_poor": True, "receives_dibao": True}),
        ("贫困户属性", "五保户", {"is_tekun": True}),
        ("脱贫属性", "脱贫", {"is_lifted_from_poverty": True}),
        ("脱贫属性", "未脱贫", {"is_lifted_from_poverty": False}),
        ("脱贫属性", "返贫", {}),
    ],
)
def test_the_words_of_the_handbook(tmp_path: Path, column: str, cell: str, facts: dict[str, bool]) -> None:
    assert one_row(tmp_path, ["姓名", column], ["甲", cell]) == facts
