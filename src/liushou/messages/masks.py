"""ID numbers (公民身份号码, GB 11643) and telephones, masked wherever they are written.

A text is searched as its skeleton, which is as long: digits of any script as ASCII ones, letters by their kind,
dashes alike. Digits with no letter between them may be one number, whatever divides them; it is one where it has the
parts of one, a province and a day of birth. The time taken grows with the length of the text alone.
"""

import re
import unicodedata
from collections.abc import Collection, Iterator, Sequence
from itertools import accumulate
from typing import NamedTuple

_PROVINCE = "(?:1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|8[1-3]|91)"
_MONTH_DAY = r"(?:(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d)|(?:0[13-9]|1[0-2])3[01])"
_DAY = rf"(?:19[1-9]|20[0-4])\d{_MONTH_DAY}"
_SOUND = re.compile(rf"{_PROVINCE}\d{{4}}{_DAY}\d{{3}}[\dX]")
#: 18 characters, one more or less, or a disability card; the old numbers of 15.
_ID = re.compile(rf"{_PROVINCE}(?:\d{{3,5}}{_DAY}\d{{2,6}}X?|\d{{4}}\d\d{_MONTH_DAY}\d{{3}})")
_ID_BEGINS = re.compile(rf"{_PROVINCE}\d{{4}}{_DAY}")
#: Below, groups are divided by a dash. In the three of an ID number one character may be wrong, too much or missing.
_ID_IN_GROUPS = re.compile(rf"{_PROVINCE}\d{{4}}-(?:19|20)\d{{5,7}}-\d{{2,4}}[\dX]")
#: Groups that are no list of amounts: as ID numbers are divided, or with a zero before another figure.
_NO_AMOUNTS = re.compile(
    r"\d{6}-(?:\d{6}-\d{3}|(?:19|20)\d{2,11}(?:-.*)?)|\d{4}-(?:\d{4}-){2,3}\d{1,3}|.*-0\d.*|(?:\d-)+\d"
)
_PHONE = re.compile(
    r"(?:0086|86)?1[3-9]\d{9}|1[3-9]\d-\d{4}-?\d{4}|1[3-9]\d{5}-\d{4}|1[3-9]\d-\d{3}-\d{5}|1-[3-9](?:-\d){9}"
    r"|0(?:10|2\d|[3-9]\d\d)-?(?:\d{7,8}|\d{3,4}-\d{4})"
)
_DIVIDES_A_PHONE = frozenset("-./_* ·()")
_LAID_OUT = re.compile(rf"{_PROVINCE}\d{{4}}([-./_ ·]){_DAY}\1\d{{3}}[\dX]")
#: 18 characters in groups, with more digits right before or after them.
_GLUED = re.compile(r"(?=(\d(?:[-./_ ·\0]{0,2}\d){16}[-./_ ·\0]{0,2}[\dX]\d{0,20}))")

_GROUP = re.compile(r"\d(?:\0*\d)*(?:[^A-Z\d]{0,2}X(?:\d\d)?(?!\d))?")
#: What is written of days, times and decimals is no part of a number, but a number may hold all of it.
_ATOM = re.compile(
    r"(?<!\d)(?:(?:19|20)\d\d([-./])(?:0?[1-9]|1[0-2])\1(?:0?[1-9]|[12]\d|3[01])"
    r"|(?:[01]?\d|2[0-4]):[0-5]\d(?::[0-5]\d(?:\.\d{1,9})?)?)(?!\d)"
)
_DIGEST = re.compile(r"(?<![0-9A-Za-z])(?=[0-9]*[A-Fa-f])[0-9A-Fa-f]{40}(?:[0-9A-Fa-f]{24})?(?![0-9A-Za-z])")
_SCIENTIFIC = re.compile(r"(?<!\d)(?<!\d\.)\d\.\d{4,}E\+?1[4-9](?!\d)")
#: A number that somebody has masked already.
_MASKED = re.compile(r"(?<![\d*X#_])[\d*X#_]{14,22}(?![\d*X#_])")
#: All but what numbers are written with; most texts have too little of it to hold one.
_OTHERS = re.compile(r"[^\d*X#_E]+")
_FILLED = re.compile(r"\*{3}|X{3}|_{3}|#{3}")
#: Letters that divide numbers: those of any other kind may have taken the place of a digit.
_UNITS = frozenset("年月日号时分秒元块角万千百十亿个人岁级条款项章第至到")
_LONGEST = 20
#: What begins with anything else is no number; ``?`` is a letter in place of a digit.
_POSSIBLE = re.compile(
    rf"{_PROVINCE}(?:\d{{3,5}}{_DAY}|\d{{6}}{_MONTH_DAY}|\d{{4}}(?:19|20))|(?:0086|86)?1[3-9]\d{{9}}|0[1-9]\d{{8}}|\d{{1,20}}\?"
)
#: What is too short to hold a number, and is not looked at.
_SHORTEST = 10


