"""Files from anybody, read in a process of its own, which may take so much memory and time and no more.

A reader is a module whose function ``messages`` yields what it reads, piece by piece, as plain values.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..on_demand import on_demand
from .refusal import RefusedError, damaged, protected

# The process that reads needs nothing of the one that waits for it.
if TYPE_CHECKING:
    from .archive import BROKEN, parts_of, read_part
    from .compound import stream_of
    from .parent import Job, read_apart, unreadable
else:
    __getattr__ = on_demand(
        __name__,
        {"archive": "BROKEN parts_of read_part", "compound": "stream_of", "parent": "Job read_apart unreadable"},
    )

__all__ = ["BROKEN", "Job", "RefusedError", "damaged", "parts_of", "protected", "read_apart", "read_part"]
__all__ += ["stream_of", "unreadable"]
