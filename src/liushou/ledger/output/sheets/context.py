"""What every sheet is made from."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from ....chinese import format_day
from ...results.details import Detail
from ...results.statuses import Results
from ...rows.display import address_of, id_shown, name_of, text_shown
from ..book import Book

Tick = Callable[[int], None]


@dataclass(frozen=True, slots=True)
class Context:
    """The results, the details of every kept row, and how they are to be shown."""

    book: Book
    results: Results
    details: Sequence[Detail]
    place_name: str
    show_ids: bool = False
    assume: Mapping[str, Any] = field(default_factory=dict)
    tick: Tick = lambda _: None

    def under(self, more: str = "") -> str:
        """The line under a sheet's title."""
        count = len(self.results.ledger.kept)
        text = f"评估日：{format_day(self.results.on)}　　已评估{count}人　　本表为初步匹配，以主管部门核定为准"
        return f"{text}　　{more}" if more else text

    def who(self, index: int) -> tuple[str, str, str, str]:
        """(name, ID number as shown, address, phone) of a kept row."""
        ledger = self.results.ledger
        position = ledger.kept[index]
        return (
            name_of(ledger, position, self.show_ids),
            id_shown(ledger, position, self.show_ids),
            address_of(ledger, position, self.show_ids),
            text_shown(ledger.item("phone", position), self.show_ids),
        )
