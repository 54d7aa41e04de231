"""An analyst's own facts in a ledger: columns, days in the past and implications as facts.yaml states them."""

from __future__ import annotations

from dataclasses import FrozenInstanceError
from pathlib import Path

import pytest

from liushou import Rules, load_rules

from .sheets import ledger_of, write_sheet

FACTS = """
facts:
  moved_in: {title: 迁入日期, type: date, ask: 哪天迁入？, past: true, columns: [何时迁入]}
  migrant: {title: 外来户, type: yes_no, ask: 是不是外来户？}
  has_permit: {title: 有居住证, type: yes_no, ask: 有没有居住证？, implies: [migrant]}
  permit_years: {title: 居住证年限, type: number, ask: 居住证几年了？, unit: 年, needs: [has_permit]}
"""


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory) -> Rules:
    folder = tmp_path_factory.mktemp("own")
    (folder / "own.yaml").write_text(FACTS, "utf-8")
    return load_rules(folder)


def test_their_columns_are_known_and_their_days_lie_in_the_past(tmp_path: Path, own: Rules) -> None:
    rows = [["姓名", "何时迁入"], ["甲", "2020-05-01"], ["乙", "2030-05-01"]]
    ledger = ledger_of(write_sheet(tmp_path / "a.xlsx", rows), rules=own)
    assert str(ledger.mapping(0)["moved_in"]) == "2020-05-01"
    assert dict(ledger.set_aside) == {1: "迁入日期（2030-05-01）晚于评估日（2025-06-30）"}


def test_what_contradicts_itself_by_them_is_set_aside(tmp_path: Path, own: Rules) -> None:
    rows = [["姓名", "有居住证", "外来户"], ["甲", "是", "否"], ["乙", "是", "是"]]
    ledger = ledger_of(write_sheet(tmp_path / "a.xlsx", rows), rules=own)
    assert dict(ledger.set_aside) == {0: "有居住证（是）与外来户（否）互相矛盾"}


@pytest.mark.parametrize(
    ("assumed", "header", "cells", "taken"),
    [
        ("migrant=no", "有居住证", ["是", "否", None], [1, 2]),
        ("has_permit=yes", "外来户", ["是", "否", None], [0, 2]),
        ("has_permit=no", "居住证年限", ["3", None, None], [1, 2]),
        ("permit_years=2", "有居住证", ["是", "否", None], [0, 2]),
    ],
)
def test_an_assumption_never_speaks_against_them(
    tmp_path: Path, own: Rules, assumed: str, header: str, cells: list[str | None], taken: list[int]
) -> None:
    rows = [["姓名", header], *(["甲", cell] for cell in cells)]
    ledger = ledger_of(write_sheet(tmp_path / "a.xlsx", rows), rules=own, assume=(assumed,))
    fact = assumed.partition("=")[0]
    assert [position for position in ledger.kept if fact in ledger.mapping(position)] == taken
    assert ledger.assumed[fact][1] == len(taken)


def test_a_ledger_that_was_read_does_not_change(tmp_path: Path) -> None:
    ledger = ledger_of(write_sheet(tmp_path / "a.xlsx", [["姓名", "是否低保"], ["甲", "是"], ["乙", None]]))
    with pytest.raises(FrozenInstanceError):
        ledger.kept = ()  # type: ignore[misc]
    fewer = ledger.without({0: "试"})
    assert (ledger.kept, fewer.kept, dict(fewer.set_aside)) == ((0, 1), (1,), {0: "试"})
    assert ledger.with_column("receives_dibao", [None, None]).mapping(0) == {}
    assert ledger.mapping(0) == {"receives_dibao": True}
