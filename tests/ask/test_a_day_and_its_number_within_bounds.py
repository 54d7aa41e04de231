"""A day and the number that stands instead of it, both known within bounds: either can still be told, and is asked."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from liushou import match
from liushou.testing import left_behind

ON = date(2025, 6, 30)
HER: dict[str, Any] = {
    **left_behind(ON),
    "husband_away_since": {"at_least": "2024-07-01", "at_most": "2025-06-30"},
    "husband_away_years": {"at_most": 6},
}


def test_both_are_asked() -> None:
    asked = {question.fact for question in match(HER, place="nation", on=ON).questions}
    assert {"husband_away_since", "husband_away_years"} <= asked


@pytest.mark.parametrize("told", [{"husband_away_since": "2024-07-01"}, {"husband_away_years": 1}])
def test_each_can_change_a_status(told: dict[str, Any]) -> None:
    now, then = (match(her, place="nation", on=ON).statuses() for her in (HER, HER | told))
    assert now != then
