"""Where the husband works, as far as the county goes: words of the tables and names of places, not parts of words."""

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from ...places import Place, codes_by_name, lies_in, place_of_code
from .reading import known_words, unreadable
from .words import DAY, Remark

#: Parts of an address, which may follow a place whose name is written in full: 长安镇, 振安路, 8号, 新科电子厂.
_ADDRESS = re.compile(
    "[一-鿿]{1,8}(?:街道|社区|[小园]区|开发区|工业[园区]|[市区县旗镇乡村组屯路街巷]|大道|公司|工地|[厂店])"
    "|[0-9一二三四五六七八九十]{1,5}(?:号院?|栋|幢|楼|室|单元|组|村|社)"
)
_TOWN = re.compile("[一-鿿]{1,4}(?:[镇乡]|街道)")
#: What says in an address that he is there no more, not yet, or that it is the own place.
_UNDONE = re.compile(
    "返|回[来家乡到]|已|曾|拟|计划|准备|打算|没|不|非|未[去到出在]|原[在来先]|[以之][前外]|外[地省市县区]|后来|辞|失业|年|月|[本现]"
)
#: Outside of the place just named: 丰都县外, 重庆市以外. What follows must be a word, or the end: not 外郎乡.
_BEYOND = re.compile(r"[县市省区]?(?:[以之]外|外)(?:的?(?:地区|地方|其他地方))?(?=$|务工|打工|经商|工作)")
_PARTS = re.compile(r"[、,;/|()\[\]【】+: ]")
_KIND = re.compile("(?:省|市|(?:壮族|回族|维吾尔)?自治区|特别行政区|地区|盟|县|区)$")
#: Names of districts that are said of many county towns.
_ANYWHERE = frozenset(("市辖区", "市中区", "城中区", "城关区", "新城区", "省直辖县级行政区划"))
#: One of several words, or places, whose county cannot be told.
_EITHER = "either"


def outside_county(text: str, place: Place | None) -> tuple[bool | None, bool]:
    """(whether what is named lies outside the county, whether the text says that he works there).

    ``text`` is squeezed; None where it may be either. Raises :class:`UnreadableError` for a text that is
    not understood as a whole.
    """
    verdicts: set[Any] = set()
    works = "务工" in text
    for item in [text] if text in _words() else _PARTS.split(text):
        of_item, works_there = _read(item, place)
        verdicts |= of_item
        works = works or works_there
    if not verdicts and not works:
        raise unreadable(text, "看不懂")
    verdict = verdicts.pop() if len(verdicts) == 1 else None
    return (verdict if isinstance(verdict, bool) else None), works


def _read(item: str, place: Place | None) -> tuple[set[Any], bool]:
    """(what the words and places of one part say, whether one of them is work)."""
    verdicts: set[Any] = set()
    position, start, works, left = 0, True, False, False
    address: re.Pattern[str] | None = None
    within: frozenset[str] = frozenset()
    while position < len(item):
        word, codes = _longest(item[position : position + 12], within, place, named=bool(start or within))
        beyond = _BEYOND.match(item, position + len(word)) if codes else None
        day = DAY.match(item, position)
        part = address.match(item, position) if address else None
        if beyond:
            verdicts = (verdicts if start else set()) | {_beyond(codes, place)}
            word, within, address, start, left = word + beyond[0], frozenset(), None, False, True
        elif codes:
            # Of places one in another the last one counts.
            truths = {_outside(code, place) for code in codes}
            verdicts = (verdicts if start else set()) | (truths if len(truths) == 1 else {_EITHER})
            address = _ADDRESS if word in codes_by_name() else _TOWN if within else None
            within, start = codes, False
        elif word and not (part and len(part[0]) > len(word)):
            meaning = False if word == "本区" and _is_district(place) else _words()[word]
            verdicts |= set() if isinstance(meaning, Remark) else {meaning}
            if word.startswith("外出") and False in verdicts:
                verdicts = {_EITHER}  # 本县外出务工: he left from there.
            works = works or meaning is Remark.WITH_YES
            within, address = frozenset(), None
            start = start and meaning is Remark.ANY
        elif day:
            word = day[0]
        elif part and not _UNDONE.search(part[0]):
            word, within, address = part[0], frozenset(), _ADDRESS
        else:
            raise unreadable(item, "看不懂")
        position += len(word)
    own = _short(place.name) if place is not None and place.level == "county" else ""
    if (own and own in item and True in verdicts and not left) or len(verdicts - {_EITHER}) > 1:
        raise unreadable(item, "前后不一致")
    return (verdicts - {_EITHER} or verdicts), works


