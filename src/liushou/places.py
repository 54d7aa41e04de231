"""Places by their GB/T 2260 codes or their names, and what lies in what.

The table is ``places.txt``: codes with their names and the years in which they were in
force, the codes of the statistics office, and what follows an ended code. It is made
by a tool. Codes are strings. ``nation`` is the place that holds all others.
"""

import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from .problems import Code, InputError, Phrase, Problem, closest, written

NATION = "nation"
#: Places that a message lists at most.
MOST_LISTED = 12
_KIND_OF_PLACE = re.compile("(省|市|(壮族|回族|维吾尔)?自治区|特别行政区|地区|盟)$")
_CODE = re.compile(r"[1-9]\d{5}\Z")
_ENTRY = re.compile(r"(\d\d)([^\d\s*>-]+)(\d{4})?-?(\d{4})?(\*)?(?:>(\d{6}))?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A place: ``code`` (or ``nation``), its full name, and whether the code is in force.

    ``level`` is ``nation``, ``province``, ``prefecture`` or ``county``. ``ended`` is the year in which a retired code
    was given up. ``answers_under`` is the code whose documents answer for it where that is another one: what follows an
    ended code as far as is known, or what holds a code of the statistics office or a heading of the table.
    """

    code: str
    name: str
    level: str
    ended: int | None = None
    answers_under: str | None = None

    @property
    def within(self) -> tuple[str, ...]:
        """The codes of this place and of all that contain it, nearest first."""
        return containing(self.code)


class UnknownPlaceError(InputError):
    """A code or a name of no place, or a name of several."""


class _Name(NamedTuple):
    """A name of a code, with the first and the last year at whose end it was in force."""

    text: str
    first: int
    last: int | None
    statistics: bool
    successor: str | None


def containing(code: str, written: str | None = None) -> tuple[str, ...]:
    """``code``, its prefecture, its province and ``nation``: nearest first, each once.

    With the code that was ``written`` where ``code`` answers for it, and what contains that: what is
    said of a place under its own code comes before what is said under the one that answers.
    """
    if code == NATION:
        return (NATION,)
    places = (written or code, code)
    levels = (*places, *(place[:4] + "00" for place in places), *(place[:2] + "0000" for place in places), NATION)
    # A prefecture or province stands among the smaller places, too: each counts where it comes last.
    return tuple(reversed(dict.fromkeys(reversed(levels))))


def lies_in(code: str, other: str) -> bool:
    """Whether the place ``code`` is ``other`` or lies in it."""
    return other in containing(code)


def find_place(place: object, on: date | None = None) -> Place:
    """The place with this code (a six-digit string, or ``nation``) or this name.

    A name may be given with what contains the place (``丰都县``, ``重庆市丰都县``). ``on``
    picks the names of that year. Raises :class:`UnknownPlaceError` where no place has the
    code or name in any year, and where several places have the name: they are listed.
    """
    text = place.strip() if isinstance(place, str) else place
    return _named(text, on) if isinstance(text, str) and not text.isascii() else place_of_code(text, on)


#: The earlier name of :func:`find_place`.
find = find_place


def place_of_code(code: object, on: date | None = None) -> Place:
    """The place with this code alone; raises as :func:`find_place`."""
    if isinstance(code, str) and code == NATION:
        return Place(code=NATION, name="全国", level="nation")
    if not isinstance(code, str) or not _CODE.match(code):
        raise UnknownPlaceError(_not_a_code(code))
    place = _lookup(code, on.year if on else None)
    if place is None:
        raise UnknownPlaceError(Problem(Code.UNKNOWN_PLACE, subject=code))
    return place


def answering_place(place: Place, on: date) -> tuple[Place, str | None]:
    """The place whose documents answer for ``place`` on the day ``on``, and a note where that is worth one."""
    given = f"{place.code}（{place.name}）"
    if place.answers_under is None:
        ended = place.ended is not None and place.ended < on.year
        return place, f"代码{given}已于{place.ended}年停用，请核对现行代码" if ended else None
    other = place_of_code(place.answers_under, on)
    handled = f"按{other.code}（{other.name}）处理"
    if place.ended is not None:
        return other, f"代码{given}已于{place.ended}年停用，{handled}，请核对现行代码"
    kind = "是统计用区划代码" if place.name != other.name else "是代码表的汇总项，不指某一地"
    return other, f"{given}{kind}，{handled}"


@lru_cache(maxsize=1)
def codes() -> tuple[str, ...]:
    """Every code that names a place in any year, ``nation`` and the table's headings included."""
    lasts = ((prefix, sorted({"00", "01", *_names(prefix)})) for prefix in _prefixes())
    return NATION, *(prefix + last for prefix, ends in lasts for last in ends)


@lru_cache(maxsize=64)
def answering_codes(year: int) -> dict[str, str]:
    """For each of :func:`codes` the code whose documents answer for it in that year."""
    places = {code: _lookup(code, year) for code in codes() if code != NATION}
    under = {code: place.answers_under or code for code, place in places.items() if place is not None}
    return {NATION: NATION, **under}


def _not_a_code(code: object) -> Problem:
    text = written(code)
    near, hint = closest(text, [NATION]), None
    if isinstance(code, str) and re.fullmatch(r"\d{9}|\d{12}", code):
        near, hint = code[:6], Phrase("county-of")
    elif isinstance(code, int) and _CODE.match(text):
        near, hint = f'"{text}"', Phrase("codes-are-text")
    elif near is None and isinstance(code, str) and not code.isascii():
        with suppress(UnknownPlaceError):
            near = f'"{_named(code.strip(), None).code}"'
    return Problem(Code.NOT_A_PLACE_CODE, subject=text, near=near, hint=hint)


# -- the table -----------------------------------------------------------------------------


@lru_cache(maxsize=1)
def table() -> str:
    """The text of places.txt."""
    return Path(__file__).with_name("places.txt").read_text(encoding="utf-8")


def _prefixes() -> list[str]:
    """The first four digits of all codes, in order."""
    return re.findall(r"^(\d{4}) ", table(), re.MULTILINE)


@lru_cache(maxsize=1024)
def _names(prefix: str) -> dict[str, tuple[_Name, ...]]:
    """The names of the codes with these first four digits, in order of time, by their last two."""
    text = table()
    start = text.find(f"\n{prefix} ") + 1
    names: dict[str, tuple[_Name, ...]] = {}
    if start:
        for entry in _ENTRY.finditer(text, start + 5, text.index("\n", start)):
            last, name, first_year, last_year, statistics, successor = entry.groups()
            years = int(first_year or 0), int(last_year) if last_year else None
            names[last] = (*names.get(last, ()), _Name(name, *years, bool(statistics), successor))
    return {last: tuple(sorted(of_code, key=lambda name: name.first)) for last, of_code in names.items()}


def _name_in(names: tuple[_Name, ...], year: int | None) -> tuple[_Name, int | None]:
    """The name of a code in a year (None: today), and the year in which the code had been given up."""
    if year is None:
        latest = names[-1]
        return latest, None if latest.last is None else latest.last + 1
    current = [name for name in names if name.first <= year and (name.last is None or year <= name.last + 1)]
    past = [name for name in names if name.last is not None and name.last + 1 < year]
    if current or not past:
        return (current or names)[0], None
    return past[-1], (past[-1].last or 0) + 1


@lru_cache(maxsize=8192)
def _lookup(code: str, year: int | None) -> Place | None:
    """The place of a code, or None."""
    names = _names(code[:4])
    of_code = names.get(code[4:])
    level = "province" if code.endswith("0000") else "prefecture" if code.endswith("00") else "county"
    if of_code is None:
        return _heading(code, level, year) if names and code[4:] in ("00", "01") else None
    name, ended = _name_in(of_code, year)
    above = [] if level == "province" else [_text(code[:2] + "0000", year if ended is None else name.last)]
    if level == "county":
        above.append(_text(code[:4] + "00", year if ended is None else name.last))
    under = code[:4] + "00" if name.statistics else _successor(name, year) if ended else None
    return Place(code=code, name="".join(above) + name.text, level=level, ended=ended, answers_under=under)


def _text(code: str, year: int | None) -> str:
    names = _names(code[:4]).get(code[4:])
    return _name_in(names, year)[0].text if names else ""


def _heading(code: str, level: str, year: int | None) -> Place | None:
    """市辖区, 县 or 省直辖县级行政区划: a heading of GB/T 2260, which answers under what holds it."""
    holder = next((above for above in containing(code)[1:] if above[4:] in _names(above[:4])), NATION)
    place = _lookup(holder, year)
    if place is None:
        return None
    return replace(place, code=code, level=level, answers_under=place.answers_under if place.ended else holder)


def _successor(name: _Name, year: int | None) -> str | None:
    """The code in force in a year that has followed an ended name, step by step; None where that is not known."""
    while name.successor is not None and name.last is not None:
        code, start = name.successor, name.last + 1
        if year is not None and year < start:
            return None
        for following in _names(code[:4])[code[4:]]:
            # A code may go on under another name, and may be given to another place later.
            if following.first == start:
                name, start = following, 0 if following.last is None else following.last + 1
        if name.last is None or (year is not None and year <= name.last + 1):
            return code
    return None


# -- names ---------------------------------------------------------------------------------


def _all_names() -> Iterator[tuple[str, _Name]]:
    for prefix in _prefixes():
        for last, names in _names(prefix).items():
            yield from ((prefix + last, name) for name in names)


@lru_cache(maxsize=1)
def codes_by_name() -> dict[str, frozenset[str]]:
    """The names of places, without what holds them, and the codes that have them, or had them if none has now."""
    result: dict[str, frozenset[str]] = {}
    for current in (True, False):
        names: dict[str, frozenset[str]] = {}
        for code, name in _all_names():
            if (name.last is None) == current and name.text not in result:
                names[name.text] = names.get(name.text, frozenset()) | {code}
        result |= names
    return result


def _named(text: str, on: date | None) -> Place:
    """The one place with this name: in force on the day, or the last that had it."""
    year = on.year if on else None
    if text == "全国":
        return place_of_code(NATION)
    candidates = {code for code, name in _all_names() if text.endswith(name.text)}
    known = (place for code in sorted(candidates) if (place := _lookup(code, year)) is not None)
    places = [place for place in known if text in _addresses(place, year)]
    latest = max((place.ended or date.max.year for place in places), default=None)
    places = [place for place in places if (place.ended or date.max.year) == latest]
    if len(places) == 1:
        return places[0]
    if places:
        listed = tuple(f"{place.code} {place.name}" for place in places[:MOST_LISTED])
        raise UnknownPlaceError(Problem(Code.AMBIGUOUS_PLACE, subject=text, count=str(len(places)), places=listed))
    raise UnknownPlaceError(Problem(Code.UNKNOWN_PLACE_NAME, subject=text, near=_near(text, year)))


def _addresses(place: Place, year: int | None) -> set[str]:
    """The ways to write a place's name: alone, or after its province, its prefecture or both."""
    own = _text(place.code, year)
    province, prefecture = (_text(code, year) for code in (place.code[:2] + "0000", place.code[:4] + "00"))
    if place.level == "province":
        return {own}
    outer = {"", province} if place.level == "prefecture" else {"", province, prefecture, province + prefecture}
    return {before + own for before in outer} | {place.name}


def _near(text: str, year: int | None) -> str | None:
    """The place that was probably meant, with its code; one in the province or prefecture that is named."""
    names = {code: _text(code, year) for code, name in _all_names() if name.last is None}
    holder, rest = "", text
    for _ in range(2):
        above = [
            (len(head), -len(prefix), prefix)
            for code, name in names.items()
            if code.endswith("00") and (prefix := code[:2] if code.endswith("0000") else code[:4]).startswith(holder)
            for head in (name, re.sub(_KIND_OF_PLACE, "", name))
            if prefix != holder and rest.startswith(head) and len(rest) != len(head) + 1
        ]
        length, _, holder = max(above, default=(0, 0, holder))
        rest = rest[length:]
    by_name: dict[str, str] = {}
    for code, name in names.items():
        if code.startswith(holder):
            by_name.setdefault(name, code)
    near = rest if rest in by_name else _misspelt(rest, by_name) or closest(rest, by_name)
    meant = by_name[near] if near else holder.ljust(6, "0") if not rest else None
    return None if meant is None else f"{place_of_code(meant).name} {meant}"


def _misspelt(text: str, names: Iterable[str]) -> str | None:
    """The name that is ``text`` but for one character: of several, the one that sounds most alike."""
    alike = {}
    for name in names:
        pairs = [pair for pair in zip(text, name, strict=False) if pair[0] != pair[1]]
        if len(name) == len(text) > 2 and len(pairs) == 1:
            # GB 2312 has its common characters in the order of their sounds.
            first, second = (int.from_bytes(sign.encode("gb2312", "replace"), "big") for sign in pairs[0])
            alike[name] = abs(first - second)
    return min(alike, key=alike.__getitem__, default=None)
