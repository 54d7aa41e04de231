"""Rows that contradict themselves are not answered: both fields are named."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from liushou import ContradictionError
from liushou.ledger import evaluate
from liushou.match import match

from .frames import BACKENDS, polars_frame
from .rows import profile_of

ON = date(2025, 6, 30)
CASES: list[tuple[dict[str, Any], str | None]] = [
    ({"disabled": False, "disability_grade": 2}, "disabled,disability_grade"),
    ({"disabled": False, "disability_grade__min": 1}, "disabled,disability_grade"),
    ({"domestic_violence": True, "rights_infringed": False}, "domestic_violence,rights_infringed"),
    ({"at_risk_of_poverty": True, "is_monitored": False}, "at_risk_of_poverty,is_monitored"),
    ({"birth_date": date(2025, 7, 1)}, "birth_date,on"),
    ({"birth_date__min": date(2025, 7, 1)}, "birth_date,on"),
    ({"husband_away_since": date(2025, 7, 1)}, "husband_away_since,on"),
    ({"husband_away_since": date(2025, 6, 1), "husband_away_years": 0.5}, "husband_away_since,husband_away_years"),
    ({"husband_away_since": date(2020, 6, 30), "husband_away_years": 0.0}, "husband_away_since,husband_away_years"),
    ({"husband_away_since": date(2020, 6, 30), "husband_away_years": 3.5}, "husband_away_since,husband_away_years"),
    ({"husband_away_since": date(2020, 7, 1), "husband_away_years": 6.0}, "husband_away_since,husband_away_years"),
    ({"birth_date": date(1899, 12, 31)}, "birth_date"),
    ({"birth_date__max": date(2200, 1, 1)}, "birth_date"),
    ({"disability_grade": 5}, "disability_grade"),
    ({"disabled": False, "disability_grade": None}, None),
    ({"disabled": False, "needs_long_term_care": False}, None),
    ({"disabled": False, "needs_long_term_care": True}, None),
    ({"birth_date": ON}, None),
    ({"birth_date__max": date(2026, 1, 1)}, None),
    ({"husband_away_since": date(2020, 6, 30), "husband_away_years": 4.0}, None),
    ({"husband_away_since": date(2020, 6, 30), "husband_away_years": 6.0}, None),
    ({"sex": "male", "husband_away_for_work": True}, None),
]


@pytest.mark.parametrize("backend", BACKENDS)
def test_named_in_every_engine(backend: str) -> None:
    rows = [row for row, _ in CASES]
    result = BACKENDS[backend](polars_frame(rows), lambda frame: evaluate(frame, on=ON, place="500230"))
    assert [row["problem"] for row in result] == [problem for _, problem in CASES]
    for row in result:
        if row["problem"] is not None:
            assert row["missing"] is None
            assert {value for name, value in row.items() if name.startswith(("service:", "left_behind:"))} == {None}


@pytest.mark.parametrize(("row", "problem"), [case for case in CASES if case[1] and "," in case[1]])
def test_the_reference_names_the_same(row: dict[str, Any], problem: str) -> None:
    with pytest.raises(ContradictionError) as caught:
        match(profile_of(row), place="500230", on=ON)
    assert ",".join(caught.value.fields) == problem


def test_a_sound_row_beside_it_is_answered() -> None:
    rows = [CASES[0][0], {"sex": "male"}]
    result = evaluate(polars_frame(rows), on=ON, place="500230")
    assert result["left_behind:fengdu"].to_list() == [None, 0]
