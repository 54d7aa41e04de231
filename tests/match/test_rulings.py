"""What the second readings settled, and what the statutes say of it; every figure from parameters.yaml."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from liushou import Rules
from liushou.yaml import Passage

from .persons import CHONGQING, FENGDU, HUNAN, KUNMING, ON, WANZHOU, YUSHU, ask, grounds, status

PROVINCES = {"chongqing": WANZHOU, "fengdu": FENGDU, "jilin": YUSHU, "yunnan": KUNMING, "national_2025": HUNAN}
#: On record as marginal, her assets within the limit, her household not on the roll.
MARGINAL: dict[str, Any] = {"receives_dibao": False, "is_dibao_marginal": True, "assets_within_limit": True}


def line(rules: Rules, on: date = ON) -> tuple[float, float]:
    """The bounds of the rural 低保 line in Chongqing on a day."""
    value = rules.parameters["rural_dibao_line"].at(CHONGQING, on)
    assert value is not None
    assert value.bounds.low is not None
    assert value.bounds.high is not None
    return value.bounds.low, value.bounds.high


def under(line_: float) -> float:
    """An income just under one and a half times a line."""
    return 1.5 * line_ - 0.01


# ---- 最低生活保障审核确认办法 第八条 ----


def test_the_lines_are_those_of_the_register(rules: Rules) -> None:
    assert line(rules) == (610, 610)
    assert 1.5 * line(rules)[0] == 915
    assert line(rules, date(2025, 7, 1)) == (630, 630)
    assert line(rules, date(2024, 8, 30)) == (581, 600)


@pytest.mark.parametrize(("days", "expected"), [(-1, "ineligible"), (0, "eligible")])
def test_the_new_line_counts_from_its_first_day(rules: Rules, days: int, expected: str) -> None:
    """渝民规〔2025〕6号: 自2025年7月1日起执行."""
    first = date(2025, 7, 1)
    income = 1.5 * line(rules, first - timedelta(days=1))[0]
    woman = {**MARGINAL, "is_dibao_marginal": False, "disability_grade": 1, "income_per_capita_month": income}
    assert status("dibao", FENGDU, first + timedelta(days=days), **woman) == expected


@pytest.mark.parametrize(
    ("woman", "expected"),
    [
        ({"disability_grade": 1}, "eligible"),
        ({"disability_grade": 2}, "eligible"),
        ({"disability_grade": 3, "mental_or_intellectual_disability": False, "seriously_ill": False}, "ineligible"),
        ({"disability_grade": 3, "mental_or_intellectual_disability": True}, "eligible"),
        ({"disabled": False, "seriously_ill": True}, "undetermined"),
        ({"disabled": False, "seriously_ill": True, "major_illness_recognised": True}, "eligible"),
    ],
    ids=str,
)
def test_who_may_apply_alone(rules: Rules, woman: dict[str, Any], expected: str) -> None:
    """第八条（一）（二）：持证的一级、二级重度残疾人和三级智力残疾人、三级精神残疾人；患有当地有关部门认定的重特大疾病的人员。"""
    answer = ask(FENGDU, **MARGINAL, **woman, income_per_capita_month=under(line(rules)[0]))
    dibao = answer.service("dibao")
    assert dibao.status == expected
    assert {ground.citation.clause for ground in dibao.grounds} == {"二（一）"}
    if expected == "undetermined":
        assert dibao.missing == ("major_illness_recognised",)


def test_without_a_certificate_the_grade_is_missing_and_nothing_is_refused() -> None:
    """第八条（一）：持有中华人民共和国残疾人证 – no silent no."""
    dibao = ask(FENGDU, **MARGINAL, disabled=True, disability_certificate=False, seriously_ill=False).service("dibao")
    assert dibao.status == "undetermined"
    assert "disability_grade" in dibao.missing


@pytest.mark.parametrize(
    ("income", "expected"), [(lambda low: under(low), "eligible"), (lambda low: 1.5 * low, "ineligible")]
)
def test_marginal_by_income_alone(rules: Rules, income: Any, expected: str) -> None:
    """第八条：家庭人均收入低于当地最低生活保障标准1.5倍，且财产状况符合相关规定的家庭。"""
    woman = {**MARGINAL, "is_dibao_marginal": False, "disability_grade": 1}
    assert status("dibao", FENGDU, **woman, income_per_capita_month=income(line(rules)[0])) == expected


def test_a_line_between_two_figures_decides_only_outside_both(rules: Rules) -> None:
    """On 2024-08-30 the line is between 581 and 600: 900 is not certainly under 1.5 times the line."""
    low, high = line(rules, date(2024, 8, 30))
    woman = {**MARGINAL, "is_dibao_marginal": False, "disability_grade": 1}
    for income, expected in ((under(low), "eligible"), (1.5 * low, "undetermined"), (1.5 * high, "ineligible")):
        assert status("dibao", FENGDU, "2024-08-30", **woman, income_per_capita_month=income) == expected


def test_the_limit_of_marginal_households_may_be_wider(rules: Rules) -> None:
    """Assets over the limit of 低保 say nothing of the limit of 低保边缘."""
    woman = {**MARGINAL, "is_dibao_marginal": False, "assets_within_limit": False, "disability_grade": 1}
    assert status("dibao", FENGDU, **woman, income_per_capita_month=under(line(rules)[0])) == "undetermined"


@pytest.mark.parametrize(("on", "expected"), [("2021-06-30", "undetermined"), ("2021-07-01", "eligible")])
def test_before_its_first_day_article_8_is_unknown(on: str, expected: str) -> None:
    """第四十二条：本办法自2021年7月1日起施行。"""
    woman = {**MARGINAL, "disability_grade": 1, "husband_away_since": "2019-01-01"}
    assert status("dibao", WANZHOU, on, **woman, income_per_capita_month=5000) == expected


def test_the_allowances_stay_with_dibao_households(rules: Rules) -> None:
    """Who may apply alone is no 低保家庭: 困难残疾人生活补贴 is for those."""
    woman = {**MARGINAL, "disability_grade": 2, "needs_long_term_care": False}
    income = under(line(rules)[0])
    answer = ask(FENGDU, **woman, income_per_capita_month=income)
    assert (answer.service("dibao").status, answer.service("disability_allowances").status) == (
        "eligible",
        "ineligible",
    )
    unless = answer.service("disability_allowances").grounds[0].unless
    assert any("延伸至最低生活保障边缘家庭成员" in words for words in unless)


def test_the_office_is_the_one_the_statute_names() -> None:
    """审核确认办法 第四条：向户籍所在地乡镇人民政府（街道办事处）提出书面申请。"""
    where = ask(WANZHOU).service("dibao").where
    assert where is not None
    assert (where.office, where.inferred) == ("户籍所在地乡镇人民政府（街道办事处）", False)


# ---- 临时救助的意见 二（一） ----


@pytest.mark.parametrize(
    ("woman", "expected"),
    [
        ({"sudden_hardship": True}, "eligible"),
        ({"sudden_hardship": False, "burdened_by_expenses": True, "assets_within_limit": True}, "eligible"),
        ({"sudden_hardship": False, "is_rigid_expenditure_hardship": True, "assets_within_limit": True}, "eligible"),
        ({"sudden_hardship": False, "burdened_by_expenses": True, "assets_within_limit": False}, "ineligible"),
        ({"sudden_hardship": False, "burdened_by_expenses": False}, "undetermined"),
    ],
    ids=str,
)
def test_temporary_assistance_of_both_kinds(woman: dict[str, Any], expected: str) -> None:
    """急难型救助对象 … 支出型救助对象 …，且家庭财产状况符合当地有关规定。"""
    service = ask(WANZHOU, **woman).service("temporary_assistance")
    assert service.status == expected
    if woman.get("burdened_by_expenses") and expected == "eligible":
        assert any("低于当地上年度人均可支配收入" in words for words in service.grounds[0].residual)


# ---- 法律援助法 第四十二条、第三十二条（四） ----

NO_CHECK = "legal_aid_no_means_check"
UNLIKE = dict.fromkeys(
    (
        "no_stable_income",
        "disabled",
        "receives_dibao",
        "is_tekun",
        "receives_social_assistance",
        "domestic_violence",
        "rights_infringed",
    ),
    False,
)


@pytest.mark.parametrize(
    ("woman", "expected"),
    [
        ({}, "ineligible"),
        ({"no_stable_income": True, "disabled": True}, "eligible"),
        ({"no_stable_income": True, "birth_date": "1960-01-01"}, "eligible"),
        ({"disabled": True}, "ineligible"),
        ({"receives_dibao": True}, "eligible"),
        ({"is_tekun": True}, "eligible"),
        ({"receives_social_assistance": True}, "eligible"),
        ({"income_per_capita_month": 100, "assets_within_limit": True}, "ineligible"),
        ({"is_dibao_marginal": True, "is_monitored": True}, "ineligible"),
        ({"domestic_violence": True, "rights_infringed": True}, "eligible"),
    ],
    ids=str,
)
def test_whose_means_are_not_checked(woman: dict[str, Any], expected: str) -> None:
    """第四十二条（一）无固定生活来源的…老年人、残疾人；（二）社会救助…对象。第三十二条（四）家庭暴力的受害人主张相关权益。"""
    answer = ask(WANZHOU, **{**UNLIKE, "birth_date": "1990-01-01", **woman})
    assert answer.service(NO_CHECK).status == expected
    (home_visit,) = grounds(answer, "legal_aid", "national_2025")
    assert (home_visit.status, home_visit.force, home_visit.residual[0]) == (expected, "provide", "根据需要")


def test_what_a_refusal_leaves_open_is_said() -> None:
    """第四十二条（二）：社会救助、司法救助或者优抚对象 – the last two are not asked."""
    answer = ask(WANZHOU, **UNLIKE, birth_date="1990-01-01")
    assert any("司法救助或者优抚对象" in ground.unless for ground in answer.service(NO_CHECK).grounds)


@pytest.mark.parametrize(
    "words",
    [
        "申请支付劳动报酬或者请求工伤事故人身损害赔偿的进城务工人员",
        "法律、法规、规章规定的其他人员",
        "遭受虐待、遗弃",
        "法律、法规、规章规定的其他情形",
    ],
)
def test_whom_else_the_law_names_is_said_behind_a_refusal(words: str) -> None:
    """第四十二条（三）（四）；第三十二条（四）遭受虐待、遗弃…，（五） – nobody asks her for these."""
    answer = ask(WANZHOU, **UNLIKE, birth_date="1990-01-01")
    assert any(words in ground.unless for ground in answer.service(NO_CHECK).grounds)


def test_who_receives_assistance_is_shown_her_item_of_the_article() -> None:
    """第四十二条（二）社会救助…对象 – not （一）, which is about others."""
    answer = ask(WANZHOU, **{**UNLIKE, "receives_dibao": True}, birth_date="1990-01-01")
    (ground,) = [ground for ground in answer.service(NO_CHECK).grounds if ground.status == "eligible"]
    assert [passage.at for passage in ground.basis] == ["第四十二条", "第四十二条（二）"]


# ---- other rulings ----


def test_the_screening_age_has_no_value_before_its_source() -> None:
    """宫颈癌、乳腺癌筛查工作方案 is of 2022-01-18."""
    woman = {"birth_date": "1990-01-01", "two_cancer_project_county": True, "husband_away_since": "2019-01-01"}
    assert status("two_cancer_screening", YUSHU, "2021-06-30", **woman) == "undetermined"
    assert status("two_cancer_screening", YUSHU, "2022-01-18", **woman) == "ineligible"


def test_emphasis_shuts_nobody_out() -> None:
    """7号 三（四）：重点吸引农村留守妇女困难群体参加."""
    hardship = ("seriously_ill", "disabled", "rights_infringed", "receives_dibao", "is_tekun", "is_monitored")
    rest = ("is_dibao_marginal", "is_rigid_expenditure_hardship", "assets_within_marginal_limit", "assets_within_limit")
    answer = ask(HUNAN, **dict.fromkeys((*hardship, *rest), False))
    assert answer.service("culture_sports").status == "eligible"
    assert answer.service("farm_services").status == "ineligible"


@pytest.mark.parametrize("place", [WANZHOU, FENGDU])
def test_a_victim_is_sent_on_although_her_husband_is_in_the_county(place: str) -> None:
    """妇女权益保障法 第七十二条, 反家庭暴力法 第十五条: the protection is everyone's."""
    answer = ask(place, domestic_violence=True, husband_outside_county=False)
    crime = answer.service("crime_protection")
    assert (crime.status, crime.beyond_document) == ("ineligible", True)


