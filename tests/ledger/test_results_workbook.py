"""The results workbook: its sheets, what stands in them, and how they look."""

from __future__ import annotations

import hashlib
import os
import re
import subprocess
import sys
import zipfile
from dataclasses import replace
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from python_calamine import CalamineWorkbook

from liushou import Rules
from liushou.documents.model import Door
from liushou.ledger import Options, run_ledger
from liushou.ledger.output import book
from liushou.ledger.results.details import details
from liushou.ledger.sample import make_sample, write_sample
from liushou.yaml import Passage

from .sheets import ON, cards, id_number, results_of, sheet_rows, write_sheet

SHEETS = ["结果总表", "一人一策", "待补充事项", "部门任务清单", "部门任务汇总", "服务依据"]
SHEETS += ["排查汇总表", "未采用行", "说明", "逐项结果"]
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


def test_every_woman_in_the_register_with_what_is_open(out: Path) -> None:
    header, *rows = sheet_rows(out, "结果总表")
    assert [row[2] for row in rows] == ["王小红", "李玉", "=1+1"]
    assert [row[header.index("原行号")] for row in rows] == [2, 3, 4]
    assert rows[0][4] == date(1975, 3, 8)
    assert rows[0][5] == "50"
    matrix = sheet_rows(out, "逐项结果")
    for row, woman in zip(rows, matrix[1:], strict=True):
        counts = [row[header.index(f"{word}\n（项）")] for word in ("可能符合", "还需了解", "暂不符合")]
        assert counts == [woman.count(word) for word in ("可能符合", "还需了解", "暂不符合")]
    asked = [row[header.index("需了解（项）")] for row in rows]
    assert all(re.fullmatch(r"((本人|证件|部门)\d+、?)+", text) for text in asked)


def test_every_woman_with_the_status_of_every_service(out: Path) -> None:
    header, *rows = sheet_rows(out, "逐项结果")
    dibao = header.index("最低生活保障")
    assert [row[dibao] for row in rows] == ["可能符合", "暂不符合", "还需了解"]


def test_columns_that_hold_nothing_are_left_out(out: Path) -> None:
    assert "联系电话" not in sheet_rows(out, "结果总表")[0]
    assert "区划代码" not in sheet_rows(out, "逐项结果")[0]


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


def test_a_card_names_services_where_she_goes_and_clauses(out: Path) -> None:
    first, second, _ = cards(out)
    assert first[0][:2] == [1, "王小红　50岁"]
    lines = {row[1]: row for row in first}
    assert lines["最低生活保障（符合条件（由民政部门审核确认））"][3] == "丰都民政发〔2021〕76号 二（一）"
    assert lines["走访慰问"][2:] == ["丰都县民政局（推断）；承办：村民委员会", "丰都民政发〔2021〕76号 二（三）"]
    assert any("残疾人两项补贴" in row[1] for row in first)
    assert second[-1][0] == "提示"
    assert "不限于留守妇女" in second[-1][2]


def test_what_is_due_comes_first_on_a_card(out: Path) -> None:
    order = ["应当", "优先", "提供", "鼓励支持", "还需了解"]
    for card in cards(out):
        kinds = [row[0] for row in card if row[0] in order]
        assert kinds == sorted(kinds, key=order.index)
    assert cards(out)[0][2][0] == "应当"


def test_every_card_begins_a_page_and_fits_on_it(tmp_path: Path) -> None:
    """A page of A4 holds 842 points, less margins and the three lines that are repeated, at the scale that fits it."""
    write_sample(make_sample(60, seed=3, place="500230", on=ON), tmp_path / "a.csv")
    results_of(tmp_path / "a.csv", tmp_path / "out.xlsx", assume=("sex=female", "lives_in_village=yes"))
    sheet = openpyxl.load_workbook(tmp_path / "out.xlsx")["一人一策"]
    begins = [row[0].row for row in sheet.iter_rows(min_row=4) if isinstance(row[0].value, int)]
    assert len(begins) == 60
    assert [entry.id + 1 for entry in sheet.row_breaks.brk] == begins[1:]
    wide = sum(sheet.column_dimensions[letter].width for letter in "ABCD")
    scale = min(1, (595 - 58) / (wide * 5.6))
    room = (842 - 90) / scale - sum(sheet.row_dimensions[row].height for row in (1, 2, 3))
    ends = [*begins[1:], sheet.max_row + 1]
    heights = [
        sum(sheet.row_dimensions[row].height for row in range(begin, end))
        for begin, end in zip(begins, ends, strict=True)
    ]
    assert max(heights) <= room


