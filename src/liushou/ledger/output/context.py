"""What every sheet is made from."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from ...answer import DISCLAIMER
from ...chinese import format_day
from ..results.details import Detail
from ..results.statuses import Results
from ..rows.women import display_address, display_text, display_who
from .book import Book, Column, Sheet

#: What :meth:`Context.women` says of each.
WHO = (Column("姓名", 10), Column("身份证号", 21), Column("住址", 26), Column("联系电话", 14))


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """The results, the details of every kept row, and how to show them; ``progress`` is called as rows are written."""

    book: Book
    results: Results
    details: Sequence[Detail]
    place_name: str
    show_ids: bool
    progress: Callable[[str, int, int], None]

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

    def women(self, sheet: Sheet) -> Iterator[tuple[int, tuple[str, str, str, str], Detail]]:
        """(index, (name, ID number, address, phone) as displayed, details) of every kept row, for a sheet."""
        ledger, shown = self.results.ledger, self.show_ids
        for index, (position, detail) in enumerate(zip(ledger.kept, self.details, strict=True)):
            if index % 500 == 0:
                self.progress(f"写“{sheet.name}”", index, len(ledger.kept))
            phone = display_text(ledger.item("phone", position), shown)
            address = display_address(ledger, position, shown)
            yield index, (*display_who(ledger, position, shown), address, phone), detail
