"""Kleene's three values."""

from itertools import permutations, product

import pytest

from liushou.rules.evaluate import all_of, any_of, negate, word

VALUES = (True, False, None)


@pytest.mark.parametrize(
    ("a", "b", "both", "either"),
    [
        (True, True, True, True),
        (True, False, False, True),
        (True, None, None, True),
        (False, False, False, False),
        (False, None, False, None),
        (None, None, None, None),
    ],
)
def test_the_tables(a: bool | None, b: bool | None, both: bool | None, either: bool | None) -> None:
    assert all_of((a, b)) is all_of((b, a)) is both
    assert any_of((a, b)) is any_of((b, a)) is either


def test_none_at_all() -> None:
    assert all_of(()) is True
    assert any_of(()) is False


def test_not() -> None:
    assert [negate(value) for value in VALUES] == [False, True, None]


def test_order_does_not_matter_and_de_morgan_holds() -> None:
    for values in product(VALUES, repeat=3):
        assert len({all_of(order) for order in permutations(values)}) == 1
        assert negate(all_of(values)) is any_of(map(negate, values))


def test_words() -> None:
    assert [word(value) for value in VALUES] == ["yes", "no", "unknown"]
