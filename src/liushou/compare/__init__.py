"""Comparing documents: who gains and who loses between two, and all side by side."""

from .diff import diff
from .model import Diff
from .sides import Side, read_side

__all__ = ["Diff", "Side", "diff", "read_side"]
