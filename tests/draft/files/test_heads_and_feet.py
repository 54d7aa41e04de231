"""The printed head and foot of a document are left out or put right; nothing of its own text is."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from .notice import TEXT
from .reading import notes, read
from .wrapping import on_pages, sliced, typeset

TITLE, NUMBER, REST = TEXT.split("\n", 2)
AFTER = "抄送：县委办公室，县人大常委会办公室，县政协办公室，县人民法院，县人民检察院，\n各人民团体。\n云岭县民政局办公室　　　　2023年10月26日印发\n（共印50份）\n"


@pytest.mark.parametrize(
    ("head", "kind"),
    [
        ("云岭县民政局文件\n", "letterheads"),
        ("云 岭 县 民 政 局 文 件\n", "letterheads"),
        ("000012\n", "copy-numbers"),
        ("机密★1年\n特急\n", "secrecy"),
        ("★　★　★　★　★\n————————————\n", "rules-across"),
        ("签发人：张某\n", "signed-off"),
    ],
)
def test_what_stands_above_the_number(tmp_path: Path, head: str, kind: str) -> None:
    text = read(tmp_path, f"{head}{NUMBER}\n{TITLE}\n{REST}")
    assert text.text == f"{NUMBER}\n{TITLE}\n{REST}"
    assert kind in notes(text)


def test_a_whole_red_head(tmp_path: Path) -> None:
    head = "000012\n\n机密★1年\n特急\n\n云 岭 县 民 政 局 文 件\n\n云岭民发 〔2023〕 41 号　　　　　　签发人：张某\n———————————————\n\n"
    text = read(tmp_path, f"{head}　　　　{TITLE}\n\n{REST}" + AFTER)
    assert text.text == f"{NUMBER}\n{TITLE}\n{REST}"
    assert {"copy-numbers", "secrecy", "letterheads", "signed-off", "rules-across", "foot"} <= notes(text).keys()


def test_offices_of_a_joint_head_stay(tmp_path: Path) -> None:
    """As printed: their names one below the other, 文件 beside them."""
    offices = "云岭县民政局\n云岭县财政局\n云岭县教育局文件\n"
    text = read(tmp_path, f"{offices}{NUMBER}\n{TITLE}\n{REST}")
    assert text.text == f"云岭县民政局\n云岭县财政局\n云岭县教育局\n{NUMBER}\n{TITLE}\n{REST}"


@pytest.mark.parametrize(
    "foot",
    [
        AFTER,
        "抄送：县委办公室。\n云岭县民政局办公室 2023年10月26日印发\n",
        "（此件主动公开）\n",
        "信息公开选项：主动公开\n抄 送：县委办公室，\n县人大常委会办公室。\n",
        "主题词：民政 老年人 通知\n抄报：县委，县人大。\n抄送：各部门。\n云岭县民政局　2023年10月26日印发\n校对：张某\n",
    ],
)
def test_the_foot_is_left_out(tmp_path: Path, foot: str) -> None:
    assert read(tmp_path, TEXT + foot).text == TEXT


def test_an_annex_behind_the_foot_stays(tmp_path: Path) -> None:
    annex = "附件\n独居老年人取暖情况登记表\n一、填表说明。\n"
    assert read(tmp_path, TEXT + AFTER + annex).text == TEXT + annex


def test_words_that_were_set_apart_are_put_together(tmp_path: Path) -> None:
    spaced = TEXT.replace("云岭县民政局\n", "云 岭 县 民 政 局\n").replace("2023年10月26日", "2023 年 10 月 26 日")
    text = read(tmp_path, spaced)
    assert text.text == TEXT
    assert "spaces-out" in notes(text)


def test_a_first_page_that_was_scanned(tmp_path: Path) -> None:
    scanned = (
        "云岭县民政局文件\n\n云岭民发〔2023〕41号\n\n              "
        + TITLE
        + "\n"
        + REST
        + "\n                  — 1 —\n"
    )
    assert read(tmp_path, scanned).text.rstrip("\n") == f"{NUMBER}\n{TITLE}\n{REST}".rstrip("\n")


def typeset_whole(width: int, by_column: bool, per_page: int) -> tuple[str, str]:
    """(the notice as a printer sets it, its title as it was broken): centred head, signature to the right, foot."""
    cut = len(TITLE) // 2 if len(TITLE) > width else len(TITLE)
    title = [part for part in (TITLE[:cut], TITLE[cut:]) if part]
    addressees, *others = REST.rstrip("\n").split("\n")
    lines = ["云 岭 县 民 政 局 文 件".center(width), "", NUMBER.center(width + 10), ""]
    lines += [*("　" * max(0, (width - len(part)) // 2) + part for part in title), ""]
    lines += (typeset if by_column else sliced)(addressees, width)
    for paragraph in others:
        if re.fullmatch("云岭县.{2,10}局|2023年.*日", paragraph):
            lines.append("　" * max(2, width - len(paragraph) - 2) + paragraph)
        else:
            lines += (typeset if by_column else sliced)("　　" + paragraph, width)
    lines += ["", "————————————", *AFTER.rstrip("\n").split("\n")]
    return on_pages(lines, per_page, "— {} —", blank=True, indent=width), "\n".join(title)


@pytest.mark.parametrize("by_column", [True, False])
@pytest.mark.parametrize("width", range(18, 50, 3))
def test_a_whole_document_as_a_printer_sets_it(tmp_path: Path, width: int, by_column: bool) -> None:
    printed, title = typeset_whole(width, by_column, 14 + width % 3 * 8)
    assert read(tmp_path, printed).text == f"{NUMBER}\n{title}\n{REST}"
