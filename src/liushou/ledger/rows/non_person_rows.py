"""Rows under the header that are no person: totals, signatures, repeated headers, numbering."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ..cells.known_words import known_words
from ..cells.text import cell_text, is_blank, squeeze
from ..columns.header import ColumnPlan
from ..columns.names import header_text
from ..files.grid import Grid

_COUNT = re.compile(r"[\d.,]+[人名户个]?")
TOTAL, REPEATED, NUMBERING = "合计行", "重复的表头", "栏次行"


def find_non_person_rows(grid: Grid, plan: ColumnPlan) -> dict[int, str]:
    """Position → reason, for the rows that say nothing of one person."""
    labels = [[header_text(cell) for cell in grid.rows[line]] for line in plan.lines]
    columns = {use.target: use.index for use in plan.columns}
    finder = _Finder(labels, columns.get("name"), columns.get("id_number"), known_words().not_a_person)
    reasons = {position: finder.reason(row, position) for position, row in enumerate(grid.rows[plan.first :])}
    return {position: reason for position, reason in reasons.items() if reason is not None}


@dataclass(frozen=True, slots=True)
class _Finder:
    """The labels of the header lines, the columns of name and ID number, the words that begin other rows."""

    labels: Sequence[Sequence[str]]
    name: int | None
    number: int | None
    starts: Mapping[str, Sequence[str]]

    def reason(self, row: Sequence[Any], position: int) -> str | None:
        """Why a row is no person's; None where it may be one's."""
        index, first = next((pair for pair in enumerate(row) if not is_blank(pair[1])), (0, None))
        if isinstance(first, str):
            reason = self._by_first_cell(row, index, squeeze(first)) or self._by_name(row)
            if reason or self._repeats_header(row):
                return reason or REPEATED
        return NUMBERING if position == 0 and _numbering(row) else None

    def _by_first_cell(self, row: Sequence[Any], index: int, text: str) -> str | None:
        """By the word that the row begins with, unless a woman is named beside it."""
        reason = self._start(text)
        if reason is None or len(squeeze(cell_text(_cell(row, self.number)))) >= 15:
            return None
        named = self.name != index and self._a_name(_cell(row, self.name))
        signed = any(self._start(squeeze(cell)) for cell in row[index + 1 :] if isinstance(cell, str))
        return reason if signed or not named else None

    def _by_name(self, row: Sequence[Any]) -> str | None:
        """By what is written where the name should be: a total, or a label of this or another table."""
        cell = _cell(row, self.name)
        if self.name is None or not isinstance(cell, str):
            return None
        text = squeeze(cell)
        if text in self.starts[TOTAL]:
            return TOTAL
        above = (squeeze(line[self.name]) for line in self.labels if self.name < len(line))
        return REPEATED if text in above else None

    def _a_name(self, cell: Any) -> bool:
        """Whether a woman may be called so: not a count (16人), nor another signature (审核人：李)."""
        if is_blank(cell) or not isinstance(cell, str):
            return False
        text = squeeze(cell)
        return not _COUNT.fullmatch(text) and self._start(text) is None

    def _start(self, text: str) -> str | None:
        return next((reason for reason, words in self.starts.items() if text.startswith(tuple(words))), None)

    def _repeats_header(self, row: Sequence[Any]) -> bool:
        """Whether every text repeats a label above it; a header of two lines may come back as one."""
        cells = [(index, header_text(cell)) for index, cell in enumerate(row) if isinstance(cell, str) and cell]
        return len(cells) > 1 and all(
            any(index < len(line) and line[index] == text for line in self.labels) for index, text in cells
        )


def _cell(row: Sequence[Any], index: int | None) -> Any:
    return None if index is None or index >= len(row) else row[index]


def _numbering(row: Sequence[Any]) -> bool:
    """The line 1 2 3 4 … under some headers."""
    cells = [squeeze(cell_text(cell)).strip("()（）") for cell in row if not is_blank(cell)]
    if cells[:2] == ["甲", "乙"] or (cells[:1] == ["甲"] and cells[1:2] == ["1"]):
        return True
    return len(cells) >= 4 and cells == [str(number) for number in range(1, len(cells) + 1)]
