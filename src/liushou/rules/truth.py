"""Kleene's three values: True (yes), False (no), None (unknown)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from ..values import Truth

Word = Literal["yes", "no", "unknown"]


def all_of(values: Iterable[Truth]) -> Truth:
    """No if any is no, else unknown if any is unknown, else yes (also for none at all)."""
    result: Truth = True
    for value in values:
        if value is False:
            return False
        if value is None:
            result = None
    return result


def any_of(values: Iterable[Truth]) -> Truth:
    """Yes if any is yes, else unknown if any is unknown, else no (also for none at all)."""
    return negate(all_of(map(negate, values)))


def negate(value: Truth) -> Truth:
    """The other of yes and no; unknown stays unknown."""
    return None if value is None else not value


def word(value: Truth) -> Word:
    """``yes``, ``no`` or ``unknown``."""
    return "unknown" if value is None else "yes" if value else "no"
