"""How a woman of a ledger, and what is known of her, is shown in lists and sheets."""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import date
from typing import Any

from ...chinese import format_date
from ...problems import mask
from ...profile import Fact
from ...values import Bounds, Date, Number, ages, show
from .ledger import Ledger


def format_age(born: Date | None, on: date) -> str:
    """The age on the day, in full years; a range where the birth date is not exact."""
    years: Number = Bounds(None, None) if born is None else ages(born, on)
    if years.low is None or years.high is None:
        return ""
    return show(years.low) if years.low == years.high else f"{show(years.low)}—{show(years.high)}"


def display_text(ledger: Ledger, position: int, text: str | None, show_ids: bool) -> str:
    """A text of the ledger; numbers in it are masked unless they are to be shown, and what repeats her ID number."""
    return text or "" if show_ids else mask(text or "", near=ledger.id_numbers(position))


def display_phone(ledger: Ledger, position: int, show_ids: bool) -> str:
    """Her telephone as the ledger has it; an ID number in its place is masked unless it is to be shown."""
    text: str = ledger.item("phone", position) or ""
    return text if show_ids else mask(text, phones=False)


def display_who(ledger: Ledger, position: int, show_ids: bool) -> tuple[str, str]:
    """(her name, her ID number: 5002************62 unless it is to be shown, blank where none could be used)."""
    number: str = ledger.item("id_number", position) or ""
    name = display_text(ledger, position, ledger.item("name", position), show_ids)
    return name, number if show_ids or not number else f"{number[:4]}{'*' * 12}{number[-2:]}"


def display_address(ledger: Ledger, position: int, show_ids: bool) -> str:
    """Where she lives, as far as the ledger says."""
    parts = [ledger.item(name, position) or "" for name in ("township", "village", "group")]
    address = ledger.item("address", position) or ("" if any(parts) else ledger.item("household_address", position))
    text = ""
    for part in (*(part for part in parts if part not in (address or "")), address):
        text += part if part and part not in text else ""
    return display_text(ledger, position, text, show_ids)


def format_value(value: Any, fact: Fact) -> str | None:
    """Any value of a fact; None where it is not known."""
    if value is None:
        return None
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, str):
        return fact.word(value)
    if isinstance(value, Bounds) and isinstance(value.low or value.high, date):
        return format_date(value)
    return str(value)


def format_woman(who: Mapping[str, Any]) -> str:
    """A woman of a list in one phrase; ``who`` is what :func:`describe` gives."""
    return f"第{who['row']}行 {who['name']} {who['id_number']}"


def describe(ledger: Ledger, position: int, show_ids: bool) -> dict[str, Any]:
    """Row number, name and ID number (masked) for a list."""
    name, number = display_who(ledger, position, show_ids)
    return {"row": ledger.numbers[position], "name": name, "id_number": number}


def entry_data(entry: Any) -> dict[str, Any]:
    """An entry of a list, a dataclass with ``who``, as JSON for programs."""
    data = asdict(entry)
    days = {name: value.isoformat() for name, value in data.items() if isinstance(value, date)}
    return {**data.pop("who"), **data, **days}
