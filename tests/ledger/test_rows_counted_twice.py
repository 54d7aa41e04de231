"""Rows of a workbook are counted before anything is interpreted, by a reader that knows nothing of headers."""

from __future__ import annotations

import struct
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from liushou import InputError
from liushou.ledger.files.bounds import NO_RESULT
from liushou.ledger.files.open import read_grid

from .raw_files import error, formula, label, number, ods, ods_row, text_row, xls, xlsx
from .sheets import ledger_of, write_sheet

ERRORS = ["#N/A", "#REF!", "#NAME?", "#DIV/0!", "#SPILL!", "#CALC!", "#FIELD!", "#BLOCKED!", "#CONNECT!", "#UNKNOWN!"]
ERRORS += ["#GETTING_DATA", "#BUSY!", "#EXTERNAL!", "#PYTHON!"]


@pytest.mark.parametrize("text", ERRORS)
def test_a_row_of_nothing_but_an_error_is_a_row(text: str, tmp_path: Path) -> None:
    """Those that the library knows it reads as blank, and at others it gives up."""
    grid = read_grid(
        xlsx(tmp_path / "a.xlsx", f'<row r="2"><c r="B2" t="e"><v>{text}</v></c></row>{text_row(3, "乙")}')
    )
    assert grid.rows == [["姓名", "年龄"], ["", text], ["乙"]]
    assert (grid.numbers, grid.counted) == ([1, 2, 3], 3)


@pytest.mark.parametrize(
    "cell",
    [
        pytest.param('<c r="A2"><f>B2</f></c>', id="no value"),
        pytest.param('<c r="A2"><f>B2</f><v/></c>', id="an empty element"),
        pytest.param('<c r="A2"><f>B2</f><v></v></c>', id="nothing between the tags"),
        pytest.param('<c r="A2" t="str"><f>B2</f><v></v></c>', id="an empty text"),
        pytest.param('<c r="A2"><f t="shared" si="0"/></c>', id="a shared formula"),
        pytest.param(
            "<c r='A2' s='0' t = 'n' ><f>B2</f><v xml:space='preserve'></v></c>", id="other quotes and blanks"
        ),
        pytest.param('<x:c xmlns:x="urn:x" r="A2"><x:f>B2</x:f><x:v/></x:c>', id="names with a prefix"),
        pytest.param('<c r="A2" t="e"><f>B2</f><v/></c>', id="an error without its text"),
        pytest.param("<c><f>B2</f></c>", id="without a reference"),
    ],
)
def test_a_row_of_formulas_without_results_is_a_row(cell: str, tmp_path: Path) -> None:
    grid = read_grid(xlsx(tmp_path / "a.xlsx", f'<row r="2">{cell}</row>{text_row(3, "乙")}'))
    assert grid.rows == [["姓名", "年龄"], [NO_RESULT], ["乙"]]
    assert "有1个公式没有存下计算结果" in grid.notes[0]


def test_a_formula_whose_result_is_an_empty_text_is_a_blank_beside_something_else(tmp_path: Path) -> None:
    cells = '<c r="A2"><v>7</v></c><c r="B2" t="str"><f>IF(A2="","",A2)</f><v></v></c><c r="C2"><f>A2</f></c>'
    grid = read_grid(xlsx(tmp_path / "a.xlsx", f'<row r="2">{cells}</row>'))
    assert grid.rows[1] == [7.0, "", NO_RESULT]


def test_rows_without_numbers_hidden_rows_and_long_gaps(tmp_path: Path) -> None:
    rows = (
        '<row><c><v>1</v></c></row><row hidden="1" r="40"><c r="b40"><v>2</v></c></row><row/><row><c><v>3</v></c></row>'
    )
    grid = read_grid(xlsx(tmp_path / "a.xlsx", rows + text_row(200_000, "远")))
    assert grid.numbers == [1, 2, 40, 42, 200_000]
    assert grid.rows[2] == ["", 2.0]
    assert grid.empty == 200_000 - 5


def test_a_table_that_does_not_begin_in_the_first_cell_keeps_its_row_numbers(tmp_path: Path) -> None:
    path = write_sheet(tmp_path / "a.xlsx", [[], [], [None, None, "姓名"], [None, None, "甲"], [], [None, None, "乙"]])
    assert read_grid(path).numbers == [3, 4, 6]


@pytest.mark.parametrize(
    ("rows", "row"),
    [
        pytest.param(text_row(3, "甲") + text_row(3, "乙", "40"), 3, id="one number twice"),
        pytest.param('<row r="3"><c r="A7"><v>1</v></c></row>', 3, id="a cell of another row"),
        pytest.param(f"<!-- {text_row(5, '甲')} -->", 5, id="a row in a comment"),
        pytest.param(
            '<row r="4"><c r="A4" t="str"><v><![CDATA[甲]]></v></c></row>', 4, id="a text that the library skips"
        ),
    ],
)
def test_where_two_readers_differ_the_run_stops_and_says_where(rows: str, row: int, tmp_path: Path) -> None:
    with pytest.raises(InputError, match=f"differ on row {row}") as refusal:
        read_grid(xlsx(tmp_path / "a.xlsx", rows))
    assert f"第{row}行" in refusal.value.problems[0].format("zh")


