"""An invented notice, and what a draft of it might propose: one of everything that the page shows."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from liushou import Rules
from liushou.documents import Agency, Clause, Definition, Measure, Service
from liushou.draft import (
    Certainty,
    Edition,
    EditionSentence,
    Frame,
    Judgement,
    Neighbour,
    Proposals,
    ProposedContext,
    ProposedMeasure,
    RuleChange,
)
from liushou.texts.source import parse_source

NOTICE = """某县民政局 某县妇女联合会文件
某民发〔2024〕7号
关于做好农村留守妇女关爱服务工作的通知
各乡镇人民政府：
农村留守妇女，是指丈夫连续外出务工半年以上，本人留在农村居住生活的妇女。现就有关事项通知如下。
一、加强解困帮扶
为适龄农村留守妇女免费进行“两癌”筛查。及时将符合条件的农村留守妇女纳入农村低保。要高度重视，切实抓好落实。（县民政局牵头，县妇联配合）
二、促进增收
鼓励农村留守妇女参加职业技能培训。为农村留守妇女开设夜间托管班，方便照料子女。
某县民政局
2024年3月5日
"""
LINES = {
    ("number",): 3, ("definition",): 9, ("clauses", 1): 20, ("clauses", 1, "agencies"): 22,
    ("clauses", 1, "measures", 0): 25, ("clauses", 1, "measures", 1): 31, ("clauses", 1, "context", "organisation"): 40,
    ("clauses", 2, "measures", 0): 44, ("clauses", 2, "measures", 1): 50,
}  # fmt: skip


def stretch(text: str, words: str) -> tuple[int, int]:
    """Where words stand."""
    start = text.index(words)
    return start, start + len(words)


def judged(certainty: Certainty, *against: str, speaks_for: str = "", neighbour: Neighbour | None = None) -> Judgement:
    """A judgement with what speaks for and against it."""
    reasons = (speaks_for,) if speaks_for else ()
    return Judgement(certainty=certainty, speaks_for=reasons, speaks_against=against, neighbour=neighbour)


def draft(rules: Rules, text: str = NOTICE, spoil: str = "") -> tuple[Frame, Proposals]:
    """The frame and proposals; ``spoil`` stands at the end of every word that is not a name, as a text might have it."""
    source = parse_source(text)
    clauses = tuple(
        Clause(at=part.at, heading=None, agencies=replace(part.agencies, others=False)) for part in source.clauses
    )
    quotes = {
        "two_cancer_screening": "为适龄农村留守妇女免费进行“两癌”筛查",
        "dibao": "及时将符合条件的农村留守妇女纳入农村低保",
        "vocational_training": "鼓励农村留守妇女参加职业技能培训",
        "night_care": "为农村留守妇女开设夜间托管班",
    }
    near = rules.policies["chongqing"]
    clause, measure = next((clause, measure) for clause, measure in near.measures() if measure.service == "dibao")
    neighbour = Neighbour(policy=near.id, number=near.number, clause=clause.at, quote=measure.quote, likeness=0.7)
    judgements = {
        "two_cancer_screening": judged("sure", speaks_for="与渝民发〔2020〕38号 二（一）同一句"),
        "dibao": judged("check", f"“符合条件”由部门认定{spoil}", speaks_for="“及时将…纳入”是应当", neighbour=neighbour),
        "vocational_training": judged("sure"),
        "night_care": judged("open", "没有登记的服务写到“托管班”"),
    }
    measures = []
    for service, quote in quotes.items():
        start, end = stretch(text, quote)
        residual = (f"符合条件{spoil}",) if service == "dibao" else ()
        shown = Measure(
            service=service, force="encourage" if quote.startswith("鼓励") else "shall", quote=quote, residual=residual,
            reading=f"理解{spoil}" if service == "dibao" else None, contact=f"县民政局{spoil}" if residual else None,
            condition=measure.condition if service == "dibao" else Measure(force="shall", quote=quote).condition,
        )  # fmt: skip
        at = "一" if start < text.index("二、") else "二"
        measures.append(ProposedMeasure(at=at, start=start, end=end, measure=shown, judgement=judgements[service]))
    start, end = stretch(text, "要高度重视，切实抓好落实")
    doubtful = judged("check", "没有提出是哪一种")
    context = [ProposedContext(at="一", start=start, end=end, kind="organisation", judgement=doubtful)]
    for words, at in (("某县民政局 某县妇女联合会文件", "前言"), ("现就有关事项通知如下", "前言")):
        start, end = stretch(text, words)
        quiet = judged("sure")
        context.append(ProposedContext(at=at, start=start, end=end, kind="background", judgement=quiet))
    quote = "丈夫连续外出务工半年以上，本人留在农村居住生活的妇女"
    frame = Frame(
        id="some_county",
        source=source,
        title=f"关于做好农村留守妇女关爱服务工作的通知{spoil}",
        number=f"某民发〔2024〕7号{spoil}",
        issued=date(2024, 3, 5),
        place="500230",
        implements=(f"民发〔2019〕86号{spoil}",),
        issuers=(f"某县民政局{spoil}", "某县妇女联合会"),
        addressees=(f"各乡镇人民政府{spoil}",),
        definition=Definition(at="前言", quote=quote, condition=near.definition.condition),
        clauses=clauses,
        agencies={"some_civil_affairs": Agency(id="some_civil_affairs", name=f"某县民政局{spoil}", level="county", place="500230")},
        judgements={
            ("definition",): judged("check", "少了“经商”"),
            ("clauses", 1, "agencies"): judged("check", speaks_for="“牵头”在前"),
        },
        not_printed=("addressees",),
    )  # fmt: skip
    services = {"night_care": Service(id="night_care", title=f"夜间托管{spoil}", about="夜里替她照看孩子")}
    return frame, Proposals(measures=tuple(measures), context=tuple(context), services=services)


def edition(text: str = NOTICE, spoil: str = "") -> Edition:
    """What such a notice changed: a sentence of each kind, and one rule."""
    new, reworded, kept = (
        stretch(text, words)
        for words in (
            "为农村留守妇女开设夜间托管班，方便照料子女",
            "及时将符合条件的农村留守妇女纳入农村低保",
            "鼓励农村留守妇女参加职业技能培训",
        )
    )
    return Edition(
        policy="old_county",
        number=f"某民发〔2019〕3号{spoil}",
        title="关于关爱农村留守妇女的通知",
        issued=date(2019, 5, 1),
        sentences=(
            EditionSentence(change="reworded", at="一", start=reworded[0], end=reworded[1], old_at="一",
                            old=f"将符合条件的留守妇女纳入低保{spoil}", effects=(f"对象写明农村{spoil}",)),
            EditionSentence(change="gone", old_at="一", old=f"每年走访一次{spoil}", effects=("“走访”不再是措施",)),
            EditionSentence(change="unchanged", at="二", start=kept[0], end=kept[1], old_at="二"),
            EditionSentence(change="new", at="二", start=new[0], end=new[1]),
        ),
        rules=(RuleChange(title=f"最低生活保障{spoil}", verdict="新文件更宽", sentence="多了……的妇女", notes=("例：……",)),),
    )  # fmt: skip
