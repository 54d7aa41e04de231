"""One cell, read as the column it stands in."""

from __future__ import annotations

from typing import Any

from liushou.ledger.cells.readers import reader_of
from liushou.ledger.cells.reading import Hints, Reading, UnreadableError
from liushou.places import find_place
from liushou.profile import BY_NAME

PLAIN = Hints()


def read(target: str, value: Any, *, place: str = "500230", hints: Hints = PLAIN) -> Reading:
    """What a cell of a column taken for ``target`` says; what is unread is a reading with a problem."""
    try:
        return reader_of(target, BY_NAME, find_place(place), hints)(value)
    except UnreadableError as error:
        return Reading(problem=str(error))


def values(target: str, value: Any, **how: Any) -> dict[str, Any]:
    """The facts and items that a cell states."""
    return dict(read(target, value, **how).values)


def is_unread(target: str, value: Any, **how: Any) -> bool:
    """Whether a cell states nothing and says why."""
    reading = read(target, value, **how)
    return not reading.values and not reading.unsure and bool(reading.problem)