def test_a_row_of_empty_shared_texts_is_none(tmp_path: Path) -> None:
    texts = (
        '<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><si><t/></si><si><t>甲</t></si></sst>'
    )
    rows = '<row r="2"><c r="A2" t="s"><v>0</v></c></row><row r="3"><c r="A3" t="s"><v>0</v></c><c r="B3" t="s"><v>1</v></c></row>'
    assert read_grid(xlsx(tmp_path / "a.xlsx", rows, sharedStrings=texts)).numbers == [1, 3]


def test_sheets_are_found_by_their_relationships(tmp_path: Path) -> None:
    from .raw_files import write_parts, xlsx_parts

    parts = xlsx_parts(text_row(1, "姓名") + '<row r="2"><c r="A2" t="e"><v>#SPILL!</v></c></row>')
    parts["data/one.dat"] = parts.pop("xl/worksheets/sheet1.xml")
    links = parts["xl/_rels/workbook.xml.rels"]
    parts["xl/_rels/workbook.xml.rels"] = links.replace(b"worksheets/sheet1.xml", b"/data/one.dat")
    assert read_grid(write_parts(tmp_path / "a.xlsx", parts)).rows == [["姓名"], ["#SPILL!"]]


def test_errors_and_formulas_in_an_old_workbook(tmp_path: Path) -> None:
    def special(kind: int, value: int = 0) -> bytes:
        return bytes([kind, 0, value, 0, 0, 0, 0xFF, 0xFF])

    records = [label(0, 0, "姓名"), error(1, 0, 0x2A), formula(2, 1, special(2, 0x17)), formula(3, 0, special(3))]
    records += [
        formula(4, 0, special(0)),
        (0x0207, struct.pack("<HB", 1, 1) + "丁".encode("utf-16-le")),
        number(9, 0, 4),
    ]
    grid = read_grid(xls(tmp_path / "a.xls", records))
    assert grid.rows == [["姓名"], ["#N/A"], ["", "#REF!"], [NO_RESULT], ["丁"], [4.0]]
    assert grid.numbers == [1, 2, 3, 4, 5, 10]
    assert grid.counted == 6


def test_errors_formulas_and_repeated_rows_in_an_opendocument_workbook(tmp_path: Path) -> None:
    cell = '<table:table-cell table:formula="of:=1" office:value-type="string" office:string-value="" calcext:value-type="error"><text:p>#N/A</text:p></table:table-cell>'
    gap = '<table:table-row table:number-rows-repeated="{}"><table:table-cell table:number-columns-repeated="16384"/></table:table-row>'
    never = '<table:table-row><table:table-cell table:formula="of:=[.B2]"/></table:table-row>'
    rows = ods_row("姓名") + f"<table:table-row>{cell}</table:table-row>" + gap.format(3) + never
    grid = read_grid(ods(tmp_path / "a.ods", rows + ods_row("甲", repeated=2) + gap.format(1_048_000)))
    assert grid.rows == [["姓名"], ["#N/A"], [NO_RESULT], ["甲"], ["甲"]]
    assert grid.numbers == [1, 2, 6, 7, 8]


CELL = st.sampled_from(["v", "e", "f", "str", "is", "blank", "none"])
WRITTEN = {
    "v": '<c r="{at}"><v>5</v></c>',
    "e": '<c r="{at}" t="e"><v>#N/A</v></c>',
    "f": '<c r="{at}"><f>A1</f><v/></c>',
    "str": '<c r="{at}" t="str"><f>A1</f><v>是</v></c>',
    "is": '<c r="{at}" t="inlineStr"><is><t>甲</t></is></c>',
    "blank": '<c r="{at}" s="0"/>',
    "none": "",
}


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.lists(CELL, min_size=1, max_size=4), max_size=9))
def test_every_row_that_holds_anything_arrives(tmp_path: Path, rows: list[list[str]]) -> None:
    xml = "".join(
        f'<row r="{number}">{"".join(WRITTEN[kind].format(at=f"{chr(65 + place)}{number}") for place, kind in enumerate(row))}</row>'
        for number, row in enumerate(rows, 2)
    )
    grid = read_grid(xlsx(tmp_path / "a.xlsx", xml))
    filled = [number for number, row in enumerate(rows, 2) if set(row) - {"blank", "none"}]
    assert grid.numbers == [1, *filled]
    assert grid.counted == len(filled) + 1


def test_rows_of_errors_and_of_formulas_without_results_are_set_aside_with_their_reason(tmp_path: Path) -> None:
    rows = '<row r="2"><c r="A2" t="e"><v>#SPILL!</v></c></row><row r="3"><c r="A3"><f>B2</f><v/></c><c r="B3"><f>B2</f></c></row>'
    ledger = ledger_of(
        xlsx(tmp_path / "a.xlsx", rows + text_row(4, "乙", "40") + '<row r="5"><c r="B5"><f>A1</f><v/></c></row>')
    )
    reasons = {ledger.numbers[position]: reason for position, reason in ledger.set_aside.items()}
    assert reasons == {2: "只有错误值，没有可用的内容", 3: "公式没有存下计算结果", 5: "公式没有存下计算结果"}
    assert len(ledger.kept) == 1


def test_a_formula_without_a_result_beside_something_else_is_unread(tmp_path: Path) -> None:
    cells = '<c r="A2" t="inlineStr"><is><t>甲</t></is></c><c r="B2"><f>A1</f><v/></c>'
    ledger = ledger_of(xlsx(tmp_path / "a.xlsx", f'<row r="2">{cells}</row>'))
    assert len(ledger.kept) == 1
    assert [(cell.row, cell.label, cell.text) for cell in ledger.unread] == [(2, "年龄", NO_RESULT)]
