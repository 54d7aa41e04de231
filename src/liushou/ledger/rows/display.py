"""Values of a ledger as people read them in a sheet."""

from __future__ import annotations

from datetime import date
from typing import Any

from ...chinese import format_date
from ...profile import Fact
from ...values import Bounds, Date, ages, show
from ..cells.idnumber import mask, mask_id_numbers
from .ledger import Ledger


def format_age(born: Date | None, on: date) -> str:
    """The age on the day, in full years; a range where the birth date is not exact."""
    if born is None:
        return ""
    years = ages(born, on)
    low, high = years.low, years.high
    if low is None or high is None:
        return ""
    return show(low) if low == high else f"{show(low)}—{show(high)}"


def display_id(ledger: Ledger, position: int, show_ids: bool) -> str:
    """Her ID number, masked unless it is to be shown; blank where none could be used."""
    number: str | None = ledger.item("id_number", position)
    if number is None:
        return ""
    return number if show_ids else mask(number)


def display_text(text: str | None, show_ids: bool) -> str:
    """A text of the ledger; an ID number that stands in it is masked unless it is to be shown."""
    if not text or show_ids or len(text) < 12:
        return text or ""
    return mask_id_numbers(text)


def display_name(ledger: Ledger, position: int, show_ids: bool) -> str:
    """Her name."""
    return display_text(ledger.item("name", position), show_ids)


def display_address(ledger: Ledger, position: int, show_ids: bool) -> str:
    """Where she lives, as far as the ledger says."""
    parts = [ledger.item(name, position) for name in ("township", "village", "group")]
    address = ledger.item("address", position) or (
        "" if any(parts) else ledger.item("household_address", position) or ""
    )
    text = ""
    for part in (*parts, address):
        if part and part not in text and not (address and part in address and part is not address):
            text += part
    return display_text(text, show_ids)


def format_value(value: Any, fact: Fact) -> str:
    """Any value of a fact."""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, str):
        return fact.word(value)
    if isinstance(value, Bounds) and isinstance(value.low or value.high, date):
        return format_date(value)
    return str(value)
