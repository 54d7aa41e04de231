"""The facts of the contract (DESIGN §4), in the order in which they are asked and listed.

Titles and questions are Chinese because people see them. ``needs_…`` and ``wants_…``
say when a service is taken up; they never decide who may have it (DESIGN §2).
"""

from __future__ import annotations

from .facts import Fact, Settler

_CIVIL_AFFAIRS = "民政部门"
_RURAL = "农业农村部门（防返贫监测）"
_DISABLED = "残联"
_HEALTH = "卫生健康部门"


def _yes_no(
    name: str,
    title: str,
    ask: str,
    yes: str,
    no: str,
    settled_by: Settler = "herself",
    office: str | None = None,
    *,
    place: bool = False,
) -> Fact:
    return Fact(name, title, "yes_no", ask, settled_by, office, yes=yes, no=no, place=place)


def _need(name: str, title: str, ask: str, yes: str) -> Fact:
    return Fact(name, title, "yes_no", ask, yes=yes, no="没有" + title, need=True)


FACTS: tuple[Fact, ...] = (
    Fact(
        "sex",
        "性别",
        "choice",
        "性别是男还是女？",
        "certificate",
        "身份证",
        choices={"female": "女", "male": "男"},
    ),
    Fact("birth_date", "出生日期", "date", "哪年哪月哪日出生？", "certificate", "身份证"),
    _yes_no(
        "lives_in_village",
        "在农村居住生活",
        "本人是否留在农村居住生活？",
        "本人留在农村居住生活",
        "本人不在农村居住生活",
    ),
    Fact(
        "husband_away_since",
        "丈夫连续外出起始日",
        "date",
        "丈夫这一次连续外出是从哪年哪月哪日开始的？",
    ),
    Fact(
        "husband_away_years",
        "丈夫外出年限",
        "number",
        "丈夫连续外出多少年了（按半年计）？",
        unit="年",
        low=0,
        high=99,
    ),
    _yes_no(
        "husband_away_for_work",
        "丈夫外出务工、经商等",
        "丈夫是否外出务工、经商等？",
        "丈夫外出务工、经商等",
        "丈夫没有外出务工、经商等",
    ),
    _yes_no(
        "husband_outside_county",
        "丈夫在区县外",
        "丈夫外出的地方是否在本区县以外？",
        "丈夫在区县外",
        "丈夫不在区县外",
    ),
    _yes_no(
        "receives_dibao",
        "享受低保",
        "家庭是否正在享受最低生活保障（低保）？",
        "正在享受最低生活保障",
        "未享受最低生活保障",
        "authority",
        _CIVIL_AFFAIRS,
    ),
    Fact(
        "income_per_capita_month",
        "家庭人均月收入",
        "number",
        "全家（含在外务工的丈夫的收入）平均每人每月收入多少元？",
        unit="元/月",
        low=0,
        high=10_000_000,
    ),
    _yes_no(
        "assets_within_limit",
        "家庭财产符合规定",
        "家庭财产状况是否符合当地低保的规定？",
        "家庭财产状况符合当地规定",
        "家庭财产状况不符合当地规定",
        "authority",
        _CIVIL_AFFAIRS,
    ),
    _yes_no(
        "is_tekun",
        "特困人员",
        "是否被认定为特困人员？",
        "属于特困人员",
        "不属于特困人员",
        "authority",
        _CIVIL_AFFAIRS,
    ),
    _yes_no(
        "is_dibao_marginal",
        "低保边缘家庭成员",
        "是否被认定为低保边缘家庭成员？",
        "属于低保边缘家庭成员",
        "不属于低保边缘家庭成员",
        "authority",
        _CIVIL_AFFAIRS,
    ),
    _yes_no(
        "is_rigid_expenditure_hardship",
        "刚性支出困难家庭成员",
        "是否被认定为刚性支出困难家庭成员？",
        "属于刚性支出困难家庭成员",
        "不属于刚性支出困难家庭成员",
        "authority",
        _CIVIL_AFFAIRS,
    ),
    _yes_no(
        "is_monitored",
        "防返贫监测对象",
        "是否被纳入防止返贫监测对象？",
        "属于防止返贫监测对象",
        "不属于防止返贫监测对象",
        "authority",
        _RURAL,
    ),
    _yes_no(
        "at_risk_of_poverty",
        "边缘易致贫户",
        "是否属于边缘易致贫户？",
        "属于边缘易致贫户",
        "不属于边缘易致贫户",
        "authority",
        _RURAL,
    ),
    _yes_no(
        "is_lifted_from_poverty",
        "脱贫人口",
        "是否属于脱贫人口（脱贫户）？",
        "属于脱贫人口",
        "不属于脱贫人口",
        "authority",
        _RURAL,
    ),
    _yes_no(
        "registered_poor",
        "建档立卡贫困人口",
        "是否属于建档立卡贫困人口？",
        "属于建档立卡贫困人口",
        "不属于建档立卡贫困人口",
        "authority",
        _RURAL,
    ),
    _yes_no(
        "sudden_hardship",
        "遭遇突发困难",
        "家里是否因火灾、事故、突发重病或必需支出突然增加等，基本生活暂时出现严重困难？",
        "遭遇突发困难，基本生活暂时出现严重困难",
        "没有遭遇突发困难",
    ),
    _yes_no(
        "no_stable_income",
        "无固定生活来源",
        "本人是否没有固定生活来源？",
        "无固定生活来源",
        "有固定生活来源",
    ),
    _yes_no(
        "weak_labour_capacity",
        "劳动能力弱",
        "本人劳动能力是否较弱？",
        "劳动能力弱",
        "劳动能力不弱",
    ),
    _yes_no(
        "disabled",
        "残疾",
        "是否持有残疾人证？",
        "属于残疾人",
        "不属于残疾人",
        "certificate",
        "残疾人证",
    ),
    Fact(
        "disability_grade",
        "残疾等级",
        "integer",
        "残疾人证上的残疾等级是几级？",
        "certificate",
        "残疾人证",
        unit="级",
        low=1,
        high=4,
    ),
    _yes_no(
        "incapacitated",
        "失能",
        "是否失能（经能力评估）？",
        "失能",
        "未失能",
        "authority",
        _CIVIL_AFFAIRS,
    ),
    _yes_no(
        "needs_long_term_care",
        "需要长期照护",
        "是否需要长期照护？",
        "需要长期照护",
        "不需要长期照护",
        "authority",
        _DISABLED,
    ),
    _yes_no("seriously_ill", "重病", "是否患有重病？", "患有重病", "没有患重病", "certificate", "诊断证明"),
    _yes_no(
        "in_treatment",
        "患病治疗中",
        "是否患病并正在治疗？",
        "患病并正在治疗",
        "没有正在治疗的疾病",
        "certificate",
        "诊断证明",
    ),
    _yes_no(
        "two_cancer_diagnosed",
        "确诊“两癌”",
        "是否被确诊患有宫颈癌或乳腺癌？",
        "确诊患有“两癌”（宫颈癌或乳腺癌）",
        "没有确诊“两癌”",
        "certificate",
        "诊断证明",
    ),
    Fact("children_count", "子女数量", "integer", "有几个子女？", unit="人", low=0, high=30),
    _yes_no("self_employed", "自主创业", "本人是否自主创业？", "自主创业", "没有自主创业"),
    _yes_no(
        "rights_infringed",
        "合法权益遭受侵害",
        "本人的合法权益是否正在或曾经遭受侵害？",
        "合法权益遭受侵害",
        "合法权益没有遭受侵害",
    ),
    _yes_no(
        "domestic_violence",
        "遭受家庭暴力",
        "是否遭受家庭暴力？",
        "遭受家庭暴力",
        "没有遭受家庭暴力",
    ),
    _yes_no(
        "collective_member",
        "集体经济组织成员",
        "是否被确认为农村集体经济组织成员？",
        "被确认为集体经济组织成员",
        "没有被确认为集体经济组织成员",
        "authority",
        "农村集体经济组织",
    ),
    _yes_no(
        "two_cancer_project_county",
        "“两癌”检查项目县",
        "所在县是否为农村妇女“两癌”检查项目县？",
        "所在县为农村妇女“两癌”检查项目县",
        "所在县不是农村妇女“两癌”检查项目县",
        "authority",
        _HEALTH,
        place=True,
    ),
    _yes_no(
        "poor_area",
        "贫困地区",
        "所在县是否为贫困地区？",
        "所在县属于贫困地区",
        "所在县不属于贫困地区",
        "authority",
        _RURAL,
        place=True,
    ),
    _yes_no(
        "tekun_excluded_from_disability_allowances",
        "特困人员不享受残疾人两项补贴",
        "当地是否规定特困人员不享受残疾人两项补贴？",
        "当地规定特困人员不享受残疾人两项补贴",
        "当地没有规定特困人员不享受残疾人两项补贴",
        "authority",
        _CIVIL_AFFAIRS,
        place=True,
    ),
    _need(
        "needs_legal_aid", "法律服务或法律援助需求", "是否需要法律服务或申请法律援助？", "需要法律服务或申请法律援助"
    ),
    _need("needs_rehabilitation", "康复服务需求", "是否需要康复服务？", "需要康复服务"),
    _need("needs_assistive_device", "辅助器具需求", "是否需要辅助器具？", "需要辅助器具"),
    _need("needs_counselling", "心理辅导需求", "是否需要心理辅导、精神慰藉等服务？", "需要心理辅导、精神慰藉等服务"),
    _need("needs_family_education", "家庭教育指导需求", "是否需要家庭教育指导？", "需要家庭教育指导"),
    _need(
        "needs_marriage_family_service",
        "婚姻家庭服务需求",
        "是否需要婚姻家庭服务？",
        "需要婚姻家庭服务",
    ),
    _need("in_dispute", "纠纷化解需求", "是否有纠纷需要化解？", "有纠纷需要化解"),
    _need("wants_training", "参加培训意愿", "是否想参加职业技能培训？", "想参加职业技能培训"),
    _need("wants_job", "就业意愿", "是否想就业？", "想就业"),
    _need("wants_startup", "创业意愿", "是否想创业？", "想创业"),
    _need("wants_culture_sports", "文体活动意愿", "是否想参加文化体育活动？", "想参加文化体育活动"),
)

BY_NAME: dict[str, Fact] = {fact.name: fact for fact in FACTS}

#: Facts reckoned from others on the day of assessment; never stated in a profile.
AGE = Fact("age", "年龄", "integer", "", unit="周岁", low=0, high=150)
DERIVED: dict[str, tuple[Fact, str]] = {"age": (AGE, "birth_date")}
