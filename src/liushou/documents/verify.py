"""Kept for those who import it from here: :func:`liushou.texts.verify`."""

from importlib import import_module

# By name, so that no module of documents imports one above it.
verify = import_module("liushou.texts").verify

__all__ = ["verify"]
