"""What a column may hold: read as a profile reads it, or refused with the column named."""

from __future__ import annotations

import warnings
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

from liushou import InputError, Profile
from liushou.documents import load_rules
from liushou.ledger import LikelyMisspelling, evaluate
from liushou.match import Matcher

from .frames import BACKENDS, POLARS
from .rows import STATUS, Row

ON = date(2025, 6, 30)
SOUND: Row = {"sex": "female", "lives_in_village": True, "husband_away_for_work": True, "husband_outside_county": True}


def answers(native: Any) -> list[Row]:
    result = evaluate(native, on=ON, place="500230")
    return result.to_dicts() if isinstance(result, pl.DataFrame) else pl.from_arrow(result).to_dicts()  # type: ignore[union-attr]


def statuses(row: Row) -> Row:
    return {name.removeprefix("service:"): value for name, value in row.items() if name.startswith("service:")}


def same_as_profile(row: Row, **facts: Any) -> None:
    wanted = Matcher(place="500230", on=ON, rules=load_rules()).statuses(Profile(**(SOUND | facts)))
    assert row["problem"] is None
    assert statuses(row) == {name: STATUS[status] for name, status in wanted.items()}


def frame(**columns: Any) -> pl.DataFrame:
    length = len(next(iter(columns.values())))
    return pl.DataFrame({name: [value] * length for name, value in SOUND.items()} | columns)


@pytest.mark.parametrize("values", [[1, 0, None], [1.0, 0.0, float("nan")], ["是", " NO ", None], [True, False, None]])
def test_yes_and_no(values: list[Any]) -> None:
    rows = answers(frame(husband_away_years=[1.0] * 3, disabled=values))
    for row, value in zip(rows, (True, False, None), strict=True):
        same_as_profile(row, husband_away_years=1.0, disabled=value)


@pytest.mark.parametrize("values", [[2, 1], [0.5, 1.0], ["有", "是"], ["", "yes"]])
def test_neither_yes_nor_no(values: list[Any]) -> None:
    rows = answers(frame(disabled=values))
    assert [row["problem"] for row in rows] == ["disabled", None]
    assert set(statuses(rows[0]).values()) == {None}


def test_choices() -> None:
    native = pl.DataFrame({"sex": ["female", "女", "male", "男", "女性", None], "husband_away_years": [1.0] * 6})
    rows = answers(native)
    assert [row["problem"] for row in rows] == [None, None, None, None, "sex", None]
    assert [row["left_behind:fengdu"] for row in rows] == [None, None, 0, 0, None, None]
    assert answers(native.with_columns(pl.col("sex").cast(pl.Categorical))) == rows


def text_days(backend: str) -> list[Row]:
    texts = [
        "1990-06-30",
        "1990-06",
        "1990",
        "2024-02",
        "2023-02-29",
        "1990-6-30",
        "",
        None,
        "1899-12-31",
        "2000-02-29",
    ]
    native = frame(birth_date=texts, husband_away_years=[1.0] * len(texts)).with_columns(
        pl.Series("row", range(len(texts)))
    )
    return BACKENDS[backend](native, lambda one: evaluate(one, on=ON, place="500230"))


@pytest.mark.parametrize("backend", BACKENDS)
def test_days_as_text(backend: str) -> None:
    rows = text_days(backend)
    stated = ["1990-06-30", "1990-06", "1990", "2024-02", None, None, None, None, None, "2000-02-29"]
    for number, (row, value) in enumerate(zip(rows, stated, strict=True)):
        if number in (4, 5, 6, 8):
            assert row["problem"] == "birth_date"
            assert set(statuses(row).values()) == {None}
        else:
            same_as_profile(row, husband_away_years=1.0, birth_date=value)


def test_months_and_years_as_text_are_bounds_to_the_day() -> None:
    """Each month's last day decides whether half a year is over."""
    on, texts = date(2024, 2, 29), [f"{year}-{month:02}" for year in (2023, 2024) for month in range(1, 13)][:14]
    texts += ["2022", "2023", "2024"]
    native = pl.DataFrame({"husband_away_since": texts})
    for shift in range(0, 200, 7):
        day = date.fromordinal(on.toordinal() + shift)
        result = evaluate(frame(husband_away_since=texts), on=day, place="220182")
        matcher = Matcher(place="220182", on=day)
        for text, value in zip(texts, result["left_behind:jilin"], strict=True):
            answer = matcher.match(SOUND | {"husband_away_since": text})
            assert {"yes": 1, "no": 0, "unknown": None}[answer.policies[0].left_behind] == value, (text, day)
    assert native.height == len(texts)


