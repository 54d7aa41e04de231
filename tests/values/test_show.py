"""Bounds as people read them."""

from datetime import date

import pytest

from liushou.values import Bounds, number, show


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (500.0, "500"),
        (503.1666, "503.17"),
        (0.5, "0.5"),
        (10.0, "10"),
        (100.0, "100"),
        (date(2024, 3, 1), "2024-03-01"),
    ],
)
def test_no_superfluous_decimals(value: object, text: str) -> None:
    assert show(value) == text


@pytest.mark.parametrize(
    ("bounds", "text"),
    [
        (Bounds(5.0, 5.0), "5"),
        (Bounds(5.0, None), "≥5"),
        (Bounds(None, 5.0), "≤5"),
        (Bounds(581.0, 600.0), "581–600"),
        (Bounds(None, None), "?"),
    ],
)
def test_bounds(bounds: Bounds[float], text: str) -> None:
    assert str(bounds) == text


@pytest.mark.parametrize("wrong", [True, "5", None, float("nan"), float("inf"), float("-inf"), [5], {}])
def test_number_takes_finite_numbers_only(wrong: object) -> None:
    with pytest.raises(ValueError):
        number(wrong)
