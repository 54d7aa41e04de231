"""A sentence that no longer says what an encoded one says is never sure to say it."""

from __future__ import annotations

import pytest

from liushou.draft import ProposedMeasure

from .drafts import notice

SCREENING = "为适龄农村留守妇女免费进行“两癌”筛查"
CHANGED = [
    "为适龄农村留守儿童免费进行“两癌”筛查",
    "为适龄农村男性免费进行“两癌”筛查",
    "为适龄残疾人免费进行“两癌”筛查",
    "不再为适龄农村留守妇女免费进行“两癌”筛查",
    "为适龄农村留守妇女进行“两癌”筛查",
    "为适龄农村留守妇女免费进行眼病筛查",
    "为适龄脱贫农村留守妇女免费进行“两癌”筛查",
    "为有两个孩子的适龄农村留守妇女免费进行“两癌”筛查",
    "为适龄农村留守妇女免费进行“两癌”筛查，低保家庭除外",
    "为适龄农村留守妇女（限脱贫户）免费进行“两癌”筛查",
    "除低保对象外，为适龄农村留守妇女免费进行“两癌”筛查",
    "对低保家庭，加大健康服务力度，为适龄农村留守妇女免费进行“两癌”筛查",
    "为适龄农村留守妇女免费进行“两癌”筛查，每年不超过100人",
    "2027年起，为适龄农村留守妇女免费进行“两癌”筛查",
    "为适龄农村留守妇女免费进行“两癌”筛查的做法应当纠正",
    "为适龄农村留守妇女免费进行“两癌”筛查。其中，非本县户籍的除外",
    "为适龄农村留守妇女免费进行“两癌”筛查。上述服务仅面向脱贫户",
    "鼓励有条件的地方为适龄农村留守妇女免费进行“两癌”筛查",
    "去年共为适龄农村留守妇女免费进行“两癌”筛查",
    "为“半边户”适龄农村留守妇女免费进行“两癌”筛查",
    "为适龄农村留守妇女家庭免费进行“两癌”筛查",
    "为适龄农村留守妇女子女免费进行“两癌”筛查",
    "为适龄农村留守妇女免费进行“两癌”筛查培训",
    "有关部门研究后，为适龄农村留守妇女免费进行“两癌”筛查",
]


def sure(text: str) -> list[ProposedMeasure]:
    return [each for each in notice(text).measures if each.judgement.certainty == "sure"]


def test_the_sentence_itself_is_sure() -> None:
    assert [each.measure.service for each in sure(SCREENING)] == ["two_cancer_screening"]


@pytest.mark.parametrize("text", CHANGED)
def test_nothing_is_sure_of_a_sentence_that_says_something_else(text: str) -> None:
    assert sure(text) == []


@pytest.mark.parametrize("text", CHANGED)
def test_what_speaks_against_it_is_said(text: str) -> None:
    proposals = notice(text)
    assert [each.measure.quote for each in proposals.measures if not each.judgement.speaks_against] == []


@pytest.mark.parametrize(
    "text",
    [
        "按规定对患者治疗给予补助",
        "为有需求的残疾儿童提供基本康复服务、辅助器具适配服务",
        "将符合条件的农村留守老年人家庭纳入最低生活保障、临时救助等社会救助范围",
        "加大对农村留守儿童的法律援助，简化援助审查程序",
        "组织开展面向青年学生的职业技能培训",
    ],
)
def test_what_is_for_others_is_not_sure_for_women(text: str) -> None:
    assert [each.measure.service for each in sure(text) if each.measure.individual] == []


@pytest.mark.parametrize(
    "text",
    [
        "加大对农村留守妇女的法律援助宣传，简化援助审查程序",
        "加强对农村留守妇女土地承包权益维护宣传",
        "有效保护农村留守妇女人身财产安全登记",
        "建立农村留守妇女信息台账更新登记",
    ],
)
def test_a_verb_that_no_neighbour_has_there_makes_it_another_promise(text: str) -> None:
    assert sure(text) == []


def test_a_title_that_names_some_makes_its_clauses_ones_to_check() -> None:
    narrower = notice(SCREENING, title="关于做好残疾农村留守妇女关爱服务工作的通知")
    assert {each.judgement.certainty for each in narrower.measures} == {"check"}


def test_a_heading_that_names_some_makes_its_clause_one_to_check() -> None:
    texts = [f"{SCREENING}", "加大对农村留守妇女的法律援助，简化援助审查程序"]
    plain, named = notice(*texts), notice(*texts, heading="关爱残疾妇女")
    assert {each.judgement.certainty for each in plain.measures} == {"sure"}
    assert {each.judgement.certainty for each in named.measures} == {"check"}
