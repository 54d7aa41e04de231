"""Places by their GB/T 2260 codes: names, and what lies in what.

The table is python-stdnum's ``cn/loc`` (codes with the years in which they stood).
Codes are strings. ``nation`` is the place that holds all others.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from .problems import Code, InputError, Phrase, Problem, closest

NATION = "nation"
_CODE = re.compile(r"[1-9]\d{5}\Z")
_PERIOD = re.compile(r"\[(\d*)-(\d*)\](.+)\Z")
#: Names that head a group of counties in the table and are not part of an address.
_GROUPS = frozenset({"市辖区", "县", "市", "省直辖县级行政区划", "自治区直辖县级行政区划"})


@dataclass(frozen=True, slots=True)
class Place:
    """A place: ``code`` (or ``nation``), its full name, and whether the code still stands.

    ``level`` is ``nation``, ``province``, ``prefecture`` or ``county``. ``ended`` is the
    year in which a retired code was given up.
    """

    code: str
    name: str
    level: str
    ended: int | None = None

    @property
    def within(self) -> tuple[str, ...]:
        """The codes of this place and of all that contain it, nearest first."""
        return containing(self.code)


class UnknownPlaceError(InputError):
    """A code that names no place."""


def containing(code: str) -> tuple[str, ...]:
    """``code``, its prefecture, its province and ``nation``: nearest first, each once."""
    if code == NATION:
        return (NATION,)
    chain = (code, code[:4] + "00", code[:2] + "0000", NATION)
    return tuple(dict.fromkeys(chain))


def lies_in(code: str, other: str) -> bool:
    """Whether the place ``code`` is ``other`` or lies in it."""
    return other in containing(code)


def find(code: object, on: date | None = None) -> Place:
    """The place with this code (a six-digit string, or ``nation``).

    ``on`` picks the name of that year. Raises :class:`UnknownPlaceError` for a code that
    names no place in any year.
    """
    if code == NATION:
        return Place(NATION, "全国", "nation")
    text = code if isinstance(code, str) else ""
    if not _CODE.match(text):
        raise UnknownPlaceError(_not_a_code(code))
    found = _lookup(text, on.year if on else None)
    if found is None:
        raise UnknownPlaceError(Problem(Code.UNKNOWN_PLACE, subject=text))
    return found


@lru_cache(maxsize=1)
def codes() -> tuple[str, ...]:
    """Every code that names a place in any year, ``nation`` included."""
    # Imported on use, as below.
    from stdnum import numdb

    found = [NATION]
    for _, province, _, _, below in numdb.get("cn/loc").prefixes:
        found += [province + rest for _, rest, _, properties, _ in below if "county" in properties]
    return tuple(code for code in found if code == NATION or _CODE.match(code))


def _not_a_code(code: object) -> Problem:
    text = str(code)
    near, hint = closest(text, [NATION]), None
    if isinstance(code, str) and re.fullmatch(r"\d{9}|\d{12}", code):
        near, hint = code[:6], Phrase("county-of")
    elif isinstance(code, int) and _CODE.match(text):
        near, hint = f'"{text}"', Phrase("codes-are-text")
    return Problem(Code.NOT_A_PLACE_CODE, subject=text, near=near, hint=hint)


@lru_cache(maxsize=4096)
def _lookup(code: str, year: int | None) -> Place | None:
    province, _, _ = _row(code[:2] + "0000", year)
    name, ended, exists = _row(code, year)
    if not exists or not name:
        return None
    if code.endswith("0000"):
        return Place(code, name, "province", ended)
    parts = [province or ""]
    level = "prefecture" if code.endswith("00") else "county"
    if level == "county":
        prefecture, _, stands = _row(code[:4] + "00", year)
        if stands and prefecture and prefecture not in _GROUPS and code[2:4] != "90":
            parts.append(prefecture)
    parts.append(name)
    return Place(code, "".join(dict.fromkeys(parts)), level, ended)


def _row(code: str, year: int | None) -> tuple[str | None, int | None, bool]:
    """(name, year in which it ended, whether the code exists) of one row of the table."""
    # Imported on use: the table has 7,000 rows and most callers never look at it.
    from stdnum import numdb

    found: dict[str, str] = {}
    matched = 0
    for part, properties in numdb.get("cn/loc").info(code):
        found.update(properties)
        matched += len(part) if properties else 0
    names = found.get("county")
    if matched < 6 or not names:
        return None, None, False
    best: tuple[str, int | None] | None = None
    for entry in names.split(","):
        period = _PERIOD.match(entry)
        start, end, name = period.groups() if period else ("", "", entry)
        if year is None or ((not start or int(start) <= year) and (not end or year <= int(end))):
            if not end or year is not None:
                return name, None, True
        best = (name, int(end) if end else None)
    return (best[0], best[1], True) if best else (None, None, False)
