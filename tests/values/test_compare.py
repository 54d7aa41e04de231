"""A comparison of bounds says what every pair of exact values within them says."""

from datetime import date, timedelta
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liushou.values import Bounds, Operator, compare

OPERATORS: tuple[Operator, ...] = ("<", "<=", ">", ">=", "=")
PLAIN = {
    "<": lambda a, b: a < b,
    "<=": lambda a, b: a <= b,
    ">": lambda a, b: a > b,
    ">=": lambda a, b: a >= b,
    "=": lambda a, b: a == b,
}
#: Values from 0 to 4 may stand in bounds; -1 and 5 stand for "anything further out".
EDGES = (None, 0, 1, 2, 3, 4)


def _bounds() -> list[Bounds[float]]:
    return [Bounds(low, high) for low, high in product(EDGES, EDGES) if low is None or high is None or low <= high]


def _values(bounds: Bounds[float]) -> list[float]:
    low = -1.0 if bounds.low is None else bounds.low
    high = 5.0 if bounds.high is None else bounds.high
    # Halves between the whole numbers: bounds hold more than their two ends.
    return [low + step / 2 for step in range(int((high - low) * 2) + 1)]


@pytest.mark.parametrize("operator", OPERATORS)
def test_every_pair_of_values_is_tried(operator: Operator) -> None:
    for left, right in product(_bounds(), _bounds()):
        said = {PLAIN[operator](a, b) for a, b in product(_values(left), _values(right))}
        expected = said.pop() if len(said) == 1 else None
        assert compare(left, operator, right) is expected, (left, operator, right)


@given(st.floats(-1e6, 1e6), st.floats(-1e6, 1e6), st.sampled_from(OPERATORS))
def test_exact_values_compare_as_python_does(a: float, b: float, operator: Operator) -> None:
    assert compare(Bounds(a, a), operator, Bounds(b, b)) is PLAIN[operator](a, b)


@given(st.dates(), st.integers(0, 400), st.dates(), st.integers(0, 400), st.sampled_from(OPERATORS))
def test_the_opposite_operator_says_the_opposite(a: date, m: int, b: date, n: int, operator: Operator) -> None:
    def upto(day: date, more: int) -> date:
        return min(day, date(9990, 1, 1)) + timedelta(days=more)

    left, right = Bounds(min(a, date(9990, 1, 1)), upto(a, m)), Bounds(min(b, date(9990, 1, 1)), upto(b, n))
    opposite: dict[str, Operator] = {"<": ">=", "<=": ">", ">": "<=", ">=": "<"}
    said = compare(left, operator, right)
    if operator == "=":
        assert said is compare(right, "=", left)
    else:
        other = compare(left, opposite[operator], right)
        assert other is (None if said is None else not said)


def test_nothing_known_is_unknown() -> None:
    for operator in OPERATORS:
        assert compare(Bounds(None, None), operator, Bounds(3.0, 3.0)) is None
