"""What the sheets of a run are written from."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from ...answer import DISCLAIMER
from ...chinese import format_day
from ...profile import Fact
from ..results.details import Detail
from ..results.statuses import Results
from ..rows.display import display_address, display_phone, display_who
from .book import Book, Row, Table


@dataclass(frozen=True, kw_only=True)
class Context:
    """The results, the details of every kept row, and how to show them."""

    book: Book
    results: Results
    details: Sequence[Detail]
    place_name: str
    show_ids: bool

    @cached_property
    def people(self) -> list[tuple[str, str, str, str]]:
        """(name, ID number, address, phone) as displayed, of every kept row."""
        ledger, shown = self.results.ledger, self.show_ids
        rows = ((ledger, position, shown) for position in ledger.kept)
        return [(*display_who(*row), display_address(*row), display_phone(*row)) for row in rows]

    @property
    def facts(self) -> Mapping[str, Fact]:
        """All facts, by name."""
        return self.results.ledger.facts

    def add(self, name: str, rows: Sequence[Row], *, under: str = "", **layout: Any) -> None:
        """Add a sheet of this place; ``under`` adds to the line below the title."""
        count = len(self.results.ledger.kept)
        text = f"评估日：{format_day(self.results.on)}　　已评估{count}人　　本表为初步匹配，{DISCLAIMER}"
        text = f"{text}　　{under}" if under else text
        self.book.add(Table.of(name, rows, text, of=f"{self.place_name}农村留守妇女", **layout))
