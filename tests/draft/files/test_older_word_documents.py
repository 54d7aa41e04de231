"""The main text of a .doc, as its reader sees it."""

from __future__ import annotations

from pathlib import Path

import pytest

from liushou import InputError
from liushou.draft import read_printed

from .notice import TEXT
from .old_word import DELETED, HIDDEN, IN_TABLE, Stretch, in_list, level, row, word_file, words
from .reading import notes, read, refused

LINES = TEXT.rstrip("\n").split("\n")


def lines(folder: Path, stretches: list[Stretch], **options: object) -> list[str]:
    return read(folder, word_file(stretches, **options), "a.doc").text.split("\n")  # type: ignore[arg-type]


def test_a_notice_comes_back(tmp_path: Path) -> None:
    text = read(tmp_path, word_file(words(*LINES)), "a.doc")
    assert text.text == TEXT.rstrip("\n")
    assert not text.notes


def test_another_reader_reads_the_same(tmp_path: Path) -> None:
    legacy = pytest.importorskip("legacy_doc")
    assert legacy.extract_text(word_file(words(*LINES))).text == TEXT.rstrip("\n")


def test_notes_and_headers_behind_the_text_are_not_read(tmp_path: Path) -> None:
    assert lines(tmp_path, words(*LINES), after="脚注一。\r云岭县民政局办公室\r— 1 —\r") == LINES


def test_a_table_has_one_row_a_line(tmp_path: Path) -> None:
    inner: list[Stretch] = [("申请\r", b"", IN_TABLE), *row("材料", "身份证")]
    table = [*row("序号", "姓名", "取暖方式"), *row("1", "", "煤炉"), *inner, *row("", "一、只有一格。")]
    expected = ["附件", "序号　姓名　取暖方式", "1　煤炉", "申请 材料　身份证", "一、只有一格。", "以上。"]
    assert lines(tmp_path, [*words("附件"), *table, *words("以上。")]) == expected


def test_labels_are_counted(tmp_path: Path) -> None:
    chapters = [level(39, "%1、"), level(37, "（%2）")]
    articles = [level(39, "第%1条")]
    at = [
        (1, 0, "总则。"),
        (1, 1, "甲。"),
        (1, 1, "乙。"),
        (1, 0, "分则。"),
        (1, 1, "丙。"),
        (2, 0, "本办法自发布之日起施行。"),
    ]
    stretches: list[Stretch] = [(text + "\r", b"", in_list(number, depth)) for number, depth, text in at]
    text = read(tmp_path, word_file(stretches, lists=[chapters, articles]), "a.doc")
    assert text.text.split("\n") == [
        "一、总则。",
        "（一）甲。",
        "（二）乙。",
        "二、分则。",
        "（一）丙。",
        "第一条　本办法自发布之日起施行。",
    ]
    assert "(6)" in notes(text)["labels-counted"]


def test_deletions_hidden_text_and_instructions_are_left_out(tmp_path: Path) -> None:
    stretches: list[Stretch] = [
        ("每户补贴", b"", b""), ("600", DELETED, b""), ("800元。\r", b"", b""),
        ("甲", b"", b""), ("看不见", HIDDEN, b""), ("乙。\r", b"", b""),
        ('见\x13 HYPERLINK "http://x" \x14附件\x15。\r', b"", b""), ("第一行\x0b第二行\r", b"", b""),
    ]  # fmt: skip
    text = read(tmp_path, word_file(stretches), "a.doc")
    assert text.text.split("\n") == ["每户补贴800元。", "甲乙。", "见附件。", "第一行", "第二行"]
    assert {"deletions", "hidden"} <= notes(text).keys()


def test_protected_and_damaged_documents_are_refused(tmp_path: Path) -> None:
    whole = word_file(words(*LINES))
    assert "密码" in refused(tmp_path, word_file(words(*LINES), flags=0x0100), "password", "a.doc")
    refused(
        tmp_path,
        whole.replace("WordDocument".encode("utf-16-le"), "Workbook".encode("utf-16-le").ljust(24, b"\0")),
        "no document",
        "a.doc",
    )
    for at in range(600, len(whole) - 4096, len(whole) // 5):
        with pytest.raises(InputError):
            read(tmp_path, whole[:at], "a.doc")


def test_without_readable_properties_the_text_is_whole(tmp_path: Path) -> None:
    whole = bytearray(word_file([*words(*LINES), *row("序号", "姓名")]))
    at = whole.index(b"\xec\xa5") + 0xFA
    whole[at : at + 16] = b"\xff" * 16
    assert read(tmp_path, bytes(whole), "a.doc").text.split("\n") == [*LINES, "序号　姓名"]


def test_a_document_is_read_under_any_name(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(word_file(words(*LINES)))
    assert read_printed(tmp_path / "a.txt").text == TEXT.rstrip("\n")
