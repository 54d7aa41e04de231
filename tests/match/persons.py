"""Women for tests, and short ways to ask about them."""

from __future__ import annotations

from datetime import date
from typing import Any

from liushou import Match, match
from liushou.answer import Ground

ON = date(2025, 6, 30)
FENGDU, WANZHOU, CHONGQING, YUSHU, KUNMING, HUNAN = "500230", "500101", "500000", "220182", "530102", "430000"

#: 农村留守妇女 under every document.
LEFT_BEHIND: dict[str, Any] = {
    "sex": "female",
    "lives_in_village": True,
    "husband_away_for_work": True,
    "husband_outside_county": True,
    "husband_away_since": "2018-02-01",
}


def ask(place: str, on: date | str = ON, *, base: dict[str, Any] = LEFT_BEHIND, **stated: Any) -> Match:
    """The answer for her with these facts on top; None takes one away."""
    facts = {name: value for name, value in {**base, **stated}.items() if value is not None}
    return match(facts, place=place, on=date.fromisoformat(on) if isinstance(on, str) else on)


def status(service: str, place: str, on: date | str = ON, **stated: Any) -> str:
    """The status of one service for her."""
    return ask(place, on, **stated).service(service).status


def left_behind(answer: Match) -> dict[str, str]:
    """Policy id → yes, no, unknown."""
    return {policy.id: policy.left_behind for policy in answer.policies}


def grounds(answer: Match, service: str, policy: str) -> list[Ground]:
    """The grounds of a service in one document."""
    return [ground for ground in answer.service(service).grounds if ground.policy == policy]
