"""Every pair of the shipped documents, compared once."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

import pytest

from liushou.compare import Diff, diff, read_side

from ..conftest import ON


@cache
def _compared(a: str, b: str) -> Diff:
    return diff(read_side(a, on=ON), read_side(b, on=ON), on=ON)


@pytest.fixture(scope="session")
def compared() -> Callable[[str, str], Diff]:
    """``compared(a, b)``: the comparison of two documents on the tests' day."""
    pytest.importorskip("z3")
    return _compared
