"""The place of a document, from the names of its issuers, its title or its number."""

import re
from collections import Counter
from collections.abc import Iterable

from ...places import NATION, UnknownPlaceError, codes_by_name, find_place, lies_in, place_of_code
from ...problems import InputError
from ...texts import Source
from ..model import Judgement
from .tables import judged, pattern, words

#: The longest name of a place, in characters.
_LONGEST = 15


def place_at_start(text: str) -> tuple[frozenset[str], int]:
    """(the codes of the places with which a text begins, the length of their names), the narrowest one."""
    names, codes, end = codes_by_name(), frozenset[str](), 0
    while True:
        for length in range(min(_LONGEST, len(text) - end), 1, -1):
            within = names.get(text[end : end + length], frozenset())
            if codes:
                within = frozenset(
                    code for code in within if any(code != held and lies_in(code, held) for held in codes)
                )
            if within:
                codes, end = within, end + length
                break
        else:
            return codes, end


def place_for(source: Source, issuers: Iterable[str], given: str | None) -> tuple[str, Judgement]:
    """(code, judgement) of the place whose document it is; ``given`` is a code or a name.

    Raises :class:`~liushou.UnknownPlaceError` where ``given`` names no place.
    """
    if given is not None:
        place = find_place(given)
        return place.code, judged(f"由 --place 给定：{place.name}")
    head = source.clauses[0].text if source.clauses else ""
    titles = [line.text for line in source.titles]
    signed = _codes(issuers)
    if signed:
        if signed == {NATION}:
            return NATION, judged("由国家机关印发")
        return _narrowed(signed, "发文机关", source)
    lines = [*titles, *(line.strip() for line in head.splitlines())]
    if printed := _codes(lines):
        code, judgement = _narrowed(printed, "标题或文头", source)
        return code, judged(*judgement.speaks_for, against=judgement.speaks_against or ("发文机关的名称里没有地名",))
    numbered = _numbered(source.number.text if source.number else "")
    if numbered is not None:
        return numbered, judged(against=(f"只从文号看是{place_of_code(numbered).name}",))
    return NATION, judged(against=("文中看不出是哪个地方的文件，暂写全国",), unknown=True)


def _codes(names: Iterable[str]) -> frozenset[str]:
    """The codes that most names begin with."""
    votes: Counter[frozenset[str]] = Counter()
    for name in names:
        codes, _ = place_at_start(name)
        if codes:
            votes[codes] += 1
        elif pattern("nation").search(name):
            votes[frozenset({NATION})] += 1
    return votes.most_common(1)[0][0] if votes else frozenset()


def _narrowed(codes: frozenset[str], where: str, source: Source) -> tuple[str, Judgement]:
    """The one place of several of the same name that the number or the head speaks for."""
    if len(codes) == 1:
        (code,) = codes
        return code, judged(f"{where}写明{_name(code)}")
    province = _numbered(source.number.text if source.number else "")
    by_number = {code for code in codes if province and lies_in(code, province)}
    # The level between 北京市 and its districts has no name of its own.
    names = {code: list(filter(None, map(_own_name, _above(code)))) for code in codes}
    mentioned = {code for code in codes if any(name in source.text for name in names[code])}
    for fitting, reason in ((by_number, "文号"), (mentioned, "文中的地名")):
        if len(fitting) == 1:
            (code,) = fitting
            return code, judged(f"{where}和{reason}合起来是{_name(code)}")
    code = min(by_number or mentioned or codes)
    others = "、".join(f"{other}（{_name(other)}）" for other in sorted(codes))
    return code, judged(against=(f"同名的地方有几个：{others}",), unknown=True)


def _above(code: str) -> list[str]:
    return [above for above in (code[:4] + "00", code[:2] + "0000") if above != code]


def _name(code: str) -> str:
    try:
        return place_of_code(code).name
    except InputError:
        return code


def _own_name(code: str) -> str:
    """The name of a place without what holds it; one that no text has where there is no such place."""
    try:
        name = place_of_code(code).name
        above = _own_name(code[:2] + "0000") if not code.endswith("0000") else ""
        return name.removeprefix(above)
    except UnknownPlaceError:
        return "\0"


def _numbered(number: str) -> str | None:
    """The place whose name begins a document's number: 渝民发, 丰都民政发."""
    number = number.strip("（(")
    if not number:
        return None
    if pattern("national_prefixes").search(number):
        return NATION
    kinds = "省|市|县|区|州|盟|旗|自治县|自治州|自治旗"
    for length in range(min(8, len(number)), 1, -1):
        name = re.compile(f"{re.escape(number[:length])}(?:{kinds})?")
        fitting = frozenset[str]().union(*(codes for full, codes in codes_by_name().items() if name.fullmatch(full)))
        if len(fitting) == 1:
            return min(fitting)
    province = words("prefixes").get(number[:1])
    return str(province) if province else None
