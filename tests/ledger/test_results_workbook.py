"""The results workbook: its sheets, what stands in them, and how they look."""

from __future__ import annotations

import re
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from liushou import Rules
from liushou.documents.model import Door
from liushou.ledger.sample import make_sample, write_sample
from liushou.yaml import Passage

from .sheets import ON, id_number, results_of, sheet_rows, write_sheet

SHEETS = ["结果总表", "一人一策", "待补充事项", "部门任务清单", "部门任务汇总", "排查汇总表", "未采用行", "说明"]
ONE = id_number("19750308")
HEADER = ["姓名", "身份证号", "现住址", "在农村居住", "丈夫务工地点", "丈夫外出时间", "是否低保", "残疾等级"]
ROWS = [
    ["王小红", ONE, "一村", "是", "广东", "2023.3", "是", "二级"],
    ["李玉", id_number("19800101"), "二村", None, "本县", "2年", None, None],
    ["=1+1", None, "http://example.org", None, None, None, None, None],
    ["合计"],
]


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("book")
    path = write_sheet(folder / "a.xlsx", [HEADER, *ROWS])
    results_of(path, folder / "out.xlsx", assume=("sex=female",))
    return folder / "out.xlsx"


def test_the_sheets_in_their_order(out: Path) -> None:
    assert CalamineWorkbook.from_path(out).sheet_names == SHEETS


def test_every_woman_with_the_status_of_every_service(out: Path) -> None:
    header, *rows = sheet_rows(out, "结果总表")
    assert [row[2] for row in rows] == ["王小红", "李玉", "=1+1"]
    assert [row[header.index("原行号")] for row in rows] == [2, 3, 4]
    dibao = header.index("最低生活保障")
    assert [row[dibao] for row in rows] == ["可能符合", "暂不符合", "还需了解"]
    assert rows[0][4] == __import__("datetime").date(1975, 3, 8)
    assert rows[0][5] == "50"


def test_id_numbers_are_text_and_masked_everywhere(out: Path) -> None:
    book = CalamineWorkbook.from_path(out)
    cells = [cell for name in SHEETS for row in book.get_sheet_by_name(name).to_python() for cell in row]
    assert not any(ONE in str(cell) or ONE[6:14] in str(cell) for cell in cells)
    assert f"5002************{ONE[-2:]}" in cells
    with zipfile.ZipFile(out) as archive:
        assert not any(ONE.encode() in archive.read(name) for name in archive.namelist())


def test_id_numbers_in_full_where_asked(tmp_path: Path) -> None:
    path = write_sheet(tmp_path / "a.xlsx", [HEADER, *ROWS])
    results_of(path, tmp_path / "out.xlsx", show_ids=True)
    assert sheet_rows(tmp_path / "out.xlsx", "结果总表")[1][3] == ONE


def test_one_policy_a_woman_names_services_where_she_goes_and_clauses(out: Path) -> None:
    header, *rows = sheet_rows(out, "一人一策")
    given = rows[0][header.index("可能符合的服务——去哪里办（依据）")]
    assert "残疾人两项补贴" in given + rows[0][header.index("还需了解才能确定的服务")]
    assert re.search(r"最低生活保障（符合条件（由民政部门审核确认））——.*（丰都民政发〔2021〕76号 二（一））", given)
    assert "走访慰问——丰都县民政局（推断）；承办：村民委员会（丰都民政发〔2021〕76号 二（三））" in given
    assert "不限于留守妇女" in rows[1][header.index("提示")]


def test_a_no_that_hangs_on_an_open_list_says_so(tmp_path: Path, rules: Rules) -> None:
    """DESIGN §2: 暂不符合（除非…）, where the ground would be unknown were the concept's no unknown."""
    concept = replace(rules.concepts["two_cancer_screening_age"], unless=("其他需要筛查的",))
    own = replace(rules, concepts={**rules.concepts, concept.id: concept})
    row = ["张", id_number("19500101"), "一村", "是", "广东", "2023.3", "是", None]
    path = write_sheet(tmp_path / "a.xlsx", [HEADER, row])
    results_of(path, tmp_path / "out.xlsx", assume=("sex=female",), rules=own)
    header, shown = sheet_rows(tmp_path / "out.xlsx", "一人一策")
    assert "“两癌”免费筛查（除非其他需要筛查的）" in shown[header.index("暂不符合的服务（除非属于所列情形）")]


