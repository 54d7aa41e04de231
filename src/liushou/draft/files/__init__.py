"""The text of printed documents, read from files of any usual kind."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...on_demand import on_demand

# The process that reads a file needs none of what puts its text right.
if TYPE_CHECKING:
    from .open import read_printed
else:
    __getattr__ = on_demand(__name__, {"open": "read_printed"})

__all__ = ["read_printed"]
