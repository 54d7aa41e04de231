"""Numbers as ledgers write them, with units and bounds: 0.6万元, 三年半, 两三个月, 不到半年, 1,200.50.

What is about a number is its bounds where words give them (两三千 is 2000 to 3000, 二十多 is 20 to 30), else it is
unread (约, 左右). A number is never made of the digits alone: all that is written has to be understood.
"""

import re
from collections.abc import Mapping
from functools import lru_cache
from math import isfinite
from typing import Any

from ...chinese import numeral_bounds
from ...values import Bounds, Number, exactly
from .reading import Hints, Reading, UnreadableError, known_words, unreadable
from .words import plain_figures

#: Units of a span of time, in years.
SPAN: Mapping[str, float] = {"年": 1.0, "周年": 1.0, "载": 1.0, "个月": 1 / 12, "月": 1 / 12}
#: Units of a column whose figures are days or weeks, in days.
_DAYS = {"天": 1, "日": 1, "周": 7, "星期": 7}
#: Units of money, in yuan.
MONEY: Mapping[str, float] = {"元": 1.0, "块": 1.0, "块钱": 1.0, "万元": 1e4, "万": 1e4, "千元": 1e3, "百元": 1e2}
#: Units of people.
PEOPLE: Mapping[str, float] = dict.fromkeys(("个", "人", "名", "个人", "口", "口人"), 1.0)

_PER_YEAR = re.compile(r"(?:/年|每年|一年|/a)$")
_PER_MONTH = re.compile(r"(?:/月|每月|一月|/个月)$")
_RANGE = re.compile(r"[-—–~至到]+")
_MULTIPLE = re.compile(r"[百千万亿]+(?=[^百千万亿]*$)")
#: Digits in groups of three, all parted by the same sign.
_GROUPS = re.compile(r"(?<![\d.,])\d{1,3}([, ])\d{3}(?:\1\d{3})*(?![\d,])")


def read_number(value: Any, units: Mapping[str, float], *, factor: float = 1.0, per_year: bool = False) -> Number:
    """The number that a cell states, in the unit of the fact, as bounds.

    ``units`` maps the units a cell may carry to the fact's own; ``factor`` is that of
    the column, for cells without a unit. ``per_year``: the column's figures are yearly
    and are turned into monthly ones. Raises :class:`UnreadableError` with the reason.
    """
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return exactly(_finite(value) * factor / (12 if per_year else 1))
    if not isinstance(value, str):
        raise UnreadableError("不是数字")
    text = _GROUPS.sub(lambda found: found[0].replace(found[1], ""), plain_figures(value))
    if "," in text or re.search(r"\d \d", text):
        raise UnreadableError("数字的分节看不懂")
    return _written_number(text.replace(" ", ""), units, factor, per_year)


def read_household(hints: Hints | None, value: Any) -> Reading:
    """The income of a household in a month, or (without hints) how many it has: a whole number, herself at least."""
    if hints is None:
        number = read_number(value, PEOPLE)
        if any(side is not None and (side < 1 or side != int(side)) for side in (number.low or 0, number.high)):
            raise UnreadableError("不像家庭人口")
        return Reading({"household_members": number})
    number = read_number(value, MONEY, factor=MONEY.get(hints.unit, 1.0), per_year=hints.per_year)
    if any(side is not None and side < 0 for side in (number.low, number.high)):
        raise UnreadableError("家庭收入小于0")
    return Reading({"household_income": number})


def in_years(number: Number, unit: str) -> Number:
    """A span of a column counted in days or weeks, in years: half a year is 181 to 184 days; others as they are."""
    if (days := _DAYS.get(unit)) is None:
        return number
    low, high = (None if side is None else side * days for side in (number.low, number.high))
    return Bounds(None if low is None else low / 368, None if high is None else high / 362)


