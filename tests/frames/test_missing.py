"""``missing`` names what would settle the row's undetermined services, and nothing else."""

from __future__ import annotations

from datetime import date
from typing import Any

import polars as pl
import pytest

from liushou import Profile
from liushou.documents import load_rules, parse_places
from liushou.ledger import evaluate
from liushou.match import Matcher
from liushou.profile import FACTS

from .frames import polars_frame
from .rows import Dice, profile_of

ON = date(2025, 6, 30)
LEFT = {
    "sex": "female", "lives_in_village": True, "husband_away_for_work": True, "husband_outside_county": True,
    "husband_away_since": date(2023, 1, 1),
}  # fmt: skip


def missing(place: str = "500230", on: date = ON, **facts: Any) -> list[str]:
    [row] = evaluate(polars_frame([facts]), on=on, place=place).to_dicts()
    assert row["problem"] is None
    return [] if row["missing"] is None else row["missing"].split(",")


def test_a_man_is_asked_nothing() -> None:
    assert missing(sex="male") == []


def test_in_the_order_of_the_catalogue() -> None:
    order = [fact.name for fact in FACTS]
    found = missing()
    assert found == sorted(found, key=order.index)
    assert len(found) > 10


def test_age_is_asked_as_the_birth_date() -> None:
    assert "birth_date" in missing(**LEFT)
    assert "age" not in missing(**LEFT)


def test_a_bounded_date_that_decides_is_not_asked_again() -> None:
    assert "birth_date" not in missing(**LEFT, birth_date__min=date(1970, 1, 1), birth_date__max=date(1970, 12, 31))
    assert "birth_date" in missing(**LEFT, birth_date__min=date(1964, 1, 1), birth_date__max=date(1966, 12, 31))


def test_needs_are_not_asked_for() -> None:
    assert not [
        name for name in missing(**LEFT) if name.startswith(("needs_", "wants_")) and name != "needs_long_term_care"
    ]


def test_place_facts_are_asked_until_the_place_knows_them() -> None:
    before = date(2024, 6, 30)  # 民发〔2025〕7号 asks for no project county
    assert "two_cancer_project_county" in missing("220182", before, **LEFT, birth_date=date(1980, 1, 1))
    known = parse_places('"220182":\n  facts: {two_cancer_project_county: true}\n', load_rules())
    frame = polars_frame([LEFT | {"birth_date": date(1980, 1, 1)}])
    [row] = evaluate(frame, on=before, place="220182", places=known).to_dicts()
    assert "two_cancer_project_county" not in row["missing"].split(",")
    assert row["service:two_cancer_screening"] == 1


@pytest.mark.parametrize(("income", "asked"), [(400.0, False), (700.0, False), (None, True)])
def test_an_income_that_no_value_settles_is_not_asked_for(income: float | None, asked: bool) -> None:
    """Jilin's line is a floor: an income over it stays unknown whatever is asked."""
    facts = LEFT | {"assets_within_limit": True, "receives_dibao": False, "income_per_capita_month": income}
    assert ("income_per_capita_month" in missing("220182", **facts)) is asked


def test_once_all_missing_facts_are_given_none_is_missing() -> None:
    """Answering all that is missing, again and again, ends with every service decided."""
    facts: dict[str, Any] = {}
    values: dict[str, Any] = {"yes_no": True, "choice": "female", "date": date(1980, 1, 1), "number": 2.0, "integer": 2}
    for _ in range(10):
        found = missing(**facts)
        if not found:
            break
        facts |= {fact.name: values[fact.kind] for fact in FACTS if fact.name in found}
        if "husband_away_since" in facts and "husband_away_years" in facts:
            del facts["husband_away_years"]
    assert missing(**facts) == []
    [row] = evaluate(polars_frame([facts]), on=ON, place="500230").to_dicts()
    assert None not in {value for name, value in row.items() if name.startswith("service:")}


@pytest.mark.parametrize("place", ["500230", "220182", "530102", "nation"])
def test_the_questions_of_match_and_more_for_none(place: str) -> None:
    rows = Dice(21, ON, wild=0).rows(80)
    result = evaluate(polars_frame(rows), on=ON, place=place)
    matcher = Matcher(place=place, on=ON)
    for row, text, problem in zip(rows, result["missing"], result["problem"], strict=True):
        if problem is None:
            asked = {question.fact for question in matcher.match(Profile(**profile_of(row))).questions}
            # Of what is missing in a row, only some can still change a status: match says which.
            assert asked <= set((text or "").split(",")) - {""}


def test_a_decided_row_has_null_and_not_an_empty_text() -> None:
    result = evaluate(pl.DataFrame({"sex": ["male"]}), on=ON, place="500230")
    assert result["missing"].to_list() == [None]
