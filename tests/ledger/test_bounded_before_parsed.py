"""Files made to exhaust the machine: refused in plain words, or read, within ten seconds and two gibibytes."""

from __future__ import annotations

import json
import struct
import subprocess
import sys
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from .raw_files import MAIN, label, ods, ods_row, text_row, write_parts, xls, xlsx, xlsx_parts

SHEET, BOOK, LINKS = "xl/worksheets/sheet1.xml", "xl/workbook.xml", "xl/_rels/workbook.xml.rels"
FAR = '<row r="1048576"><c r="{}1048576"><v>1</v></c></row>'
KINDS: dict[str, tuple[Callable[[Path], object], str]] = {}


def hostile(message: str) -> Callable[[Callable[[Path], object]], Callable[[Path], object]]:
    """A kind of file, and what its refusal says ("" where it may be read as well)."""

    def add(write: Callable[[Path], object]) -> Callable[[Path], object]:
        KINDS[write.__name__] = (write, message)
        return write

    return add


def replaced(path: Path, name: str, old: bytes, new: bytes) -> None:
    parts = xlsx_parts(text_row(1, "姓名"))
    assert old in parts[name]
    write_parts(path, parts | {name: parts[name].replace(old, new, 1)})


@hostile("texts unpack")
def a_shared_text_of_a_megabyte_used_a_hundred_thousand_times(path: Path) -> None:
    rows = "".join(f'<row r="{row}"><c r="A{row}" t="s"><v>0</v></c></row>' for row in range(2, 100_002))
    xlsx(path, rows, sharedStrings=f'<sst xmlns="{MAIN}"><si><t>{"x" * 1_000_000}</t></si></sst>')


@hostile("")
def a_hundred_texts_of_a_megabyte(path: Path) -> None:
    cell = f'<c t="inlineStr"><is><t>{"x" * 1_000_000}</t></is></c>'
    xlsx(path, f"<row>{cell}</row>" * 100)


@hostile("")
def a_dimension_that_claims_everything_in_lower_case(path: Path) -> None:
    replaced(path, SHEET, b"<sheetData>", b'<dimension ref="a1:xfd1048576"/><sheetData>')


@hostile("16,384 columns")
def a_last_cell(path: Path) -> None:
    xlsx(path, FAR.format("XFD"))


@hostile("16,384 columns")
def a_last_cell_in_lower_case(path: Path) -> None:
    xlsx(path, FAR.format("xfd"))


@hostile("16,384 columns")
def a_last_cell_in_a_part_elsewhere(path: Path) -> None:
    parts = xlsx_parts(FAR.format("xfd"))
    parts["data/one.dat"] = parts.pop(SHEET)
    write_parts(path, parts | {LINKS: parts[LINKS].replace(b"worksheets/sheet1.xml", b"/data/one.dat")})


@hostile("memory")
def a_rectangle_of_a_thousand_million_cells(path: Path) -> None:
    xlsx(path, FAR.format("ALL"))


@hostile("columns")
def thousands_of_cells_without_a_reference(path: Path) -> None:
    xlsx(path, "<row>" + "<c><v>1</v></c>" * 20_000 + "</row>")


@hostile("1,048,577 rows")
def rows_without_a_number(path: Path) -> None:
    xlsx(path, b"<row/>" * 2_000_000)


@hostile("99,999 rows")
def a_row_beyond_all_numbers(path: Path) -> None:
    xlsx(path, f'<row r="{"9" * 30}"><c r="A{"9" * 30}"><v>1</v></c></row>')


@hostile("9,999,999 rows")
def a_cell_beyond_its_row(path: Path) -> None:
    xlsx(path, '<row r="2"><c r="A9999999"><v>1</v></c></row>')


@hostile("columns")
def a_column_beyond_all_letters(path: Path) -> None:
    xlsx(path, '<row r="2"><c r="ABCDEFGH2"><v>1</v></c></row>')


@hostile("压缩炸弹")
def twenty_thousand_parts(path: Path) -> None:
    write_parts(path, xlsx_parts() | {f"x{number}.xml": b"" for number in range(20_000)})


