"""Workbooks and Parquet files damaged at random where it hurts: an answer or a refusal, and nothing else.

What is damaged are the parts and the numbers of the formats, not only bytes: an archive
whose bytes are damaged never reaches the reader of what is in it.
"""

from __future__ import annotations

import io
import random
import re
import struct
import time
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from liushou import InputError
from liushou.ledger.files.open import read_grid

from ..ledger.raw_files import (
    biff,
    compound,
    error,
    formula,
    label,
    number,
    ods,
    ods_row,
    text_row,
    write_parts,
    xlsx_parts,
)

NUMBERS = (0, 1, -1, 2**15, 2**16 - 1, 2**16, 2**31 - 1, 2**31, 2**32 - 1, 2**63, 10**30)
WORDS = (
    b"",
    b"-1",
    b"1048577",
    b"99999999999",
    b"XFD1048576",
    b"a1",
    b"#N/A",
    b"s",
    b"e",
    b"str",
    b"inlineStr",
    b"d",
    b"b",
    b"\xff",
    b"&#0;",
    b"&x;",
)


def damaged(data: bytes, luck: random.Random) -> bytes:
    """The bytes with one of the usual accidents."""
    at, end = sorted(luck.randrange(len(data) + 1) for _ in range(2))
    end = min(end, at + 40)
    match luck.randrange(6):
        case 0:
            return data[:at]
        case 1:
            return data[:at] + data[end:]
        case 2:
            return data[:end] + data[at:end] * luck.choice((1, 3, 500)) + data[end:]
        case 3:
            return data[:at] + luck.randbytes(end - at) + data[end:]
        case 4:
            value = luck.choice(NUMBERS) % 2**32
            return data[:at] + struct.pack("<I", value) + data[at + 4 :]
    return data[:at] + bytes(byte ^ 1 << luck.randrange(8) for byte in data[at : at + 1]) + data[at + 1 :]


def damaged_xml(data: bytes, luck: random.Random) -> bytes:
    """The XML with a value, an element or a name that is another; mostly well-formed."""
    kinds = (
        rb'"[^"<>]*"',
        rb">[^<>]+<",
        rb"<(\w+:?\w*)[^<>]*/>",
        rb"<(\w+:?\w*)[^<>]*>[^<>]*</\1>",
        rb" [\w:]+=\"[^\"]*\"",
        rb"<[/\w:]+",
    )
    matches = list(re.finditer(luck.choice(kinds), data))
    if not matches or luck.random() < 0.1:
        return damaged(data, luck)
    hit, other = luck.choice(matches), luck.choice(matches)
    text = hit[0]
    words = (
        text[:1] + luck.choice(WORDS) + text[-1:],
        other[0],
        text * luck.choice((2, 2_000)),
        b"",
        b"<!-- " + text + b" -->",
    )
    return data[: hit.start()] + luck.choice(words) + data[hit.end() :]


def an_xlsx(path: Path, luck: random.Random) -> None:
    cells = '<c r="B3" t="e"><v>#REF!</v></c><c r="C3"><f>A1</f><v/></c><c r="D3" t="s"><v>0</v></c><c r="E3" s="1"><v>45000</v></c>'
    merge = '</sheetData><mergeCells count="1"><mergeCell ref="A1:B1"/></mergeCells><sheetData>'
    parts = xlsx_parts(
        text_row(1, "姓名", "年龄")
        + text_row(2, "甲", "40")
        + f'<row r="3">{cells}</row>{merge if luck.random() < 0.1 else ""}'
    )
    for _ in range(luck.choice((1, 1, 2, 5))):
        name = luck.choice([name for name in parts if "xl/" in name and "theme" not in name])
        parts[name] = damaged_xml(parts[name], luck)
        if luck.random() < 0.05:
            parts[luck.choice((name.upper(), f"/{name}", name.replace("/", "\\")))] = parts.pop(name)
    write_parts(
        path, parts, luck.choice((zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA))
    )
    if luck.random() < 0.2:
        path.write_bytes(damaged(path.read_bytes(), luck))


def an_ods(path: Path, luck: random.Random) -> None:
    cell = '<table:table-cell office:value-type="date" office:date-value="2024-03-01" table:formula="of:=1"><text:p>2024年3月</text:p></table:table-cell>'
    ods(path, ods_row("姓名", "年龄") + f"<table:table-row>{cell}</table:table-row>" + ods_row("甲", repeated=3))
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    for _ in range(luck.choice((1, 1, 2, 5))):
        parts["content.xml"] = damaged_xml(parts["content.xml"], luck)
    write_parts(path, parts)


