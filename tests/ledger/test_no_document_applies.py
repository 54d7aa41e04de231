"""A place and a day to which no document applies is an answer, not an error: every row stays, and it is said."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from liushou import match
from liushou.ledger import Options, compare_ledgers, due_list, evaluate, run_ledger, write_changes, write_due

from .sheets import write_sheet

#: Beijing has no document here; the first document of Chongqing is of 30 December 2020.
BEFORE, BETWEEN = date(2018, 1, 1), date(2021, 1, 1)
NOWHERE, SOMEWHERE = "110101", "500230"
ROWS = [
    ["姓名", "性别", "年龄", "区划代码", "是否低保"],
    ["王甲", "女", 40, NOWHERE, "是"],
    ["李乙", "女", 41, SOMEWHERE, "否"],
]
NOTE = "没有适用的文件"


def test_one_woman() -> None:
    answer = match({"sex": "female"}, place=NOWHERE, on=BEFORE)
    assert answer.services == ()
    assert answer.notes[-1] == f"北京市东城区：2018-01-01{NOTE}"
    assert not any("仅适用全国文件" in note for note in answer.notes)


@pytest.mark.parametrize("on", [BEFORE, BETWEEN])
@pytest.mark.parametrize("suffix", [".csv", ".xlsx", ".parquet"])
def test_a_ledger(tmp_path: Path, on: date, suffix: str) -> None:
    source, out = write_sheet(tmp_path / "a.xlsx", ROWS), tmp_path / f"out{suffix}"
    results = run_ledger(source, out, Options(on=on, place=NOWHERE), check_all=True)
    assert results.frame.height == 2
    notes = [note for matcher in results.matchers.values() for note in matcher.notes if NOTE in note]
    assert [note.partition("：")[0] for note in notes] == (
        ["北京市东城区", "重庆市丰都县"] if on == BEFORE else ["北京市东城区"]
    )
    if suffix == ".csv":
        rows = list(csv.DictReader(out.read_text("utf-8-sig").splitlines()))
        assert [row["处理"] for row in rows] == ["已评估", "已评估"]
        assert on == BEFORE or (rows[0]["临时救助"], rows[1]["临时救助"]) == ("—", "还需了解")


def test_what_falls_due_and_what_changed(tmp_path: Path) -> None:
    source, options = write_sheet(tmp_path / "a.xlsx", ROWS), Options(on=BETWEEN, place=NOWHERE)
    due = due_list(source, options, within=90)
    changed = compare_ledgers(source, source, options, old_on=BEFORE)
    assert due.notes == (f"北京市东城区：2021-01-01{NOTE}",)
    assert [note.partition("：")[0] for note in changed.notes] == ["北京市东城区", "重庆市丰都县", "北京市东城区"]
    write_due(due, tmp_path / "due.xlsx")
    write_changes(changed, tmp_path / "changes.xlsx")


def _frames() -> dict[str, Any]:
    import duckdb
    import polars as pl

    frame = pl.DataFrame({"sex": ["female", "male"]})
    relation = duckdb.sql("select 'female' as sex union all select 'male'")
    return {"polars": frame, "lazy": frame.lazy(), "pyarrow": frame.to_arrow(), "duckdb": relation}


@pytest.mark.parametrize("library", ["polars", "lazy", "pyarrow", "duckdb"])
def test_the_frames_of_every_library(library: str) -> None:
    frame = evaluate(_frames()[library], place=NOWHERE, on=BEFORE)
    names = (
        frame.collect_schema().names() if library == "lazy" else getattr(frame, "column_names", None) or frame.columns
    )
    assert list(names) == ["sex", "missing", "problem"]