def test_timestamps_are_days() -> None:
    rows = answers(frame(birth_date=[datetime(1990, 6, 30, 23, 59)], husband_away_years=[1.0]))
    same_as_profile(rows[0], husband_away_years=1.0, birth_date="1990-06-30")


def test_exact_and_bounds_side_by_side() -> None:
    native = frame(
        birth_date=[date(1990, 6, 30), None, None, date(1990, 6, 30)],
        birth_date__min=[None, date(1960, 1, 1), None, date(1991, 1, 1)],
        birth_date__max=[None, date(1980, 1, 1), date(1960, 1, 1), None],
        husband_away_years=[1.0] * 4,
    )
    rows = answers(native)
    same_as_profile(rows[0], husband_away_years=1.0, birth_date="1990-06-30")
    between = {"at_least": "1960-01-01", "at_most": "1980-01-01"}
    same_as_profile(rows[1], husband_away_years=1.0, birth_date=between)
    same_as_profile(rows[2], husband_away_years=1.0, birth_date={"at_most": "1960-01-01"})
    assert rows[3]["problem"] == "birth_date"


@pytest.mark.parametrize("kind", [pl.Float64, pl.Float32, pl.Int16, pl.UInt8, pl.Decimal(10, 2)])
def test_kinds_of_number(kind: Any) -> None:
    native = frame(disability_grade=[1, 4, None], husband_away_years=[1, 1, 1]).with_columns(
        pl.col("disability_grade", "husband_away_years").cast(kind)
    )
    for row, grade in zip(answers(native), (1, 4, None), strict=True):
        same_as_profile(row, husband_away_years=1.0, disability_grade=grade)


def test_a_small_float_is_compared_as_what_it_is() -> None:
    native = frame(
        income_per_capita_month=[609.99, 610.0], assets_within_limit=[True] * 2, husband_away_years=[1.0] * 2
    )
    native = native.with_columns(pl.col("income_per_capita_month").cast(pl.Float32), receives_dibao=pl.lit(False))
    alone = {name: pl.lit(False) for name in ("is_dibao_marginal", "disabled", "seriously_ill")}
    native = native.with_columns(**alone)
    assert [row["service:dibao"] for row in answers(native)] == [1, 0]


@pytest.mark.parametrize("backend", BACKENDS)
def test_numbers_that_are_none(backend: str) -> None:
    values = [float("nan"), float("inf"), float("-inf"), -0.01, 10_000_000.0, 10_000_001.0, None]
    native = frame(income_per_capita_month=values, husband_away_years=[1.0] * 7).with_columns(
        pl.Series("row", range(len(values)))
    )
    rows = BACKENDS[backend](native, lambda one: evaluate(one, on=ON, place="500230"))
    wrong = "income_per_capita_month"
    assert [row["problem"] for row in rows] == [None, wrong, wrong, wrong, None, wrong, None]
    same_as_profile(rows[0], husband_away_years=1.0)
    same_as_profile(rows[6], husband_away_years=1.0)


def test_broken_whole_numbers() -> None:
    rows = answers(frame(disability_grade=[1.5, 2.0, 5.0, 0.0], children_count=[1.0, 2.5, 1.0, 1.0]))
    assert [row["problem"] for row in rows] == ["disability_grade", "children_count", *["disability_grade"] * 2]


def test_bounds_that_cross() -> None:
    rows = answers(frame(income_per_capita_month__min=[5.0, 5.0], income_per_capita_month__max=[4.0, 5.0]))
    assert [row["problem"] for row in rows] == ["income_per_capita_month", None]


@pytest.mark.parametrize("name", list(POLARS))
def test_columns_of_nothing_at_all(name: type) -> None:
    facts = {bool: "disabled", str: "sex", date: "birth_date", float: "husband_away_years", int: "children_count"}
    empty = pl.DataFrame({facts[name]: [None, None], "id": [1, 2]})
    for native in (empty, empty.lazy().collect(), empty.to_arrow()):
        assert [row["problem"] for row in answers(native)] == [None, None]


