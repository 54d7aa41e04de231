"""Rows under the header that are no person: totals, signatures, repeated headers, numbering."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from ..cells.known_words import known
from ..cells.text import is_blank, shown, squeeze
from ..columns.header import Header
from ..columns.names import label_text
from ..files.grid import Grid

_COUNT = re.compile(r"[\d.,]+[人名户个]?")


def not_people(rows: Sequence[Sequence[Any]], grid: Grid, header: Header) -> dict[int, str]:
    """Position → reason, for the rows that say nothing of one person."""
    labels = [[label_text(cell) for cell in grid.rows[line]] for line in header.lines]
    name = next((use.index for use in header.columns if use.target == "name"), None)
    number = next((use.index for use in header.columns if use.target == "id_number"), None)
    found: dict[int, str] = {}
    starts = known().not_a_person
    firsts = {word[0] for words in starts.values() for word in words}
    for position, row in enumerate(rows):
        index, first = next((pair for pair in enumerate(row) if not is_blank(pair[1])), (0, None))
        if first is None or not isinstance(first, str):
            if position == 0 and _numbering(row):
                found[position] = "栏次行"
            continue
        text = squeeze(first)
        if text and text[0] in firsts and (reason := _starts(text, starts)):
            named = name is not None and name < len(row) and name != index and _a_name(row[name])
            numbered = number is not None and number < len(row) and len(squeeze(shown(row[number]))) >= 15
            signed = any(_starts(squeeze(cell), starts) for cell in row[index + 1 :] if isinstance(cell, str))
            if (not named or signed) and not numbered:
                found[position] = reason
                continue
        if name is not None and name < len(row) and isinstance(row[name], str):
            cell = squeeze(row[name])
            if cell in starts["合计行"]:
                found[position] = "合计行"
                continue
            if any(name < len(line) and cell == squeeze(line[name]) for line in labels):
                found[position] = "重复的表头"  # of another table, with other columns
                continue
        if _same(row, labels):
            found[position] = "重复的表头"
        elif position == 0 and _numbering(row):
            found[position] = "栏次行"
    return found


def _a_name(cell: Any) -> bool:
    """Whether a woman may be called so: not a count (16人), nor another signature (审核人：李)."""
    if is_blank(cell) or not isinstance(cell, str):
        return False
    text = squeeze(cell)
    return not _COUNT.fullmatch(text) and _starts(text, known().not_a_person) is None


def _starts(text: str, starts: Any) -> str | None:
    for reason, words in starts.items():
        for word in words:
            if text.startswith(word):
                return str(reason)
    return None


def _same(row: Sequence[Any], lines: Sequence[Sequence[str]]) -> bool:
    """Whether every text repeats a label above it; a header of two lines may come back as one."""
    cells = [(index, label_text(cell)) for index, cell in enumerate(row) if isinstance(cell, str) and cell]
    if len(cells) < 2:
        return False
    return all(any(index < len(line) and line[index] == text for line in lines) for index, text in cells)


def _numbering(row: Sequence[Any]) -> bool:
    """The line 1 2 3 4 … under some headers."""
    cells = [squeeze(shown(cell)).strip("()（）") for cell in row if not is_blank(cell)]
    if cells[:2] == ["甲", "乙"] or (cells[:1] == ["甲"] and cells[1:2] == ["1"]):
        return True
    return len(cells) >= 4 and cells == [str(number) for number in range(1, len(cells) + 1)]
