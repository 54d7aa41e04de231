"""The same woman twice: merged where the rows agree, set aside where they do not.

Rows are the same woman's where their sound ID numbers are equal; without one, where
name, exact birth date and address (or phone) are.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from ...profile import Fact
from ...values import Bounds, intersect
from ..cells.text import squeeze
from .contradictions import contradiction
from .identity import Key, named_identity

_TITLES = {"name": "姓名", "place": "区划代码"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Merged:
    """What becomes of repeated rows: ``values`` of the rows they were merged into, by item and position."""

    values: Mapping[str, Mapping[int, Any]]
    unsure: Mapping[int, frozenset[str]]
    notes: Mapping[int, str]
    duplicates: Mapping[int, int]
    set_aside: Mapping[int, str]


def merge_duplicates(
    values: Mapping[str, Sequence[Any]],
    numbers: Sequence[int],
    unsure: Mapping[int, Collection[str]],
    *,
    facts: Mapping[str, Fact],
    on: date,
    skip: Collection[int],
) -> Merged:
    """Merge repeated rows into the first of them; what they leave open, they fill.

    Rows of one woman that say different things are all set aside: which is right cannot
    be told from the ledger.
    """
    groups: dict[Key, list[int]] = defaultdict(list)
    for position in range(len(numbers)):
        key = None if position in skip else _key(values, facts, position)
        if key is not None:
            groups[key].append(position)
    merged: dict[str, dict[int, Any]] = defaultdict(dict)
    unsure_of: dict[int, frozenset[str]] = {}
    notes: dict[int, str] = {}
    duplicates: dict[int, int] = {}
    set_aside: dict[int, str] = {}
    for positions in groups.values():
        if len(positions) == 1:
            continue
        first, *others = positions
        rows = [f"第{numbers[position]}行" for position in positions]
        together, reason = _together(values, facts, positions, on)
        if reason is not None:
            set_aside.update(dict.fromkeys(positions, f"同一人的{'、'.join(rows)}{reason}"))
            continue
        for name, value in together.items():
            merged[name][first] = value
        open_facts = frozenset().union(*(unsure.get(place, ()) for place in positions)) - together.keys()
        unsure_of[first] = open_facts
        duplicates.update(dict.fromkeys(others, first))
        notes[first] = "已并入" + "、".join(rows[1:])
    return Merged(values=merged, unsure=unsure_of, notes=notes, duplicates=duplicates, set_aside=set_aside)


def _key(values: Mapping[str, Sequence[Any]], facts: Mapping[str, Fact], position: int) -> Key | None:
    number = values["id_number"][position] if "id_number" in values else None
    return ("id", number) if number is not None else named_identity(values, facts, position, certain=True)


def _together(
    values: Mapping[str, Sequence[Any]], facts: Mapping[str, Fact], positions: Sequence[int], on: date
) -> tuple[dict[str, Any], str | None]:
    """(what the rows say together, why they cannot be one woman's)."""
    together: dict[str, Any] = {}
    for name in [*(name for name in facts if name in values), *(name for name in values if name not in facts)]:
        given = [values[name][position] for position in positions if values[name][position] is not None]
        if not given:
            continue
        together[name] = given[0]
        if name not in facts and name not in _TITLES:
            continue  # An address or a phone may differ: the first one counts.
        for value in given[1:]:
            together[name] = _agreed(together[name], value)
            if together[name] is None:
                return {}, f"所说的{_TITLES.get(name) or facts[name].title}不一致"
    reason = contradiction({name: value for name, value in together.items() if name in facts}, facts, on)
    return together, None if reason is None else f"合起来{reason}"


def _agreed(first: Any, second: Any) -> Any:
    """What two rows say together; None where they cannot both be true."""
    if isinstance(first, Bounds) and isinstance(second, Bounds):
        return intersect(first, second)
    if isinstance(first, str) and isinstance(second, str):
        return first if squeeze(first) == squeeze(second) else None
    return first if first == second else None
