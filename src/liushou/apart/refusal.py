"""How a reader in a process of its own refuses a file."""

from dataclasses import dataclass

from ..messages import Phrase


@dataclass(unsafe_hash=True)
class RefusedError(Exception):
    """A file that is not read: why, and what would be; in English, or phrases of the catalogue."""

    reason: str | Phrase
    expected: str | Phrase | None = None


def damaged(error: object, kind: str, expected: str) -> RefusedError:
    """The refusal of a file of which its library or its archive makes no sense; ``kind`` with its article."""
    reason = " ".join(str(error).split())[:80]
    return RefusedError(f"{kind} ({reason})", expected)


def protected() -> RefusedError:
    """The refusal of a file that needs a password."""
    return RefusedError("it is protected by a password (文件有密码)", "the same file saved without a password")
