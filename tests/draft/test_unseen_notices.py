"""Notices that were made up without looking at the tables: what is right of their frame, and what may be sure.

`notices/traps.txt` says in every clause nearly what an encoded document says, and means something else.
"""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path

import pytest

from liushou import Rules, load_rules
from liushou.draft import Draft, PrintedText, draft, save
from liushou.texts import coverage, verify

FOLDER = Path(__file__).parent / "notices"
NAMES = sorted(path.stem for path in FOLDER.glob("*.txt"))
LABELS = {
    "articles": "第一条 第二条 第三条 第四条 第五条 第六条 第七条 第八条",
    "county": "一 二（一） 二（二） 二（三） 二（四） 二（五） 三（六） 三（七）",
    "items_and_offices": "一 二（一） 二（二） 二（三） 二（四） 三（一） 三（二） 三（三）",
    "nothing_printed": "一 二 三 四",
    "numbered_by_digits": "1 2 3 4",
    "province": "一 二（一） 二（二） 二（三） 二（四） 二（五） 三（一） 三（二）",
    "sums_by_age": "一 二 三 四 五",
}
#: The only clauses of traps.txt in which something may be sure: they say what is encoded, or a condition that is there.
SOUND = {"一（五）", "二（一）", "三（二）", "五（二）", "六（二）"}
#: What may be sure in the two near-copies, as a person reads them: service, and words of its quote.
SURE = {
    "county": """facilities 加强残疾人福利机构
        community_rehabilitation 推进残疾留守妇女社区康复
        startup_guidance 强化就业创业指导
        employment_policy 落实促进农村劳动者就业创业相关政策措施
        counselling 强化亲情关爱、精神关爱服务
        family_ties 鼓励和引导外出农民工时常关注家庭
        legal_education 法律法规宣传教育
        dispute_mediation 开展纠纷化解、法律服务等
        legal_service 开展纠纷化解、法律服务等
        legal_service 支持农村留守妇女依法维权
        crime 违法犯罪行为的打击和惩治力度
        crime_protection 有效保护农村留守妇女人身财产安全
        land_rights 加强对农村留守妇女土地承包权益维护
        survey 加强农村留守妇女信息排查登记工作
        survey 及时调整更新台账信息
        ledger_registration 及时调整更新台账信息
        self_governance 鼓励支持农村留守妇女广泛参与村民委员会选举
        self_governance 引导其参与村规民约制定修订
        model_family 动员农村留守妇女积极参与“五好家庭”
        care_volunteering 引导农村留守妇女开展关爱农村留守儿童""",
    "province": """survey 开展农村留守妇女摸底排查
        low_income_monitoring 按规定纳入低收入人口动态监测范围
        disability_allowances 为符合条件的残疾留守妇女发放残疾人两项补贴
        rehabilitation 为残疾留守妇女提供基本康复服务
        community_rehabilitation 推进残疾留守妇女社区康复服务
        vocational_training 开发适合农村留守妇女困难群体的职业技能培训项目
        employment_priority 对有条件的农村留守妇女困难群体提供就业帮扶
        employment_priority 加大对残疾留守妇女的就业帮扶和产业帮扶
        community_jobs 乡村公益性岗位优先安置农村留守妇女困难群体
        health_service 加大对农村留守妇女困难群体健康服务力度
        two_cancer_screening 对35—64周岁妇女免费进行“两癌”筛查
        dispute_mediation 开展纠纷化解、法律服务
        legal_service 开展纠纷化解、法律服务
        legal_service 支持农村留守妇女依法维权
        family_education 提供家庭教育支持服务
        model_family 引导农村留守妇女积极参与“最美家庭”寻找等活动""",
}


@cache
def drafted(name: str) -> Draft:
    printed = PrintedText(file=f"{name}.txt", text=(FOLDER / f"{name}.txt").read_text(encoding="utf-8"))
    return draft(printed, load_rules(), today=date(2026, 1, 1), id="own")


@pytest.mark.parametrize("name", NAMES)
def test_a_draft_loads_is_proved_and_whole(name: str, tmp_path: Path) -> None:
    save(drafted(name), tmp_path)
    rules = load_rules(tmp_path)
    (checked,) = verify(rules, tmp_path / "sources", ["own"])
    (covered,) = coverage(rules, tmp_path / "sources", ["own"])
    assert not checked.findings
    assert not covered.findings


@pytest.mark.parametrize("name", LABELS)
def test_every_numbered_clause_is_there_once_and_in_order(name: str) -> None:
    outside = {"前言", "结尾"}
    assert [clause.at for clause in drafted(name).policy.clauses if clause.at not in outside] == LABELS[name].split()


def test_the_closings_of_items_are_read() -> None:
    clauses = {clause.at: dict(clause.agencies.roles()) for clause in drafted("items_and_offices").policy.clauses}
    assert clauses["二（一）"] == {"joint": ("民政厅", "财政厅", "省残联")}
    assert clauses["二（三）"] == {"lead": ("省卫生健康委",), "support": ("民政厅", "财政厅", "省妇联")}


def test_in_the_traps_only_what_is_sound_may_be_sure() -> None:
    measures = drafted("traps").proposals.measures
    assert len(measures) > 20
    sure = {proposal.at: proposal.measure.quote for proposal in measures if proposal.judgement.certainty == "sure"}
    assert {at: quote for at, quote in sure.items() if at not in SOUND} == {}


@pytest.mark.parametrize("name", SURE)
def test_what_is_sure_in_near_copies_is_what_a_person_reads(name: str, rules: Rules) -> None:
    read = [line.split() for line in SURE[name].splitlines()]
    for proposal in drafted(name).proposals.measures:
        if proposal.judgement.certainty == "sure":
            measure = proposal.measure
            assert any(measure.name == service and words in measure.quote for service, words in read), measure


@pytest.mark.parametrize("name", ["articles", "sums_by_age", "nothing_printed"])
def test_of_other_subjects_no_measure_is_sure(name: str) -> None:
    measures = drafted(name).proposals.measures
    assert measures
    assert [proposal.measure.quote for proposal in measures if proposal.judgement.certainty == "sure"] == []