def test_a_no_that_hangs_on_an_open_list_says_so(tmp_path: Path, rules: Rules) -> None:
    """DESIGN §2: 暂不符合（除非…）, where the ground would be unknown were the concept's no unknown."""
    concept = replace(rules.concepts["two_cancer_screening_age"], unless=("其他需要筛查的",))
    own = replace(rules, concepts={**rules.concepts, concept.id: concept})
    row = ["张", id_number("19500101"), "一村", "是", "广东", "2023.3", "是", None]
    path = write_sheet(tmp_path / "a.xlsx", [HEADER, row])
    results_of(path, tmp_path / "out.xlsx", assume=("sex=female",), rules=own)
    (card,) = cards(tmp_path / "out.xlsx")
    assert ["暂不符合", "“两癌”免费筛查", "除非其他需要筛查的", ""] in card


def test_the_door_that_a_statute_names_is_not_inferred(tmp_path: Path, rules: Rules) -> None:
    """最低生活保障审核确认办法 第四条：由户籍所在地乡镇人民政府（街道办事处）受理。"""
    door = "户籍所在地乡镇人民政府（街道办事处）"
    cites = (Passage(law="最低生活保障审核确认办法", at="第四条", quote=door),)
    dibao = replace(rules.services["dibao"], door=Door(office=door, cites=cites))
    own = replace(rules, services={**rules.services, "dibao": dibao})
    path = write_sheet(tmp_path / "a.xlsx", [HEADER, *ROWS])
    results_of(path, tmp_path / "out.xlsx", assume=("sex=female",), rules=own)
    _, *rows = sheet_rows(tmp_path / "out.xlsx", "部门任务清单")
    assert [(row[2], row[-1]) for row in rows if row[1] == door] == [("经办", "王小红（1）")]
    lines = [row for row in cards(tmp_path / "out.xlsx")[0] if row[2] == door]
    assert [row[3] for row in lines] == ["丰都民政发〔2021〕76号 二（一）"]


def test_questions_say_of_whom_and_how(out: Path) -> None:
    header, *rows = sheet_rows(out, "待补充事项")
    asked = {row[header.index("需了解的事项")]: row for row in rows}
    assert asked["特困人员"][1] == "民政部门"
    assert asked["残疾等级"][1] == "查看证件：残疾人证"
    assert asked["在农村居住生活"][1] == "本人"
    assert asked["在农村居住生活"][-1] == "李玉（2）、=1+1（3）"
    own = next(row[2] for row in cards(out)[2] if row[0] == "还需了解")
    assert "本人：" in own
    assert "在农村居住生活" in own
    assert "民政部门：" in own


def test_tasks_are_what_is_due_to_her_by_office_of_the_county(out: Path) -> None:
    header, *rows = sheet_rows(out, "部门任务清单")
    assert {row[header.index("力度")] for row in rows} <= {"应当", "优先", "已表示需要"}
    offices = [row[header.index("经办部门")] for row in rows]
    blocks = [office for index, office in enumerate(offices) if index == 0 or offices[index - 1] != office]
    assert len(blocks) == len(set(blocks))
    own = {row[header.index("服务事项")]: row[1] for row in rows if "王小红（1）" in row[-1]}
    assert own["“两癌”免费筛查"] == "丰都县卫生健康委员会"
    assert "走访慰问" not in own
    assert all(re.search(r"〔\d{4}〕\d+号 ", row[header.index("依据")]) for row in rows)


def test_a_stated_need_is_a_task(tmp_path: Path) -> None:
    """心理辅导 is 提供 only; who says that she needs it is somebody's task, who does not is not."""
    header = [*HEADER, "是否需要心理辅导"]
    women = [("甲", "19750308", "是"), ("乙", "19760308", "否")]
    rows = [[name, id_number(birth), "一村", "是", "广东", "2023.3", "否", None, need] for name, birth, need in women]
    results_of(write_sheet(tmp_path / "a.xlsx", [header, *rows]), tmp_path / "out.xlsx", assume=("sex=female",))
    _, *tasks = sheet_rows(tmp_path / "out.xlsx", "部门任务清单")
    assert [row[-1] for row in tasks if row[4] == "已表示需要"] == ["甲（1）"]


