"""Encoded sentences reworded so that they no longer say the same: negated, narrowed, for others, with exceptions.

A proposal for such a sentence that is sure and says what the original says is silently wrong.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

WOMEN = re.compile("农村留守妇女困难群体|残疾农村留守妇女|残疾留守妇女|农村留守妇女|留守妇女|适龄妇女")
#: Verbs before which a negation can stand.
VERBS = re.compile(
    "纳入|给予|发放|免费进行|保障|提供|开展|加大|加强|推进|实施|强化|建立|鼓励|支持|引导|发动|指导|优先|组织|依法|有效|发挥|推动|积极|深入"
)
GOVERNING = re.compile("(?:鼓励|支持|引导|和|动员|推动|指导|发动)+")
NEGATIONS = ["不", "不得", "不再", "暂不", "停止", "暂停", "取消", "未", "严禁", "避免", "减少", "暂缓"]
OTHERS = [
    "农村留守儿童",
    "农村留守老年人",
    "困难职工",
    "城镇失业妇女",
    "高校毕业生",
    "退役军人",
    "农村留守妇女以外的人员",
    "农村留守妇女的丈夫",
    "农村留守妇女子女",
    "留守妇女集中的村",
    "非农村留守妇女",
]
NARROWER = [
    "60周岁以上的",
    "不满35周岁的",
    "脱贫",
    "丧偶",
    "二级以上残疾",
    "多子女",
    "哺乳期",
    "未婚",
    "有劳动能力的",
    "连续缴费满三年的",
    "患有慢性病的",
    "未就业的",
    "首次申请的",
    "家庭年收入低于1万元的",
    "少数民族",
    "本县户籍的",
    "党员",
    "经村民会议评议通过的",
    "一级",
    "计划生育家庭的",
    "退捕渔民中的",
    "参加城乡居民医保的",
]
BEFORE = [
    "除特困人员外，",
    "2026年1月1日以前，",
    "试点期间，",
    "探索",
    "研究",
    "一些地方没有",
    "不符合条件的，不得",
    "去年共",
    "在有条件的乡镇",
    "对已享受同类待遇的，不再",
    "每满三年，",
    "经批准后方可",
    "丈夫返乡后，不再",
    "拟",
]
AFTER = [
    "，已享受其他补贴的除外",
    "，费用由本人承担",
    "，但丈夫在县内务工的除外",
    "，每年不超过100人",
    "，自2026年1月1日起停止执行",
    "，名额满即止",
    "，限本县户籍",
    "，仅限脱贫户",
    "的做法应当纠正",
    "（不含城镇户籍人员）",
    "，65周岁以上的不再享受",
]
#: Words that weaken a promise or say that it is not made now.
WEAKER = [
    "可以",
    "力争",
    "争取",
    "逐步",
    "有条件的地方可以",
    "条件成熟时",
    "鼓励有条件的企业",
    "研究制定办法，",
    "原则上",
]
#: One service named in the place of another, or beside it.
SERVICES = {
    "临时救助": ["医疗救助", "临时救助、医疗救助", "临时救助、特困人员供养"],
    "最低生活保障": ["城镇职工基本养老保险", "最低生活保障标准调整机制"],
    "康复服务": ["护理服务", "康复服务、托养服务"],
    "“两癌”": ["“三高”", "“两癌”和妇科病"],
    "法律援助": ["心理援助", "法律援助志愿者培训"],
    "创业担保贷款": ["消费贷款", "创业担保贷款和一次性创业补贴"],
    "信息台账": ["微信群", "信息台账管理办法"],
    "家庭教育": ["职业教育", "家庭教育和托育"],
    "心理": ["法律", "心理和医疗"],
    "摸底排查": ["问卷调查"],
    "就业": ["就学", "就业和落户"],
    "文化体育": ["文化产业", "文化体育和旅游"],
    "纠纷化解": ["纠纷调查", "纠纷化解、司法鉴定"],
}
#: Sentences of the same clause that limit what stands before them.
LIMITS = [
    "前款规定只适用于60周岁以上的农村留守妇女",
    "已享受其他同类待遇的，不适用本条",
    "本条执行至2025年12月31日",
    "其中，非本县户籍的除外",
]
#: What may be left out of a sentence only with what it stands for.
DROPPED = [
    "贫困",
    "残疾",
    "适龄",
    "免费",
    "失能",
    "老年",
    "有需求的",
    "有需要的",
    "符合条件的",
    "按规定",
    "困难群体",
    "患者",
]
DROPPED += ["自主创业的", "符合规定", "无固定生活来源的", "低收入妇女、"]


def reworded(quote: str) -> Iterator[tuple[str, str]]:
    """(kind, sentence) for every rewording of a quote."""
    if (verb := VERBS.search(quote)) is not None:
        at = verb.start()
        yield from (("negated", quote[:at] + word + quote[at:]) for word in NEGATIONS)
    woman = WOMEN.search(quote)
    if woman is not None:
        at, end = woman.span()
        yield from (("others", WOMEN.sub(other, quote)) for other in OTHERS)
        yield from (("narrower", quote[:at] + group + quote[at:]) for group in NARROWER)
        yield "others", quote[:at] + "部分" + quote[at:]
        yield "others", quote[:end] + "和城镇困难妇女" + quote[end:]
        yield "others", quote[:end] + "之外的妇女" + quote[end:]
    yield from (("before", words + quote) for words in BEFORE)
    yield from (("after", quote + words) for words in AFTER)
    yield from (("weaker", words + quote) for words in WEAKER)
    yield from (("limited", f"{quote}。{words}") for words in LIMITS)
    if (governing := GOVERNING.match(quote)) is not None:
        yield "dropped", quote[governing.end() :]
    for service, others in SERVICES.items():
        if service in quote and quote.count(service.strip("“")[:2]) == 1:
            yield from (("service", quote.replace(service, other, 1)) for other in others)
    if woman is not None:
        yield "limited", f"{quote[: woman.end()]}（限脱贫户）{quote[woman.end() :]}"
        yield "limited", f"{quote[: woman.end()]}（不含已离异的）{quote[woman.end() :]}"
    yield from (("dropped", quote.replace(words, "", 1)) for words in DROPPED if words in quote)
    for number in re.finditer(r"(?<![“\d])\d+(?!\d*”)|[一二三四五六七八九十]+(?=级|周岁)", quote):
        other = str(int(number[0]) + 7) if number[0].isdigit() else "四"
        yield "number", quote[: number.start()] + other + quote[number.end() :]
