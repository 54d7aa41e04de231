"""Figures as ledgers write them: days, months and years; numbers with units and bounds (0.6万元, 三年半); ID numbers.

A month or a year alone is a bounded date. What two readings are possible for is the
bounds of both; what cannot be read is an error with its reason, never a guess. Of ID
numbers (公民身份号码, GB 11643—1999) only one whose check digit holds says anything: a
damaged one is recognised and reported, never used and never mended.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from math import isfinite
from typing import Any

from ...chinese import to_arabic
from ...values import FIRST_DAY, LAST_DAY, Bounds, Date, Number, exactly, parse_date
from .reading import UnreadableError, cell_text, squeeze, without_remarks

#: Excel's day 0 as it is counted from 1900-03-01 on (its 1900 has a 29 February).
_EPOCH = date(1899, 12, 30)
_SERIALS = range(3_000, 110_000)
_YEARS = range(FIRST_DAY.year, LAST_DAY.year + 1)

_DAY = re.compile(r"(\d{4})[-./年、,](\d{1,2})[-./月、,](\d{1,2})[日号]?(?:t?\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?z?)?")
_MONTH = re.compile(r"(\d{4})[-./年、,](\d{1,2})月?(?:份)?")
_YEAR = re.compile(r"(\d{4})年?(?:初|底|末|春|夏|秋|冬|春天|夏天|秋天|冬天|春节|春节前|春节后|年初|年底|年末)?")
_HALF = re.compile(r"(\d{4})年?(上|下)半年")
_WHOLE = re.compile(r"\d+(?:\.0+)?")
_AROUND = re.compile(r"^(?:自从|自|从|于|始于)|(?:起|开始|外出|出去|以来|左右)$|(?:[-—~～至到]+(?:今|现在|目前|今日))$")


def read_date(value: Any) -> Date:
    """The day, month or year that a cell states, as bounds.

    Raises :class:`UnreadableError` with the reason.
    """
    if isinstance(value, date):
        return _checked(value.date() if isinstance(value, datetime) else value)
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return _numeric_date(float(value))
    if isinstance(value, str):
        return _written_date(value)
    raise UnreadableError("不是日期")


def _numeric_date(value: float) -> Date:
    if not isfinite(value):
        raise UnreadableError("不是日期")
    whole = int(value)
    if value == whole:
        return _written_date(str(whole))
    if whole in _YEARS:
        # 2024.3 is March; the number 2024.1 is also what a typed 2024.10 becomes.
        text = f"{value:.2f}".split(".")[1]
        if text == "10":
            return Bounds(date(whole, 1, 1), date(whole, 10, 31))
        month = text.rstrip("0") if text.endswith("0") else text
        if abs(value - float(f"{whole}.{text}")) < 1e-9:
            return _month(whole, int(month), f"{whole}.{month}")
    if whole in _SERIALS:
        return _checked(_EPOCH + timedelta(days=whole))
    raise UnreadableError("不是日期")


def _written_date(raw: str) -> Date:
    text = to_arabic(without_remarks(squeeze(raw)))
    for _ in range(3):
        text = _AROUND.sub("", text)
    if found := _DAY.fullmatch(text):
        return _day(int(found[1]), int(found[2]), int(found[3]), raw)
    if found := _MONTH.fullmatch(text):
        return _month(int(found[1]), int(found[2]), raw)
    if found := _HALF.fullmatch(text):
        year = _year(int(found[1]))
        first = found[2] == "上"
        return Bounds(date(year, 1 if first else 7, 1), date(year, 6, 30) if first else date(year, 12, 31))
    if _WHOLE.fullmatch(text):
        return _digits(text.partition(".")[0], raw)
    if found := _YEAR.fullmatch(text):
        return parse_date(_year(int(found[1])))
    if re.fullmatch(r"\d{1,2}[-/.]\d{1,2}[-/.]\d{4}", text):
        raise UnreadableError("月、日次序不明")
    if re.match(r"\d{2}[-./年]\d{1,2}", text):
        raise UnreadableError("年份只有两位")
    raise UnreadableError("不是日期")


def _digits(text: str, raw: str) -> Date:
    """Digits alone: a year, a compact month or day, else an Excel serial number."""
    number = int(text)
    if number in _YEARS:
        return parse_date(number)
    if len(text) == 8:
        return _day(int(text[:4]), int(text[4:6]), int(text[6:]), raw)
    if len(text) == 6 and int(text[:4]) in _YEARS:
        return _month(int(text[:4]), int(text[4:]), raw)
    if number in _SERIALS:
        return _checked(_EPOCH + timedelta(days=number))
    if len(text) == 4:
        _year(number)
    raise UnreadableError("不是日期")


def _day(year: int, month: int, day: int, raw: str) -> Date:
    year = _year(year)
    try:
        return exactly(date(year, month, day))
    except ValueError:
        raise UnreadableError(f"没有“{cell_text(raw)}”这一天") from None


def _month(year: int, month: int, raw: str) -> Date:
    if not 1 <= month <= 12:
        raise UnreadableError(f"没有“{cell_text(raw)}”这个月")
    return parse_date(f"{_year(year):04d}-{month:02d}")


def _year(year: int) -> int:
    if year not in _YEARS:
        raise UnreadableError(f"年份不在{FIRST_DAY.year}—{LAST_DAY.year}之间")
    return year


def _checked(day: date) -> Date:
    _year(day.year)
    return exactly(day)


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
    return _written_number(text, units, factor, per_year)


def _written_number(text: str, units: Mapping[str, float], factor: float, per_year: bool) -> Number:
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


_SOUND = re.compile(r"[1-9]\d{16}[\dX]")
_SCIENTIFIC = re.compile(r"\d(?:\.\d+)?e\+?\d+")


@dataclass(frozen=True, slots=True)
class IdNumber:
    """A sound number: as 18 characters, with the birth date and sex that it says."""

    number: str
    birth_date: date
    sex: str


def read_id(value: Any) -> IdNumber:
    """The ID number in a cell. Raises :class:`UnreadableError` with what is wrong with it."""
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        digits = str(value)
        if isinstance(value, int) and len(digits) == 18 and not digits.endswith("000"):
            return _sound(digits)
        if not value >= 1e14:
            raise UnreadableError("不是身份证号")
        damaged = "被表格软件当作数字存过，后几位已不可靠"
        raise UnreadableError("是15位的旧号码，没有校验位" if value < 1e15 else damaged)
    if not isinstance(value, str):
        raise UnreadableError("不是身份证号")
    text = re.sub("[-'’‘`]", "", squeeze(value)).upper()
    if _SCIENTIFIC.fullmatch(text.lower()):
        raise UnreadableError("被表格软件改成了科学计数法，后几位已丢失")
    if "*" in text or "＊" in text:
        raise UnreadableError("已脱敏，不能用")
    if re.fullmatch(r"\d{15}", text):
        raise UnreadableError("是15位的旧号码，没有校验位")
    return _sound(text)


def _sound(text: str) -> IdNumber:
    # Imported on use: most callers of this package read no ID number.
    from stdnum.cn import ric
    from stdnum.exceptions import ValidationError

    if not _SOUND.fullmatch(text):
        length = len(text)
        raise UnreadableError(f"不是18位（{length}位）" if length != 18 else "含有不该有的字符")
    if ric.calc_check_digit(text) != text[-1]:
        if text.endswith("000"):
            raise UnreadableError("末三位是000且校验不符，多半是被表格软件当作数字存过")
        raise UnreadableError("校验位不符")
    try:
        born = ric.get_birth_date(text)
    except ValidationError:
        raise UnreadableError("其中的出生日期不存在") from None
    return IdNumber(text, born, "male" if int(text[16]) % 2 else "female")
