"""Every reading gives what the reference gives, on generated conditions and women."""

from __future__ import annotations

import pytest
from hypothesis import given

from .table import READINGS, reference
from .worlds import trials


@pytest.mark.parametrize("name", READINGS)
@given(trial=trials())
def test_a_reading_agrees_with_the_reference(name: str, trial) -> None:
    assert READINGS[name](*trial) == reference(*trial)
