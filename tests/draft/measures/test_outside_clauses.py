"""What is promised outside the numbered clauses is proposed, and never passed over as context that is sure."""

from __future__ import annotations

import pytest

from liushou.draft.frame import frame_of
from liushou.draft.measures import propose

from .drafts import RULES, TODAY

LETTER = """关于慰问农村留守妇女的函
桐柏县妇联：
{}
桐柏县民政局
2024年1月8日
"""
REPLY = """关于第12号建议的答复
一、过去的工作
举办培训班3期。
二、存在的问题
经费不足。
感谢您的关心！下一步，{}
桐柏县民政局
2024年1月8日
"""


@pytest.mark.parametrize("text", [LETTER, REPLY])
@pytest.mark.parametrize(
    ("sentence", "service"),
    [
        ("拟对患病的农村留守妇女给予临时救助。", "temporary_assistance"),
        ("答：农村留守妇女可以免费参加“两癌”筛查。", "two_cancer_screening"),
        ("将为农村留守妇女提供法律援助。", "legal_aid"),
        ("可申请创业担保贷款。", "startup_loan"),
    ],
)
def test_a_promise_outside_is_a_measure_to_be_checked(text: str, sentence: str, service: str) -> None:
    proposals = propose(frame_of(text.format(sentence), "own.txt", RULES, today=TODAY), RULES)
    judged = {each.measure.service: each.judgement.certainty for each in proposals.measures}
    assert judged.get(service) == "check"


@pytest.mark.parametrize(
    "sentence",
    [
        "现将《农村留守妇女临时救助办法》印发给你们，请遵照执行。",
        "为做好农村留守妇女临时救助工作，提出如下意见。",
        "问：农村留守妇女怎样申请临时救助？",
    ],
)
def test_what_a_letter_says_of_itself_promises_nothing(sentence: str) -> None:
    proposals = propose(frame_of(LETTER.format(sentence), "own.txt", RULES, today=TODAY), RULES)
    assert not proposals.measures


def test_one_sentence_that_names_the_women_is_more_than_its_definition() -> None:
    proposals = propose(frame_of("对农村留守妇女给予临时救助", "own.txt", RULES, today=TODAY), RULES)
    assert [each.measure.service for each in proposals.measures] == ["temporary_assistance"]


@pytest.mark.parametrize(
    "text",
    [
        LETTER.format("① 心理疏导。"),
        REPLY.format("请指导。")
        + "附件1\n任务表\n第一条 对农村留守妇女家庭，给予3000元的补助。\n第二条 自印发之日起施行。\n",
    ],
)
def test_what_names_a_service_or_stands_in_an_annex_is_never_passed_over(text: str) -> None:
    frame = frame_of(text, "own.txt", RULES, today=TODAY)
    judged = [
        (each.judgement.certainty, frame.source.text[each.start : each.end])
        for each in propose(frame, RULES).context
        if each.at == "附件1" or "疏导" in frame.source.text[each.start : each.end]
    ]
    assert not [words for certainty, words in judged if certainty == "sure"]