@hostile("entities")
def entities_within_entities(path: Path) -> None:
    names = "".join(f'<!ENTITY {chr(98 + at)} "{f"&{chr(97 + at)};" * 10}">' for at in range(9))
    begin = f'<!DOCTYPE worksheet [<!ENTITY a "aaaaaaaaaa">{names}]><worksheet'
    replaced(path, SHEET, b"<worksheet", begin.encode())


@hostile("entities")
def entities_in_the_book(path: Path) -> None:
    replaced(path, BOOK, b"<workbook", b'<!DOCTYPE workbook [<!ENTITY a "aaaaaaaaaa">]><workbook')


@hostile("damaged")
def elements_within_elements(path: Path) -> None:
    write_parts(path, xlsx_parts() | {"xl/styles.xml": b"<a>" * 300_000})


@hostile("sheets")
def a_hundred_thousand_sheets(path: Path) -> None:
    sheets = b"".join(b'<sheet name="s%d" sheetId="%d" r:id="rId1"/>' % (at, at) for at in range(100_000))
    replaced(path, BOOK, b"</sheets>", sheets + b"</sheets>")


@hostile("memory")
def a_count_of_shared_texts_that_is_none(path: Path) -> None:
    xlsx(path, "", sharedStrings=f'<sst xmlns="{MAIN}" count="4000000000" uniqueCount="4000000000"></sst>')


@hostile("damaged")
def a_part_that_is_longer_than_it_says(path: Path) -> None:
    write_parts(path, xlsx_parts("<row><c><v>1</v></c></row>" * 1_000_000))
    data = bytearray(path.read_bytes())
    # The entry of the sheet in the directory: its length is 22 bytes before its name.
    struct.pack_into("<I", data, data.rfind(SHEET.encode()) - 22, 100)
    path.write_bytes(data)


@hostile("压缩炸弹")
def parts_that_share_their_bytes(path: Path) -> None:
    write_parts(path, xlsx_parts("<row><c><v>1</v></c></row>" * 1_000_000))
    data = path.read_bytes()
    end = data.rfind(b"PK\5\6")
    start = struct.unpack_from("<I", data, end + 16)[0]
    at = data.rfind(SHEET.encode()) - 46
    entry = data[at : at + 46 + len(SHEET)]
    folder = data[start:end] + b"".join(entry.replace(b"sheet1", b"shee%02d" % copy) for copy in range(60))
    count = data[start:end].count(b"PK\1\2") + 60
    path.write_bytes(
        data[:start] + folder + struct.pack("<4s4H2IH", b"PK\5\6", 0, 0, count, count, len(folder), start, 0)
    )


def damaged_by(method: int) -> Callable[[Path], object]:
    def write(path: Path) -> None:
        write_parts(path, xlsx_parts(text_row(1, "姓名") * 50), method)
        data = bytearray(path.read_bytes())
        at = data.find(SHEET.encode()) + len(SHEET) + 30
        data[at : at + 30] = bytes(byte ^ 0x5A for byte in data[at : at + 30])
        path.write_bytes(data)

    return write


for name in ("ZIP_STORED", "ZIP_DEFLATED", "ZIP_BZIP2", "ZIP_LZMA"):
    KINDS[f"a_part_damaged_{name}"] = (damaged_by(getattr(zipfile, name)), "damaged")


@hostile("damaged")
def an_unknown_compression(path: Path) -> None:
    write_parts(path, xlsx_parts())
    data = bytearray(path.read_bytes())
    data[data.find(b"PK\1\2") + 10] = 77
    path.write_bytes(data)


def compound_with(offset: int, *values: int) -> Callable[[Path], object]:
    """An .xls in which these numbers are written over others."""

    def write(path: Path) -> None:
        xls(path, [label(0, 0, "姓名")])
        data = bytearray(path.read_bytes())
        struct.pack_into(f"<{len(values)}I", data, offset, *values)
        path.write_bytes(data)

    return write


KINDS |= {
    "an_xls_chain_in_a_circle": (compound_with(512 + 4 * 3, 2), "circle"),
    "an_xls_table_in_a_circle": (compound_with(68, 1, 99), ""),
    "an_xls_of_countless_tables": (compound_with(44, 0xFFFFFFF0), ""),
    "an_xls_of_sectors_of_two_gibibytes": (compound_with(30, 31), "damaged"),
    "an_xls_stream_of_four_gibibytes": (compound_with(512 * 2 + 128 + 120, 0xFFFFFFFF), ""),
    "an_xls_of_small_sectors_that_are_not_there": (compound_with(60, 0, 0xFFFFFFF0), ""),
}


