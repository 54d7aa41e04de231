"""What promises nothing is context of its kind; it is sure where the heading or an encoded document says so."""

from __future__ import annotations

import pytest

from .drafts import HEAD, RULES, TODAY, notice


def kinds(text: str, heading: str = "关爱服务") -> list[tuple[str, str]]:
    context = [each for each in notice(text, heading=heading).context if each.at == "一（一）"]
    return [(each.kind, each.judgement.certainty) for each in context]


@pytest.mark.parametrize(
    ("text", "kind"),
    [("营造良好家庭氛围", "goal"), ("各部门要明确职责，建立工作机制", "organisation"), ("带头移风易俗", "duty")],
)
def test_kinds_are_told_by_words(text: str, kind: str) -> None:
    assert {own for own, _ in kinds(text)} == {kind}


def test_a_heading_makes_its_clause_sure() -> None:
    assert kinds("各地要落实责任，加强督查", heading="加强组织领导") == [("organisation", "sure")]


def test_what_names_a_service_and_the_women_is_not_sure_to_promise_nothing() -> None:
    assert ("organisation", "sure") not in kinds("各地要认真做好农村留守妇女心理辅导责任落实", heading="加强组织领导")


def test_paragraphs_without_numbers_of_their_own_are_read_as_well() -> None:
    from liushou.draft.frame import frame_of
    from liushou.draft.measures import propose

    text = (
        HEAD.split("一、")[0]
        + "一、主要任务\n为农村留守妇女提供心理辅导。\n二、工作要求\n（一）加强组织领导。落实责任。\n"
    )
    (measure,) = propose(frame_of(text, "own.txt", RULES, today=TODAY), RULES).measures
    assert (measure.at, measure.measure.service) == ("一", "counselling")
