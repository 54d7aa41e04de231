"""A number is that number, its bounds, or unread; never another."""

from __future__ import annotations

import pytest

from liushou.ledger.cells.readers import Hints
from liushou.values import Bounds

from .cells import is_unread, values


@pytest.mark.parametrize(
    ("cell", "low", "high"),
    [("两三千", 2000, 3000), ("三四百元", 300, 400), ("七八千块", 7000, 8000), ("一两万", 10_000, 20_000), ("三五百", 300, 500),
     ("一万二", 12_000, 12_000), ("两万五", 25_000, 25_000), ("三千五", 3500, 3500), ("一百零五", 105, 105), ("一千零五十", 1050, 1050),
     ("三百五", 350, 350), ("1万2", 12_000, 12_000), ("二万三千四百元", 23_400, 23_400), ("一万零五百", 10_500, 10_500), ("0.8万", 8000, 8000),
     ("1,200.50", 1200.5, 1200.5), ("1 200", 1200, 1200), ("12,345,678/年", 1028806.5, 1028806.5), ("１，２００元", 1200, 1200),
     ("①", 1, 1), ("½", 0.5, 0.5), ("500多元", 500, 600), ("一千二百余元", 1200, 1300), ("二十多元", 20, 30), ("5-8千", 5000, 8000),
     ("1至2万元", 10_000, 20_000), ("八百左右", None, None), ("万把块", None, None), ("几百元", None, None), ("百分之五", None, None),
     ("50%", None, None), ("1.200,50", None, None), ("1,20", None, None), ("1 2", None, None), ("1,2", None, None), ("Ⅳ", None, None),
     ("10⁴", None, None), ("1½", None, None), ("①②", None, None), ("1e3", None, None), ("1.2.3", None, None), ("五三千", None, None),
     ("千八百块", None, None), ("500.5.", None, None), ("-500", None, None), ("9" * 400, None, None), ("五百元三百元", None, None)],
)  # fmt: skip
def test_incomes(cell: str, low: float | None, high: float | None) -> None:
    if low is None:
        assert is_unread("income_per_capita_month", cell)
    else:
        known = values("income_per_capita_month", cell)["income_per_capita_month"]
        assert (known.low, known.high) == pytest.approx((low, high))


@pytest.mark.parametrize(
    ("cell", "low", "high"),
    [
        ("四十多岁", 40, 50),
        ("三四十岁", 30, 40),
        ("五十三", 53, 53),
        ("六十岁以上", 60, None),
        ("十几岁", 11, 19),
        ("３５", 35, 35),
    ],
)
def test_ages(cell: str, low: float, high: float | None) -> None:
    assert values("age", cell) == {"age": Bounds(low, high)}


@pytest.mark.parametrize("cell", ["111", "150岁", "1980", "2025年", "四十左右", "40.5", "①②"])
def test_what_is_no_age(cell: str) -> None:
    assert is_unread("age", cell)


@pytest.mark.parametrize(
    ("cell", "low", "high"),
    [("两三个", 2, 3), ("两个", 2, 2), ("３人", 3, 3), ("一个", 1, 1), ("2-3", 2, 3), ("无", 0, 0)],
)
def test_children(cell: str, low: float, high: float) -> None:
    assert values("children_count", cell) == {"children_count": Bounds(low, high)}


@pytest.mark.parametrize(
    ("cell", "low", "high"),
    [("1.2", 1000, 1000), ("一万二", 1000, 1000), ("1.2万", 1000, 1000), ("12000元", 1000, 1000), ("0.6-1.2", 500, 1000), ("一万两千多", 1000, 13000 / 12),
     ("三千五", None, None), ("两三千", None, None), ("六千", None, None)],
)  # fmt: skip
def test_in_a_column_of_ten_thousands_a_year(cell: str, low: float | None, high: float | None) -> None:
    """What names its own places counts in 元; 六千 may be either, so it is unread."""
    how = {"hints": Hints(unit="万元", per_year=True)}
    if low is None:
        assert is_unread("income_per_capita_month", cell, **how)
    else:
        known = values("income_per_capita_month", cell, **how)["income_per_capita_month"]
        assert (known.low, known.high) == pytest.approx((low, high))
