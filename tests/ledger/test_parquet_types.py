"""Parquet of every type: the right value or, where no cell has such a one, unread and listed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from liushou.ledger.files.open import read_grid
from liushou.ledger.files.parquet import OUTSIDE
from liushou.values import Bounds

from ..examples import examples
from .sheets import ledger_of

DAY = dt.datetime(1975, 3, 8)
#: Days since 1970 of the first and the last day of the calendar.
FIRST, LAST = -719_162, 2_932_896


def cells(path: Path, array: pa.Array, **options: Any) -> list[Any]:
    """What is read of the only column of a file."""
    pq.write_table(pa.table({"出生日期": array}), path, **options)
    grid = read_grid(path)
    assert grid.counted == len(grid.numbers) == len(array)
    return list(grid.notes) if grid.foreign else list(grid.columns[0])


@pytest.mark.parametrize("unit", ["s", "ms", "us", "ns"])
@pytest.mark.parametrize(
    ("zone", "read"),
    [
        (None, DAY), ("Asia/Shanghai", DAY + dt.timedelta(hours=8)), ("+08:00", DAY + dt.timedelta(hours=8)),
        ("-03:30", DAY - dt.timedelta(hours=3.5)), ("UTC", DAY + dt.timedelta(hours=8)),
    ],
)  # fmt: skip
def test_moments_of_any_unit_and_zone(unit: str, zone: str | None, read: dt.datetime, tmp_path: Path) -> None:
    """A moment of the world's time is a day of China's: midnight there is the evening before elsewhere."""
    array = pa.array([DAY, None], pa.timestamp(unit, zone))
    assert cells(tmp_path / "a.parquet", array) == [read, None]


@pytest.mark.parametrize("unit", ["s", "ms", "us"])
@pytest.mark.parametrize("count", [-(2**63), -(2**62), 2**62, 2**63 - 1])
def test_moments_outside_the_calendar(unit: str, count: int, tmp_path: Path) -> None:
    if unit == "s":
        count //= 2000  # kept as milliseconds
    assert cells(tmp_path / "a.parquet", pa.array([count], pa.int64()).cast(pa.timestamp(unit))) == [OUTSIDE]


def test_moments_in_nanoseconds_are_cut_and_not_rounded_up(tmp_path: Path) -> None:
    array = pa.array([-1, 999], pa.int64()).cast(pa.timestamp("ns"))
    last = dt.datetime(1969, 12, 31, 23, 59, 59, 999_999)
    assert cells(tmp_path / "a.parquet", array) == [last, dt.datetime(1970, 1, 1)]


def test_moments_of_the_old_form_beyond_its_nanoseconds(tmp_path: Path) -> None:
    moments = [dt.datetime(9999, 12, 31), dt.datetime(1, 1, 1), DAY]
    array = pa.array(moments, pa.timestamp("us"))
    read = cells(tmp_path / "a.parquet", array, use_deprecated_int96_timestamps=True)
    assert [value in (moment, OUTSIDE) for value, moment in zip(read, moments, strict=True)] == [True] * 3
    assert read[2] == DAY


@settings(max_examples=examples(0.3), suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.integers(-(2**31), 2**31 - 1) | st.sampled_from([FIRST, FIRST - 1, LAST, LAST + 1]), min_size=1))
def test_days_within_and_outside_the_calendar(tmp_path: Path, counts: list[int]) -> None:
    begin = dt.date(1970, 1, 1)
    expected = [begin + dt.timedelta(count) if FIRST <= count <= LAST else OUTSIDE for count in counts]
    assert cells(tmp_path / "a.parquet", pa.array(counts, pa.int32()).cast(pa.date32())) == expected


def test_a_day_outside_the_calendar_is_unread_and_listed(tmp_path: Path) -> None:
    days = pa.array([2**31 - 1, -300], pa.int32()).cast(pa.date32())
    pq.write_table(pa.table({"姓名": ["甲", "乙"], "出生日期": days}), tmp_path / "a.parquet")
    ledger = ledger_of(tmp_path / "a.parquet")
    assert [(cell.row, cell.text) for cell in ledger.unread] == [(1, OUTSIDE)]
    assert ledger.mapping(0) == {}
    assert ledger.mapping(1) == {"birth_date": Bounds(dt.date(1969, 3, 7), dt.date(1969, 3, 7))}


@pytest.mark.parametrize(
    ("array", "expected"),
    [
        pytest.param(pa.array([Decimal("1.50"), None], pa.decimal128(5, 2)), [1.5, None], id="decimals"),
        pytest.param(pa.array([Decimal(10**17 + 3)], pa.decimal128(38, 0)), [10**17 + 3], id="long whole decimals"),
        pytest.param(pa.array([Decimal(3)], pa.decimal256(70, 2)), [3], id="wide decimals"),
        pytest.param(pa.array([1.5, None], pa.float16()), [1.5, None], id="halves"),
        pytest.param(pa.array([2**64 - 1], pa.uint64()), [2**64 - 1], id="unsigned"),
        pytest.param(pa.array([True, None]), [True, None], id="yes and no"),
        pytest.param(pa.nulls(3), [None] * 3, id="nothing"),
        pytest.param(pa.array(["是", "", None], pa.large_string()), ["是", "", None], id="large texts"),
        pytest.param(pa.array(["是", None], pa.string_view()), ["是", None], id="views of texts"),
        pytest.param(pa.array(["是", None, "否"]).dictionary_encode(), ["是", None, "否"], id="a dictionary"),
        pytest.param(pa.array([DAY], pa.date64()), [DAY.date()], id="days in milliseconds"),
    ],
)  # fmt: skip
def test_what_is_a_value(array: pa.Array, expected: list[Any], tmp_path: Path) -> None:
    assert cells(tmp_path / "a.parquet", array) == expected


@pytest.mark.parametrize(
    "array",
    [
        pytest.param(pa.array([b"\xff"]), id="bytes"),
        pytest.param(pa.array([b"ab"], pa.binary(2)), id="bytes of one length"),
        pytest.param(pa.array([dt.timedelta(days=4)], pa.duration("us")), id="a span"),
        pytest.param(pa.array([dt.time(4)], pa.time64("us")), id="a time of day"),
        pytest.param(pa.array([[1, 2]]), id="a list"),
        pytest.param(pa.array([{"a": [{"b": 1}]}]), id="a structure"),
        pytest.param(pa.array([[("a", 1)]], pa.map_(pa.string(), pa.int8())), id="a map"),
    ],
)
def test_what_is_no_value_of_a_cell_is_named(array: pa.Array, tmp_path: Path) -> None:
    (note,) = cells(tmp_path / "a.parquet", array)
    assert note.startswith("列“出生日期”的类型是")
    assert note.endswith("未读取")


def test_texts_that_are_no_utf8(tmp_path: Path) -> None:
    wrong = pa.Array.from_buffers(
        pa.string(), 2, [None, pa.py_buffer(b"\0\0\0\0\2\0\0\0\3\0\0\0"), pa.py_buffer(b"\xff\xfea")]
    )
    assert cells(tmp_path / "a.parquet", wrong) == ["不是UTF-8编码的文字", "a"]


def test_columns_of_one_name_and_names_with_dots(tmp_path: Path) -> None:
    table = pa.Table.from_arrays([pa.array(["甲"]), pa.array([1]), pa.array(["丙"])], names=["姓名", "a.b", "姓名"])
    pq.write_table(table, tmp_path / "a.parquet")
    grid = read_grid(tmp_path / "a.parquet")
    assert grid.names == ("姓名", "a.b", "姓名")
    assert [list(column) for column in grid.columns] == [["甲"], [1], ["丙"]]


@pytest.mark.parametrize("rows", [0, 1, 16_384, 40_000])
def test_many_rows_and_none(rows: int, tmp_path: Path) -> None:
    assert cells(tmp_path / "a.parquet", pa.array(range(rows), pa.int64())) == list(range(rows))


WRITERS: list[Callable[[pa.Table, Path], None]] = [
    lambda table, path: pq.write_table(table, path, compression="zstd", data_page_version="2.0"),
    lambda table, path: pq.write_table(table, path, use_dictionary=False, compression="none", row_group_size=1),
]


@pytest.mark.parametrize("write", WRITERS, ids=["pages of the second version", "groups of one row"])
def test_however_it_is_written(write: Callable[[pa.Table, Path], None], tmp_path: Path) -> None:
    write(pa.table({"姓名": ["甲", None, "丙"]}), tmp_path / "a.parquet")
    assert list(read_grid(tmp_path / "a.parquet").columns[0]) == ["甲", None, "丙"]
