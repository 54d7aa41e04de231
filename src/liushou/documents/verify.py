"""Kept for those who import it from here: :func:`liushou.texts.verify`."""

from ..texts import verify

__all__ = ["verify"]
