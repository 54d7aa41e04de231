"""Proposals for the shipped documents as if they were new, and for texts of one's own."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from pathlib import Path

from liushou.documents import Rules, load_rules
from liushou.draft import Frame, Proposals
from liushou.draft.frame import frame_of
from liushou.draft.measures import propose

RULES = load_rules()
TODAY = date(2026, 11, 26)
DOCUMENTS = ("chongqing", "fengdu", "jilin", "yunnan", "national_2025")
TITLE = "关于加强农村留守妇女关爱服务工作的通知"
HEAD = f"""{TITLE}
湘民发〔2026〕9号
各市州民政局：
农村留守妇女，是指丈夫连续外出务工、经商等半年以上，本人留在农村居住生活的妇女。现通知如下：
一、主要任务
（一）"""
FOOT = "（省民政厅、省妇联按职责分工负责）\n湖南省民政厅\n2026年1月5日\n"


def without(*names: str) -> Rules:
    """The rules without these documents."""
    return replace(RULES, policies={name: policy for name, policy in RULES.policies.items() if name not in names})


def drafted(sources: Path, name: str, absent: Iterable[str] = ()) -> tuple[Frame, Proposals]:
    """The frame of a shipped document, and what is proposed for it without knowing it (nor those ``absent``)."""
    text = (sources / f"{name}.txt").read_text(encoding="utf-8")
    rules = without(name, *absent)
    frame = frame_of(text, f"{name}.txt", rules, today=TODAY)
    return frame, propose(frame, rules)


def notice(*sentences: str, rules: Rules = RULES, heading: str = "关爱服务", title: str = TITLE) -> Proposals:
    """What is proposed for a notice whose one clause has these sentences."""
    text = f"{HEAD.replace(TITLE, title)}{heading}。{'。'.join(sentences)}。{FOOT}"
    return propose(frame_of(text, "own.txt", rules, today=TODAY), rules)
