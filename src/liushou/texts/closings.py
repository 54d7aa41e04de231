"""How the closing of a clause is read: which offices it names, and in which roles.

A closing stands in brackets at the end of its clause. （…牵头，…按职责分工负责）, （…牵头，…配合） and
（牵头单位：…；配合单位：…） give a lead and its support; （…按职责分工负责） and （责任单位：…） of several without
a lead are joint work, （省民政厅负责） is one office alone. 等 after the last office says that there are others; it is
no part of a name. Strings are kept as printed, in printed order.
"""

import re

from ..documents import Agencies
from .prose import OFFICE, enclosed

_OPENING, _CLOSING = "（(〔[［【", "）)〕]］】"
_END = re.compile(rf"[{re.escape(_CLOSING)}]\s*(?:[。.；;]\s*)?\Z")
_LABEL = re.compile(
    r"(牵头|主办|主责|配合|协同|协作|参与|参加|协助|协办|责任|负责|承办)(?:责任)?(?:单位|部门|机关)\s*[:：]"
)
#: When it has to be done, and by whom in person: no office.
_DEADLINE = r"[^\W\d_]{0,4}(?:时限|时间|进度|领导|责任人|联系人)\s*[:：][^；;。\r\n]{1,60}"
_NO_DEADLINE = re.compile(
    rf"[；;，,\s]\s{{0,4}}{_DEADLINE}|\A\s*{_DEADLINE}[；;，,]?\s*"
    r"|[，,；;]\s*(?:(?:持续|长期|常年|常态化?|全程)\w{0,6}|[^，,；;：:]{0,16}(?:前|内|底)(?:完成|落实)?|下同)\Z"
)
#: The same without brackets, behind a sentence or on lines of their own: 责任单位：县民政局。
_UNBRACKETED = re.compile(
    rf"(?<=[。；;！？\r\n])[ \t　]*(?:{_LABEL.pattern}[^。:：\r\n]{{1,200}}[。；;]?\s*"
    rf"(?:{_DEADLINE}[。；;]?\s*)?){{1,4}}\Z"
)
#: How far from its end a clause is searched for those.
MAX_UNBRACKETED = 600
#: The words behind an office that say what it does, from the last one on.
_TAIL = re.compile(
    r"(?:(?P<lead>牵头|主办)|(?P<help>配合|参与|参加|协助|协办)|(?P<does>负责(?:落实|实施)?)"
    r"|(?P<weak>(?:组织|具体|抓好)?(?:落实|实施))"
    r"|(?P<shared>(?:按照?|依照?|根据)?(?:各自)?的?(?:职责|职能)(?:分工|范围)?|分工|共同|分别|各自)"
    r"|(?P<others>等(?:有关|相关)?(?:单位|部门)?))\Z"
)
_BY = re.compile(r"\A(?:具体)?由")
#: Words behind an office that are read, and their characters.
MAX_TAILS, MAX_TAIL = 12, 12


def closing_start(text: str, start: int, end: int) -> int | None:
    """Where the closing between two offsets begins; None where there is none."""
    last = _END.search(text, start, end)
    depth = 0
    for at in range(last.start(), start - 1, -1) if last else ():
        depth += (text[at] in _CLOSING) - (text[at] in _OPENING)
        if last and depth == 0:
            inner = _NO_DEADLINE.sub("", text[at + 1 : last.start()].strip())
            words = _without_tail(inner)[1]
            helped = "help" in words and re.search("牵头|负责", inner)
            named = "。" not in inner and ({"lead", "does"} & words or helped or _LABEL.match(inner))
            after_sentence = text[start:at].rstrip()[-1:] in ("。", "；", "！", "？")
            several = "weak" in words or re.search("[、，,；;]", inner)
            return at if named or (after_sentence and several and _only_offices(inner)) else None
    labelled = _UNBRACKETED.search(text, max(start, end - MAX_UNBRACKETED), end)
    return None if labelled is None else labelled.end() - len(labelled[0].lstrip())


def _only_offices(inner: str) -> bool:
    """Whether brackets hold nothing but names that end as those of offices do: （县民政局、县妇联）."""
    names = [_without_tail(name)[0] for name in _split(inner, "、，,；; ")]
    return len(inner) <= MAX_UNBRACKETED and all(len(name) > 2 and OFFICE.search(name) for name in names)


def roles(closing: str) -> Agencies:
    """The roles in a closing such as ``（市妇联牵头，市民政局按职责分工负责）``."""
    inner = closing.strip()
    inner = _END.sub("", inner)[1:].strip() if inner[:1] in tuple(_OPENING) else inner.rstrip("。；; ")
    inner = _NO_DEADLINE.sub("", inner)
    labels = list(_LABEL.finditer(inner)) if _LABEL.match(inner) else []
    ends = [*(label.start() for label in labels[1:]), len(inner)]
    groups = [
        (label[1] in ("牵头", "主办", "主责"), inner[label.end() : end])
        for label, end in zip(labels, ends, strict=False)
    ]
    lead: list[str] = []
    rest: list[str] = []
    tails: set[str] = set()
    for leads, group in groups or [(False, group) for group in _split(inner, "，,；;")]:
        names = [_without_tail(_BY.sub("", name)) for name in _offices(group, labelled=bool(labels))]
        # In `甲、乙牵头` the word stands after the last of the leading offices.
        last = max((number for number, (_, words) in enumerate(names) if "lead" in words), default=-1)
        for number, (name, words) in enumerate(names):
            tails |= words
            if name and name not in (*lead, *rest):
                (lead if leads or number <= last else rest).append(name)
    others = "others" in tails
    if lead:
        return Agencies(lead=tuple(lead), support=tuple(rest), others=others)
    if len(rest) == 1 and not tails & {"shared", "others"}:
        return Agencies(sole=tuple(rest))
    return Agencies(joint=tuple(rest), others=others)


def _offices(group: str, *, labelled: bool) -> list[str]:
    """The names in a group; who does it 会同 others leads."""
    first, together, others = group.partition("会同")
    names = _split(others if together else group, "、，,；; \t　\r\n。" if labelled else "、")
    return [f"{first}牵头", *names] if together and first else names


def _without_tail(name: str) -> tuple[str, set[str]]:
    """(the office, what is said of it behind its name)."""
    name, words = name.strip(), set[str]()
    for _ in range(MAX_TAILS):
        tail = _TAIL.search(name, max(0, len(name) - MAX_TAIL))
        if tail is None:
            break
        words.add(tail.lastgroup or "")
        name = name[: tail.start()].rstrip()
    return name, words


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