class _Skeleton(dict[int, str]):
    """What stands for a character: its digit, ``X``, ``E``, ``W`` (a letter), ``U`` (a unit), NUL, or a divider."""

    def __missing__(self, code: int) -> str:
        character = chr(code)
        number, kind = unicodedata.numeric(character, -1), unicodedata.category(character)
        plain = unicodedata.normalize("NFKC", character)[:1]
        if number in range(10) or character == "○":
            result = str(int(max(number, 0)))
        elif plain in tuple("xXхХ"):
            result = "X"
        elif kind[0] in "LN":
            result = "U" if character in _UNITS else "E" if plain in tuple("eE") else "W"
        elif kind in ("Cf", "Mn", "Me", "Cc") and not character.isspace():
            result = "\0"
        elif kind == "Pd" or character == "−":
            result = "-"
        elif character in "×✱●•■█□":
            result = "*"
        else:
            result = character if character == "\u3000" else " " if character.isspace() else plain
        self[code] = result
        return result


_SKELETON = _Skeleton()
#: (from, to, characters that may be seen at the start, and at the end)
Span = tuple[int, int, int, int]


def mask(text: str, *, phones: bool = True, near: Collection[str] = ()) -> str:
    """The text with every ID number and telephone in it masked, character by character.

    Of an ID number, of either kind, damaged or part of something longer, the first four characters stay, of a
    telephone the first three and last two. ``near``: ID numbers written beside the text; what repeats their end is
    hidden whole. With ``phones=False`` telephones stay.
    """
    if len(text) < _SHORTEST and not near:
        return text
    skeleton = (_DIGEST.sub(lambda found: "W" * len(found[0]), text) if len(text) >= 40 else text).translate(_SKELETON)
    least = 4 if near else 14 if not phones and "E" not in skeleton else 8
    if len(_OTHERS.sub("", skeleton)) < least:
        return text
    shown = list(text)
    for start, end, head, tail in _spans(skeleton, phones, near):
        places = [place for place in range(start, end) if skeleton[place] in "0123456789X*#_"]
        first, last = places[head - 1] + 1 if head else start, places[-tail] if tail else end
        shown[first:last] = "*" * (last - first)
    return "".join(shown)


class _Group(NamedTuple):
    """Digits with nothing between them; ``gap`` divides them from those before: None words, ``?`` one letter.

    ``begins``, ``ends``: a number may begin or end here. ``fraction``: they follow a decimal point.
    """

    start: int
    end: int
    digits: str
    gap: str | None
    begins: bool
    ends: bool
    fraction: bool


def _groups(skeleton: str) -> Iterator[_Group]:
    inside = {place for found in _ATOM.finditer(skeleton) for place in range(found.start() + 1, found.end())}
    before = 0
    for found in _GROUP.finditer(skeleton):
        start, end = found.span()
        gap: str | None = skeleton[before:start].replace("\0", "")
        fraction = gap == "." and before > 0 and skeleton[end : end + 1] != "."
        if re.search("[A-Z]", gap or ""):
            gap = "?" if len(gap or "") == 1 and gap != "U" else None
        digits = re.sub(r"[^\dX]", "", found[0])
        yield _Group(start, end, digits, gap, start not in inside, end not in inside, fraction)
        before = end


