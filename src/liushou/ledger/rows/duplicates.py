"""The same woman twice: merged where the rows agree, set aside where they do not.

Rows are the same woman's where their sound ID numbers are equal; without one, where
name, exact birth date and address (or phone) are.
"""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from typing import Any

from ...values import Bounds
from ..cells.text import squeeze
from .agree import both
from .contradictions import contradiction
from .ledger import Ledger


def merge_duplicates(ledger: Ledger, on: date) -> None:
    """Merge repeated rows into the first of them; what they leave open, they fill.

    Rows of one woman that say different things are all set aside: which is right cannot
    be told from the ledger.
    """
    groups: dict[Any, list[int]] = defaultdict(list)
    for position in range(len(ledger.numbers)):
        if position not in ledger.set_aside:
            key = _key(ledger, position)
            if key is not None:
                groups[key].append(position)
    for positions in groups.values():
        if len(positions) > 1:
            _merge(ledger, positions, on)


def _key(ledger: Ledger, position: int) -> tuple[str, ...] | None:
    number = ledger.item("id_number", position)
    if number is not None:
        return ("id", number)
    name, born = ledger.item("name", position), ledger.item("birth_date", position)
    where = ledger.item("address", position) or ledger.item("phone", position)
    if not name or not where or born is None or not born.exact:
        return None
    return ("name", squeeze(name), born.low.isoformat(), squeeze(where))


def _merge(ledger: Ledger, positions: list[int], on: date) -> None:
    first, *others = positions
    rows = "、".join(f"第{ledger.numbers[position]}行" for position in positions)
    merged: dict[str, Any] = {}
    for name in (*ledger.fact_names(), "name", "place"):
        if name not in ledger.values:
            continue
        column = ledger.values[name]
        for position in positions:
            value = column[position]
            if value is None:
                continue
            joined = value if merged.get(name) is None else _same(merged[name], value)
            if joined is None:
                title = {"name": "姓名", "place": "区划代码"}.get(name) or ledger.facts[name].title
                return _aside(ledger, positions, f"同一人的{rows}所说的{title}不一致")
            merged[name] = joined
    before = {name: ledger.values[name][first] for name in merged}
    for name, value in merged.items():
        ledger.values[name][first] = value
    reason = contradiction(ledger, first, on)
    if reason is not None:
        for name, value in before.items():
            ledger.values[name][first] = value
        return _aside(ledger, positions, f"同一人的{rows}合起来{reason}")
    _fill_items(ledger, first, others)
    for position in others:
        ledger.duplicates[position] = first
    ledger.note(first, "已并入" + "、".join(f"第{ledger.numbers[position]}行" for position in others))


def _same(one: Any, two: Any) -> Any:
    if isinstance(one, Bounds) and isinstance(two, Bounds):
        return both(one, two)
    if isinstance(one, str) and isinstance(two, str):
        return one if squeeze(one) == squeeze(two) else None
    return one if one == two else None


def _aside(ledger: Ledger, positions: list[int], reason: str) -> None:
    for position in positions:
        ledger.set_aside[position] = reason


def _fill_items(ledger: Ledger, first: int, others: list[int]) -> None:
    """The items (address, phone …) and the unsure facts of the merged rows."""
    for name, column in ledger.values.items():
        if column[first] is None and name not in ledger.facts:
            column[first] = next((column[position] for position in others if column[position] is not None), None)
    unsure = set().union(*(ledger.unsure.get(position, set()) for position in (first, *others)))
    unsure = {name for name in unsure if ledger.item(name, first) is None}
    if unsure:
        ledger.unsure[first] = unsure
