"""Each trap of DESIGN §6, with the words of the clauses that set it."""

from datetime import date

import pytest

from liushou import Rules

from .persons import FENGDU, HUNAN, KUNMING, ON, WANZHOU, YUSHU, ask, grounds, left_behind, status


def test_1_the_county_boundary_is_chongqing_s_and_fengdu_s_only() -> None:
    """渝民发〔2020〕38号 一：丈夫在区县外连续外出务工、经商等半年以上；吉民发〔2020〕28号 前言：丈夫连续外出务工、经商等半年以上。"""
    inside = {"husband_outside_county": False}
    assert left_behind(ask(FENGDU, **inside)) == {"fengdu": "no", "chongqing": "no", "national_2025": "yes"}
    assert left_behind(ask(YUSHU, **inside)) == {"jilin": "yes", "national_2025": "yes"}
    assert left_behind(ask(KUNMING, **inside)) == {"yunnan": "yes", "national_2025": "yes"}
    unknown = {"husband_outside_county": None}
    assert left_behind(ask(FENGDU, **unknown)) == {"fengdu": "unknown", "chongqing": "unknown", "national_2025": "yes"}
    assert left_behind(ask(HUNAN, **unknown)) == {"national_2025": "yes"}


def test_2_fengdu_says_lifted_or_at_risk_where_chongqing_says_poor() -> None:
    """丰都 二（一）：加大对农村脱贫和边缘易致贫留守妇女健康服务力度；渝 二（一）：加大对贫困农村留守妇女健康服务力度。"""
    poor = ask(FENGDU, receives_dibao=True, is_lifted_from_poverty=False, at_risk_of_poverty=False)
    for service in ("health_service", "charity_aid"):
        assert [ground.status for ground in grounds(poor, service, "chongqing")] == ["eligible"]
        assert [ground.status for ground in grounds(poor, service, "fengdu")] == ["ineligible"]
    lifted = ask(FENGDU, is_lifted_from_poverty=True)
    assert [ground.status for ground in grounds(lifted, "health_service", "fengdu")] == ["eligible"]
    # 贫困 is read with 脱贫人口, and 边缘易致贫 is monitored and so low-income.
    assert [ground.status for ground in grounds(lifted, "health_service", "chongqing")] == ["eligible"]
    risk = ask(FENGDU, at_risk_of_poverty=True)
    assert [ground.status for ground in grounds(risk, "health_service", "chongqing")] == ["eligible"]


def test_2_fengdu_keeps_the_fund_s_name() -> None:
    """丰都 二（一）：开展贫困母亲“两癌”救助 – not 脱贫; no child is asked for."""
    answer = ask(FENGDU, receives_dibao=True, two_cancer_diagnosed=True, is_lifted_from_poverty=False, children_count=0)
    assert [ground.status for ground in grounds(answer, "two_cancer_relief", "fengdu")] == ["eligible"]


def test_2_fengdu_s_disabled_and_at_risk() -> None:
    """丰都 二（一）：多渠道保障脱贫残疾留守妇女和边缘易致贫留守妇女的基本生活。"""

    def fengdu(**stated: object) -> str:
        (ground,) = grounds(ask(FENGDU, **stated), "basic_living_support", "fengdu")
        return ground.status

    assert fengdu(at_risk_of_poverty=True, disabled=False) == "eligible"
    assert fengdu(is_lifted_from_poverty=True, disabled=True) == "eligible"
    assert fengdu(is_lifted_from_poverty=True, disabled=False, at_risk_of_poverty=False) == "ineligible"
    assert fengdu(is_lifted_from_poverty=True, at_risk_of_poverty=False) == "undetermined"


def test_2_legal_aid_where_chongqing_has_legal_service() -> None:
    """丰都 二（四）：开展纠纷化解、法律援助等服务；渝 二（四）：开展纠纷化解、法律服务等。"""
    answer = ask(FENGDU)
    printed = {
        ground.policy for ground in answer.service("legal_service").grounds if "开展纠纷化解" in ground.citation.quote
    }
    assert printed == {"chongqing", "national_2025"}
    assert len(grounds(answer, "legal_aid", "fengdu")) == 2
    assert len(grounds(answer, "legal_aid", "chongqing")) == 1


def test_2_fengdu_s_clause_on_rights_has_a_lead() -> None:
    """丰都 二（四）：（县司法局牵头，县公安局、县农业农村委、县妇联、县民政局按职责分工负责）；渝 二（四） names no lead."""
    answer = ask(FENGDU)
    fengdu = grounds(answer, "land_rights", "fengdu")[0].agencies
    assert fengdu.lead == ("县司法局",)
    assert fengdu.support == ("县公安局", "县农业农村委", "县妇联", "县民政局")
    assert fengdu.joint == ()
    chongqing = grounds(answer, "land_rights", "chongqing")[0].agencies
    assert chongqing.lead == ()
    assert chongqing.joint == ("市司法局", "市公安局", "市农业农村委", "市妇联", "市民政局")