def test_the_door_that_a_statute_names_is_not_inferred(tmp_path: Path, rules: Rules) -> None:
    """最低生活保障审核确认办法 第四条：由户籍所在地乡镇人民政府（街道办事处）受理。"""
    door = "户籍所在地乡镇人民政府（街道办事处）"
    cites = (Passage(law="最低生活保障审核确认办法", at="第四条", quote=door),)
    dibao = replace(rules.services["dibao"], door=Door(office=door, cites=cites))
    own = replace(rules, services={**rules.services, "dibao": dibao})
    path = write_sheet(tmp_path / "a.xlsx", [HEADER, *ROWS])
    results_of(path, tmp_path / "out.xlsx", assume=("sex=female",), rules=own)
    _, *rows = sheet_rows(tmp_path / "out.xlsx", "部门任务清单")
    assert [(row[2], row[3]) for row in rows if row[1] == door] == [("经办", "王小红")]
    header, *rows = sheet_rows(tmp_path / "out.xlsx", "一人一策")
    assert f"——{door}（丰都民政发〔2021〕76号 二（一））" in rows[0][header.index("可能符合的服务——去哪里办（依据）")]


def test_questions_say_of_whom(out: Path) -> None:
    header, *rows = sheet_rows(out, "待补充事项")
    asked = {row[header.index("向谁了解")]: row[header.index("需了解的事项")] for row in rows if row[1] == "=1+1"}
    assert "在农村居住生活" in asked["本人"]
    assert "特困人员" in asked["民政部门"]
    assert "残疾" in asked["查看证件：残疾人证"]


def test_tasks_go_to_offices_of_the_county_with_clauses(out: Path) -> None:
    header, *rows = sheet_rows(out, "部门任务清单")
    offices = [row[header.index("经办部门")] for row in rows]
    assert len(set(offices)) == sum(
        1 for index, office in enumerate(offices) if index == 0 or offices[index - 1] != office
    )
    own = {row[1]: row for row in rows if row[header.index("姓名")] == "王小红"}
    assert "走访慰问" in own["丰都县民政局"][header.index("服务事项")]
    assert own["丰都县司法局"][header.index("承担方式")] == "经办（推断）"
    assert all(re.search(r"〔\d{4}〕\d+号 ", row[header.index("依据")]) for row in rows)


@pytest.mark.parametrize("place", ["500230", "500101", "220182", "532601", "430000"])
def test_no_woman_is_sent_above_her_county(tmp_path: Path, rules: Rules, place: str) -> None:
    """A villager is never sent to 民政部 or 国家卫生健康委: what they owe is a block of its own."""
    write_sample(make_sample(20, seed=4, place=place, on=ON), tmp_path / "a.csv")
    results_of(tmp_path / "a.csv", tmp_path / "out.xlsx", place=place, assume=("sex=female", "lives_in_village=yes"))
    above = {
        name
        for agency in rules.agencies.values()
        if agency.level != "county"
        for name in (agency.name, *agency.aliases)
    }
    assert not above & {row[1] for row in sheet_rows(tmp_path / "out.xlsx", "部门任务清单")}
    _, *rows = sheet_rows(tmp_path / "out.xlsx", "部门任务汇总")
    blocks = [row[1] for row in rows]
    assert blocks == sorted(blocks, key=["本县办理", "上级部门"].index)
    assert not above & {row[2] for row in rows if row[1] == "本县办理"}
    assert {row[2] for row in rows if row[1] == "上级部门"} <= above


def test_the_summary_counts_every_office_a_document_names(out: Path) -> None:
    header, *rows = sheet_rows(out, "部门任务汇总")
    named = {(row[1], row[2], row[3], row[5], row[6]) for row in rows}
    own = ("辅助器具适配服务", "丰都民政发〔2021〕76号")
    assert ("本县办理", "丰都县残疾人联合会", "按职责分工", *own) in named
    poverty = [row for row in rows if row[2] == "市扶贫办"]
    assert poverty
    assert all(row[header.index("现承担机构")] for row in poverty)