def an_xls(path: Path, luck: random.Random) -> None:
    records = [label(0, 0, "姓名"), label(1, 0, "甲"), number(1, 1, 40), error(2, 0, 0x2A)]
    records += [formula(3, 0, struct.pack("<d", 4)), formula(4, 0, bytes([3, 0, 0, 0, 0, 0, 255, 255]))]
    records += [
        (0x00BD, struct.pack("<HHHiHiH", 5, 0, 0, 6, 0, 6, 1)),
        (0x027E, struct.pack("<HHHi", 6, 0, 1, 45000 << 2 | 2)),
    ]
    for _ in range(luck.choice((0, 1, 2))):
        at = luck.randrange(len(records))
        kind, content = records[at]
        kinds = (0x00FD, 0x0203, 0x0006, 0x0809, 0x000A, 0x00FC, 0x003C, 0x00E5, 0x0200, 0x002F, luck.randrange(2**16))
        records[at] = luck.choice(((luck.choice(kinds), content), (kind, damaged(content, luck)), luck.choice(records)))
    stream = biff(records, [(0x00E0, struct.pack("<HH", 0, code) + bytes(16)) for code in (0, 17)])
    if luck.random() < 0.4:
        stream = damaged(stream, luck)
    data = bytearray(compound(stream))
    for _ in range(luck.choice((0, 1, 2))):
        # The header, the table of sectors, or the folder.
        at = luck.choice((luck.randrange(24, 116), 512 + luck.randrange(120), 1024 + luck.randrange(256)))
        struct.pack_into("<I", data, at, luck.choice(NUMBERS) % 2**32)
    path.write_bytes(bytes(data) if luck.random() < 0.9 else damaged(bytes(data), luck))


def a_parquet_file(path: Path, luck: random.Random) -> None:
    days = pa.array([date(1975, 3, 8), None, date(1980, 1, 1)])
    table = pa.table({"姓名": ["甲", "乙", "甲"], "出生日期": days, "年龄": [1, 2, None], "各项": [[1], [], None]})
    buffer = io.BytesIO()
    pq.write_table(table, buffer, compression=luck.choice(("none", "snappy", "zstd", "gzip")))
    data = buffer.getvalue()
    length = struct.unpack("<I", data[-8:-4])[0]
    pages, footer = data[4 : -8 - length], data[-8 - length : -8]
    for _ in range(luck.choice((1, 1, 3))):
        if luck.random() < 0.7:
            footer = damaged(footer, luck)
        else:
            pages = damaged(pages, luck)
    length = len(footer) if luck.random() < 0.95 else luck.choice(NUMBERS) % 2**32
    path.write_bytes(b"PAR1" + pages + footer + struct.pack("<I", length) + b"PAR1")


WRITERS: list[Callable[[Path, random.Random], None]] = [an_xlsx, an_ods, an_xls, a_parquet_file]
by_kind = pytest.mark.parametrize("write", WRITERS, ids=lambda write: write.__name__)


def check(path: Path, write: Callable[[Path, random.Random], None], seed: int) -> bool:
    """Whether a file damaged by this seed is read; it is read or refused, in time."""
    write(path, random.Random(seed))
    begin, refusal = time.monotonic(), ""
    try:
        grid = read_grid(path)
    except InputError as error:
        grid, refusal = None, str(error)
    assert time.monotonic() - begin < 10, seed
    assert grid is not None or path.name in refusal, seed
    assert grid is None or grid.counted == len(grid.numbers), seed
    assert grid is None or list(grid.numbers) == sorted(set(grid.numbers)), seed
    return grid is not None


@by_kind
@pytest.mark.parametrize("seed", range(12))
def test_a_fixed_corpus(write: Callable[[Path, random.Random], None], seed: int, tmp_path: Path) -> None:
    check(tmp_path / "damaged.bin", write, seed)


@pytest.mark.nightly
@by_kind
def test_for_a_minute(write: Callable[[Path, random.Random], None], tmp_path: Path) -> None:
    end = time.monotonic() + 60
    first = random.randrange(10**9)
    seeds = range(first, first + 10**6)
    read = {seed: check(tmp_path / "damaged.bin", write, seed) for seed in seeds if time.monotonic() < end}
    assert {True, False} == set(read.values()), "damage that never, or always, makes a file unreadable tries little"
