"""The same kind of frame comes back, with every row and column it had; what is lazy stays lazy."""

from __future__ import annotations

import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

from liushou import InputError
from liushou.ledger import evaluate

from .frames import polars_frame
from .rows import Dice, Judge

ON = date(2025, 6, 30)
ROWS = Dice(4, ON).rows(30)


def test_input_columns_come_first_and_unchanged() -> None:
    native = polars_frame(ROWS).with_columns(name=pl.lit("张三"))
    result = evaluate(native, on=ON, place="500230")
    assert result.columns[: native.width] == native.columns
    assert result.select(native.columns).equals(native)
    assert result.columns[-2:] == ["missing", "problem"]
    assert all(name.startswith(("service:", "left_behind:")) for name in result.columns[native.width : -2])


def test_types_of_the_answer() -> None:
    schema = evaluate(polars_frame(ROWS), on=ON, place="500230").schema
    assert schema["service:dibao"] == schema["left_behind:fengdu"] == pl.Int8
    assert schema["missing"] == schema["problem"] == pl.String


def test_without_missing() -> None:
    native = polars_frame(ROWS)
    full, bare = (evaluate(native, on=ON, place="500230", missing=flag) for flag in (True, False))
    assert bare.equals(full.drop("missing"))


def test_lazy_stays_lazy_to_the_file(tmp_path: Path, rules: Any) -> None:
    source, target = tmp_path / "in.parquet", tmp_path / "out.parquet"
    polars_frame(ROWS).write_parquet(source)
    plan = evaluate(pl.scan_parquet(source), on=ON, place="500230")
    assert isinstance(plan, pl.LazyFrame)
    plan.sink_parquet(target)
    Judge(rules, ON).compare(ROWS, pl.read_parquet(target).sort("row").to_dicts(), "500230")


def test_nothing_is_reckoned_before_it_is_asked_for(tmp_path: Path) -> None:
    source = tmp_path / "in.parquet"
    polars_frame(ROWS).write_parquet(source)
    plan = evaluate(pl.scan_parquet(source), on=ON, place="500230")
    source.unlink()
    with pytest.raises(FileNotFoundError):
        plan.collect()


def test_an_empty_frame() -> None:
    native = polars_frame(ROWS).clear()
    full = evaluate(polars_frame(ROWS), on=ON, place="500230")
    for frame in (native, native.to_arrow()):
        result = evaluate(frame, on=ON, place="500230")
        made = result if isinstance(result, pl.DataFrame) else pl.from_arrow(result)
        assert made.height == 0  # type: ignore[union-attr]
        assert made.columns == full.columns  # type: ignore[union-attr]


def test_a_frame_without_facts_is_unknown_in_every_row() -> None:
    result = evaluate(pl.DataFrame({"name": ["张", "李"]}), on=ON, place="500230")
    assert result["service:dibao"].to_list() == [None, None]
    assert "sex" in result["missing"][1].split(",")


@pytest.mark.parametrize("native", [pl.DataFrame(), pa.table({}), pd.DataFrame()])
def test_a_frame_without_columns_is_refused(native: Any) -> None:
    with pytest.raises(InputError, match="no columns"):
        evaluate(native, on=ON, place="500230")


def test_a_name_that_stands_twice_is_refused() -> None:
    table = pa.Table.from_arrays([pa.array([True]), pa.array([False])], names=["disabled", "disabled"])
    pandas = pd.DataFrame([[True, False]], columns=["disabled", "disabled"])
    for native in (table, pandas):
        with pytest.raises(InputError, match="`disabled` appears twice"):
            evaluate(native, on=ON, place="500230")


@pytest.mark.parametrize("name", ["service:dibao", "missing", "problem", "left_behind:fengdu"])
def test_a_name_that_the_answer_needs_is_refused(name: str) -> None:
    with pytest.raises(InputError, match=f"already has a column `{name}`"):
        evaluate(pl.DataFrame({name: [1]}), on=ON, place="500230")


def test_a_reserved_name_is_refused() -> None:
    with pytest.raises(InputError, match="is reserved"):
        evaluate(pl.DataFrame({"__liushou_x": [1]}), on=ON, place="500230")


@pytest.mark.parametrize("native", [None, [1, 2], {"sex": ["female"]}, "ledger.xlsx", pl.Series([1]), 7])
def test_what_is_no_frame_is_refused(native: Any) -> None:
    with pytest.raises(InputError, match="expected: a Polars DataFrame"):
        evaluate(native, on=ON, place="500230")


@pytest.mark.parametrize("on", [None, "2025-02-30", 20250630, "30.06.2025"])
def test_a_day_that_is_none_is_refused(on: Any) -> None:
    with pytest.raises(InputError, match="`on`"):
        evaluate(polars_frame(ROWS), on=on, place="500230")


def test_a_place_with_no_document_yet() -> None:
    result = evaluate(polars_frame(ROWS), on=date(2019, 1, 1), place="500230")
    assert result.columns[-2:] == ["missing", "problem"]
    assert not [name for name in result.columns if name.startswith("service:")]
    assert result["missing"].null_count() == len(ROWS)


def test_twice_the_same() -> None:
    one, two = (evaluate(polars_frame(ROWS), on=ON, place="500230") for _ in range(2))
    assert one.equals(two)


def test_a_duckdb_relation_stays_on_its_connection() -> None:
    connection = duckdb.connect()
    connection.execute("create table women as select true as disabled, 'female' as sex, 1 as row")
    relation = evaluate(connection.table("women"), on=ON, place="500230")
    relation.create_view("answers")
    assert connection.sql('select "left_behind:fengdu", "row" from answers').fetchall() == [(None, 1)]


def test_importing_the_ledger_imports_no_engine() -> None:
    code = (
        "import sys, liushou.ledger, liushou.rules.columns.expressions\n"
        "found = [name for name in ('polars', 'narwhals', 'duckdb', 'pyarrow', 'pandas') if name in sys.modules]\n"
        "print(found)"
    )
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert out.strip() == "[]"