def test_2_the_rural_revitalisation_office() -> None:
    """丰都 says 县乡村振兴局 where 重庆 says 市扶贫办."""
    answer = ask(FENGDU)
    printed = {policy: {name for ground in grounds(answer, "charity_aid", policy) for name in ground.agencies.joint}
               for policy in ("fengdu", "chongqing")}  # fmt: skip
    assert "县乡村振兴局" in printed["fengdu"]
    assert "市扶贫办" in printed["chongqing"]


def test_3_jilin_s_screening_reaches_project_counties_only() -> None:
    """吉 一（十一）：为农村妇女“两癌”检查项目县适龄农村留守妇女免费进行“两癌”筛查。"""

    def jilin(**stated: object) -> str:
        (ground,) = grounds(ask(YUSHU, birth_date="1980-01-01", **stated), "two_cancer_screening", "jilin")
        return ground.status

    assert jilin(two_cancer_project_county=True) == "eligible"
    assert jilin(two_cancer_project_county=False) == "ineligible"
    assert jilin() == "undetermined"


def test_3_yunnan_s_screening_is_a_poor_area_project_with_priority() -> None:
    """云 二（八）：实施贫困地区农村妇女“两癌”检查项目，优先为适龄农村留守妇女免费进行“两癌”筛查。"""
    for poor_area, expected in ((True, "eligible"), (False, "ineligible"), (None, "undetermined")):
        (ground,) = grounds(ask(KUNMING, birth_date=1980, poor_area=poor_area), "two_cancer_screening", "yunnan")
        assert (ground.status, ground.force) == (expected, "priority")
        assert ground.missing == (() if poor_area is not None else ("poor_area",))


def test_3_chongqing_and_fengdu_screen_everyone_of_the_age() -> None:
    """渝、丰都 二（一）：为适龄农村留守妇女免费进行“两癌”筛查。"""
    answer = ask(FENGDU, birth_date=1980, poor_area=False, two_cancer_project_county=False)
    assert {ground.policy: ground.status for ground in answer.service("two_cancer_screening").grounds} == {
        "fengdu": "eligible", "chongqing": "eligible", "national_2025": "eligible",
    }  # fmt: skip


def test_4_jilin_s_clauses_run_on_across_its_parts() -> None:
    """吉 二（十七） is in the second part, 三（二十三） in the third."""
    answer = ask(YUSHU)
    assert {ground.citation.clause for ground in grounds(answer, "self_governance", "jilin")} == {"二（十七）"}
    assert grounds(answer, "ledger_registration", "jilin")[0].citation.clause == "三（二十三）"


def test_4_yunnan_s_agencies_stand_in_its_annex() -> None:
    """云 附件 十三：（省卫生健康委牵头，省残联、省妇联按照职责分工负责）; the body's 二（八） names none."""
    (ground,) = grounds(ask(KUNMING), "two_cancer_screening", "yunnan")
    assert ground.citation.clause == "二（八）"
    assert ground.agencies.clause == "附件 十三"
    assert ground.agencies.lead == ("省卫生健康委",)
    assert ground.agencies.support == ("省残联", "省妇联")


def test_4_clauses_with_two_annex_items() -> None:
    """云 二（三） is 附件 五 and 附件 六; 走访慰问 is the latter's: （省妇联负责）."""
    for ground in grounds(ask(KUNMING), "visits", "yunnan"):
        if ground.citation.clause != "二（三）":
            continue
        assert ground.agencies.clause == "附件 六"
        assert ground.agencies.sole == ("省妇联",)


def test_5_jilin_s_dated_goal_is_spent() -> None:
    """吉 一（十二）：2020年年底，实现现行标准下剩余农村建档立卡贫困农村留守妇女全部脱贫。"""
    assert status("poverty_registration", YUSHU, "2020-12-31", registered_poor=True) == "eligible"
    after = ask(YUSHU, "2021-01-01", registered_poor=True)
    assert "poverty_registration" not in after.statuses()
    assert any("期限" in note for note in after.notes)


def test_7_the_ministries_7th_has_no_lead(rules: Rules) -> None:
    """7号: 11 issuers, no lead in any （…负责）; 三（一） says 县级民政部门牵头 inside the sentence."""
    policy = rules.policies["national_2025"]
    assert len(policy.issuers) == 11
    assert not any("财政" in name or "扶贫" in name or "乡村振兴" in name for name in policy.issuers)
    answer = ask(HUNAN, disabled=True)
    every = [ground for service in answer.services for ground in service.grounds]
    assert not any(ground.agencies.lead or ground.agencies.support for ground in every)
    (ledger,) = (
        each for each in answer.service("ledger_registration").grounds if "建立信息台账" in each.citation.quote
    )
    assert any("县级民政部门牵头" in words for words in ledger.carried_out_by)


