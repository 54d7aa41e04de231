"""A number cell is read with its unit and bounds, or not at all."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liushou.ledger.cells.amounts import MONEY, SPAN, read_number
from liushou.ledger.cells.reading import UnreadableError
from liushou.values import Bounds


@pytest.mark.parametrize(
    ("cell", "years"),
    [("3", 3), (3, 3), ("3年", 3), ("三年", 3), ("半年", 0.5), ("一年半", 1.5), ("3年半", 3.5), ("2.5年", 2.5), ("2年6个月", 2.5),
     ("十二年", 12), ("6个月", 0.5), ("两年", 2)],
)  # fmt: skip
def test_spans_of_time(cell: object, years: float) -> None:
    assert read_number(cell, SPAN) == Bounds(years, years)


@pytest.mark.parametrize(
    ("cell", "low", "high"),
    [("1年以上", 1, None), ("半年以上", 0.5, None), ("两年多", 2, 3), ("10年+", 10, None), ("≥1年", 1, None), ("超过三年", 3, None),
     ("1-2年", 1, 2), ("1至2年", 1, 2), ("一年以上三年以内", 1, 3), ("一年以内", 0, 1), ("不足半年", 0, 0.49), ("不到一年", 0, 0.99),
     ("不超过2年", 0, 2)],
)  # fmt: skip
def test_spans_within_bounds(cell: str, low: float, high: float | None) -> None:
    assert read_number(cell, SPAN) == Bounds(low, high)


@pytest.mark.parametrize(
    ("cell", "yuan"),
    [
        ("500", 500),
        ("500元", 500),
        ("500元/月", 500),
        ("6000元/年", 500),
        ("0.6万元", 6000),
        ("1,200", 1200),
        ("1，200元", 1200),
        ("５００", 500),
    ],
)
def test_money_is_turned_into_yuan_a_month(cell: str, yuan: float) -> None:
    assert read_number(cell, MONEY) == Bounds(yuan, yuan)


def test_the_columns_own_unit_counts_where_the_cell_has_none() -> None:
    assert read_number("1.2", MONEY, factor=10_000, per_year=True) == Bounds(1000, 1000)
    assert read_number("500元/月", MONEY, factor=10_000, per_year=True) == Bounds(500, 500)


@pytest.mark.parametrize(
    "cell", ["约500元", "近三年", "五百左右", "多年", "abc", "3级", "", "-", "5-3年", True, float("nan"), None]
)
def test_what_is_no_certain_number_is_not_read(cell: object) -> None:
    with pytest.raises(UnreadableError):
        read_number(cell, SPAN if cell != "约500元" else MONEY)


@given(st.integers(0, 10_000_000))
def test_a_number_reads_back_with_and_without_its_unit(amount: int) -> None:
    exact = Bounds(float(amount), float(amount))
    assert read_number(amount, MONEY) == read_number(str(amount), MONEY) == read_number(f"{amount:,}元", MONEY) == exact


@given(st.one_of(st.text(max_size=20), st.floats(), st.integers(), st.booleans(), st.none()))
def test_any_cell_is_a_number_or_is_refused(cell: object) -> None:
    try:
        bounds = read_number(cell, SPAN)
    except UnreadableError as error:
        assert str(error)  # noqa: PT017
    else:
        assert bounds.low is not None
