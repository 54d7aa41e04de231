"""Every node has Chinese words, and the opposite has other ones."""

import re
from datetime import date
from typing import Any

import pytest
from hypothesis import given

from liushou import Rules
from liushou.rules import (
    AllOf,
    AnyOf,
    Between,
    Compare,
    Condition,
    Elapsed,
    IsTrue,
    Not,
    OneOf,
    Parameter,
    say,
    say_leaf,
)

from .strategies import conditions, leaves, vocabulary


@pytest.mark.parametrize(
    ("leaf", "words", "opposite"),
    [
        (IsTrue("disabled"), "属于残疾人", "不属于残疾人"),
        (OneOf("sex", ("female",)), "性别为女", "性别不为女"),
        (OneOf("disability_grade", (1.0, 2.0)), "残疾等级为1级或2级", "残疾等级不为1级或2级"),
        (OneOf("disability_grade", (1.0, 2.0, 3.0)), "残疾等级为1级、2级或3级", "残疾等级不为1级、2级或3级"),
        (Compare("age", ">=", 60.0), "年满60周岁", "不满60周岁"),
        (Compare("age", "<", 60.0), "不满60周岁", "年满60周岁"),
        (Compare("age", ">", 60.0), "年龄超过60周岁", "年龄不超过60周岁"),
        (Compare("age", "=", 60.0), "年龄为60周岁", "年龄不为60周岁"),
        (Compare("income_per_capita_month", "<", 500.0), "家庭人均月收入低于500元/月", "家庭人均月收入不低于500元/月"),
        (Compare("birth_date", "<=", date(1990, 3, 1)), "出生日期不晚于1990年3月1日", "出生日期晚于1990年3月1日"),
        (Between("age", 35.0, 64.0), "年龄在35至64周岁之间", "年龄不在35至64周岁之间"),
        (
            Elapsed("husband_away_since", 6, "months"),
            "自丈夫连续外出起始日起已满6个月",
            "自丈夫连续外出起始日起未满6个月",
        ),
    ],
)
def test_leaves(leaf: Any, words: str, opposite: str) -> None:
    assert say_leaf(leaf, vocabulary()) == say(leaf, vocabulary()) == words
    assert say_leaf(leaf, vocabulary(), False) == say(Not(leaf), vocabulary()) == opposite


def test_parameters_by_their_titles() -> None:
    leaf = Compare("income_per_capita_month", "<", Parameter("rural_dibao_line"))
    assert say(leaf, vocabulary()) == "家庭人均月收入低于农村低保标准"


def test_trees() -> None:
    a, b, c = IsTrue("disabled"), IsTrue("is_tekun"), IsTrue("poor_area")
    assert say(AllOf(()), vocabulary()) == "无其他条件"
    assert say(AllOf((a, b)), vocabulary()) == "属于残疾人，且属于特困人员"
    assert say(AllOf((a, AnyOf((b, c)))), vocabulary()) == "属于残疾人，且（属于特困人员，或所在县属于贫困地区）"
    assert say(Not(AnyOf((a, b))), vocabulary()) == "不属于残疾人，且不属于特困人员"
    assert say(Not(AllOf((a, b))), vocabulary()) == "不属于残疾人，或不属于特困人员"
    assert say(Not(Not(a)), vocabulary()) == "属于残疾人"


def test_concepts_by_title_or_opened(rules: Rules) -> None:
    elderly = rules.vocabulary.concepts["elderly"]
    assert say(elderly, rules.vocabulary) == "老年"
    assert say(Not(elderly), rules.vocabulary) == "不属于“老年”"
    assert say(elderly.condition, rules.vocabulary) == "年满60周岁"


#: No word of the rule language may show through.
_RAW = re.compile(r"[a-z]+_[a-z_]+|\$|\bNone\b|\bTrue\b")


@given(conditions())
def test_every_tree_is_said_in_chinese(condition: Condition) -> None:
    words = say(condition, vocabulary())
    assert words
    assert not _RAW.search(words), words


@given(leaves())
def test_the_opposite_is_said_otherwise(leaf: Any) -> None:
    assert say_leaf(leaf, vocabulary(), True) != say_leaf(leaf, vocabulary(), False)


def test_every_shipped_condition(rules: Rules) -> None:
    for policy in rules.policies.values():
        for tree in (policy.definition.condition, *(measure.condition for _, measure in policy.measures())):
            assert not _RAW.search(say(tree, rules.vocabulary))
