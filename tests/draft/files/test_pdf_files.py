"""The text layer of a PDF, put together again; a scanned picture is refused with what to do."""

from __future__ import annotations

from pathlib import Path

import pytest

from liushou.draft import read_printed

from .notice import TEXT
from .portable import write_pdf
from .reading import notes, refused
from .wrapping import printed

pytest.importorskip("pypdf")


def pages(text: str, width: int = 27, per_page: int = 22, number: str = "— {} —", head: str = "") -> list[list[str]]:
    lines = printed(text, width)
    cut = [lines[at : at + per_page] for at in range(0, len(lines), per_page)]
    return [[*([head] if head else []), *page, " " * 20 + number.format(at)] for at, page in enumerate(cut, 1)]


@pytest.mark.parametrize(("width", "number"), [(22, "{}"), (27, "— {} —"), (27, "第 {} 页 共 9 页")])
def test_a_notice_comes_back(tmp_path: Path, width: int, number: str) -> None:
    assert read_printed(write_pdf(tmp_path / "a.pdf", pages(TEXT, width, number=number))).text == TEXT.rstrip("\n")


def test_running_heads_letterhead_and_copies_are_left_out(tmp_path: Path) -> None:
    text = (
        "云岭县民政局文件\n"
        + TEXT
        + "抄送：县委办公室，县人大常委会办公室。\n云岭县民政局办公室　　　2023年10月26日印发\n"
    )
    read = read_printed(write_pdf(tmp_path / "a.pdf", pages(text, head="云岭县人民政府公报 2023年第9期")))
    assert read.text == TEXT.rstrip("\n")
    assert {"page-numbers", "running-heads", "letterheads", "foot", "lines-joined"} <= notes(read).keys()


def test_parts_of_characters_become_characters(tmp_path: Path) -> None:
    """Many printers write 民, 户 and 见 with the codes of radicals."""
    written = TEXT.translate(str.maketrans("民户门见长一二人工老", "⺠⼾⻔⻅⻓⼀⼆⼈⼯⽼"))
    read = read_printed(write_pdf(tmp_path / "a.pdf", pages(written)))
    assert read.text == TEXT.rstrip("\n")
    assert "old-forms" in notes(read)


def test_rows_of_a_table(tmp_path: Path) -> None:
    rows = [
        "附件",
        "独居老年人取暖情况登记表",
        "序号            姓名            取暖方式",
        "1            张某            煤炉",
    ]
    page = [*rows, *printed(TEXT, 27)[:15]]
    assert read_printed(write_pdf(tmp_path / "a.pdf", [page])).text.split("\n")[:2] == rows[:2]


def test_scanned_pictures_are_refused(tmp_path: Path) -> None:
    content = write_pdf(tmp_path / "b.pdf", pages(TEXT), picture=True).read_bytes()
    assert "文字识别" in refused(tmp_path, content, "no text layer", "a.pdf")


def test_protected_files_are_refused(tmp_path: Path) -> None:
    secret = b"/Encrypt << /Filter /Standard /V 1 /R 2 /O <%s> /U <%s> /P -4 >> /ID [<00> <00>]" % (
        b"ab" * 32,
        b"cd" * 32,
    )
    content = write_pdf(tmp_path / "b.pdf", pages(TEXT), extra=secret).read_bytes()
    assert "密码" in refused(tmp_path, content, "password", "a.pdf")


def test_loops_and_damage_are_refused(tmp_path: Path) -> None:
    content = write_pdf(tmp_path / "b.pdf", pages(TEXT)).read_bytes()
    loop = content.replace(b"/Kids [6 0 R", b"/Kids [2 0 R")
    for wrong in (loop, content[:600], content.replace(b"/Type /Page ", b"/Type /Pagx ")[:900]):
        refused(tmp_path, wrong, "cannot read", "a.pdf")
