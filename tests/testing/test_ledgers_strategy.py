"""``ledgers()``: rows as spreadsheets hold them, and typed frames."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import Phase, find, given, settings

from liushou import Profile
from liushou.profile import FACTS
from liushou.rules import resolve
from liushou.testing import ledgers

ON = date(2025, 6, 30)


@given(ledgers(on=ON, max_size=3))
def test_each_row_is_a_woman_who_can_be(rows: list[dict[str, Any]]) -> None:
    for row in rows:
        assert list(row) == [fact.name for fact in FACTS]
        resolve(Profile.from_mapping({name: value for name, value in row.items() if value is not None}), ON)


@given(ledgers(on=ON, facts=["birth_date", "disability_grade"], min_size=1, max_size=2, known={"sex": "female"}))
def test_columns_sizes_and_known_facts_are_as_asked(rows: list[dict[str, Any]]) -> None:
    assert 1 <= len(rows) <= 2
    for row in rows:
        assert set(row) == {"birth_date", "disability_grade", "sex"}
        assert row["sex"] == "female"
        assert row["disability_grade"] is None or type(row["disability_grade"]) is int


def test_empty_and_full_ledgers_occur() -> None:
    strategy = ledgers(on=ON, facts=["sex"], max_size=5)
    quick = settings(max_examples=1000, database=None)
    assert find(strategy, lambda rows: not rows, settings=quick) == []
    assert len(find(strategy, lambda rows: len(rows) == 5, settings=quick)) == 5


def test_a_frame_has_types_also_where_it_is_empty() -> None:
    polars = pytest.importorskip("polars")
    strategy = ledgers(on=ON, facts=["sex", "birth_date", "disabled", "children_count"], frame="polars")
    found = find(
        strategy, lambda frame: True, settings=settings(max_examples=1, database=None, phases=[Phase.generate])
    )
    assert found.schema == {
        "sex": polars.String, "birth_date": polars.Date, "disabled": polars.Boolean, "children_count": polars.Int64,
    }  # fmt: skip
