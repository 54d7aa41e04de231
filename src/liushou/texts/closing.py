"""The closing （…负责） of a clause: which offices it names, in which role.

（…牵头，…按职责分工负责） gives a lead and its support; （…按职责分工负责） without a lead is
joint work; （省民政厅负责） is one office alone. Strings are kept as printed, in printed order.
"""

from __future__ import annotations

import re

from ..documents import Agencies
from .sentences import enclosed

_END = re.compile(r"负责[）)][。.]?\s*\Z")
_SHARED = re.compile(r"(?:按照?|依)(?:各自)?(?:的)?(?:职责|职能)(?:分工|范围)?\Z|分工\Z|共同\Z|分别\Z")
_HELP = re.compile(r"(?:配合|参与|参加|协助)\Z")
_LEAD = re.compile(r"牵头(?:负责)?\Z")


def closing_start(text: str, start: int, end: int) -> int | None:
    """Where the closing （…负责） between two offsets begins; None where there is none."""
    if not _END.search(text, start, end):
        return None
    depth = 0
    for at in range(end - 1, start - 1, -1):
        if text[at] in "）)":
            depth += 1
        elif text[at] in "（(":
            depth -= 1
            if depth == 0:
                return at
    return None


def roles(closing: str) -> Agencies:
    """The roles in a closing such as ``（市妇联牵头，市民政局按职责分工负责）``."""
    inner = _END.sub("", closing.strip())[1:].strip()
    shared = bool(_SHARED.search(inner))
    inner = _SHARED.sub("", inner).rstrip("，, ")
    lead: list[str] = []
    rest: list[str] = []
    for group in _split(inner, "，,；;"):
        names = [name.strip() for name in _split(_HELP.sub("", group), "、") if name.strip()]
        # In `甲、乙牵头` the word stands after the last of the leading offices.
        last = max((number for number, name in enumerate(names) if _LEAD.search(name)), default=-1)
        for number, name in enumerate(names):
            printed = _SHARED.sub("", _LEAD.sub("", name)).strip()
            if printed:
                (lead if number <= last else rest).append(printed)
    if lead:
        return Agencies(lead=tuple(lead), support=tuple(rest))
    if len(rest) == 1 and not shared:
        return Agencies(sole=tuple(rest))
    return Agencies(joint=tuple(rest))


def _split(text: str, marks: str) -> list[str]:
    """The text cut at the marks that stand outside brackets."""
    inside = enclosed(text, 0, len(text))
    parts, cut = [], 0
    for at, character in enumerate(text):
        if character in marks and not inside[at]:
            parts.append(text[cut:at])
            cut = at + 1
    parts.append(text[cut:])
    return parts
