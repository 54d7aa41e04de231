"""The `liushou` command: one small file per command."""

from .process import main

__all__ = ["main"]
