"""The same woman twice: merged where the rows agree, set aside where they do not.

Rows are the same woman's where their sound ID numbers are equal; without one, where
name, exact birth date and address (or phone) are.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from ...values import Bounds, intersect
from ..cells.text import squeeze
from .contradictions import contradiction
from .identity import Key, identity
from .ledger import Ledger

_TITLES = {"name": "姓名", "place": "区划代码"}


def merge_duplicates(ledger: Ledger, on: date) -> Ledger:
    """Merge repeated rows into the first of them; what they leave open, they fill.

    Rows of one woman that say different things are all set aside: which is right cannot
    be told from the ledger.
    """
    groups: dict[Key, list[int]] = defaultdict(list)
    for position in ledger.kept:
        key = identity(ledger, position, certain=True)
        if key is not None:
            groups[key].append(position)
    repeated = [positions for positions in groups.values() if len(positions) > 1]
    values = {name: list(column) if repeated else column for name, column in ledger.values.items()}
    unsure, notes = dict(ledger.unsure), {}
    duplicates: dict[int, int] = {}
    set_aside: dict[int, str] = {}
    for first, *others in repeated:
        rows = [f"第{ledger.numbers[position]}行" for position in (first, *others)]
        together, reason = _together(ledger, (first, *others), on)
        if reason is not None:
            set_aside.update(dict.fromkeys((first, *others), f"同一人的{'、'.join(rows)}{reason}"))
            continue
        for name, value in together.items():
            values[name][first] = value  # type: ignore[index]
        unsure[first] = (
            frozenset().union(*(ledger.unsure.get(place, ()) for place in (first, *others))) - together.keys()
        )
        duplicates.update(dict.fromkeys(others, first))
        notes[first] = "已并入" + "、".join(rows[1:])
    unsure = {position: names for position, names in unsure.items() if names}
    return replace(ledger.without(set_aside).with_notes(notes), values=values, unsure=unsure, duplicates=duplicates)


def _together(ledger: Ledger, positions: Sequence[int], on: date) -> tuple[dict[str, Any], str | None]:
    """(what the rows say together, why they cannot be one woman's)."""
    together: dict[str, Any] = {}
    items = [name for name in ledger.values if name not in ledger.facts]
    for name in (*ledger.fact_names(), *items):
        given = [value for position in positions if (value := ledger.item(name, position)) is not None]
        if not given:
            continue
        together[name] = given[0]
        if name not in ledger.facts and name not in _TITLES:
            continue  # An address or a phone may differ: the first one counts.
        for value in given[1:]:
            together[name] = _agreed(together[name], value)
            if together[name] is None:
                return {}, f"所说的{_TITLES.get(name) or ledger.facts[name].title}不一致"
    known = {name: value for name, value in together.items() if name in ledger.facts}
    reason = contradiction(known, ledger.facts, on)
    return together, None if reason is None else f"合起来{reason}"


def _agreed(first: Any, second: Any) -> Any:
    """What two rows say together; None where they cannot both be true."""
    if isinstance(first, Bounds) and isinstance(second, Bounds):
        return intersect(first, second)
    if isinstance(first, str) and isinstance(second, str):
        return first if squeeze(first) == squeeze(second) else None
    return first if first == second else None