OPEN = {
    "crime_protection": ("妇女权益保障法", "第七十二条"),
    "land_rights": ("妇女权益保障法", "第五十五条"),
    "dispute_mediation": ("妇女权益保障法", "第七十二条"),
    "legal_service": ("妇女权益保障法", "第七十二条"),
    "legal_education": ("反家庭暴力法", "第六条"),
    "self_governance": ("妇女权益保障法", "第十四条"),
    "collective_member_rights": ("妇女权益保障法", "第五十五条"),
    "marriage_family_service": ("妇女权益保障法", "第六十三条"),
    "vocational_training": ("妇女权益保障法", "第三十九条"),
    "family_education": ("家庭教育促进法", "第二十九条"),
}


@pytest.mark.parametrize("service", OPEN)
def test_what_is_open_to_everyone_cites_its_article(rules: Rules, service: str) -> None:
    entry = rules.services[service]
    assert entry.open_to_everyone
    assert OPEN[service] in [(passage.law, passage.at) for passage in entry.cites]
    assert all(isinstance(passage, Passage) for passage in entry.cites)


@pytest.mark.parametrize("policy", PROVINCES)
def test_the_survey_reaches_every_woman(rules: Rules, policy: str) -> None:
    """摸底排查 of all; 建立…台账 of all, in 7号 of the hardship groups."""
    answer = ask(PROVINCES[policy])
    surveys = grounds(answer, "survey", policy)
    assert surveys
    assert {(ground.status, ground.force) for ground in surveys} == {("eligible", "provide")}


