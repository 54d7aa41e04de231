"""Context that a draft is sure of is of the kind that a person wrote, and hides no measure."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from benchmarks.draft import COPIES, drafted, texts

from liushou import Rules
from liushou.draft.frame import frame_of
from liushou.draft.measures import propose


@pytest.mark.parametrize("name", ["chongqing", "fengdu", "jilin", "yunnan", "national_2025"])
def test_sure_context_of_each_document_without_itself(name: str, rules: Rules, sources: Path) -> None:
    dropped = COPIES if name in COPIES else frozenset({name})
    score = drafted(rules.policies[name], texts(rules, sources)[name], rules, dropped)
    assert score.context["sure"] >= 15
    assert score.wrong_context == []
    assert score.hidden_by_context == []


PROMISES = [
    "民政部门要提供临时庇护",
    "建立信息台账，实行一人一档、动态管理",
    "利用现有设施开辟活动场所，提供必要托管服务",
    "各乡镇要优先安排困难家庭",
    "对生活困难的，各地要给予必要补助",
]


@pytest.mark.parametrize("promise", PROMISES)
def test_what_gives_somebody_something_is_never_surely_context(promise: str, rules: Rules) -> None:
    text = (
        "关于做好农村留守妇女关爱服务工作的通知\n各乡镇：\n现通知如下。\n一、保障措施\n"
        f"（一）加强组织领导。各地要加强领导。\n（二）压实工作责任。{promise}。\n"
    )
    frame = frame_of(text, "own.txt", rules, today=date(2026, 1, 1))
    at = text.index(promise)
    sure = [part for part in propose(frame, rules).context if part.judgement.certainty == "sure"]
    assert not [text[part.start : part.end] for part in sure if part.start < at + len(promise) and at < part.end]
