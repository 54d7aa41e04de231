"""A quote that is not paired loses no row: rows are read line by line, or the run stops and names the line."""

from __future__ import annotations

import contextlib
import csv
import io
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from liushou import InputError
from liushou.ledger.files.text_tables import read_text_table

from .sheets import id_number, ledger_of

HEADER = "序号,姓名,村,是否低保"


def rows_of(tmp_path: Path, text: str) -> list[tuple[object, ...]]:
    path = tmp_path / "a.csv"
    path.write_bytes(text.encode())
    grid = read_text_table(path)
    assert grid.counted == len(grid.numbers)
    return list(zip(*grid.columns, strict=True))


@pytest.mark.parametrize(
    ("lines", "rows"),
    [
        pytest.param(['1,甲,"大田村,是', "2,乙,桥头村,否"], [("1", "甲", '"大田村', "是"), ("2", "乙", "桥头村", "否")], id="to the end of the file"),
        pytest.param(['1,甲,"大田村,是', '2,乙,"桥头村",否'], [("1", "甲", '"大田村', "是"), ("2", "乙", "桥头村", "否")], id="to the next quote"),
        pytest.param(['"1,甲,大田村,是', '"2,乙,桥头村,否'], [('"1', "甲", "大田村", "是"), ('"2', "乙", "桥头村", "否")], id="in two rows"),
        pytest.param(['"1","甲"","大田村","是"', '"2","乙","桥头村","否"'], [("1", '甲"', "大田村", "是"), ("2", "乙", "桥头村", "否")], id="in a file of quoted cells"),
        pytest.param(['1,"甲"一,大田村,是', "2,乙,桥头村,否"], [("1", '"甲"一', "大田村", "是"), ("2", "乙", "桥头村", "否")], id="text after the closing quote"),
        pytest.param(["1,甲,大田村,是", '2,乙,桥头村,"'], [("1", "甲", "大田村", "是"), ("2", "乙", "桥头村", '"')], id="alone in the last cell"),
        pytest.param(['1,甲,5" 管,是', '2,乙,6" 管,否'], [("1", "甲", '5" 管', "是"), ("2", "乙", '6" 管', "否")], id="within a cell"),
    ],
)  # fmt: skip
def test_a_stray_quote_swallows_no_row(tmp_path: Path, lines: list[str], rows: list[tuple[str, ...]]) -> None:
    assert rows_of(tmp_path, "\n".join([HEADER, *lines, "3,丙,向阳村,是", ""]))[1:] == [
        *rows,
        ("3", "丙", "向阳村", "是"),
    ]


@pytest.mark.parametrize(
    ("lines", "line"),
    [
        pytest.param(['1,甲,"大田村,是', '2,乙,桥头村",否'], 2, id="closed by another stray quote"),
        pytest.param(['1,甲,"大田村,是', "2,乙,桥头村,否", '3,丙",向阳村,否'], 2, id="over a whole row"),
        pytest.param(["1,甲,大田村,是", '2,乙,"桥头村'], 3, id="in a row that is shorter"),
        pytest.param(["1,甲,大田村,是", '2,乙,"桥头村"一组,二号,是'], 3, id="in a row that would be longer"),
        pytest.param(['1,"甲,大田村', '2,"乙,桥头村,否'], 2, id="in a short row before another"),
        pytest.param(['1,甲,"大田村', '2,乙,桥头村"'], 2, id="over two short rows"),
        pytest.param(['1,甲,大田村,"是', '2,乙,桥头村"'], 2, id="over a row that is shorter"),
        pytest.param(['1,甲,"大田村', "见", '"2",乙,桥头村,否"'], 2, id="over a line and a row"),
        pytest.param(['甲,"大田村', '乙,桥头村"'], 2, id="over short rows without numbers"),
    ],
)
def test_where_it_is_not_sure_the_run_stops_and_names_the_line(tmp_path: Path, lines: list[str], line: int) -> None:
    path = tmp_path / "a.csv"
    path.write_text("\n".join([HEADER, *lines, ""]), "utf-8")
    with pytest.raises(InputError) as caught:
        ledger_of(path)
    assert f"line {line} " in str(caught.value)
    assert f"第{line}行" in (caught.value.problems[0].texts("zh")["message"] or "")


CELL = st.text(st.sampled_from('甲乙 ,;\t"\n\r=1'), max_size=6)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.lists(CELL, min_size=3, max_size=3), min_size=1, max_size=6), st.sampled_from([",", ";", "\t"]))
def test_a_table_that_is_written_properly_is_read_as_it_was_written(
    tmp_path: Path, rows: list[list[str]], delimiter: str
) -> None:
    """Line breaks, doubled quotes and delimiters in quoted cells; unless the cell looks like whole rows."""
    header = ["序号", "姓名", "村"]
    text = io.StringIO()
    csv.writer(text, delimiter=delimiter, quoting=csv.QUOTE_ALL).writerows([header] * 20 + rows)
    path = tmp_path / "a.csv"
    path.write_text(text.getvalue(), "utf-8", newline="")
    grid = None
    with contextlib.suppress(InputError):
        grid = read_text_table(path)
    if grid is None:
        return
    filled = [tuple(row) for row in rows if any(cell.strip() for cell in row)]
    assert [tuple(row) for row in zip(*grid.columns, strict=True)][20:] == filled
    assert grid.counted == 20 + len(filled)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.text(st.sampled_from('甲乙,"\n= '), max_size=12), max_size=8))
def test_whatever_the_quotes_no_line_is_lost(tmp_path: Path, lines: list[str]) -> None:
    path = tmp_path / "a.csv"
    path.write_text("\n".join(["序号,姓名", *lines]), "utf-8", newline="")
    grid = None
    with contextlib.suppress(InputError):
        grid = read_text_table(path)
    if grid is None:
        return
    text = path.read_text("utf-8")
    assert sum("".join(filter(None, row)).count("甲") for row in zip(*grid.columns, strict=True)) == text.count("甲")


def test_a_number_written_as_a_formula_is_that_number(tmp_path: Path) -> None:
    number = id_number("19750308")
    for written in (f'="{number}"', f'"=""{number}"""', f'"{number}"', f' ="{number}"'):
        assert rows_of(tmp_path, f"姓名,身份证号\n甲,{written}\n")[1] == ("甲", number)
    path = tmp_path / "a.csv"
    path.write_text(f'姓名,身份证号\n甲,="{number}"\n', "utf-8")
    assert ledger_of(path).item("id_number", 0) == number


@pytest.mark.parametrize("delimiter", [",", "\t", ";", "|", "，"])
def test_one_delimiter_is_chosen_whatever_the_cells_hold(tmp_path: Path, delimiter: str) -> None:
    others = "".join({",", "\t", ";", "|"} - {delimiter})
    cells = [["姓名", "住址", "备注"], *(["甲", f"一组{others * 3}二号", f"见{others}"] for _ in range(5))]
    lines = ["留守妇女台账", *(delimiter.join(row) for row in cells)]
    assert [len([cell for cell in row if cell]) for row in rows_of(tmp_path, "\n".join(lines))[1:]] == [3] * 6


def test_a_long_cell_and_a_million_quotes_take_linear_time(tmp_path: Path) -> None:
    cell = "一\n" * 400_000
    assert rows_of(tmp_path, f'姓名,住址\n甲,"{cell}"\n')[1] == ("甲", cell)
    with pytest.raises(InputError, match="line "):
        rows_of(tmp_path, "姓名,住址,村\n" + 'x",y,"z\n' * 100_000)
