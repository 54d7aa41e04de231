"""The frame of a document from its text alone: all of it but its measures and context."""

from .frame import frame_of

__all__ = ["frame_of"]