def test_fengdu_s_few_sentences_of_its_own_say_so(rules: Rules) -> None:
    """A reading marks each sentence that really differs from 渝民发〔2020〕38号."""
    marked = [
        measure.quote
        for _, measure in rules.policies["fengdu"].measures()
        if "渝民发〔2020〕38号" in (measure.reading or "")
    ]
    for words in (
        "脱贫残疾留守妇女",
        "健康服务力度",
        "患者治疗",
        "村（社区）康复",
        "公益活动",
        "母亲水窖",
        "法律援助等",
        "全国民政政务",
    ):
        assert any(words in quote for quote in marked), words


def test_no_text_for_people_names_a_file(rules: Rules) -> None:
    texts = [measure.reading for policy in rules.policies.values() for _, measure in policy.measures()]
    for entry in (*rules.concepts.values(), *rules.services.values(), *rules.parameters.values()):
        texts += [getattr(entry, name, None) for name in ("title", "about", "reading", "source")]
    texts += [text for fact in rules.facts.values() for text in (fact.title, fact.ask, fact.yes, fact.no)]
    assert [text for text in texts if text and (".yaml" in text or ".py" in text)] == []


@pytest.mark.parametrize("policy", PROVINCES)
def test_what_the_text_asks_of_her_is_no_service(rules: Rules, policy: str) -> None:
    """增强…监护主体责任意识, 带头…摒弃陈规陋习, 依法合理表达诉求: duties, not services."""
    asked = ("监护主体责任意识", "陈规陋习", "合理表达诉求")
    quotes = [measure.quote for _, measure in rules.policies[policy].measures()]
    assert [quote for quote in quotes if any(words in quote for words in asked)] == []
