"""Days, months and years as ledgers write them.

A month or a year alone is a bounded date. What two readings are possible for is the
bounds of both; what cannot be read is an error with its reason, never a guess.
"""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from math import isfinite
from typing import Any

from ...chinese import to_arabic
from ...values import FIRST_DAY, LAST_DAY, Bounds, Date, exactly, parse_date
from .reading import UnreadableError, cell_text, squeeze, without_remarks

#: Excel's day 0 as it is counted from 1900-03-01 on (its 1900 has a 29 February).
_EPOCH = date(1899, 12, 30)
_SERIALS = range(3_000, 110_000)
_YEARS = range(FIRST_DAY.year, LAST_DAY.year + 1)

_DAY = re.compile(r"(\d{4})[-./年、,](\d{1,2})[-./月、,](\d{1,2})[日号]?(?:t?\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?z?)?")
_MONTH = re.compile(r"(\d{4})[-./年、,](\d{1,2})月?(?:份)?")
_YEAR = re.compile(r"(\d{4})年?(?:初|底|末|春|夏|秋|冬|春天|夏天|秋天|冬天|春节|春节前|春节后|年初|年底|年末)?")
_HALF = re.compile(r"(\d{4})年?(上|下)半年")
_NUMBER = re.compile(r"\d+(?:\.0+)?")
_AROUND = re.compile(r"^(?:自从|自|从|于|始于)|(?:起|开始|外出|出去|以来|左右)$|(?:[-—~～至到]+(?:今|现在|目前|今日))$")


def read_date(value: Any) -> Date:
    """The day, month or year that a cell states, as bounds.

    Raises :class:`UnreadableError` with the reason.
    """
    if isinstance(value, date):
        return _checked(value.date() if isinstance(value, datetime) else value)
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return _number(float(value))
    if isinstance(value, str):
        return _text(value)
    raise UnreadableError("不是日期")


def _number(value: float) -> Date:
    if not isfinite(value):
        raise UnreadableError("不是日期")
    whole = int(value)
    if value == whole:
        return _text(str(whole))
    if whole in _YEARS:
        # 2024.3 is March; the number 2024.1 is also what a typed 2024.10 becomes.
        text = f"{value:.2f}".split(".")[1]
        if text == "10":
            return Bounds(date(whole, 1, 1), date(whole, 10, 31))
        month = text.rstrip("0") if text.endswith("0") else text
        if abs(value - float(f"{whole}.{text}")) < 1e-9:
            return _month(whole, int(month), f"{whole}.{month}")
    if whole in _SERIALS:
        return serial(whole)
    raise UnreadableError("不是日期")


def serial(number: int) -> Date:
    """The day that an Excel serial number means (1900 date system)."""
    return _checked(_EPOCH + timedelta(days=number))


def _text(raw: str) -> Date:
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
    if _NUMBER.fullmatch(text):
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
        return serial(number)
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
