"""Files that are damaged, protected, or made to exhaust the machine are refused in plain words."""

from __future__ import annotations

import os
import random
import zipfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from liushou import InputError
from liushou.ledger.files import open as reading_file
from liushou.ledger.files.bounds import MAX_UNPACKED

from ..examples import examples
from .sheets import ledger_of, write_sheet

HEAD = b'<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
TAIL = b"</sheetData></worksheet>"


def refused(path: Path, message: str) -> None:
    with pytest.raises(InputError, match=message):
        ledger_of(path)


def with_sheet(tmp_path: Path, xml: bytes) -> Path:
    """A workbook whose sheet is this XML."""
    source = write_sheet(tmp_path / "plain.xlsx", [["姓名"], ["甲"]])
    path = tmp_path / "a.xlsx"
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, xml if name.endswith("worksheets/sheet1.xml") else old.read(name))
    return path


def test_missing_empty_and_directory(tmp_path: Path) -> None:
    refused(tmp_path / "none.xlsx", "No such file")
    (tmp_path / "empty.xlsx").touch()
    refused(tmp_path / "empty.xlsx", "空文件")
    refused(tmp_path, "directory")


def test_a_web_page_a_pdf_and_noise(tmp_path: Path) -> None:
    for name, content, message in (
        ("a.xls", b"<html><table><tr><td>x</td></tr></table>", "网页"),
        ("b.xlsx", b"%PDF-1.7 ...", "PDF"),
        ("c.csv", random.Random(1).randbytes(4000), "neither"),
        ("d.parquet", b"PAR1" + b"\0" * 50, "Parquet"),
    ):
        (tmp_path / name).write_bytes(content)
        refused(tmp_path / name, message)


def test_password_protected(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le") + b"\0" * 600
    )
    refused(path, "有密码")


def test_a_workbook_cut_short_at_any_point(tmp_path: Path) -> None:
    whole = write_sheet(tmp_path / "a.xlsx", [["姓名", "年龄"], ["甲", 40]]).read_bytes()
    for at in range(1, len(whole), 97):
        (tmp_path / "cut.xlsx").write_bytes(whole[:at])
        with pytest.raises(InputError):
            ledger_of(tmp_path / "cut.xlsx")


@settings(max_examples=examples(0.5), suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.binary(max_size=300),
    st.sampled_from([b"", b"PK\x03\x04", b"PAR1", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "姓名,年龄\n".encode()]),
)
def test_any_bytes_are_read_or_refused(tmp_path: Path, content: bytes, start: bytes) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(start + content)
    try:
        ledger = ledger_of(path)
    except InputError:
        return
    assert ledger.rows == len(ledger.kept) + len(ledger.set_aside) + len(ledger.duplicates)


@pytest.mark.parametrize("quote", ['"', "'"])
def test_a_sheet_that_claims_billions_of_cells(tmp_path: Path, quote: str) -> None:
    cells = '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c s="0" r="XFD1048576"><v>1</v></c></row>'
    refused(with_sheet(tmp_path, HEAD + cells.replace('"', quote).encode() + TAIL), "16,384 columns")


def test_an_archive_that_unpacks_to_too_much(tmp_path: Path) -> None:
    zeros = b"0" * (MAX_UNPACKED // 4)
    with zipfile.ZipFile(tmp_path / "a.xlsx", "w", zipfile.ZIP_DEFLATED) as archive:
        for number in range(5):
            archive.writestr(f"xl/worksheets/sheet{number}.xml", zeros)
    refused(tmp_path / "a.xlsx", "压缩炸弹")


def test_a_million_empty_rows_cost_nothing(tmp_path: Path) -> None:
    rows = b"".join(b'<row r="%d" ht="15"/>' % number for number in range(3, 1_000_000, 997))
    cell = b'<c r="%s" t="inlineStr"><is><t>%s</t></is></c>'
    first = b'<row r="1">' + cell % (b"A1", "姓名".encode()) + cell % (b"B1", "年龄".encode()) + b"</row>"
    second = b'<row r="2">' + cell % (b"A2", "甲".encode()) + b'<c r="B2"><v>40</v></c></row>'
    last = b'<row r="1000000">' + cell % (b"A1000000", "乙".encode()) + b'<c r="B1000000"><v>41</v></c></row>'
    ledger = ledger_of(with_sheet(tmp_path, HEAD + first + second + rows + last + TAIL))
    assert ledger.numbers == [2, 1_000_000]
    assert len(ledger.kept) == 2
    assert ledger.empty_rows == 999_997


def test_a_file_that_changes_while_it_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = write_sheet(tmp_path / "a.xlsx", [["姓名", "年龄"], ["甲", 40]])
    kind = reading_file._kind

    def slowly(where: Path) -> str:
        os.utime(where, ns=(1, 1))
        return kind(where)

    monkeypatch.setattr(reading_file, "_kind", slowly)
    refused(path, "changed while it was being read")
