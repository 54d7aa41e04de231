"""Every reader takes time in proportion to the length of a cell, whatever is in it."""

from __future__ import annotations

from time import process_time

import pytest

from liushou.ledger.cells.figures import filled_day
from liushou.ledger.cells.reading import cell_text, squeeze

from .cells import read

TARGETS = ["receives_dibao", "sex", "birth_date", "age", "income_per_capita_month", "disability_grade", "id_number", "disability_card",
           "place", "name", "identity", "health", "hardship", "away", "away_reason", "away_place", "husband_outside_county", "filled_on"]  # fmt: skip
PATTERNS = ["(", "（", "[", "e\u0315\u0300", "\u0300", "=", "9", "是", "否（", "低保户、", "广东省", "本县", "2023年", "1,", "1 ", "万", "以上",
            "-", "之", "（2021年纳入）", "长安镇"]  # fmt: skip
SHORT = 8_000


def seconds(target: str, cell: str) -> float:
    """The processor time that a cell takes."""
    start = process_time()
    if target == "squeeze":
        squeeze(cell_text(cell))
        filled_day(cell)
    else:
        read(target, cell)
    return process_time() - start


#: One of each kind of reader; those of the same kind are timed at night.
FIRST = {
    "squeeze",
    "receives_dibao",
    "birth_date",
    "income_per_capita_month",
    "id_number",
    "name",
    "hardship",
    "away_place",
}
TIMED = [
    target if target in FIRST else pytest.param(target, marks=pytest.mark.nightly) for target in ("squeeze", *TARGETS)
]


@pytest.mark.parametrize("target", TIMED)
def test_four_times_as_long_takes_at_most_eight_times_as_long(target: str) -> None:
    read(target if target != "squeeze" else "name", "是")  # the tables are read once
    slow = []
    for pattern in PATTERNS:
        once, four = (seconds(target, (pattern * length)[:length]) for length in (SHORT, 4 * SHORT - 1))
        # Below a hundredth of a second the clock says nothing.
        if four > max(8 * once, 0.05):
            slow.append((pattern, once, four))
    assert slow == []


@pytest.mark.parametrize(
    "cell", ["(" * 100_000, "e" + "\u0315\u0300" * 30_000, "=" * 1_000_000, "9" * 1_000_000, "低保户、" * 200_000]
)
def test_what_is_longer_than_a_cell_is_unread_at_once(cell: str) -> None:
    assert [target for target in TARGETS if seconds(target, cell) > 1] == []
    assert [target for target in TARGETS if not read(target, cell).problem] == []
