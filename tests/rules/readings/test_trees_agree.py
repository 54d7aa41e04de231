"""Every reading gives what the reference gives, on generated conditions and women."""

from __future__ import annotations

import pytest

from .table import NAMES, agrees
from .worlds import trials


@pytest.mark.parametrize("name", NAMES)
def test_a_reading_agrees_with_the_reference(name: str) -> None:
    agrees(name, trials())
