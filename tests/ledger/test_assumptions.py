"""What a ledger means without saying it fills what is unknown, and nothing else."""

from __future__ import annotations

from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from liushou import InputError
from liushou.ledger import summary
from liushou.ledger.rows.women import parse_assumptions
from liushou.profile import BY_NAME

from .sheets import ledger_of, results_of, sheet_rows, write_sheet


def test_only_the_unknown_is_filled_and_counted(tmp_path: Path) -> None:
    path = write_sheet(
        tmp_path / "a.xlsx", [["姓名", "性别", "是否低保"], ["甲", "女", "是"], ["乙", None, "否"], ["丙", "男", None]]
    )
    ledger = ledger_of(path, assume=("sex=female", "receives_dibao=是", "lives_in_village=yes"))
    assert [ledger.mapping(position)["sex"] for position in ledger.kept] == ["female", "female", "male"]
    assert [ledger.mapping(position)["receives_dibao"] for position in ledger.kept] == [True, False, True]
    assert {name: rows for name, (_, rows) in ledger.assumed.items()} == {
        "sex": 1,
        "receives_dibao": 1,
        "lives_in_village": 3,
    }


def test_what_another_fact_implies_or_denies_is_left(tmp_path: Path) -> None:
    path = write_sheet(
        tmp_path / "a.xlsx",
        [["姓名", "残疾等级", "丈夫外出年限", "权益受侵害"], ["甲", "二级", 3, "否"], ["乙", None, None, None]],
    )
    ledger = ledger_of(path, assume=("disabled=no", "husband_away_since=2024-01", "domestic_violence=yes"))
    assert not ledger.set_aside
    assert {"disabled", "husband_away_since", "domestic_violence"}.isdisjoint(ledger.mapping(0))
    assert ledger.mapping(1)["disabled"] is False
    assert {name: rows for name, (_, rows) in ledger.assumed.items()} == {
        "disabled": 1,
        "husband_away_since": 1,
        "domestic_violence": 1,
    }


@pytest.mark.parametrize("cell", ["不清楚", "待定？"])
def test_what_the_ledger_does_say_is_not_assumed_over(tmp_path: Path, cell: str) -> None:
    """Not asked may be assumed; 不清楚 and what could not be read were said, and stay unknown."""
    ledger = ledger_of(
        write_sheet(tmp_path / "a.xlsx", [["姓名", "是否低保"], ["甲", cell], ["乙", None]]),
        assume=("receives_dibao=no",),
    )
    assert "receives_dibao" not in ledger.mapping(0)
    assert ledger.mapping(1)["receives_dibao"] is False
    assert {name: rows for name, (_, rows) in ledger.assumed.items()} == {"receives_dibao": 1}


@pytest.mark.parametrize("given", ["sex", "sex=", "sexx=female", "sex=maybe", "husband_away_years=long"])
def test_what_is_no_assumption_is_refused(given: str) -> None:
    with pytest.raises(InputError):
        parse_assumptions([given], BY_NAME)


def test_all_mistakes_at_once_and_titles_are_names() -> None:
    with pytest.raises(InputError) as caught:
        parse_assumptions(["sexx=female", "lives_in_village=maybe", "sex=female", "sex=male"], BY_NAME)
    assert len(caught.value.problems) == 3
    assert parse_assumptions(["性别=女", "husband_away_years=0.5"], BY_NAME)["sex"] == "female"


def test_they_are_shown_in_the_summary_and_the_workbook(tmp_path: Path) -> None:
    path = write_sheet(tmp_path / "a.xlsx", [["姓名", "是否低保"], ["甲", "是"]])
    results = results_of(path, tmp_path / "out.xlsx", assume=("sex=female",))
    assert summary(results)["assumed"] == {"sex": 1}
    assert ["性别", "女", "用于1行", ""] in sheet_rows(tmp_path / "out.xlsx", "说明")


def test_nothing_is_assumed_over_a_column_that_is_not_used(tmp_path: Path) -> None:
    """What a column says whose brackets are not understood is not known; an empty cell says nothing."""
    header = ["姓名", "是否低保（2019年）", "家庭人均收入"]
    path = write_sheet(tmp_path / "a.xlsx", [header, ["甲一", "是", 300], ["乙二", None, None]])
    ledger = ledger_of(path, assume=["receives_dibao=no", "income_per_capita_month=9000"])
    assert [sorted(ledger.known(position)) for position in (0, 1)] == [
        [],
        ["income_per_capita_month", "receives_dibao"],
    ]


@pytest.mark.parametrize(
    "cells",
    [
        pa.array(["是".encode(), b"", None], pa.binary()),
        pa.array([["是"], [], None]),
        pa.array([{"a": 1}, {"a": None}, None]),
        pa.array([1, 0, None], pa.duration("s")),
        pa.array([1, 0, None], pa.timestamp("s", "Nowhere/Bad")),
    ],
)
def test_nothing_is_assumed_over_a_type_that_is_not_read(tmp_path: Path, cells: pa.Array) -> None:
    path = tmp_path / "a.parquet"
    pq.write_table(pa.table({"姓名": ["甲一", "乙二", "丙三"], "是否低保": cells}), path)
    ledger = ledger_of(path, assume=["receives_dibao=no"])
    assert [ledger.item("receives_dibao", position) for position in range(3)] == [None, None, False]
