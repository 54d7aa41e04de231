"""Days, dates within bounds and spans of time as Chinese words."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liushou.chinese import day_at_end, format_date, format_day, format_span, time_since
from liushou.values import Bounds, Unit, add, parse_date

ON = date(2025, 6, 30)


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("2020年12月30日", date(2020, 12, 30)),
        ("二〇二〇年十二月三十日", date(2020, 12, 30)),
        ("２０２０年１２月３１日", date(2020, 12, 31)),
        ("甲局 二○二一年 五 月 二十一 日", date(2021, 5, 21)),
    ],
)
def test_a_day_at_the_end_of_a_line(line: str, expected: date) -> None:
    found = day_at_end(line)
    assert found is not None
    assert found[0] == expected
    assert line.endswith(found[1])


@pytest.mark.parametrize("line", ["2022年13月9日", "2021年2月29日", "2022年一二十月9日"])
def test_a_day_that_no_calendar_has(line: str) -> None:
    assert day_at_end(line) == (None, line)


@pytest.mark.parametrize("line", ["", "2022年3月", "2022年3月9日印发", "明年3月9日"])
def test_no_day_at_the_end(line: str) -> None:
    assert day_at_end(line) is None


@given(st.dates(date(1900, 1, 1), date(2199, 12, 31)))
def test_a_day_there_and_back(day: date) -> None:
    assert day_at_end(format_day(day)) == (day, format_day(day))


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (parse_date("2024"), "2024年"),
        (parse_date("2024-02"), "2024年2月"),
        (parse_date("2024-02-29"), "2024年2月29日"),
        (Bounds(date(2024, 1, 1), date(2024, 6, 30)), "2024年1月1日至2024年6月30日"),
        (Bounds(date(2024, 1, 2), date(2024, 1, 31)), "2024年1月2日至2024年1月31日"),
        (Bounds(date(2024, 1, 1), None), "2024年1月1日以后"),
        (Bounds(None, date(2024, 1, 1)), "2024年1月1日以前"),
        (Bounds(None, None), ""),
    ],
)
def test_dates_within_bounds(value: Bounds[date], expected: str) -> None:
    assert format_date(value) == expected


@pytest.mark.parametrize(
    ("amount", "unit", "expected"), [(6, "months", "6个月"), (2, "years", "2年"), (10, "days", "10天")]
)
def test_spans(amount: int, unit: Unit, expected: str) -> None:
    assert format_span(amount, unit) == expected


@pytest.mark.parametrize(
    ("since", "expected"),
    [
        (date(2025, 6, 30), "零天"),
        (date(2025, 6, 20), "十天"),
        (date(2025, 5, 31), "一个月"),
        (date(2025, 6, 1), "二十九天"),
        (date(2025, 4, 30), "两个月"),
        (date(2024, 12, 30), "半年"),
        (date(2024, 12, 31), "半年"),
        (date(2024, 10, 30), "八个月"),
        (date(2023, 6, 30), "两年"),
        (date(2023, 3, 30), "两年多"),
        (date(2013, 6, 30), "十二年"),
    ],
)
def test_how_long_ago(since: date, expected: str) -> None:
    assert time_since(since, ON) == expected


@given(st.integers(1, 600))
def test_full_months_are_over_on_their_day_and_not_before(months: int) -> None:
    since = date(1970, 1, 1)
    day = add(since, months, "months")
    assert time_since(since, day) != time_since(since, day - timedelta(days=1)) or months > 24
