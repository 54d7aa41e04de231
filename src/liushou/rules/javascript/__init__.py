"""The JavaScript reading: conditions as a graph in data, and one interpreter (``reading.js``) that reads it."""

from .graph import Graph, day_number, interpreter, number_text

__all__ = ["Graph", "day_number", "interpreter", "number_text"]
