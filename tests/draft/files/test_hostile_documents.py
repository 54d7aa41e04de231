"""Files that are damaged, protected, of another kind, or made to exhaust the machine are refused with what to do."""

from __future__ import annotations

import io
import random
import time
import zipfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from liushou import InputError
from liushou.draft.files.readers.docx import MAX_UNPACKED

from ...examples import examples
from .notice import TEXT
from .reading import read, refused
from .word import W, document, notice_body, numbered, paragraph, write_word

BEGINS = (b"PK\x03\x04", b"%PDF-1.7\n", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
PLAIN = (b"", "关于".encode(), "关于".encode("gb18030"), b"\xff\xfe", b"\xef\xbb\xbf")


def word(folder: Path, body: str = "", **parts: bytes) -> bytes:
    more = {name.replace("__", "/") + ".xml": content for name, content in parts.items()}
    return write_word(folder / "made.docx", body or paragraph("正文。"), more=more).read_bytes()


def test_kinds_that_are_not_read(tmp_path: Path) -> None:
    for content, message in (
        (b"\xff\xd8\xff\xe0JFIF", "picture"),
        (b"\x89PNG\r\n", "picture"),
        (b"{\\rtf1 x", "Rich Text"),
        (b"MIME-Version: 1.0", "web archive"),
        (b"Rar!\x1a", "packed"),
        (random.Random(1).randbytes(5000), "no Chinese text"),
        (b"", "no text"),
    ):
        refused(tmp_path, content, message)


def test_archives_that_are_no_documents(tmp_path: Path) -> None:
    for name in ("xl/workbook.xml", "OFD.xml", "a.txt"):
        target = io.BytesIO()
        with zipfile.ZipFile(target, "w") as archive:
            archive.writestr(name, "<x/>")
        refused(tmp_path, target.getvalue(), "OFD" if name == "OFD.xml" else "no document")


def test_a_document_that_unpacks_to_too_much(tmp_path: Path) -> None:
    zeros = b"0" * (MAX_UNPACKED // 4)
    content = word(tmp_path, **{f"word__media{number}": zeros for number in range(5)})
    assert len(content) < 2_000_000
    assert "压缩炸弹" in refused(tmp_path, content, "unpacks to more", "a.docx")


def test_entities_are_refused(tmp_path: Path) -> None:
    lol = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "哈哈哈哈"><!ENTITY b "&a;&a;&a;">]>'
    refused(tmp_path, word(tmp_path, word__document=(lol + document("")).encode()), "declares entities", "a.docx")
    wide = (lol.replace("1.0", "1.0") + document("<w:p><w:r><w:t>&b;</w:t></w:r></w:p>")).encode("utf-16")
    with pytest.raises(InputError):
        read(tmp_path, word(tmp_path, word__document=wide), "a.docx")


def test_deep_nesting_and_endless_lists(tmp_path: Path) -> None:
    deep = document("<w:sdt><w:sdtContent>" * 100_000 + "</w:sdtContent></w:sdt>" * 100_000).encode()
    refused(tmp_path, word(tmp_path, word__document=deep), "damaged", "a.docx")
    circle = f'<w:styles {W}><w:style w:styleId="a"><w:basedOn w:val="b"/></w:style><w:style w:styleId="b"><w:basedOn w:val="a"/></w:style></w:styles>'
    body = paragraph("正文。", properties='<w:pStyle w:val="a"/>') + numbered(7, 400, "甲。")
    assert read(tmp_path, word(tmp_path, body, word__styles=circle.encode()), "a.docx").text == "正文。\n甲。"


def test_a_document_cut_short_at_any_point(tmp_path: Path) -> None:
    whole = word(tmp_path, notice_body(TEXT))
    for at in range(5, len(whole), len(whole) // 6):
        with pytest.raises(InputError):
            read(tmp_path, whole[:at], "a.docx")


@settings(max_examples=examples(1), suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.binary(max_size=400), st.sampled_from(PLAIN))
def test_any_bytes_are_read_or_refused(tmp_path: Path, content: bytes, begin: bytes) -> None:
    try:
        text = read(tmp_path, begin + content).text
    except InputError:
        return
    assert text.strip()


def test_large_files_are_refused_before_they_are_read(tmp_path: Path) -> None:
    for content in (BEGINS[0] + b"0" * 50_000_000, BEGINS[1] + b"0" * 50_000_000, b"a" * 50_000_000):
        start = time.process_time()
        refused(tmp_path, content, "larger than", "a.docx")
        assert time.process_time() - start < 2


@pytest.mark.parametrize("begin", BEGINS)
def test_noise_that_begins_like_a_document(tmp_path: Path, begin: bytes) -> None:
    for length in (0, 3000):
        refused(tmp_path, begin + random.Random(length).randbytes(length), "cannot read")


def test_texts_of_many_lines_take_time_in_proportion(tmp_path: Path) -> None:
    """One paragraph of forty thousand lines; more lines than a document has."""
    start = time.process_time()
    line = "关于做好山区独居老年人的通知，关于做好山区独居老年人的通知，"
    joined = read(tmp_path, "\n".join(line[at % 7 :][:24] for at in range(40_000)))
    assert "\n" not in joined.text
    with pytest.raises(InputError, match="more than 50000 lines"):
        read(tmp_path, "关于\n" * 60_000)
    assert time.process_time() - start < 8
