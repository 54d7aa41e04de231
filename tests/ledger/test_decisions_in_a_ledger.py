"""A column of what offices have decided: settles residual conditions, never a status; what is not understood is unread."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from liushou import Rules
from liushou.ledger.cells.reading import UnreadableError
from liushou.ledger.results.details import check_rows, details
from liushou.ledger.rows.decisions import read_decision

from .sheets import FENGDU, ON, cards, id_number, ledger_of, results_of, write_sheet

HEADER = ["姓名", "身份证号", "在农村居住", "丈夫务工地点", "丈夫外出时间", "是否低保", "核定结果"]
GRANTED = "低保 符合条件 同意 2025-03-01 丰都县民政局"


def woman(decided: str | None, born: str = "19750308", name: str = "王小红") -> list[str | None]:
    return [name, id_number(born), "是", "广东", "2023.3", "是", decided]


@pytest.mark.parametrize(
    "entry",
    [
        GRANTED,
        "丰都县民政局，2025年3月1日，最低生活保障，符合条件，同意",
        "2025.3.1 丰都县民政局 农村低保 批准",
        "dibao 符合条件（由民政部门审核确认） 同意 20250301 丰都县民政局",
    ],
)
def test_an_entry_is_read_in_any_order_for_every_clause_that_leaves_it_open(rules: Rules, entry: str) -> None:
    decisions = read_decision(entry, rules, FENGDU, ON)
    assert [(decision.policy, decision.clause) for decision in decisions] == [
        ("fengdu", "二（一）"),
        ("chongqing", "二（一）"),
    ]
    assert {
        (decision.service, decision.residual, decision.outcome, decision.by, decision.on) for decision in decisions
    } == {("dibao", "符合条件（由民政部门审核确认）", "granted", "丰都县民政局", date(2025, 3, 1))}


def test_without_a_condition_all_of_the_service_are_granted(rules: Rules) -> None:
    granted = read_decision("创业担保贷款 同意 2025-03-01 丰都县人力社保局", rules, FENGDU, ON)
    assert {decision.residual for decision in granted} >= {"符合规定", "按规定享受贴息"}
    (only,) = {
        d.residual for d in read_decision("创业贷款 符合规定 不同意 2025-03-01 丰都县人力社保局", rules, FENGDU, ON)
    }
    assert only == "符合规定"


@pytest.mark.parametrize(
    ("entry", "reason"),
    [
        ("同意", "没有写明服务事项、日期"),
        ("低保 2025-03-01 丰都县民政局", "没有写明结果"),
        ("低保 同意 2025-03 丰都县民政局", "没有写明日期"),
        ("低保 同意 2025-03-01", "没有写明作出决定的单位"),
        ("低保 人品好 同意 2025-03-01 丰都县民政局", "看不懂“人品好、丰都县民政局”"),
        ("低保 同意 2025-08-01 丰都县民政局", "晚于评估日"),
        ("走访慰问 同意 2025-03-01 丰都县民政局", "没有由部门判断的条件"),
        ("创业担保贷款 不同意 2025-03-01 丰都县人力社保局", "没有写明是哪一项条件"),
    ],
)
def test_what_is_not_understood_says_why(rules: Rules, entry: str, reason: str) -> None:
    with pytest.raises(UnreadableError, match=reason):
        read_decision(entry, rules, FENGDU, ON)


def test_entries_that_are_not_understood_are_listed_and_the_others_count(tmp_path: Path) -> None:
    rows = [woman(f"{GRANTED}；低保已报送"), woman("无", "19760308"), woman(None, "19770308")]
    ledger = ledger_of(write_sheet(tmp_path / "a.xlsx", [HEADER, *rows]))
    assert [len(ledger.mapping(position).get("decisions", ())) for position in ledger.kept] == [2, 0, 0]
    assert [(cell.row, cell.column, cell.text) for cell in ledger.unread] == [(2, "G", "低保已报送")]


def test_granted_and_refused_on_one_day_is_a_contradiction(tmp_path: Path) -> None:
    both = f"{GRANTED}；{GRANTED.replace('同意', '不同意')}"
    ledger = ledger_of(write_sheet(tmp_path / "a.xlsx", [HEADER, woman(both)]))
    assert {decision.outcome for decision in ledger.mapping(0)["decisions"]} == {"granted"}
    assert [cell.reason for cell in ledger.unread] == ["与同一行的另一条互相矛盾"]


def test_the_rows_of_one_woman_bring_their_decisions_together(tmp_path: Path) -> None:
    loan = "创业贷款 同意 2025-03-01 丰都县人力社保局"
    ledger = ledger_of(write_sheet(tmp_path / "a.xlsx", [HEADER, woman(GRANTED), woman(loan)]))
    assert ledger.kept == (0,)
    assert {decision.service for decision in ledger.mapping(0)["decisions"]} == {"dibao", "startup_loan"}


def test_it_is_shown_and_no_status_changes(tmp_path: Path) -> None:
    refused = GRANTED.replace("同意", "不同意")
    rows = [woman(GRANTED), woman(refused, "19760308"), woman(None, "19770308")]
    with_column = write_sheet(tmp_path / "a.xlsx", [HEADER, *rows])
    without = write_sheet(tmp_path / "b.xlsx", [HEADER[:-1], *(row[:-1] for row in rows)])
    results = results_of(with_column, tmp_path / "out.xlsx", assume=("sex=female",))
    assert results.counts == results_of(without, assume=("sex=female",)).counts
    given = ["\n".join(row[1] for row in card) for card in cards(tmp_path / "out.xlsx")]
    assert "最低生活保障（符合条件（由民政部门审核确认），2025年3月1日丰都县民政局已认定）" in given[0]
    assert "2025年3月1日丰都县民政局认定不符合" in given[1]
    assert "最低生活保障（符合条件（由民政部门审核确认））" in given[2]


def test_rows_with_and_without_a_decision_do_not_share_their_details(tmp_path: Path) -> None:
    rows = [woman(GRANTED), woman(None, "19750309"), woman(GRANTED, "19750310")]
    results = results_of(write_sheet(tmp_path / "a.xlsx", [HEADER, *rows]))
    shared = details(results)
    assert (shared[0] is shared[1], shared[0].services == shared[2].services) == (False, True)
    assert check_rows(results, shared, every=True) == 3