def test_tasks_of_many_are_few_lines_and_name_everyone(tmp_path: Path, rules: Rules) -> None:
    write_sample(make_sample(300, seed=2, place="500230", on=ON, messy=True), tmp_path / "a.xlsx")
    results = results_of(
        tmp_path / "a.xlsx", tmp_path / "out.xlsx", assume=("sex=female", "lives_in_village=yes"), rules=rules
    )
    due = {
        (service.service, number)
        for number, detail in enumerate(details(results), 1)
        for service in detail.of("eligible")
        if {ground.measure.measure.force for ground in service.grounds} & {"shall", "priority"}
        or service.outcome.need == "yes"
    }
    header, *rows = sheet_rows(tmp_path / "out.xlsx", "部门任务清单")
    titles = {rules.services[name].title: name for name in rules.services}
    listed = [
        (titles[re.sub("（.*", "", row[header.index("服务事项")])], int(number))
        for row in rows
        for number in re.findall(r"（(\d+)）(?:、|$)", row[-1])
    ]
    assert len(listed) == len(set(listed))
    assert set(listed) == due
    assert len(rows) < len(due) / 4
    assert [row[header.index("人数")] for row in rows] == [row[-1].count("（") for row in rows]


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


def test_the_summary_has_a_line_for_every_office_a_document_names(out: Path) -> None:
    header, *rows = sheet_rows(out, "部门任务汇总")
    assert len(rows) == len({(row[1], row[2]) for row in rows})
    own = next(row for row in rows if row[2] == "丰都县残疾人联合会")
    assert own[1] == "本县办理"
    assert "按职责分工" in own[3]
    assert "辅助器具适配服务" in own[-1]
    poverty = [row for row in rows if row[2] == "市扶贫办"]
    assert poverty
    assert all(row[header.index("现承担机构")] for row in poverty)
    civil = next(row for row in rows if row[2] == "丰都县民政局")
    assert (civil[header.index("应办\n（人）")], civil[header.index("可能符合\n（人）")]) == (1, 1)
    assert "走访慰问（1）" in civil[-1]


def test_the_clause_of_every_answer_is_quoted(out: Path, rules: Rules) -> None:
    header, *rows = sheet_rows(out, "服务依据")
    quoted = {(row[header.index("文件")], row[header.index("条款")]) for row in rows}
    cited = {
        tuple(text.rsplit(" ", 1))
        for card in cards(out)
        for row in card
        for text in row[3].split("、")
        if "号 " in text
    }
    assert {number for number, _ in cited} <= {number for number, _ in quoted}
    quotes = {
        (policy.number, clause.at, measure.quote)
        for policy in rules.policies.values()
        for clause, measure in policy.measures()
    }
    assert {(row[2], row[3], row[5]) for row in rows} <= quotes
    assert all(row[header.index("可能符合\n（人）")] + row[header.index("还需了解\n（人）")] for row in rows)


def test_rows_not_taken_with_their_reasons(out: Path) -> None:
    _, *rows = sheet_rows(out, "未采用行")
    assert [(row[1], row[2], row[3], row[-1]) for row in rows] == [(5, "未采用", "合计行", "合计")]


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


def test_every_sheet_prints_on_a4_with_its_header_on_every_page(out: Path) -> None:
    for sheet in openpyxl.load_workbook(out):
        header = 5 if sheet.title == "排查汇总表" else 3
        assert str(sheet.page_setup.paperSize) == "9"
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert sheet.page_setup.fitToHeight == 0
        assert sheet.print_title_rows in (f"$3:${header}", f"$1:${header}")
        assert sheet.freeze_panes.endswith(str(header + 1))


def test_statuses_are_coloured_by_rules_of_the_sheet(out: Path) -> None:
    sheet = openpyxl.load_workbook(out)["逐项结果"]
    (area,) = sheet.conditional_formatting
    assert [rule.formula for rule in area.rules] == [['"可能符合"'], ['"还需了解"'], ['"暂不符合"']]
    # Cells themselves have one look a column.
    assert all(len({cell.style_id for cell in column[3:]}) == 1 for column in sheet.iter_cols())


