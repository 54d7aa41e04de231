"""Every row comes out exactly once: evaluated, set aside, or merged into a named row."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from liushou.ledger import summary

from .sheets import id_number, ledger_of, results_of, write_sheet

HEADER = ["序号", "姓名", "身份证号", "出生日期", "现住址", "是否低保", "残疾等级", "健康状况", "丈夫外出时间", "备注"]
CELL = st.one_of(
    st.sampled_from(
        ["", "", "", "是", "否", "√", "无", "不详", "二级", "重病", "1975-03-08", "1975.3", "2030-01-01", "2023年3月", "半年", "合计", "小计",
         "填表人：", "甲", "乙", "一村", "姓名", id_number("19750308"), id_number("19800101", 3), "500299197503080000", "=1+1", "\t"]
    ),
    st.text(max_size=6).filter(lambda text: "\0" not in text),
)  # fmt: skip


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.lists(CELL, max_size=12), max_size=12))
def test_whatever_the_cells_hold(tmp_path: Path, rows: list[list[str]]) -> None:
    text = io.StringIO()
    csv.writer(text).writerows([HEADER, *rows])
    path = tmp_path / "a.csv"
    path.write_text(text.getvalue(), "utf-8", newline="")
    results = results_of(path)
    ledger = results.ledger
    filled = sum(1 for row in rows if any(cell.strip() for cell in row))
    counts = summary(results)
    assert counts["rows"] == filled == counts["evaluated"] + counts["set_aside"] + counts["duplicates"]
    parts = [set(ledger.kept), set(ledger.set_aside), set(ledger.duplicates)]
    assert sum(map(len, parts)) == len(set.union(*parts)) == filled
    assert all(reason for reason in ledger.set_aside.values())
    assert all(into in parts[0] for into in ledger.duplicates.values())
    for service in counts["services"].values():
        assert sum(service.values()) == counts["evaluated"]


def test_totals_signatures_blank_and_numbered_rows(tmp_path: Path) -> None:
    rows = [
        HEADER[:4],
        [1, "甲", None, "1975-03-08"],
        [None, "小计", None, 1],
        [],
        [2, "乙", None, "1980-01-01"],
        HEADER[:4],
        [3],
        ["合计", None, None, 2],
        ["填表人：某某", None, None, "2025-01-01"],
        ["注：外出以半年为准"],
    ]
    ledger = ledger_of(write_sheet(tmp_path / "a.xlsx", rows))
    reasons = {ledger.numbers[position]: reason for position, reason in ledger.set_aside.items()}
    assert reasons == {
        3: "合计行", 6: "重复的表头", 7: "没有可用的内容（只有序号或不认得的列）", 8: "合计行", 9: "签章说明行", 10: "签章说明行",
    }  # fmt: skip
    assert [ledger.numbers[position] for position in ledger.kept] == [2, 5]
    assert ledger.empty_rows == 1
    assert ledger.rows == 8


def test_a_woman_without_a_name_is_not_lost(tmp_path: Path) -> None:
    ledger = ledger_of(write_sheet(tmp_path / "a.xlsx", [["姓名", "是否低保"], [None, "是"], ["甲", None]]))
    assert len(ledger.kept) == 2
    assert ledger.mapping(0) == {"receives_dibao": True}


def test_a_row_of_unreadable_cells_is_still_evaluated(tmp_path: Path) -> None:
    ledger = ledger_of(write_sheet(tmp_path / "a.xlsx", [["姓名", "是否低保"], [None, "待定？"]]))
    assert len(ledger.kept) == 1
    assert len(ledger.unread) == 1


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        pytest.param(["序号", "姓名", "是否低保", "是否残疾"], "重复的表头", id="a header repeated in one line"),
        pytest.param(["合计", "16人"], "合计行", id="a total with its unit beside the label"),
        pytest.param(["小计", 2], "合计行", id="a subtotal as a number"),
        pytest.param(["总计", "2"], "合计行", id="a total as text"),
        pytest.param(["填表人：张", "审核人：李"], "签章说明行", id="two signatures in one row"),
        pytest.param(["填报单位（盖章）", "某镇", None, "填表人", "张某"], "签章说明行", id="a seal and a signature"),
        pytest.param(["", "合计", "是", "否", None], "合计行", id="a total in the column of names"),
    ],
)
def test_a_row_that_is_no_woman_is_set_aside(row: list[object], reason: str, tmp_path: Path) -> None:
    rows = [
        ["序号", "姓名", "本人情况", None, "备注"],
        [None, None, "是否低保", "是否残疾", None],
        [1, "甲", "是", "否", None],
        row,
        [2, "乙", "是", "否", None],
    ]
    merged = [(0, 2, 0, 3), (0, 0, 1, 0), (0, 1, 1, 1), (0, 4, 1, 4)]
    ledger = ledger_of(write_sheet(tmp_path / "a.xlsx", rows, merged))
    assert {ledger.numbers[position]: given for position, given in ledger.set_aside.items()} == {4: reason}
    assert [ledger.numbers[position] for position in ledger.kept] == [3, 5]
