"""The pieces of lean answers: services by the states of their conditions, and what is kept of them."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping
from datetime import date
from typing import Any, NamedTuple

from ..rules.compile import Hanging
from .opening import Key


class Text(NamedTuple):
    """A service in JSON, as it is where time opens nothing.

    ``slots`` say where each ``opens`` in it stands, and what it is of; none is of what is a yes today.
    """

    rank: int
    #: With the comma before it.
    whole: bytes
    slots: tuple[tuple[int, Key], ...]
    name: str
    missing: tuple[str, ...]
    #: On what the status still hangs, if nothing is known of those ``within`` bounds; None where that takes more.
    hanging: Hanging | None
    within: tuple[str, ...]
    #: On what it hangs whatever else is known of her; None where that matters.
    facts: frozenset[str] | None

    def on(self, opens: Mapping[Key, date]) -> bytes:
        """The service with its days."""
        parts, done = [], 0
        for at, slot in self.slots:
            day = opens.get(slot)
            if day is not None:
                parts += [self.whole[done:at], b'"%b"' % day.isoformat().encode()]
                done = at + len(b"null")
        return b"".join([*parts, self.whole[done:]])

    def hangs_on(self, value_of: Callable[[str], Any]) -> frozenset[str] | None:
        """The facts on which the status still hangs; None where that takes more than a look at the states."""
        if self.hanging is None or any(value_of(fact) is not None for fact in self.within):
            return None
        return self.hanging.facts(value_of)


class Group(NamedTuple):
    """Services that depend on the same states."""

    texts: tuple[Text, ...]
    #: What is missing of each that is undetermined.
    missing: tuple[tuple[str, ...], ...]
    #: On what their statuses hang whatever else is known of her, but for ``others``.
    facts: frozenset[str]
    others: tuple[Text, ...]


class Kept:
    """Texts by what they depend on: the last ones, and those of them that were asked for again."""

    def __init__(self, most: int) -> None:
        self.most = most
        self.last: dict[Hashable, Any] = {}
        self.before: dict[Hashable, Any] = {}

    def get(self, key: Hashable) -> Any:
        """The text of a key; None where it is not kept."""
        text = self.last.get(key)
        if text is None:
            text = self.before.get(key)
            if text is not None:
                self.keep(key, text)
        return text

    def keep(self, key: Hashable, text: Any) -> Any:
        """Keep the text of a key."""
        if len(self.last) >= self.most:
            self.before, self.last = self.last, {}
        self.last[key] = text
        return text
