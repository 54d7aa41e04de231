"""A ledger cannot have been filled in after the day of assessment."""

from __future__ import annotations

from datetime import date

import pytest

from liushou import InputError
from liushou.ledger import Options

ON = date(2025, 6, 30)


def test_it_is_refused_wherever_it_is_given() -> None:
    with pytest.raises(InputError, match=r"filled \(2026-01-01\) is after on"):
        Options(on=ON, filled_on=date(2026, 1, 1))


def test_the_day_itself_may_be() -> None:
    assert Options(on=ON, filled_on=ON).filled_on == ON
