"""Sums, signatures and rows of errors are no women, wherever their words come; a woman named 合… is one."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from .sheets import id_number, ledger_of, write_sheet

HEADER = ["序号", "村", "姓名", "身份证号", "家庭人均月收入（元）", "是否低保", "备注"]
WOMAN = [1, "大田村", "王芳", None, 500, "是", None]


def outcome(tmp_path: Path, row: list[Any]) -> str | None:
    """Why a row between two women is set aside; None where it is evaluated."""
    ledger = ledger_of(
        write_sheet(tmp_path / "a.xlsx", [HEADER, WOMAN, row, [2, "桥头村", "李梅", None, 600, "否", None]])
    )
    assert {0, 2} <= {*ledger.kept}
    assert ledger.rows == 3
    return ledger.set_aside.get(1)


@pytest.mark.parametrize(
    "row",
    [
        [None, "小计", None, None, 500, None, None],
        [None, "大田村小计", 12, None, None, None, None],
        ["合计", "大田村", 12, None, 6000, None, None],
        [None, "大田村", "合计", None, None, 3, None],
        [None, "大田村", "12人", None, "小计", None, None],
        [None, "大田村", None, None, None, "合计：5", None],
        ["总 计", None, "2", None, None, None, None],
        [None, None, "共计16人", None, None, None, None],
        [None, "全镇合计", None, None, "6000", "5户", None],
        [None, "大田村", "大田村", None, 12, None, "小计"],
        [None, "本页小计", None, None, None, None, None],
        [None, "（大田社区）合计（户）", None, None, 9, None, None],
    ],
)
def test_a_sum_is_no_woman(tmp_path: Path, row: list[Any]) -> None:
    assert outcome(tmp_path, row) == "合计行"


@pytest.mark.parametrize(
    "row",
    [
        [3, "大田村", "合英", None, 500, "是", None],
        [3, "大田村", "合计英", None, 500, "是", None],
        [3, "大田村", "王小计", None, 500, "是", None],
        [3, "大田村", "共兰", None, 500, "是", "总计两人在外"],
        [3, "合计村", "张红", None, 500, "是", None],
        [3, "大田村", "张红", None, 500, "是", "合计"],
        [3, "小计", "张红", id_number("19750308"), 500, "是", None],
        [3, "大田村", "总会英", None, 500, "是", "说明：见附件"],
    ],
)
def test_a_woman_is_no_sum(tmp_path: Path, row: list[Any]) -> None:
    assert outcome(tmp_path, row) is None


@pytest.mark.parametrize(
    "row",
    [
        ["#N/A"] * 7,
        [None, "#REF!", "#REF!", None, "#VALUE!", None, None],
        [None, None, None, None, None, "#DIV/0!", None],
        ["#NAME?", None, "#NAME?", None, None, None, None],
        ["#SPILL!", "#CALC!", None, None, None, None, None],
        [None, None, "#NULL!", "#NUM!", None, None, "#GETTING_DATA"],
    ],
)
def test_a_row_of_errors_is_a_row_that_is_set_aside_with_its_reason(tmp_path: Path, row: list[Any]) -> None:
    assert outcome(tmp_path, row) == "只有错误值，没有可用的内容"
    path = tmp_path / "a.csv"
    rows = [HEADER, WOMAN, row]
    path.write_text("\n".join(",".join("" if cell is None else str(cell) for cell in line) for line in rows), "utf-8")
    assert [*ledger_of(path).set_aside.values()] == ["只有错误值，没有可用的内容"]


def test_a_row_of_formulas_that_were_never_calculated(tmp_path: Path) -> None:
    import xlsxwriter

    book = xlsxwriter.Workbook(str(tmp_path / "a.xlsx"))
    sheet = book.add_worksheet()
    for number, row in enumerate([HEADER, WOMAN]):
        sheet.write_row(number, 0, row)
    for column in (1, 2, 5):
        sheet.write_formula(2, column, "=Sheet2!A1", None, "")
    sheet.write_row(3, 0, WOMAN)
    book.close()
    ledger = ledger_of(tmp_path / "a.xlsx")
    assert ledger.numbers == [2, 3, 4]
    assert ledger.set_aside == {1: "公式没有存下计算结果"}


def test_a_village_across_the_sheet_is_no_woman(tmp_path: Path) -> None:
    rows = [HEADER, ["大田村（12户）", *[None] * 6], WOMAN, ["桥头村", *[None] * 6], WOMAN]
    ledger = ledger_of(write_sheet(tmp_path / "a.xlsx", rows, [(1, 0, 1, 6), (3, 0, 3, 6)]))
    assert {ledger.numbers[position]: reason for position, reason in ledger.set_aside.items()} == {
        2: "标题行",
        4: "标题行",
    }
