"""The expressions of the benchmark, written by hand, give the answers that are timed against them."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

import polars as pl
import pytest

from liushou.ledger import evaluate
from liushou.profile import FACTS

pytest.importorskip("numpy")
FOLDER = Path(__file__).resolve().parent.parent.parent / "benchmarks"
ON = date(2024, 6, 30)


@pytest.fixture(scope="module")
def frame() -> pl.DataFrame:
    sys.path.insert(0, str(FOLDER))
    try:
        from columns_data import ledger
    finally:
        sys.path.remove(str(FOLDER))
    made: pl.DataFrame = ledger(3000, ON)
    return made


def test_the_same_answers(frame: pl.DataFrame) -> None:
    sys.path.insert(0, str(FOLDER))
    try:
        from columns_by_hand import chongqing
    finally:
        sys.path.remove(str(FOLDER))
    hand = frame.select(**chongqing())
    ours = evaluate(frame, on=ON, place="500101")
    assert ours["problem"].null_count() == 3000
    assert hand.equals(ours.select(hand.columns))
    assert set(hand.columns) == {name for name in ours.columns if name.startswith(("service:", "left_behind:"))}
    assert {hand[name].n_unique() for name in hand.columns} == {3}


def test_the_same_rows_for_the_same_seed(frame: pl.DataFrame) -> None:
    from columns_data import ledger

    assert ledger(3000, ON).equals(frame)
    assert not ledger(3000, ON, seed=2).equals(frame)


def test_every_fact_is_a_column_with_unknowns(frame: pl.DataFrame) -> None:
    for fact in FACTS:
        names = [name for name in (fact.name, f"{fact.name}__min") if name in frame.columns]
        assert names
        assert 0 < frame[names[0]].null_count() < 3000
