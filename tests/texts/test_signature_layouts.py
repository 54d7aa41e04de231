"""The signature block is found however the offices and the date are set."""

from __future__ import annotations

from datetime import date

import pytest

from liushou.texts.prose import number_line, signature, title_lines


def signed(text: str) -> tuple[list[str], date | None] | None:
    found = signature(text, 0, len(text))
    return None if found is None else ([line.text for line in found[0]], found[1])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("请执行。\n甲局\n乙局\n2022年3月9日\n", (["甲局", "乙局"], date(2022, 3, 9))),
        ("请执行。\n甲局　乙局\n2022年3月9日\n", (["甲局", "乙局"], date(2022, 3, 9))),
        ("请执行。\n甲局 2022年3月9日\n", (["甲局"], date(2022, 3, 9))),
        ("请执行。\n\n　　甲局\n\n　　2022年3月9日\n", (["甲局"], date(2022, 3, 9))),
        ("甲局\n标题一\n正文到此，结束。\n乙局\n2022年3月9日\n", (["乙局"], date(2022, 3, 9))),
        ("附件：任务分工\n乙局\n2022年3月9日\n", (["乙局"], date(2022, 3, 9))),
        ("请执行。\n甲局\n2022年13月9日\n", (["甲局"], None)),
        ("2022年3月9日\n", None),
        ("自2022年3月9日起，施行。\n2022年3月9日\n", None),
        ("会议于2022年3月9日\n", (["会议于"], date(2022, 3, 9))),
        ("请执行。\n甲局\n", None),
        ("", None),
    ],
)
def test_signatures(text: str, expected: tuple[list[str], date | None] | None) -> None:
    assert signed(text) == expected


def test_the_first_signature_counts() -> None:
    text = "请执行。\n甲局\n2022年3月9日\n方案\n乙局\n2023年1月1日\n"
    assert signed(text) == (["甲局"], date(2022, 3, 9))


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("甲民发〔2022〕5号", "甲民发〔2022〕5号"),
        ("  甲民发〔2022〕5号  ", "甲民发〔2022〕5号"),
        ("根据乙民发〔2019〕86号，制定。\n甲民发〔2022〕5号", "甲民发〔2022〕5号"),
        ("根据乙民发〔2019〕86号，制定。", None),
        ("甲民发2022年5号", None),
    ],
)
def test_numbers(text: str, number: str | None) -> None:
    found = number_line(text, 0, len(text))
    assert (found.text if found else None) == number
    if found:
        assert text[found.start : found.start + len(found.text)] == found.text


@pytest.mark.parametrize(
    ("text", "titles"),
    [
        ("关于印发《甲方案》的通知\n甲方案\n", ["关于印发《甲方案》的通知", "甲方案"]),
        ("关于印发《甲\n方案》的通知\n", ["关于印发《甲方案》的通知"]),
        ("某某办法（试行）\n", ["某某办法（试行）"]),
        ("甲局\n各县民政局：\n按照意见，制定本方案。\n", []),
        ("文件\n", []),
    ],
)
def test_titles(text: str, titles: list[str]) -> None:
    assert [line.text for line in title_lines(text, 0, len(text))] == titles
