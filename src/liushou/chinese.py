"""Numerals, days and spans of time as Chinese words, both ways: 八, 二〇二〇年十二月三十日, 半年."""

import re
from calendar import monthrange
from collections.abc import Mapping
from datetime import date
from operator import itemgetter

from .values import Bounds, Date, Number, Unit, exactly, full_months, multiplied

#: One or more numerals of a label, as in 二（十一） or 第一百零三条, for a regular expression.
LABEL_NUMERAL = "[一二三四五六七八九十百零〇]+"
#: How a unit of time is counted.
UNIT_WORDS: Mapping[Unit, str] = {"days": "天", "months": "个月", "years": "年"}
_BARE_LABEL = re.compile(rf"(.* )?(?:({LABEL_NUMERAL})(?=$|〔)|(一)(?=（))(.*)")

#: The longest number that is read, in characters.
MAX_NUMBER = 40

_DIGITS = "零一二三四五六七八九"
_WRITTEN = ("〇○零", "一壹", "二贰两俩", "三叁", "四肆", "五伍", "六陆", "七柒", "八捌", "九玖")
_VALUES = {numeral: digit for digit, numerals in enumerate(_WRITTEN) for numeral in numerals}
_PLACES = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
_ARABIC = re.compile(r"[0-9]{1,15}(?:\.[0-9]{1,15})?")
_ORDERED = (("亿", 10**8), ("万", 10**4), *sorted(_PLACES.items(), key=itemgetter(1), reverse=True))
_NUMERALS = re.compile(f"[{''.join(_WRITTEN)}十拾]+")
#: A letter O stands for 〇 in many texts.
_DIGIT = "[0-9０-９〇○零OoＯΟ一二三四五六七八九十]"
_DAY_AT_END = re.compile(rf"({_DIGIT}{{4}})\s*年\s*({_DIGIT}{{1,3}})\s*月\s*({_DIGIT}{{1,3}})\s*日\Z")
_DAY_IN_DIGITS = re.compile(r"([12][0-9]{3})([-./])([0-9]{1,2})\2([0-9]{1,2})")


def label_words(label: str) -> str:
    """A clause's label as people are shown it, so that its 一 cannot be taken for a dash.

    一 is 第一部分, 二 is 第二部分, 一（八） is 第一部分（八） and 附件 一 is 附件 第一项; every other label, such as
    二（一） or 第八条, is shown as it is. What is printed for programs (JSON, frames, rule files) keeps the label.
    """
    found = _BARE_LABEL.fullmatch(label)
    if found is None:
        return label
    above, numeral, inside, rest = found.groups(default="")
    return f"{above}第{numeral or inside}{'项' if above else '部分'}{rest}"


def to_arabic(text: str) -> str:
    """Chinese numerals up to 99, and those written digit by digit (二〇二四), as Arabic ones."""
    return _NUMERALS.sub(lambda found: _to_arabic(found[0]), text)


def _to_arabic(numeral: str) -> str:
    numeral = numeral.replace("拾", "十")
    if "十" not in numeral:
        return "".join(str(_VALUES[character]) for character in numeral)
    tens, _, ones = numeral.partition("十")
    if len(tens) > 1 or len(ones) > 1 or ones == "十":
        return numeral
    return str((_VALUES[tens] if tens else 1) * 10 + (_VALUES[ones] if ones else 0))


def number_of(text: str) -> float | None:
    """The number that a text is, in Arabic digits or in words: 1.5, 60, 六十, 三百五, 一千二百, 2万, 半."""
    bounds = numeral_bounds(text.replace(",", ""))
    return bounds.low if bounds is not None and bounds.exact else None


