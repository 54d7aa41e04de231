"""The same answers on PySpark in local mode: one session, a few batches of many rows."""

from __future__ import annotations

from datetime import date
from typing import Any

import polars as pl
import pytest

from liushou import Rules
from liushou.ledger import evaluate
from liushou.rules import Compare, Elapsed, Parameter
from liushou.values import Bounds

from .conditions import evaluate_conditions
from .frames import polars_frame
from .rows import Dice, Judge, Row
from .sparks import missing, session

pytestmark = [pytest.mark.spark, pytest.mark.nightly]
ON = date(2025, 6, 30)
PLACES = ("500230", "500101", "220182", "220421", "530102", "430122", "nation")


@pytest.fixture(scope="module")
def spark() -> Any:
    reason = missing()
    if reason is not None:
        pytest.skip(reason)
    return session()


def rows_of(result: Any) -> list[Row]:
    return sorted((row.asDict() for row in result.collect()), key=lambda row: row["row"])


def test_one_place(spark: Any, rules: Rules) -> None:
    rows = Dice(12, ON).rows(400)
    frame = spark.createDataFrame(polars_frame(rows).to_arrow())
    result = evaluate(frame, on=ON, place="220182")
    assert type(result) is type(frame)
    assert Judge(rules, ON).compare(rows, rows_of(result), "220182") > 2000


def test_mixed_places(spark: Any, rules: Rules) -> None:
    dice = Dice(13, ON)
    rows = [dice.row() | {"place_code": PLACES[number % len(PLACES)]} for number in range(400)]
    strange: list[Row] = [{"place_code": "999999", "sex": "male"}, {"place_code": None, "sex": "male"}]
    frame = spark.createDataFrame(polars_frame([*rows, *strange]).to_arrow())
    found = rows_of(evaluate(frame, on=ON, place_column="place_code"))
    assert Judge(rules, ON).compare(rows, found[:400]) > 2000
    for row in found[400:]:
        assert row["problem"] == "place"
        assert {value for name, value in row.items() if name.startswith("service:")} == {None}


def test_what_the_columns_may_hold(spark: Any) -> None:
    native = pl.DataFrame(
        {
            "birth_date": ["1990-06", "1990", "2023-02-29", None, None],
            "disabled": ["是", "no", None, "多", None],
            "income_per_capita_month": [float("nan"), 500.0, 1.0, 2.0, float("inf")],
            "sex": ["女", "男", "female", "male", None],
            "row": [0, 1, 2, 3, 4],
        }
    )
    result = evaluate(spark.createDataFrame(native.to_arrow()), on=ON, place="500230", missing=False)
    here = evaluate(native, on=ON, place="500230", missing=False)
    made = [name for name in here.columns if name not in native.columns]
    assert here["problem"].to_list() == [None, None, "birth_date", "disabled", "income_per_capita_month"]
    assert [{name: row[name] for name in made} for row in rows_of(result)] == here.select(made).to_dicts()


def test_days_before_those_that_spark_can_write(spark: Any) -> None:
    """A span of centuries, and an open age beside a line that is known only within bounds."""
    conditions = {
        "centuries": Elapsed("husband_away_since", 1500, "years"),
        "old": Compare("age", ">=", 1500.0),
        "line": Compare("age", "<=", Parameter("line")),
    }
    native = polars_frame([{"birth_date__min": date(1960, 1, 1)}, {"birth_date": date(1960, 1, 1)}, {}])
    lines = {"line": Bounds(60.0, None)}
    here = evaluate_conditions(native, conditions, on=ON, parameters=lines)
    made = [name for name in here.columns if name not in native.columns]
    found = rows_of(evaluate_conditions(spark.createDataFrame(native.to_arrow()), conditions, on=ON, parameters=lines))
    assert here["centuries"].to_list() == [None, None, None]
    assert here["old"].to_list() == [0, 0, None]
    assert [{name: row[name] for name in made} for row in found] == here.select([*made]).to_dicts()
