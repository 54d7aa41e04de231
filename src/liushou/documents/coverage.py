"""Kept for those who import it from here: :func:`liushou.texts.coverage`."""

from importlib import import_module

# By name, so that no module of documents imports one above it.
coverage = import_module("liushou.texts").coverage

__all__ = ["coverage"]
