"""Lists of tags give every fact that they name; what is not understood is listed, and the rest counts."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from liushou.values import Bounds

from .cells import read, values
from .sheets import ledger_of, write_sheet

WOMAN = {"sex": "female", "kind": "women"}


@pytest.mark.parametrize(
    ("target", "cell", "facts"),
    [("identity", "留守妇女、低保户、残疾人", {**WOMAN, "receives_dibao": True, "disabled": True}), ("identity", "单亲母亲/重病户", WOMAN),
     ("identity", "留守妇女，非低保户", {**WOMAN, "receives_dibao": False}), ("identity", "留守妇女；监测户；大病", {**WOMAN, "is_monitored": True, "seriously_ill": True}),
     ("identity", "两癌妇女", {**WOMAN, "two_cancer_diagnosed": True}), ("identity", "脱贫户 残疾妇女", {**WOMAN, "is_lifted_from_poverty": True, "disabled": True}),
     ("hardship", "低保户、残疾（肢体二级）", {"receives_dibao": True, "disabled": True, "disability_grade": Bounds(2.0, 2.0)}),
     ("hardship", "低保户（2021年纳入）+重病", {"receives_dibao": True, "seriously_ill": True}), ("hardship", "非低保户", {"receives_dibao": False}),
     ("hardship", "低保贫困户", {"receives_dibao": True, "registered_poor": True}), ("hardship", "五保户", {"is_tekun": True}),
     ("hardship", "一般贫困户", {"registered_poor": True}), ("hardship", "突发严重困难户", {"is_monitored": True}),
     ("hardship", "脱贫户、不是监测对象", {"is_lifted_from_poverty": True, "is_monitored": False}), ("hardship", "普通农户", {}),
     ("health", "大病残疾", {"disabled": True, "seriously_ill": True}), ("health", "长期慢性病残疾", {"disabled": True}), ("health", "长期慢性病", {}),
     ("health", "患有大病", {"seriously_ill": True}), ("health", "智力残疾", {"disabled": True})],
)  # fmt: skip
def test_every_fact_that_is_named(target: str, cell: str, facts: dict[str, Any]) -> None:
    reading = read(target, cell)
    assert {name: value for name, value in reading.values.items() if name != "health_band"} == facts
    assert reading.problem is None


@pytest.mark.parametrize(
    ("target", "cell", "facts", "strange"),
    [("identity", "留守妇女、村干部", WOMAN, "村干部"), ("hardship", "低保户（已停保）、残疾人", {"disabled": True}, "低保户"),
     ("hardship", "低保户、非低保户", {}, "非低保户"), ("hardship", "低保户、低保户已退", {}, "低保户已退"),
     ("identity", "留守妇女、残疾人、丈夫残疾", WOMAN, "丈夫残疾"), ("hardship", "特困（待核实），重病", {"seriously_ill": True}, "特困"),
     ("health", "残疾、旧伤", {"disabled": True}, "旧伤"), ("hardship", "不清楚", {}, "不清楚")],
)  # fmt: skip
def test_what_is_not_understood_is_listed_and_the_rest_counts(
    target: str, cell: str, facts: dict[str, Any], strange: str
) -> None:
    reading = read(target, cell)
    assert reading.values == facts
    assert strange in (reading.problem or "")


def test_what_was_unread_is_not_assumed_over(tmp_path: Path) -> None:
    rows = [
        ["姓名", "困难类别", "丈夫务工地点"],
        ["甲", "低保户（已停保）、残疾人", "广东（已返乡）"],
        ["乙", "残疾人", ""],
    ]
    ledger = ledger_of(
        write_sheet(tmp_path / "a.xlsx", rows),
        assume=("receives_dibao=yes", "husband_outside_county=yes", "husband_away_for_work=yes"),
    )
    assert ledger.mapping(0) == {"disabled": True}
    assert ledger.mapping(1)["receives_dibao"] is True


@pytest.mark.parametrize(
    ("target", "cell", "expected"),
    [("weak_labour_capacity", "弱劳动力或半劳动力", True), ("weak_labour_capacity", "普通劳动力", False), ("weak_labour_capacity", "丧失劳动力", None),
     ("is_lifted_from_poverty", "脱贫", True), ("is_lifted_from_poverty", "未脱贫", False), ("is_lifted_from_poverty", "返贫", None)],
)  # fmt: skip
def test_the_words_of_the_national_export(target: str, cell: str, expected: bool | None) -> None:
    assert values(target, cell).get(target) is expected
