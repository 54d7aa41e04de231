"""What every sheet is made from."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from ....answer import DISCLAIMER
from ....chinese import format_day
from ...results.details import Detail
from ...results.statuses import Results
from ...rows.display import display_address, display_id, display_name, display_text
from ..book import Book, Column, Sheet

#: The columns that :meth:`Context.who` fills.
WHO = (Column("姓名", 10), Column("身份证号", 21), Column("住址", 26), Column("联系电话", 14))


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """The results, the details of every kept row, and how they are to be shown; ``tick`` counts rows written."""

    book: Book
    results: Results
    details: Sequence[Detail]
    place_name: str
    show_ids: bool
    tick: Callable[[int], None]

    def sheet(
        self, name: str, title: str, columns: Sequence[Column], *, under: str = "", freeze: int = 0, wide: bool = False
    ) -> Sheet:
        """A new sheet of this place; ``under`` adds to the line below the title."""
        title, under = f"{self.place_name}农村留守妇女{title}", self.under(under)
        return Sheet(self.book, name, title, under, columns=columns, freeze=freeze, wide=wide)

    def under(self, more: str = "") -> str:
        """The line under a sheet's title."""
        count = len(self.results.ledger.kept)
        text = f"评估日：{format_day(self.results.on)}　　已评估{count}人　　本表为初步匹配，{DISCLAIMER}"
        return f"{text}　　{more}" if more else text

    def who(self, index: int) -> tuple[str, str, str, str]:
        """(name, ID number as displayed, address, phone) of a kept row."""
        ledger = self.results.ledger
        position = ledger.kept[index]
        return (
            display_name(ledger, position, self.show_ids),
            display_id(ledger, position, self.show_ids),
            display_address(ledger, position, self.show_ids),
            display_text(ledger.item("phone", position), self.show_ids),
        )
