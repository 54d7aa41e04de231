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
#: What may be left out of a sentence only with what it stands for.
DROPPED = [
    "贫困",
    "残疾",
    "适龄",
    "免费",
    "优先",
    "失能",
    "老年",
    "有需求的",
    "有需要的",
    "符合条件的",
    "按规定",
    "困难群体",
    "患者",
]
DROPPED += ["支持", "鼓励", "引导", "自主创业的", "符合规定", "视情", "无固定生活来源的", "低收入妇女、"]


def reworded(quote: str) -> Iterator[tuple[str, str]]:
    """(kind, sentence) for every rewording of a quote."""
    if (verb := VERBS.search(quote)) is not None:
        at = verb.start()
        yield from (("negated", quote[:at] + word + quote[at:]) for word in NEGATIONS)
    if (woman := WOMEN.search(quote)) is not None:
        at, end = woman.span()
        yield from (("others", quote[:at] + other + quote[end:]) for other in OTHERS)
        yield from (("narrower", quote[:at] + group + quote[at:]) for group in NARROWER)
        yield "others", quote[:at] + "部分" + quote[at:]
        yield "others", quote[:end] + "和城镇困难妇女" + quote[end:]
        yield "others", quote[:end] + "之外的妇女" + quote[end:]
    yield from (("before", words + quote) for words in BEFORE)
    yield from (("after", quote + words) for words in AFTER)
    yield from (("dropped", quote.replace(words, "", 1)) for words in DROPPED if words in quote)
    for number in re.finditer(r"\d+|[一二三四五六七八九十]+(?=级|周岁)", quote):
        other = str(int(number[0]) + 7) if number[0].isdigit() else "四"
        yield "number", quote[: number.start()] + other + quote[number.end() :]
