"""Bounds as a person types them: at least 60, 500 to 800, before 2023-05, 至少60, 2023年5月以前."""

from __future__ import annotations

from typing import Any

from ..values import date_meant, number_meant
from ..yaml import compose, to_data

#: Before and after a value. What is under or before is taken as at most: wider than what was said, and never wrong.
_LEAST = "at least|>=|≥|>|over|more than|after|since|from|至少|最少|不少于|不低于|大于|超过|高于|多于|晚于|不早于"
_MOST = "at most|<=|≤|<|under|less than|up to|before|until|至多|最多|不超过|不高于|小于|低于|少于|不到|不满|早于|不晚于"
_SIDES = {
    "at_least": (_LEAST.split("|"), ("以上", "以后", "之后", "or more", "or later")),
    "at_most": (_MOST.split("|"), ("以下", "以内", "以前", "之前", "or less", "or earlier")),
}
_FROM_TO = [("between ", " and "), ("from ", " to "), ("", " to "), ("", ".."), ("从", "到"), ("从", "至")]
_FROM_TO += [("在", "至"), ("在", "到"), ("在", "和"), ("", "至"), ("", "到"), ("", "~"), ("", "–"), ("", "—")]


def typed_value(text: str, kind: str) -> Any:
    """What a line says of a number, a whole number (``integer``) or a date, as a profile file states it.

    Bounds are a mapping with ``at_least`` and ``at_most``; what is no bound, and no number, is returned as it is.
    """
    text = text.strip()
    if text.startswith("{"):
        node, problems = compose(text)
        data, wrong = (text, problems) if node is None else to_data(node, loose=True)
        return text if problems or wrong else data
    lower = text.lower()
    for before, between in _FROM_TO:
        low, found, high = lower.removesuffix("之间").removeprefix(before).partition(between)
        if found and lower.startswith(before) and _is_one(low, kind) and _is_one(high, kind):
            return {"at_least": _one(low, kind), "at_most": _one(high, kind)}
    if kind != "date" and lower.count("-") == 1 and lower[:1].isdigit():
        low, _, high = lower.partition("-")
        if _is_one(low, kind) and _is_one(high, kind):
            return {"at_least": _one(low, kind), "at_most": _one(high, kind)}
    for side, (before_words, after_words) in _SIDES.items():
        for word in sorted(before_words, key=len, reverse=True):
            if lower.startswith(word) and _is_one(lower.removeprefix(word), kind):
                return {side: _one(lower.removeprefix(word), kind)}
        for word in after_words:
            if lower.endswith(word) and _is_one(lower.removesuffix(word), kind):
                return {side: _one(lower.removesuffix(word), kind)}
    return text if kind == "date" or not _is_float(text) else float(text)


def _is_float(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True


def _is_one(text: str, kind: str) -> bool:
    return (date_meant if kind == "date" else number_meant)(text.strip()) is not None


def _one(text: str, kind: str) -> Any:
    text = text.strip()
    if kind == "date":
        return date_meant(text) or text
    return float(number_meant(text) or text)
