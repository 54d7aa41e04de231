"""In a column of days a failed date is never a number of years; approximate numerals are bounds."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from liushou.ledger.cells.figures import filled_day
from liushou.ledger.cells.reading import Hints
from liushou.values import Bounds

from .cells import is_unread, values


@pytest.mark.parametrize(
    "cell",
    ["25年3月", "25.3", "25年", "24-3", "23/5", "03年", "98年底", "9803", 25, 25.3, "25", "24.03.05", "8月", "3月", "3/8", "去年", "前年底",
     "今年3月", "春节后", "几个月", "多年", "好几年", "近三年", "两年左右", "15年前", "2021-2023年", "2023年13月", "二五年三月", "1945-03-01",
     "1½年", "10²", "050308"],
)  # fmt: skip
def test_neither_a_certain_day_nor_a_certain_span(cell: object) -> None:
    assert is_unread("away", cell)


@pytest.mark.parametrize(
    ("cell", "low", "high"),
    [("两三个月", 2 / 12, 3 / 12), ("三四年", 3, 4), ("五六年", 5, 6), ("十来年", 8, 15), ("半年多", 0.5, 1), ("不到半年", 0, 0.49),
     ("三个多月", 3 / 12, 4 / 12), ("一年多", 1, 2), ("二十多年", 20, 30), ("一个半月", 1.5 / 12, 1.5 / 12), ("半个月", 0.5 / 12, 0.5 / 12),
     ("一年零三个月", 1.25, 1.25), ("十几年", 11, 19), ("8个月", 8 / 12, 8 / 12), ("五六个月", 5 / 12, 6 / 12), ("3年", 3, 3), (3, 3, 3),
     ("0.5", 0.5, 0.5), ("10年以上", 10, None)],
)  # fmt: skip
def test_spans(cell: object, low: float, high: float | None) -> None:
    years = values("away", cell)["husband_away_years"]
    assert (years.low, years.high) == pytest.approx((low, high))


def test_ten_years_or_the_year_2010_are_both_long_ago() -> None:
    assert values("away", "10年") == {"husband_away_years": Bounds(9.0, None)}
    assert values("away", "18年") == {"husband_away_years": Bounds(1.0, None)}


def test_the_unit_of_the_column_counts() -> None:
    assert values("away", 8, hints=Hints(unit="月")) == {"husband_away_years": Bounds(8 / 12, 8 / 12)}
    assert values("away", "24", hints=Hints(unit="月")) == {"husband_away_years": Bounds(2.0, 2.0)}


@pytest.mark.parametrize(
    ("cell", "low", "high"),
    [("2024-3-1 10:30", date(2024, 3, 1), date(2024, 3, 1)), ("2024 3 1", date(2024, 3, 1), date(2024, 3, 1)),
     ("2024 3", date(2024, 3, 1), date(2024, 3, 31)), ("2023年5月底", date(2023, 5, 1), date(2023, 5, 31)),
     ("2023年5月（自述）", date(2023, 5, 1), date(2023, 5, 31)), (date(1905, 7, 17), date(2025, 1, 1), date(2025, 12, 31)),
     ("1905/7/15", date(2023, 1, 1), date(2023, 12, 31))],
)  # fmt: skip
def test_days(cell: object, low: date, high: date) -> None:
    assert values("husband_away_since", cell) == {"husband_away_since": Bounds(low, high)}


def test_days_of_a_workbook_that_counts_from_1904() -> None:
    hints = Hints(date1904=True)
    serial = (date(2024, 3, 1) - date(1904, 1, 1)).days
    assert values("birth_date", serial, hints=hints) == {"birth_date": Bounds(date(2024, 3, 1), date(2024, 3, 1))}
    typed = date(1904, 1, 1) + timedelta(days=1985)
    assert values("birth_date", typed, hints=hints) == {"birth_date": Bounds(date(1985, 1, 1), date(1985, 12, 31))}


@pytest.mark.parametrize(
    ("text", "day"),
    [("统计时间：截止到2023年6月30日", date(2023, 6, 30)), ("丰都县农村留守妇女花名册（截至2023年6月30日）", date(2023, 6, 30)),
     ("数据截至2023年6月底", date(2023, 6, 30)), ("填表日期：2023.6.30", date(2023, 6, 30)), ("2023年6月30日", date(2023, 6, 30)),
     ("（2023年6月）", date(2023, 6, 30)), ("二〇二三年六月三十日", date(2023, 6, 30)), ("截至2022年底", date(2022, 12, 31)),
     ("填报单位：双河镇 填报日期：2024-01-05", date(2024, 1, 5)), ("统计时间：2023年1月1日至2023年6月30日", date(2023, 6, 30)),
     ("截至2023年12月底双河镇留守妇女台账", date(2023, 12, 31)), ("日期：2023/6/30", date(2023, 6, 30)),
     ("出生日期：1980-03-08", None), ("2023年留守妇女台账", None), ("2023年", None), ("联系电话：13800001111", None), ("打印日期：2023-6-30", None),
     ("渝民发〔2020〕38号", None), ("填报日期：2023年2月30日", None)],
)  # fmt: skip
def test_the_day_on_which_a_ledger_was_filled_in(text: str, day: date | None) -> None:
    assert filled_day(text) == day