@hostile("memory")
def an_xls_that_spans_all_it_can(path: Path) -> None:
    xls(path, [label(0, 0, "姓名"), label(65_535, 65_535, "x")])


@hostile("memory")
def an_xls_that_claims_all_it_can(path: Path) -> None:
    xls(path, [(0x0200, struct.pack("<IIHHH", 0, 0xFFFFFFFF, 0, 0xFFFF, 0)), label(0, 0, "姓名")])


@hostile("")
def an_xls_of_countless_texts(path: Path) -> None:
    xls(path, [label(0, 0, "姓名")], [(0x00FC, struct.pack("<II", 0xFFFFFFFF, 0xFFFFFFFF))])


CELL = '<table:table-cell table:number-columns-repeated="{}" office:value-type="string"><text:p>{}</text:p></table:table-cell>'


@hostile("rows")
def an_ods_row_repeated(path: Path) -> None:
    ods(path, ods_row("姓名") + ods_row("x", repeated=900_000_000))


@hostile("cells")
def an_ods_cell_repeated_in_repeated_rows(path: Path) -> None:
    ods(path, f'<table:table-row table:number-rows-repeated="1000000">{CELL.format(16_000, "x")}</table:table-row>')


@hostile("cells")
def an_ods_text_repeated(path: Path) -> None:
    ods(
        path,
        f'<table:table-row table:number-rows-repeated="100000">{CELL.format(1, "x" * 1_000_000)}</table:table-row>',
    )


@hostile("damaged")
def an_ods_number_without_end(path: Path) -> None:
    ods(path, ods_row("x").replace('repeated="1"', f'repeated="{"9" * 5_000}"'))


@hostile("Parquet")
def a_parquet_dictionary_that_expands(path: Path) -> None:
    places = pa.array([0] * 100_000, pa.int32())
    pq.write_table(pa.table({"姓名": pa.DictionaryArray.from_arrays(places, pa.array(["x" * 1_000_000]))}), path)


@hostile("columns")
def a_parquet_file_of_thousands_of_columns(path: Path) -> None:
    pq.write_table(pa.table({f"c{at}": pa.array([1]) for at in range(2_000)}), path)


@hostile("cells")
def a_parquet_file_of_nothing_a_hundred_million_times(path: Path) -> None:
    pq.write_table(pa.table({f"c{at}": pa.nulls(4_000_000) for at in range(26)}), path)


READ = """
import json, os, re, resource, sys
from pathlib import Path
from liushou import InputError
from liushou.ledger.files.open import read_grid
for path in sys.argv[1:]:
    begin = sum(os.times()[:4])
    try:
        grid = read_grid(path)
        said = f"read {len(grid.numbers)}"
    except InputError as error:
        said = str(error)
    # What getrusage says of this process itself begins with the peak of the one that started it.
    status = Path("/proc/self/status")
    own = re.search(r"VmHWM:\\s*(\\d+)", status.read_text()) if status.exists() else None
    own = int(own[1]) if own else resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    peaks = [own, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss]
    print(json.dumps([path, said, sum(os.times()[:4]) - begin, sum(peaks)]), flush=True)
"""


@pytest.fixture(scope="module")
def outcomes(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Any]:
    """Of every kind: what was said, the seconds of processor time, and the most memory of both processes up to then, in kibibytes."""
    folder = tmp_path_factory.mktemp("hostile")
    for name, (write, _) in KINDS.items():
        write(folder / name)
    command = [sys.executable, "-c", READ, *(str(folder / name) for name in KINDS)]
    run = subprocess.run(command, capture_output=True, text=True, check=True)
    rows = map(json.loads, run.stdout.splitlines())
    return {Path(path).name: outcome for path, *outcome in rows}


@pytest.mark.parametrize("name", KINDS)
def test_within_bounds(name: str, outcomes: Mapping[str, Any]) -> None:
    said, seconds, kibibytes = outcomes[name]
    assert said.startswith("cannot read /") or (said.startswith("read ") and not KINDS[name][1])
    assert KINDS[name][1] in said
    assert name in said or said.startswith("read ")
    assert seconds < 10
    assert kibibytes < 2 * 1024**2