def _spans(skeleton: str, phones: bool, near: Collection[str]) -> Iterator[Span]:
    for found in _MASKED.finditer(skeleton):
        if _FILLED.search(found[0]) and re.search(r"\d", found[0][4:-2]):
            yield found.start(), found.end(), 4, 0
    for found in _SCIENTIFIC.finditer(skeleton):
        yield found.start(), found.start() + found[0].index("E"), 4, 0
    for found in _GLUED.finditer(skeleton) if len(_OTHERS.sub("", skeleton)) > _LONGEST else ():
        if _LAID_OUT.match(found[1]) or _is_sound(re.sub(r"[^\dX]", "", found[1])[:18]):
            before = skeleton[max(0, found.start() - _LONGEST) : found.start()]
            yield found.start() - len(before) + len(before.rstrip("0123456789")), found.end(1), 4, 0
    groups = list(_groups(skeleton))
    parts = [{None: "|", "?": "?"}.get(group.gap, "") + group.digits for group in groups]
    stream, ends = "".join(parts), accumulate(map(len, parts))
    starts = [end - len(group.digits) for end, group in zip(ends, groups, strict=True)]
    for digits, group in ((group.digits, group) for group in groups if 4 <= len(group.digits) < 14):
        if any(number.rfind(digits) + len(digits) > 14 for number in near):
            yield group.start, group.end, 0, 0
    taken: set[int] = set()
    # A letter is part of a number only where what is beside it is none.
    for letter in ("", "?") if "?" in stream else ("",):
        for first, group in enumerate(groups):
            possible = len(group.digits) >= 14 or _POSSIBLE.match(stream, starts[first])
            if not possible or not group.begins or first in taken:
                continue
            if (longest := _longest(groups, first, letter, phones)) is not None:
                last, head, tail = longest
                taken.update(range(first, last + 1))
                yield group.start, groups[last].end, head, tail


def _longest(groups: Sequence[_Group], first: int, letter: str, phones: bool) -> tuple[int, int, int] | None:
    """(the last group, what may be seen) of the longest number that begins with a group; ``?`` has one letter in it."""
    longest = None
    digits = divided = ""
    gaps: set[str] = set()
    for last in range(first, len(groups)):
        group = groups[last]
        if last > first:
            if group.gap is None or (group.gap == "?" and (not letter or "?" in gaps)):
                break
            gaps.add(group.gap)
            digits, divided = digits + "?" * (group.gap == "?"), divided + "-"
        digits, divided = digits + group.digits, divided + group.digits
        if len(digits) > _LONGEST and last > first:
            break
        if len(digits) < _SHORTEST or not group.ends:
            continue
        if _is_id(digits, divided, gaps, group.fraction):
            longest = last, 4, 0
        elif phones and longest is None and _is_phone(divided, gaps):
            longest = last, 3, 2
    return longest


def _is_id(digits: str, divided: str, gaps: set[str], fraction: bool) -> bool:
    if not gaps:
        whole = len(digits) >= 15 or _ID_BEGINS.match(digits) is not None
        return _ID.fullmatch(digits) is not None if fraction else whole
    if len(digits) < 15:
        return False
    if "?" in gaps:
        return (len(gaps) == 1 and 17 <= len(digits) <= 19) and any(
            _ID.fullmatch(digits.replace("?", digit)) for digit in ("", *"0123456789")
        )
    # Columns of a table are divided by an ideographic space, amounts by a 、: what is in several is one if it is sound.
    if _is_sound(digits) or len(gaps) > 1 or gaps & {"\u3000", "、"}:
        return _is_sound(digits)
    likely = _ID.fullmatch(digits) and (len(digits) == 18 or _NO_AMOUNTS.fullmatch(divided))
    return bool(likely or _ID_IN_GROUPS.fullmatch(divided))


def _is_sound(digits: str) -> bool:
    """Whether it is an ID number whose check digit holds."""
    if _SOUND.fullmatch(digits) is None:
        return False
    total = sum(int(digit) << (17 - place) for place, digit in enumerate(digits[:17]))
    return "10X98765432"[total % 11] == digits[-1]


def _is_phone(divided: str, gaps: set[str]) -> bool:
    narrow = all(len(gap) <= 3 and _DIVIDES_A_PHONE.issuperset(gap) for gap in gaps)
    return narrow and _PHONE.fullmatch(divided.rstrip("X")) is not None
