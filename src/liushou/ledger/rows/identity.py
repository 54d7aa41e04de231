"""The same woman in two rows or two ledgers, and how she is named in lists."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ...values import Bounds
from ..cells.text import squeeze
from .display import display_id, display_name
from .ledger import Ledger

Key = tuple[str, ...]


def identity(ledger: Ledger, position: int, *, certain: bool = False) -> Key | None:
    """Identity key: the ID number; else :func:`named_identity`."""
    number = ledger.item("id_number", position)
    return ("id", number) if number is not None else named_identity(ledger, position, certain=certain)


def named_identity(ledger: Ledger, position: int, *, certain: bool = False) -> Key | None:
    """Identity key without an ID number: name with address or phone, or birth date; None where it says too little.

    ``certain`` wants all of it: name, address or phone, and exactly known facts.
    """
    name = ledger.item("name", position)
    where = ledger.item("address", position) or ledger.item("phone", position)
    own = [ledger.item(fact.name, position) for fact in ledger.facts.values() if fact.identity]
    if not name or (not where and (certain or all(value is None for value in own))):
        return None
    if certain and not all(value.exact if isinstance(value, Bounds) else value is not None for value in own):
        return None
    told = [str(value) for value in own] if certain or where is None else [""]
    return ("name", squeeze(name), *told, squeeze(where or ""))


def by_identity(ledger: Ledger) -> tuple[dict[Key, int], list[int]]:
    """(identity → position of the kept rows, the positions that cannot be told apart)."""
    positions: dict[Key, int] = {}
    unclear: list[int] = []
    for position in ledger.kept:
        key = identity(ledger, position)
        if key is None or key in positions:
            unclear.append(position)
        else:
            positions[key] = position
    return positions, unclear


def format_woman(who: Mapping[str, Any]) -> str:
    """A woman of a list in one phrase; ``who`` is what :func:`describe` gives."""
    return f"第{who['row']}行 {who['name']} {who['id_number']}"


def describe(ledger: Ledger, position: int, show_ids: bool) -> dict[str, Any]:
    """Row number, name and ID number (masked) for a list."""
    name, number = display_name(ledger, position, show_ids), display_id(ledger, position, show_ids)
    return {"row": ledger.numbers[position], "name": name, "id_number": number}
