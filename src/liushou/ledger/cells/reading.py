"""What one cell says."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Reading:
    """What a cell says of facts and ledger items.

    ``values`` has no entry for what is not said. ``unsure`` names facts that were asked
    and are not known. ``problem`` says, in Chinese, why a cell that is not empty could
    not be read (the fact then stays unknown); ``note`` how it was understood where that
    does not go without saying.
    """

    values: Mapping[str, Any] = field(default_factory=dict)
    unsure: tuple[str, ...] = ()
    problem: str | None = None
    note: str | None = None


class UnreadableError(ValueError):
    """A cell that cannot be read; the message says why, in Chinese, and never quotes an ID number."""


NOTHING = Reading()
Reader = Callable[[Any], Reading]


def unread(reason: str) -> Reading:
    """A cell that could not be read, and why."""
    return Reading(problem=reason)
