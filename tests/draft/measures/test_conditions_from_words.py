"""Who a quote names, with ages, grades, sums and spans in it, becomes a condition."""

from __future__ import annotations

import pytest

from liushou.rules import to_data

from .drafts import notice


@pytest.mark.parametrize(
    ("women", "when"),
    [
        ("农村留守妇女", []),
        ("残疾农村留守妇女", ["disabled"]),
        ("残疾、重病农村留守妇女", [{"any": ["disabled", "seriously_ill"]}]),
        ("残疾贫困农村留守妇女", ["disabled", "poor"]),
        (
            "脱贫残疾留守妇女和边缘易致贫留守妇女",
            [{"any": [{"all": ["is_lifted_from_poverty", "disabled"]}, "at_risk_of_poverty"]}],
        ),
        ("年满60周岁以上的农村留守妇女", ["age >= 60"]),
        ("35至64周岁农村留守妇女", ["age between 35 and 64"]),
        ("不满六十周岁的农村留守妇女", ["age < 60"]),
        ("一级、二级残疾农村留守妇女", ["disability_grade in [1, 2]"]),
        ("人均月收入低于500元的农村留守妇女", ["income_per_capita_month < 500"]),
        (
            "家庭人均收入低于当地最低生活保障标准1.5倍的农村留守妇女",
            ["income_per_capita_month < 1.5 * $rural_dibao_line"],
        ),
        ("丈夫外出半年以上的农村留守妇女", ["husband_away_half_year"]),
        (
            "丈夫外出一年以上的农村留守妇女",
            [{"any": ["husband_away_since at least 12 months ago", "husband_away_years >= 1"]}],
        ),
        ("非残疾农村留守妇女", [{"not": "disabled"}]),
        ("无固定生活来源的残疾农村留守妇女", ["disabled_without_income"]),
        ("农村留守妇女困难群体", ["hardship_group"]),
        ("低收入妇女、残疾妇女等困难群体", ["hardship_group"]),
        ("符合条件的农村留守妇女", []),
    ],
)
def test_who_is_meant(women: str, when: object) -> None:
    measures = notice(f"为{women}提供心理辅导服务").measures
    assert [to_data(each.measure.condition) for each in measures if each.measure.service == "counselling"] == [when]


def test_a_service_asks_what_its_name_says() -> None:
    whens = {
        each.measure.service: to_data(each.measure.condition)
        for text in ["为符合条件的残疾留守妇女发放残疾人两项补贴", "将农村留守妇女家庭纳入最低生活保障"]
        for each in notice(text).measures
    }
    assert whens == {
        "disability_allowances": ["disability_allowance_group"],
        "dibao": [{"any": ["dibao_household", "dibao_alone"]}],
    }


def test_drawing_some_in_excludes_nobody() -> None:
    measures = notice("举办文体活动，重点吸引农村留守妇女困难群体参加").measures
    assert [to_data(each.measure.condition) for each in measures] == [[]]


def test_each_group_of_a_sentence_has_its_own_measure() -> None:
    text = "为残疾农村留守妇女提供心理辅导，为60周岁以上的农村留守妇女提供心理辅导"
    measures = [(each.measure.quote, to_data(each.measure.condition)) for each in notice(text).measures]
    assert measures == [
        ("为残疾农村留守妇女提供心理辅导", ["disabled"]),
        ("为60周岁以上的农村留守妇女提供心理辅导", ["age >= 60"]),
    ]
