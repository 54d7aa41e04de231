"""A cell means what all of it says: a remark changes nothing, or the cell is unread; never the first word alone."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liushou.ledger.cells.reading import known_words, squeeze

from .cells import is_unread, read, values


@pytest.mark.parametrize(
    "cell",
    ["是（2023年已停保）", "是，2022年底退保", "低保户（已取消）", "低保已取消", "原低保户", "曾是", "曾享受低保", "拟纳入", "申请中", "正在审批",
     "是（至2023年）", "2019-2022年享受", "是（否）", "否（2021年纳入）", "是，丈夫", "否/是", "是？", "不是不享受", "未停保", "不再享受", "10", "有（过期）", "否（2023年）", "2022年否"],
)  # fmt: skip
def test_a_remark_that_undoes_or_doubts_a_word_leaves_it_unread(cell: str) -> None:
    assert is_unread("receives_dibao", cell)


@pytest.mark.parametrize(
    "cell",
    ["否（未采集）", "无（不清楚）", "否（待核实）", "是（待核实）", "否，未核实", "无（本人不在家）", "否（暂缺）", "待核实", "否（？）"],
)  # fmt: skip
def test_not_asked_stays_not_asked(cell: str) -> None:
    assert is_unread("receives_dibao", cell)
    assert is_unread("disabled", cell)


@pytest.mark.parametrize(
    ("cell", "answer"),
    [("是（2021年纳入）", True), ("是（C类）", True), ("低保户（2020年3月起，320元/月）", True), ("是（长期）", True), ("有（自述）", True),
     ("2019年纳入，是", True), ("已纳入低保", True), ("属于低保户", True), ("是（整户保）", True), ("是。", True), ("√（已核实）", True),
     ("在享", True), ("已纳入", True), ("否，收入超标", False),
     ("否（已停保）", False), ("非低保户", False), ("未享受低保", False), ("无（自述）", False), ("否（未申请）", False), ("已停保", False),
     ("不属于低保对象", False), ("□是 ☑否（不符合条件）", False)],
)  # fmt: skip
def test_a_remark_that_changes_nothing(cell: str, answer: bool) -> None:
    assert values("receives_dibao", cell) == {"receives_dibao": answer}


@pytest.mark.parametrize(
    ("target", "cell"),
    [("disability_grade", "二级（已注销）"), ("disability_grade", "三级（2018年，已降为四级）"), ("disability_grade", "一级（重评中）"),
     ("disability_grade", "二级及以上"), ("disability_grade", "三级以上"), ("disability_grade", "原二级"), ("seriously_ill", "重病（已治愈）"),
     ("seriously_ill", "大病（待查）"), ("health", "重病（已治愈）"), ("health", "曾患大病"), ("hardship", "脱贫不稳定户（风险已消除）"),
     ("hardship", "低保户（2023年退出）"), ("hardship", "特困（拟）"), ("identity", "留守妇女（已返乡）"),
     ("husband_away_for_work", "在外务工（已返乡）"), ("husband_away_for_work", "务工，现在家"), ("away_reason", "务工（已返乡）"),
     ("sex", "女（待核实）"), ("lives_in_village", "在村（随迁）"), ("away", "2023年3月（2024年回）"), ("away", "两年（中间回来过）"),
     ("birth_date", "1980年3月（农历）"), ("income_per_capita_month", "500元（不含丈夫）"), ("children_count", "2个（一个已亡）"),
     ("age", "40（虚岁）"), ("away_place", "广东（已返乡）")],
)  # fmt: skip
def test_every_kind_of_column_does_so(target: str, cell: str) -> None:
    assert is_unread(target, cell)


@pytest.mark.parametrize(
    ("target", "cell", "expected"),
    [("sex", "女（自述）", {"sex": "female"}), ("husband_away_for_work", "外出务工（2022年起）", {"husband_away_for_work": True}),
     ("seriously_ill", "是（乳腺癌）", {"seriously_ill": True}), ("disabled", "是（肢体二级）", {"disabled": True}),
     ("disabled", "无残疾", {"disabled": False}), ("lives_in_village", "常住（长期）", {"lives_in_village": True})],
)  # fmt: skip
def test_harmless_remarks_of_other_facts(target: str, cell: str, expected: dict[str, object]) -> None:
    assert values(target, cell) == expected


ERRORS = ["#N/A", "#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#NULL!", "#NUM!", "#SPILL!", "#CALC!", "#FIELD!", "#BLOCKED!", "#CONNECT!",
          "#UNKNOWN!", "#BUSY!", "#GETTING_DATA", "#EXTERNAL!", "#PYTHON!", "#名称?", "#WERT!", "#NV", "#¡REF!", "Err:502", "＃N/A"]  # fmt: skip


@pytest.mark.parametrize(
    "target", ["receives_dibao", "birth_date", "income_per_capita_month", "away_place", "name", "hardship", "sex"]
)
def test_what_a_failed_formula_shows_is_no_answer(target: str) -> None:
    """Not even where the column keeps any text, and not one that was not asked."""
    assert [cell for cell in ERRORS if not is_unread(target, cell)] == []


def test_a_cell_that_is_too_long_for_a_spreadsheet_is_unread() -> None:
    assert is_unread("name", "甲" * 32_768)
    assert values("name", "甲" * 32_767)
    assert is_unread("receives_dibao", "是" + "　" * 40_000 + "（已停保）")


WORDS = [("receives_dibao", "是"), ("receives_dibao", "否"), ("disabled", "残疾"), ("disability_grade", "二级"), ("sex", "女"),
         ("husband_away_for_work", "务工"), ("hardship", "低保户"), ("health", "重病"), ("identity", "留守妇女"), ("away", "2023年3月"),
         ("away", "两年"), ("birth_date", "1980年3月8日"), ("income_per_capita_month", "500元"), ("children_count", "2"), ("age", "40"),
         ("away_reason", "务工"), ("away_place", "广东"), ("husband_outside_county", "县外")]  # fmt: skip
UNKNOWN = st.text(
    st.sampled_from("曾原拟将返辞查疑改调停废撤缓免误错删补换婚故迁移另仅差甲乙丙丁戊己庚辛"), min_size=1, max_size=6
)


@given(
    st.sampled_from(WORDS),
    UNKNOWN,
    st.sampled_from(["{}（{}）", "{}，{}", "{}[{}]", "{}{}", "{1}{0}", "{}；{}", "{}（2021年{}）"]),
)
def test_an_unknown_remark_is_never_passed_over(word: tuple[str, str], remark: str, form: str) -> None:
    """Whatever is appended to a word: unread, or all of it is in a table; never the value of the word alone."""
    target, known = word
    tables = known_words()
    if squeeze(remark) in tables.blank:
        return
    reading = read(target, form.format(known, remark))
    assert reading.problem
    assert reading.values == {} or target in ("hardship", "health", "identity")