def _written_number(text: str, units: Mapping[str, float], factor: float, per_year: bool) -> Number:
    words = known_words()
    if any(word in text for word in words.about):
        raise UnreadableError("是约数")
    money = units is MONEY
    if money and _PER_YEAR.search(text):
        text, per_year = _PER_YEAR.sub("", text), True
    elif money and _PER_MONTH.search(text):
        text, per_year = _PER_MONTH.sub("", text), False

    def amount(part: str, last: float = factor) -> Number:
        number = _amount(part, units, last)[0]
        return Bounds(*(None if side is None else side / (12 if per_year else 1) for side in (number.low, number.high)))

    first, found, second = text.partition("以上")
    if found and second and second[-2:] in ("以内", "以下") and not money:
        return _between(amount(first), amount(second[:-2].lstrip(",、")))
    for word, bound in words.before.items():
        if text.startswith(word):
            return _bounded(amount(text.removeprefix(word)), bound)
    for word, bound in words.after.items():
        if text.endswith(word):
            return _bounded(amount(text.removesuffix(word)), bound)
    first, *others = _RANGE.split(text, maxsplit=1)
    if first and others:
        # 1-2万 is 10,000 to 20,000, and 1-2年 one to two years.
        multiple = _MULTIPLE.search(others[0])
        if multiple and re.fullmatch(r"[\d.]+|[^\d百千万亿]+", first):
            first += multiple[0]
        return _between(amount(first, _amount(others[0], units, factor)[1]), amount(others[0]))
    return amount(text)


def _between(low: Number, high: Number) -> Number:
    if low.low is None or high.high is None or low.low > high.high:
        raise UnreadableError("前大后小")
    return Bounds(low.low, high.high)


def _bounded(amount: Number, bound: str) -> Number:
    """What is short of an amount is so by a hundredth at least."""
    if bound == "at least":
        return Bounds(amount.low, None)
    return Bounds(0.0, amount.high if bound == "at most" else max(0.0, (amount.high or 0) - 0.01))


@lru_cache(maxsize=16)
def _pattern(units: tuple[str, ...]) -> re.Pattern[str]:
    """A numeral with its unit: 2年, 三个半月, 二十多年, 一年半, 500余元; its places (万, 千) belong to the numeral."""
    names = (
        "|".join(sorted({unit.lstrip("个") for unit in units if unit[0] not in "万千"} - {""}, key=len, reverse=True))
        or "(?!)"
    )
    return re.compile(
        rf"(?P<numeral>半|[\d.几零〇○一壹二贰两俩三叁四肆五伍六陆七柒八捌九玖十拾百佰千仟万亿]+)(?P<each>个)?(?P<half>半)?"
        rf"(?P<more>[多余来])?(?P<unit>{names})?(?P<and_half>半)?(?P<and_more>[多余])?"
    )


def _amount(text: str, units: Mapping[str, float], factor: float) -> tuple[Number, float]:
    """(amount, factor of its last unit) of a text like 2年6个月, 三年半, 半年多, 500元, 3."""
    total, position, last = exactly(0.0), 0, float("inf")
    while position < len(text) or not text:
        found = _pattern(tuple(units)).match(text, position)
        if found is None:
            raise unreadable(text, "不是数字")
        position = found.end()
        unit = (found["each"] or "") + (found["unit"] or "")
        if unit not in units and unit:
            raise unreadable(text, "的单位不认识")
        counted = units is MONEY and any(word in found["numeral"] for word in "万亿")
        times = units[unit] if unit else 1.0 if counted else factor
        number = _one_amount(found)
        # The larger unit goes first, and only the last one is more or less; 二千 alone is not counted in 万元.
        ends = position == len(text)
        if times >= last or (not unit and not (ends and last == float("inf"))) or not (number.exact or ends):
            raise UnreadableError("不是数字")
        if not unit and not counted and factor != 1 and any(word in found["numeral"] for word in "百佰千仟"):
            raise UnreadableError("单位不明")
        sides = ((total.low, number.low), (total.high, number.high))
        total, last = Bounds(*(_finite((sum_ or 0) + (side or 0) * times) for sum_, side in sides)), times
    return total, last


def _one_amount(found: re.Match[str]) -> Number:
    """The numeral of one part, with what is more than it: half of the unit, or up to the next of its last place."""
    number = numeral_bounds(found["numeral"])
    half, more = bool(found["half"] and found["each"]) + bool(found["and_half"]), found["more"] or found["and_more"]
    if number is None or number.low is None or number.high is None or (found["half"] and not found["each"]) or half > 1:
        raise UnreadableError("不是数字")
    low, high = number.low + 0.5 * half, number.high + 0.5 * half
    if not more:
        return Bounds(low, high)
    if low != high or low == 0 or "." in found["numeral"] or (more == "来" and low < 10):
        raise UnreadableError("是约数")
    if more == "来":
        return Bounds(low * 4 // 5, low * 3 // 2)
    place = 0.5 if low != int(low) else next(10**power for power in range(15, -1, -1) if low % 10**power == 0)
    return Bounds(low, low + place)


def _finite(value: float) -> float:
    if not abs(value) < 1e300 or not isfinite(value):
        raise UnreadableError("不是数字")
    return float(value)
