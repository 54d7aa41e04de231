"""The compiled reading: conditions as one generated Python function."""

from .program import Compiled, compile_rules

__all__ = ["Compiled", "compile_rules"]
