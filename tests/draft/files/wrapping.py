"""Texts set as printers and scanners set them: broken to a width, indented, with numbers on the pages."""

from __future__ import annotations

import re
import unicodedata

#: What does not begin a line, and what does not end one.
NOT_FIRST, NOT_LAST = "，。；：、！？）》”’」』】〕,.;:!?)", "（《“‘「『【〔("
INDENTED = re.compile("[，。；：]|[一二三四五六七八九十（第]")
PAGE_NUMBERS = ("— {} —", "- {} -", "－{}－", "第 {} 页", "第{}页 共99页", "{}")


def columns(text: str) -> int:
    return sum(1 + (unicodedata.east_asian_width(character) in "WFA") for character in text)


def sliced(paragraph: str, width: int) -> list[str]:
    """Every line has so many characters."""
    return [paragraph[at : at + width] for at in range(0, len(paragraph), width)]


def typeset(paragraph: str, width: int) -> list[str]:
    """Every line is as wide as it can be: words are not cut, and some marks neither begin nor end a line."""
    lines, line = [], ""
    for word in re.findall("[!-~]+|.", paragraph):
        hangs = word in NOT_FIRST and columns(line + word) <= 2 * width + 2
        if columns(line + word) > 2 * width and not hangs:
            carried = ""
            while line and line[-1] in NOT_LAST:
                line, carried = line[:-1], line[-1] + carried
            if word in NOT_FIRST and len(line) > 2:
                line, carried = line[:-1], line[-1] + carried
            lines.append(line)
            line = carried
        line += word
    return [*lines, line]


def printed(text: str, width: int, *, by_column: bool = True, indent: bool = True, blank: bool = False) -> list[str]:
    """The lines of a text, one paragraph a line, when it is set to a width."""
    lines = []
    for paragraph in text.rstrip("\n").split("\n"):
        begin = "\u3000\u3000" if indent and INDENTED.search(paragraph) else ""
        lines += (typeset if by_column else sliced)(begin + paragraph, width)
        lines += [""] if blank else []
    return lines


def on_pages(lines: list[str], per_page: int, number: str, *, blank: bool = False, indent: int = 0) -> str:
    """The lines on pages, each with its number below."""
    result: list[str] = []
    for page, start in enumerate(range(0, len(lines), per_page), 1):
        foot = " " * indent + number.format(page)
        result += [*lines[start : start + per_page], *([""] if blank else []), foot, *([""] if blank else [])]
    return "\n".join(result) + "\n"
