"""The closing of a clause, in brackets at its end: which offices it names, in which role.

（…牵头，…按职责分工负责）, （…牵头，…配合） and （牵头单位：…；配合单位：…） give a lead and its support;
（…按职责分工负责） and （责任单位：…） of several without a lead are joint work, （省民政厅负责） is one
office alone. 等 after the last office says that there are others; it is no part of a name.
Strings are kept as printed, in printed order.
"""

from __future__ import annotations

import re

from ..documents import Agencies
from .sentences import enclosed

_OPENING, _CLOSING = "（(〔[［【", "）)〕]］】"
_END = re.compile(rf"[{re.escape(_CLOSING)}]\s*[。.；;]?\s*\Z")
_LABEL = re.compile(r"(牵头|主办|配合|参与|参加|协助|协办|责任|负责|承办)(?:责任)?(?:单位|部门|机关)\s*[:：]")
#: The words behind an office that say what it does, from the last one on.
_TAIL = re.compile(
    r"\s*(?:(?P<lead>牵头|主办)|(?P<help>配合|参与|参加|协助|协办)|(?P<does>负责(?:落实|实施)?)"
    r"|(?P<shared>(?:按照?|依照?|根据)?(?:各自)?的?(?:职责|职能)(?:分工|范围)?|分工|共同|分别|各自)"
    r"|(?P<others>等(?:有关|相关)?(?:单位|部门)?))\s*\Z"
)
_BY = re.compile(r"\A(?:具体)?由")


def closing_start(text: str, start: int, end: int) -> int | None:
    """Where the closing between two offsets begins; None where there is none."""
    last = _END.search(text, start, end)
    depth = 0
    for at in range(last.start(), start - 1, -1) if last else ():
        depth += (text[at] in _CLOSING) - (text[at] in _OPENING)
        if last and depth == 0:
            return at if _names_offices(text[at + 1 : last.start()].strip()) else None
    return None


def _names_offices(inner: str) -> bool:
    """Whether what stands in the brackets says who does the work."""
    words = _without_tail(inner)[1]
    helped = "help" in words and re.search("牵头|负责", inner)
    return bool("。" not in inner and ({"lead", "does"} & words or helped or _LABEL.match(inner)))


def roles(closing: str) -> Agencies:
    """The roles in a closing such as ``（市妇联牵头，市民政局按职责分工负责）``."""
    inner = _END.sub("", closing.strip())[1:].strip()
    labels = list(_LABEL.finditer(inner)) if _LABEL.match(inner) else []
    ends = [*(label.start() for label in labels[1:]), len(inner)]
    groups = [
        (label[1] in ("牵头", "主办"), inner[label.end() : end]) for label, end in zip(labels, ends, strict=False)
    ]
    lead: list[str] = []
    rest: list[str] = []
    tails: set[str] = set()
    for leads, group in groups or [(False, group) for group in _split(inner, "，,；;")]:
        names = [_without_tail(_BY.sub("", name)) for name in _split(group, "、，,；; \t　" if labels else "、")]
        # In `甲、乙牵头` the word stands after the last of the leading offices.
        last = max((number for number, (_, words) in enumerate(names) if "lead" in words), default=-1)
        for number, (name, words) in enumerate(names):
            tails |= words
            if name:
                (lead if leads or number <= last else rest).append(name)
    others = "others" in tails
    if lead:
        return Agencies(lead=tuple(lead), support=tuple(rest), others=others)
    if len(rest) == 1 and not tails & {"shared", "others"}:
        return Agencies(sole=tuple(rest))
    return Agencies(joint=tuple(rest), others=others)


def _without_tail(name: str) -> tuple[str, set[str]]:
    """(the office, what is said of it behind its name)."""
    words: set[str] = set()
    while tail := _TAIL.search(name):
        words.add(tail.lastgroup or "")
        name = name[: tail.start()]
    return name.strip(), words


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
