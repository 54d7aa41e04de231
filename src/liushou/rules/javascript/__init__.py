"""The JavaScript reading: conditions as a graph in data, and one interpreter (``reading.js``) that reads it."""

from .graph import Graph, interpreter

__all__ = ["Graph", "interpreter"]
