"""ID numbers and telephones as people write them, and what only looks like one."""

from __future__ import annotations

import hashlib
from datetime import date, datetime

from hypothesis import strategies as st

#: Between the groups of a number.
DIVIDERS = (
    " ",
    "\u3000",
    "\u00a0",
    ".",
    "/",
    "_",
    "*",
    "—",
    "-",
    "–",
    "\u200b",
    "\ufeff",
    "\n",
    "\r\n",
    "，",
    "·",
    "|",
)
SCRIPTS = (
    "0123456789",
    "０１２３４５６７８９",
    "〇一二三四五六七八九",
    "零壹贰叁肆伍陆柒捌玖",
    "𝟎𝟏𝟐𝟑𝟒𝟓𝟔𝟕𝟖𝟗",
    "⓪①②③④⑤⑥⑦⑧⑨",
)
WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)


def check_digit(digits: str) -> str:
    """The last character of an ID number that begins with these seventeen digits (GB 11643—1999)."""
    return "10X98765432"[sum(int(digit) * weight for digit, weight in zip(digits, WEIGHTS, strict=True)) % 11]


def in_script(number: str, script: str) -> str:
    """The number in other digits."""
    return "".join(script[int(character)] if character.isdigit() else character for character in number)


_births = st.dates(min_value=date(1930, 1, 1), max_value=date(2009, 1, 1))
_areas = st.sampled_from(["500230", "500299", "110101", "220182", "532601", "650102"])


@st.composite
def sound_numbers(draw: st.DrawFn) -> str:
    """ID numbers whose check digit holds."""
    digits = f"{draw(_areas)}{draw(_births):%Y%m%d}{draw(st.integers(1, 999)):03d}"
    return digits + check_digit(digits)


@st.composite
def divided_numbers(draw: st.DrawFn) -> str:
    """A sound number in any digits, in groups of any length."""
    number = in_script(draw(sound_numbers()), draw(st.sampled_from(SCRIPTS)))
    cuts = sorted(draw(st.sets(st.integers(1, len(number) - 1), max_size=17)))
    parts = [number[start:end] for start, end in zip([0, *cuts], [*cuts, len(number)], strict=True)]
    return draw(st.sampled_from(DIVIDERS)).join(parts)


@st.composite
def damaged_numbers(draw: st.DrawFn) -> str:
    """An old number, one on a disability card, one with a character too few, too many or wrong."""
    number, at = draw(sound_numbers()), draw(st.integers(0, 17))
    other = draw(st.sampled_from("0123456789"))
    before, after = number[:at], number[at + 1 :]
    forms = [number[:6] + number[8:17], f"{number[:6]} {number[8:14]} {number[14:17]}", number + "42"]
    forms += [before + after, before + other + number[at:], before + other + after]
    forms += [number[:13] + "O" + number[14:], number[:9] + "某" + number[10:], f"{number[0]}.{number[1:15]}E+17"]
    forms += [f"{number[:6]}********{number[14:]}", f"{number[:6]}XXXXXXXX{number[14:]}", f"FD{number}"]
    return draw(st.sampled_from(forms))


@st.composite
def phones(draw: st.DrawFn) -> str:
    """A telephone as it is written."""
    mobile = draw(st.sampled_from(["13", "15", "17", "18", "19"])) + f"{draw(st.integers(0, 10**9 - 1)):09d}"
    divider = draw(st.sampled_from([" ", "-", ".", "—", "\u200b", "\u00a0", "_"]))
    area, own = draw(st.sampled_from(["010", "023", "0857"])), str(draw(st.integers(2_000_000, 89_999_999)))
    forms = [mobile, f"+86 {mobile}", f"86{mobile}", divider.join((mobile[:3], mobile[3:7], mobile[7:]))]
    forms += [divider.join((mobile[:3], mobile[3:])), f"{area}-{own}", f"({area}){own}", f"（{area}） {own}"]
    return draw(st.sampled_from([*forms, in_script(mobile, SCRIPTS[1]), in_script(mobile, SCRIPTS[2])]))


_FORMS = (
    "%Y-%m-%d",
    "%Y/%m/%d",
    "%Y.%m.%d",
    "%Y年%m月%d日",
    "%Y%m%d",
    "%Y-%m",
    "%Y.%m",
    "%Y年%m月",
    "%Y-%m-%d %H:%M:%S",
)
_moments = st.datetimes(min_value=datetime(1930, 1, 1), max_value=datetime(2035, 1, 1))


@st.composite
def _days(draw: st.DrawFn) -> str:
    """A day, a moment, or a range of two."""
    form, count = draw(st.sampled_from(_FORMS)), draw(st.integers(1, 2))
    between = draw(st.sampled_from(["-", "—", "～", "至", "/", " - ", " "]))
    return between.join(draw(_moments).strftime(form) for _ in range(count))


_amounts = st.integers(0, 10**8).map(lambda amount: amount / 100)
#: What is no number of a person, and stays as it is.
harmless = st.one_of(
    _days(),
    _moments.map(lambda moment: moment.isoformat()),
    _moments.map("{:%Y%m%d%H%M%S}".format),
    _amounts.map("{:,.2f}元".format),
    st.floats(0, 1).map(repr),
    st.lists(_amounts.map("{:.0f}".format), min_size=2, max_size=8).map("、".join),
    st.lists(st.integers(1, 300).map("第{}行".format), max_size=20).map("、".join),
    st.lists(st.integers(1, 40), max_size=12).map(lambda numbers: " ".join(map(str, sorted(numbers)))),
    st.builds("{}民政发〔{}〕{}号".format, st.just("丰都"), st.integers(1990, 2030), st.integers(1, 999)),
    st.builds("{}{}".format, _areas, st.sampled_from(["", "101", "101201", "000000"])),
    st.binary(max_size=8).map(lambda data: f"SHA-256 {hashlib.sha256(data).hexdigest()}"),
    st.sampled_from(
        ["《民法典》第一千零八十七条", "符合条件的发放一次性建设补贴（二〇二〇年十二月三十日）", "12345热线"]
    ),
)
