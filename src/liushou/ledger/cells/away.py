"""Cells that say when, for what and where her husband is away."""

import re
from typing import Any

from ...places import Place
from ...values import Bounds, Date
from .amounts import SPAN, in_years, read_number
from .figures import read_date
from .reading import Hints, Reading, UnreadableError, cell_text, known_words, shorten, squeeze, unreadable
from .words import Lexicon
from .workplace import outside_county

#: A column that says nothing of its cells.
NO_HINTS = Hints()
#: Before this no husband left who is still away.
_FIRST_LEFT = 1950
_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_TENS = re.compile("(1[0-8])年")
_CALENDAR = re.compile(r"\d{2}(?:年(?:\d.*)?|[./-].*)?|0\d.*|\d[./-](?!5$)\d+")
#: In a column of days 8月 is a month of the calendar, 8个月 a span.
_SPAN_IN_DATES = {unit: years for unit, years in SPAN.items() if unit != "月"}


def check_left(day: Date) -> None:
    """That a husband can have left on the day; raises :class:`UnreadableError`."""
    if day.high is not None and day.high.year < _FIRST_LEFT:
        raise UnreadableError(f"早于{_FIRST_LEFT}年，不像外出的日期")


def read_away(value: Any, hints: Hints = NO_HINTS) -> Reading:
    """丈夫外出时间: the day (month, year) he left, or how long he has been away."""
    text, day, reason = squeeze(cell_text(value)), None, ""
    counted = bool(hints.unit) and _NUMBER.fullmatch(text) is not None
    try:
        day = None if counted else read_date(value, date1904=hints.date1904)
    except UnreadableError as error:
        reason = str(error)
    if day is not None:
        check_left(day)
        return Reading({"husband_away_since": day})
    if not isinstance(value, (str, int, float)):
        raise UnreadableError(reason)
    # What may as well be a year or a month of the calendar is no span of time: 25年, 25.3, 24-3.
    if not counted and (tens := _TENS.fullmatch(text)):
        # 2010年 or ten years: at least nine, at the end of 2019 and later.
        least = min(float(tens[1]), 19.0 - float(tens[1]))
        return Reading({"husband_away_years": Bounds(least, None)}, note="可能是年份，也可能是时长，两种都算在内")
    if not counted and _CALENDAR.fullmatch(text):
        raise unreadable(text, "可能是年月，也可能是时长")
    try:
        years = in_years(read_number(value, _SPAN_IN_DATES, factor=SPAN.get(hints.unit, 1.0)), hints.unit)
    except UnreadableError:
        raise unreadable(cell_text(value), f"既不是日期也不是时长（{reason}）") from None
    if (years.low or 0) > 99:
        raise UnreadableError("时长超出0—99年")
    return Reading({"husband_away_years": years}, note="按外出时长理解")


def read_away_reason(value: Any) -> Reading:
    """丈夫外出原因: 务工, 经商 and the like."""
    table = known_words().away_reason
    text = squeeze(cell_text(value)).replace("/", "、")
    answer = Lexicon({**dict.fromkeys(table["yes"], True), **dict.fromkeys(table["no"], False)}).answer(text)
    if answer is None:
        raise unreadable(cell_text(value), "看不出是否务工、经商等")
    return Reading({"husband_away_for_work": answer})


def read_away_place(value: Any, place: Place | None, *, working: bool = True) -> Reading:
    """务工地点: another province, 县外 or 县内; ``working``: the column's own name says that he works there.

    A place within the own province that is not plainly another county or the own one decides nothing.
    """
    text = squeeze(cell_text(value))
    if text in known_words().at_home:
        return Reading({"husband_away_for_work": False})
    outside, works = outside_county(text, place)
    values: dict[str, Any] = {"husband_away_for_work": True} if working or works else {}
    if outside is None:
        return Reading(values, problem=f"“{shorten(text, 20)}”看不出是否在区县外")
    return Reading({**values, "husband_outside_county": outside})
