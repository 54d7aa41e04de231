"""Words of a chapter, items with offices of their own, and a last sentence that is no heading are not lost."""

from __future__ import annotations

from datetime import date

from liushou.documents import load_rules
from liushou.draft import Frame
from liushou.draft.frame import frame_of

TODAY = date(2026, 11, 26)
RULES = load_rules()
HEAD = "关于农村留守妇女关爱服务工作的通知\n凤民通〔2021〕19号\n"
FOOT = "凤冈县民政局\n2021年4月2日\n"


def _frame(body: str) -> Frame:
    return frame_of(f"{HEAD}{body}{FOOT}", "own.txt", RULES, today=TODAY)


def test_what_a_chapter_says_is_a_part() -> None:
    frame = _frame(
        "第一部分　总体要求\n坚持党建引领。\n第二部分　重点任务\n一、提供培训\n每年培训。\n二、定期走访\n每月走访。\n"
    )
    bodies = {part.at: part.body for part in frame.source.clauses}
    assert bodies["第一部分"].endswith("坚持党建引领。")
    assert [part.at for part in frame.source.clauses if part.at != "前言"][:3] == ["第一部分", "一", "二"]


def test_offices_of_the_last_item_are_not_those_of_all_for_sure() -> None:
    frame = _frame(
        "一、主要任务\n（一）做好帮扶\n1.建立台账。进行登记。（县民政局，各镇乡）\n2.引导参与。鼓励参与。（县妇联负责）\n"
        "（二）加强宣传。（县妇联负责）\n"
    )
    judged = {
        frame.clauses[path[1]].at: about.certainty for path, about in frame.judgements.items() if path[0] == "clauses"
    }
    assert (judged["一（一）"], judged["一（二）"]) == ("check", "sure")


def test_a_last_sentence_that_gives_something_is_no_heading() -> None:
    frame = _frame("一、主要任务\n（一）依法打击犯罪。\n（二）为失能妇女提供集中照护。\n各部门要于12月报送总结。\n")
    clause = next(clause for clause in frame.clauses if clause.at == "一（二）")
    assert clause.heading is None
