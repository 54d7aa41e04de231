"""A date cell is read as the day, month or year that it states, or not at all."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liushou.ledger.cells.figures import read_date
from liushou.ledger.cells.reading import UnreadableError
from liushou.values import Bounds

DAY = Bounds(date(2024, 3, 1), date(2024, 3, 1))
MARCH = Bounds(date(2024, 3, 1), date(2024, 3, 31))
YEAR = Bounds(date(2024, 1, 1), date(2024, 12, 31))


@pytest.mark.parametrize(
    "cell",
    ["2024-03-01", "2024/3/1", "2024.3.1", "2024.03.01", "2024年3月1日", "2024年3月1号", "20240301", "2024-03-01 00:00:00",
     "２０２４年３月１日", " 2024 年 3 月 1 日 ", "二〇二四年三月一日", "2024-03-01T00:00:00", "45352", 45352, 45352.0, 20240301,
     date(2024, 3, 1), datetime(2024, 3, 1, 8, 30)],
)  # fmt: skip
def test_a_day(cell: object) -> None:
    assert read_date(cell) == DAY


@pytest.mark.parametrize(
    "cell",
    [
        "2024.3",
        "2024.03",
        "2024年3月",
        "2024-03",
        "2024/3",
        "202403",
        2024.3,
        202403,
        "2024年3月至今",
        "自2024年3月起",
        "2024年3月份",
    ],
)
def test_a_month_alone_is_the_whole_month(cell: object) -> None:
    assert read_date(cell) == MARCH


@pytest.mark.parametrize("cell", ["2024", 2024, 2024.0, "2024年", "二〇二四年", "2024年底", "2024年春节后"])
def test_a_year_alone_is_the_whole_year(cell: object) -> None:
    assert read_date(cell) == YEAR


def test_half_a_year() -> None:
    assert read_date("2024年上半年") == Bounds(date(2024, 1, 1), date(2024, 6, 30))
    assert read_date("2024年下半年") == Bounds(date(2024, 7, 1), date(2024, 12, 31))


def test_the_number_that_october_becomes_is_both_months() -> None:
    assert read_date(2024.1) == Bounds(date(2024, 1, 1), date(2024, 10, 31))
    assert read_date("2024.1") == Bounds(date(2024, 1, 1), date(2024, 1, 31))
    assert read_date("2024.10") == Bounds(date(2024, 10, 1), date(2024, 10, 31))
    assert read_date(2024.11) == Bounds(date(2024, 11, 1), date(2024, 11, 30))


@pytest.mark.parametrize(
    ("cell", "reason"),
    [("2024-02-30", "没有"), ("2024.13", "没有"), ("75.3.8", "两位"), ("3/1/2024", "次序"), ("多年", "不是日期"), ("", "不是日期"),
     (True, "不是日期"), ("1492-10-12", "年份"), (float("nan"), "不是日期"), (float("inf"), "不是日期"), (12.5, "不是日期")],
)  # fmt: skip
def test_what_is_no_date_says_why(cell: object, reason: str) -> None:
    with pytest.raises(UnreadableError, match=reason):
        read_date(cell)


# Serial numbers have five digits; four are a year.
DAYS = st.dates(date(1928, 1, 1), date(2198, 12, 31))


@given(DAYS)
def test_every_way_of_writing_a_day_reads_back(day: date) -> None:
    exact = Bounds(day, day)
    serial = (day - date(1899, 12, 30)).days
    ways = [
        day,
        day.isoformat(),
        f"{day:%Y%m%d}",
        f"{day.year}/{day.month}/{day.day}",
        f"{day.year}年{day.month}月{day.day}日",
        serial,
        float(serial),
        str(serial),
    ]
    assert [read_date(way) for way in ways] == [exact] * len(ways)


@given(DAYS)
def test_a_month_holds_its_days_and_no_others(day: date) -> None:
    bounds = read_date(f"{day.year}年{day.month}月")
    assert bounds.low is not None
    assert bounds.high is not None
    assert bounds.low <= day <= bounds.high
    assert (bounds.low - timedelta(days=1)).month != day.month != (bounds.high + timedelta(days=1)).month


@given(st.one_of(st.text(max_size=20), st.floats(), st.integers(), st.booleans(), st.none()))
def test_any_cell_is_a_date_or_says_why(cell: object) -> None:
    try:
        bounds = read_date(cell)
    except UnreadableError as error:
        assert str(error)  # noqa: PT017
    else:
        assert bounds.low is not None
        assert bounds.high is not None
        assert bounds.low <= bounds.high
