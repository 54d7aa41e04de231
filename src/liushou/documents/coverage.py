"""Kept for those who import it from here: :func:`liushou.texts.coverage`."""

from ..texts import coverage

__all__ = ["coverage"]
