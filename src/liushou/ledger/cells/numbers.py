"""Numbers with units and bounds as ledgers write them: 500元, 0.6万元, 三年半, 8个月, 两年以上."""

from __future__ import annotations

import re
from collections.abc import Mapping
from math import isfinite
from typing import Any

from ...chinese import to_arabic
from ...values import Bounds, Number, exactly
from .reading import UnreadableError, squeeze, without_remarks

#: Units of a span of time, in years.
SPAN: Mapping[str, float] = {"年": 1.0, "周年": 1.0, "载": 1.0, "个月": 1 / 12, "月": 1 / 12}
#: Units of money, in yuan.
MONEY: Mapping[str, float] = {"元": 1.0, "块": 1.0, "万元": 10_000.0, "万": 10_000.0, "千元": 1_000.0}
#: Units of people.
PEOPLE: Mapping[str, float] = {"个": 1.0, "人": 1.0, "名": 1.0}

#: Words before and after an amount, and which bound it then is; of two that fit, the first counts.
_BEFORE = {
    **dict.fromkeys(("至多", "不超过", "≤", "<=", "最多", "不多于"), "at most"),
    **dict.fromkeys(("至少", "不少于", "≥", ">=", "大于等于", "不低于", "超过", "大于", "多于", ">"), "at least"),
    **dict.fromkeys(("不到", "不足", "未满", "不满", "小于", "少于", "低于", "<"), "less than"),
}
_AFTER = {
    **dict.fromkeys(("及以下", "以下", "以内", "之内"), "at most"),
    **dict.fromkeys(("及以上", "以上", "有余", "余", "多", "+"), "at least"),
}
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
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return exactly(_finite(float(value)) * factor / (12 if per_year else 1))
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

    def amount(part: str) -> float:
        return _quantity(part, units, factor)[0] * scale

    if not money and (found := re.fullmatch(r"(.+?)以上[,、]?(.+?)以[内下]", text)):
        return Bounds(amount(found[1]), amount(found[2]))
    for word, bound in _BEFORE.items():
        if text.startswith(word):
            return _bounded(amount(text.removeprefix(word)), bound)
    if (found := _RANGE.match(text)) and not text.startswith("-"):
        high = _quantity(found[2], units, factor)
        low = _quantity(found[1], units, factor, default=high[1])
        if low[0] > high[0]:
            raise UnreadableError("前大后小")
        return Bounds(low[0] * scale, high[0] * scale)
    for word, bound in _AFTER.items():
        if text.endswith(word):
            return _bounded(amount(text.removesuffix(word)), bound)
    if found := re.fullmatch(r"(\d+(?:\.\d+)?)[多余](\D+)", text):
        return _bounded(amount(found[1] + found[2]), "at least")
    return exactly(amount(text))


def _bounded(amount: float, bound: str) -> Number:
    """What is short of an amount is so by a hundredth at least."""
    if bound == "at least":
        return Bounds(amount, None)
    return Bounds(0.0, amount if bound == "at most" else max(0.0, amount - 0.01))


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
        amount = (0.5 if digits == "半" else float(digits)) + 0.5 * (bool(half) + bool(half_after))
        unit = ("个" + unit) if half == "个半" else unit
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
    if not isfinite(value):
        raise UnreadableError("不是数字")
    return value