def test_rows_not_taken_with_their_reasons(out: Path) -> None:
    _, *rows = sheet_rows(out, "未采用行")
    assert [(row[1], row[2], row[3], row[7]) for row in rows] == [(5, "未采用", "合计行", "合计")]


def test_the_explanations(out: Path) -> None:
    rows = sheet_rows(out, "说明")
    text = "\n".join("|".join(map(str, row)) for row in rows)
    for words in (
        "台账行数|4",
        "已评估|3",
        "未采用|1",
        "以主管部门核定为准",
        "丰都民政发〔2021〕76号",
        "F　丈夫外出时间|丈夫外出时间（起始日或时长）",
    ):
        assert words in text


def test_no_formula_no_link_frozen_panes_and_a_filter(out: Path) -> None:
    with zipfile.ZipFile(out) as archive:
        sheets = [archive.read(name).decode() for name in archive.namelist() if name.startswith("xl/worksheets/sheet")]
        styles = archive.read("xl/styles.xml").decode()
    assert len(sheets) == len(SHEETS)
    assert all("<f>" not in sheet and "<hyperlink" not in sheet and 'state="frozen"' in sheet for sheet in sheets)
    assert sum("<autoFilter" in sheet for sheet in sheets) >= 5
    assert "宋体" in styles
    assert "黑体" in styles
    assert "yyyy-mm-dd" in styles


def test_nothing_is_lost_where_a_sheet_is_full(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from liushou.ledger.output import book

    monkeypatch.setattr(book, "MAX_ROWS", 12)
    write_sample(make_sample(25, seed=2, place="500230", on=ON), tmp_path / "a.csv")
    results_of(tmp_path / "a.csv", tmp_path / "out.xlsx")
    parts = [
        name for name in CalamineWorkbook.from_path(tmp_path / "out.xlsx").sheet_names if name.startswith("结果总表")
    ]
    assert parts == ["结果总表", "结果总表（2）", "结果总表（3）"]
    assert sum(len(sheet_rows(tmp_path / "out.xlsx", name)) - 1 for name in parts) == 25


def test_a_ledger_without_any_woman_still_gives_a_workbook(tmp_path: Path) -> None:
    path = write_sheet(tmp_path / "a.xlsx", [HEADER, ["合计"]])
    results = results_of(path, tmp_path / "out.xlsx")
    assert results.ledger.rows == 1
    assert CalamineWorkbook.from_path(tmp_path / "out.xlsx").sheet_names == SHEETS


def test_the_header_of_the_roll_up_is_merged_over_its_bands(out: Path) -> None:
    """Ranges are declared over rows already written, which xlsxwriter does not offer in constant memory."""
    with zipfile.ZipFile(out) as archive:
        sheet = archive.read(f"xl/worksheets/sheet{SHEETS.index('排查汇总表') + 1}.xml").decode()
    merged = re.findall(r'<mergeCell ref="([A-Z0-9:]+)"', sheet)
    assert merged[:4] == ["A1:U1", "A3:A5", "B3:B5", "C3:C5"]
    assert "D3:I4" in merged  # 年龄段情况 over its six bands
    assert len(merged) == len(set(merged)) == 16
    header = sheet_rows(out, "排查汇总表")
    assert header[0][3] == "年龄段情况"
    assert header[2][3:5] == ["20-24周岁", "25-34周岁"]


def test_the_summary_of_tasks_is_in_one_order_only(out: Path, rules: Rules) -> None:
    """By office, document and clause; what has all of these in common, in the order of the document."""
    _, *rows = sheet_rows(out, "部门任务汇总")
    quotes = [
        (policy.number, clause.at, measure.quote)
        for policy in rules.policies.values()
        for clause, measure in policy.measures()
    ]
    offices = list(dict.fromkeys((row[1], row[2]) for row in rows))
    keys = [
        (offices.index((row[1], row[2])), row[6], row[7], row[5], row[3], quotes.index(tuple(row[6:9])), row[9])
        for row in rows
    ]
    assert len(rows) > 100
    assert keys == sorted(keys)
    assert len(keys) == len(set(keys))