def numeral_bounds(text: str) -> Number | None:
    """The number that a text is, within bounds: 1.5, 半, 六十, 一万二, 两三千, 十几; None for any other text.

    The digit at the end counts the next place (三百五 is 350, 一万二 is 12,000, 两千三四 is 2,300 to 2,400).
    Two digits in a row are from … to …; more of them, or with 〇, are read one by one.
    """
    if len(text) > MAX_NUMBER:
        return None
    for word, place in _ORDERED:
        head, found, tail = text.rpartition(word)
        if found:
            times = numeral_bounds(head) if head or place > 10 else exactly(1.0)
            rest = numeral_bounds(tail.lstrip("零〇○")) if tail else exactly(0.0)
            if rest is None and tail == "几" and place == 10:
                rest = Bounds(1.0, 9.0)
            if times is None or rest is None or (tail and not times.exact):
                return None
            if place > 10 and (len(tail) == 1 or (len(tail) == 2 and (rest.low or 0) < (rest.high or 0) < 10)):
                rest = multiplied(rest, place / 10)
            (low, high), (more, most) = (times.low or 0.0, times.high or 0.0), (rest.low or 0.0, rest.high or 0.0)
            fits = most < place and (high < 10 or place >= 10**4)
            return Bounds(low * place + more, high * place + most) if fits else None
    if text == "半" or _ARABIC.fullmatch(text):
        return exactly(0.5 if text == "半" else float(text))
    values = [_VALUES.get(digit, -1) for digit in text]
    if min(values, default=-1) < 0:
        return None
    if len(values) == 2 and values[0] and (values[1] - values[0] == 1 or values == [3, 5]):
        return Bounds(float(values[0]), float(values[1]))
    return exactly(float("".join(map(str, values)))) if len(values) not in (2, 3) or 0 in values else None


def numeral(number: int) -> str:
    """A whole number up to 99 in Chinese; others in Arabic digits."""
    if not 0 <= number <= 99:
        return str(number)
    tens, ones = divmod(number, 10)
    if tens == 0:
        return _DIGITS[ones]
    return ("" if tens == 1 else _DIGITS[tens]) + "十" + (_DIGITS[ones] if ones else "")


def counted(number: int) -> str:
    """A number as it is said before a measure word: 两 for two."""
    return "两" if number == 2 else numeral(number)


def day_at_end(line: str) -> tuple[date | None, str] | None:
    """(the day, its words) of a date at the end of a line; the day is None if no calendar has it."""
    found = _DAY_AT_END.search(line)
    if not found:
        return None
    try:
        year, month, day = (int(to_arabic(re.sub("[OoＯΟ]", "〇", part))) for part in found.groups())
        return date(year, month, day), found[0]
    except ValueError:
        return None, found[0]


def day_in_digits(line: str) -> date | None:
    """The day that is all of a line: 2021/06/15, 2021-6-15, 2021.06.15; None if no calendar has it."""
    found = _DAY_IN_DIGITS.fullmatch(line)
    try:
        return date(int(found[1]), int(found[3]), int(found[4])) if found else None
    except ValueError:
        return None


def format_day(day: date) -> str:
    """A day in Chinese: 2025年6月30日."""
    return f"{day.year}年{day.month}月{day.day}日"


def format_date(value: Date) -> str:
    """A date within bounds: a year, a month, a day, or from … to …."""
    low, high = value.low, value.high
    if low is None or high is None:
        return f"{format_day(low)}以后" if low else f"{format_day(high)}以前" if high else ""
    if low == high:
        return format_day(low)
    if low.year == high.year and (low.month, low.day) == (1, 1) and (high.month, high.day) == (12, 31):
        return f"{low.year}年"
    if (low.year, low.month) == (high.year, high.month) and low.day == 1:
        if high.day == monthrange(high.year, high.month)[1]:
            return f"{low.year}年{low.month}月"
    return f"{format_day(low)}至{format_day(high)}"


def format_span(amount: int, unit: Unit) -> str:
    """A span in Arabic digits: 6个月, 2年."""
    return f"{amount}{UNIT_WORDS[unit]}"


def time_since(since: date, on: date) -> str:
    """How long ago a day was, in full years, months or days: 八个月, 半年, 两年, 十天."""
    months = full_months(since, on)
    if months == 6:
        return "半年"
    if months >= 12 and months % 12 == 0:
        return counted(months // 12) + UNIT_WORDS["years"]
    if months >= 24:
        return counted(months // 12) + "年多"
    if months >= 1:
        return counted(months) + UNIT_WORDS["months"]
    return numeral((on - since).days) + UNIT_WORDS["days"]
