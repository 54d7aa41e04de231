"""The same woman in two ledgers, and how she is named in lists."""

from __future__ import annotations

from typing import Any

from ..cells.text import squeeze
from .display import id_shown, name_of
from .ledger import Ledger


def identity(ledger: Ledger, position: int) -> tuple[str, ...] | None:
    """What tells her from others: her ID number; else name with birth date, address or phone."""
    number = ledger.item("id_number", position)
    if number is not None:
        return ("id", number)
    return fallback(ledger, position)


def fallback(ledger: Ledger, position: int) -> tuple[str, ...] | None:
    """Her identity without an ID number; None where the ledger says too little."""
    name = ledger.item("name", position)
    born = ledger.item("birth_date", position)
    where = ledger.item("address", position) or ledger.item("phone", position)
    if not name or (not where and born is None):
        return None
    return ("name", squeeze(name), str(born) if where is None else "", squeeze(where or ""))


def by_identity(ledger: Ledger) -> tuple[dict[tuple[str, ...], int], list[int]]:
    """(identity → position of the kept rows, the positions that cannot be told apart)."""
    found: dict[tuple[str, ...], int] = {}
    unclear: list[int] = []
    for position in ledger.kept:
        key = identity(ledger, position)
        if key is None or key in found:
            unclear.append(position)
        else:
            found[key] = position
    return found, unclear


def described(ledger: Ledger, position: int, show_ids: bool) -> dict[str, Any]:
    """Row number, name and ID number (masked) for a list."""
    return {
        "row": ledger.numbers[position],
        "name": name_of(ledger, position, show_ids),
        "id_number": id_shown(ledger, position, show_ids),
    }
