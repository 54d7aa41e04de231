"""Numbers with units and bounds as ledgers write them: 500元, 0.6万元, 三年半, 8个月, 两年以上."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from ...chinese import to_arabic
from ...values import Bounds, Number
from .reading import UnreadableError
from .text import squeeze, without_remarks

#: Units of a span of time, in years.
SPAN: Mapping[str, float] = {"年": 1.0, "周年": 1.0, "载": 1.0, "个月": 1 / 12, "月": 1 / 12}
#: Units of money, in yuan.
MONEY: Mapping[str, float] = {"元": 1.0, "块": 1.0, "万元": 10_000.0, "万": 10_000.0, "千元": 1_000.0}
#: Units of people.
PEOPLE: Mapping[str, float] = {"个": 1.0, "人": 1.0, "名": 1.0}

_AT_LEAST = ("以上", "及以上", "余", "多", "+", "有余")
_AT_MOST = ("以下", "以内", "及以下", "之内")
_LESS = ("不到", "不足", "未满", "不满", "小于", "少于", "低于", "<")
_MORE = ("至少", "不少于", "≥", ">=", "大于等于", "不低于", "超过", "大于", "多于", ">")
_NO_MORE = ("至多", "不超过", "≤", "<=", "最多", "不多于")
_ABOUT = ("约", "大约", "大概", "近", "将近", "接近", "左右", "上下", "差不多")
_PER_YEAR = re.compile(r"(?:/年|每年|一年|/a)$")
_PER_MONTH = re.compile(r"(?:/月|每月|一月|/个月)$")
_RANGE = re.compile(r"^(.+?)(?:-|—|~|～|至|到)(.+)$")
_PART = re.compile(r"(\d+(?:\.\d+)?|半)(个半|半)?([^\d.半]*)(半)?")


def read_number(value: Any, units: Mapping[str, float], *, factor: float = 1.0, per_year: bool = False) -> Number:
    """The number that a cell states, in the unit of the fact, as bounds.

    ``units`` maps the units a cell may carry to the fact's own; ``factor`` is that of
    the column, for cells without a unit. ``per_year``: the column's figures are yearly
    and are turned into monthly ones. Raises :class:`UnreadableError` with the reason.
    """
    if isinstance(value, bool):
        raise UnreadableError("不是数字")
    if isinstance(value, (int, float)):
        exact = _finite(float(value)) * factor / (12 if per_year else 1)
        return Bounds(exact, exact)
    if not isinstance(value, str):
        raise UnreadableError("不是数字")
    text = to_arabic(without_remarks(squeeze(value))).replace(",", "").replace("，", "")
    return _text(text, units, factor, per_year)


def _text(text: str, units: Mapping[str, float], factor: float, per_year: bool) -> Number:
    if any(word in text for word in _ABOUT):
        raise UnreadableError("是约数")
    money = units is MONEY
    if money and _PER_YEAR.search(text):
        text, per_year = _PER_YEAR.sub("", text), True
    elif money and _PER_MONTH.search(text):
        text, per_year = _PER_MONTH.sub("", text), False
    scale = 1 / 12 if per_year else 1.0
    if not money and (found := re.fullmatch(r"(.+?)以上[,、]?(.+?)以[内下]", text)):
        return Bounds(_plain(found[1], units, factor) * scale, _plain(found[2], units, factor) * scale)
    for words, low_side, strict in ((_NO_MORE, False, False), (_MORE, True, False), (_LESS, False, True)):
        for word in words:
            if text.startswith(word):
                amount = _plain(text[len(word) :], units, factor) * scale
                return Bounds(amount, None) if low_side else Bounds(0.0, _below(amount) if strict else amount)
    if (found := _RANGE.match(text)) and not text.startswith("-"):
        high = _quantity(found[2], units, factor)
        low = _quantity(found[1], units, factor, default=high[1])
        if low[0] > high[0]:
            raise UnreadableError("前大后小")
        return Bounds(low[0] * scale, high[0] * scale)
    for word in sorted(_AT_MOST, key=len, reverse=True):
        if text.endswith(word):
            return Bounds(0.0, _plain(text[: -len(word)], units, factor) * scale)
    for word in sorted(_AT_LEAST, key=len, reverse=True):
        if text.endswith(word):
            return Bounds(_plain(text[: -len(word)], units, factor) * scale, None)
    if found := re.fullmatch(r"(\d+(?:\.\d+)?)[多余](\D+)", text):
        return Bounds(_plain(found[1] + found[2], units, factor) * scale, None)
    exact = _plain(text, units, factor) * scale
    return Bounds(exact, exact)


def _below(amount: float) -> float:
    """The most that is still short of ``amount``, to the hundredth."""
    return max(0.0, amount - 0.01)


def _plain(text: str, units: Mapping[str, float], factor: float) -> float:
    return _quantity(text, units, factor)[0]


def _quantity(
    text: str, units: Mapping[str, float], factor: float, default: float | None = None
) -> tuple[float, float]:
    """(amount, factor of its last unit) of a text like 2年6个月, 三年半, 半年, 500元, 3."""
    total, position, last = 0.0, 0, factor if default is None else default
    while position < len(text):
        found = _PART.match(text, position)
        if found is None:
            raise UnreadableError("不是数字")
        digits, half, unit, half_after = found.groups()
        amount = 0.5 if digits == "半" else float(digits)
        if half:
            amount += 0.5
            unit = ("个" + unit) if half == "个半" else unit
        if half_after:
            amount += 0.5
        if unit and unit not in units:
            raise UnreadableError(f"不认识的单位“{unit}”")
        last = units[unit] if unit else last
        total += amount * last
        position = found.end()
        if not unit and position < len(text):
            raise UnreadableError("不是数字")
    if not text:
        raise UnreadableError("不是数字")
    return _finite(total), last


def _finite(value: float) -> float:
    if value != value or value in (float("inf"), float("-inf")):
        raise UnreadableError("不是数字")
    return value