def test_8_what_each_document_carries_out(rules: Rules) -> None:
    """The provincial documents implement 民发〔2019〕86号, Fengdu's 渝民发〔2020〕38号."""
    assert {name: policy.implements for name, policy in rules.policies.items()} == {
        "chongqing": ("民发〔2019〕86号",),
        "jilin": ("民发〔2019〕86号",),
        "yunnan": ("民发〔2019〕86号",),
        "fengdu": ("渝民发〔2020〕38号",),
        "national_2025": (),
    }


def test_9_whom_the_ledgers_take_in() -> None:
    """7号 三（一） only the hardship groups, into 全国儿童福利信息系统; 丰都 二（六） all, into 全国民政政务服务系统."""
    well_off = dict.fromkeys(("receives_dibao", "is_tekun", "is_dibao_marginal", "is_rigid_expenditure_hardship", "is_monitored", "seriously_ill", "disabled", "rights_infringed", "assets_within_marginal_limit", "assets_within_limit"), False)  # fmt: skip
    answer = ask(FENGDU, **well_off)
    national, updated = grounds(answer, "ledger_registration", "national_2025")
    fengdu, _ = grounds(answer, "ledger_registration", "fengdu")
    assert (updated.status, updated.force) == ("ineligible", "provide")
    assert (national.status, fengdu.status) == ("ineligible", "eligible")
    assert "全国儿童福利信息系统" in national.citation.quote
    assert "全国民政政务服务系统" in fengdu.citation.quote
    for group in ("seriously_ill", "disabled", "domestic_violence", "at_risk_of_poverty", "is_tekun"):
        rest = {
            name: value for name, value in well_off.items() if name not in (group, "rights_infringed", "is_monitored")
        }
        changed = ask(FENGDU, **{**rest, group: True})
        assert grounds(changed, "ledger_registration", "national_2025")[0].status == "eligible", group


def test_10_places_in_public_homes_first() -> None:
    """渝、丰都 二（一）：失能老年农村留守妇女优先入住公办养老服务机构 – nobody else's."""
    old = {"birth_date": "1960-01-01", "incapacitated": True}
    answer = ask(FENGDU, **old)
    assert [ground.force for ground in answer.service("elderly_care_priority").grounds] == ["priority", "priority"]
    assert answer.service("elderly_care_priority").status == "eligible"
    for place in (YUSHU, KUNMING, HUNAN):
        assert "elderly_care_priority" not in ask(place, **old).statuses()


def test_11_one_sentence_holds_several_services() -> None:
    """渝 二（一）：加大对贫困农村留守妇女健康服务力度，为适龄…免费进行“两癌”筛查，开展…救助，按规定对…患者治疗给予补助。"""
    answer = ask(WANZHOU)
    quotes = {
        service: grounds(answer, service, "chongqing")[0].citation.quote
        for service in ("health_service", "two_cancer_screening", "two_cancer_relief", "treatment_subsidy")
    }
    assert len(set(quotes.values())) == 4


@pytest.mark.parametrize("service", ["dibao", "temporary_assistance"])
def test_one_quote_of_two_services(service: str) -> None:
    """将符合条件的农村留守妇女家庭纳入最低生活保障、临时救助等社会救助范围."""
    for ground in ask(FENGDU).service(service).grounds:
        assert "最低生活保障、临时救助" in ground.citation.quote
        assert any("符合条件" in words for words in ground.residual)


def test_treatment_is_of_any_illness() -> None:
    """DESIGN §4: 贫困…患者治疗 is poor and in_treatment, any illness."""
    assert (
        status("treatment_subsidy", WANZHOU, receives_dibao=True, in_treatment=True, seriously_ill=False) == "eligible"
    )
    assert (
        status("treatment_subsidy", WANZHOU, receives_dibao=True, in_treatment=False, seriously_ill=True)
        == "ineligible"
    )


def test_disabled_and_poor_is_both() -> None:
    """渝 二（一）：多渠道保障残疾贫困农村留守妇女基本生活 – 残疾贫困 is both."""
    assert status("basic_living_support", WANZHOU, receives_dibao=True, disabled=True) == "eligible"
    assert status("basic_living_support", WANZHOU, receives_dibao=True, disabled=False) == "ineligible"


def test_today_is_the_day_of_assessment() -> None:
    before = grounds(ask(WANZHOU, date(2021, 5, 28)), "charity_aid", "chongqing")[0].agencies.today
    after = grounds(ask(WANZHOU, ON), "charity_aid", "chongqing")[0].agencies.today
    assert {one.printed: one.office for one in before}["市扶贫办"] == "重庆市扶贫开发办公室"
    assert {one.printed: (one.office, one.certainty) for one in after}["市扶贫办"] == (
        "重庆市农业农村委员会",
        "presumed",
    )
