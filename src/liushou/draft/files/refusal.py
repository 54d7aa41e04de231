"""How a reader refuses a file: why, and what would be read instead."""

from dataclasses import dataclass

from ...problems import Phrase


@dataclass(unsafe_hash=True)
class RefusedError(Exception):
    """A file that is not read: why, and what would be."""

    reason: Phrase
    expected: Phrase | None = None
