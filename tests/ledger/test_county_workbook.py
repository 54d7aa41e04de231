"""A county's workbook in which everything comes at once that people do: no row is lost, and no answer is wrong."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import pytest

from liushou import Rules
from liushou.ledger.results.statuses import Results
from liushou.match import Matcher
from liushou.values import Bounds

from .sheets import FENGDU, ON, id_number, results_of, write_sheet

TITLE = (("附件2",), ("丰都县农村留守妇女信息台账",), ("填报单位（盖章）：高家镇人民政府　　　　2025年6月30日",))
#: The header in three lines; a name that is alone is in the first.
HEADER: tuple[tuple[str | None, ...], ...] = (
    (
        *("序号", "村", "姓名", "身份证号", "人员类别", "本人情况", None, None),
        *("丈夫情况", None, None, "家庭情况", None, "区划代码", "备注"),
    ),
    (*[None] * 5, "居住", "残疾情况", "健康状况", "外出务工", None, None, "是否低保（1是2否）", "收入", None, None),
    (*[None] * 5, "是否在农村居住", "残疾等级", None, "是否", "时间", "地点", None, "人均年收入（万元）", None, None),
)
COLUMNS: tuple[str, ...] = ("序号", "村", "姓名", "身份证号", "类别", "在村", "等级", "健康", "务工", "时间", "地点")
COLUMNS += ("低保", "收入", "代码", "备注")
#: Ranges of the header, counted from its first line: first line, first column, last line, last column.
MERGED = ((0, 5, 0, 7), (0, 8, 0, 10), (0, 11, 0, 12), (1, 8, 1, 10))
AWAY, SINCE, OUTSIDE = "husband_away_for_work", "husband_away_since", "husband_outside_county"
STATUS = {1: "eligible", 0: "ineligible", None: "undetermined"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A row: its cells, and of a woman what is so of her and what is read, where either is not the usual.

    ``fate`` is what becomes of the row: ``kept``, ``aside`` or ``duplicate``.
    """

    cells: Mapping[str, Any]
    truth: Mapping[str, Any] = field(default_factory=dict)
    reads: Mapping[str, Any] = field(default_factory=dict)
    fate: str = "kept"


#: What is so of every woman of whom nothing else is said, how it is written, and how it is read.
TRUE: Mapping[str, Any] = {
    "sex": "female",
    "lives_in_village": True,
    "disabled": False,
    "seriously_ill": False,
    AWAY: True,
    SINCE: date(2024, 3, 10),
    OUTSIDE: True,
    "receives_dibao": False,
    "income_per_capita_month": 1000.0,
}
PLAIN: Mapping[str, Any] = {
    "类别": "留守妇女",
    "在村": "是",
    "等级": "无",
    "健康": "健康",
    "务工": "是",
    "时间": "2024.03",
    "地点": "广东",
    "低保": 2,
    "收入": 1.2,
}
READ = {**TRUE, SINCE: Bounds(date(2024, 3, 1), date(2024, 3, 31))}


def woman(name: str, birth: str, order: int, **cells: Any) -> dict[str, Any]:
    """The cells of a woman's row."""
    return {**PLAIN, "姓名": name, "身份证号": id_number(birth, order), **cells}


def so(**facts: Any) -> dict[str, Any]:
    """Facts that are so, and are read so."""
    return {"truth": facts, "reads": facts}


GRADE_TWO = {"disabled": True, "disability_grade": 2.0}
AT_HOME = {AWAY: False, OUTSIDE: None}
FENG = woman("冯丽华", "19740202", 22, 等级="肢体二级", 类别="留守妇女、残疾人、网格员")
FIRST_PART: Sequence[Entry] = (
    Entry(cells=woman("王秀英", "19800503", 2, 村="大坪村")),
    Entry(cells=woman("李桂芳", "19780110", 4, 时间="24年3月", 地点="同上"), reads={SINCE: None}),
    Entry(cells=woman("张小兰", "19900721", 6, 等级="二级（已注销）"), reads={"disabled": None}),
    Entry(cells={"村": "大坪村小计", "姓名": "3人"}, fate="aside"),
    Entry(
        cells=woman("合春梅", "19691105", 8, 村="小河村", 务工="否（在家务农）", 时间="/", 地点="在家"),
        truth={**AT_HOME, SINCE: None},
        reads={**AT_HOME, SINCE: None},
    ),
    Entry(
        cells=woman("赵  敏", "19850214", 10, 类别="留守妇女（低保户）", 低保="1", 等级="一级？"),
        truth={**GRADE_TWO, "receives_dibao": True},
        reads={"disabled": None, "receives_dibao": True},
    ),
    Entry(cells={"姓名": "李小宝", "类别": "留守儿童", "身份证号": id_number("20150101", 12)}, fate="aside"),
    Entry(cells=woman("陈翠花", "19720430", 14, 地点="乡（镇）外县内务工"), **so(**{OUTSIDE: False})),
    Entry(
        cells=woman("周玉兰", "19880808", 16, 务工="是（2024年已返乡）", 时间="25.3", 地点="曾在广东"),
        truth={**AT_HOME, SINCE: None},
        reads={AWAY: None, OUTSIDE: None, SINCE: None},
    ),
    Entry(cells=woman("吴桂香", "19810317", 18, 代码="5002"), fate="aside"),
    Entry(cells={"序号": "小计", "姓名": 5}, fate="aside"),
)
SECOND_PART: Sequence[Entry] = (
    Entry(
        cells=woman("郑素珍", "19760606", 20, 村="总寨村", 时间=45361, 地点="丰都县外"),
        reads={SINCE: date(2024, 3, 10)},
    ),
    Entry(cells=FENG, **so(**GRADE_TWO)),
    Entry(cells=FENG, fate="duplicate"),
    Entry(
        cells=woman("蒋红梅", "19830909", 24, 收入="0.6", 务工="外出（浙江）", 地点="浙江省衢州市常山县内村"),
        **so(income_per_capita_month=500.0),
    ),
    Entry(
        cells=woman("沈兰英", "19870417", 26, 在村="否（住县城）", 低保="#N/A"),
        truth={"lives_in_village": False, "receives_dibao": True},
        reads={"lives_in_village": False, "receives_dibao": None},
    ),
    Entry(cells=woman("韩秀兰", "19930125", 28, 健康="患有大病"), **so(seriously_ill=True)),
    Entry(
        cells=woman("杨国秀", "19790615", 30, 务工="服刑？", 时间="两三年", 地点="浙江省第二监狱"),
        truth={AWAY: False, SINCE: date(2022, 12, 1)},
        reads={AWAY: None, OUTSIDE: None, SINCE: None, "husband_away_years": Bounds(2.0, 3.0)},
    ),
    Entry(cells={"姓名": "填表人：某某", "身份证号": "审核人：某某"}, fate="aside"),
)


