"""The `liushou` command: one small file for commands that are read together."""

from .app import main

__all__ = ["main"]
