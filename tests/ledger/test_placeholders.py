"""What is written where nothing is known (/, 无, —) is no name, no address and no phone: nobody is told apart by it."""

from __future__ import annotations

from pathlib import Path

import pytest

from .sheets import ledger_of, write_sheet

HEADER = ["姓名", "出生日期", "联系电话", "现住址", "村"]


@pytest.mark.parametrize(
    "word", ["/", "／", "无", "—", "——", "暂无", "-", "…", "……", "没有", "无电话", "0", "\\", "未填", "*"]
)
def test_two_women_without_a_phone_are_two(tmp_path: Path, word: str) -> None:
    rows = [HEADER, ["甲", "1975-03-08", word, word, word], ["甲", "1975-03-08", word, word, word]]
    ledger = ledger_of(write_sheet(tmp_path / "a.xlsx", rows))
    assert list(ledger.kept) == [0, 1]
    assert [ledger.item(item, 0) for item in ("phone", "address", "village")] == [None] * 3


@pytest.mark.parametrize("word", ["无", "/", "暂无", "—", "…", "？"])
def test_two_women_without_a_name_are_two(tmp_path: Path, word: str) -> None:
    rows = [HEADER, [word, "1975-03-08", "13000000001", "一组", "x"], [word, "1975-03-08", "13000000001", "一组", "x"]]
    ledger = ledger_of(write_sheet(tmp_path / "a.xlsx", rows))
    assert list(ledger.kept) == [0, 1]


def test_a_phone_that_is_one_still_tells_who_she_is(tmp_path: Path) -> None:
    rows = [HEADER, ["甲", "1975-03-08", "13000000001", "/", None], ["甲", "1975-03-08", "13000000001", "无", None]]
    assert ledger_of(write_sheet(tmp_path / "a.xlsx", rows)).duplicates == {1: 0}