def county() -> tuple[list[list[Any]], list[tuple[int, int, int, int]], dict[int, Entry]]:
    """(the rows, the merged ranges, the entry of every row that has one, by its number from 1)."""
    rows: list[list[Any]] = [list(row) for row in TITLE]
    merged: list[tuple[int, int, int, int]] = []
    entries: dict[int, Entry] = {}
    for part in (FIRST_PART, SECOND_PART):
        top = len(rows)
        rows += [list(line) for line in HEADER]
        merged += [(top + first, left, top + last, right) for first, left, last, right in MERGED]
        # The village of the first is merged down over the next two.
        merged.append((len(rows), 1, len(rows) + 2, 1))
        for entry in part:
            rows.append([entry.cells.get(column) for column in COLUMNS])
            entries[len(rows)] = entry
        rows.append([])
    return rows[:-1], merged, entries


ROWS, RANGES, ENTRIES = county()


@pytest.fixture(scope="module")
def results(tmp_path_factory: pytest.TempPathFactory) -> Results:
    """The county's results."""
    return results_of(write_sheet(tmp_path_factory.mktemp("county") / "county.xlsx", ROWS, RANGES))


def test_every_row_is_accounted_for(results: Results) -> None:
    ledger = results.ledger
    fates = dict.fromkeys(ledger.kept, "kept") | dict.fromkeys(ledger.duplicates, "duplicate")
    fates |= dict.fromkeys(ledger.set_aside, "aside")
    by_row = {ledger.numbers[position]: fate for position, fate in fates.items()}
    assert {number: by_row.get(number) for number in ENTRIES} == {
        number: entry.fate for number, entry in ENTRIES.items()
    }
    top = len(TITLE) + len(HEADER) + len(FIRST_PART) + 2
    assert {ledger.numbers[position] for position in ledger.set_aside} - ENTRIES.keys() == {top, top + 1, top + 2}
    assert sum(ledger.outside) + ledger.rows + ledger.empty_rows == len(ROWS)


def test_what_is_read_is_what_is_written(results: Results) -> None:
    ledger = results.ledger
    wrong = []
    for position in ledger.kept:
        entry, known = ENTRIES[ledger.numbers[position]], ledger.known(position)
        for fact, value in {**READ, **entry.reads}.items():
            read = known.get(fact)
            read = read.low if isinstance(read, Bounds) and read.exact else read
            wrong += [] if read == value else [(entry.cells["姓名"], fact, read, value)]
    assert not wrong


def test_no_cell_goes_unread_in_silence(results: Results) -> None:
    listed = {(cell.row, cell.text) for cell in results.ledger.unread}
    unread = ("24年3月", "二级（已注销）", "一级？", "是（2024年已返乡）", "25.3", "服刑？", "#N/A", "浙江省第二监狱")
    rows = {text: [row for row, entry in ENTRIES.items() if text in entry.cells.values()] for text in unread}
    assert [(row, text) for text, own in rows.items() for row in own if (row, text) not in listed] == []


def test_no_answer_is_wrong(results: Results, rules: Rules) -> None:
    matcher = Matcher(place=FENGDU, on=ON, rules=rules)
    ledger, wrong, settled = results.ledger, [], 0
    for index, position in enumerate(ledger.kept):
        entry = ENTRIES[ledger.numbers[position]]
        number = entry.cells["身份证号"]
        born = date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
        facts = {**TRUE, "birth_date": born, **entry.truth}
        true = matcher.match({fact: value for fact, value in facts.items() if value is not None}).statuses()
        row = results.frame.row(index, named=True)
        for service in results.services:
            own = STATUS[row[f"service:{service}"]]
            settled += own != "undetermined"
            if own not in ("undetermined", true[service]):
                wrong.append((entry.cells["姓名"], service, own, true[service]))
    assert not wrong
    assert settled > 5 * len(ledger.kept)