@pytest.mark.parametrize(
    ("name", "values"),
    [
        ("disabled", [date(2024, 1, 1)]),
        ("sex", [1]),
        ("birth_date", [1990]),
        ("birth_date", [True]),
        ("birth_date", [datetime(1990, 6, 30, tzinfo=UTC)]),
        ("income_per_capita_month", ["500元"]),
        ("income_per_capita_month", [True]),
        ("husband_away_years__min", ["1"]),
        ("disabled", [[True]]),
    ],
)
def test_types_that_cannot_hold_the_fact(name: str, values: list[Any]) -> None:
    for native in (pl.DataFrame({name: values}), pl.LazyFrame({name: values})):
        with pytest.raises(InputError, match=f"column `{name}`"):
            evaluate(native, on=ON, place="500230")


def test_all_refusals_at_once() -> None:
    with pytest.raises(InputError) as caught:
        evaluate(pl.DataFrame({"sex": [1], "birth_date": [1990], "disabled__min": [True]}), on=ON, place="500230")
    assert len(caught.value.problems) == 3


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("disabled__min", "is neither a date nor a number"),
        ("birthdate__max", "did you mean: birth_date__max"),
        ("price__min", "is not a fact"),
        ("sex__max", "is neither a date nor a number"),
    ],
)
def test_bounds_of_what_has_none(name: str, words: str) -> None:
    with pytest.raises(InputError, match=words):
        evaluate(pl.DataFrame({name: [1]}), on=ON, place="500230")


@pytest.mark.parametrize("name", ["disabledd", "Disabled", "birthdate", "age", "recieves_dibao", "lives in village"])
def test_misspellings_are_told(name: str) -> None:
    with pytest.warns(LikelyMisspelling, match=name):
        evaluate(pl.DataFrame({name: [1]}), on=ON, place="500230")


def test_other_columns_pass_in_silence() -> None:
    native = pl.DataFrame({"name": ["张"], "village": ["x"], "remarks": [None], "id": ["1"], "phone": [1], "date": [1]})
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        result = evaluate(native, on=ON, place="500230")
    assert result.select(native.columns).equals(native)


def test_pandas_objects() -> None:
    native = pd.DataFrame(
        {
            "sex": pd.Series(["female", None, float("nan")], dtype=object),
            "disabled": pd.Series([True, None, False], dtype=object),
            "birth_date": pd.Series([date(1990, 6, 30), None, date(1960, 1, 1)], dtype=object),
            "disability_grade": [2.0, float("nan"), float("nan")],
        }
    )
    native.index = pd.Index([7, 8, 9])
    result = evaluate(native, on=ON, place="500230")
    assert list(result.index) == [7, 8, 9]
    assert list(result["sex"].iloc[:1]) == ["female"]
    for (_, row), facts in zip(
        result.iterrows(),
        ({"sex": "female", "disabled": True, "birth_date": "1990-06-30", "disability_grade": 2}, {},
         {"disabled": False, "birth_date": "1960-01-01"}),
        strict=True,
    ):  # fmt: skip
        wanted = Matcher(place="500230", on=ON).statuses(Profile(**facts))  # type: ignore[arg-type]
        made = {name: None if pd.isna(row[f"service:{name}"]) else int(row[f"service:{name}"]) for name in wanted}
        assert made == {name: STATUS[status] for name, status in wanted.items()}


def test_pandas_columns_of_several_kinds_are_refused() -> None:
    native = pd.DataFrame({"disabled": pd.Series([True, "是"], dtype=object)})
    with pytest.raises(InputError, match="`disabled` holds values of several kinds"):
        evaluate(native, on=ON, place="500230")


def test_decimals_in_pyarrow() -> None:
    native = pa.table({"income_per_capita_month": pa.array([Decimal("500.00"), None]), "sex": ["male", "male"]})
    assert [row["problem"] for row in answers(native)] == [None, None]


def test_the_warning_points_at_the_callers_line() -> None:
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        evaluate(pl.DataFrame({"disabledd": [True]}), on=ON, place="500230")
    assert [warning.filename for warning in caught] == [__file__]


def test_a_misspelt_column_is_never_a_no() -> None:
    with pytest.warns(LikelyMisspelling):
        rows = answers(pl.DataFrame({"live_in_village": [False]}))
    assert rows[0]["left_behind:fengdu"] is None


def test_integers_within_bounds_are_closed_by_the_facts_range() -> None:
    native = frame(
        disability_grade__max=[2, 3, None], disability_grade__min=[None, None, 3], husband_away_years=[1.0] * 3,
        needs_long_term_care=[True] * 3,
    )  # fmt: skip
    stated = ({"at_most": 2}, {"at_most": 3}, {"at_least": 3})
    for row, grade in zip(answers(native), stated, strict=True):
        same_as_profile(row, husband_away_years=1.0, needs_long_term_care=True, disability_grade=grade)