def test_no_line_is_clipped(out: Path) -> None:
    """Every text wraps in its cell, and its row is as high as its lines: a Chinese character is two wide."""
    clipped = []
    for sheet in openpyxl.load_workbook(out):
        widths = {
            column: dimension.width
            for dimension in sheet.column_dimensions.values()
            for column in range(dimension.min, dimension.max + 1)
        }
        for cell in (cell for row in sheet.iter_rows(min_row=6) for cell in row):
            if isinstance(cell.value, str) and cell.alignment.horizontal is None:
                assert cell.alignment.wrap_text
                # Seven pixels a character of width, six and two thirds a character of 10 points.
                room = widths[cell.column] * 7 / 6.67
                parts = [sum(2 if ord(letter) > 255 else 1 for letter in part) for part in cell.value.split("\n")]
                lines = sum(max(1, -(-part // room)) for part in parts)
                if sheet.row_dimensions[cell.row].height < 12.5 * lines:
                    clipped.append((sheet.title, cell.coordinate))
    assert clipped == []


def test_texts_are_kept_as_they_are_written(tmp_path: Path) -> None:
    """What XML would read as markup, and what Excel would read as an escape."""
    name = "甲<b>&amp;_x0041_"
    path = write_sheet(tmp_path / "a.xlsx", [HEADER, [name, *ROWS[0][1:]]])
    results_of(path, tmp_path / "out.xlsx", assume=("sex=female",))
    with zipfile.ZipFile(tmp_path / "out.xlsx") as archive:
        assert "甲&lt;b&gt;&amp;amp;_x005F_x0041_<" in archive.read("xl/worksheets/sheet1.xml").decode()


@pytest.mark.slow
def test_the_same_ledger_gives_the_same_bytes(tmp_path: Path) -> None:
    """In whatever order sets and dicts of strings are run through, and whenever it is written."""
    write_sample(make_sample(80, seed=6, place="500230", on=ON, messy=True), tmp_path / "a.xlsx")
    digests = {}
    for seed in ("0", "1", "2", "77"):
        out = tmp_path / f"{seed}.xlsx"
        command = [sys.executable, "-m", "liushou", "ledger", "run", str(tmp_path / "a.xlsx"), "--place", "500230"]
        command += ["--on", "2025-06-30", "--assume", "sex=female", "--out", str(out)]
        subprocess.run(command, check=True, capture_output=True, env={**os.environ, "PYTHONHASHSEED": seed})
        with zipfile.ZipFile(out) as archive:
            digests[seed] = {name: hashlib.sha256(archive.read(name)).hexdigest() for name in archive.namelist()}
            assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    assert all(digest == digests["0"] for digest in digests.values())
    assert len({(tmp_path / f"{seed}.xlsx").read_bytes() for seed in digests}) == 1


def test_progress_goes_from_sheet_to_sheet(tmp_path: Path) -> None:
    path = write_sheet(tmp_path / "a.xlsx", [HEADER, *ROWS])
    steps: list[str] = []
    options = Options(on=ON, place="500230")
    run_ledger(path, tmp_path / "out.xlsx", options, progress=lambda what, _done, _total: steps.append(what))
    assert [step for step in steps if step.startswith("写“")] == [f"写“{name}”" for name in SHEETS]


def test_an_interruption_while_rows_are_written_leaves_what_was_there(tmp_path: Path) -> None:
    def interrupt(what: str, _done: int, _total: int) -> None:
        if what == "写“逐项结果”":
            raise KeyboardInterrupt

    path, out = write_sheet(tmp_path / "a.xlsx", [HEADER, *ROWS]), tmp_path / "out.xlsx"
    out.write_text("earlier")
    with pytest.raises(KeyboardInterrupt):
        run_ledger(path, out, Options(on=ON, place="500230"), progress=interrupt)
    assert out.read_text() == "earlier"
    assert sorted(entry.name for entry in tmp_path.iterdir()) == ["a.xlsx", "out.xlsx"]


def test_more_cards_than_a_sheet_may_have_page_breaks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(book, "MAX_PAGES", 10)
    write_sample(make_sample(25, seed=2, place="500230", on=ON), tmp_path / "a.csv")
    results_of(tmp_path / "a.csv", tmp_path / "out.xlsx")
    names = [name for name in CalamineWorkbook.from_path(tmp_path / "out.xlsx").sheet_names if "一人一策" in name]
    assert names == ["一人一策", "一人一策（2）", "一人一策（3）"]
    rows = [row for name in names for row in sheet_rows(tmp_path / "out.xlsx", name)[1:]]
    assert [row[0] for row in rows if isinstance(row[0], float)] == list(range(1, 26))


def test_nothing_is_lost_where_a_sheet_is_full(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
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
    sheet = openpyxl.load_workbook(out)["排查汇总表"]
    merged = {str(area) for area in sheet.merged_cells}
    assert {"A3:A5", "B3:B5", "C3:C5", "D3:I4"} <= merged  # 年龄段情况 over its six bands
    assert len(merged) == 17
    header = sheet_rows(out, "排查汇总表")
    assert header[0][3] == "年龄段情况"
    assert header[2][3:5] == ["20-24周岁", "25-34周岁"]