def _longest(text: str, within: frozenset[str], place: Place | None, *, named: bool) -> tuple[str, frozenset[str]]:
    """(the longest word or name of a place that the text begins with, the codes of the place).

    ``within``: the codes of the place just before; without any, names are taken only as they are written in full,
    those of provinces, well-known cities and the own county also without 省, 市, 县. ``named``: a name may come here.
    """
    cities, own = known_words().work_places["cities"], "" if place is None else _short(place.name)
    for piece in (text[:length] for length in range(len(text), 0, -1)):
        if piece in _words():
            return piece, frozenset()
        full, short = (names.get(piece, frozenset()) for names in (codes_by_name(), _short_names()))
        if within:
            codes = frozenset(code for code in full | short if any(lies_in(code, other) for other in within - {code}))
        else:
            codes = frozenset() if (len(piece) < 3 and piece[-1] != "县") or piece in _ANYWHERE else full
            codes |= {code for code in short if piece in cities or code.endswith("0000")}
            if place is not None and piece == own:
                # Its own name, unless a province or its own prefecture is called so too.
                codes = frozenset(short & {place.code[:4] + "00"})
                codes |= {code for code in short if code.endswith("0000")} | {place.code}
        if codes and named:
            return piece, codes
    return "", frozenset()


def _outside(code: str, place: Place | None) -> Any:
    """Whether a place is outside the county (True), is the county (False), or neither is certain."""
    if place is None or place.level == "nation":
        return _EITHER
    own, is_county = place.code, place.level == "county"
    if is_county and own in (code, place_of_code(code).answers_under):
        return False
    other_prefecture = code[:4] != own[:4] and "00" not in (code[2:4], own[2:4])
    return True if code[:2] != own[:2] or other_prefecture or (is_county and not code.endswith("00")) else _EITHER


def _beyond(codes: frozenset[str], place: Place | None) -> Any:
    """What "outside of these places" says: the county is left where it lies in each of them."""
    own = place is not None and place.level == "county" and all(lies_in(place.code, code) for code in codes)
    return True if own else _EITHER


def _is_district(place: Place | None) -> bool:
    """Whether 本区 is the place itself: an autonomous region is a 区 too."""
    if place is None or place.level != "county" or not place.name.endswith("区"):
        return False
    return not place_of_code(place.code[:2] + "0000").name.endswith("区")


def _short(name: str) -> str:
    county = _KIND.sub("", name.removesuffix("自治县"))
    return re.split("[省市州盟区](?=.)", county)[-1]


@lru_cache(maxsize=1)
def _short_names() -> Mapping[str, frozenset[str]]:
    """The names of places without 省, 市, 县 …, where two characters are left."""
    shorts: dict[str, frozenset[str]] = {"内蒙": frozenset(("150000",))}
    for name, codes in codes_by_name().items():
        if len(short := _KIND.sub("", name)) >= 2 and short != name:
            shorts[short] = shorts.get(short, frozenset()) | codes
    return shorts


@lru_cache(maxsize=1)
def _words() -> Mapping[str, Any]:
    """Words that say outside (True), inside (False) or either; and what changes nothing, or says that he works."""
    table = known_words().work_places
    words: dict[str, Any] = dict.fromkeys(table["either"], _EITHER)
    words |= dict.fromkeys(table["beside"], Remark.ANY) | dict.fromkeys(table["work"], Remark.WITH_YES)
    words |= dict.fromkeys(table["outside"] | table["abroad"], True) | dict.fromkeys(table["inside"], False)
    words |= {f"{no}{word}": True for no in table["not_in"] for word in table["inside"]}
    return words | {f"{no}{word}": _EITHER for no in table["not_in"] for word in table["outside"] | table["either"]}
