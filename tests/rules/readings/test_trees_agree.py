"""Every reading gives what the reference gives, on generated conditions and women."""

from __future__ import annotations

import pytest

from .table import READINGS, agrees
from .worlds import trials

#: PySpark is tried by day on the documents alone.
AT_NIGHT = pytest.param("spark", marks=[pytest.mark.spark, pytest.mark.nightly])


@pytest.mark.parametrize("name", [*(name for name in READINGS if name != "spark"), AT_NIGHT])
def test_a_reading_agrees_with_the_reference(name: str) -> None:
    agrees(name, trials())
